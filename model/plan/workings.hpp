#pragma once

#include "plan/plan.hpp"

namespace headroom {

/// Notes how a line of the plan comes about, down to the drivers; the last step is the line itself.
void note_workings(Call& call, const Plan& plan, Line line, int quarter);

} // namespace headroom
