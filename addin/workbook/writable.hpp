#pragma once

#include "workbook/spreadsheet.hpp"

namespace headroom {

// Protected sheets and documents take much of what is written into them without a word: so it is
// asked before. Both throw Refusal.

void refuse_read_only(const Spreadsheet& spreadsheet);
void refuse_protected(const Spreadsheet& spreadsheet, std::int32_t sheet);

} // namespace headroom
