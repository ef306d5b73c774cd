#pragma once

#include "function.hpp"

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

/// The same divisions with caps that are whole positions.
std::vector<Division> with_whole_caps(std::span<const Division> divisions);

/// Whole positions per division that save `target`: it is reached, and no single position can be
/// taken back. Throws Error when the caps, in whole positions, do not allow it.
std::vector<double> allocate(std::span<const Division> divisions, double target, Method method);

std::vector<Function> allocation_functions();

} // namespace headroom
