#include "core/normal.hpp"

#include "draw.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace headroom::test {

namespace {

using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<40>,
                                           boost::multiprecision::et_off>;

double relative_error(double result, const Wide& wanted) {
    return std::abs(static_cast<double>((Wide(result) - wanted) / wanted));
}

TEST(NormalProbability, HasFifteenDigitsOnBothSides) {
    Draw draw(95);
    for (int i = 0; i < 3000; ++i) {
        const double z = i % 2 == 0 ? draw.even(-37, 8) : draw.even(-3, 3);
        const Wide wanted = boost::math::erfc(Wide(-z) / sqrt(Wide(2))) / 2;
        EXPECT_LT(relative_error(normal_probability(z), wanted), 1e-15) << z;
    }
    constexpr double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(normal_probability(0), 0.5);
    EXPECT_EQ(normal_probability(-infinity), 0);
    EXPECT_EQ(normal_probability(infinity), 1);
    EXPECT_TRUE(std::isnan(normal_probability(std::numeric_limits<double>::quiet_NaN())));
}

TEST(NormalQuantile, HasFifteenDigitsOnBothSides) {
    Draw draw(96);
    for (int i = 0; i < 3000; ++i) {
        const double least = i % 2 == 0 ? draw.magnitude(1e-300, 0.49) : draw.even(0.001, 0.499);
        const Wide wanted = -sqrt(Wide(2)) * boost::math::erfc_inv(Wide(2 * least));
        EXPECT_LT(relative_error(normal_quantile(least, 1 - least), wanted), 1.5e-15) << least;
        EXPECT_EQ(normal_quantile(1 - least, least), -normal_quantile(least, 1 - least));
    }
    EXPECT_EQ(normal_quantile(0.5, 0.5), 0);
    EXPECT_EQ(normal_quantile(0, 1), -std::numeric_limits<double>::infinity());
    EXPECT_EQ(normal_quantile(1, 0), std::numeric_limits<double>::infinity());
}

/// Where one approximation takes over from the next, but for the last digit.
TEST(NormalQuantile, RisesAcrossItsSeams) {
    for (const double seam : {0.075, std::exp(-25.0), 0.5}) {
        double last = normal_quantile(seam * (1 - 1e-12), 1 - seam * (1 - 1e-12));
        for (int i = -100; i <= 100; ++i) {
            const double p = seam * (1 + i * 1e-14);
            const double here = normal_quantile(p, 1 - p);
            EXPECT_GE(here, last - 2e-15 * std::abs(last)) << p;
            last = here;
        }
    }
    for (const double seam : {-0.67448975, -5.656854248, 0.67448975, 5.656854248}) {
        double last = 0;
        for (int i = -100; i <= 100; ++i) {
            const double here = normal_probability(seam + i * 1e-13);
            EXPECT_GE(here, last * (1 - 1e-15)) << seam;
            last = here;
        }
    }
}

} // namespace

} // namespace headroom::test
