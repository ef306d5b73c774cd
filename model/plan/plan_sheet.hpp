#pragma once

#include "core/shared_blocks.hpp"
#include "plan/driver.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

// A trade plan in native formulas: a row a line, a column a quarter, and below it the assumptions,
// each resolved to the cell it stands in. It has an area of each of these ids:
//   lines          the shown lines, from quarter 1 on; empty texts after the last one
//   quarters       their numbers
//   margin_gaps    one of those lines
//   line_names     all that a line is called, folded; beside it
//   line_rows      the row of each within lines, from 1
//   values, given  of each driver what it counts as, and what its cell has
//   last_quarter   the number of the last one
//   plan_holds     1; an error where there is no plan

/// The plan of a call's assumptions with its changes: written once for all calls with these.
const SharedBlock& plan_sheet(BlockWriter& block);
/// The plan of the range that a call has for that argument alone.
const SharedBlock& plan_sheet(BlockWriter& block, std::string_view argument);

/// What a call's plan is made of, as formulas have it: its assumptions, and its changes if it has
/// any.
std::string plan_origin(const BlockWriter& block);

/// A plan with some of its drivers exchanged.
struct VariedPlan {
    std::string title;
    const SharedBlock& plan;
    /// The cell that a driver is in instead.
    struct Exchange {
        Driver driver;
        std::string cell;
    };
    std::vector<Exchange> cells = {};
    /// The drivers that are another plan's.
    const SharedBlock* other = nullptr;
    std::vector<Driver> others = {};
};

/// The same of such a plan, without names of lines. It holds only where the plans it is made of do.
const SharedBlock& varied_plan_sheet(BlockWriter& block, const std::string& key,
                                     const VariedPlan& varied);

/// The steps that find what a call asks of a plan by its arguments line and quarter: line_row and
/// quarter_asked. The block knows lines, last_quarter and plan_holds from then on.
void find_in_plan(BlockWriter& block, const SharedBlock& plan);
/// That number of that plan, which the block knows by this id, as an expression.
std::string found_in(std::string_view plan);

} // namespace headroom
