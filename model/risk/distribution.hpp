#pragma once

#include "plan/assumptions.hpp"
#include "risk/drawing_steps.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

namespace headroom {

/// The standard normal quantile as pieces, finer the further out, within 1e-8.
class NormalTable {
public:
    NormalTable();

    /// Exchanges each number u, at least 2^-53 away from 0 and 1, for its quantile.
    [[gnu::always_inline]] void quantiles(DrawingSteps::Numbers& numbers,
                                          const DrawingSteps& steps) const {
        DrawingSteps::Places places;
        DrawingSteps::Numbers inner;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            place(numbers[i], places[i], inner[i]);
        }
        steps.look_up(pieces_.data(), places, inner);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = numbers[i] > 0.5 ? -inner[i] : inner[i];
        }
    }

    double quantile(double u) const {
        std::int32_t at;
        double inner;
        place(u, at, inner);
        inner = pieces_[static_cast<std::size_t>(at)].at(inner);
        return u > 0.5 ? -inner : inner;
    }

private:
    static constexpr std::uint64_t pieces_bits = 5; ///< 32 pieces between two powers of 2
    static constexpr std::uint64_t step_bits = 52 - pieces_bits;
    static constexpr std::uint64_t mantissa_bits = 0x000FFFFFFFFFFFFF;
    static constexpr std::uint64_t one = 0x3FF0000000000000; ///< the bits of 1.0
    static constexpr std::uint64_t first = (std::uint64_t{1023 - 53} << 52) >> step_bits;

    /// In which piece a number, or as far from 1, lies, and where in it.
    [[gnu::always_inline]] static void place(double u, std::int32_t& piece, double& inner) {
        const std::uint64_t bits = std::bit_cast<std::uint64_t>(std::min(u, 1 - u));
        piece = static_cast<std::int32_t>((bits >> step_bits) - first);
        inner = std::bit_cast<double>(((bits << pieces_bits) & mantissa_bits) | one) - 1;
    }

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
    [[gnu::always_inline]] void values(DrawingSteps::Numbers& numbers,
                                       const DrawingSteps& steps) const {
        DrawingSteps::Places places;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            place(numbers[i], places[i], numbers[i]);
        }
        steps.look_up(pieces_.data(), places, numbers);
        for (double& value : numbers) {
            value = within(value);
        }
    }

    double value(double z) const {
        std::int32_t at;
        double inner;
        place(z, at, inner);
        return within(pieces_[static_cast<std::size_t>(at)].at(inner));
    }

    /// How much of the distribution lies beyond the limits of its driver and is cut off.
    double cut_off() const { return cut_off_; }

    /// The memory it takes.
    std::size_t bytes() const { return sizeof *this + pieces_.capacity() * sizeof(Piece); }

    /// The axis on which values are looked up.
    static constexpr double reach = 8.5;

private:
    static constexpr int pieces_per_unit = 32;

    [[gnu::always_inline]] static void place(double z, std::int32_t& piece, double& inner) {
        const double place = (z + reach) * pieces_per_unit;
        piece = static_cast<std::int32_t>(place);
        inner = place - piece;
    }

    [[gnu::always_inline]] double within(double value) const {
        value = value > low_ ? value : low_;
        return value < high_ ? value : high_;
    }

    std::vector<Piece> pieces_;
    double low_;
    double high_;
    double cut_off_;
};

/// The table of an uncertain driver, made once and remembered while there is room for it. Safe to
/// ask for from several threads.
std::shared_ptr<const SpreadTable> spread_table(const Uncertain& uncertain);

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
