// An error that stands in a cell given to a function is the function's: no cell in error is ever
// taken for a 0 or a blank.

#include "outcome.hpp"

#include "plan/examples.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

namespace headroom::test {

namespace {

constexpr CellError division{532};

/// The call with that argument exchanged must end in the error of its cell, and say which it is.
void expect_passed_on(const Function& function, std::vector<Value> arguments, std::size_t index,
                      Value given, const std::string& words) {
    arguments[index] = std::move(given);
    const std::string id(function.arguments[index].id);
    SCOPED_TRACE(function.name + ": " + words);
    try {
        Call call;
        function.call(arguments, call);
        ADD_FAILURE() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Failure::cell);
        EXPECT_EQ(error.cell(), division.number);
        EXPECT_EQ(error.argument(), id);
        EXPECT_EQ(error.message(Language::english),
                  words + " is itself an error; mend that cell first.");
    }
}

Table one_cell(Cell cell) {
    Table table;
    table.append({std::move(cell)});
    return table;
}

TEST(CellsInError, AreNoSingleValue) {
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            const std::string id(argument.id);
            const bool series = argument.shape == Shape::series;
            expect_passed_on(*function, example, i, one_cell(division),
                             series ? "row 1 of " + id : id);
        }
    }
    const Function& reason = function("REASON");
    expect_passed_on(reason, {Value()}, 0, one_cell(division), "function");
}

TEST(CellsInError, AreNoNumberOfARange) {
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Table* range = std::get_if<Table>(&example[i]);
            for (std::size_t row = 0; range != nullptr && row < range->rows(); ++row) {
                Table changed = *range;
                changed.at(row, 0) = division;
                expect_passed_on(*function, example, i, changed,
                                 "row " + std::to_string(row + 1) + " of " +
                                     std::string(function->arguments[i].id));
            }
        }
    }
}

TEST(CellsInError, AreNoAssumption) {
    const Table assumptions = example_uncertain_assumptions();
    const Function& risk = function("PLANRISK");
    for (std::size_t row = 0; row < assumptions.rows(); ++row) {
        for (std::size_t column = 0; column < assumptions.columns(); ++column) {
            const bool certain =
                row > 0 && std::holds_alternative<std::monostate>(assumptions.at(row, 2));
            if (column == 4 && certain) {
                continue; // the distribution of what is certain is not looked at
            }
            Table changed = assumptions;
            changed.at(row, column) = division;
            const std::string words = "row " + std::to_string(row + 1) + " of assumptions";
            expect_passed_on(risk, {changed, std::string("margin")}, 0, changed, words);

            Call call;
            const Value checked = function("PLANCHECK").call(std::vector<Value>{changed}, call);
            EXPECT_EQ(std::get<Table>(checked).at(0, 0), Cell(static_cast<double>(row + 1)));
            EXPECT_EQ(std::get<Table>(checked).at(0, 2),
                      Cell(words + " is itself an error; mend that cell first."));
            if (column < 2) {
                expect_passed_on(function("PLANVALUE"), {changed, std::string("margin")}, 0,
                                 changed, words);
            }
        }
    }
}

TEST(CellsInError, BesideNoNameAreNoValueWithoutAName) {
    Table assumptions = example_assumptions();
    assumptions.append({Cell(), division});
    expect_passed_on(function("PLANVALUE"), {assumptions, std::string("margin")}, 0, assumptions,
                     "row " + std::to_string(assumptions.rows()) + " of assumptions");
    Table remarks = example_assumptions();
    remarks.append({std::string("# a remark"), division});
    EXPECT_EQ(number("PLANVALUE", {remarks, std::string("margin")}),
              number("PLANVALUE", {example_assumptions(), std::string("margin")}));
}

TEST(CellsInError, AreNoCorrelation) {
    const std::vector<Cell> heading{std::string("driver"), std::string("driver"),
                                    std::string("rank")};
    const std::vector<Cell> pair{std::string("price"), std::string("utilisation"), 0.5};
    const std::vector<Value> call{
        example_uncertain_assumptions(), std::string("margin"), {}, {}, {}, {}};
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t broken = 1; broken < 8; ++broken) {
            Table correlations;
            correlations.append(heading);
            correlations.append(pair);
            for (std::size_t column = 0; column < 3; ++column) {
                if ((broken >> column & 1) != 0) {
                    correlations.at(row, column) = division;
                }
            }
            expect_passed_on(function("PLANRISK"), call, 5, correlations,
                             "row " + std::to_string(row + 1) + " of correlations");
        }
    }
    Table blanks;
    blanks.append({division, division, Cell()});
    expect_passed_on(function("PLANRISK"), call, 5, blanks, "row 1 of correlations");
}

} // namespace

} // namespace headroom::test
