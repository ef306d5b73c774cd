#pragma once

#include "plan/assumptions.hpp"

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

    /// Exchanges each number u, at least 2^-53 away from 0 and 1, for its quantile. In steps that
    /// the compiler can take for several numbers at once.
    template <std::size_t count>
    [[gnu::always_inline]] void quantiles(std::array<double, count>& numbers) const {
        std::array<std::uint64_t, count> index;
        std::array<double, count> inner;
        for (std::size_t i = 0; i < count; ++i) {
            const double u = numbers[i];
            const std::uint64_t bits = std::bit_cast<std::uint64_t>(u > 0.5 ? 1 - u : u);
            index[i] = (bits >> step_bits) - first;
            inner[i] = std::bit_cast<double>(((bits << pieces_bits) & mantissa_bits) | one) - 1;
        }
        for (std::size_t i = 0; i < count; ++i) {
            inner[i] = pieces_[index[i]].at(inner[i]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            numbers[i] = numbers[i] > 0.5 ? -inner[i] : inner[i];
        }
    }

    double quantile(double u) const {
        std::array<double, 1> number{u};
        quantiles(number);
        return number[0];
    }

private:
    static constexpr std::uint64_t pieces_bits = 5; ///< 32 pieces between two powers of 2
    static constexpr std::uint64_t step_bits = 52 - pieces_bits;
    static constexpr std::uint64_t mantissa_bits = 0x000FFFFFFFFFFFFF;
    static constexpr std::uint64_t one = 0x3FF0000000000000; ///< the bits of 1.0
    static constexpr std::uint64_t first = (std::uint64_t{1023 - 53} << 52) >> step_bits;

    std::vector<Piece> pieces_;
};

/// The value of an uncertain driver by its place on the standard normal axis, where correlations
/// are made: pieces between points that are exact. A distribution that reaches beyond the limits of
/// its driver is truncated to them, so that every value is one the driver can have. Points keep 36
/// bits of the distribution's width, more than the pieces between them are good for.
class SpreadTable {
public:
    explicit SpreadTable(const Uncertain& uncertain);

    /// Exchanges each place z, within `reach` of 0, for the value there.
    template <std::size_t count>
    [[gnu::always_inline]] void values(std::array<double, count>& places) const {
        std::array<int, count> index;
        for (std::size_t i = 0; i < count; ++i) {
            const double place = (places[i] + reach) * pieces_per_unit;
            index[i] = static_cast<int>(place);
            places[i] = place - index[i];
        }
        for (std::size_t i = 0; i < count; ++i) {
            places[i] = pieces_[static_cast<std::size_t>(index[i])].at(places[i]);
        }
        for (double& value : places) {
            value = value > low_ ? value : low_;
            value = value < high_ ? value : high_;
        }
    }

    double value(double z) const {
        std::array<double, 1> place{z};
        values(place);
        return place[0];
    }

    /// How much of the distribution lies beyond the limits of its driver and is cut off.
    double cut_off() const { return cut_off_; }

    /// The axis on which values are looked up.
    static constexpr double reach = 8.5;

private:
    static constexpr int pieces_per_unit = 32;

    std::vector<Piece> pieces_;
    double low_;
    double high_;
    double cut_off_;
};

/// The value that an uncertain driver stays below with probability p; `q` is 1 - p, exact where p
/// is close to 1. Sources: as TRIANGULARINV, PERTINV and METALOGINV.
double quantile(const Uncertain& uncertain, double p, double q);

/// How likely an uncertain value is to lie below, and above, another value; the two add up to 1,
/// and small ones are exact.
struct Sides {
    double below;
    double above;
};
Sides sides(const Uncertain& uncertain, double value);

/// How much of the distribution lies beyond the limits of its driver. Drivers in steps are rounded
/// to the nearest step before they are held against their limits.
double share_outside(const Uncertain& uncertain);

/// Rounded to 36 bits of `scale`.
double snapped(double value, double scale);

} // namespace headroom
