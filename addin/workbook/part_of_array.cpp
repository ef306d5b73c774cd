#include "workbook/part_of_array.hpp"

namespace headroom {

std::string part_of_array(const Spreadsheet& spreadsheet, const SheetArea& result,
                          const Place& at) {
    const Area& all = result.area;
    // What has one row or one column only is repeated, as in an array.
    const std::size_t row = all.rows == 1 ? 0 : at.row;
    const std::size_t column = all.columns == 1 ? 0 : at.column;
    if (row >= all.rows || column >= all.columns) {
        return "NA()";
    }
    const std::string cell = spreadsheet.reference(
        result.sheet, {{all.first.row + row, all.first.column + column}, 1, 1});
    // A table that is shorter than it may be ends in empty texts.
    return all.rows * all.columns == 1 ? cell : "IF(" + cell + "=\"\";NA();" + cell + ')';
}

} // namespace headroom
