#pragma once

#include "workbook/spreadsheet.hpp"

#include <optional>

namespace headroom {

bool is_reference(const Token& token);
/// Whether it means other cells in another cell.
bool is_relative(const Token& token);

/// A reference that means the same in every cell, as it does in that one; other tokens stay.
Token fixed(const Token& token, const CellPlace& place);
Tokens fixed(const Tokens& tokens, const CellPlace& place);

Tokens references_among(const Tokens& tokens);
Tokens without_spaces(const Tokens& tokens);

/// The cells of a fixed reference; nothing when some were deleted.
std::optional<SheetArea> referred_cells(const Token& fixed);

/// A reference as it was written in that cell, relative where it was, to the cells that another
/// one means, which is fixed.
Token moved(const Token& written, const Token& live, const CellPlace& place);

/// A reference of that cell as another sheet has to have it: with the sheet.
Token with_sheet_of(const Token& reference, const CellPlace& place);
/// A reference with its sheet, or without, and that relative to the cell's sheet or not.
Token with_sheet_written(const Token& reference, bool sheet, bool absolute);

} // namespace headroom
