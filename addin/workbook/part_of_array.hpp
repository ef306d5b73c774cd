#pragma once

#include "workbook/spreadsheet.hpp"

#include <string>

namespace headroom {

/// What a cell has where an array formula was the call alone, whose result stands in those cells
/// now: a formula without an equals sign. `at` counts from the first cell of the array.
std::string part_of_array(const Spreadsheet& spreadsheet, const SheetArea& result, const Place& at);

} // namespace headroom
