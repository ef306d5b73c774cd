#pragma once

#include "facts.hpp"
#include "workbook.hpp"

namespace headroom::workbook {

/// The scenario of the story: growth gap, GPUs, capex, margin, required cuts, and the claim beside
/// the result. All figures are inputs with their source; everything else is a formula.
Workbook talent_for_gpus(const Facts& facts);

} // namespace headroom::workbook
