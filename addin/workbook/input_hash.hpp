#pragma once

#include "workbook/sources.hpp"

#include <string>

namespace headroom {

/// A hash of everything that the calls of a document depend on: two documents have the same one
/// when they hold the same inputs and formulas at the same places, whatever the platform, and
/// nearly always another one when a digit differs. It tells mistakes, and is no proof against
/// somebody who wants to deceive.
///
/// It is the hash of these lines in UTF-8, each ended by a line feed, cells in the order of sheets,
/// rows and columns:
///
///     number <sheet>.<cell> <the fewest digits that tell the number from any other>
///     text <sheet>.<cell> <length in bytes> <text>
///     formula <sheet>.<cell> <formula in Calc's English notation, all references absolute>
///     value <sheet>.<cell> <15 digits>, of a formula with OFFSET or INDIRECT
///     name <name> <what it stands for>
std::string input_hash(const Spreadsheet& spreadsheet, const Sources& sources, const Cells& cells);

} // namespace headroom
