#include "workbook/sources.hpp"

#include "workbook/kept_formula.hpp"
#include "workbook/references.hpp"

namespace headroom {

Sources::Sources(const Spreadsheet& spreadsheet, const Calls& calls, const Cells& cells)
    : spreadsheet_(spreadsheet), calls_(calls), cells_(cells) {}

void Sources::add(const FormulaWithCalls& formula) {
    add(formula.place, formula.typed);
    while (!next_.empty()) {
        const CellPlace place = next_.back();
        next_.pop_back();
        follow(place);
    }
}

void Sources::add(const CellPlace& place, const Tokens& tokens) {
    if (!formulas_.try_emplace(place, meaning_of(spreadsheet_, tokens, place)).second) {
        return;
    }
    for (const auto& [name, content] : calls_.names_in(tokens)) {
        names_.try_emplace(name, content);
    }
    for (const Token& reference : calls_.references_in(tokens, place)) {
        if (const std::optional<SheetArea> range = referred_cells(reference)) {
            add(*range);
        }
    }
}

void Sources::add(const SheetArea& range) {
    const Area area = cells_.used_part(range);
    if (!seen_
             .try_emplace({range.sheet, area.first.row, area.first.column, area.rows, area.columns},
                          true)
             .second) {
        return;
    }
    for (std::size_t row = 0; row < area.rows; ++row) {
        for (std::size_t column = 0; column < area.columns; ++column) {
            const CellPlace place{range.sheet, {area.first.row + row, area.first.column + column}};
            if (cells_.is_calculated(place)) {
                next_.push_back(place);
            } else if (!cells_.is_blank(place)) {
                inputs_.try_emplace(place, cells_.value(place));
            }
        }
    }
}

void Sources::follow(const CellPlace& place) {
    if (formulas_.contains(place)) {
        return;
    }
    uno::Object cell = spreadsheet_.cell(place);
    if (cells_.formula(place).starts_with('{')) {
        // Only the whole of an array has its tokens.
        const uno::Object cursor =
            spreadsheet_.sheet(place.sheet)
                .call("createCursorByRange", cell.as("com.sun.star.sheet.XSheetCellRange"))
                .object();
        cursor.call("collapseToCurrentArray");
        const SheetArea all = area_of(cursor.call("getRangeAddress"));
        add({all.sheet, all.area.first},
            tokens_from(spreadsheet_.range(all.sheet, all.area).call("getArrayTokens")));
        formulas_.try_emplace(place, std::string());
        return;
    }
    add(place, spreadsheet_.tokens(cell));
}

} // namespace headroom
