#pragma once

#include "core/function.hpp"

namespace headroom {

/// The trade plan under uncertainty.
std::vector<Function> risk_functions();

} // namespace headroom
