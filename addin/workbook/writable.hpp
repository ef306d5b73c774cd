#pragma once

#include "workbook/spreadsheet.hpp"

namespace headroom {

// Protected sheets and documents take much of what is written into them without a word: so it is
// asked before. All throw Refusal.

void refuse_read_only(const Spreadsheet& spreadsheet);
void refuse_protected(const Spreadsheet& spreadsheet, std::int32_t sheet);
/// The same of a sheet of that name, which has to be added where there is none.
void refuse_locked(const Spreadsheet& spreadsheet, std::string_view name,
                   std::optional<std::int32_t> sheet);

} // namespace headroom
