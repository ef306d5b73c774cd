#pragma once

#include "recalculated.hpp"

namespace headroom::bench {

/// PLANVALUE of all lines in all quarters of one plan of 20 quarters, again and again.
Recalculated cells_of_one_plan(test::Office& office);

/// PLANVALUE of thousands of plans of 20 quarters, each with a range of its own.
Recalculated cells_of_other_plans(test::Office& office);

/// A function that reads those ranges and does nothing with them.
Recalculated cells_that_read_other_plans(test::Office& office);

} // namespace headroom::bench
