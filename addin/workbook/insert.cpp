#include "workbook/insert.hpp"

#include "workbook/refusal.hpp"
#include "workbook/tables_to_insert.hpp"
#include "workbook/words.hpp"
#include "workbook/writable.hpp"

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// What stands on a sheet, however it is shown.
namespace contents {
constexpr std::int16_t cells = 1 + 2 + 4 + 8 + 16; // CellFlags: values to formulas, and comments
constexpr std::int16_t formats = 32;
} // namespace contents

/// The user has been asked and does not want it.
class Declined : public std::exception {};

/// Whether the user says yes; nothing where nobody can be asked.
std::optional<bool> ask(const Object& context, const Object& frame, const std::string& question) {
    constexpr std::int32_t yes_or_no = 3 + 0x50000; // MessageBoxButtons, No is the default one
    constexpr std::int64_t yes = 2;
    static const uno::Type kinds("com.sun.star.awt.MessageBoxType");
    std::int32_t query = 4;
    const Object box = uno::create(context, "com.sun.star.awt.Toolkit")
                           .call("createMessageBox", frame.call("getContainerWindow").object(),
                                 Any::of_type(kinds, &query), yes_or_no, "Headroom", question)
                           .object();
    const std::int64_t answer = box ? box.call("execute").whole() : 0;
    if (box) {
        box.call("dispose");
    }
    return answer == 0 ? std::nullopt : std::optional(answer == yes);
}

/// Arrays can only be overwritten whole.
void refuse_parts_of_arrays(const Spreadsheet& spreadsheet, const SheetArea& place) {
    static constexpr Text sentence =
        tr("Part of the array formula in %1% is in the way: choose another place, or delete it.");
    const Any formulas = spreadsheet.range(place.sheet, place.area).call("getFormulaArray");
    const uno::Elements rows = formulas.elements();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const uno::Elements columns = rows[row].elements();
        for (std::size_t column = 0; column < columns.size(); ++column) {
            if (!columns[column].text().starts_with("{=")) {
                continue;
            }
            const Object cell = spreadsheet.cell(
                {place.sheet, {place.area.first.row + row, place.area.first.column + column}});
            const Object cursor =
                spreadsheet.sheet(place.sheet)
                    .call("createCursorByRange", cell.as("com.sun.star.sheet.XSheetCellRange"))
                    .object();
            cursor.call("collapseToCurrentArray");
            const Area array = area_of(cursor.call("getRangeAddress")).area;
            if (array.first.row < place.area.first.row ||
                array.first.column < place.area.first.column ||
                array.first.row + array.rows > place.area.first.row + place.area.rows ||
                array.first.column + array.columns > place.area.first.column + place.area.columns) {
                throw Refusal({sentence, {spreadsheet.shown({place.sheet, array.first})}});
            }
        }
    }
}

void refuse_what_does_not_fit(const Spreadsheet& spreadsheet, const SheetArea& place) {
    static constexpr Text sentence =
        tr("There is no room for it at %1%: the sheet ends before. Choose a place further up or "
           "to the left.");
    const Area all = area_of(spreadsheet.sheet(place.sheet).call("getRangeAddress")).area;
    if (place.area.first.row + place.area.rows > all.rows ||
        place.area.first.column + place.area.columns > all.columns) {
        throw Refusal({sentence, {spreadsheet.shown({place.sheet, place.area.first})}});
    }
}

/// The cells that will be written on, free or given up by their user.
void clear_the_way(const Spreadsheet& spreadsheet, const Object& frame, const SheetArea& place,
                   std::optional<bool> overwrite) {
    static constexpr Text question = tr("The cells %1% are not empty. Overwrite them?");
    static constexpr Text full = tr("The cells %1% are not empty: nothing was inserted. Select an "
                                    "empty place.");
    static constexpr Text merged =
        tr("The cells %1% are empty, but some of them are merged. Split them?");
    const bool empty = spreadsheet.with_contents(place, contents::cells).empty();
    const bool is_merged = spreadsheet.range(place.sheet, place.area).call("getIsMerged").truth();
    if (empty && !is_merged) {
        return;
    }
    if (!overwrite) {
        overwrite = ask(spreadsheet.context(), frame,
                        words({empty ? merged : question, {place.area.name()}}));
        if (overwrite == false) {
            throw Declined();
        }
    }
    static constexpr Text in_the_way =
        tr("Some of the cells %1% are merged: nothing was inserted. Select another place.");
    if (!overwrite.value_or(false)) {
        throw Refusal({empty ? in_the_way : full, {place.area.name()}});
    }
    refuse_parts_of_arrays(spreadsheet, place);
}

/// Where it goes: at the cursor or, when that is in the assumptions, beside all that is there, its
/// headings in line with theirs.
Place place_for(const Spreadsheet& spreadsheet, const SheetArea& cursor, const PlanRange& plan) {
    if (!plan.cells.touches(cursor)) {
        return cursor.area.first;
    }
    constexpr std::size_t rows_of_titles = 2;
    const std::size_t row = plan.cells.area.first.row;
    return {row >= rows_of_titles ? row - rows_of_titles : row,
            spreadsheet.used(cursor.sheet).columns + 1};
}

Insertion laid_out(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& selected,
                   std::string_view what) {
    const SheetArea& cursor = selected.front();
    if (what == "assumptions" || what == "assumptions-common") {
        return assumptions_table(cursor.area.first, what == "assumptions");
    }
    const PlanRange plan = chosen_plan_range(spreadsheet, cursor);
    const TableOfPlan where{spreadsheet, cursor.sheet, place_for(spreadsheet, cursor, plan), plan};
    if (what == "plan") {
        return trade_plan_table(where);
    }
    if (what == "risk") {
        return risk_table(where);
    }
    if (what == "tornado") {
        return tornado_table(where);
    }
    if (what == "alternatives") {
        return alternatives_table(where);
    }
    if (what == "scenario") {
        return scenario_table(where);
    }
    std::vector<PlanRange> chosen = plan_ranges_in(spreadsheet, selected);
    return attribution_table(where, chosen.size() == 2 ? std::optional(std::move(chosen[1]))
                                                       : std::nullopt);
}

std::string insert_at_cursor(const Object& context, const Object& frame, std::string_view what,
                             std::optional<bool> overwrite) {
    static constexpr Text none = tr("A table can only be inserted into a spreadsheet.");
    static constexpr Text step = tr("Insert %1%");
    static constexpr Text inserting = tr("Inserting: %1%");
    const Object controller = frame ? frame.call("getController").object() : Object();
    const Object document = document_in(controller);
    if (!document) {
        throw Refusal(none);
    }
    const std::vector<SheetArea> selected = selected_cells(controller);
    if (selected.empty()) {
        static constexpr Text no_cell = tr("Select the cell where the table begins.");
        throw Refusal(no_cell);
    }
    const Spreadsheet spreadsheet(context, document);
    const std::int32_t sheet = selected.front().sheet;
    refuse_read_only(spreadsheet);
    refuse_protected(spreadsheet, sheet);
    const Insertion made = laid_out(spreadsheet, selected, what);
    const SheetArea place{sheet, made.area()};
    refuse_what_does_not_fit(spreadsheet, place);
    clear_the_way(spreadsheet, frame, place, overwrite);
    Work work(context, frame, {inserting, {made.title}});
    std::string said;
    {
        const UndoStep undo(spreadsheet, words({step, {made.title}}));
        const Object cells = spreadsheet.range(sheet, place.area);
        cells.call("merge", false);
        cells.call("clearContents", static_cast<std::int32_t>(contents::cells + contents::formats));
        said = write(made, spreadsheet, sheet, work.part(0, 1));
    }
    controller.call("select", spreadsheet.range(sheet, {made.first_input, 1, 1}));
    return said;
}

} // namespace

std::string insert(const Object& context, const Object& frame, std::string_view what,
                   std::optional<bool> overwrite) {
    static constexpr Text cancelled = tr("Cancelled: nothing was inserted.");
    return said_by(
        [&]() -> std::string {
            try {
                return insert_at_cursor(context, frame, what, overwrite);
            } catch (const Declined&) {
                return {};
            }
        },
        cancelled);
}

} // namespace headroom
