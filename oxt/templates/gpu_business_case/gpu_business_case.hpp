#pragma once

#include "ods/workbook.hpp"
#include "templates/row_sheet.hpp"

namespace headroom::workbook {

/// What one GPU earns over its life, and at which price and utilisation that pays for its capital.
Workbook gpu_business_case(const Source& source);

} // namespace headroom::workbook
