#pragma once

#include "function.hpp"

namespace headroom {

std::vector<Function> judgement_functions();

} // namespace headroom
