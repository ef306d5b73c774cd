#include "workbook/insertion.hpp"

#include "workbook/block_styles.hpp"
#include "workbook/words.hpp"

#include "plan/line.hpp"

#include <algorithm>
#include <span>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// A title that is longer than its table is wide runs over so many columns.
constexpr std::size_t columns_of_a_title = 5;

Any enumerated(std::string_view type, std::int32_t value) {
    return Any::of_type(uno::Type(type), &value);
}

std::string in_marks(std::string_view text) {
    return '"' + std::string(text) + '"';
}

void widen(const Insertion& insertion, const Spreadsheet& spreadsheet, std::int32_t sheet) {
    const Object columns = spreadsheet.sheet(sheet).get("Columns").object();
    for (std::size_t i = 0; i < insertion.widths.size(); ++i) {
        const Object column =
            columns.call("getByIndex", whole(insertion.page.first.column + i)).object();
        if (column.get("Width").whole() < insertion.widths[i]) {
            column.set("Width", insertion.widths[i]);
        }
    }
}

/// One by one, which the office can undo, and nothing else that writes into cells.
void write_cells(const Page& page, const Spreadsheet& spreadsheet, std::int32_t sheet,
                 const Report& report) {
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        report(static_cast<double>(row) / static_cast<double>(page.rows.size()));
        for (std::size_t column = 0; column < page.rows[row].size(); ++column) {
            const auto& content = page.rows[row][column].content;
            const auto cell = [&] {
                return spreadsheet.cell(
                    {sheet, {page.first.row + row, page.first.column + column}});
            };
            if (const double* number = std::get_if<double>(&content)) {
                cell().call("setValue", *number);
            } else if (const std::string* text = std::get_if<std::string>(&content)) {
                cell().as("com.sun.star.text.XTextRange").call("setString", *text);
            } else if (const BlockFormula* formula = std::get_if<BlockFormula>(&content)) {
                cell().call("setFormula", formula->text);
            }
        }
    }
}

void offer_choice(const Object& cells, const std::vector<std::string>& words) {
    constexpr std::int32_t list = 6; // ValidationType.LIST
    std::string all;
    for (const std::string& word : words) {
        all += (all.empty() ? "" : ";") + in_marks(word);
    }
    const Object validation = cells.get("Validation").object();
    validation.set("Type", enumerated("com.sun.star.sheet.ValidationType", list));
    validation.set("ShowErrorMessage", true);
    validation.set("IgnoreBlankCells", true);
    validation.as("com.sun.star.sheet.XSheetCondition").call("setFormula1", all);
    cells.set("Validation", validation);
}

/// As shares, but as money while the line is none of those that are shares: in that style.
void format_as_line(const Object& cells, const std::string& line,
                    const std::optional<std::string>& money, const Spreadsheet& spreadsheet) {
    constexpr std::int32_t by_formula = 9; // ConditionOperator.FORMULA
    std::string shares;
    for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
        if (record.unit.fraction) {
            shares += (shares.empty() ? "" : ";") + line + '=' + in_marks(words(record.name));
        }
    }
    cells.set("NumberFormat", spreadsheet.number_format("0.00%"));
    if (!money) {
        return;
    }
    const Object conditions = cells.get("ConditionalFormat").object();
    conditions.call(
        "addNew",
        properties(
            {property("Operator", enumerated("com.sun.star.sheet.ConditionOperator", by_formula)),
             property("Formula1", "NOT(OR(" + shares + "))"), property("StyleName", *money)}));
    cells.set("ConditionalFormat", conditions);
}

} // namespace

Area Insertion::area() const {
    Area all{page.first, page.rows.size(), 1};
    for (const std::vector<BlockCell>& row : page.rows) {
        all.columns = std::max(all.columns, row.size() == 1 ? columns_of_a_title : row.size());
    }
    if (chart) {
        const Place end{chart->place.first.row + chart->place.rows,
                        chart->place.first.column + chart->place.columns};
        all.rows = std::max(all.rows, end.row - all.first.row);
        all.columns = std::max(all.columns, end.column - all.first.column);
    }
    return all;
}

std::string write(const Insertion& insertion, const Spreadsheet& spreadsheet, std::int32_t sheet,
                  const Report& report) {
    static constexpr Text only_shares =
        tr("The table is there. Because a sheet is protected, the office makes no cell style: the "
           "numbers are shown as percentages, whatever line you choose. Give them another number "
           "format for a line that is an amount of money.");
    widen(insertion, spreadsheet, sheet);
    write_cells(insertion.page, spreadsheet, sheet, [&](double share) { report(0.8 * share); });
    BlockSheet(spreadsheet, sheet).finish(insertion.page, [&](double share) {
        report(0.8 + 0.2 * share);
    });
    for (const Insertion::Format& format : insertion.formats) {
        spreadsheet.range(sheet, format.cells)
            .set("NumberFormat", spreadsheet.number_format(format.code));
    }
    for (const Insertion::Choice& choice : insertion.choices) {
        offer_choice(spreadsheet.range(sheet, choice.cells), choice.words);
    }
    std::optional<std::string> money;
    if (!insertion.of_line.empty()) {
        money = name_of({BlockCell::Look::value, BlockStyle::Variant::money}, spreadsheet);
    }
    for (const Insertion::OfLine& numbers : insertion.of_line) {
        format_as_line(spreadsheet.range(sheet, numbers.cells), numbers.line.fixed(), money,
                       spreadsheet);
    }
    if (insertion.chart) {
        insert_chart(*insertion.chart, spreadsheet, sheet);
    }
    return insertion.of_line.empty() || money ? std::string() : words(only_shares);
}

} // namespace headroom
