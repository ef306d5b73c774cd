#pragma once

#include "workbook/block_sheet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

inline constexpr std::string_view about_sheet = "About this copy";

/// A call as it stood in a cell, and what the copy has for it.
struct AboutCall {
    CellPlace place;
    std::string call;
    bool frozen;
    BlockCell value;       ///< as Headroom calculated it; of a table the first cell
    std::string reference; ///< to the same in the copy
    std::string formula;   ///< of the cell in the original
};

/// What a plain copy says of itself.
struct About {
    std::string name;     ///< of the original
    std::string workings; ///< the sheet with the blocks
    std::size_t live;
    std::size_t frozen;
    std::vector<std::string> left_over; ///< where calls still are
    std::vector<AboutCall> calls;
    std::vector<std::string> checks; ///< where "stale" stands for inputs that have changed
};

void write_about_sheet(const Spreadsheet& spreadsheet, std::int32_t sheet, const About& about);

/// The date, as in 2026-11-28.
std::string today();

} // namespace headroom
