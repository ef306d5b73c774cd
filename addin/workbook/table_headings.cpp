#include "workbook/table_headings.hpp"

#include <algorithm>

namespace headroom {

TableHeadings::TableHeadings(std::int32_t sheet, const Cells& cells)
    : sheet_(sheet), cells_(cells) {
    constexpr std::size_t all = std::size_t{1} << 21;
    used_ = cells.used_part({sheet, {{0, 0}, all, all}});
    rows_.resize(used_.rows * used_.columns);
    std::vector<std::uint32_t> heading(used_.columns); // of each column, as of now
    std::vector<Columns> tables;
    for (std::size_t row = 0; row < used_.rows; ++row) {
        std::erase_if(tables, [&](const Columns& table) {
            const bool ends = filled(row, table) == 0;
            for (std::size_t column = table.first; ends && column < table.end; ++column) {
                heading[column] = 0;
            }
            return ends;
        });
        std::copy(heading.begin(), heading.end(),
                  rows_.begin() + static_cast<std::ptrdiff_t>(row * used_.columns));
        for (std::size_t column = 0; column < used_.columns;) {
            const Columns columns = filled_from(row, column);
            if (is_heading(row, columns)) {
                tables.push_back(columns);
                for (std::size_t each = columns.first; each < columns.end; ++each) {
                    heading[each] = static_cast<std::uint32_t>(row + 1);
                }
            }
            column = columns.end + 1;
        }
    }
}

std::optional<std::size_t> TableHeadings::row_over(const Place& cell) const {
    if (cell.row >= used_.rows || cell.column >= used_.columns) {
        return std::nullopt;
    }
    const std::uint32_t row = rows_[cell.row * used_.columns + cell.column];
    return row == 0 ? std::nullopt : std::optional<std::size_t>(row - 1);
}

TableHeadings::Columns TableHeadings::filled_from(std::size_t row, std::size_t column) const {
    const auto blank = [&](std::size_t at) { return cells_.is_blank({sheet_, {row, at}}); };
    while (column < used_.columns && blank(column)) {
        ++column;
    }
    std::size_t end = column;
    while (end < used_.columns && !blank(end)) {
        ++end;
    }
    return {column, end};
}

bool TableHeadings::is_heading(std::size_t row, const Columns& columns) const {
    if (columns.end - columns.first < 2 || (row > 0 && filled(row - 1, columns) > 1)) {
        return false;
    }
    for (std::size_t column = columns.first; column < columns.end; ++column) {
        if (!cells_.holds_text({sheet_, {row, column}})) {
            return false;
        }
    }
    return true;
}

std::size_t TableHeadings::filled(std::size_t row, const Columns& columns) const {
    std::size_t count = 0;
    for (std::size_t column = columns.first; column < columns.end; ++column) {
        count += cells_.is_blank({sheet_, {row, column}}) ? 0 : 1;
    }
    return count;
}

} // namespace headroom
