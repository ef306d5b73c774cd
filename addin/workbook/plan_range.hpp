#pragma once

#include "workbook/spreadsheet.hpp"

#include "plan/assumptions.hpp"

#include <vector>

namespace headroom {

/// The assumptions of a trade plan as they stand on a sheet: names, values, and what is beside.
struct PlanRange {
    SheetArea cells;
    Table values;

    /// As a formula of that sheet has it.
    std::string reference(const Spreadsheet& spreadsheet, std::int32_t sheet) const;
    /// What they say. Throws Refusal where that is no plan.
    Assumptions read() const;
};

/// The assumptions that a user means: those that he selected, or the only ones of his sheet, or of
/// his document; of several those with columns for what is uncertain. Throws Refusal.
PlanRange chosen_plan_range(const Spreadsheet& spreadsheet, const SheetArea& selected);

/// All that touch the selection.
std::vector<PlanRange> plan_ranges_in(const Spreadsheet& spreadsheet,
                                      const std::vector<SheetArea>& selected);

} // namespace headroom
