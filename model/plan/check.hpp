#pragma once

#include "core/function.hpp"

namespace headroom {

/// PLANCHECK: what is wrong with a range of assumptions, and what is likely to be.
Function plan_check_record();

} // namespace headroom
