#pragma once

#include "core/function.hpp"

#include <span>

namespace headroom {

/// The published percentages of IRS Pub. 946, tables A-1 (half-year convention, quarter 0) to A-5
/// (mid-quarter convention, quarters 1 to 4), in percent, year 1 first. Empty when there is no such
/// class.
std::span<const double> macrs_percentages(int recovery_class, int quarter);

Function bonus_share_record();
Function lease_vs_buy_record();

std::vector<Function> capital_functions();

} // namespace headroom
