#pragma once

#include "people/allocation.hpp"

#include <span>
#include <vector>

namespace headroom {

/// The whole positions that may go in each division at most.
std::vector<double> whole_caps(std::span<const Division> divisions);

/// The least painful cuts in whole positions, and how far they may be from the least possible.
struct LeastPainfulCuts {
    std::vector<double> cuts;
    double multiplier = 0; ///< pain of the last unit of saving, when positions are whole
    double bound = 0;      ///< no whole positions that reach the target have less pain
};
LeastPainfulCuts least_painful_cuts(std::span<const Division> divisions, double target);

/// Whole positions per division that save `target`: it is reached, and no single position can be
/// taken back. Throws Error when the caps, in whole positions, do not allow it.
std::vector<double> allocate(std::span<const Division> divisions, double target, Method method);

/// The sum of pain x^2 / (2 headcount).
double total_pain(std::span<const Division> divisions, std::span<const double> cuts);

} // namespace headroom
