// Times Headroom's own part of a cell without the office: the add-in's method as Calc calls it, the
// model's dispatch within it, and the equation within that.

#include "core/catalogue.hpp"
#include "gpu/gpu.hpp"
#include "office_types.hpp"
#include "people/people.hpp"
#include "subjects.hpp"
#include "trade/margin.hpp"

#include "uno/object.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <vector>

/// The add-in's entry, which the office finds by its name.
extern "C" void* headroom_component_getFactory(const char*, void*, void*);

namespace headroom::bench {

namespace {

constexpr std::size_t rows = 1024;

/// The arguments row by row, again and again.
template <class Argument, std::size_t count> class Rows {
public:
    explicit Rows(const Subject& subject) : rows_(rows) {
        const Table table = arguments(subject, rows);
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t column = 0; column < count; ++column) {
                rows_[row][column] = Argument(std::get<double>(table.at(row, column)));
            }
        }
    }

    const std::array<Argument, count>& next() { return rows_[row_++ % rows]; }

private:
    std::vector<std::array<Argument, count>> rows_;
    std::size_t row_ = 0;
};

/// The add-in's object.
const uno::Object& addin() {
    static const uno::Object functions = [] {
        test::load_office_types();
        const uno::Object factory =
            uno::Object::adopt(static_cast<uno::abi::Interface*>(headroom_component_getFactory(
                                   "org.headroom.FunctionsImplementation", nullptr, nullptr)),
                               uno::Type("com.sun.star.lang.XSingleComponentFactory"));
        return factory.call("createInstanceWithContext", uno::Object())
            .object()
            .as("org.headroom.XFunctions");
    }();
    return functions;
}

/// One call after another as the office makes them, without its reflection between.
template <std::size_t count>
void time_addin(benchmark::State& state, const Subject& subject, std::string_view name) {
    uno::abi::Interface* functions = addin().get();
    const uno::Description<uno::abi::InterfaceDescription> interface(addin().type().get());
    const auto index = std::find(catalogue().begin(), catalogue().end(), find(name));
    const uno::Description<uno::abi::MethodDescription> method(
        interface->members[3 + (index - catalogue().begin())]);
    Rows<uno::Any, count> cells(subject);
    for (auto _ : state) {
        const auto& row = cells.next();
        std::array<void*, count> arguments;
        std::transform(row.begin(), row.end(), arguments.begin(),
                       [](const uno::Any& cell) { return const_cast<uno::Any*>(&cell); });
        double result = 0;
        uno::abi::Any thrown;
        uno::abi::Any* exception = &thrown;
        functions->dispatch(functions, &method->base.base, &result, arguments.data(), &exception);
        benchmark::DoNotOptimize(result);
    }
}

template <std::size_t count>
void time_call(benchmark::State& state, const Subject& subject, std::string_view name) {
    const Function& function = *find(name);
    Rows<Value, count> cells(subject);
    for (auto _ : state) {
        Call call;
        benchmark::DoNotOptimize(function.call(cells.next(), call));
    }
}

template <std::size_t count>
void time_equation(benchmark::State& state, const Subject& subject, auto equation) {
    Rows<double, count> cells(subject);
    for (auto _ : state) {
        benchmark::DoNotOptimize(std::apply(equation, cells.next()));
    }
}

/// So many divisions of different size, cost, weight and cap; half of what they could save.
std::vector<Value> division_ranges(std::size_t count) {
    std::array<Table, 4> ranges;
    double most = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double heads = static_cast<double>(10 + i * 37 % 1000);
        const double saving = 0.05 + static_cast<double>(i * 61 % 997) / 997;
        const double pain = static_cast<double>(i * 71 % 991) / 300;
        const double cap = 0.2 + static_cast<double>(i * 83 % 983) / 3300;
        most += heads * saving * cap;
        ranges[0].append({heads});
        ranges[1].append({saving});
        ranges[2].append({pain});
        ranges[3].append({cap});
    }
    return {ranges[0], ranges[1], ranges[2], ranges[3], most / 2};
}

void time_allocation(benchmark::State& state, std::string_view method) {
    const Function& function = *find("ALLOCATECUTS");
    std::vector<Value> cells = division_ranges(10'000);
    cells.emplace_back(std::string(method));
    for (auto _ : state) {
        Call call;
        benchmark::DoNotOptimize(function.call(cells, call));
    }
    state.SetLabel("aim: below 20 ms");
}

double margin(double price, double utilisation, double capex, double life, double opex, double wacc,
              double residual) {
    const double cost = capital_charge(MoneyPerGpu::of(capex), Years::of(life), Rate::of(wacc),
                                       MoneyPerGpu::of(residual)) +
                        opex;
    return difference(1, cost / (hours_per_year * utilisation) / price);
}

double cuts(double revenue, double operating_profit, double target_margin, double loaded_cost,
            double severance, double months, double backfill, double replacement) {
    const double gap = margin_gap(target_margin, revenue, operating_profit);
    return whole_up(gap / net_saving_per_cut(MoneyPerPositionYear::of(loaded_cost),
                                             MoneyPerPosition::of(severance), Months::of(months),
                                             Share::of(backfill),
                                             MoneyPerPositionYear::of(replacement)));
}

void add_benchmarks() {
    benchmark::RegisterBenchmark("GPUMARGIN/addin", [](benchmark::State& state) {
        time_addin<7>(state, gpu_margin, "GPUMARGIN");
    });
    benchmark::RegisterBenchmark("GPUMARGIN/dispatch", [](benchmark::State& state) {
        time_call<7>(state, gpu_margin, "GPUMARGIN");
    });
    benchmark::RegisterBenchmark("GPUMARGIN/equation", [](benchmark::State& state) {
        time_equation<7>(state, gpu_margin, margin);
    });
    benchmark::RegisterBenchmark("REQUIREDCUTS/addin", [](benchmark::State& state) {
        time_addin<8>(state, required_cuts, "REQUIREDCUTS");
    });
    benchmark::RegisterBenchmark("REQUIREDCUTS/dispatch", [](benchmark::State& state) {
        time_call<8>(state, required_cuts, "REQUIREDCUTS");
    });
    benchmark::RegisterBenchmark("REQUIREDCUTS/equation", [](benchmark::State& state) {
        time_equation<8>(state, required_cuts, cuts);
    });
    for (const char* method : {"least pain", "pro rata", "cheapest"}) {
        benchmark::RegisterBenchmark(
            (std::string("ALLOCATECUTS/10000 divisions/") + method).c_str(),
            [method](benchmark::State& state) { time_allocation(state, method); })
            ->Unit(benchmark::kMillisecond);
    }
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
