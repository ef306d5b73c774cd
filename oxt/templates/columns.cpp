#include "templates/columns.hpp"

#include "ods/cells.hpp"
#include "templates/sheets.hpp"

namespace headroom::workbook {

namespace {

Cell cell_of(const Column& column, int row, int first) {
    const std::size_t index = static_cast<std::size_t>(row - first);
    if (column.content.empty()) {
        const bool typed = index < column.typed.size();
        Cell cell = input(typed ? std::optional(column.typed[index]) : std::nullopt, column.format);
        cell.allowed = column.allowed;
        return cell;
    }
    const bool own = index == 0 && !column.is_text;
    const std::string content = in_row(own ? column.first : column.content, row,
                                       {{"first", first}, {"number", row - first + 1}});
    return column.is_text ? formula_text(content) : formula(content, column.format);
}

} // namespace

Column column_of(const Entry& entry) {
    Column column{.heading = entry.text,
                  .name = entry.get("name"),
                  .content = {},
                  .first = {},
                  .where = entry.where};
    if (entry.has("text")) {
        entry.expect({"text"}, {"name"});
        column.content = entry.formula("text");
        column.is_text = true;
        return column;
    }
    if (entry.has("formula")) {
        entry.expect({"formula", "format"}, {"name", "first", "total"});
        column.content = entry.formula("formula");
        column.first = entry.has("first") ? entry.formula("first") : column.content;
    } else {
        entry.expect({"format"}, {"name", "typed", "total", "limits"});
        if (entry.has("limits")) {
            column.allowed = {.limits = limits_of(entry.at("limits")), .blank = true};
        }
        column.typed = entry.has("typed") ? numbers_of(entry.at("typed")) : column.typed;
    }
    column.format = format_of(entry.at("format"));
    column.adds_up = entry.has("total");
    if (column.adds_up && entry.at("total") != "sum") {
        throw std::runtime_error("total is sum or not there, not " + entry.at("total"));
    }
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
                                           .heading = headings,
                                           .where = column.where});
        }
    }
}

std::vector<Cell> cells_in_row(const Sheet& sheet, const std::vector<Column>& columns, int first) {
    const int row = static_cast<int>(sheet.rows.size()) + 1;
    std::vector<Cell> cells;
    for (const Column& column : columns) {
        at_row(column.where, [&] { cells.push_back(cell_of(column, row, first)); });
        cells.back().where = column.where;
    }
    return cells;
}

} // namespace headroom::workbook
