#include "templates/columns.hpp"

#include "ods/cells.hpp"
#include "templates/sheets.hpp"

namespace headroom::workbook {

namespace {

Cell cell_of(const Column& column, int row, int first) {
    const std::size_t index = static_cast<std::size_t>(row - first);
    if (column.content.empty()) {
        const bool typed = index < column.typed.size();
        return input(typed ? std::optional(column.typed[index]) : std::nullopt, column.format);
    }
    const bool own = index == 0 && !column.first.empty();
    const std::string content = in_row(own ? column.first : column.content, row,
                                       {{"first", first}, {"number", row - first + 1}});
    return column.is_text ? formula_text(content) : formula(content, column.format);
}

} // namespace

Column column_of(const Entry& entry) {
    entry.expect({}, {"name", "formula", "text", "typed", "first", "format", "total"});
    Column column{.heading = entry.text, .name = entry.get("name"), .content = {}, .first = {}};
    column.is_text = entry.has("text");
    if (column.is_text) {
        column.content = entry.formula("text");
        return column;
    }
    column.format = format_of(entry.at("format"));
    if (entry.has("formula")) {
        column.content = entry.formula("formula");
    }
    if (entry.has("first")) {
        column.first = entry.formula("first");
    }
    if (entry.has("typed")) {
        column.typed = numbers_of(entry.at("typed"));
    }
    if (entry.has("total") && entry.at("total") != "sum") {
        throw std::runtime_error("total is sum or not there, not " + entry.at("total"));
    }
    column.adds_up = entry.has("total");
    return column;
}

int add_headings(Sheet& sheet, Cell first, const std::vector<Column>& columns) {
    std::vector<Cell> cells{std::move(first)};
    for (const Column& column : columns) {
        cells.push_back(column.is_text ? column_heading(column.heading)
                                       : number_heading(column.heading));
    }
    return sheet.add(std::move(cells));
}

void name_columns(Sheet& sheet, const std::vector<Column>& columns, int headings, int first,
                  int last) {
    int number = 0;
    for (const Column& column : columns) {
        ++number;
        if (!column.name.empty()) {
            sheet.named_columns.push_back({.name = column.name,
                                           .column = number,
                                           .first = first,
                                           .last = last,
                                           .heading = headings});
        }
    }
}

std::vector<Cell> cells_in_row(const Sheet& sheet, const std::vector<Column>& columns, int first) {
    const int row = static_cast<int>(sheet.rows.size()) + 1;
    std::vector<Cell> cells;
    for (const Column& column : columns) {
        cells.push_back(cell_of(column, row, first));
    }
    return cells;
}

} // namespace headroom::workbook
