#pragma once

#include "core/function.hpp"
#include "plan/driver.hpp"

namespace headroom {

/// The driver that each row of PLANALTERNATIVES exchanges.
std::vector<Driver> exchanged_by_alternatives();

/// What is asked of a plan by exchanging its drivers: goal seek, alternatives.
std::vector<Function> plan_search_functions();

} // namespace headroom
