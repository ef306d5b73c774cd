#pragma once

#include "core/define.hpp"

#include <span>
#include <vector>

namespace headroom {

enum class Method { least_pain, pro_rata, cheapest };
template <>
inline constexpr std::array words_of<Method>{
    std::string_view("least pain"), std::string_view("pro rata"), std::string_view("cheapest")};

/// One division: positions, saving per position cut, weight of its pain, share that may be cut at
/// most. All of them >= 0, cap_share <= 1.
struct Division {
    double headcount;
    double saving;
    double pain;
    double cap_share;

    double most() const { return cap_share * headcount; }
};

/// The continuous cuts per division that save `target` (> 0) with the least total pain
/// sum pain x^2 / (2 headcount), and the multiplier: the pain of the last unit of saving.
/// Throws Error when all caps together save less.
/// Source: Karush-Kuhn-Tucker conditions, x = clip(lambda saving headcount / pain).
struct LeastPain {
    std::vector<double> cuts;
    double multiplier;
};
LeastPain least_pain(std::span<const Division> divisions, double target);

/// Rounding noise of money that must not cost a position.
double noise_of(double target);
/// Throws Error: cut to their caps, the divisions save `most`, less than `target`.
[[noreturn]] void out_of_reach(double most, double target);

std::vector<Function> allocation_functions();

} // namespace headroom
