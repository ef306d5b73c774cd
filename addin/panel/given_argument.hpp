#pragma once

#include "workbook/spreadsheet.hpp"

#include "core/function.hpp"

#include <optional>
#include <string>

namespace headroom {

/// What stands in a call for an argument, as far as it is known without calculating anything but
/// sums and products of cells.
struct GivenArgument {
    std::string shown;      ///< the value as its cell shows it; of a range which cells, how many
    std::string typed = {}; ///< the expression, where that is no value itself
    std::optional<Value> value = {};
    bool in_error = false; ///< it is a cell in error
};

/// Of the tokens between two separators of a call in that cell.
GivenArgument given_argument(const Spreadsheet& spreadsheet, const CellPlace& place,
                             const Tokens& tokens, const Argument& argument,
                             const Notation& notation);

} // namespace headroom
