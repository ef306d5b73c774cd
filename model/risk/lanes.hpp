#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace headroom {

/// Several trials side by side. Each operation works on all of them and gives each the digits that
/// the same operation gives on one double, whatever the processor. Everything here is inlined, so
/// that it is compiled for the processor of the function that uses it.
class Lanes {
public:
    static constexpr int count = 4;
    typedef double Numbers __attribute__((vector_size(count * sizeof(double))));
    typedef std::int64_t Bits __attribute__((vector_size(count * sizeof(double))));

    /// One truth for each trial: all bits or none.
    struct Mask {
        Bits bits;
    };

    Lanes() = default;
    [[gnu::always_inline]] Lanes(double value) : numbers_(Numbers{} + value) {}
    [[gnu::always_inline]] explicit Lanes(const Numbers& numbers) : numbers_(numbers) {}

    [[gnu::always_inline]] double operator[](int lane) const { return numbers_[lane]; }
    [[gnu::always_inline]] void set(int lane, double value) { numbers_[lane] = value; }
    [[gnu::always_inline]] const Numbers& numbers() const { return numbers_; }

private:
    Numbers numbers_;
};

[[gnu::always_inline]] inline Lanes operator+(const Lanes& a, const Lanes& b) {
    return Lanes(a.numbers() + b.numbers());
}
[[gnu::always_inline]] inline Lanes operator-(const Lanes& a, const Lanes& b) {
    return Lanes(a.numbers() - b.numbers());
}
[[gnu::always_inline]] inline Lanes operator-(const Lanes& a) {
    return Lanes(-a.numbers());
}
[[gnu::always_inline]] inline Lanes operator*(const Lanes& a, const Lanes& b) {
    return Lanes(a.numbers() * b.numbers());
}
[[gnu::always_inline]] inline Lanes operator/(const Lanes& a, const Lanes& b) {
    return Lanes(a.numbers() / b.numbers());
}
[[gnu::always_inline]] inline Lanes::Mask operator<(const Lanes& a, const Lanes& b) {
    return {a.numbers() < b.numbers()};
}
[[gnu::always_inline]] inline Lanes::Mask operator>(const Lanes& a, const Lanes& b) {
    return {a.numbers() > b.numbers()};
}
[[gnu::always_inline]] inline Lanes::Mask operator<=(const Lanes& a, const Lanes& b) {
    return {a.numbers() <= b.numbers()};
}
[[gnu::always_inline]] inline Lanes::Mask operator>=(const Lanes& a, const Lanes& b) {
    return {a.numbers() >= b.numbers()};
}
[[gnu::always_inline]] inline Lanes::Mask operator==(const Lanes& a, const Lanes& b) {
    return {a.numbers() == b.numbers()};
}
[[gnu::always_inline]] inline Lanes::Mask operator&(const Lanes::Mask& a, const Lanes::Mask& b) {
    return {a.bits & b.bits};
}
[[gnu::always_inline]] inline Lanes::Mask operator|(const Lanes::Mask& a, const Lanes::Mask& b) {
    return {a.bits | b.bits};
}

[[gnu::always_inline]] inline Lanes::Mask operator!(const Lanes::Mask& a) {
    return {~a.bits};
}

// The same words for one trial and for several ----------------------------------------------

[[gnu::always_inline]] inline double choose(bool condition, double yes, double no) {
    return condition ? yes : no;
}
[[gnu::always_inline]] inline Lanes choose(const Lanes::Mask& condition, const Lanes& yes,
                                           const Lanes& no) {
    return Lanes(condition.bits ? yes.numbers() : no.numbers());
}

/// The second one when the two are equal or one is no number.
template <class Real> [[gnu::always_inline]] inline Real lesser(const Real& a, const Real& b) {
    return choose(a < b, a, b);
}
template <class Real> [[gnu::always_inline]] inline Real greater(const Real& a, const Real& b) {
    return choose(a > b, a, b);
}
template <class Real>
[[gnu::always_inline]] inline Real between(const Real& low, const Real& value, const Real& high) {
    return lesser(greater(value, low), high);
}

[[gnu::always_inline]] inline double root(double value) {
    return std::sqrt(value);
}
[[gnu::always_inline]] inline Lanes root(const Lanes& value) {
    Lanes result;
    for (int lane = 0; lane < Lanes::count; ++lane) {
        result.set(lane, std::sqrt(value[lane]));
    }
    return result;
}

/// `function` of each number.
[[gnu::always_inline]] inline double each(double value, auto function) {
    return function(value);
}
[[gnu::always_inline]] inline Lanes each(const Lanes& value, auto function) {
    Lanes result;
    for (int lane = 0; lane < Lanes::count; ++lane) {
        result.set(lane, function(value[lane]));
    }
    return result;
}

/// 2^k for a whole k, given as k + 1.5 × 2^52, whose lowest bits are those of k.
[[gnu::always_inline]] inline double power_of_two(double shifted) {
    return std::bit_cast<double>((std::bit_cast<std::int64_t>(shifted) + 1023) << 52);
}
[[gnu::always_inline]] inline Lanes power_of_two(const Lanes& shifted) {
    const auto bits = __builtin_bit_cast(Lanes::Bits, shifted.numbers());
    return Lanes(__builtin_bit_cast(Lanes::Numbers, (bits + 1023) << 52));
}

/// e^x for -700 < x < 700, within two units in the last place. Unlike elementary::exp it looks
/// nothing up, so that it can take several numbers at once.
/// Source: W. J. Cody & W. Waite, Software Manual for the Elementary Functions (1980), chapter 6
/// (reduction); the Taylor polynomial.
template <class Real> [[gnu::always_inline]] inline Real exponential(const Real& x) {
    constexpr double shift = 6755399441055744; // 1.5 × 2^52
    constexpr double log2_e = 1.4426950408889634;
    constexpr double ln2_high = 0.693145751953125;
    constexpr double ln2_low = 1.42860682030941723212e-6;
    const Real shifted = x * Real(log2_e) + Real(shift);
    const Real whole = shifted - Real(shift);
    const Real rest = x - whole * Real(ln2_high) - whole * Real(ln2_low);
    constexpr std::array<double, 14> inverse_factorials = [] {
        std::array<double, 14> inverse{};
        double factorial = 1;
        for (int i = 0; i < 14; ++i) {
            factorial *= i > 0 ? i : 1;
            inverse[static_cast<std::size_t>(i)] = 1 / factorial;
        }
        return inverse;
    }();
    Real sum(inverse_factorials.back());
    for (std::size_t term = inverse_factorials.size() - 1; term-- > 0;) {
        sum = sum * rest + Real(inverse_factorials[term]);
    }
    return sum * power_of_two(shifted);
}

} // namespace headroom
