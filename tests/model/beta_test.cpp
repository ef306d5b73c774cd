#include "core/beta.hpp"

#include "draw.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<40>,
                                           boost::multiprecision::et_off>;

/// How far x is from the true quantile: what it misses of the probability, by the slope there.
double miss(double alpha, double beta, double p, double x) {
    const Wide below = boost::math::ibeta(Wide(alpha), Wide(beta), Wide(x));
    const Wide density = boost::math::ibeta_derivative(Wide(alpha), Wide(beta), Wide(x));
    return std::abs(static_cast<double>((below - Wide(p)) / density));
}

TEST(BetaQuantile, IsWhereTheProbabilityIs) {
    struct Shape {
        double alpha, beta;
    };
    const Shape shapes[] = {
        {1.5, 4.5},       {3, 3},          {4.2, 1.8},  {1 + 1e-9, 3}, {3, 1 + 1e-9},
        {1 + 1e-15, 1.0}, {2, 19},         {150, 50},   {1.4, 199},    {1e4, 1e4},
        {2, 5e5},         {1 + 1e-6, 1e6}, {1e6, 1.01}, {1e6, 1e6},    {1, 1},
    };
    for (const auto& [alpha, beta] : shapes) {
        for (const double p :
             {1e-300, 1e-100, 1e-17, 1e-9, 1e-3, 0.05, 0.1, 0.3, 0.4999, 0.5, 0.6, 0.9, 0.999}) {
            const double x = beta_quantile(alpha, beta, p, 1 - p);
            const bool lower = p <= 0.5;
            EXPECT_LE(miss(alpha, beta, p, x), lower ? 2e-13 * x : 3e-16)
                << alpha << ' ' << beta << ' ' << p;
        }
    }
}

TEST(BetaQuantile, IsWhereTheProbabilityIsForAnyShape) {
    Draw draw(97);
    for (int i = 0; i < 300; ++i) {
        const double alpha = 1 + draw.magnitude(1e-3, 300);
        const double beta = 1 + draw.magnitude(1e-3, 300);
        const double p = draw.chance(0.3) ? draw.magnitude(1e-300, 0.5) : draw.even(0, 0.5);
        const double x = beta_quantile(alpha, beta, p, 1 - p);
        EXPECT_LE(miss(alpha, beta, p, x), 2e-13 * x) << alpha << ' ' << beta << ' ' << p;
    }
}

TEST(BetaQuantile, IsExactWhereItHasAFormula) {
    for (const double p : {0.0, 1e-300, 0.25, 0.5, 0.75, 1.0}) {
        EXPECT_NEAR(beta_quantile(1, 1, p, 1 - p), p, 1e-16 * p);
        EXPECT_EQ(beta_quantile(2, 1, p * p, 1 - p * p), p * p == 0 ? 0 : p);
    }
    EXPECT_EQ(beta_quantile(3, 3, 0.5, 0.5), 0.5);
    for (const double shape : {1.0, 2.5, 1e6}) {
        EXPECT_EQ(beta_quantile(shape, 2, 0, 1), 0);
        EXPECT_EQ(beta_quantile(shape, 2, 1, 0), 1);
    }
}

TEST(BetaQuantile, StaysBetweenItsEndsNextToThem) {
    for (const double alpha : {1.0, 1 + 1e-15, 1 + 1e-9, 2.0, 1e6}) {
        for (const double beta : {1.0, 1 + 1e-15, 1 + 1e-9, 2.0, 1e6}) {
            for (const double p : {0x1p-1074, 0x1p-1022, 1e-300, 0x1p-53}) {
                const double low = beta_quantile(alpha, beta, p, 1);
                const double high = beta_quantile(alpha, beta, 1, p);
                EXPECT_TRUE(low >= 0 && low < 1) << alpha << ' ' << beta << ' ' << p << ' ' << low;
                EXPECT_TRUE(high > 0 && high <= 1)
                    << alpha << ' ' << beta << ' ' << p << ' ' << high;
            }
        }
    }
}

TEST(BetaQuantile, IsTheMirrorImageFromTheOtherEnd) {
    Draw draw(98);
    for (int i = 0; i < 3000; ++i) {
        const double alpha = 1 + draw.magnitude(1e-3, 1e6);
        const double beta = 1 + draw.magnitude(1e-3, 1e6);
        const double p = draw.even(0, 1);
        EXPECT_NEAR(beta_quantile(alpha, beta, p, 1 - p), 1 - beta_quantile(beta, alpha, 1 - p, p),
                    3e-16);
    }
}

TEST(BetaQuantile, RisesWithTheProbability) {
    Draw draw(99);
    for (int i = 0; i < 100; ++i) {
        const double alpha = 1 + draw.magnitude(1e-3, 1e4);
        const double beta = 1 + draw.magnitude(1e-3, 1e4);
        double last = 0;
        for (double p = 0.001; p < 1; p += 0.001) {
            const double x = beta_quantile(alpha, beta, p, 1 - p);
            EXPECT_GT(x, last) << alpha << ' ' << beta << ' ' << p;
            last = x;
        }
    }
}

} // namespace

} // namespace headroom::test
