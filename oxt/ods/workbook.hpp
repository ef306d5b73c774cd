#pragma once

#include "core/limits.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A workbook as its author writes it down, and as an OpenDocument spreadsheet.
namespace headroom::workbook {

/// What a cell is for; decides colour, weight and borders.
enum class Look {
    title,
    subtitle,
    heading,
    column_heading,
    number_heading,
    label,
    note,
    input,
    input_text,
    input_name,
    formula,
    formula_text,
    formula_note,
    result,
    result_text,
    question,
    status,
    check,
    finding,       ///< a word that a rule comes to, among figures
    signed_amount, ///< green when it is not negative, red when it is
};

/// How a number is shown. Every formula cell has an explicit one: with the General format a
/// recipient without the extension would lose the saved value.
enum class Format {
    general,
    whole,
    tenth,
    cents,
    thousandths,
    many,
    percent,
    percent_whole,
    percent_fine,
    points,
    quarter,  ///< a year, or one and a quarter of it: 2025.3
    millions, ///< of what is in the cell: 30873000000 shows as 30,873
    date      ///< 2025-10-01
};

/// A formula in Calc's own English notation over names: =GROWTHGAP(prior_revenue;revenue;0.39).
struct Formula {
    std::string text;
};

/// The numbers that may be typed into a cell.
struct Allowed {
    Limits limits;
    bool whole = false;
    bool blank = false;      ///< nothing may stand there too
    std::string advice = {}; ///< what else to say when another is typed
};

/// A condition in Calc's own notation that holds when the number in `cell`, "[.B5]", is allowed.
std::string condition_of(const Allowed& allowed, const std::string& cell);
/// "A number" or "A whole number".
std::string title_of(const Allowed& allowed);
/// "A number belongs here: at least 0."
std::string advice_of(const Allowed& allowed);
/// "Choose segment or group."
std::string advice_of(const std::vector<std::string>& choices);

/// What is shown beside a cell while it is selected.
struct Hint {
    std::string title;
    std::string text;
};

struct Cell {
    Look look = Look::label;
    std::variant<std::monostate, double, std::string, Formula> content = {};
    Format format = Format::general;
    int columns = 1;                       ///< how many columns it is merged over
    std::string name = {};                 ///< the name formulas use for it
    std::vector<std::string> choices = {}; ///< the texts that may be typed into it
    std::optional<Allowed> allowed = {};   ///< the numbers that may be typed into it
    Hint hint = {};
    std::string where = {}; ///< file and line, for what is said when it is wrong
};

struct Row {
    std::vector<Cell> cells;
    double height = 0; ///< millimetres; 0 fits the text
    bool page_break_before = false;
};

/// How a series is drawn. Columns compare amounts; where the value axis need not start at nothing,
/// points joined by a line show a course, and a plain line shows a level to compare with. A path is
/// a course whose categories are numbers on an axis, so that it ends where its numbers end.
enum class Drawn { columns, course, level, path };

struct Series {
    std::string label;  ///< cell that names it, "B5"
    std::string values; ///< cells, "B6:B8"
    Drawn drawn = Drawn::columns;
    bool labels = true; ///< where the chart has any
};

/// Where an axis of numbers begins and ends, whatever the numbers are.
struct Scale {
    double low, high, step;
};

struct Chart {
    std::string name;
    std::string title;
    std::string value_axis;
    std::string categories; ///< cells, "A6:A8"
    std::vector<Series> series;
    Format format = Format::percent;
    Format category_format = Format::general;
    std::string sheet = {}; ///< where its cells are; empty: on the sheet that shows it
    int row = 0;            ///< where its top left corner is
    double left = 0, width = 0, height = 0;   ///< millimetres
    bool labels = true;                       ///< the values beside the points or columns
    bool lying = false;                       ///< columns to the right, the first category on top
    std::optional<Scale> category_scale = {}; ///< of a path
};

/// The name of a part of a column, or of several side by side; columns count from 0, rows from 1.
struct NamedColumn {
    std::string name;
    int column, first, last;
    int columns = 1;
    int heading = 0;        ///< the row that says what it is; 0: the one above `first`
    std::string where = {}; ///< as a cell's
};

/// Rows that a table has room for and need not be used; where the first column is empty or a dash
/// nothing of them is seen.
struct SpareRows {
    int first, last;
    int columns;
};

struct Sheet {
    std::string name;
    std::vector<double> columns; ///< widths in millimetres
    bool landscape = false;
    std::vector<Row> rows = {};
    std::vector<Chart> charts = {};
    std::vector<NamedColumn> named_columns = {};
    std::vector<SpareRows> spare_rows = {};
    int frozen_rows = 0;

    /// Adds a row and returns its number as Calc counts it, from 1.
    int add(std::vector<Cell> cells, double height = 0);
    void gap() { add({}); }
};

/// Calls `visit(cell, column, row)` for every cell of a sheet: the column from 0 on, the row
/// from 1.
template <class Visit> void for_every_cell(const Sheet& sheet, Visit visit) {
    int number = 0;
    for (const Row& row : sheet.rows) {
        ++number;
        int column = 0;
        for (const Cell& cell : row.cells) {
            visit(cell, column, number);
            column += cell.columns;
        }
    }
}

struct Workbook {
    std::string title;
    std::string subject;
    std::vector<Sheet> sheets;
};

/// Writes the parts of an OpenDocument spreadsheet template into `folder`, ready to be zipped.
/// `version` names the Headroom that wrote it. Throws std::runtime_error when a file cannot be
/// written, two cells have one name, or a formula uses a name that no cell has; and says where.
void write(const Workbook& workbook, std::string_view version, const std::filesystem::path& folder);

} // namespace headroom::workbook
