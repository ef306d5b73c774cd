#include "workbook/report_layout.hpp"

#include "workbook/hash.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include <algorithm>

namespace headroom::report_layout {

using uno::Any;

bool holds(const uno::Elements& row, std::size_t column, Text text) {
    return column < row.size() && row[column].type_class() == uno::TypeClass::string &&
           says(row[column].text(), text);
}

std::string following(const Spreadsheet& spreadsheet, const CellPlace& place) {
    return "=IF(TRUE();\"\";" + spreadsheet.reference(place.sheet, {place.at, 1, 1}) + ')';
}

std::string text_in(const uno::View& cell) {
    return cell.type_class() == uno::TypeClass::string ? cell.text() : std::string();
}

Cell cell_in(const uno::View& cell) {
    if (cell.type_class() == uno::TypeClass::float64) {
        return cell.number();
    }
    return text_in(cell);
}

Cell as_written(const Cell& cell) {
    return is_error(cell) ? Cell(as_in_cell(cell)) : is_empty(cell) ? Cell(std::string()) : cell;
}

Any all_on(const Spreadsheet& spreadsheet, std::int32_t sheet) {
    Area used = spreadsheet.used(sheet);
    used.columns = std::max(used.columns, widths.size());
    return spreadsheet.range(sheet, used).call("getDataArray");
}

const Field* field_of(const uno::Elements& cells) {
    const auto* const found = std::ranges::find_if(
        fields, [&](const Field& field) { return holds(cells, 0, field.label); });
    return found == fields.end() ? nullptr : found;
}

bool goes_on(const uno::Elements& cells) {
    return text_in(cells[0]).empty();
}

std::string own_hash(const uno::Elements& rows) {
    std::string all;
    bool in_field = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const uno::Elements cells = rows[row].elements();
        in_field = field_of(cells) != nullptr || (in_field && goes_on(cells));
        if (holds(cells, 0, own_hash_label)) {
            continue;
        }
        std::string line;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const Cell cell = cell_in(cells[column]);
            const bool filled_in = in_field && column > 0 && column < widths.size();
            if (!filled_in && cell != Cell(std::string())) {
                // Files do not keep all digits.
                const double* number = std::get_if<double>(&cell);
                line += std::to_string(column) + ' ' +
                        (number != nullptr ? brief(*number).in({}) : shown(cell)) + '\n';
            }
        }
        // Fields may have more lines or fewer.
        if (!line.empty()) {
            all += line + '\n';
        }
    }
    return hash_of(all);
}

} // namespace headroom::report_layout
