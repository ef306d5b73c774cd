#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

Table parts(std::initializer_list<std::vector<Cell>> rows) {
    Table table;
    for (const std::vector<Cell>& row : rows) {
        table.append(row);
    }
    return table;
}

std::string message(const Table& components) {
    return error("GPUTCO", {components, 100.0, 0.5}).message(Language::english);
}

TEST(GpuTco, OfOneComponentIsTheHourCost) {
    Draw draw(331);
    for (int round = 0; round < 2000; ++round) {
        const double capex = draw.magnitude(1, 1e6);
        const double life = draw.magnitude(0.25, 40);
        const double wacc = draw.chance(0.3) ? 0 : draw.even(-0.2, 0.5);
        const double residual = draw.chance(0.3) ? 0 : draw.even(0, 1) * capex;
        const double opex = draw.magnitude(1, 1e5);
        const double utilisation = draw.even(0.01, 1);
        EXPECT_DOUBLE_EQ(number("GPUTCO", {parts({{std::string("all"), capex, life, residual}}),
                                           opex, utilisation, 1.0, wacc}),
                         number("GPUHOURCOST", {utilisation, capex, life, opex, wacc, residual}));
    }
}

TEST(GpuTco, AddsUpInAnyOrder) {
    Draw draw(332);
    for (int round = 0; round < 500; ++round) {
        const std::vector<Value> given = draw.arguments(function("GPUTCO"));
        const Cell before = outcome(function("GPUTCO"), given);
        if (!std::holds_alternative<double>(before)) {
            continue;
        }
        const auto& forwards = std::get<Table>(given[0]);
        std::vector<Value> turned = given;
        Table backwards;
        for (std::size_t row = forwards.rows(); row-- > 0;) {
            std::vector<Cell> cells;
            for (std::size_t column = 0; column < forwards.columns(); ++column) {
                cells.push_back(forwards.at(row, column));
            }
            backwards.append(cells);
            backwards.append(std::vector<Cell>(forwards.columns())); // blank rows do not count
        }
        turned[0] = backwards;
        const Cell after = outcome(function("GPUTCO"), turned);
        EXPECT_NEAR(std::get<double>(after), std::get<double>(before),
                    1e-14 * std::abs(std::get<double>(before)));
    }
}

TEST(GpuTco, SpreadsTheCostOverUsefulHoursOfTheLongestLife) {
    const Table two =
        parts({{std::string("server"), 8760.0, 4.0}, {std::string("hall"), 0.0, 10.0}});
    const double plain_cost = number("GPUTCO", {two, 0.0, 1.0});
    EXPECT_DOUBLE_EQ(plain_cost, 0.25);
    EXPECT_DOUBLE_EQ(number("GPUTCO", {two, 0.0, 0.5}), 0.5);
    EXPECT_DOUBLE_EQ(number("GPUTCO", {two, 0.0, 0.5, 0.5}), 1);
    EXPECT_DOUBLE_EQ(number("GPUTCO", {two, 0.0, 1.0, 1.0, 0.0, 60.0}), 0.5) << "half of ten years";
    for (const double months : {120.0, 120 * (1 - 1e-12), 121.0}) {
        EXPECT_EQ(error("GPUTCO", {two, 0.0, 1.0, 1.0, 0.0, months}).kind(), Failure::no_answer);
    }
    EXPECT_GT(number("GPUTCO", {two, 0.0, 1.0, 1.0, 0.0, 119.99}), 200);
}

TEST(GpuTco, NamesTheCellThatIsWrong) {
    const std::string name = "x";
    EXPECT_EQ(message(parts({{name, 1.0}})),
              "components must be a range of three or four columns: name, capex, life and "
              "residual.");
    EXPECT_EQ(message(parts({{Cell(), Cell(), Cell()}})),
              "components is blank; it must hold at least one component.");
    EXPECT_EQ(message(parts({{name, 1.0, 5.0}, {name, Cell(), 5.0}})),
              "capex in row 2 of components is blank; a blank in a range is missing, not 0. Type 0 "
              "if that is meant.");
    EXPECT_EQ(message(parts({{name, std::string("Capex"), 5.0}})),
              "capex in row 1 of components is the text \"Capex\"; it must be a number.");
    EXPECT_EQ(message(parts({{name, -1.0, 5.0}})),
              "capex in row 1 of components is -1; it must be at least 0.");
    EXPECT_EQ(message(parts({{name, 1.0, 0.0}})),
              "life in row 1 of components is 0; it must be above 0.");
    EXPECT_EQ(message(parts({{name, 1.0, 5.0, 2.0}})),
              "residual in row 1 of components is 2; it must be at least 0 and at most 1.");
    EXPECT_EQ(number("GPUTCO", {parts({{name, 1.0, 5.0, Cell()}}), 0.0, 1.0}),
              number("GPUTCO", {parts({{Cell(), 1.0, 5.0}}), 0.0, 1.0}));
    const Error passed = error("GPUTCO", {parts({{name, CellError{532}, 5.0}}), 100.0, 0.5});
    EXPECT_EQ(passed.kind(), Failure::cell);
}

TEST(GpuTco, ShowsEachComponentInItsWorkings) {
    for (const Example& example : function("GPUTCO").examples) {
        Call call;
        const Table shown = std::get<Table>(
            function("WORKINGS").call(joined(std::string("GPUTCO"), example.arguments), call));
        std::size_t charges = 0;
        for (std::size_t row = 0; row < shown.rows(); ++row) {
            charges += std::get<std::string>(shown.at(row, 0)).starts_with("charge_") ? 1 : 0;
        }
        EXPECT_EQ(charges, 5U);
        EXPECT_EQ(shown.at(shown.rows() - 1, 2), outcome(function("GPUTCO"), example.arguments));
    }
}

} // namespace

} // namespace headroom::test
