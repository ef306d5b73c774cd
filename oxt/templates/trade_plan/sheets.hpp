#pragma once

#include "templates/row_sheet.hpp"

#include <string>
#include <vector>

/// The sheets of the trade plan that are more than their rows, and what they share. Formulas call
/// the table of assumptions, and what they change in it, by name.
namespace headroom::workbook::plan {

/// Quarters that the tables have room for; the assumptions and a check keep to it.
constexpr int most_quarters = 12;

/// The first row of the table of assumptions, which is its heading.
constexpr int heading_row = 5;

/// A driver's row on the sheet Assumptions.
struct Assumption {
    std::string driver;
    std::string unit;
    Format format;
    int row;
};

/// The drivers with their ranges; values are named plan_revenue and so on where others need them.
struct Assumptions {
    Sheet sheet;
    std::vector<Assumption> drivers;
};
Assumptions read_assumptions(const Source& source);

/// Named scenario_1 and so on, and without_cuts and the others that formulas of other sheets hand
/// over as changes.
Sheet scenarios_sheet(const Source& source, const std::vector<Assumption>& drivers);

/// Named required_cuts, tight_margin, tight_quarter and so on; its first chart is that of the
/// answer.
Sheet quarters_sheet(const Source& source);

/// Named trials, seed, sampling, correlations, cuts_p10, cuts_p50, cuts_p90, chance_held,
/// chance_enough.
Sheet risk_sheet(const Source& source);

} // namespace headroom::workbook::plan
