// Times the model's elementary functions beside the C library's, which are made for the very
// processor: how often they are slower.

#include "core/elementary.hpp"
#include "draw.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

namespace headroom::bench {

namespace {

using test::Draw;
using Clock = std::chrono::steady_clock;

/// The shortest time seen for one call.
class Shortest {
public:
    void time(const std::vector<double>& arguments, auto function) {
        const auto start = Clock::now();
        for (const double argument : arguments) {
            benchmark::DoNotOptimize(function(argument));
        }
        const std::chrono::duration<double, std::nano> took = Clock::now() - start;
        nanoseconds_ = std::min(nanoseconds_, took.count() / static_cast<double>(arguments.size()));
    }
    double nanoseconds() const { return nanoseconds_; }

private:
    double nanoseconds_ = std::numeric_limits<double>::infinity();
};

void add(const std::string& name, double low, double high, auto ours, auto library) {
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
        Draw draw(7);
        std::vector<double> arguments(4096);
        for (double& argument : arguments) {
            argument = draw.even(low, high);
        }
        Shortest model;
        Shortest rival;
        for (auto _ : state) {
            model.time(arguments, ours);
            rival.time(arguments, library);
        }
        state.counters["model_ns"] = model.nanoseconds();
        state.counters["library_ns"] = rival.nanoseconds();
        state.counters["ratio"] = model.nanoseconds() / rival.nanoseconds();
        state.SetLabel("aim: a ratio of at most 2");
    });
}

void add_benchmarks() {
    add("exp", -10, 10, elementary::exp, [](double x) { return std::exp(x); });
    add("expm1", -2, 2, elementary::expm1, [](double x) { return std::expm1(x); });
    add("expm1/small", -0.1, 0.1, elementary::expm1, [](double x) { return std::expm1(x); });
    add("log", 0.01, 10, elementary::log, [](double x) { return std::log(x); });
    add("log1p", -0.5, 5, elementary::log1p, [](double x) { return std::log1p(x); });
    add("log1p/rate", 0, 0.3, elementary::log1p, [](double x) { return std::log1p(x); });
    add("log10", 0.01, 10, elementary::log10, [](double x) { return std::log10(x); });
    const auto power = [](double y) { return elementary::pow(1.07, y); };
    add("pow/years", -30, 30, power, [](double y) { return std::pow(1.07, y); });
    const auto discount = [](double x) { return elementary::pow(x, -7); };
    add("pow/rate", 1, 1.3, discount, [](double x) { return std::pow(x, -7); });
    add("sin_pi", -0.5, 0.5, elementary::sin_pi,
        [](double x) { return std::sin(std::numbers::pi * x); });
}

} // namespace

} // namespace headroom::bench

int main(int count, char** arguments) {
    headroom::bench::add_benchmarks();
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments)) {
        return 1;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
