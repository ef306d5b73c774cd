#include "trade_plan_test.hpp"

#include "snapshot.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace headroom::test {

namespace {

/// What the plan said, against what was reported.
class Outcome : public TradePlan {
protected:
    double figure(const std::string& label, int quarter) const {
        return sheet("Outcome").value({row(label, "Outcome"), quarter});
    }
    std::string shown(const std::string& label, int quarter) const {
        return sheet("Outcome").text({row(label, "Outcome"), quarter});
    }
    static double published(const std::string& item, const std::string& as_of) {
        return std::stod(fact(item, as_of).at("value"));
    }
    std::string sentence() const { return sheet("Outcome").text({2, 0}); }
};

const std::string since[] = {"Q3 2025", "Q4 2025", "Q1 2026"};

TEST_F(Outcome, HoldsThePlanAgainstTheFacts) {
    for (int quarter = 1; quarter <= 3; ++quarter) {
        const std::string& as_of = since[quarter - 1];
        SCOPED_TRACE(as_of);
        EXPECT_EQ(shown("Reported for", quarter), as_of);
        const double sales = 1e6 * published("AWS net sales", as_of);
        const double income = 1e6 * published("AWS operating income", as_of);
        const double revenue =
            number("PLANVALUE", {table(), std::string("revenue"), double(quarter)});
        const double profit =
            number("PLANVALUE", {table(), std::string("operating profit"), double(quarter)});
        EXPECT_EQ(figure("Revenue, as planned", quarter), revenue);
        EXPECT_EQ(figure("Revenue, as reported", quarter), sales);
        EXPECT_NEAR(figure("Operating profit, as planned", quarter), profit, 1);
        EXPECT_NEAR(figure("Operating profit, as reported", quarter), income, 1);
        EXPECT_NEAR(figure("Margin, difference", quarter), income / sales - profit / revenue, 1e-9);
        // By both orders in which two things can change; their mean is the share.
        const double planned = revenue - profit;
        const double reported = sales - income;
        const double by_revenue =
            (planned / revenue - planned / sales + reported / revenue - reported / sales) / 2;
        EXPECT_NEAR(figure("Share of revenue", quarter), by_revenue, 1e-9);
        EXPECT_NEAR(figure("Share of revenue", quarter) + figure("Share of costs", quarter),
                    figure("Margin, difference", quarter), 1e-12);
        EXPECT_NEAR(figure("Costs, all lines", quarter), planned, 1);
    }
    EXPECT_TRUE(sentence().starts_with("By Q1 2026 AWS reported a margin of 37.8 %")) << sentence();
}

/// With what PLANSOLVE finds, the plan says what was reported.
TEST_F(Outcome, FindsTheGrowthThatWouldHaveGivenIt) {
    for (int quarter = 1; quarter <= 3; ++quarter) {
        const double growth = value("growth_implied_" + std::to_string(quarter));
        const Place place = input("plan_growth");
        const std::string formula = document().sheet(place).formula(place.at);
        const double reported = figure("Revenue, as reported", quarter);
        type(place, growth);
        EXPECT_NEAR(figure("Revenue, as planned", quarter), reported, 1e-6 * reported) << quarter;
        document().sheet(place).set_formula(place.at, formula);
    }
}

/// The same for costs, of a plan in which nobody is cut.
TEST_F(Outcome, FindsTheGrowthOfCostsThatWouldHaveGivenThem) {
    type("plan_cuts", 0.0);
    for (int quarter = 1; quarter <= 3; ++quarter) {
        const double growth = value("cost_growth_implied_" + std::to_string(quarter));
        const Place place = input("plan_cost_growth");
        const std::string formula = document().sheet(place).formula(place.at);
        const double reported = figure("All costs, as reported", quarter);
        type(place, growth);
        EXPECT_NEAR(figure("All costs, as planned", quarter), reported, 1e-6 * reported) << quarter;
        document().sheet(place).set_formula(place.at, formula);
    }
}

/// From another date there are fewer quarters to compare, and from the last one none.
TEST_F(Outcome, EndsWhereTheReportsEnd) {
    for (int date = 0; date < 3; ++date) {
        type("as_of", since[date]);
        SCOPED_TRACE(since[date]);
        EXPECT_EQ(value("outcome_quarters"), 2 - date);
        for (int quarter = 1; quarter <= 3; ++quarter) {
            const bool there = quarter <= 2 - date;
            EXPECT_EQ(shown("Reported for", quarter), there ? since[date + quarter] : "–");
            EXPECT_EQ(shown("Margin, difference", quarter) == "–", !there);
        }
        EXPECT_EQ(text("checks"), "OK");
        EXPECT_EQ(cells_in_error(snapshot(document())), "");
    }
    EXPECT_EQ(sentence(), "Nothing has been reported since Q1 2026: there is no outcome yet.");
    type("as_of", std::string("Q2 2025"));
    type("plan_quarters", 1.0);
    type("plan_hold_from", 1.0);
    EXPECT_EQ(value("outcome_quarters"), 1);
    EXPECT_EQ(shown("Margin, difference", 2), "–");
}

} // namespace

} // namespace headroom::test
