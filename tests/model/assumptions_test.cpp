#include "plan/assumptions.hpp"

#include "assumption_draw.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

using Rows = std::vector<std::vector<Cell>>;

Table table(const Rows& rows) {
    Table table;
    for (const std::vector<Cell>& row : rows) {
        table.append(row);
    }
    return table;
}

Cell text(const char* words) {
    return std::string(words);
}

const std::vector<Cell> revenue{text("revenue"), 1000.0};
const std::vector<Cell> profit{text("operating_profit"), 300.0};

TEST(Assumptions, MayStandInAnyOrderWithWhatAccountantsPutBetween) {
    const double wanted = number(
        "PLANVALUE", {table({revenue, profit, {text("cost_growth"), 0.1}}), std::string("margin")});
    const Rows same[] = {
        {{text("cost_growth"), 0.1}, profit, revenue},
        {{text("Assumption"), text("Best estimate")}, revenue, profit, {text("Cost growth"), 0.1}},
        {{text("Assumption"), {}}, revenue, profit, {text("COST-GROWTH"), 0.1}},
        {{{}, {}},
         revenue,
         {{}, {}},
         profit,
         {text("# costs"), text("see board paper")},
         {text(" cost growth "), 0.1}},
        {{text("#"), 12.0}, revenue, profit, {text("cost_growth"), 0.1}, {{}, {}}},
        {revenue, profit, {text("cost_growth"), 0.1}, {text("price"), {}}, {text("cuts"), {}}},
    };
    for (const Rows& rows : same) {
        EXPECT_EQ(number("PLANVALUE", {table(rows), std::string("margin")}), wanted);
    }
    const Table wide = table({{text("revenue"), 1000.0, text("$m"), text("10-Q")},
                              {text("operating_profit"), 300.0, {}, Failure::not_available},
                              {text("cost_growth"), 0.1, 7.0, CellError{532}}});
    EXPECT_EQ(number("PLANVALUE", {wide, std::string("margin")}), wanted)
        << "further columns are not read";
}

TEST(Assumptions, AreRefusedWithTheirRow) {
    struct Case {
        Rows rows;
        std::string_view found;
    };
    const Case cases[] = {
        {{revenue, profit, {text("cost_grwth"), 0.1}},
         "row 3 of assumptions names \"cost_grwth\", which is no driver of the plan. The nearest "
         "is "
         "cost_growth."},
        {{revenue, profit, revenue},
         "row 3 of assumptions gives revenue a second time; row 1 has it already."},
        {{revenue, profit, {text("Price"), text("2.20")}},
         "row 3 of assumptions: price is the text \"2.20\"; it must be a number."},
        {{{text("price"), text("2.20")}, revenue, profit},
         "row 1 of assumptions: price is the text"},
        {{{text("prise"), text("2.20")}, revenue, profit}, "row 1 of assumptions names \"prise\""},
        {{revenue, profit, {text("target_margin"), 24.0}},
         "row 3 of assumptions: target_margin is 24; it must be below 1. For 24 % type 24% or "
         "0.24."},
        {{revenue, profit, {text("life"), 5.1}},
         "row 3 of assumptions: life is 5.1; it must be at least 0.25 and at most 50 in whole "
         "quarters (a multiple of 0.25)."},
        {{revenue, profit, {text("quarters"), 2.5}}, "quarters is 2.5; it must be a whole number"},
        {{revenue, profit, {text("quarters"), 81.0}},
         "it must be a whole number, at least 1 and at most 80"},
        {{{text("# plan"), {}}, {text("driver"), text("value")}, revenue, profit},
         "row 2 of assumptions looks like headings; they must be the first row"},
        {{revenue, profit, {text("price"), text("  ")}}, "price is the text \"  \""},
        {{revenue}, "assumptions has no operating_profit; the plan cannot do without it."},
        {{revenue, {text("operating_profit"), {}}},
         "row 2 of assumptions: operating_profit is blank; the plan cannot do without it."},
        {{revenue, profit, {12.0, 13.0}}, "row 3 of assumptions begins with the number 12"},
        {{revenue, profit, {{}, 13.0}}, "row 3 of assumptions has a value but no name."},
        {{revenue, profit, {text("headcount"), 200.0}, {text("loaded_cost"), 15.0}},
         "quarter 0 does not add up. revenue − operating_profit − headcount × loaded_cost / 4 is "
         "what all other costs are, and must not be negative; it is -50."},
        {{revenue, profit, {text("hold_from"), 13.0}},
         "hold_from is 13, but the plan ends with quarter 12."},
        {{revenue, profit, {text("cuts"), 5.0}}, "cuts is 5, more than the headcount of 0."},
        {{{text("revenue")}, {text("operating_profit")}}, "at least two columns"},
    };
    for (const Case& one : cases) {
        const Error found = error("PLANVALUE", {table(one.rows), std::string("margin")});
        EXPECT_EQ(found.kind(), Failure::invalid);
        EXPECT_EQ(found.argument(), "assumptions");
        EXPECT_NE(found.message(Language::english).find(one.found), std::string::npos)
            << found.message(Language::english);
    }
    const Error cell =
        error("PLANVALUE", {table({revenue, {text("operating_profit"), CellError{532}}}),
                            std::string("margin")});
    EXPECT_EQ(cell.kind(), Failure::cell);
    EXPECT_EQ(cell.cell(), 532);
    EXPECT_EQ(outcome(function("PLANVALUE"), std::vector<Value>{1000.0, std::string("margin")}),
              Cell(Failure::count))
        << "something other than cells";
}

/// MODEL, conventions: a value within 1e-9 of a whole number is that number.
TEST(Assumptions, TakeTheNoiseOfArithmeticForTheNumberThatIsMeant) {
    const auto margin = [](const char* driver, double value) {
        return outcome(function("PLANVALUE"),
                       std::vector<Value>{with_driver(example_assumptions(), driver, value),
                                          std::string("margin"), 1.0});
    };
    for (const auto& [driver, value] : {std::pair("life", 4.75),
                                        {"quarters", 9.0},
                                        {"order_quarters", 80.0},
                                        {"hold_from", 4.0}}) {
        const Cell wanted = margin(driver, value);
        EXPECT_TRUE(std::holds_alternative<double>(wanted)) << driver;
        for (const double noise : {-9e-10, -1e-15, 1e-15, 9e-10}) {
            EXPECT_EQ(margin(driver, value * (1 + noise)), wanted) << driver << " " << noise;
        }
        EXPECT_EQ(margin(driver, value * (1 + 2e-9)), Cell(Failure::invalid)) << driver;
        EXPECT_EQ(margin(driver, value * (1 - 2e-9)), Cell(Failure::invalid)) << driver;
    }
    EXPECT_EQ(margin("life", 4.35 * 100 / 87), margin("life", 5.0));
    EXPECT_EQ(margin("utilisation", 1 + 1e-15), margin("utilisation", 1.0));
    EXPECT_EQ(margin("utilisation", 1 + 2e-9), Cell(Failure::invalid));
}

TEST(Assumptions, HoldEveryDriverWithinItsLimits) {
    for (const DriverRecord& record : drivers()) {
        for (const double bound : {record.limits.low(), record.limits.high()}) {
            if (!std::isfinite(bound)) {
                continue;
            }
            for (const double value : {bound, std::nextafter(bound, -INFINITY),
                                       std::nextafter(bound, INFINITY), bound + 0.3}) {
                Table with = example_assumptions();
                with = with_driver(with, record.id, value);
                const Cell got = outcome(function("PLANVALUE"),
                                         std::vector<Value>{with, std::string("demand"), 1.0});
                const bool together =
                    record.driver == Driver::revenue || record.driver == Driver::headcount ||
                    record.driver == Driver::quarters || record.driver == Driver::hold_from;
                if (!admissible(record.driver, record.settled(value))) {
                    EXPECT_EQ(got, Cell(Failure::invalid)) << record.id << " " << value;
                } else if (!together) {
                    EXPECT_TRUE(std::holds_alternative<double>(got) ||
                                got == Cell(Failure::no_answer))
                        << record.id << " " << value;
                }
            }
        }
    }
}

const std::vector<Cell> heading{text("driver"), text("value"), text("low"), text("high"),
                                text("distribution")};

Rows spread(std::vector<Cell> row) {
    row.resize(5);
    return {heading,
            {text("revenue"), 1000.0, {}, {}, {}},
            {text("operating_profit"), 300.0, {}, {}, {}},
            std::move(row)};
}

TEST(Spreads, AreReadFromTheHeadedColumns) {
    const Assumptions pert =
        read_assumptions(table(spread({text("price"), 2.0, 1.0, 4.0})), "a", Read::spreads);
    EXPECT_EQ(pert.uncertain,
              (std::vector<Uncertain>{{Driver::price, Spread::pert, 1.0, 2.0, 4.0}}));
    const Rows elsewhere{
        {text("x"), text("y"), text("unit"), text("Distribution"), text("High "), text("LOW")},
        {text("revenue"), 1000.0, text("$"), {}, {}, {}},
        {text("operating_profit"), 300.0, {}, {}, {}, {}},
        {text("price"), 2.0, {}, text("Metalog"), 4.0, 1.0}};
    EXPECT_EQ(read_assumptions(table(elsewhere), "a", Read::spreads).uncertain,
              (std::vector<Uncertain>{{Driver::price, Spread::metalog, 1.0, 2.0, 4.0}}));
    EXPECT_TRUE(read_assumptions(table(spread({text("price"), 2.0, 2.0, 2.0})), "a", Read::spreads)
                    .uncertain.empty())
        << "certain";
    EXPECT_TRUE(read_assumptions(table(spread({text("price"), 2.0})), "a", Read::spreads)
                    .uncertain.empty());
}

TEST(Spreads, AreRefusedWithTheirRow) {
    struct Case {
        std::vector<Cell> row;
        std::string_view found;
    };
    const Case cases[] = {
        {{text("price"), 2.0, 1.0}, "row 4 of assumptions: price has one of low and high"},
        {{text("price"), 2.0, {}, 4.0}, "price has one of low and high"},
        {{text("price"), 2.0, 3.0, 4.0}, "low, value and high of price are 3, 2 and 4"},
        {{text("price"), 2.0, 1.0, 1.5}, "they must not fall"},
        {{text("price"), 2.0, -1.0, 4.0}, "price (low) is -1; it must be at least 0"},
        {{text("price"), 2.0, text("1"), 4.0}, "price (low) is the text \"1\""},
        {{text("price"), 2.0, 1.0, 4.0, text("beta")}, "the distribution is \"beta\""},
        {{text("price"), 2.0, 1.0, 4.0, 7.0}, "the distribution is \"7\""},
        {{text("price"), 2.0, 1.0, 4.0, text("normal")}, "in the middle of low and high, at 2.5"},
        {{text("price"), 2.0, 1.0, 3.0, text("lognormal")}, "value × value / low, 4; it is 3"},
        {{text("price"), 2.0, 0.0, 3.0, text("lognormal")}, "a lognormal price is above 0"},
        {{text("price"), 1.1, 1.0, 3.0, text("metalog")}, "a metalog needs between 0.1666"},
        {{text("price"), {}, 1.0, 3.0}, "price has low and high but no value"},
        {{text("cuts"), {}, 0.0, 0.0}, "cuts has low and high but no value"},
        {{text("quarters"), 12.0, 10.0, 14.0}, "quarters cannot be uncertain"},
        {{text("lead_quarters"), 2.0, 1.5, 3.0}, "lead_quarters (low) is 1.5; it must be a whole"},
    };
    for (const Case& one : cases) {
        const Table cells = table(spread(one.row));
        const Error found = error("PLANRISK", {cells, std::string("revenue")});
        EXPECT_EQ(found.kind(), Failure::invalid);
        EXPECT_NE(found.message(Language::english).find(one.found), std::string::npos)
            << found.message(Language::english);
        EXPECT_GE(check_assumptions(cells, "assumptions").problems.size(), 1U);
    }
}

TEST(PlanCheck, FindsEveryProblemAtOnce) {
    const Table cells = table({{text("Assumption"), text("Value"), text("low"), text("high")},
                               {text("revenu"), 1000.0, {}, {}},
                               {text("operating_profit"), text("300"), {}, {}},
                               {text("price"), 2.0, 3.0, 1.0},
                               {text("price"), 2.0, {}, {}},
                               {text("life"), 5.1, {}, {}},
                               {text("churn"), CellError{519}, {}, {}}});
    Call call;
    const Value shown = function("PLANCHECK").call(std::vector<Value>{cells}, call);
    const Table& problems = std::get<Table>(shown);
    const std::pair<double, const char*> wanted[] = {
        {2, "–"},     {3, "operating_profit"}, {4, "price"}, {5, "price"}, {6, "life"},
        {7, "churn"}, {0, "revenue"}};
    ASSERT_EQ(problems.rows(), std::size(wanted));
    for (std::size_t row = 0; row < std::size(wanted); ++row) {
        EXPECT_EQ(problems.at(row, 0), Cell(wanted[row].first)) << row;
        EXPECT_EQ(problems.at(row, 1), text("error")) << row;
        EXPECT_EQ(problems.at(row, 3), text(wanted[row].second)) << row;
    }
    const Value fine = function("PLANCHECK").call(std::vector<Value>{example_assumptions()}, call);
    EXPECT_EQ(std::get<Table>(fine).rows(), 1U);
    EXPECT_EQ(std::get<Table>(fine).at(0, 2), text("No problem found."));
}

} // namespace

} // namespace headroom::test
