#include "workbook/cells.hpp"

#include <algorithm>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

} // namespace

Cells::Cells(const Spreadsheet& spreadsheet) {
    for (std::int32_t index = 0; index < spreadsheet.sheets(); ++index) {
        const Area used = spreadsheet.used(index);
        const Object range = spreadsheet.range(index, used);
        Sheet sheet{used.columns, {}, values_of(range)};
        const Any formulas = range.call("getFormulaArray");
        const uno::Elements rows = formulas.elements();
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const uno::Elements columns = rows[row].elements();
            for (std::size_t column = 0; column < columns.size(); ++column) {
                sheet.formulas.push_back(columns[column].text());
            }
        }
        sheets_.push_back(std::move(sheet));
    }
}

Area Cells::used_part(const SheetArea& range) const {
    const auto index = static_cast<std::size_t>(range.sheet);
    if (range.sheet < 0 || index >= sheets_.size()) {
        return {{}, 0, 0};
    }
    const Sheet& sheet = sheets_[index];
    const auto cut = [](std::size_t first, std::size_t size, std::size_t end) {
        return end <= first ? std::size_t{0} : std::min(size, end - first);
    };
    const Area& area = range.area;
    return {area.first, cut(area.first.row, area.rows, sheet.formulas.size() / sheet.columns),
            cut(area.first.column, area.columns, sheet.columns)};
}

std::string_view Cells::formula(const CellPlace& place) const {
    const Area here = used_part({place.sheet, {place.at, 1, 1}});
    if (here.rows * here.columns == 0) {
        return {};
    }
    const Sheet& sheet = sheets_[static_cast<std::size_t>(place.sheet)];
    return sheet.formulas[place.at.row * sheet.columns + place.at.column];
}

const Cell& Cells::value(const CellPlace& place) const {
    static const Cell blank;
    const Table* values =
        is_blank(place) ? nullptr : &sheets_[static_cast<std::size_t>(place.sheet)].values;
    return values == nullptr || place.at.row >= values->rows() ||
                   place.at.column >= values->columns()
               ? blank
               : values->at(place.at.row, place.at.column);
}

bool Cells::any_formula(const std::function<bool(const std::string&)>& is_so) const {
    return std::ranges::any_of(sheets_, [&](const Sheet& sheet) {
        return std::ranges::any_of(sheet.formulas, [&](const std::string& formula) {
            return (formula.starts_with('=') || formula.starts_with("{=")) && is_so(formula);
        });
    });
}

bool Cells::is_calculated(const CellPlace& place) const {
    const std::string_view text = formula(place);
    // A text that begins so is listed with an apostrophe.
    return text.starts_with('=') || text.starts_with("{=");
}

bool Cells::holds_text(const CellPlace& place) const {
    return std::holds_alternative<std::string>(value(place));
}

bool Cells::is_typed_number(const CellPlace& place) const {
    return !is_calculated(place) && std::holds_alternative<double>(value(place));
}

} // namespace headroom
