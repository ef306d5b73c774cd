#pragma once

#include "workbook/spreadsheet.hpp"
#include "workbook/work.hpp"

#include "core/shared_blocks.hpp"

namespace headroom {

/// Writes the blocks that several calls share on a sheet of their own, to be read and printed: such
/// as a plan with a column a quarter.
void write_shared_sheet(const Spreadsheet& spreadsheet, std::int32_t index,
                        const SharedBlocks::Sheet& sheet, const Report& report);

} // namespace headroom
