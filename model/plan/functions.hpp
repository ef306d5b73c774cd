#pragma once

#include "core/define.hpp"
#include "plan/plan.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// What every function of the plan takes last: drivers and values in place of those of its
/// assumptions.
using GivenChanges = std::optional<Cells<0>>;

/// The plan of a range of assumptions, made anew or found in the call's memory.
std::shared_ptr<const Plan> plan_of(Call& call, const Table& cells, std::string_view argument);
/// The same of a call's assumptions with its changes.
std::shared_ptr<const Plan> plan_of(Call& call, const Table& assumptions,
                                    const GivenChanges& changes);
/// The same with what is uncertain.
Assumptions uncertain_assumptions(const Table& assumptions, const GivenChanges& changes);

/// The shown line of that name. Throws Error naming the nearest one.
Line line_from(const std::string& name);

/// The quarter of a call, the plan's last one when it is left out. Throws Error beyond it.
int quarter_from(const std::optional<QuarterNumber>& quarter, const Plan& plan);

namespace plan_argument {

extern const ArgumentText assumptions;
extern const ArgumentText line;
extern const ArgumentText quarter;
extern const ArgumentText changes;

} // namespace plan_argument

std::vector<Function> plan_functions();

} // namespace headroom
