#pragma once

#include "ods/workbook.hpp"
#include "templates/row_sheet.hpp"

namespace headroom::workbook {

/// The scenario of the story: growth gap, GPUs, capex, margin, required cuts, and the claim beside
/// the result. All figures are inputs with their source; everything else is a formula.
Workbook talent_for_gpus(const Source& source);

} // namespace headroom::workbook
