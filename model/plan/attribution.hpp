#pragma once

#include "core/function.hpp"

namespace headroom {

Function plan_attribution_record();

} // namespace headroom
