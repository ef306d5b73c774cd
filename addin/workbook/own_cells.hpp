#pragma once

#include "workbook/block_sheet.hpp"

#include <cstddef>
#include <optional>

namespace headroom {

// On the sheets where Headroom explains cells people write, too. What it wrote itself is known by
// the styles that only its own cells have.

/// What somebody else wrote that a page would cover in place of what Headroom wrote in so many
/// rows.
std::optional<CellPlace> covered_by(const Page& page, const Spreadsheet& spreadsheet,
                                    std::int32_t sheet, std::size_t rows);

/// Clears what Headroom wrote there and makes room for the page: what people wrote stays, and what
/// stands below moves down or up.
void make_room(const Spreadsheet& spreadsheet, std::int32_t sheet, std::size_t rows,
               const Page& page);

/// Gives up the cells beside the shorter rows of a page that has been written.
void keep_to_own_cells(const Spreadsheet& spreadsheet, std::int32_t sheet, const Page& page);

} // namespace headroom
