#pragma once

#include "workbook/insertion.hpp"
#include "workbook/plan_range.hpp"

#include <optional>

namespace headroom {

// What Insert has, laid out for a place on a sheet. Every result is a cell of its own: an array
// formula loses its values where Headroom is missing.

/// The drivers of a plan with the figures of an example, to be overwritten: all, or those that most
/// plans need.
Insertion assumptions_table(const Place& place, bool all);

/// Where a table goes, and the assumptions that it is about.
struct TableOfPlan {
    const Spreadsheet& spreadsheet;
    std::int32_t sheet;
    Place place;
    const PlanRange& plan;
};

/// A column a quarter, with a chart of the margin.
Insertion trade_plan_table(const TableOfPlan& where);
Insertion risk_table(const TableOfPlan& where);
Insertion tornado_table(const TableOfPlan& where);
Insertion alternatives_table(const TableOfPlan& where);
/// Against a baseline; without one against the values as they are now, which it keeps.
Insertion attribution_table(const TableOfPlan& where, const std::optional<PlanRange>& baseline);
/// A few drivers that would be otherwise, and lines of the plan as planned and with them.
Insertion scenario_table(const TableOfPlan& where);

} // namespace headroom
