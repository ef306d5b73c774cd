#pragma once

#include "ods/workbook.hpp"
#include "templates/facts.hpp"

#include "plan/driver.hpp"

#include <string>

/// The sheets of the trade plan behind its answer, and what they share. Formulas call the tables
/// of assumptions by name: assumptions, and its variants without_cuts, without_gpus, last_quarter,
/// automation_alone, chips_steady, chips_alone, chips_growing,
/// chips_and_pay and chips_and_leavers.
namespace headroom::workbook::plan {

/// Quarters that the tables have room for.
constexpr int most_quarters = 12;

/// The first row of the table of assumptions, which is its heading.
constexpr int heading_row = 5;

/// The drivers with their ranges; values are named plan_revenue and so on where others need them.
Sheet assumptions_sheet(const Facts& facts);
/// The tables that differ from the assumptions in a few rows, whole, and which rows these are.
Sheet variant_tables_sheet(const Facts& facts);
Sheet variants_sheet(const Facts& facts);

/// The way from the answer of Talent for GPUs to that of the plan. Named one_year_cuts, walk_cuts
/// and walk_changes.
Sheet reconciliation_sheet(const Facts& facts);

/// Named target_margins, quarter_margins, … where charts and checks need them; tight_quarter,
/// tight_margin and required_cuts.
Sheet quarters_sheet();
Sheet alternatives_sheet();
Sheet attribution_sheet();

/// Named trials, seed, correlations, cuts_p10, cuts_p50, cuts_p90, chance_held, chance_enough.
Sheet risk_sheet();

/// Named announced_cuts, automated_share and so on; chips_p10, automation_p10, …; story.
Sheet stories_sheet(const Facts& facts);

/// What the plan takes for a driver whose cell, of that name, may be blank.
std::string taken(const std::string& name, Driver driver);
std::string cut_quarter();

/// A dash where there is no answer, but an error stays one where an assumption is wrong.
std::string or_dash(const std::string& content);

/// What every simulation takes after line and quarter.
inline constexpr const char* risk_terms = "trials;seed;correlations";

} // namespace headroom::workbook::plan
