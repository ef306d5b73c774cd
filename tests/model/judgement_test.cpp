#include "draw.hpp"
#include "outcome.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

// Boost.Math's own distributions, which the functions do not use.
TEST(TriangularInv, AgreesWithTheDistribution) {
    Draw draw(67);
    for (int round = 0; round < 2000; ++round) {
        const double low = draw.even(-100, 100);
        const double mode = low + draw.even(0, 50);
        const double high = mode + draw.even(0.1, 50);
        const double p = draw.even(0, 1);
        const boost::math::triangular distribution(low, mode, high);
        EXPECT_NEAR(number("TRIANGULARINV", {p, low, mode, high}),
                    boost::math::quantile(distribution, p), 1e-10);
    }
    EXPECT_EQ(number("TRIANGULARINV", {0.0, 1.0, 2.0, 3.0}), 1);
    EXPECT_EQ(number("TRIANGULARINV", {1.0, 1.0, 2.0, 3.0}), 3);
    EXPECT_EQ(number("TRIANGULARINV", {0.3, 2.0, 2.0, 2.0}), 2);
}

TEST(PertInv, IsInvertedByTheBetaDistribution) {
    Draw draw(71);
    for (int round = 0; round < 2000; ++round) {
        const double low = draw.even(-100, 100);
        const double high = low + draw.even(0.1, 50);
        const double mode = low + draw.even(0, 1) * (high - low);
        const double shape = draw.even(0, 20);
        const double p = draw.even(0.001, 0.999);
        const double quantile = number("PERTINV", {p, low, mode, high, shape});
        const boost::math::beta_distribution<> distribution(
            1 + shape * (mode - low) / (high - low), 1 + shape * (high - mode) / (high - low));
        EXPECT_NEAR(boost::math::cdf(distribution, (quantile - low) / (high - low)), p, 1e-10);
    }
    EXPECT_EQ(number("PERTINV", {0.5, 7.0, 7.0, 7.0}), 7);
    EXPECT_NEAR(number("PERTINV", {0.25, 0.0, 1.0, 2.0, 0.0}), 0.5, 1e-12); // uniform
}

TEST(MetalogInv, GoesThroughItsThreePointsUnderAnyBounds) {
    for (const std::vector<Value>& bounds : {std::vector<Value>{}, {0.0}, {{}, 9.0}, {0.0, 9.0}}) {
        for (const auto& [p, value] : {std::pair(0.1, 1.5), {0.5, 2.5}, {0.9, 4.0}}) {
            std::vector<Value> given{p, 1.5, 2.5, 4.0};
            given.insert(given.end(), bounds.begin(), bounds.end());
            EXPECT_NEAR(number("METALOGINV", given), value, 1e-12);
        }
    }
}

TEST(MetalogInv, RisesWithTheProbabilityWhereItIsFeasible) {
    Draw draw(73);
    for (int round = 0; round < 300; ++round) {
        const double skew = draw.even(0.167, 0.833);
        double last = -1e300;
        for (double p = 0.0005; p < 1; p += 0.0005) {
            const double value = number("METALOGINV", {p, 0.0, skew, 1.0});
            EXPECT_GT(value, last) << skew << ' ' << p;
            last = value;
        }
    }
    // Keelin 2016, section 3.4: beyond 0.16658 of the way the quantiles are infeasible.
    EXPECT_EQ(error("METALOGINV", {0.5, 0.0, 0.166, 1.0}).argument(), "p_50");
    EXPECT_EQ(error("METALOGINV", {0.5, 0.0, 0.834, 1.0}).argument(), "p_50");
    EXPECT_EQ(error("METALOGINV", {0.5, 1.0, 2.0, 3.0, 1.5}).argument(), "lower");
    EXPECT_EQ(error("METALOGINV", {0.5, 1.0, 2.0, 3.0, {}, 2.5}).argument(), "upper");
    EXPECT_EQ(error("METALOGINV", {0.5, 3.0, 2.0, 1.0}).argument(), "p_90");
}

TEST(MetalogInv, StaysWithinItsBounds) {
    for (const double p : {1e-300, 1e-9, 0.5, 1 - 1e-9, 1 - 1e-16}) {
        const double value = number("METALOGINV", {p, 1.5, 2.5, 4.0, 0.0, 9.0});
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 9);
    }
}

} // namespace

} // namespace headroom::test
