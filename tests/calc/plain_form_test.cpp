// What every function is in native formulas gives what Headroom gives: in Calc without Headroom,
// and in Gnumeric, which reads the same workbook as .xlsx. The formulas of a block know nothing of
// the values of its arguments, so each draw of those is as good as a change of them in a sent copy.

#include "calls.hpp"
#include "plain_workbook.hpp"
#include "two_offices_test.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include "core/plain_form.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

constexpr int calls_of_each = 200;

/// A number that an argument may be tried with: at a limit, next to it, or far away.
double odd_number(Draw& draw, const Argument& argument) {
    std::vector<double> numbers{0, 1, -0.5, 1e-9, 50, 1e6, 0.25};
    for (const double bound : {argument.limits.low(), argument.limits.high()}) {
        if (std::isfinite(bound)) {
            numbers.insert(numbers.end(), {bound, bound, bound + 0.01, bound - 0.01});
            // Noise beyond a bound is none. Inside, 1 - 1e-12 would be that number to four digits
            // only, and Gnumeric counts with more of them.
            numbers.push_back(bound +
                              (bound == argument.limits.low() ? -1e-12 : 1e-12) * std::abs(bound));
        }
    }
    return numbers[draw.index(numbers.size())];
}

/// A call whose arguments are mostly fine.
std::vector<Value> drawn(Draw& draw, const Function& function, std::vector<bool>& blank) {
    std::vector<Value> values = draw.arguments(function);
    blank.assign(values.size(), false);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Argument& argument = function.arguments[i];
        if (std::holds_alternative<std::monostate>(values[i]) || !draw.chance(0.25)) {
            continue;
        }
        if (Table* range = std::get_if<Table>(&values[i])) {
            Cell& cell = range->at(draw.index(range->rows()), draw.index(range->columns()));
            const Cell odd[] = {Cell(), Cell(0.0), Cell(-1.0), Cell("x"), Cell("2.5"), Cell(3.0)};
            cell = odd[draw.index(std::size(odd))];
            if (draw.chance(0.3)) {
                range->append(std::vector<Cell>(range->columns())); // room for more
            }
        } else if (argument.shape == Shape::choice) {
            const std::string words[] = {"Demand ",      " served",   "FULL", "next",
                                         "no such word", " us gaap ", "IFRS", "asc420",
                                         "asc-712",      "Ias  19",   "Begin"};
            values[i] = words[draw.index(std::size(words))];
        } else if (draw.chance(0.1)) {
            values[i] = std::string(draw.chance(0.5) ? "abc" : "2.5");
        } else if (draw.chance(0.15)) {
            values[i] = 0.0;
            blank[i] = true;
        } else {
            values[i] = odd_number(draw, argument);
        }
    }
    return values;
}

bool is_invalid(const Value& result) {
    const auto* table = std::get_if<Table>(&result);
    return table != nullptr && table->at(0, 0) == Cell(Failure::invalid);
}

class PlainForms : public WithBareOffice<testing::TestWithParam<const Function*>> {};

bool over_a_plan(const Function& function) {
    return function.arguments.front().id == "assumptions";
}

std::vector<const Function*> native_functions() {
    std::vector<const Function*> functions;
    for (const Function* function : catalogue()) {
        // Plans have a suite of their own.
        if (!function->plain_form.is_frozen() && !over_a_plan(*function)) {
            functions.push_back(function);
        }
    }
    return functions;
}

TEST_P(PlainForms, GiveWhatHeadroomGives) {
    const Function& function = *GetParam();
    Draw draw(71);
    PlainWorkbook workbook(office_without_headroom());
    int answers = 0;
    for (int i = 0; i < calls_of_each; ++i) {
        std::vector<bool> blank;
        // Files keep 15 digits.
        const std::vector<Value> values = as_typed(drawn(draw, function, blank));
        std::vector<PlacedArgument> arguments;
        for (std::size_t k = 0; k < values.size(); ++k) {
            arguments.push_back(
                (blank[k] ? workbook.inputs.blank() : workbook.inputs.place(values[k])).argument);
        }
        const Value wanted = result_of(function, values);
        answers += is_invalid(wanted) ? 0 : 1;
        workbook.want(workbook.add(function, arguments), wanted, noise(values, wanted),
                      typed(function, values));
    }
    EXPECT_GT(answers, calls_of_each / 5) << "too few calls were valid to prove anything";
    workbook.write();
    workbook.expect_same_in_calc();
    workbook.expect_same_in_gnumeric();
}

INSTANTIATE_TEST_SUITE_P(Every, PlainForms, testing::ValuesIn(native_functions()),
                         [](const auto& tested) { return tested.param->name; });

} // namespace

} // namespace headroom::test
