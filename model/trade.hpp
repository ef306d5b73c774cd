#pragma once

#include "function.hpp"

namespace headroom {

std::vector<Function> trade_functions();

} // namespace headroom
