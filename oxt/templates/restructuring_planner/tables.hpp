#pragma once

#include "ods/workbook.hpp"

#include <array>

/// The sheets of the restructuring planner with one row a division, and what they share.
namespace headroom::workbook::planner {

constexpr int most_divisions = 12;

struct Method {
    const char* word; ///< as ALLOCATECUTS takes it
    const char* heading;
    const char* id; ///< in the names of cells: cuts_least_pain
};

inline constexpr std::array<Method, 3> methods{{{"least pain", "Least pain", "least_pain"},
                                                {"pro rata", "Pro rata", "pro_rata"},
                                                {"cheapest", "Cheapest", "cheapest"}}};

inline constexpr const char* allocation_terms =
    "heads_left;saving_each;pain_each;cap_each;left_to_save";

/// The inputs, named division_names, division_positions, …
Sheet divisions_sheet();
/// Named whole_exits, attrition_savings, attrition_reasons and so on.
Sheet attrition_sheet();
/// Named heads_left, saving_each, pain_each, cap_each, cuts_… and shares_… of each method.
Sheet cuts_sheet();
/// Named severance_… of each method, severance_reasons.
Sheet severance_sheet();

} // namespace headroom::workbook::planner
