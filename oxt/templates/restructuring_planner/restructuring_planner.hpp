#pragma once

#include "ods/workbook.hpp"
#include "templates/row_sheet.hpp"

namespace headroom::workbook {

/// How a saving could be spread over divisions after attrition, by three methods side by side.
Workbook restructuring_planner(const Source& source);

} // namespace headroom::workbook
