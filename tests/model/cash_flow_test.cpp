#include "gpu/cash_flow.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::test {

namespace {

std::vector<double> flow(const std::vector<Value>& arguments) {
    Call call;
    const Table table = std::get<Table>(function("GPUCASHFLOW").call(arguments, call));
    std::vector<double> amounts;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        amounts.push_back(std::get<double>(table.at(row, 0)));
    }
    return amounts;
}

/// The arguments of GPUNPV for those of GPUIRR at a rate.
std::vector<Value> priced_at(double wacc, const std::vector<Value>& given) {
    std::vector<Value> priced(given.begin(), given.begin() + 5);
    priced.emplace_back(wacc);
    for (std::size_t i = 5; i < given.size(); ++i) {
        priced.push_back(given[i]);
    }
    return priced;
}

// Horner's scheme and textbook roots.
TEST(PositiveRoots, AreFoundInOrder) {
    const std::vector<double> three = positive_roots(std::vector<double>{-6, 11, -6, 1});
    ASSERT_EQ(three.size(), 3U);
    EXPECT_NEAR(three[0], 1, 1e-13);
    EXPECT_NEAR(three[1], 2, 1e-13);
    EXPECT_NEAR(three[2], 3, 1e-13);
    EXPECT_TRUE(positive_roots(std::vector<double>{1, 2, 3}).empty());
    EXPECT_TRUE(positive_roots(std::vector<double>{1, -1, 1}).empty());
    EXPECT_TRUE(positive_roots(std::vector<double>{0, 0}).empty());
    EXPECT_TRUE(positive_roots(std::vector<double>{}).empty());
    const std::vector<double> tiny = positive_roots(std::vector<double>{-1e-12, 1});
    ASSERT_EQ(tiny.size(), 1U);
    EXPECT_NEAR(tiny[0], 1e-12, 1e-26);
    const std::vector<double> large = positive_roots(std::vector<double>{-1e200, 0, 1});
    ASSERT_EQ(large.size(), 1U);
    EXPECT_NEAR(large[0] / 1e100, 1, 1e-13);
}

TEST(GpuCashFlow, IsWhatTheEquationSays) {
    // By hand: revenue 16,425, less 2,467.104 of running cost; depreciation 9,000; tax 20 %.
    const std::vector<double> amounts = flow({2.5, 0.75, 50000.0, 5.0, 2467.104, 5000.0, 0.1, 0.2});
    ASSERT_EQ(amounts.size(), 6U);
    EXPECT_EQ(amounts[0], -50000);
    EXPECT_NEAR(amounts[1], (16425 - 2467.104 - 9000) * 0.8 + 9000, 1e-9);
    EXPECT_NEAR(amounts[2], (16425 * 0.9 - 2467.104 - 9000) * 0.8 + 9000, 1e-9);
    EXPECT_NEAR(amounts[5], (16425 * 0.6561 - 2467.104 - 9000) * 0.8 + 9000 + 5000, 1e-9);
}

TEST(GpuIrr, MakesTheNetPresentValueNothing) {
    const Function& irr = function("GPUIRR");
    Draw draw(59);
    int answers = 0;
    for (int round = 0; round < 4000; ++round) {
        std::vector<Value> given = draw.arguments(irr);
        given.resize(irr.arguments.size());
        const Cell rate = outcome(irr, given);
        const double capex = std::get<double>(given[2]);
        if (const double* found = std::get_if<double>(&rate)) {
            const std::vector<Value> priced = priced_at(*found, given);
            double gross = 0;
            double year = 0;
            for (const double amount : flow(given)) {
                gross += std::abs(amount) * std::pow(1 + *found, -year);
                ++year;
            }
            EXPECT_NEAR(number("GPUNPV", priced), 0, 1e-10 * gross) << typed(irr, given);
            ++answers;
        } else if (capex > 0) {
            // None: at no rate does the purchase turn out well.
            for (const double wacc : {-0.5, 0.0, 0.1, 1.0, 10.0}) {
                EXPECT_LE(number("GPUNPV", priced_at(wacc, given)), 0)
                    << typed(irr, given) << ' ' << wacc;
            }
        }
    }
    EXPECT_GT(answers, 500);
}

TEST(GpuIrr, TakesTheHighestOfSeveralRates) {
    // Prices collapse, so the later years cost money: the signs change twice.
    const std::vector<Value> given{8.0, 1.0, 30000.0, 10.0, 15000.0, 0.0, 0.5};
    const double rate = number("GPUIRR", given);
    EXPECT_NEAR(number("GPUNPV", priced_at(rate, given)), 0, 1e-6);
    for (double higher = rate + 0.01; higher < 20; higher *= 1.3) {
        EXPECT_LT(number("GPUNPV", priced_at(higher, given)), 0);
    }
}

struct Steps {
    std::vector<std::string> ids;
    std::vector<double> values;
};

Steps workings_of_irr(const std::vector<Value>& given) {
    Call call;
    const Table table =
        std::get<Table>(function("WORKINGS").call(joined(std::string("GPUIRR"), given), call));
    Steps steps;
    for (std::size_t row = function("GPUIRR").arguments.size(); row < table.rows(); ++row) {
        const std::string& id = std::get<std::string>(table.at(row, 0));
        if (id.starts_with("flow_")) {
            continue; // of each year
        }
        steps.ids.push_back(id);
        steps.values.push_back(std::get<double>(table.at(row, 2)));
    }
    return steps;
}

/// How often the worth of a flow changes its sign between a rate of almost -1 and a very high one.
int rates_by_trying(const std::vector<double>& amounts) {
    int found = 0;
    double before = 0;
    for (double u = -12; u < 12; u += 4e-3) {
        const double factor = std::exp(u);
        double worth = 0;
        for (std::size_t year = amounts.size(); year-- > 0;) {
            worth = worth * factor + amounts[year];
        }
        found += before * worth < 0 ? 1 : 0;
        before = worth;
    }
    return found;
}

// Prices collapse, so that the later years cost money; what is left at the end brings some again.
TEST(GpuIrr, ShowsEveryRateOfSeveral) {
    Draw draw(60);
    std::array<int, 4> times{};
    for (int round = 0; round < 1500; ++round) {
        const double capex = draw.magnitude(1e3, 1e6);
        const double life = 2 + static_cast<double>(draw.index(12));
        const double opex = capex * draw.magnitude(0.01, 3);
        const double price = (opex + capex) * draw.magnitude(0.5, 8) / 8760;
        const std::vector<Value> given{price,
                                       1.0,
                                       capex,
                                       life,
                                       opex,
                                       draw.chance(0.4) ? 0 : capex * draw.even(0, 1),
                                       draw.even(0, 0.9),
                                       draw.chance(0.5) ? 0 : draw.even(0, 0.5)};
        const Cell rate = outcome(function("GPUIRR"), given);
        if (!std::holds_alternative<double>(rate)) {
            continue;
        }
        const std::vector<double> amounts = flow(given);
        const int found = rates_by_trying(amounts);
        const auto [ids, values] = workings_of_irr(given);
        EXPECT_EQ(Cell(values.back()), rate);
        if (found == 1) {
            EXPECT_EQ(std::find(ids.begin(), ids.end(), "rates"), ids.end());
            ++times[1];
            continue;
        }
        ASSERT_EQ(static_cast<int>(ids.size()), 6 + found) << typed(function("GPUIRR"), given);
        EXPECT_EQ(ids[5], "second_rate");
        EXPECT_EQ(ids[found == 3 ? 6 : 5], found == 3 ? "third_rate" : "second_rate");
        EXPECT_EQ(ids[ids.size() - 2], "rates");
        EXPECT_EQ(values[ids.size() - 2], found);
        double higher = values.back();
        for (std::size_t other = 5; other + 2 < ids.size(); ++other) {
            EXPECT_LT(values[other], higher);
            higher = values[other];
            double worth = 0;
            double gross = 0;
            for (std::size_t year = 0; year < amounts.size(); ++year) {
                const double now =
                    amounts[year] * std::pow(1 + values[other], -static_cast<double>(year));
                worth += now;
                gross += std::abs(now);
            }
            EXPECT_NEAR(worth, 0, 1e-10 * gross) << typed(function("GPUIRR"), given);
        }
        ++times[static_cast<std::size_t>(found)];
    }
    EXPECT_GT(times[1], 200);
    EXPECT_GT(times[2], 100);
    EXPECT_GT(times[3], 5);
}

TEST(GpuIrr, HasNoAnswerForWhatCostsNothingOrNeverPays) {
    EXPECT_EQ(error("GPUIRR", {2.5, 0.75, 0.0, 5.0, 2467.104}).kind(), Failure::no_answer);
    EXPECT_EQ(error("GPUIRR", {0.01, 0.5, 50000.0, 5.0, 5000.0}).kind(), Failure::no_answer);
    EXPECT_EQ(error("GPUPAYBACK", {0.1, 0.5, 50000.0, 5.0, 0.0}).kind(), Failure::no_answer);
    EXPECT_EQ(number("GPUPAYBACK", {2.5, 0.75, 0.0, 5.0, 0.0}), 0);
}

TEST(GpuPayback, IsWhereTheCumulatedCashReachesNothing) {
    const Function& payback = function("GPUPAYBACK");
    Draw draw(61);
    int answers = 0;
    for (int round = 0; round < 3000; ++round) {
        std::vector<Value> given = draw.arguments(payback);
        given.resize(payback.arguments.size());
        const Cell years = outcome(payback, given);
        if (const double* found = std::get_if<double>(&years); found != nullptr && *found > 0) {
            const std::vector<double> amounts = flow(given);
            double cumulated = amounts[0];
            double gross = std::abs(amounts[0]);
            for (std::size_t year = 1; year < amounts.size(); ++year) {
                const double passed = std::clamp(*found - static_cast<double>(year - 1), 0.0, 1.0);
                cumulated += passed * amounts[year];
                gross += std::abs(amounts[year]);
            }
            EXPECT_NEAR(cumulated, 0, 1e-12 * gross) << typed(payback, given);
            ++answers;
        }
    }
    EXPECT_GT(answers, 500);
}

TEST(GpuNpv, AtNoCapitalCostIsTheSumOfTheFlow) {
    const std::vector<Value> given{2.5, 0.75, 50000.0, 5.0, 2467.104};
    double sum = 0;
    for (const double amount : flow(given)) {
        sum += amount;
    }
    EXPECT_NEAR(number("GPUNPV", priced_at(0, given)), sum, 1e-9);
    // Next to 0 it is as good: the first-order term is known.
    EXPECT_NEAR(number("GPUNPV", priced_at(1e-12, given)), sum, 1e-6);
}

} // namespace

} // namespace headroom::test
