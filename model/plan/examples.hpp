#pragma once

#include "core/value.hpp"

namespace headroom {

/// Assumptions for the examples in the help.
Table example_assumptions();
/// The same with low, high and distribution of some.
Table example_uncertain_assumptions();

} // namespace headroom
