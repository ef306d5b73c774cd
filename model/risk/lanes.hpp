#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace headroom {

/// The compiler's types for so many numbers side by side, and as many whole ones.
template <int size> struct Vectors;
template <> struct Vectors<2> {
    typedef double Numbers __attribute__((vector_size(16)));
    typedef std::int64_t Bits __attribute__((vector_size(16)));
};
template <> struct Vectors<4> {
    typedef double Numbers __attribute__((vector_size(32)));
    typedef std::int64_t Bits __attribute__((vector_size(32)));
};
template <> struct Vectors<8> {
    typedef double Numbers __attribute__((vector_size(64)));
    typedef std::int64_t Bits __attribute__((vector_size(64)));
};

/// One truth for each of several trials: all bits or none.
template <int size> struct MaskOf {
    using Bits = typename Vectors<size>::Bits;

    Bits bits;
};

/// Several trials side by side. Each operation works on all of them and gives each the digits that
/// the same operation gives on one double, whatever the processor. Everything here is inlined, so
/// that it is compiled for the processor of the function that uses it.
template <int size> class LanesOf {
public:
    static constexpr int count = size;
    using Numbers = typename Vectors<size>::Numbers;

    LanesOf() = default;
    // As the numbers they are: a copy byte by byte goes through memory in halves.
    [[gnu::always_inline]] LanesOf(const LanesOf& other) : numbers_(other.numbers_) {}
    [[gnu::always_inline]] LanesOf& operator=(const LanesOf& other) {
        numbers_ = other.numbers_;
        return *this;
    }
    [[gnu::always_inline]] LanesOf(double value) : numbers_(Numbers{} + value) {}
    [[gnu::always_inline]] explicit LanesOf(const Numbers& numbers) : numbers_(numbers) {}
    /// So many numbers from there on.
    [[gnu::always_inline]] static LanesOf from(const double* first) {
        LanesOf lanes;
        __builtin_memcpy(&lanes.numbers_, first, sizeof(Numbers));
        return lanes;
    }

    [[gnu::always_inline]] void store(double* first) const {
        __builtin_memcpy(first, &numbers_, sizeof(Numbers));
    }

    [[gnu::always_inline]] double operator[](int lane) const { return numbers_[lane]; }
    [[gnu::always_inline]] void set(int lane, double value) { numbers_[lane] = value; }
    [[gnu::always_inline]] const Numbers& numbers() const { return numbers_; }

    [[gnu::always_inline]] friend LanesOf operator+(const LanesOf& a, const LanesOf& b) {
        return LanesOf(a.numbers_ + b.numbers_);
    }
    [[gnu::always_inline]] friend LanesOf operator-(const LanesOf& a, const LanesOf& b) {
        return LanesOf(a.numbers_ - b.numbers_);
    }
    [[gnu::always_inline]] friend LanesOf operator-(const LanesOf& a) {
        return LanesOf(-a.numbers_);
    }
    [[gnu::always_inline]] friend LanesOf operator*(const LanesOf& a, const LanesOf& b) {
        return LanesOf(a.numbers_ * b.numbers_);
    }
    [[gnu::always_inline]] friend LanesOf operator/(const LanesOf& a, const LanesOf& b) {
        return LanesOf(a.numbers_ / b.numbers_);
    }
    [[gnu::always_inline]] friend MaskOf<size> operator<(const LanesOf& a, const LanesOf& b) {
        return {a.numbers_ < b.numbers_};
    }
    [[gnu::always_inline]] friend MaskOf<size> operator>(const LanesOf& a, const LanesOf& b) {
        return {a.numbers_ > b.numbers_};
    }
    [[gnu::always_inline]] friend MaskOf<size> operator<=(const LanesOf& a, const LanesOf& b) {
        return {a.numbers_ <= b.numbers_};
    }
    [[gnu::always_inline]] friend MaskOf<size> operator>=(const LanesOf& a, const LanesOf& b) {
        return {a.numbers_ >= b.numbers_};
    }
    [[gnu::always_inline]] friend MaskOf<size> operator==(const LanesOf& a, const LanesOf& b) {
        return {a.numbers_ == b.numbers_};
    }

private:
    Numbers numbers_;
};

using Lanes = LanesOf<4>;

template <int size>
[[gnu::always_inline]] inline MaskOf<size> operator&(const MaskOf<size>& a, const MaskOf<size>& b) {
    return {a.bits & b.bits};
}
template <int size>
[[gnu::always_inline]] inline MaskOf<size> operator|(const MaskOf<size>& a, const MaskOf<size>& b) {
    return {a.bits | b.bits};
}
template <int size> [[gnu::always_inline]] inline MaskOf<size> operator!(const MaskOf<size>& a) {
    return {~a.bits};
}
template <int size>
[[gnu::always_inline]] inline MaskOf<size> operator&(bool a, const MaskOf<size>& b) {
    return {b.bits & -static_cast<std::int64_t>(a)};
}

// The same words for one trial and for several ----------------------------------------------

[[gnu::always_inline]] inline double choose(bool condition, double yes, double no) {
    return condition ? yes : no;
}
template <int size>
[[gnu::always_inline]] inline LanesOf<size> choose(bool condition, const LanesOf<size>& yes,
                                                   const LanesOf<size>& no) {
    return condition ? yes : no;
}
template <int size>
[[gnu::always_inline]] inline LanesOf<size>
choose(const MaskOf<size>& condition, const LanesOf<size>& yes, const LanesOf<size>& no) {
    return LanesOf<size>(condition.bits ? yes.numbers() : no.numbers());
}

/// Without the sign.
[[gnu::always_inline]] inline double magnitude(double value) {
    return std::fabs(value);
}
template <int size>
[[gnu::always_inline]] inline LanesOf<size> magnitude(const LanesOf<size>& value) {
    using Bits = typename MaskOf<size>::Bits;
    using Numbers = typename LanesOf<size>::Numbers;
    const Bits bits = __builtin_bit_cast(Bits, value.numbers());
    return LanesOf<size>(__builtin_bit_cast(Numbers, bits & 0x7FFFFFFFFFFFFFFF));
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

/// The smallest of the numbers; of those that are none, perhaps, nothing is seen.
template <int size> [[gnu::always_inline]] inline double smallest(const LanesOf<size>& lanes) {
    const auto& numbers = lanes.numbers();
    if constexpr (size == 8) {
        return smallest(lesser(LanesOf<4>(__builtin_shufflevector(numbers, numbers, 0, 1, 2, 3)),
                               LanesOf<4>(__builtin_shufflevector(numbers, numbers, 4, 5, 6, 7))));
    } else if constexpr (size == 4) {
        return smallest(lesser(LanesOf<2>(__builtin_shufflevector(numbers, numbers, 0, 1)),
                               LanesOf<2>(__builtin_shufflevector(numbers, numbers, 2, 3))));
    } else {
        return lesser(numbers[0], numbers[1]);
    }
}

[[gnu::always_inline]] inline double root(double value) {
    return std::sqrt(value);
}
template <int size> [[gnu::always_inline]] inline LanesOf<size> root(const LanesOf<size>& value) {
    LanesOf<size> result;
    for (int lane = 0; lane < size; ++lane) {
        result.set(lane, std::sqrt(value[lane]));
    }
    return result;
}

/// `function` of each number.
[[gnu::always_inline]] inline double each(double value, auto function) {
    return function(value);
}
template <int size>
[[gnu::always_inline]] inline LanesOf<size> each(const LanesOf<size>& value, auto function) {
    LanesOf<size> result;
    for (int lane = 0; lane < size; ++lane) {
        result.set(lane, function(value[lane]));
    }
    return result;
}

/// 2^k for a whole k, given as k + 1.5 × 2^52, whose lowest bits are those of k.
[[gnu::always_inline]] inline double power_of_two(double shifted) {
    return std::bit_cast<double>((std::bit_cast<std::int64_t>(shifted) + 1023) << 52);
}
template <int size>
[[gnu::always_inline]] inline LanesOf<size> power_of_two(const LanesOf<size>& shifted) {
    const auto bits = __builtin_bit_cast(typename MaskOf<size>::Bits, shifted.numbers());
    return LanesOf<size>(__builtin_bit_cast(typename LanesOf<size>::Numbers, (bits + 1023) << 52));
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
