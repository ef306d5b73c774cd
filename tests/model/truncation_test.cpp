// Uncertain drivers at the limits of what they may be: truncated, rounded before they are tested,
// and trials that are no plan told apart from those without an answer.

#include "assumption_draw.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/plan.hpp"
#include "risk/distribution.hpp"
#include "risk/simulation.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/next.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

Cell text(const char* words) {
    return std::string(words);
}

/// The example with one driver uncertain.
Table uncertain_in(const char* driver, double low, double value, double high,
                   const char* distribution) {
    Table table = with_driver(example_uncertain_assumptions(), driver, value);
    for (std::size_t row = 1; row < table.rows(); ++row) {
        const bool wanted = table.at(row, 0) == text(driver);
        table.at(row, 2) = wanted ? Cell(low) : Cell();
        table.at(row, 3) = wanted ? Cell(high) : Cell();
        table.at(row, 4) = wanted ? text(distribution) : Cell();
    }
    return table;
}

double row_of(const Table& assumptions, const char* line, const char* label) {
    Call call;
    const Value shown =
        function("PLANRISK").call(std::vector<Value>{assumptions, std::string(line)}, call);
    const Table& rows = std::get<Table>(shown);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        if (rows.at(row, 0) == text(label)) {
            return std::get<double>(rows.at(row, 1));
        }
    }
    throw std::runtime_error(std::string("no row ") + label);
}

TEST(Truncation, NeverLeavesTheLimitsOfTheLifeOfAGpu) {
    const Table table = with_driver(uncertain_in("life", 1, 5, 9, "normal"), "quarters", 80.0);
    const double most =
        number("PLANPERCENTILE", {table, std::string("depreciation"), 1.0, {}, 100000.0});
    EXPECT_LE(most, 1.2e6 * 50000 / 4);
    EXPECT_GE(number("PLANPERCENTILE", {table, std::string("gpus"), 0.0, {}, 100000.0}), 0);
    EXPECT_EQ(row_of(table, "depreciation", "no answer"), 0);
}

TEST(Truncation, TakesNoCutsForMoreThanAnyNumberAtFullUtilisation) {
    const Table table = uncertain_in("utilisation", 0.71, 0.85, 0.99, "normal");
    const std::string cuts = "required cuts";
    EXPECT_GE(number("PLANPERCENTILE", {table, cuts, 0.95}), 0);
    EXPECT_EQ(number("PLANPROBABILITY", {table, cuts, 100000.0}), 1);
    EXPECT_EQ(row_of(table, "required cuts", "no answer"), 0);
    // The share above 1 by the published normal distribution.
    const boost::math::normal normal(0.85, 0.14 / quantile(boost::math::normal(), 0.9));
    EXPECT_NEAR(row_of(table, "required cuts", "cut off"), cdf(complement(normal, 1.0)), 1e-9);
}

/// A whole number is rounded first: only what rounds to 0 or less is cut off.
TEST(Truncation, RoundsBeforeItTests) {
    const Table table = uncertain_in("order_quarters", 1, 2, 3, "normal");
    const boost::math::normal normal(2, 1 / quantile(boost::math::normal(), 0.9));
    const double outside = cdf(normal, 0.5);
    EXPECT_NEAR(outside, 0.027, 0.001) << "about 270 of 10,000";
    EXPECT_NEAR(row_of(table, "capex", "cut off"), outside, 1e-9);
    EXPECT_EQ(row_of(table, "capex", "no answer"), 0);
    EXPECT_EQ(row_of(table, "capex", "not a plan"), 0);
    // Ordered within one quarter: all draws below 1.5, of those above 0.5.
    const double within_one =
        number("PLANPROBABILITY", {table, std::string("gpus delivered"), 0.0, 3.0, 100000.0});
    const double wanted = (cdf(normal, 1.5) - outside) / (1 - outside);
    EXPECT_NEAR(within_one, wanted, 4 * std::sqrt(wanted * (1 - wanted) / 100000));
}

TEST(Truncation, KeepsTheDistributionWithinTheLimits) {
    const std::pair<Uncertain, std::array<double, 2>> rows[] = {
        {{Driver::utilisation, Spread::normal, 0.8, 0.9, 1.0}, {0, 1}},
        {{Driver::price, Spread::normal, 0.2, 2, 3.8}, {0, INFINITY}},
        {{Driver::attrition, Spread::lognormal, 0.5, 0.9, 1.62}, {0, 2}},
        {{Driver::price, Spread::metalog, 0.1, 2, 4}, {0, INFINITY}},
        {{Driver::base_growth, Spread::metalog, -0.9, 0.1, 1.5}, {-1, 2}},
    };
    for (const auto& [u, limits] : rows) {
        const double below = sides(u, limits[0]).below;
        const double above = sides(u, limits[1]).above;
        EXPECT_GT(below + above, 1e-4);
        EXPECT_NEAR(share_outside(u), below + above, 1e-10);
        const SpreadTable table(u);
        for (double p = 0.001; p < 1; p += 0.001) {
            const double z = quantile(boost::math::normal(), p);
            const double inner = below + p * (1 - below - above);
            EXPECT_NEAR(table.value(z), quantile(u, inner, 1 - inner), 1e-6 * (u.high - u.low))
                << record_of(u.driver).id << " at " << p;
        }
    }
}

TEST(Sides, AreTheInverseOfTheQuantile) {
    const Uncertain rows[] = {{Driver::cuts, Spread::normal, 3300, 3400, 3500},
                              {Driver::cuts, Spread::lognormal, 200, 400, 800},
                              {Driver::cuts, Spread::metalog, 3300, 3450, 3500},
                              {Driver::cuts, Spread::metalog, 3300, 3320, 3400}};
    for (const Uncertain& u : rows) {
        for (const double p : {1e-12, 1e-6, 0.01, 0.1, 0.5, 0.9, 0.999}) {
            const Sides low = sides(u, quantile(u, p, 1 - p));
            EXPECT_NEAR(low.below, p, 1e-9 * p);
            EXPECT_NEAR(low.above, 1 - p, 1e-9);
            const Sides high = sides(u, quantile(u, 1 - p, p));
            EXPECT_NEAR(high.above, p, 1e-9 * p);
        }
    }
}

/// Any three points, any distribution, any driver, often at the limits: what is drawn is a plan
/// or no plan, never outside the limits.
TEST(Truncation, HoldsForAnySpreadOfAnyDriver) {
    Draw draw(61);
    int simulated = 0;
    for (int i = 0; i < 1000; ++i) {
        Table table = random_uncertain_assumptions(draw);
        table = with_driver(table, "quarters", 1 + std::floor(draw.even(0, 80)));
        table = with_driver(table, "hold_from", 1.0);
        for (int spread = 0; spread < 3; ++spread) {
            const DriverRecord& record = drivers()[draw.index(driver_count)];
            const auto within = [&](double wish) {
                const double step = record.step;
                double value = std::clamp(wish, std::max(record.limits.low(), -1e12),
                                          std::min(record.limits.high(), 1e12));
                value = record.limits.low_open() && value == record.limits.low()
                            ? boost::math::float_next(value)
                            : value;
                value = record.limits.high_open() && value == record.limits.high()
                            ? boost::math::float_prior(value)
                            : value;
                return step > 0 ? std::round(value / step) * step : value;
            };
            const double size = draw.chance(0.3) ? draw.magnitude(1e-3, 1e9) : draw.even(0, 3);
            std::array<double, 3> points{};
            for (double& point : points) {
                const double wish = draw.chance(0.2)   ? record.limits.low()
                                    : draw.chance(0.2) ? record.limits.high()
                                                       : draw.even(-0.2, 1.2) * size;
                point = within(wish);
            }
            std::sort(points.begin(), points.end());
            const std::size_t kind = draw.index(spread_names.size());
            if (spread_names[kind] == "normal") {
                points[1] = within((points[0] + points[2]) / 2);
            } else if (spread_names[kind] == "lognormal") {
                points[1] = within(std::sqrt(points[0] * points[2]));
            }
            table = with_driver(table, record.id, points[1]);
            for (std::size_t row = 1; row < table.rows(); ++row) {
                const std::string* name = std::get_if<std::string>(&table.at(row, 0));
                if (name != nullptr && driver_named(*name) == record.driver) {
                    table.at(row, 2) = points[0];
                    table.at(row, 3) = points[2];
                    table.at(row, 4) = std::string(spread_names[kind]);
                }
            }
        }
        try {
            Assumptions read = read_assumptions(table, "a", Read::spreads);
            std::sort(read.uncertain.begin(), read.uncertain.end(),
                      [](const auto& a, const auto& b) { return a.driver < b.driver; });
            for (const Uncertain& u : read.uncertain) {
                const SpreadTable spread(u);
                for (int place = 0; place < 40; ++place) {
                    const double z = draw.chance(0.2)   ? 8.4
                                     : draw.chance(0.2) ? -8.4
                                                        : draw.even(-8.4, 8.4);
                    const double step = record_of(u.driver).step;
                    const double value = spread.value(z);
                    EXPECT_TRUE(admissible(
                        u.driver, step > 0 ? std::floor(value / step + 0.5) * step : value))
                        << record_of(u.driver).id << " " << value << " " << literal(table);
                }
            }
            const SimulationInput input{.values = read.values,
                                        .uncertain = read.uncertain,
                                        .correlations = {},
                                        .line = static_cast<Line>(draw.index(shown_lines)),
                                        .quarter = read.quarters(),
                                        .trials = 700,
                                        .seed = static_cast<std::uint64_t>(i)};
            const Outcome outcome = simulate(input, 1, fastest_processor());
            EXPECT_LE(outcome.answers.size() + outcome.not_a_plan, outcome.trials);
            EXPECT_GE(outcome.cut_off, 0) << literal(table);
            EXPECT_LE(outcome.cut_off, 1);
            ++simulated;
        } catch (const Error&) {
            // Three points that are no distribution, or no plan.
        }
    }
    EXPECT_GT(simulated, 100);
}

TEST(Truncation, CountsTrialsThatAreNoPlanApart) {
    // Payroll above all cost in some trials: no plan. The others need cuts or none.
    const Table table = uncertain_in("loaded_cost", 200000, 600000, 1100000, "triangular");
    const double none = row_of(table, "required cuts", "not a plan");
    EXPECT_GT(none, 500);
    EXPECT_LT(none, 5000);
    EXPECT_EQ(row_of(table, "margin gap", "not a plan"), none);
    const double unanswered = row_of(table, "required cuts", "no answer");
    const std::string cuts = "required cuts";
    EXPECT_NEAR(number("PLANPROBABILITY", {table, cuts, 1e9}), 1 - unanswered / (10000 - none),
                1e-12);
    EXPECT_NO_THROW(number("PLANPERCENTILE", {table, cuts, 0.999 * (1 - unanswered / 10000)}));
}

/// One meaning of holding a margin, wherever it is asked for.
TEST(Margin, IsHeldInOneMeaningEverywhere) {
    Draw draw(62);
    for (int i = 0; i < 400; ++i) {
        const double heads = std::floor(draw.even(1, 1e6));
        const double loaded = std::floor(draw.even(1e4, 3e5));
        const double revenue = heads * loaded / 4 * draw.even(1.1, 5);
        const double profit = (revenue - heads * loaded / 4) * draw.even(-0.5, 1);
        Table table;
        for (const auto& [name, value] : {std::pair("revenue", revenue),
                                          {"operating_profit", profit},
                                          {"headcount", heads},
                                          {"loaded_cost", loaded},
                                          {"target_margin", profit / revenue}}) {
            table.append({std::string(name), value});
        }
        // At rest, with the target at today's margin.
        for (const double quarter : {1.0, 7.0, 12.0}) {
            EXPECT_EQ(number("PLANVALUE", {table, std::string("margin gap"), quarter}), 0);
            EXPECT_EQ(
                number("PLANPROBABILITY", {table, std::string("margin gap"), 0.0, quarter, 2.0}),
                1);
        }
        EXPECT_EQ(number("PLANVALUE", {table, std::string("required cuts")}), 0);
        EXPECT_EQ(number("PLANPROBABILITY", {table, std::string("required cuts"), 0.0, {}, 2.0}),
                  1);
        Call call;
        const Value shown = function("PLANALTERNATIVES").call(std::vector<Value>{table}, call);
        const Table& levers = std::get<Table>(shown);
        for (std::size_t row = 0; row < levers.rows(); ++row) {
            EXPECT_EQ(levers.at(row, 4), text("yes")) << row;
            EXPECT_EQ(levers.at(row, 3), Cell(0.0)) << row;
        }
    }
}

TEST(Margin, IsHeldWithTheRequiredCutsInEveryTrial) {
    Table table = example_uncertain_assumptions();
    table = with_driver(table, "headcount", 82000.0);
    for (const double quarter : {4.0, 8.0, 12.0}) {
        const std::string gap = "margin gap";
        EXPECT_EQ(number("PLANPROBABILITY", {table, gap, 0.0, quarter, 20000.0}),
                  number("PLANPROBABILITY",
                         {table, std::string("required cuts"), 1e9, quarter, 20000.0}));
    }
}

} // namespace

} // namespace headroom::test
