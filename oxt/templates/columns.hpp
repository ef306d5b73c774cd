#pragma once

#include "templates/entries.hpp"

#include <optional>

/// Tables of which the data have the columns, and the C++ how many rows there are.
namespace headroom::workbook {

struct Column {
    std::string heading;
    std::string name;    ///< of all its cells; may be empty
    std::string content; ///< a formula; empty where numbers are typed in
    std::string first;   ///< the formula of the first row, where it is another
    Format format = Format::many;
    bool adds_up = false;
    bool is_text = false;
    std::vector<double> typed = {};      ///< from the first row on
    std::optional<Allowed> allowed = {}; ///< where numbers are typed in
    std::string where = {};              ///< file and line
};

/// From `column`, the heading, with the parts name, formula or text or typed, first, format, limits
/// and `total sum`.
Column column_of(const Entry& entry);

/// Headings of a table, the first for its first column; returns their row.
int add_headings(Sheet& sheet, Cell first, const std::vector<Column>& columns);

/// Names the columns from the second of the sheet on.
void name_columns(Sheet& sheet, const std::vector<Column>& columns, int headings, int first,
                  int last);

/// The cells of the row that is added next, but for its first. In a formula #first is the first
/// row, and #number counts from there.
std::vector<Cell> cells_in_row(const Sheet& sheet, const std::vector<Column>& columns, int first);

} // namespace headroom::workbook
