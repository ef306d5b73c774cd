#pragma once

#include "workbook/calls.hpp"

#include <string>

namespace headroom {

/// What the panel says of a cell.
struct PanelText {
    std::string cell;
    std::string said;
    bool has_calls = false;
};

/// Each Headroom function in it, inner ones first, with its arguments by name, and the result that
/// stands in the cell, or the reason of its error. Nothing is calculated but that reason, which
/// takes no simulation.
PanelText panel_text(const Spreadsheet& spreadsheet, const Calls& calls, const CellPlace& place,
                     const Notation& notation);

} // namespace headroom
