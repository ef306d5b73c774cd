#pragma once

#include "core/value.hpp"

namespace headroom::test {

/// A plan of 20 quarters with 12 uncertain drivers, as a sheet holds it: driver, value, low, high,
/// distribution. The benchmark's.
Table simulated_plan();

} // namespace headroom::test
