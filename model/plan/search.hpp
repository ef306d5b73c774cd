#pragma once

#include "core/function.hpp"

namespace headroom {

/// What is asked of a plan by exchanging its drivers: goal seek, alternatives.
std::vector<Function> plan_search_functions();

} // namespace headroom
