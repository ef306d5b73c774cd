#pragma once

#include "workbook/cells.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace headroom {

/// Finds the headings of tables on a sheet. Headings are texts side by side, with nothing but a
/// title above; their table goes on down to a row in which it is blank.
class TableHeadings {
public:
    TableHeadings(std::int32_t sheet, const Cells& cells);

    /// The row with the headings of the table that a cell belongs to, if it has any.
    std::optional<std::size_t> row_over(const Place& cell) const;

private:
    struct Columns {
        std::size_t first;
        std::size_t end;
    };

    /// Cells side by side that are not blank, from that column on.
    Columns filled_from(std::size_t row, std::size_t column) const;
    bool is_heading(std::size_t row, const Columns& columns) const;
    std::size_t filled(std::size_t row, const Columns& columns) const;

    std::int32_t sheet_;
    const Cells& cells_;
    Area used_;
    std::vector<std::uint32_t> rows_; ///< of each cell, row by row; 0: none, else one more
};

} // namespace headroom
