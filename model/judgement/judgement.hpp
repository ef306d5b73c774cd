#pragma once

#include "core/function.hpp"

namespace headroom {

std::vector<Function> judgement_functions();

} // namespace headroom
