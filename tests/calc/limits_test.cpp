#include "calc_test.hpp"
#include "probes.hpp"

#include "outcome.hpp"

#include <cmath>

namespace headroom::test {

namespace {

class CellLimits : public CalcTest {};

/// The complete example of every function, each argument in turn replaced by each of the values
/// that `choose` gives for it.
template <class Choose> std::vector<Probe> with_values(Choose choose) {
    std::vector<Probe> probes;
    for (const Function* function : number_functions()) {
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            if (argument.shape != Shape::number) {
                continue;
            }
            std::vector<Value> arguments = complete_example(*function);
            for (const double value : choose(argument, arguments, *function)) {
                if (!std::isfinite(value)) {
                    continue;
                }
                arguments[i] = value;
                const bool fits = inside(*function, i, value, arguments);
                const std::vector<int> errors =
                    fits ? std::vector<int>{0, 503, 532} : std::vector<int>{502};
                probes.push_back({.why = argument.limits.describe(Language::english),
                                  .call = cell_call(*function, arguments),
                                  .errors = errors,
                                  .exactly = outcome(*function, arguments),
                                  .blamed = std::string(argument.id)});
            }
        }
    }
    return probes;
}

TEST_F(CellLimits, HoldJustBelowAtAndJustAboveEachBound) {
    check(office(), with_values([](const Argument& argument, const std::vector<Value>& arguments,
                                   const Function& function) {
              std::vector<double> values;
              std::vector<double> bounds{argument.limits.low(), argument.limits.high()};
              for (std::size_t other = 0; other < function.arguments.size(); ++other) {
                  if (function.arguments[other].id == argument.limits.high_argument()) {
                      bounds.push_back(std::get<double>(arguments[other]));
                  }
              }
              if (argument.id == "backlog_share") {
                  bounds.push_back(1); // Of demand, which is the basis in the example.
              }
              for (const double bound : bounds) {
                  values.insert(values.end(), {std::nextafter(bound, -INFINITY), bound,
                                               std::nextafter(bound, INFINITY)});
              }
              return values;
          }));
}

TEST_F(CellLimits, HoldWellOutsideAndForPercentages) {
    check(
        office(), with_values([](const Argument& argument, const auto&, const auto&) {
            return std::vector{argument.limits.low() - 1, argument.limits.high() + 1, 24.0, -24.0};
        }));
}

TEST_F(CellLimits, HoldForHugeAndTinyNumbers) {
    check(office(), with_values([](const auto&, const auto&, const auto&) {
              return std::vector{1e308,   -1e308, 1e300,   -1e300, 1e-300,
                                 -1e-300, 5e-324, -5e-324, 0.0,    -0.0};
          }));
}

TEST_F(CellLimits, LeaveNoCallWithoutANumberOrAnError) {
    struct Row {
        std::string_view function;
        std::vector<Value> arguments;
        const char* why;
    };
    const Row rows[] = {
        {"CAPEXPERJOB", {2e5, 1e300, -0.999999999}, "the recovery factor is 0"},
        {"CAPEXPERJOB", {2e5, 1e300, 1e300}, "the discount factor is 0"},
        {"CAPEXPERJOB", {2e5, 5e-324, 5e-324}, "0 / 0"},
        {"GPUHOURCOST", {1.0, 1e308, 1e300, 0.0, -0.999999999}, "infinity times 0"},
        {"GPUHOURCOST", {5e-324, 0.0, 5.0, 0.0}, "0 / almost 0"},
        {"GPUMARGIN", {5e-324, 1.0, 0.0, 1.0, 0.0}, "0 / almost 0"},
        {"GPUMARGIN", {1e308, 1.0, 1e308, 1e-300, 1e308}, "infinity / huge"},
        {"GPUBREAKEVENPRICE", {1.0, 1e300, 5.0, 0.0, -1e308}, "huge / huge"},
        {"GPUSFORREVENUE", {0.0, 5e-324, 5e-324}, "0 / underflow"},
        {"GPUSFORREVENUE", {1e308, 1e-300, 1e-300}, "huge / underflow"},
        {"GPUSFORREVENUE", {1e308, 1e308, 1.0}, "huge / infinity"},
        {"GROWTHGAP", {1e308, 1e308, 1e308}, "infinity - huge"},
        {"BACKLOGREVENUE", {1e308, 0.999999999999, std::string("demand"), 0.0}, "infinity * 0"},
        {"REQUIREDCUTS", {1e308, -1e308, 0.5, 1e308}, "infinity / infinity"},
        {"REQUIREDCUTS", {1e308, 1e308, -1e308, 1.0}, "minus infinity"},
        {"CUTSAVINGS", {0.0, 1e308, 1e308}, "0 * (infinity - huge)"},
        {"CUTSAVINGS", {1e308, 1e308, {}, {}, {}, 1e308}, "huge * 0"},
        {"SAVINGMONTHS", {1e308, 1e308}, "minus infinity months"},
    };
    std::vector<Probe> probes;
    for (const auto& [name, arguments, why] : rows) {
        probes.push_back({.why = why,
                          .call = cell_call(function(name), arguments),
                          .errors = {0, 503, 532},
                          .exactly = outcome(function(name), arguments)});
    }
    check(office(), probes);
}

} // namespace

} // namespace headroom::test
