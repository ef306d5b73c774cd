#include "assumption_draw.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/plan.hpp"
#include "translated.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace headroom::test {

namespace {

Table checked(const Table& table) {
    const std::vector<Value> arguments{table};
    Call call(pseudo_language());
    const Value translated = function("PLANCHECK").call(arguments, call);
    for (std::size_t row = 0; row < std::get<Table>(translated).rows(); ++row) {
        expect_sentence(std::get<std::string>(std::get<Table>(translated).at(row, 2)));
    }
    Call in_english;
    return std::get<Table>(function("PLANCHECK").call(arguments, in_english));
}

/// The sentence of a kind about a driver; empty when there is none.
std::string sentence(const Table& table, const char* kind, const char* driver) {
    const Table found = checked(table);
    for (std::size_t row = 0; row < found.rows(); ++row) {
        if (found.at(row, 1) == Cell(std::string(kind)) &&
            found.at(row, 3) == Cell(std::string(driver))) {
            return std::get<std::string>(found.at(row, 2));
        }
    }
    return {};
}

std::size_t row_of(const Table& table, const char* driver) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.at(row, 0) == Cell(std::string(driver))) {
            return row;
        }
    }
    throw std::runtime_error(driver);
}

/// The example, with the driver's low and high beside it.
Table spread(const char* driver, double low, double value, double high,
             const char* distribution = "pert") {
    Table table = with_driver(example_uncertain_assumptions(), driver, value);
    const std::size_t row = row_of(table, driver);
    table.at(row, 2) = low;
    table.at(row, 3) = high;
    table.at(row, 4) = std::string(distribution);
    return table;
}

Table without(const Table& table, const char* driver) {
    Table rest;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.at(row, 0) != Cell(std::string(driver))) {
            rest.append({table.at(row, 0), table.at(row, 1)});
        }
    }
    return rest;
}

/// Plans as somebody would type them, and what is doubtful about each.
TEST(PlanCheck, WarnsOfWhatIsSeldomMeant) {
    const Table plan = example_assumptions();
    struct Case {
        Table table;
        const char* driver;
        const char* found;
    };
    const Case cases[] = {
        {with_driver(with_driver(plan, "backlog_share", 0.0), "demand_growth", 0.05),
         "demand_growth", "demand caps revenue"},
        {with_driver(plan, "price", 0.0), "gpus_ordered", "earn nothing"},
        {without(plan, "price"), "gpus_ordered", "earn nothing"},
        {without(plan, "capex_per_gpu"), "gpus_ordered", "cost nothing to buy"},
        {without(plan, "gpus_ordered"), "price", "there is no GPU"},
        // Thousands beside plain money.
        {with_driver(plan, "loaded_cost", 250.0), "loaded_cost", "less than 1 %"},
        // The revenue and profit of a year.
        {with_driver(with_driver(plan, "revenue", 4 * 30873e6), "operating_profit", 4 * 10160e6),
         "revenue", "looks like the cost of a year"},
        {with_driver(plan, "base_growth", 1.75), "base_growth", "which is 175 %"},
        {with_driver(plan, "attrition", 1.5), "attrition", "which is 150 %"},
        {spread("base_growth", 0.1, 0.175, 1.2), "base_growth", "which is 120 %"},
        {with_driver(plan, "hold_from", 1.0), "hold_from", "saves nothing before quarter 2"},
        {without(plan, "hold_from"), "hold_from", "saves nothing before quarter 2"},
        {with_driver(with_driver(plan, "quarters", 4.0), "notice_months", 24.0), "hold_from",
         "No cut saves anything by quarter 4,"},
        {spread("wage_growth", 0.02, 0.03, 0.04), "", ""},
        {spread("tax_rate", 0.15, 0.2, 0.25), "", ""},
        {spread("residual_share", 0.0, 0.1, 0.2), "", ""},
        {spread("replacement_cost", 0.0, 0.0, 1e5), "", ""},
        {with_driver(spread("price", 1.7, 2.2, 2.9), "gpus_ordered", 0.0), "price",
         "no line of the plan depends on it"},
        {with_driver(spread("churn", 0.0, 0.1, 0.3), "backlog_share", 0.0), "", ""},
        {spread("utilisation", 0.71, 0.85, 0.99, "normal"), "utilisation", "8.4862 %"},
        {spread("order_quarters", 2, 4, 8, "lognormal"), "order_quarters", "are cut off"},
        // 1 typed for 1 %.
        {with_driver(plan, "cost_growth", 1.0), "cost_growth", "For 1 % type 1% or 0.01"},
        {with_driver(plan, "tax_rate", 1.0), "tax_rate", "which is 100 %"},
        // Dollars beside millions.
        {with_driver(plan, "capex_per_gpu", 40000e6), "capex_per_gpu", "same unit of money"},
        {with_driver(plan, "price", 2.2e-6), "capex_per_gpu", "in the same unit of money"},
        {with_driver(with_driver(plan, "backlog_share", 0.0), "demand_growth", 0.0), "gpus_ordered",
         "sell nothing in any quarter"},
        {with_driver(plan, "lead_quarters", 12.0), "lead_quarters", "none comes by quarter 12,"},
        {spread("headcount", 100000, 150000, 1e6), "headcount", "in no figure"},
        // Nothing to be held before a cut saves anything.
        {with_driver(with_driver(plan, "hold_from", 1.0), "target_margin", 0.1), "", ""},
        // Twenty times its payroll is the revenue of a chip maker's quarter, not its cost.
        {with_driver(with_driver(plan, "operating_profit", 28e9), "headcount", 10000.0), "", ""},
    };
    for (const Case& one : cases) {
        if (*one.driver == '\0') {
            EXPECT_EQ(checked(one.table).at(0, 2), Cell(std::string("No problem found.")))
                << literal(checked(one.table));
            continue;
        }
        const Table found = checked(one.table);
        bool said = false;
        for (std::size_t row = 0; row < found.rows(); ++row) {
            said = said ||
                   (found.at(row, 1) == Cell(std::string("warning")) &&
                    found.at(row, 3) == Cell(std::string(one.driver)) &&
                    std::get<std::string>(found.at(row, 2)).find(one.found) != std::string::npos);
        }
        EXPECT_TRUE(said) << one.driver << ": " << one.found << " in " << literal(found);
        EXPECT_NO_THROW(number("PLANVALUE", {one.table, std::string("revenue")}))
            << "a warning does not stop the plan";
    }
}

TEST(PlanCheck, NamesTheRowOfAWarning) {
    const Table table = with_driver(example_assumptions(), "base_growth", 1.75);
    const Table found = checked(table);
    for (std::size_t row = 0; row < found.rows(); ++row) {
        if (found.at(row, 3) == Cell(std::string("base_growth"))) {
            EXPECT_EQ(found.at(row, 0),
                      Cell(static_cast<double>(row_of(table, "base_growth") + 1)));
        }
    }
}

TEST(PlanCheck, SaysThatColumnsWithoutHeadingsAreNotRead) {
    Table table;
    for (const auto& [name, value] : {std::pair("revenue", 1000.0),
                                      {"operating_profit", 300.0},
                                      {"headcount", 200.0},
                                      {"loaded_cost", 4.0},
                                      {"base_growth", 0.1}}) {
        table.append({std::string(name), value, {}, {}});
    }
    EXPECT_EQ(checked(table).at(0, 1), Cell(std::string("remark")));
    table.at(4, 2) = 0.05;
    table.at(4, 3) = 0.15;
    EXPECT_NE(sentence(table, "warning", "base_growth").find("no heading low or high"),
              std::string::npos);
    Table titled;
    titled.append(
        {std::string("Driver"), std::string("Value"), std::string("Least"), std::string("Most")});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        titled.append({table.at(row, 0), table.at(row, 1), table.at(row, 2), table.at(row, 3)});
    }
    EXPECT_NE(sentence(titled, "warning", "base_growth").find("no heading low or high"),
              std::string::npos);
    titled.at(0, 2) = std::string("Low");
    Table typed;
    typed.append({std::string("Driver"), std::string("Value"), std::string("Low"),
                  std::string("High"), std::string("Type")});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        typed.append({table.at(row, 0), table.at(row, 1), table.at(row, 2), table.at(row, 3),
                      row == 4 ? Cell(std::string("Uniform")) : Cell()});
    }
    EXPECT_NE(sentence(typed, "warning", "base_growth").find("does not head it distribution"),
              std::string::npos);
    typed.at(0, 4) = std::string("Distribution");
    EXPECT_EQ(sentence(typed, "warning", "base_growth"), "");
    titled.at(0, 3) = std::string("High");
    EXPECT_EQ(sentence(titled, "warning", "base_growth"), "");
}

TEST(PlanCheck, AsksWhetherLoadedCostIsAYearsWhereQuarterZeroDoesNotAddUp) {
    const Table table = with_driver(example_assumptions(), "headcount", 400000.0);
    const Table found = checked(table);
    EXPECT_EQ(found.at(0, 1), Cell(std::string("error")));
    EXPECT_NE(sentence(table, "warning", "loaded_cost").find("Is loaded_cost a year's"),
              std::string::npos);
}

TEST(PlanCheck, RemarksOnCutsAfterThePlan) {
    const Table table = with_driver(example_assumptions(), "cut_quarter", 13.0);
    EXPECT_NE(sentence(table, "remark", "cut_quarter").find("no cut takes effect"),
              std::string::npos);
}

/// Rates typed a hundred times too large.
TEST(PlanCheck, RefusesRatesTypedAHundredTimesTooLarge) {
    const std::pair<const char*, double> rates[] = {
        {"base_growth", 8},    {"cost_growth", 3},    {"demand_growth", 25}, {"wage_growth", 3},
        {"capex_trend", 5},    {"price_erosion", 15}, {"attrition", 10},     {"churn", 10},
        {"target_margin", 24}, {"tax_rate", 20}};
    for (const auto& [driver, value] : rates) {
        const Table table = with_driver(example_assumptions(), driver, value);
        EXPECT_EQ(error("PLANVALUE", {table, std::string("margin")}).kind(), Failure::invalid)
            << driver;
        EXPECT_NE(sentence(table, "error", driver).find("% type "), std::string::npos)
            << sentence(table, "error", driver);
    }
}

TEST(Plan, LetsDemandGrowAsTheBaseWhenNothingElseIsSaid) {
    const Table table = without(example_assumptions(), "demand_growth");
    for (const double growth : {-0.2, 0.175, 1.5}) {
        const Table grown = with_driver(table, "base_growth", growth);
        const Table said = with_driver(grown, "demand_growth", growth);
        for (const char* line : {"demand", "revenue", "unserved", "required cuts"}) {
            EXPECT_EQ(outcome(function("PLANVALUE"), std::vector<Value>{grown, std::string(line)}),
                      outcome(function("PLANVALUE"), std::vector<Value>{said, std::string(line)}))
                << line;
        }
    }
    // In every trial and every change too.
    Table uncertain = example_uncertain_assumptions();
    uncertain.at(row_of(uncertain, "demand_growth"), 1) = Cell();
    uncertain = with_driver(uncertain, "backlog_share", 0.0);
    uncertain = with_driver(uncertain, "gpus_ordered", 0.0);
    const std::size_t base = row_of(uncertain, "base_growth");
    uncertain.at(base, 2) = 0.05;
    uncertain.at(base, 3) = 0.3;
    EXPECT_EQ(number("PLANPERCENTILE", {uncertain, std::string("unserved"), 1.0}), 0);
    const double solved = number(
        "PLANSOLVE", {uncertain, std::string("base_growth"), std::string("growth"), 0.4, 4.0});
    EXPECT_NEAR(solved, 0.4, 1e-9);
    const double own = number(
        "PLANSOLVE", {uncertain, std::string("demand_growth"), std::string("growth"), 0.1, 4.0});
    EXPECT_NEAR(own, 0.1, 1e-9);
}

} // namespace

} // namespace headroom::test
