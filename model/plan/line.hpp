#pragma once

#include "core/phrase.hpp"
#include "core/quantity.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace headroom {

/// The lines of a trade plan, quarter by quarter: first those that TRADEPLAN shows, then those they
/// are made of.
enum class Line : std::size_t {
    demand,
    revenue,
    unserved,
    backlog_share,
    growth,
    gpus_delivered,
    gpus,
    gpu_revenue,
    capex,
    depreciation,
    gpu_opex,
    other_cost,
    headcount,
    payroll,
    severance,
    replacement,
    operating_profit,
    margin,
    margin_gap,
    tax,
    free_cash_flow,
    cumulative_free_cash_flow,
    cuts,
    required_cuts,

    base_capacity,
    gpu_capacity,
    residual_cash,
    base_cash,
    retention,
    wage,
    off_payroll,
    profit_before_cuts,
    saving_per_cut,
    gap_before_cuts,
    least_cuts,
    most_cuts,

    end, ///< no line
};
inline constexpr std::size_t shown_lines = static_cast<std::size_t>(Line::required_cuts) + 1;
inline constexpr std::size_t line_count = static_cast<std::size_t>(Line::end);

/// A line as a Calc formula over the ids of drivers and, in braces, over lines: {revenue} of the
/// same quarter, {demand before} of the one before, {revenue a year ago}, {capex retiring} of the
/// purchase whose life is over, and the totals {capex in service} and {free_cash_flow so far}.
/// {quarter} is the number of the quarter.
struct LineRecord {
    Line line;
    std::string_view id;
    Text name; ///< as the user types it; it says the same as the id
    const Unit& unit;
    std::string_view formula;
    std::string_view at_start = {}; ///< the formula at quarter 0, where the line has one
    bool of_the_plan = false;       ///< one value for all quarters
    bool after_cuts = false;        ///< it depends on how many positions are cut
    Text help = {};
};

const std::array<LineRecord, line_count>& lines();

inline const LineRecord& record_of(Line line) {
    return lines()[static_cast<std::size_t>(line)];
}

/// Costs of quarter 0 that are neither payroll nor GPUs, in the same way. Formulas know it by this
/// name.
inline constexpr std::string_view other_cost_at_start = "other_cost_at_start";
inline constexpr std::string_view other_cost_at_start_formula =
    "=revenue-operating_profit-headcount*loaded_cost/4";

/// Which quarters' line a formula means.
enum class When { now, before, a_year_ago, retiring, in_service, so_far };

/// What stands in a line's formula for what it is over.
struct FormulaNames {
    std::function<std::string(std::string_view id)> word; ///< a driver, or other_cost_at_start
    std::function<std::string()> quarter;
    std::function<std::string(Line, When)> line;
};

/// A line's formula with these in their places, asked for from left to right.
std::string filled(std::string_view formula, const FormulaNames& names);

/// The shown line of that name, however it is typed; nothing when there is none.
std::optional<Line> line_named(std::string_view name);

/// What to say after a name that is no shown line's.
Phrase line_advice(std::string_view typed);

} // namespace headroom
