#pragma once

#include "core/function.hpp"

namespace headroom {

/// Each driver's fair share, from the values of all combinations in binary counting order: as many
/// as 2, 4, 8, … The shares sum to the last value less the first.
/// Source: L. S. Shapley, A value for n-person games (1953).
std::vector<double> shapley_shares(std::span<const double> values);

std::vector<Function> trade_functions();

} // namespace headroom
