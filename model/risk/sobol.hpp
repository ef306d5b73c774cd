#pragma once

#include "plan/driver.hpp"
#include "risk/drawing_steps.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace headroom {

/// The scrambled Sobol points of one driver: numbers that fill 0 to 1, and with those of the other
/// drivers the space between them, far more evenly than random ones. Each is a function of seed,
/// driver and trial alone. Trials belong by turns to eight replicates: the same points, each time
/// scrambled independently, so that their spread tells how certain a mean of them is.
/// Sources: S. Joe & F. Y. Kuo, Constructing Sobol sequences with better two-dimensional
/// projections (2008), by Boost.Random; A. B. Owen, Randomly permuted (t,m,s)-nets and
/// (t,s)-sequences (1995); S. Laine & T. Karras, Stratified sampling for stochastic transparency
/// (2011); B. Burley, Practical hash-based Owen scrambling (2020).
class SobolPoints {
public:
    static constexpr std::size_t replicates = 8;
    /// How many trials are filled in one go.
    static constexpr std::size_t trials = DrawingSteps::trials;

    SobolPoints(std::uint64_t seed, Driver driver);

    /// 0 < u < 1 for the trials from `first` on, a multiple of `trials`.
    [[gnu::always_inline]] void fill(std::uint32_t first, std::array<double, trials>& out) const {
        const std::uint32_t start = unscrambled(first / replicates);
        for (std::size_t point = 0; point < points; ++point) {
            for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
                const std::uint32_t digits =
                    reversed(permuted(start ^ beginning_[point], scrambles_[replicate]));
                out[point * replicates + replicate] =
                    std::bit_cast<double>((std::uint64_t{digits} << 20) | 0x3FF0000000000000) -
                    (1 - 0x1p-33); // the middle of an interval of 2^-32
            }
        }
    }

    /// A Sobol point of the driver's dimension, its first binary digit lowest.
    [[gnu::always_inline]] std::uint32_t unscrambled(std::uint32_t index) const {
        std::uint32_t point = 0;
        for (std::size_t bit = 0; index >> bit != 0; ++bit) {
            point ^= (index >> bit & 1) != 0 ? directions_[bit] : 0;
        }
        return point;
    }

private:
    static constexpr std::size_t bits = 32;
    static constexpr std::size_t points = trials / replicates;

    /// Every bit is flipped or not by what is below it, which is a nested scrambling of the digits.
    [[gnu::always_inline]] static std::uint32_t permuted(std::uint32_t x, std::uint32_t scramble) {
        x += scramble;
        x ^= x * 0x6C50B47C;
        x ^= x * 0xB82F1E52;
        x ^= x * 0xC7AFE638;
        x ^= x * 0x8D22F6E6;
        return x;
    }

    [[gnu::always_inline]] static std::uint32_t reversed(std::uint32_t x) {
        x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
        x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
        x = (x >> 4 & 0x0F0F0F0F) | (x & 0x0F0F0F0F) << 4;
        x = (x >> 8 & 0x00FF00FF) | (x & 0x00FF00FF) << 8;
        return x >> 16 | x << 16;
    }

    std::array<std::uint32_t, bits> directions_;
    std::array<std::uint32_t, points> beginning_;
    std::array<std::uint32_t, replicates> scrambles_;
};

} // namespace headroom
