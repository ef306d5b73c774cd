#pragma once

#include "templates/sheets.hpp"

#include <span>
#include <string_view>

namespace headroom::workbook {

/// A workbook and the folder with the rows of its sheets.
struct Template {
    std::string_view folder;
    Workbook (*make)(const Source&);
};

/// All there are, in the order of the menu.
std::span<const Template> workbooks();

} // namespace headroom::workbook
