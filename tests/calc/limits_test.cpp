#include "calc_test.hpp"
#include "probes.hpp"

#include "outcome.hpp"

#include <cmath>

namespace headroom::test {

namespace {

class CellLimits : public CalcTest {};

/// The complete example of every function, each number in turn, and one of each range, replaced by
/// each of the values that `choose` gives for it.
template <class Choose> std::vector<Probe> with_values(Choose choose) {
    std::vector<Probe> probes;
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            if (argument.shape != Shape::number && argument.shape != Shape::series) {
                continue;
            }
            for (const double value : choose(argument, example, *function)) {
                if (!std::isfinite(value)) {
                    continue;
                }
                const std::vector<Value> arguments = exchanged(example, i, value);
                const std::vector<int> errors = fits(*function, arguments)
                                                    ? std::vector<int>{0, 503, 532}
                                                    : std::vector<int>{502};
                // Which of three points makes a metalog distribution impossible is hard to say.
                const bool certain = function->name != "METALOGINV";
                probes.push_back({.why = argument.limits.describe(Language::english),
                                  .call = cell_call(*function, arguments),
                                  .errors = errors,
                                  .exactly = outcome(*function, arguments),
                                  .blamed = certain ? std::string(argument.id) : std::string()});
            }
        }
    }
    return probes;
}

/// The values that limits name, of those arguments that name this one too.
std::vector<double> bounds_of(const Argument& argument, const std::vector<Value>& arguments,
                              const Function& function) {
    std::vector<double> bounds{argument.limits.low(), argument.limits.high()};
    for (std::size_t other = 0; other < function.arguments.size(); ++other) {
        const Argument& its = function.arguments[other];
        const bool related =
            its.id == argument.limits.low_argument() || its.id == argument.limits.high_argument() ||
            its.limits.low_argument() == argument.id || its.limits.high_argument() == argument.id;
        const double* value = std::get_if<double>(&arguments[other]);
        if (related && value != nullptr) {
            bounds.push_back(*value);
        }
    }
    if (argument.id == "backlog_share") {
        bounds.push_back(1); // Of demand, which is the basis in some examples.
    }
    return bounds;
}

TEST_F(CellLimits, HoldJustBelowAtAndJustAboveEachBound) {
    check(office(), with_values([](const Argument& argument, const std::vector<Value>& arguments,
                                   const Function& function) {
              std::vector<double> values;
              for (const double bound : bounds_of(argument, arguments, function)) {
                  values.insert(values.end(), {std::nextafter(bound, -INFINITY), bound,
                                               std::nextafter(bound, INFINITY), bound + 0.5});
              }
              return values;
          }));
}

TEST_F(CellLimits, ForgiveTheNoiseOfArithmeticWhereANumberIsWhole) {
    check(office(), with_values([](const Argument& argument, const auto&, const auto&) {
              std::vector<double> values;
              if (argument.limits == argument.limits.whole()) {
                  for (const double bound : {argument.limits.low(), argument.limits.high()}) {
                      values.insert(values.end(), {bound * (1 + 1e-12), bound * (1 - 1e-12),
                                                   bound * (1 + 2e-9), bound * (1 - 2e-9)});
                  }
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
        {"GROWTHGAP", {1e308, 1e308, 2.0}, "infinity - huge"},
        {"BACKLOGREVENUE", {1e308, 0.999999999999, std::string("demand"), 0.0}, "infinity * 0"},
        {"REQUIREDCUTS", {1e308, -1e308, 0.5, 1e308}, "infinity / infinity"},
        {"REQUIREDCUTS", {1e308, 1e308, -1e308, 1.0}, "minus infinity"},
        {"CUTSAVINGS", {0.0, 1e308, 1e308}, "0 * (infinity - huge)"},
        {"CUTSAVINGS", {1e308, 1e308, {}, {}, {}, 1e308}, "huge * 0"},
        {"SAVINGMONTHS", {1e308, 1e308}, "minus infinity months"},
        {"GPUCAPEX", {1e308, 1e308}, "infinity"},
        {"GPUCAPEX", {1e308, 1.0, 0.0, 1e308, 1e308}, "huge + infinity"},
        {"GPUBREAKEVENUTIL", {5e-324, 1e308, 5e-324, 0.0}, "infinity / almost 0"},
        {"GPUNPV", {1e308, 1.0, 0.0, 50.0, 0.0, -0.999999999}, "infinity"},
        {"GPUNPV", {1e308, 1.0, 1e308, 50.0, 1e308, -0.999999999}, "infinity - infinity"},
        {"GPUIRR", {1e308, 1.0, 1e308, 50.0, 0.0}, "infinity each year"},
        {"GPUIRR", {5e-324, 5e-324, 1e308, 50.0, 0.0}, "nothing each year"},
        {"GPUIRR", {1e300, 1.0, 5e-324, 1.0, 0.0}, "an infinite rate"},
        {"GPUIRR", {0.0001, 1.0, 1e12, 1.0, 0.0}, "a rate of almost -1"},
        {"GPUPAYBACK", {1e308, 1.0, 1e308, 50.0, 0.0}, "infinity each year"},
        {"GPUPAYBACK", {2.5, 1.0, 5e-324, 50.0, 0.0}, "almost at once"},
        {"LATENTGROWTH", {2.0, 0.999999999999}, "three * huge"},
        {"BACKLOGFORGROWTH", {-0.9999999999999999, 20.0}, "huge / almost 0"},
        {"USEFULLIFECHANGE", {1e308, 5e-324, 5e-324}, "infinity - infinity"},
        {"MACRS", {1e308, 20.0, 1e308}, "long after"},
        {"REQUIREDCUTSCASH", {1e308, 5e-324}, "huge / almost 0"},
        {"REQUIREDCUTSCASH", {1e308, 1e308, 1e308}, "infinity - infinity"},
        {"CUTPAYBACK", {1e308, 1e308, 1e308}, "huge + huge / huge"},
        {"CUTPAYBACK", {5e-324, 1e308}, "huge / almost 0"},
        {"SEVERANCECOST", {0.0, 1e308, 1e308, 1e308}, "0 * infinity"},
        {"ATTRITIONEXITS", {1e308, 2.0, 1e308}, "infinity * 0 later"},
        {"ATTRITIONEXITS", {1e308, 2.0, 1e308, 1.0}, "infinity * 0"},
        {"GPUSPERJOB", {1e308, 5e-324, 1.0, 0.0}, "huge / almost 0"},
        {"TRIANGULARINV", {0.5, -1e308, 0.0, 1e308}, "an infinite width"},
        {"PERTINV", {0.5, -1e308, 0.0, 1e308}, "an infinite width"},
        {"PERTINV", {5e-324, 0.0, 0.5, 1.0, 1e6}, "far out in a narrow distribution"},
        {"METALOGINV", {0.5, -1e308, 0.0, 1e308}, "an infinite width"},
        {"METALOGINV", {5e-324, 1.0, 2.0, 3.0}, "far out"},
        {"METALOGINV", {0.9999999999999999, 1.0, 2.0, 3.0, 0.0}, "far out above a bound"},
        {"METALOGINV", {0.5, 1.0, 2.0, 3.0, -1e308, 1e308}, "bounds infinitely apart"},
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
