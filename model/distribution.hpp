#pragma once

#include "assumptions.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace headroom {

/// A cubic over a piece of an axis, c0 + c1 x + c2 x² + c3 x³ with x from 0 to 1.
struct Piece {
    double c0, c1, c2, c3;

    [[gnu::always_inline]] double at(double x) const { return c0 + x * (c1 + x * (c2 + x * c3)); }
};

/// The standard normal quantile as pieces, finer the further out, within 1e-8.
class NormalTable {
public:
    NormalTable();

    /// 0 < u < 1, at least 2^-53 away from both.
    [[gnu::always_inline]] double quantile(double u) const {
        const bool upper = u > 0.5;
        const double tail = upper ? 1 - u : u;
        const std::uint64_t bits = std::bit_cast<std::uint64_t>(tail);
        const std::size_t index = static_cast<std::size_t>((bits >> step_bits) - first);
        const double start = std::bit_cast<double>((bits >> step_bits) << step_bits);
        const double per_width = std::bit_cast<double>(((std::uint64_t{2046} + pieces_bits) << 52) -
                                                       (bits & exponent_bits));
        const double z = pieces_[index].at((tail - start) * per_width);
        return upper ? -z : z;
    }

private:
    static constexpr std::uint64_t pieces_bits = 5; ///< 32 pieces between two powers of 2
    static constexpr std::uint64_t step_bits = 52 - pieces_bits;
    static constexpr std::uint64_t exponent_bits = 0x7FF0000000000000;
    static constexpr std::uint64_t first = (std::uint64_t{1023 - 53} << 52) >> step_bits;

    std::vector<Piece> pieces_;
};

/// The value of an uncertain driver by its place on the standard normal axis, where correlations
/// are made: pieces between points that are exact. Points keep 36 bits of the distribution's width:
/// in further ones the libraries of two machines may differ.
class SpreadTable {
public:
    explicit SpreadTable(const Uncertain& uncertain);

    [[gnu::always_inline]] double value(double z) const {
        const double place = (z + reach) * pieces_per_unit;
        const int index = static_cast<int>(place);
        const double inner = pieces_[static_cast<std::size_t>(index)].at(place - index);
        const double low = inner > low_ ? inner : low_;
        return low < high_ ? low : high_;
    }

    /// Whether values can leave the limits of their driver.
    bool unbounded() const { return unbounded_; }

    /// The axis on which values are looked up.
    static constexpr double reach = 8.5;

private:
    static constexpr int pieces_per_unit = 32;

    std::vector<Piece> pieces_;
    double low_;
    double high_;
    bool unbounded_;
};

/// The value that an uncertain driver stays below with probability p; `q` is 1 - p, exact where p
/// is close to 1. Sources: as TRIANGULARINV, PERTINV and METALOGINV.
double quantile(const Uncertain& uncertain, double p, double q);

/// Rounded to 36 bits of `scale`.
double snapped(double value, double scale);

} // namespace headroom
