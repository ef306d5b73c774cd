#include "core/elementary.hpp"

#include "core/double_double.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

namespace headroom::elementary {

namespace {

static_assert(std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0);

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// To add it changes no number, not even -0: the compiler can leave it out.
constexpr double nothing = -0.0;

/// 2^k for -1022 <= k <= 1023.
constexpr double power_of_two(int k) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

/// The nearest multiple of 2^-42, for |value| < 2^9: products with whole numbers up to 2^11, and
/// sums of them, lose no digit.
constexpr double coarse(double value) {
    constexpr double shift = 0x1.8p10;
    return value + shift - shift;
}

/// A number as a coarse one and the rest of it.
constexpr DoubleDouble with_coarse_high(const DoubleDouble& value) {
    const double high = coarse(value.high);
    return {high, (value.high - high) + value.low};
}

constexpr DoubleDouble ln2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
constexpr DoubleDouble ln2_parts = with_coarse_high(ln2);

// The exponential ----------------------------------------------------------------------------
// x = (k + i/128) ln 2 + r, so e^x = 2^k 2^(i/128) e^r, with |r| < 0.0028.
// Source: P. T. P. Tang, Table-driven implementation of the exponential function in IEEE
// floating-point arithmetic, ACM Transactions on Mathematical Software 15 (1989); the reduction by
// a constant in two parts: W. J. Cody & W. Waite, Software Manual for the Elementary Functions
// (1980), chapter 6.

constexpr int power_bits = 7;
constexpr int powers_per_octave = 1 << power_bits;

/// 2^(i/128) as value × (1 + rest).
struct Power {
    double value;
    double rest;
};

constexpr std::array<Power, powers_per_octave> powers = [] {
    std::array<Power, powers_per_octave> table{};
    for (int i = 0; i < powers_per_octave; ++i) {
        const DoubleDouble x = ln2 * DoubleDouble{i / 128.0, 0};
        DoubleDouble sum{1, 0};
        for (int term = 28; term > 0; --term) {
            sum = DoubleDouble{1, 0} + x * sum / term;
        }
        table[static_cast<std::size_t>(i)] = {sum.high, sum.low / sum.high};
    }
    return table;
}();

constexpr DoubleDouble step_parts =
    with_coarse_high({ln2.high / powers_per_octave, ln2.low / powers_per_octave});

/// (value + rest) × 2^exponent, value from 1 to 2, the rest small beside it.
struct Scaled {
    double value;
    double rest;
    int exponent;
};

/// e^(x + tail) for |x| < 750 and a tail that is small beside 1.
[[gnu::always_inline]] inline Scaled exponential(double x, double tail) {
    constexpr double shift = 0x1.8p52; // makes the lowest bits those of the whole number
    constexpr double steps = powers_per_octave / ln2.high;
    const double shifted = x * steps + shift;
    const double whole = shifted - shift;
    const auto number = static_cast<std::int32_t>(std::bit_cast<std::uint64_t>(shifted));
    const double r = (x - whole * step_parts.high) - whole * step_parts.low + tail;
    const double square = r * r;
    const double series =
        r + square * ((1.0 / 2 + r * (1.0 / 6)) + square * (1.0 / 24 + r * (1.0 / 120)));
    const Power& power = powers[static_cast<std::size_t>(number & (powers_per_octave - 1))];
    return {power.value, power.value * (power.rest + series), number >> power_bits};
}

/// Where the result may be too large or lose digits for being small: rounds once all the same.
double at_the_ends(const Scaled& x) {
    const double sum = x.value + x.rest;
    if (x.exponent > 0) {
        return sum * power_of_two(x.exponent - 1) * 2;
    }
    if (x.exponent > -1022 || (x.exponent == -1022 && sum >= 1)) {
        return sum * power_of_two(x.exponent);
    }
    // Beside 1 the last digit is that of the smallest numbers, 2^1022 times larger.
    const double scale = power_of_two(x.exponent + 1022);
    const DoubleDouble beside = sum_of_ordered(1, x.value * scale);
    return (beside.high + (beside.low + x.rest * scale) - 1) * power_of_two(-1022);
}

constexpr double safe = 708; ///< up to there e^x and e^-x have all digits
constexpr double most = 710; ///< e^x is too large
constexpr double least = -746;

[[gnu::always_inline]] inline double exponential_of(double x, double tail) {
    if (std::abs(x) < safe) {
        const Scaled result = exponential(x, tail);
        return (result.value + result.rest) * power_of_two(result.exponent);
    }
    return x > most ? infinity : x < least ? 0 : at_the_ends(exponential(x, tail));
}

// The logarithm ------------------------------------------------------------------------------
// x = 2^k m and m c = 1 + r with c near 1/m, so that ln x = k ln 2 - ln c + ln(1 + r), with |r| <
// 0.0065. Around 1, c is 1, so that nothing cancels there. c has so few bits that r can be had
// without rounding.
// Source: P. T. P. Tang, Table-driven implementation of the logarithm function in IEEE
// floating-point arithmetic, ACM Transactions on Mathematical Software 16 (1990).

constexpr int centre_bits = 7;

/// The bits of the least m: half a step below 0.6875, so that 1 is in the middle of its piece.
constexpr std::uint64_t least_m =
    std::bit_cast<std::uint64_t>(0.6875) - (std::uint64_t{1} << (51 - centre_bits));

struct Centre {
    double inverse;         ///< c
    DoubleDouble logarithm; ///< -ln c, coarse, and the rest
};

constexpr std::array<Centre, 1 << centre_bits> centres = [] {
    std::array<Centre, 1 << centre_bits> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double m = std::bit_cast<double>(std::bit_cast<std::uint64_t>(0.6875) +
                                               (std::uint64_t{i} << (52 - centre_bits)));
        const int nearest = (static_cast<int>(2048 / m) + 1) / 2;
        const double c = nearest / 1024.0;
        // -ln c = 2 artanh((1 - c) / (1 + c))
        const DoubleDouble s = DoubleDouble{1 - c, 0} / (1 + c);
        const DoubleDouble square = s * s;
        DoubleDouble sum{0, 0};
        for (int term = 24; term >= 0; --term) {
            sum = DoubleDouble{1, 0} / (2 * term + 1) + square * sum;
        }
        const DoubleDouble half = s * sum;
        table[i] = {c, with_coarse_high({2 * half.high, 2 * half.low})};
    }
    return table;
}();

/// base + ln(1 + r)
struct Logarithm {
    DoubleDouble base; ///< 0, or more than r
    DoubleDouble r;

    [[gnu::always_inline]] double value() const {
        const double x = r.high;
        const double square = x * x;
        const double series =
            (x * (1.0 / 3) - 1.0 / 2) +
            square * ((x * (1.0 / 5) - 1.0 / 4) + square * (x * (1.0 / 7) - 1.0 / 6));
        const DoubleDouble sum = sum_of_ordered(base.high, x);
        return sum.high + ((sum.low + base.low + r.low) + square * series);
    }

    /// Within 2^-67 of itself.
    [[gnu::always_inline]] DoubleDouble exactly() const {
        const double x = r.high;
        const double head = leading_bits(x, 26);
        const double half_square = head * head * 0.5; // exact
        const double half_square_rest = (x - head) * (x + head) * 0.5 + x * r.low;
        const double square = x * x;
        const double series =
            ((1.0 / 3 - x * (1.0 / 4)) + square * (1.0 / 5 - x * (1.0 / 6))) +
            square * square * ((1.0 / 7 - x * (1.0 / 8)) + square * (1.0 / 9 - x * (1.0 / 10)));
        const DoubleDouble first = sum_of_ordered(base.high, x);
        const DoubleDouble second = sum_of_ordered(first.high, -half_square);
        const double rest = (r.low - half_square_rest) + x * square * series;
        return {second.high, second.low + first.low + (base.low + rest)};
    }
};

/// x = 2^octaves m
struct Reduced {
    double m;
    int octaves;
    double scale;         ///< 2^-octaves
    const Centre& centre; ///< the nearest to m
};

/// For a normal x > 0.
[[gnu::always_inline]] inline Reduced reduced(double x) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t above = bits - least_m;
    const std::uint64_t octaves = above >> 52 << 52;
    return {std::bit_cast<double>(bits - octaves),
            static_cast<int>(static_cast<std::int64_t>(above) >> 52),
            std::bit_cast<double>(std::bit_cast<std::uint64_t>(1.0) - octaves),
            centres[(above >> (52 - centre_bits)) % centres.size()]};
}

/// octaves × ln 2 + ln(m + rest) for a rest below the last digit of m.
[[gnu::always_inline]] inline Logarithm logarithm(const Reduced& x, double octaves, double rest) {
    const auto& [c, minus_ln_c] = x.centre;
    const double head = leading_bits(x.m, 42);
    const double low = (x.m - head) + rest;
    return {{octaves * ln2_parts.high + minus_ln_c.high, octaves * ln2_parts.low + minus_ln_c.low},
            sum_of_ordered(head * c - 1, low * c)}; // both exact
}

/// ln(2^exponent x)
[[gnu::always_inline]] inline Logarithm logarithm(double x, int exponent) {
    const Reduced parts = reduced(x);
    return logarithm(parts, parts.octaves + exponent, nothing);
}

[[gnu::always_inline]] inline bool is_positive_and_normal(double x) {
    constexpr auto least = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::min());
    return std::bit_cast<std::uint64_t>(x) - least < std::bit_cast<std::uint64_t>(infinity) - least;
}

/// What the C standard says of numbers that have no logarithm, and NaN.
double logarithm_at_the_ends(double x) {
    return x == 0 ? -infinity : x > 0 ? x : not_a_number;
}

/// ln x for a finite x > 0, within 2^-67 of itself.
[[gnu::always_inline]] inline DoubleDouble positive_logarithm(double x) {
    const bool normal = is_positive_and_normal(x);
    return logarithm(normal ? x : x * 0x1p52, normal ? 0 : -52).exactly();
}

/// Cut so that the product of two heads is exact.
struct InTwo {
    double head; ///< of 26 bits
    double rest;
};

[[gnu::always_inline]] inline InTwo in_two(const DoubleDouble& value) {
    const double head = leading_bits(value.high + value.low, 26);
    return {head, (value.high - head) + value.low};
}

// Powers -------------------------------------------------------------------------------------

/// Whether y is whole, and odd; beyond 2^53 all are even.
bool is_whole(double y) {
    return std::abs(y) >= 0x1p53 || std::trunc(y) == y;
}
bool is_odd(double y) {
    return std::abs(y) < 0x1p53 && is_whole(y) && !is_whole(y / 2);
}

/// For a base that is 0 or infinite, or a y that is or might as well be.
double power_at_the_ends(double x, double y) {
    if (std::isnan(x) || std::isnan(y)) {
        return not_a_number;
    }
    const double size = std::abs(x);
    const double result = size == 1 ? 1 : (size > 1) == (y > 0) ? infinity : 0;
    return std::signbit(x) && is_odd(y) ? -result : result;
}

/// x^y = e^(y ln x) for a finite x > 0.
[[gnu::always_inline]] inline double power_of_positive(double x, double y) {
    const InTwo ln = in_two(positive_logarithm(x));
    const double y_head = leading_bits(y, 26);
    return exponential_of(y_head * ln.head, (y - y_head) * ln.head + y * ln.rest);
}

/// y as large as this makes any other x than 1 infinite or 0.
constexpr double beyond_all = 0x1p64;

double power_of_negative(double x, double y) {
    if (!is_whole(y)) {
        return not_a_number;
    }
    return is_odd(y) ? -power_of_positive(-x, y) : power_of_positive(-x, y);
}

// Sine and cosine of πx, 0 <= x <= 1/4: the Taylor series ---------------------------------------

constexpr DoubleDouble pi{0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};

/// 1/first! - square × (1/(first + 2)! - square × (1/(first + 4)! - …
template <int first> [[gnu::always_inline]] inline double alternating(double square) {
    constexpr int terms = 8;
    constexpr std::array<double, terms> inverse_factorials = [] {
        std::array<double, terms> inverse{};
        double factorial = 1;
        for (int i = 2; i < first + 2 * terms; ++i) {
            factorial *= i;
            if (i >= first && (i - first) % 2 == 0) {
                inverse[static_cast<std::size_t>((i - first) / 2)] = 1 / factorial;
            }
        }
        return inverse;
    }();
    double sum = 0;
    for (std::size_t term = terms; term-- > 0;) {
        sum = inverse_factorials[term] - square * sum;
    }
    return sum;
}

double sine(double x) {
    const double scale = x < 0x1p-900 ? 0x1p200 : 1; // there products lose digits
    const DoubleDouble angle = pi * DoubleDouble{x * scale, 0};
    const double square = angle.high * angle.high;
    const double cubic_on = scale == 1 ? angle.high * square * alternating<3>(square) : 0;
    return (angle.high + (angle.low - angle.low * square * 0.5 - cubic_on)) / scale;
}

double cosine(double x) {
    const DoubleDouble angle = pi * DoubleDouble{x, 0};
    const DoubleDouble square = angle * angle;
    const DoubleDouble sum = sum_of_ordered(1, -0.5 * square.high);
    const double fourth_on = square.high * square.high * alternating<4>(square.high);
    return sum.high + (sum.low - 0.5 * square.low + fourth_on);
}

} // namespace

double exp(double x) {
    return std::isnan(x) ? x : exponential_of(x, nothing);
}

/// Source of the sum with 1: P. T. P. Tang, Table-driven implementation of the expm1 function in
/// IEEE floating-point arithmetic, ACM Transactions on Mathematical Software 18 (1992).
double expm1(double x) {
    if (std::abs(x) < 0.125) {
        if (std::abs(x) < 0x1p-60) {
            return x; // A minus before a 0 too.
        }
        constexpr double inverse_factorials[] = {
            1.0 / 2,     1.0 / 6,      1.0 / 24,      1.0 / 120,      1.0 / 720,      1.0 / 5040,
            1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600};
        const double* c = inverse_factorials;
        const double square = x * x;
        const double fourth = square * square;
        const double cubic_on = ((c[1] + x * c[2]) + square * (c[3] + x * c[4])) +
                                fourth * (((c[5] + x * c[6]) + square * (c[7] + x * c[8])) +
                                          fourth * (c[9] + x * c[10]));
        return x + (square * c[0] + x * square * cubic_on);
    }
    if (!(x > -40 && x < 100)) {
        return x < 0 ? -1 : exp(x);
    }
    const Scaled power = exponential(x, nothing);
    const double scale = power_of_two(power.exponent);
    const DoubleDouble sum = exact_sum(power.value * scale, -1);
    return sum.high + (sum.low + power.rest * scale);
}

double log(double x) {
    if (is_positive_and_normal(x)) {
        return logarithm(x, 0).value();
    }
    return x > 0 && x < 1 ? logarithm(x * 0x1p52, -52).value() : logarithm_at_the_ends(x);
}

double log1p(double x) {
    if (std::abs(x) < 0x1p-8) {
        // A minus before a 0 too.
        return std::abs(x) < 0x1p-60 ? x : Logarithm{{0, 0}, {x, 0}}.value();
    }
    if (!(x > -1 && x < 0x1p60)) {
        return log(x + 1);
    }
    if (x > -0.3125 && x < 0.3671875) {
        const double sum = 1 + x; // is its own m
        const Reduced parts = reduced(sum);
        return logarithm({sum, 0, 1, parts.centre}, nothing, x - (sum - 1)).value();
    }
    const DoubleDouble sum = sum_of_ordered(std::max(x, 1.0), std::min(x, 1.0));
    const Reduced parts = reduced(sum.high);
    return logarithm(parts, parts.octaves, sum.low * parts.scale).value();
}

double log10(double x) {
    if (!(x > 0 && x < infinity)) {
        return logarithm_at_the_ends(x);
    }
    constexpr DoubleDouble log10_e{0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};
    constexpr double log10_e_head = leading_bits(log10_e.high, 26);
    constexpr double log10_e_rest = (log10_e.high - log10_e_head) + log10_e.low;
    const InTwo ln = in_two(positive_logarithm(x));
    return ln.head * log10_e_head + (ln.head * log10_e_rest + ln.rest * log10_e.high);
}

double pow(double x, double y) {
    if (y == 2) {
        return x * x;
    }
    if (x > 0 && x < infinity && std::abs(y) < beyond_all) {
        return power_of_positive(x, y);
    }
    if (y == 0 || x == 1) {
        return 1;
    }
    return x < 0 && x > -infinity && std::abs(y) < beyond_all ? power_of_negative(x, y)
                                                              : power_at_the_ends(x, y);
}

double sin_pi(double x) {
    if (!std::isfinite(x)) {
        return not_a_number;
    }
    // By the nearest whole number: nothing of this is rounded.
    const double turn = x - 2 * std::round(x / 2);
    const double part = std::abs(turn) > 0.5 ? 1 - std::abs(turn) : std::abs(turn);
    // IEEE 754, 9.2: the 0 at a whole number has its sign.
    return std::copysign(part <= 0.25 ? sine(part) : cosine(0.5 - part), part == 0 ? x : turn);
}

} // namespace headroom::elementary
