#pragma once

#include "core/function.hpp"

namespace headroom {

std::vector<Function> audit_functions();

} // namespace headroom
