#pragma once

#include "ods/workbook.hpp"
#include "templates/row_sheet.hpp"

namespace headroom::workbook {

/// The trade plan quarter by quarter: with and without cuts, under uncertainty, what else could be
/// done, what the change is made of, and which of two stories the announced cuts fit.
Workbook trade_plan(const Source& source);

} // namespace headroom::workbook
