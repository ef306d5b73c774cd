#pragma once

#include "templates/row_sheet.hpp"

#include <map>
#include <string>
#include <vector>

/// The sheets of the trade plan that are more than their rows, and what they share. Formulas call
/// the tables of assumptions by name: assumptions, and its variants.
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

/// What a variant has instead of an assumption: formulas.
struct Change {
    std::string value;
    std::string why;
    std::string low = {}; ///< with `high`, the range; without, the value is certain
    std::string high = {};
    std::string where = {}; ///< file and line
};

struct Variant {
    std::string name;
    std::string title;
    std::map<std::string, Change> changes = {}; ///< by driver
};

/// Tables that differ from the assumptions in a few rows: which rows these are, and them whole.
struct Variants {
    Sheet overview;
    Sheet tables;
};
Variants read_variants(const Source& source, const std::vector<Assumption>& drivers);

/// Named required_cuts, tight_margin, tight_quarter and so on; its first chart is that of the
/// answer.
Sheet quarters_sheet(const Source& source);

/// Named trials, seed, correlations, cuts_p10, cuts_p50, cuts_p90, chance_held, chance_enough.
Sheet risk_sheet(const Source& source);

} // namespace headroom::workbook::plan
