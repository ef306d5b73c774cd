#include "core/elementary.hpp"

#include "core/double_double.hpp"
#include "draw.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace headroom::test {

namespace {

namespace multiprecision = boost::multiprecision;
/// Twice a double's digits and more.
using Wide =
    multiprecision::number<multiprecision::cpp_bin_float<140, multiprecision::digit_base_2>,
                           multiprecision::et_off>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();

/// Random arguments in each range of a function: few in every run, or as many as the environment
/// says.
int points() {
    const char* wanted = std::getenv("HEADROOM_POINTS");
    return wanted == nullptr ? 2000 : std::atoi(wanted);
}

/// How far a result is from what it should be, in units of the last place there.
double units_off(double result, const Wide& wanted) {
    const Wide size = abs(wanted);
    if (std::isinf(result)) {
        const Wide rounds_up = ldexp(Wide(1), 1024) - ldexp(Wide(1), 970);
        return size >= rounds_up && (result > 0) == (wanted > 0) ? 0 : infinity;
    }
    const int exponent = size == 0 ? -1074 : std::max(static_cast<int>(ilogb(size)) - 52, -1074);
    return static_cast<double>(ldexp(Wide(abs(Wide(result) - wanted)), -exponent));
}

/// The argument where a function is furthest off, found by and by.
template <class Argument> struct Worst {
    double off = 0;
    Argument where{};

    void add(double units, const Argument& argument) {
        if (!(units <= off)) {
            off = units;
            where = argument;
        }
    }
};

Wide wide_exp(const Wide& x) {
    return exp(x);
}
Wide wide_log(const Wide& x) {
    return log(x);
}
Wide wide_log10(const Wide& x) {
    return log10(x);
}
Wide wide_sin_pi(const Wide& x) {
    const Wide turn = x - 2 * round(Wide(x / 2));
    const Wide part = turn > 0.5 ? 1 - turn : turn < -0.5 ? -1 - turn : turn;
    return sin(Wide(boost::math::constants::pi<Wide>() * part));
}
// Where 1 is in the way, a power series.
Wide wide_log1p(const Wide& x) {
    return abs(x) > 1e-9 ? log(Wide(1 + x))
                         : x * (1 - x * (Wide(1) / 2 - x * (Wide(1) / 3 - x * (Wide(1) / 4))));
}
Wide wide_expm1(const Wide& x) {
    return abs(x) > 1e-9 ? Wide(exp(x) - 1)
                         : x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))));
}

using Range = std::function<double(Draw&)>;

/// Any positive double, subnormal ones too, each power of 2 as often as the next.
double any_size(Draw& draw) {
    return std::ldexp(draw.even(1, 2), static_cast<int>(draw.index(2098)) - 1074);
}
double any_number(Draw& draw) {
    return (draw.chance(0.5) ? 1 : -1) * any_size(draw);
}
Range even(double low, double high) {
    return [=](Draw& draw) { return draw.even(low, high); };
}
/// Close to `middle`, each distance up to 1 as often as the next.
Range around(double middle) {
    return [=](Draw& draw) {
        return middle + (draw.chance(0.5) ? 1 : -1) * draw.magnitude(0x1p-53, 1);
    };
}
/// Close to offset + i × step for i = 0 … count - 1, where one entry of a table ends and the next
/// begins.
Range between_entries(double offset, double step, std::size_t count) {
    return [=](Draw& draw) {
        return offset + step * (static_cast<double>(draw.index(count)) + draw.even(-1e-9, 1e-9));
    };
}

struct Row {
    const char* name;
    double (*function)(double);
    Wide (*wanted)(const Wide&);
    double bound;              ///< in units of the last place
    double end;                ///< all arguments are above
    std::vector<double> seams; ///< where its parts meet
    std::vector<Range> ranges;
};

constexpr double octave = 0.6931471805599453;

const std::vector<Row> rows{
    {"exp",
     elementary::exp,
     wide_exp,
     0.52,
     -infinity,
     {0, 708, -708, 709.782712893384, -708.39641853226408, -744.44007192138122, -745.1332191019412},
     {even(-746, 710), even(-746, -707), even(-1, 1), any_number,
      between_entries(-octave * 1075 + octave / 256, octave / 128, std::size_t{128} * 2098)}},
    {"expm1",
     elementary::expm1,
     wide_expm1,
     0.6,
     -infinity,
     {0, 0x1p-60, -0x1p-60, 0.125, -0.125, -40, 100, 709.782712893384, -37.429947750237048},
     {even(-50, 710), even(-1, 1), even(-0.2, 0.2), any_number}},
    {"log",
     elementary::log,
     wide_log,
     0.53,
     0,
     {1, 0.6875, 1.375, 1 + 0x1p-8, 1 - 0x1p-9, 0x1p-1022, 0x1p-1074, largest},
     {any_size, even(0.6, 1.4), around(1), even(0, 0x1p-1021),
      between_entries(1 + 1.0 / 256, 1.0 / 128, 48),
      between_entries(0.6875 - 1.0 / 512, 1.0 / 256, 81)}},
    {"log1p",
     elementary::log1p,
     wide_log1p,
     0.53,
     -1,
     {0, 0x1p-60, 0x1p-8, -0x1p-8, -0.3125, 0.3671875, -1 + 0x1p-53, 1, 0x1p53, 0x1p60, largest},
     {even(-1, 5), even(-0.01, 0.01), around(0), any_size,
      [](Draw& draw) { return -draw.magnitude(0x1p-1022, 0.9); },
      [](Draw& draw) { return -1 + draw.magnitude(0x1p-53, 1); }}},
    {"log10",
     elementary::log10,
     wide_log10,
     0.52,
     0,
     {1, 10, 0.1, 0x1p-1022, 0x1p-1074, largest},
     {any_size, even(0.6, 1.4), around(1), even(0, 0x1p-1021)}},
    {"sin_pi",
     elementary::sin_pi,
     wide_sin_pi,
     0.8,
     -infinity,
     {0, 0.25, 0.5, 0.75, 1, 1.5, 2, 0x1p-60, 0x1p-900, 0x1p-1022, 1e15 + 0.5, 1e300},
     {even(-1, 1), even(-1e6, 1e6), even(-0.25, 0.25),
      [](Draw& draw) { return draw.magnitude(0x1p-1074, 1); }}},
};

TEST(Elementary, IsWithinItsBoundOfTheLastPlace) {
    for (const Row& row : rows) {
        Worst<double> worst;
        const auto look_at = [&](double x) {
            if (x > row.end && std::isfinite(x)) {
                worst.add(units_off(row.function(x), row.wanted(Wide(x))), x);
            }
        };
        Draw draw(91);
        for (const Range& range : row.ranges) {
            for (int i = 0; i < points(); ++i) {
                look_at(range(draw));
            }
        }
        for (const double seam : row.seams) {
            for (const double direction : {-infinity, infinity}) {
                double x = seam;
                for (int i = 0; i < 20; ++i) {
                    look_at(x);
                    x = std::nextafter(x, direction);
                }
            }
        }
        EXPECT_LT(worst.off, row.bound) << row.name << " of " << std::hexfloat << worst.where;
        RecordProperty(row.name, std::to_string(worst.off));
    }
}

TEST(ElementaryPow, IsWithinItsBoundOfTheLastPlace) {
    using Pair = std::pair<double, double>;
    /// A power of that base whose logarithm is there.
    const auto of_size = [](double base, double logarithm) {
        return Pair(base, logarithm / (base == 1 ? 1 : std::log(base)));
    };
    const std::function<Pair(Draw&)> ranges[] = {
        [&](Draw& draw) { return of_size(any_size(draw), draw.even(-746, 710)); },
        [&](Draw& draw) { return of_size(any_size(draw), draw.even(-746, -707)); },
        [&](Draw& draw) { return of_size(any_size(draw), draw.even(-1, 1)); },
        [&](Draw& draw) { return of_size(around(1)(draw), draw.even(-746, 710)); },
        [&](Draw& draw) { return of_size(draw.even(0.9, 1.1), draw.even(-746, 710)); },
        [&](Draw& draw) { return Pair(any_size(draw), any_number(draw)); },
        [&](Draw& draw) { return Pair(draw.even(0.5, 1.5), std::round(draw.even(-80, 80))); },
        [&](Draw& draw) {
            return Pair(std::nextafter(1, draw.chance(0.5) ? 0 : 2), draw.magnitude(1e13, 1e20));
        },
    };
    Worst<Pair> worst;
    Draw draw(92);
    for (const auto& range : ranges) {
        for (int i = 0; i < points(); ++i) {
            const auto [x, y] = range(draw);
            if (!(x > 0) || !std::isfinite(y)) {
                continue;
            }
            // The limits keep the exponent of what is too large or too small within bounds.
            const Wide exponent = Wide(y) * log(Wide(x));
            const Wide limited = exponent > 800    ? Wide(800)
                                 : exponent < -800 ? Wide(-800)
                                                   : exponent;
            worst.add(units_off(elementary::pow(x, y), exp(limited)), {x, y});
        }
    }
    EXPECT_LT(worst.off, 0.52) << std::hexfloat << worst.where.first << ' ' << worst.where.second;
    RecordProperty("pow", std::to_string(worst.off));
}

TEST(Elementary, IsExactWhereTheResultIsADouble) {
    EXPECT_EQ(elementary::exp(0), 1);
    EXPECT_EQ(elementary::log(1), 0);
    EXPECT_EQ(elementary::log10(1), 0);
    EXPECT_EQ(elementary::sin_pi(0.5), 1);
    EXPECT_EQ(elementary::sin_pi(-2.5), -1);
    EXPECT_EQ(elementary::sin_pi(7), 0);
    for (int k = -1074; k < 1024; ++k) {
        const double power = std::ldexp(1, k);
        EXPECT_EQ(elementary::pow(2, k), power) << k;
        EXPECT_EQ(elementary::pow(0.5, -k), power) << k;
        EXPECT_EQ(elementary::pow(power, 1.0 / 2), std::sqrt(power)) << k;
    }
    double power = 1;
    for (int k = 0; k <= 22; ++k, power *= 10) {
        EXPECT_EQ(elementary::pow(10, k), power);
        EXPECT_EQ(elementary::log10(power), k);
    }
    for (int base = -12; base <= 12; ++base) {
        double product = 1;
        for (int k = 0; std::abs(product) <= 0x1p53 && k < 60; ++k, product *= base) {
            EXPECT_EQ(elementary::pow(base, k), product) << base << ' ' << k;
        }
    }
    Draw draw(93);
    for (int i = 0; i < 10'000; ++i) {
        const double x = any_number(draw);
        EXPECT_EQ(elementary::pow(x, 1), x);
        EXPECT_EQ(elementary::pow(x, 2), x * x);
        EXPECT_EQ(elementary::pow(x, 0), 1);
        const double whole = std::round(draw.magnitude(1, 0x1p26));
        EXPECT_EQ(elementary::pow(whole * whole, 0.5), whole);
        EXPECT_EQ(elementary::pow(-whole, 3) < 0, true);
        const double tiny = std::ldexp(x, -1000) * 0x1p-80;
        EXPECT_EQ(elementary::expm1(tiny), tiny);
        EXPECT_EQ(elementary::log1p(tiny), tiny);
    }
}

/// The same number or both none; a 0 with the same sign.
void expect_same(double result, double wanted, const std::string& call) {
    EXPECT_TRUE(std::isnan(wanted)
                    ? std::isnan(result)
                    : result == wanted && std::signbit(result) == std::signbit(wanted))
        << call << " is " << result << ", not " << wanted;
}

TEST(Elementary, DoesAsTheStandardSaysAtTheEnds) {
    struct Same {
        const char* name;
        double (*function)(double);
        double (*theirs)(double);
    };
    const Same both[] = {
        {"exp", elementary::exp, std::exp},       {"expm1", elementary::expm1, std::expm1},
        {"log", elementary::log, std::log},       {"log1p", elementary::log1p, std::log1p},
        {"log10", elementary::log10, std::log10},
    };
    for (const Same& one : both) {
        for (const double x : {0.0, -0.0, infinity, -infinity, not_a_number, -1.0, -2.0, -largest,
                               -0x1p-1074, -1e5, -800.0}) {
            const double wanted = one.theirs(x);
            if (!std::isfinite(wanted) || wanted == std::trunc(wanted)) {
                expect_same(one.function(x), wanted, one.name + (" of " + std::to_string(x)));
            }
        }
    }
    for (const double x : {infinity, -infinity, not_a_number}) {
        EXPECT_TRUE(std::isnan(elementary::sin_pi(x)));
    }
    for (const double whole : {0.0, 1.0, 2.0, 3.0, 0x1p53}) {
        expect_same(elementary::sin_pi(whole), 0.0, "sin_pi of a whole number");
        expect_same(elementary::sin_pi(-whole), -0.0, "sin_pi of a negative whole number");
    }
}

TEST(ElementaryPow, DoesAsTheStandardSaysAtTheEnds) {
    const double numbers[] = {
        0,           1,      2,          3,      0.5,        1.5,          1e300,    0x1p-1074,
        largest,     0x1p53, 0x1p53 - 1, 0x1p64, 0x1p64 * 4, 0x1p52 + 0.5, infinity, not_a_number,
        7.0000000001};
    for (const double x_size : numbers) {
        for (const double y_size : numbers) {
            for (const double x : {x_size, -x_size}) {
                for (const double y : {y_size, -y_size}) {
                    const double wanted = std::pow(x, y);
                    const std::string call =
                        "pow of " + std::to_string(x) + " and " + std::to_string(y);
                    if (!std::isfinite(wanted) ||
                        (wanted == std::trunc(wanted) && std::abs(wanted) < 0x1p53)) {
                        expect_same(elementary::pow(x, y), wanted, call);
                    } else {
                        EXPECT_NEAR(elementary::pow(x, y) / wanted, 1, 3e-16) << call;
                    }
                }
            }
        }
    }
}

TEST(DoubleDouble, HoldsWhatRoundingLoses) {
    Draw draw(94);
    for (int i = 0; i < 100'000; ++i) {
        const double a = any_number(draw);
        const double b = draw.chance(0.5) ? any_number(draw) : a * draw.even(-2, 2);
        const double product = a * b;
        if (std::abs(product) > 0x1p-960 && std::abs(product) < infinity) {
            EXPECT_EQ(exact_product(a, b).high, product);
            EXPECT_EQ(exact_product(a, b).low, std::fma(a, b, -product)) << a << ' ' << b;
        }
        if (std::abs(a) < 1e307 && std::abs(b) < 1e307) {
            const DoubleDouble sum = exact_sum(a, b);
            EXPECT_EQ(sum.high, a + b);
            const Wide lost = Wide(a) + Wide(b) - Wide(sum.high);
            if (std::abs(a) < 0x1p80 * std::abs(b) && std::abs(b) < 0x1p80 * std::abs(a)) {
                EXPECT_EQ(sum.low, static_cast<double>(lost)) << a << ' ' << b;
            }
        }
    }
    EXPECT_EQ(exact_product(1e308, 0.5).low, std::fma(1e308, 0.5, -5e307));
}

} // namespace

} // namespace headroom::test
