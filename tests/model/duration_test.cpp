// No function keeps a sheet waiting, whatever is typed into it: a fifth of a second at most, and
// for a long range a time in proportion to its length.

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace headroom::test {

namespace {

#ifdef NDEBUG
constexpr double longest = 0.2;
#else
constexpr double longest = 10; // unoptimised, and with sanitizers
#endif

/// Seconds of the processor's. Of a few, the fewest: a busy machine slows the processor too.
double seconds(const Function& function, const std::vector<Value>& arguments) {
    double fewest = INFINITY;
    for (int attempt = 0; attempt < 4 && fewest > 0.1; ++attempt) {
        const std::clock_t start = std::clock();
        outcome(function, arguments);
        fewest = std::min(fewest, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return fewest;
}

/// All but those that allocate cuts, which are timed with their own tests.
std::vector<const Function*> timed_functions() {
    std::vector<const Function*> functions = calculating_functions();
    std::erase_if(functions,
                  [](const Function* function) { return function->name.starts_with("ALLOCAT"); });
    return functions;
}

/// What is small, large or at the edge of its limits.
std::vector<double> extremes(const Argument& argument) {
    std::vector<double> values{0, 1, 5e-324, 1e-9, 1e9, 1e308, -1e300};
    for (const double bound : {argument.limits.low(), argument.limits.high()}) {
        values.insert(values.end(), {bound, bound * (1 - 1e-12)});
    }
    return values;
}

bool is_number(const Argument& argument) {
    return argument.shape == Shape::number || argument.shape == Shape::series;
}

TEST(Duration, IsShortWhateverTwoArgumentsAre) {
    for (const Function* function : timed_functions()) {
        const std::vector<Value> example = complete_example(*function);
        double most = 0;
        std::vector<Value> slowest;
        const auto time = [&](const std::vector<Value>& arguments) {
            const double taken = seconds(*function, arguments);
            if (taken > most) {
                most = taken;
                slowest = arguments;
            }
        };
        for (std::size_t first = 0; first < example.size(); ++first) {
            if (!is_number(function->arguments[first])) {
                continue;
            }
            for (const double one : extremes(function->arguments[first])) {
                const std::vector<Value> with_one = exchanged(example, first, one);
                time(with_one);
                for (std::size_t second = first + 1; second < example.size(); ++second) {
                    if (!is_number(function->arguments[second])) {
                        continue;
                    }
                    for (const double other : extremes(function->arguments[second])) {
                        time(exchanged(with_one, second, other));
                    }
                }
            }
        }
        EXPECT_LT(most, longest) << typed(*function, slowest);
        RecordProperty(function->name, std::to_string(most));
    }
}

TEST(Duration, IsShortForAnySensibleArguments) {
    Draw draw(301);
    for (const Function* function : timed_functions()) {
        double most = 0;
        for (int round = 0; round < 200; ++round) {
            most = std::max(most, seconds(*function, draw.arguments(*function)));
        }
        EXPECT_LT(most, longest) << function->name;
    }
}

/// What takes a search, where it has to search the longest.
TEST(Duration, OfASearchIsShort) {
    double most = 0;
    for (const double p : {0.0, 5e-324, 1e-300, 1e-17, 1e-9, 0.3, 0.5, 1 - 1e-9, 1 - 1e-16, 1.0}) {
        for (const double mode : {0.0, 1e-300, 1e-9, 1e-6, 0.1, 0.5, 0.999999, 1 - 1e-16, 1.0}) {
            for (const double shape : {0.0, 1e-300, 1e-6, 0.01, 4.0, 1e3, 1e5, 1e6}) {
                most = std::max(most, seconds(function("PERTINV"), {p, 0.0, mode, 1.0, shape}));
            }
        }
    }
    for (const double price : {1e-300, 0.5, 2.5, 3.0, 5.0, 50.0, 1e6, 1e300}) {
        for (const double erosion : {-0.999, -0.3, -0.01, 0.0, 0.01, 0.05, 0.1, 0.5, 0.99, 1.0}) {
            for (const double residual : {0.0, 1.0, 49999.0, 50000.0}) {
                const std::vector<Value> given{price,  1.0,      50000.0, 50.0,
                                               9000.0, residual, erosion, 0.2};
                most = std::max(most, seconds(function("GPUIRR"), given));
                most = std::max(
                    most, seconds(function("WORKINGS"), joined(std::string("GPUIRR"), given)));
            }
        }
    }
    EXPECT_LT(most, longest);
    RecordProperty("longest", std::to_string(most));
}

TEST(Duration, OfALongRangeIsInProportion) {
    Draw draw(302);
    const auto range = [&](double low, double high, std::size_t count = 40'000) {
        Table cells;
        for (std::size_t row = 0; row < count; ++row) {
            cells.append({draw.even(low, high)});
        }
        return cells;
    };
    Table coalitions;
    for (std::size_t row = 0; row < 4096; ++row) {
        coalitions.append({draw.even(-1e6, 1e6)});
    }
    struct Row {
        std::string_view function;
        std::vector<Value> arguments;
    };
    std::vector<Row> calls{
        {"BACKLOGROLL", {1e6, range(0, 1e6), range(0, 1e6), 0.1}},
        {"LEASEVSBUY", {1e6, range(0, 1e3, 50), 0.01, 0.2, 50.0}},
        {"LEASEVSBUY", {1e6, range(0, 1e3, 50), -0.5, 0.2, 50.0}},
        {"RESTRUCTURINGROLL", {1e6, range(1e6, 2e6), range(0, 1e6), range(0, 1e6)}},
        {"IMPAIRMENT", {std::string("IFRS"), 1e6, range(0, 1e6), 1e3, 0.01}},
        {"REVEALEDPAIN", {range(1e5, 1e6), range(0, 10), range(0, 1e4), range(0.1, 1)}},
        {"SHAPLEY", {coalitions}},
    };
    for (const char* convention : {"full", "next", "half"}) {
        for (const double life : {1e-3, 1.0, 2.5, 60.0, 20'000.0, 40'000.0, 1e300}) {
            calls.push_back(
                {"VINTAGEDEPRECIATION", {range(0, 1e6), life, 0.1, std::string(convention)}});
        }
    }
    for (const auto& [name, arguments] : calls) {
        EXPECT_LT(seconds(function(name), arguments), longest) << name;
        for (const char* audit : {"WORKINGS", "REASON"}) {
            EXPECT_LT(seconds(function(audit), joined(std::string(name), arguments)), longest)
                << audit << ' ' << name;
        }
    }
}

} // namespace

} // namespace headroom::test
