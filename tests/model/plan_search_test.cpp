#include "assumption_draw.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/plan.hpp"
#include "trade/trade.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::test {

namespace {

Table table_of(std::string_view name, const std::vector<Value>& arguments) {
    Call call;
    return std::get<Table>(function(name).call(arguments, call));
}

double value(const Table& assumptions, const char* line, double quarter) {
    return number("PLANVALUE", {assumptions, std::string(line), quarter});
}

TEST(PlanSolve, FindsTheDriverThatMeetsTheTarget) {
    struct Case {
        const char* driver;
        const char* line;
        double target;
        double quarter;
    };
    const Case cases[] = {
        {"price", "margin", 0.4, 12},
        {"price", "margin", 0.38, 8},
        {"utilisation", "operating profit", 13.3e9, 4},
        {"gpus_ordered", "unserved", 6e9, 4},
        {"cost_growth", "free cash flow", 0, 12},
        {"headcount", "operating profit", 18.5e9, 12},
        {"price_erosion", "gpu revenue", 1e9, 12},
        {"capex_per_gpu", "cumulative free cash flow", 100e9, 12},
        {"life", "depreciation", 2.5e9, 12},
        {"target_margin", "required cuts", 4572, 12},
        {"base_growth", "growth", 0.2, 8},
        {"attrition", "headcount", 90000, 12},
        {"cuts", "margin", 0.375, 12},
    };
    Table table = with_driver(example_assumptions(), "cuts", 0.0);
    table = with_driver(table, "attrition_backfill", 0.5);
    for (const Case& one : cases) {
        const std::vector<Value> arguments{table, std::string(one.driver), std::string(one.line),
                                           one.target, one.quarter};
        const double solution = number("PLANSOLVE", arguments);
        const double got = value(with_driver(table, one.driver, solution), one.line, one.quarter);
        EXPECT_NEAR(got, one.target, 1e-9 * (one.target == 0 ? 1e9 : std::abs(one.target)))
            << one.driver << " = " << solution;
    }
}

TEST(PlanSolve, IsTheInverseOfPlanValue) {
    Draw draw(21);
    int found = 0;
    for (int i = 0; i < 60; ++i) {
        const Table table = with_driver(random_assumptions(draw, 1000), "cuts", 0.0);
        for (const char* driver : {"price", "cost_growth", "loaded_cost"}) {
            const Plan plan(read_assumptions(table, "a", Read::values));
            const double today = plan.assumptions().values[*driver_named(driver)];
            const double other = today * 1.02 + 0.001;
            const Cell target =
                outcome(function("PLANVALUE"), std::vector<Value>{with_driver(table, driver, other),
                                                                  std::string("operating profit")});
            if (!std::holds_alternative<double>(target)) {
                continue;
            }
            const double solution =
                number("PLANSOLVE", {table, std::string(driver), std::string("operating profit"),
                                     std::get<double>(target)});
            const double got = number("PLANVALUE", {with_driver(table, driver, solution),
                                                    std::string("operating profit")});
            EXPECT_NEAR(got, std::get<double>(target),
                        1e-9 * std::max(std::abs(std::get<double>(target)), 1e6))
                << driver << " of " << literal(table);
            ++found;
        }
    }
    EXPECT_GT(found, 100);
}

TEST(PlanSolve, SaysHonestlyThatThereIsNoAnswer) {
    const Table table = example_assumptions();
    const auto solve = [&](const char* driver, const char* line, double target,
                           const Value& low = {}, const Value& high = {}) {
        return outcome(function("PLANSOLVE"),
                       std::vector<Value>{
                           table, std::string(driver), std::string(line), target, {}, low, high});
    };
    EXPECT_EQ(solve("price", "margin", 0.99), Cell(Failure::no_answer)) << "supply caps revenue";
    EXPECT_EQ(solve("price", "margin", 0.35, 0.0, 0.1), Cell(Failure::no_answer));
    EXPECT_EQ(solve("target_margin", "required cuts", 4572.5), Cell(Failure::no_answer))
        << "cuts are whole: the line jumps over it";
    EXPECT_EQ(solve("lead_quarters", "gpus", 1.0), Cell(Failure::no_answer));
    EXPECT_EQ(solve("price", "headcount", 5.0), Cell(Failure::no_answer)) << "it does not depend";
    EXPECT_EQ(solve("price", "margin", 0.35, 3.0, 2.0), Cell(Failure::invalid));
    EXPECT_EQ(solve("price", "margin", 0.35, -1.0), Cell(Failure::invalid));
    EXPECT_EQ(solve("prise", "margin", 0.35), Cell(Failure::invalid));
    EXPECT_EQ(solve("gpus_ordered", "unserved", 0.0, 0.0, 1e7), Cell(Failure::no_answer))
        << "there is not enough of it by the last quarter";
}

TEST(PlanSolve, TakesTodaysValueWhereTheLineIsFlat) {
    const Table table = example_assumptions();
    const double unserved = value(table, "unserved", 1);
    EXPECT_EQ(
        number("PLANSOLVE", {table, std::string("price"), std::string("unserved"), unserved, 1.0}),
        2.2)
        << "no GPU is there yet, so every price is one";
    EXPECT_EQ(
        number("PLANSOLVE", {table, std::string("lead_quarters"), std::string("gpus"), 1.2e6}), 1.0)
        << "a driver in whole numbers";
}

TEST(PlanSolve, TakesTheSolutionNearestToTodaysValue) {
    struct Case {
        const char* driver;
        const char* line;
        Value quarter;
        Value low;
        Value high;
        double nearest;
    };
    // Where the line is flat at its target, an end of that stretch: where demand is just served, or
    // the first value that needs no cuts, which PLANALTERNATIVES finds in another way.
    const Case cases[] = {
        {"gpus_ordered", "unserved", 6.0, {}, {}, 5159656.26},
        {"gpus_ordered", "unserved", 6.0, 1.2e6, 6e6, 5159656.26},
        {"price", "unserved", 6.0, {}, {}, 9.45937},
        {"price", "unserved", 6.0, 0.0, 30.0, 9.45937},
        {"price", "required cuts", {}, {}, {}, 2.40003},
        {"price", "required cuts", {}, 2.0, 3.0, 2.40003},
        {"gpus_ordered", "required cuts", {}, {}, {}, 1014824.07},
        {"utilisation", "required cuts", {}, {}, {}, 0.818192},
        {"cost_growth", "required cuts", {}, {}, {}, 0.163618},
    };
    for (const Case& one : cases) {
        EXPECT_NEAR(
            number("PLANSOLVE", {example_assumptions(), std::string(one.driver),
                                 std::string(one.line), 0.0, one.quarter, one.low, one.high}),
            one.nearest, 2e-6 * one.nearest)
            << one.driver << " " << one.line;
    }
}

TEST(PlanSolve, NeverLooksBeyondThePlan) {
    const Table table = with_driver(example_assumptions(), "quarters", 80.0);
    for (const char* line : {"demand", "margin", "required cuts"}) {
        EXPECT_EQ(
            outcome(function("PLANSOLVE"), std::vector<Value>{table, std::string("quarters"),
                                                              std::string(line), 1e-300, 80.0}),
            Cell(Failure::no_answer))
            << line;
    }
    const Plan plan(read_assumptions(example_assumptions(), "a", Read::values));
    EXPECT_THROW(plan.value(Line::demand, 13), Error);
}

TEST(PlanAlternatives, CloseTheGapAndNoSmallerChangeDoes) {
    Draw draw(22);
    const std::pair<const char*, const char*> levers[] = {
        {"price", "price"},
        {"utilisation", "utilisation"},
        {"life", "life"},
        {"fewer GPUs", "gpus_ordered"},
        {"later GPUs (lead quarters)", "lead_quarters"},
        {"attrition backfill", "attrition_backfill"},
        {"wage growth", "wage_growth"},
        {"cost growth", "cost_growth"},
        {"target margin", "target_margin"},
        {"cuts", "cuts"}};
    int yes = 0;
    int no = 0;
    for (int i = 0; i < 60; ++i) {
        const Table table = with_driver(random_assumptions(draw, 1000), "cuts", 0.0);
        const Table shown = table_of("PLANALTERNATIVES", {table});
        ASSERT_EQ(shown.rows(), std::size(levers));
        for (std::size_t row = 0; row < shown.rows(); ++row) {
            EXPECT_EQ(shown.at(row, 0), Cell(std::string(levers[row].first)));
            const double today = std::get<double>(shown.at(row, 1));
            const bool can = shown.at(row, 4) == Cell(std::string("yes"));
            (can ? yes : no) += 1;
            if (!can) {
                EXPECT_EQ(shown.at(row, 2), Cell(Failure::no_answer));
                continue;
            }
            const double needed = std::get<double>(shown.at(row, 2));
            EXPECT_EQ(std::get<double>(shown.at(row, 3)), needed - today);
            const auto holds = [&](double tried) {
                return Plan(read_assumptions(with_driver(table, levers[row].second, tried), "a",
                                             Read::values))
                    .holds_margin();
            };
            EXPECT_TRUE(holds(needed)) << levers[row].second << " of " << literal(table);
            EXPECT_TRUE(holds(std::stod(literal(needed)))) << levers[row].second << " as typed";
            if (needed != today) {
                const bool whole = record_of(*driver_named(levers[row].second)).step > 0 ||
                                   row == shown.rows() - 1;
                const double less =
                    whole ? needed - (row == 2 ? 0.25 : 1) : needed - (needed - today) * 1e-6;
                EXPECT_FALSE(holds(less)) << levers[row].second << " of " << literal(table);
            }
        }
    }
    EXPECT_GT(yes, 100);
    EXPECT_GT(no, 100);
}

TEST(PlanAttribution, SumsToTheChangeExactly) {
    Draw draw(23);
    int compared = 0;
    for (int i = 0; i < 200; ++i) {
        const double quarters = 1 + std::floor(draw.even(0, 20));
        const auto one = [&] {
            Table table = with_driver(random_assumptions(draw, 1000), "cuts", 0.0);
            table = with_driver(table, "hold_from", 1.0);
            return with_driver(table, "quarters", quarters);
        };
        const Table plan = one();
        const Table baseline = one();
        for (const char* line : {"margin", "operating profit", "cumulative free cash flow"}) {
            const std::vector<Value> arguments{plan, baseline, std::string(line)};
            if (outcome(function("PLANATTRIBUTION"), arguments) == Cell(Failure::no_answer)) {
                continue;
            }
            const Table shown = table_of("PLANATTRIBUTION", arguments);
            ASSERT_EQ(shown.rows(), 6U);
            const auto at = [&](std::size_t row) { return std::get<double>(shown.at(row, 1)); };
            EXPECT_EQ(at(0), value(baseline, line, quarters));
            EXPECT_EQ(at(5), value(plan, line, quarters));
            const long double sum = static_cast<long double>(at(1)) + at(2) + at(3) + at(4);
            // Each share and both ends are rounded once: half a unit in the last place of each.
            double rounding = 0;
            for (std::size_t row = 0; row < shown.rows(); ++row) {
                rounding += std::numeric_limits<double>::epsilon() / 2 * std::abs(at(row));
            }
            EXPECT_NEAR(static_cast<double>(sum), at(5) - at(0), rounding);
            ++compared;
        }
    }
    EXPECT_GT(compared, 60);
}

TEST(PlanAttribution, GivesAThemeAloneTheWholeChange) {
    const Table plan = with_driver(example_assumptions(), "cuts", 0.0);
    const std::pair<const char*, std::size_t> themes[] = {
        {"base_growth", 1}, {"gpus_ordered", 2}, {"headcount", 3}, {"cost_growth", 4}};
    for (const auto& [driver, row] : themes) {
        const Table baseline = with_driver(plan, driver, 0.01);
        const Table shown =
            table_of("PLANATTRIBUTION", {plan, baseline, std::string("operating profit")});
        for (std::size_t other = 1; other <= 4; ++other) {
            const double share = std::get<double>(shown.at(other, 1));
            if (other == row) {
                EXPECT_NE(share, 0);
            } else {
                EXPECT_EQ(share, 0) << driver;
            }
        }
    }
    const Table longer = with_driver(plan, "quarters", 8.0);
    EXPECT_EQ(outcome(function("PLANATTRIBUTION"),
                      std::vector<Value>{plan, longer, std::string("margin")}),
              Cell(Failure::invalid));
}

} // namespace

} // namespace headroom::test
