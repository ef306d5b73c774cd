#pragma once

#include "facts.hpp"
#include "workbook.hpp"

namespace headroom::workbook {

/// What one GPU earns over its life, and at which price and utilisation that pays for its capital.
Workbook gpu_business_case(const Facts& facts);

} // namespace headroom::workbook
