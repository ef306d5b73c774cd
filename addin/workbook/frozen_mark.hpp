#pragma once

#include "workbook/spreadsheet.hpp"

#include <string>
#include <string_view>

namespace headroom {

/// How the cells of a frozen call are marked, and what it takes to be as before.
struct FrozenMark {
    /// Said of a property that the cells have none of their own of.
    static constexpr std::string_view of_style = "of its style";

    std::string colours; ///< the cells' before, separated by semicolons, once where all have it
    std::string comment; ///< what was added to the first cell's
};

/// Marks cells as frozen, with that in the comment of the first one.
FrozenMark mark_frozen(const Spreadsheet& spreadsheet, const SheetArea& cells,
                       const std::string& comment);

/// Takes a mark away, but for what somebody has changed since.
void unmark_frozen(const Spreadsheet& spreadsheet, const SheetArea& cells, const FrozenMark& mark);

} // namespace headroom
