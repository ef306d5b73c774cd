#pragma once

#include <bit>
#include <cstdint>

namespace headroom {

/// A number of twice a double's digits: the sum of two doubles, the second below the last digit of
/// the first. Sources: T. J. Dekker, A floating-point technique for extending the available
/// precision, Numerische Mathematik 18 (1971); D. E. Knuth, The Art of Computer Programming,
/// volume 2, section 4.2.2.
struct DoubleDouble {
    double high;
    double low;
};

/// `value` with so many of its 53 bits, the others 0.
constexpr double leading_bits(double value, int bits) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) >> (53 - bits) << (53 - bits));
}

/// a + b and what its rounding lost; |a| >= |b| or a = 0 (Dekker).
constexpr DoubleDouble sum_of_ordered(double a, double b) {
    const double sum = a + b;
    return {sum, (a - sum) + b};
}

/// a + b and what its rounding lost (Knuth).
constexpr DoubleDouble exact_sum(double a, double b) {
    const double sum = a + b;
    const double second = sum - a;
    return {sum, (a - (sum - second)) + (b - second)};
}

/// a × b and what its rounding lost, without a fused operation: exact where that is no less than
/// 2^-1074, and both factors stay below 1.7976931e308. Dekker, with factors cut in two by their
/// bits, which cannot overflow.
constexpr DoubleDouble exact_product(double a, double b) {
    const auto cut = [](double value) {
        const std::uint64_t half = std::uint64_t{1} << 26; // rounded, so that 26 bits are left over
        const double high =
            leading_bits(std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) + half), 26);
        return DoubleDouble{high, value - high};
    };
    const double product = a * b;
    const DoubleDouble left = cut(a);
    const DoubleDouble right = cut(b);
    return {product,
            ((left.high * right.high - product) + left.high * right.low + left.low * right.high) +
                left.low * right.low};
}

constexpr DoubleDouble operator+(const DoubleDouble& a, const DoubleDouble& b) {
    const DoubleDouble sum = exact_sum(a.high, b.high);
    return sum_of_ordered(sum.high, sum.low + (a.low + b.low));
}

constexpr DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b) {
    const DoubleDouble product = exact_product(a.high, b.high);
    return sum_of_ordered(product.high, product.low + (a.high * b.low + a.low * b.high));
}

constexpr DoubleDouble operator/(const DoubleDouble& a, double b) {
    const double quotient = a.high / b;
    const DoubleDouble product = exact_product(quotient, b);
    return sum_of_ordered(quotient, ((a.high - product.high) - product.low + a.low) / b);
}

} // namespace headroom
