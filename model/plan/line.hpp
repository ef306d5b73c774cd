#pragma once

#include "core/phrase.hpp"
#include "core/quantity.hpp"

#include <array>
#include <cstddef>
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
    least_cuts,

    end, ///< no line
};
inline constexpr std::size_t shown_lines = static_cast<std::size_t>(Line::required_cuts) + 1;
inline constexpr std::size_t line_count = static_cast<std::size_t>(Line::end);

/// A line as a Calc formula over the ids of drivers and, in braces, over lines: {revenue} of the
/// same quarter, {demand before} of the one before, {revenue a year ago}, {capex retiring} of the
/// purchase whose life is over, and the lists {capex in service}, {free_cash_flow so far},
/// {least_cuts held} (all quarters from hold_from on). {quarter} is the number of the quarter.
struct LineRecord {
    Line line;
    std::string_view id;
    Text name; ///< as the user types it; it says the same as the id
    const Unit& unit;
    std::string_view formula;
    bool of_the_plan = false; ///< one value for all quarters
    bool after_cuts = false;  ///< it depends on how many positions are cut
    Text help = {};
};

const std::array<LineRecord, line_count>& lines();

inline const LineRecord& record_of(Line line) {
    return lines()[static_cast<std::size_t>(line)];
}

/// The shown line of that name, however it is typed; nothing when there is none.
std::optional<Line> line_named(std::string_view name);

/// What to say after a name that is no shown line's.
Phrase line_advice(std::string_view typed);

} // namespace headroom
