#include "plan/plan.hpp"

#include "assumption_draw.hpp"
#include "core/memory.hpp"
#include "csv.hpp"
#include "naive_plan.hpp"
#include "outcome.hpp"
#include "paths.hpp"
#include "plan/examples.hpp"
#include "trade/trade.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace headroom::test {

namespace {

std::string file(const char* name) {
    return std::string(path::tests) + "/vectors/" + name;
}

Plan plan(const Table& table) {
    return Plan(read_assumptions(table, "assumptions", Read::values));
}

Table rows(std::initializer_list<std::pair<const char*, double>> pairs) {
    Table table;
    for (const auto& [name, value] : pairs) {
        table.append({std::string(name), value});
    }
    return table;
}

/// A business of 100 that earns 30 with 200 people at 1 a quarter each.
Table small() {
    return rows({{"revenue", 1000},
                 {"operating_profit", 300},
                 {"headcount", 200},
                 {"loaded_cost", 4},
                 {"quarters", 8}});
}

TEST(Drivers, AreThoseOfTheTable) {
    std::set<std::string> listed;
    for (const auto& row : read_csv(file("drivers.csv"))) {
        const std::string& id = row.at("driver");
        listed.insert(id);
        const auto driver = driver_named(id);
        ASSERT_TRUE(driver) << id;
        const DriverRecord& record = record_of(*driver);
        EXPECT_EQ(record.id, id);
        EXPECT_EQ(record.driver, *driver);
        EXPECT_EQ(record.limits.describe(Language::english), row.at("allowed"))
            << id << ": " << row.at("why");
        EXPECT_EQ(left_out(record).in(Language::english, {}), row.at("default")) << id;
        EXPECT_FALSE(record.help.empty()) << id;
    }
    EXPECT_EQ(listed.size(), drivers().size());
}

TEST(Drivers, AreFoundByIdAndLabelHoweverTheyAreTyped) {
    for (const char* name : {"gpus_ordered", "GPUs ordered", " gpus-ordered ", "GPUSORDERED"}) {
        EXPECT_EQ(driver_named(name), Driver::gpus_ordered) << name;
    }
    EXPECT_EQ(driver_named("gpu orders"), std::nullopt);
    EXPECT_EQ(nearest_driver("gpu_orderd"), "gpus_ordered");
    EXPECT_EQ(line_named("Free Cash-Flow"), Line::free_cash_flow);
    EXPECT_EQ(line_named("wage"), std::nullopt) << "no line of its own";
}

TEST(Lines, AreInTheirPlaces) {
    for (std::size_t i = 0; i < line_count; ++i) {
        EXPECT_EQ(lines()[i].line, static_cast<Line>(i));
    }
    for (std::size_t i = 0; i < shown_lines; ++i) {
        EXPECT_EQ(line_named(lines()[i].name.english()), static_cast<Line>(i));
        EXPECT_FALSE(lines()[i].help.empty()) << lines()[i].id;
    }
}

/// plan.csv: independent values for one plan.
TEST(PlanVectors, AreMet) {
    Table table;
    int compared = 0;
    for (const auto& row : read_csv(file("plan.csv"))) {
        const std::string& where = row.at("quarter");
        if (where == "driver") {
            table.append({row.at("line"), std::stod(row.at("value"))});
            continue;
        }
        const Plan vectors = plan(table);
        const int quarter = where == "required cuts" ? 12 : std::stoi(where.substr(1));
        const std::string name = where == "required cuts"             ? where
                                 : row.at("line") == "cumulative_fcf" ? "cumulative free cash flow"
                                                                      : row.at("line");
        const Cell got = outcome(function("PLANVALUE"),
                                 std::vector<Value>{table, name, static_cast<double>(quarter)});
        if (row.at("value") == "#N/A") {
            EXPECT_EQ(got, Cell(Failure::not_available)) << name;
        } else {
            const double wanted = std::stod(row.at("value"));
            EXPECT_NEAR(std::get<double>(got), wanted, 1e-9 * std::abs(wanted)) << where << name;
        }
        ++compared;
    }
    EXPECT_EQ(compared, 49);
}

TEST(Plan, IsWhatTheContractSaysInPlainWords) {
    Draw draw(11);
    int answers = 0;
    int none = 0;
    for (int i = 0; i < 400; ++i) {
        const Table table = random_assumptions(draw, 400);
        const Plan fast = plan(table);
        const Drivers<double>& values = fast.assumptions().values;
        const NaivePlan naive(values);
        const std::optional<int> required = naive.required_cuts();
        const double found = fast.raw(Line::required_cuts, 1);
        ASSERT_EQ(required.value_or(-1), std::isnan(found) ? -1 : found) << literal(table);
        (required ? answers : none) += 1;
        const bool given = !fast.assumptions().cuts_as_required();
        if (!required && !given) {
            EXPECT_THROW(fast.value(Line::margin, 1), Error);
            continue;
        }
        const double cuts = given ? values[Driver::cuts] : *required;
        for (int quarter = 1; quarter <= fast.quarters(); ++quarter) {
            for (std::size_t line = 0; line < shown_lines; ++line) {
                const Line one = static_cast<Line>(line);
                if (one == Line::required_cuts || (one == Line::growth && quarter < 4)) {
                    continue;
                }
                const double wanted = static_cast<double>(naive.value(one, quarter, cuts));
                // Differences are exact to the size of what they are the difference of.
                const double scale =
                    record_of(one).unit.fraction
                        ? 1
                        : std::max(std::abs(wanted), fast.raw(Line::demand, quarter));
                EXPECT_NEAR(fast.value(one, quarter), wanted, 1e-12 * scale * 20)
                    << record_of(one).name.english() << " in quarter " << quarter << " of "
                    << literal(table);
            }
        }
    }
    EXPECT_GT(answers, 100);
    EXPECT_GT(none, 30);
}

TEST(Plan, HoldsTheMarginWithTheRequiredCutsAndNotWithOneFewer) {
    Draw draw(12);
    int needed = 0;
    for (int i = 0; i < 1000; ++i) {
        const Table table = random_assumptions(draw, 5000);
        const double required = plan(table).raw(Line::required_cuts, 1);
        if (std::isnan(required)) {
            continue;
        }
        const auto holds = [&](double cuts) {
            return plan(with_driver(table, "cuts", cuts)).holds_margin();
        };
        EXPECT_TRUE(holds(required)) << literal(table);
        if (required > 0) {
            ++needed;
            EXPECT_FALSE(holds(required - 1)) << literal(table);
        }
    }
    EXPECT_GT(needed, 50);
}

TEST(Plan, RepeatsQuarterZeroForEverWithoutGpusGrowthAndCuts) {
    Draw draw(13);
    for (int i = 0; i < 100; ++i) {
        const double heads = std::floor(draw.even(0, 1000));
        const double payroll = heads * 5e4;
        const double revenue = payroll + draw.even(1e6, 1e9);
        const double profit = (revenue - payroll) * draw.even(0, 1);
        const Plan still = plan(rows({{"revenue", revenue},
                                      {"operating_profit", profit},
                                      {"headcount", heads},
                                      {"loaded_cost", 2e5},
                                      {"quarters", 80},
                                      {"target_margin", profit / revenue}}));
        for (int quarter = 1; quarter <= 80; ++quarter) {
            EXPECT_EQ(still.value(Line::revenue, quarter), revenue);
            EXPECT_EQ(still.value(Line::payroll, quarter), payroll);
            EXPECT_EQ(still.value(Line::headcount, quarter), heads);
            EXPECT_NEAR(still.value(Line::operating_profit, quarter), profit, 1e-15 * revenue);
            EXPECT_EQ(still.value(Line::operating_profit, quarter),
                      still.value(Line::operating_profit, 1));
        }
        EXPECT_EQ(still.value(Line::required_cuts, 1), 0) << "the margin is held as it is";
    }
}

TEST(Plan, IsTheSumOfItsLines) {
    Draw draw(14);
    for (int i = 0; i < 100; ++i) {
        const Plan one = plan(with_driver(random_assumptions(draw, 1000), "cuts", 0.0));
        double cash = 0;
        for (int q = 1; q <= one.quarters(); ++q) {
            const auto at = [&](Line line) { return one.value(line, q); };
            EXPECT_EQ(at(Line::operating_profit), at(Line::revenue) - at(Line::other_cost) -
                                                      at(Line::gpu_opex) - at(Line::depreciation) -
                                                      at(Line::payroll) - at(Line::severance) -
                                                      at(Line::replacement));
            EXPECT_EQ(at(Line::unserved), difference(at(Line::demand), at(Line::revenue)));
            cash += at(Line::free_cash_flow);
            EXPECT_EQ(at(Line::cumulative_free_cash_flow), cash);
        }
    }
}

TEST(Plan, DepreciatesAllCapexButTheResidualWhenTheHorizonIsLong) {
    const Plan whole = plan(rows({{"revenue", 1000},
                                  {"operating_profit", 300},
                                  {"quarters", 40},
                                  {"gpus_ordered", 30},
                                  {"order_quarters", 3},
                                  {"capex_per_gpu", 50},
                                  {"capex_trend", 0.1},
                                  {"life", 2},
                                  {"residual_share", 0.2}}));
    double capex = 0;
    double depreciation = 0;
    double residual = 0;
    for (int quarter = 1; quarter <= 40; ++quarter) {
        capex += whole.value(Line::capex, quarter);
        depreciation += whole.value(Line::depreciation, quarter);
        residual += whole.raw(Line::residual_cash, quarter);
    }
    EXPECT_NEAR(depreciation, capex * 0.8, 1e-12 * capex);
    EXPECT_NEAR(residual, capex * 0.2, 1e-12 * capex);
    EXPECT_EQ(whole.value(Line::depreciation, 40), 0) << "nothing is left over by rounding";
}

TEST(Plan, SaysWhyNoNumberOfCutsHoldsTheMargin) {
    struct Case {
        std::vector<std::pair<const char*, double>> changes;
        std::string_view found;
    };
    const Case cases[] = {
        {{{"target_margin", 0.31}, {"cut_quarter", 3}},
         "in quarter 1 it is missed by 10, and a cut brings 0 then"},
        {{{"target_margin", 0.31}, {"notice_months", 3}},
         "in quarter 1 it is missed by 10, and a cut brings 0 then"},
        {{{"target_margin", 0.31}, {"severance", 5}},
         "in quarter 1 it is missed by 10, and a cut brings -4 then"},
        {{{"target_margin", 0.31}, {"severance", 1}},
         "in quarter 1 it is missed by 10, and a cut brings 0 then"},
        {{{"target_margin", 0.6}}, "quarter 1 needs 300, more than the headcount of 200"},
        {{{"target_margin", 0.29}, {"cost_growth", 0.03}, {"severance", 5}, {"hold_from", 1}},
         "but what they cost allows only 1 in quarter 1"},
        {{{"target_margin", 0.31}, {"replacement_cost", 4}}, "and a cut brings 0 then"},
    };
    for (const Case& one : cases) {
        Table table = small();
        for (const auto& [name, value] : one.changes) {
            table = with_driver(table, name, value);
        }
        for (const char* line : {"required cuts", "cuts", "margin", "cumulative free cash flow"}) {
            const Error found = error("PLANVALUE", {table, std::string(line)});
            EXPECT_EQ(found.kind(), Failure::no_answer);
            EXPECT_NE(found.message(Language::english).find(one.found), std::string::npos)
                << found.message(Language::english);
        }
        EXPECT_GT(number("PLANVALUE", {table, std::string("revenue")}), 0) << "needs no cuts";
        const Plan given = plan(with_driver(table, "cuts", 0.0));
        EXPECT_TRUE(std::isfinite(given.value(Line::margin, 1))) << "cuts are given";
        EXPECT_THROW(given.value(Line::required_cuts, 1), Error) << "but not enough";
    }
}

TEST(Plan, IsLimitedByWhatSeveranceAllowsInItsQuarter) {
    // Revenue 1000 a quarter, margin 30 %: 29 % leaves 10 for severance in quarter 4, and costs
    // that rise by a tenth a year need cuts from quarter 5 on.
    Table table = small();
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, double>>{{"target_margin", 0.29},
                                                               {"cut_quarter", 1},
                                                               {"severance", 1.5},
                                                               {"hold_from", 1},
                                                               {"cost_growth", 0.012}}) {
        table = with_driver(table, name, value);
    }
    const double required = number("PLANVALUE", {table, std::string("required cuts")});
    EXPECT_GT(required, 0);
    EXPECT_GE(number("PLANVALUE", {table, std::string("margin"), 1.0}), 0.29);
    EXPECT_GE(number("PLANVALUE", {table, std::string("margin"), 8.0}), 0.29);
    const Table dearer = with_driver(table, "severance", 40.0);
    EXPECT_EQ(outcome(function("PLANVALUE"), std::vector<Value>{dearer, std::string("cuts")}),
              Cell(Failure::no_answer));
}

TEST(PlanValue, KnowsWhereALineIsNotDefined) {
    const auto cell = [](const char* line, const Value& quarter) {
        return outcome(function("PLANVALUE"),
                       std::vector<Value>{small(), std::string(line), quarter});
    };
    EXPECT_EQ(cell("growth", 3.0), Cell(Failure::not_available));
    EXPECT_EQ(cell("growth", 4.0), Cell(0.0));
    EXPECT_EQ(cell("margin", 9.0), Cell(Failure::invalid)) << "the plan has 8 quarters";
    EXPECT_EQ(cell("margin", 0.0), Cell(Failure::invalid));
    EXPECT_EQ(cell("margn", 1.0), Cell(Failure::invalid));
    EXPECT_EQ(cell("margin", {}), cell("margin", 8.0)) << "left out: the last one";
    EXPECT_NE(error("PLANVALUE", {small(), std::string("margn")})
                  .message(Language::english)
                  .find("The nearest is \"margin\""),
              std::string::npos);
}

TEST(TradePlan, IsEveryLineInEveryQuarter) {
    Call call;
    const Table table = with_driver(example_assumptions(), "severance", 84000.0);
    const Value shown = function("TRADEPLAN").call(std::vector<Value>{table}, call);
    const Table& whole = std::get<Table>(shown);
    ASSERT_EQ(whole.rows(), 13U);
    ASSERT_EQ(whole.columns(), shown_lines + 1);
    for (std::size_t column = 1; column <= shown_lines; ++column) {
        const std::string name = std::get<std::string>(whole.at(0, column));
        for (std::size_t row = 1; row <= 12; ++row) {
            EXPECT_EQ(whole.at(row, column),
                      outcome(function("PLANVALUE"),
                              std::vector<Value>{table, name, static_cast<double>(row)}))
                << name;
        }
    }
}

TEST(PlanMemory, KeepsPlansByTheirContents) {
    Memory memory;
    Call call(Language::english, nullptr, &memory);
    const auto margin = [&](const Table& table) {
        return std::get<double>(
            function("PLANVALUE").call(std::vector<Value>{table, std::string("margin")}, call));
    };
    const double before = margin(small());
    EXPECT_EQ(margin(small()), before);
    EXPECT_NE(margin(with_driver(small(), "cost_growth", 0.1)), before) << "never a stale value";
    EXPECT_EQ(margin(small()), before);
    for (int percent = 0; percent < 30; ++percent) {
        const Table table = with_driver(small(), "cost_growth", percent / 100.0);
        EXPECT_EQ(margin(table), number("PLANVALUE", {table, std::string("margin")}));
    }
}

} // namespace

} // namespace headroom::test
