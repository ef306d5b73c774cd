#pragma once

#include "workbook/earlier_report.hpp"
#include "workbook/review.hpp"

#include <string>
#include <vector>

namespace headroom {

/// What is another since the earlier report, a line each. That sheets were renamed, or cells moved,
/// is one line.
std::vector<std::string> changes_since(const EarlierReport& earlier, const Review& review,
                                       const Spreadsheet& spreadsheet);

} // namespace headroom
