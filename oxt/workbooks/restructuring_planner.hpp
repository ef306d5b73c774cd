#pragma once

#include "facts.hpp"
#include "workbook.hpp"

namespace headroom::workbook {

/// How a saving could be spread over divisions after attrition, by three methods side by side.
Workbook restructuring_planner(const Facts& facts);

} // namespace headroom::workbook
