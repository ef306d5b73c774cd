// What is split, rolled or bridged has to add up again.

#include "core/sum.hpp"
#include "draw.hpp"
#include "outcome.hpp"

#include <boost/math/special_functions/factorials.hpp>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

namespace headroom::test {

namespace {

Table table(std::string_view name, const std::vector<Value>& arguments) {
    Call call;
    return std::get<Table>(function(name).call(arguments, call));
}

double at(const Table& table, std::size_t row, std::size_t column) {
    return std::get<double>(table.at(row, column));
}

TEST(Shapley, SumsToTheTotal) {
    Draw draw(79);
    for (std::size_t drivers = 1; drivers <= 12; ++drivers) {
        Table values;
        for (std::size_t coalition = 0; coalition < std::size_t{1} << drivers; ++coalition) {
            values.append({draw.even(-1e6, 1e6)});
        }
        const Table shares = table("SHAPLEY", {values});
        ASSERT_EQ(shares.rows(), drivers);
        Sum sum;
        for (std::size_t i = 0; i < drivers; ++i) {
            sum += at(shares, i, 0);
        }
        const double total = at(values, values.rows() - 1, 0) - at(values, 0, 0);
        EXPECT_NEAR(sum.value(), total, 1e-9);
    }
}

TEST(Shapley, IsExactForWholeNumbers) {
    // Every driver alone adds its number, and together n! more: shared out evenly.
    for (std::size_t drivers = 1; drivers <= 12; ++drivers) {
        const double extra = boost::math::factorial<double>(static_cast<unsigned>(drivers));
        Table values;
        const std::size_t all = (std::size_t{1} << drivers) - 1;
        for (std::size_t coalition = 0; coalition <= all; ++coalition) {
            double value = coalition == all ? extra : 0;
            for (std::size_t i = 0; i < drivers; ++i) {
                value += (coalition >> i & 1) != 0 ? static_cast<double>(i + 1) : 0;
            }
            values.append({value});
        }
        const Table shares = table("SHAPLEY", {values});
        for (std::size_t i = 0; i < drivers; ++i) {
            EXPECT_EQ(at(shares, i, 0),
                      static_cast<double>(i + 1) + std::round(extra / static_cast<double>(drivers)))
                << drivers << ' ' << i;
        }
    }
}

TEST(Shapley, RefusesACountThatIsNoPowerOfTwo) {
    for (const auto& values : {column({1}), column({1, 2, 3}), column({1, 2, 3, 4, 5})}) {
        EXPECT_EQ(error("SHAPLEY", {values}).kind(), Failure::invalid);
    }
}

TEST(MarginBridge, ChangesSumExactly) {
    Draw draw(83);
    for (int round = 0; round < 2000; ++round) {
        const Table bridge = table("MARGINBRIDGE", {draw.magnitude(1, 1e12), draw.even(-1e9, 1e9),
                                                    draw.magnitude(1, 1e12), draw.even(-1e9, 1e9),
                                                    draw.even(-1e9, 1e9)});
        EXPECT_EQ(at(bridge, 1, 4) + at(bridge, 2, 4), at(bridge, 3, 4));
        EXPECT_EQ(at(bridge, 0, 1) + at(bridge, 1, 1) + at(bridge, 2, 1), at(bridge, 3, 1));
        EXPECT_DOUBLE_EQ(at(bridge, 3, 2) / at(bridge, 3, 1), at(bridge, 3, 3));
        EXPECT_NEAR(at(bridge, 0, 3) + at(bridge, 3, 4) / 100, at(bridge, 3, 3),
                    1e-12 * std::max(1.0, std::abs(at(bridge, 0, 3))));
    }
    EXPECT_EQ(error("MARGINBRIDGE", {0.0, 1.0, 1.0, 1.0}).kind(), Failure::division);
}

TEST(BacklogRoll, CarriesEveryOrderForward) {
    Draw draw(89);
    for (int round = 0; round < 500; ++round) {
        const double opening = draw.even(0, 1e6);
        const double churn = draw.even(0, 1);
        Table orders;
        Table deliveries;
        for (int period = 0; period < 12; ++period) {
            orders.append({draw.even(0, 1e6)});
            deliveries.append({draw.even(0, 1.2e6)});
        }
        const Table roll = table("BACKLOGROLL", {opening, orders, deliveries, churn});
        ASSERT_EQ(roll.rows(), 12U);
        ASSERT_EQ(roll.columns(), 5U);
        double expected = opening;
        for (std::size_t period = 0; period < 12; ++period) {
            EXPECT_EQ(at(roll, period, 0), expected);
            EXPECT_LE(at(roll, period, 2), at(deliveries, period, 0));
            EXPECT_GE(at(roll, period, 4), 0);
            EXPECT_EQ(at(roll, period, 0) + at(roll, period, 1) - at(roll, period, 2) -
                          at(roll, period, 3),
                      at(roll, period, 4));
            expected = at(roll, period, 4);
        }
    }
}

TEST(LatentGrowth, IsInvertedByBacklogForGrowth) {
    Draw draw(97);
    for (const char* basis : {"demand", "served"}) {
        for (int round = 0; round < 1000; ++round) {
            const double growth = draw.even(-0.5, 1);
            const double share = draw.even(0, 0.9);
            const double realisable = draw.even(0.1, 1);
            const double latent =
                number("LATENTGROWTH", {growth, share, std::string(basis), realisable});
            EXPECT_NEAR(
                number("BACKLOGFORGROWTH", {growth, latent, std::string(basis), realisable}), share,
                1e-12);
        }
    }
    EXPECT_EQ(number("BACKLOGFORGROWTH", {0.4, 0.39}), 0);
    EXPECT_EQ(error("BACKLOGFORGROWTH", {0.1, 0.39, {}, 0.0}).kind(), Failure::division);
}

TEST(RequiredCutsCash, FreesTheCashAndOneFewerDoesNot) {
    const Function& cuts = function("REQUIREDCUTSCASH");
    Draw draw(101);
    int answers = 0;
    for (int round = 0; round < 3000; ++round) {
        std::vector<Value> given = draw.arguments(cuts);
        given.resize(cuts.arguments.size());
        const Cell result = outcome(cuts, given);
        const double* heads = std::get_if<double>(&result);
        if (heads != nullptr && *heads > 0 && *heads < 1e9) {
            const auto argument = [&](std::size_t i, double otherwise) {
                const double* given_number = std::get_if<double>(&given[i]);
                return given_number == nullptr ? otherwise : *given_number;
            };
            const double freed =
                (argument(1, 0) * argument(3, 12) / 12 * argument(5, 1) - argument(2, 0)) *
                (1 - argument(4, 0));
            const double gap = argument(0, 0);
            EXPECT_GE(*heads * freed, gap * (1 - 1e-9));
            EXPECT_LT((*heads - 1) * freed, gap);
            ++answers;
        }
    }
    EXPECT_GT(answers, 300);
}

} // namespace

} // namespace headroom::test
