#include "workbook/live_copy.hpp"

#include "workbook/about_sheet.hpp"
#include "workbook/call_block.hpp"
#include "workbook/calls.hpp"
#include "workbook/frozen_mark.hpp"
#include "workbook/kept_formula.hpp"
#include "workbook/locks.hpp"
#include "workbook/part_of_array.hpp"
#include "workbook/refusal.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;
using Column = AboutTable::Column;

/// A formula of the original, as the copy's table has it.
struct Kept {
    std::string shown;              ///< the cell as the copy was made
    std::optional<SheetArea> cells; ///< nothing when they were deleted
    KeptFormula original;
    KeptFormula here;
    std::string format;
    FrozenMark mark;

    CellPlace place() const { return {cells->sheet, cells->area.first}; }
};

class LiveCopy {
public:
    LiveCopy(const Spreadsheet& spreadsheet, const AboutTable& table, Work& work)
        : work_(work), spreadsheet_(spreadsheet), table_(table), added_{table.sheet} {
        const Report report = work.part(0, 0.3);
        for (std::size_t row = table.first; row < table.first + table.rows; ++row) {
            report(static_cast<double>(row - table.first) / static_cast<double>(table.rows));
            read(row);
        }
        for (const std::size_t row : table.shared) {
            if (const std::optional<SheetArea> shared = referred(row, AboutTable::shared_sheet)) {
                added_.insert(shared->sheet);
            }
        }
    }

    void turn_back(UndoStep& undo) {
        const Report report = work_.part(0.3, 0.9);
        double done = 0;
        for (const Kept& one : kept_) {
            report(done++ / static_cast<double>(kept_.size()));
            undo.next();
            turn_back(one);
        }
        for (const auto& [one, before] : values_) {
            expect(*one, before);
        }
        if (left_.empty()) {
            referring_ = still_referring();
        }
        if (left_.empty() && referring_.empty()) {
            remove_sheets();
        }
    }

    /// The sheets on which something comes or goes.
    std::set<std::int32_t> changed() const {
        std::set<std::int32_t> sheets = added_;
        for (const Kept& one : kept_) {
            if (one.cells) {
                sheets.insert(one.cells->sheet);
            }
        }
        return sheets;
    }

    std::string said() const {
        static constexpr Text done = tr("Cells whose formulas call Headroom again: %1%.%2%");
        static constexpr Text left =
            tr("These cells were changed in the copy, or need a function or a name that is missing "
               "here. They are as they were, and the sheets that the copy added stay:\n%1%");
        static constexpr Text others =
            tr("The sheets that the copy added stay, because there are still references to them "
               "in:\n%1%");
        static constexpr Text changed =
            tr("These cells show another value than in the copy; in the copy they, or what they "
               "depend on, may have been frozen:\n%1%");
        std::string more;
        const auto add = [&](Text text, const std::vector<std::string>& cells) {
            if (!cells.empty()) {
                more += "\n\n" + words({text, {listed(cells)}});
            }
        };
        add(left, left_);
        add(others, referring_);
        add(changed, changed_);
        return words({done, {std::to_string(values_.size()), more}});
    }

private:
    static std::string listed(const std::vector<std::string>& cells) {
        constexpr std::size_t most = 20;
        std::string all;
        for (std::size_t i = 0; i < std::min(cells.size(), most); ++i) {
            all += (i == 0 ? "" : "\n") + cells[i];
        }
        return cells.size() > most ? all + "\n…" : all;
    }

    CellPlace in_table(std::size_t row, Column column) const {
        return {table_.sheet, {row, static_cast<std::size_t>(column)}};
    }

    std::string text(std::size_t row, Column column) const {
        return spreadsheet_.cell(in_table(row, column))
            .as("com.sun.star.text.XTextRange")
            .call("getString")
            .text();
    }

    /// What the formula of a cell refers to first.
    std::optional<SheetArea> referred(std::size_t row, Column column) const {
        const CellPlace place = in_table(row, column);
        const Tokens references =
            references_among(fixed(spreadsheet_.tokens(spreadsheet_.cell(place)), place));
        return references.empty() ? std::nullopt : referred_cells(references.front());
    }

    void read(std::size_t row) {
        if (const std::optional<SheetArea> result = referred(row, Column::now)) {
            added_.insert(result->sheet);
        }
        // A formula with several calls stands with the first one.
        if (text(row, Column::cells).empty()) {
            return;
        }
        kept_.push_back({text(row, Column::cell),
                         referred(row, Column::cells),
                         {spreadsheet_, in_table(row, Column::original)},
                         {spreadsheet_, in_table(row, Column::here)},
                         text(row, Column::format),
                         {text(row, Column::colour), text(row, Column::comment)}});
    }

    void turn_back(const Kept& one) {
        if (!one.cells) {
            left_.push_back(one.shown);
            return;
        }
        const std::optional<std::string> formula = one.original.typed(one.place());
        if (!formula) {
            left_.push_back(spreadsheet_.shown(one.place()));
            return;
        }
        if (is_back(one)) {
            return;
        }
        if (!is_as_copied(one)) {
            left_.push_back(spreadsheet_.shown(one.place()));
            return;
        }
        values_.emplace_back(&one, values_of(range(one)));
        write(one, *formula);
    }

    Object range(const Kept& one) const {
        return spreadsheet_.range(one.cells->sheet, one.cells->area);
    }

    /// The tokens of an array formula over just those cells; none when there is no such.
    Tokens array_tokens(const Kept& one) const {
        const Object cells = range(one);
        return cells.call("getArrayFormula").text().empty()
                   ? Tokens()
                   : tokens_from(cells.call("getArrayTokens"));
    }

    std::string meaning_here(const Kept& one, bool array) const {
        const Tokens tokens =
            array ? array_tokens(one) : spreadsheet_.tokens(spreadsheet_.cell(one.place()));
        return meaning_of(spreadsheet_, tokens, one.place());
    }

    /// Whether the original's formula is there already.
    bool is_back(const Kept& one) const {
        return meaning_here(one, one.original.is_array()) == one.original.meaning(one.place());
    }

    /// Whether the cells hold what the copy has put there.
    bool is_as_copied(const Kept& one) const {
        if (!one.original.is_array() || one.here.is_array()) {
            return meaning_here(one, one.here.is_array()) == one.here.meaning(one.place());
        }
        const Tokens& references = one.here.references();
        const std::optional<SheetArea> result =
            references.size() == 1 ? referred_cells(references.front()) : std::nullopt;
        return result && is_spread(one, *result);
    }

    bool is_spread(const Kept& one, const SheetArea& result) const {
        const Area& cells = one.cells->area;
        for (std::size_t i = 0; i < cells.rows * cells.columns; ++i) {
            const Place offset{i / cells.columns, i % cells.columns};
            const CellPlace place{
                one.cells->sheet,
                {cells.first.row + offset.row, cells.first.column + offset.column}};
            const std::string wanted = part_of_array(spreadsheet_, result, offset);
            if (meaning_of(spreadsheet_, spreadsheet_.tokens(spreadsheet_.cell(place)), place) !=
                meaning_of(spreadsheet_, spreadsheet_.parse(wanted, place), place)) {
                return false;
            }
        }
        return true;
    }

    void write(const Kept& one, const std::string& formula) const {
        const Object cells = range(one);
        if (one.original.is_array()) {
            // Cells of an array refuse to be changed.
            constexpr std::int32_t formulas = 16; // CellFlags.FORMULA
            cells.call("clearContents", formulas);
        }
        if (!one.mark.colours.empty()) {
            unmark_frozen(spreadsheet_, *one.cells, one.mark);
        }
        if (one.original.is_array()) {
            set_format(cells, one);
            cells.call("setArrayFormula", '=' + formula);
            return;
        }
        // A formula gives its cell a format, such as that of a truth, where it has none.
        const Object cell = spreadsheet_.cell(one.place());
        const Any format = cell.get("NumberFormat");
        cell.call("setFormula", '=' + formula);
        if (cell.get("NumberFormat").whole() != format.whole()) {
            cell.set("NumberFormat", format);
        }
        set_format(cell, one);
    }

    static void set_format(const Object& cells, const Kept& one) {
        if (one.format == FrozenMark::of_style) {
            cells.call("setPropertyToDefault", "NumberFormat");
        }
    }

    void expect(const Kept& one, const Table& before) {
        const Table now = values_of(range(one));
        for (std::size_t i = 0; i < before.rows() * before.columns(); ++i) {
            const std::size_t row = i / before.columns();
            const std::size_t column = i % before.columns();
            if (!same(now.at(row, column), before.at(row, column))) {
                changed_.push_back(spreadsheet_.shown(one.place()));
                return;
            }
        }
    }

    /// Formulas and names of others that the added sheets must not be taken from.
    std::vector<std::string> still_referring() const {
        std::vector<std::string> found;
        for (std::int32_t sheet = 0; sheet < spreadsheet_.sheets(); ++sheet) {
            if (!added_.contains(sheet)) {
                add_referring(sheet, found);
            }
        }
        const Object names = spreadsheet_.document().get("NamedRanges").object();
        const auto count = static_cast<std::int32_t>(names.call("getCount").whole());
        for (std::int32_t i = 0; i < count; ++i) {
            const Object name = names.call("getByIndex", i).object();
            if (names_an_added_sheet(name.call("getContent").text())) {
                found.push_back(name.get("Name").text());
            }
        }
        return found;
    }

    void add_referring(std::int32_t sheet, std::vector<std::string>& found) const {
        constexpr std::int16_t formulas = 16; // CellFlags.FORMULA
        const Any addresses = spreadsheet_.sheet(sheet)
                                  .call("queryContentCells", formulas)
                                  .object()
                                  .call("getRangeAddresses");
        for (std::size_t i = 0; i < addresses.elements().size(); ++i) {
            const SheetArea area = area_of(addresses.elements()[i]);
            const Any texts = spreadsheet_.range(sheet, area.area).call("getFormulaArray");
            const uno::Elements rows = texts.elements();
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const uno::Elements columns = rows[row].elements();
                for (std::size_t column = 0; column < columns.size(); ++column) {
                    if (names_an_added_sheet(columns[column].text())) {
                        found.push_back(spreadsheet_.shown(
                            {sheet, {area.area.first.row + row, area.area.first.column + column}}));
                    }
                }
            }
        }
    }

    bool names_an_added_sheet(const std::string& formula) const {
        return std::any_of(added_.begin(), added_.end(), [&](std::int32_t sheet) {
            const std::string reference = spreadsheet_.reference(sheet, {});
            return formula.find(reference.substr(1, reference.find('.') - 1)) != formula.npos;
        });
    }

    void remove_sheets() const {
        std::vector<std::string> names;
        for (const std::int32_t sheet : added_) {
            names.push_back(spreadsheet_.sheet_name(sheet));
        }
        for (const std::string& name : names) {
            spreadsheet_.remove_sheet(name);
        }
    }

    Work& work_;
    const Spreadsheet& spreadsheet_;
    AboutTable table_;
    std::set<std::int32_t> added_; ///< sheets
    std::vector<Kept> kept_;
    /// What turned back showed before.
    std::vector<std::pair<const Kept*, Table>> values_;
    std::vector<std::string> left_;
    std::vector<std::string> referring_;
    std::vector<std::string> changed_;
};

/// Rows keep their heights while this lives: looking for new ones takes a time that grows with the
/// square of the formulas.
class KeptHeights {
public:
    explicit KeptHeights(Object document) : document_(std::move(document)) { let_grow(false); }
    ~KeptHeights() {
        try {
            let_grow(true);
        } catch (const std::exception&) {
            // The document is gone.
            document_ = {};
        }
    }
    KeptHeights(const KeptHeights&) = delete;
    KeptHeights& operator=(const KeptHeights&) = delete;

private:
    void let_grow(bool grow) const { document_.set("IsAdjustHeightEnabled", grow); }

    Object document_;
};

std::string turn_back_in(const Object& context, const Object& frame) {
    static constexpr Text step = tr("Turn a Plain Copy Back");
    static constexpr Text no_sheet = tr("Only a spreadsheet can be turned back.");
    static constexpr Text no_table =
        tr("This is not a plain copy, or the table is gone that the copy had on its sheet %1%: "
           "without it nobody knows the original's formulas.");
    static constexpr Text read_only =
        tr("This document is read-only: its calls cannot return into it. Save it under another "
           "name first.");
    const Object document = document_in(frame ? frame.call("getController").object() : Object());
    if (!document) {
        throw Refusal(no_sheet);
    }
    if (document.call("isReadonly").truth()) {
        throw Refusal(read_only);
    }
    const Spreadsheet spreadsheet(context, document);
    const std::optional<AboutTable> table = find_about_table(spreadsheet);
    if (!table) {
        throw Refusal({no_table, {about_sheet}});
    }
    Work work(context, frame, step);
    const KeptHeights heights(document);
    UndoStep undo(spreadsheet, words(step));
    LiveCopy copy(spreadsheet, *table, work);
    Locks locks(spreadsheet);
    locks.open_structure();
    locks.open_sheets(copy.changed());
    copy.turn_back(undo);
    work.report(1); // the last time that it can be cancelled
    locks.lock_again();
    return copy.said();
}

} // namespace

std::string turn_back(const Object& context, const Object& frame) {
    static constexpr Text cancelled = tr("Cancelled: the copy is as it was.");
    return said_by([&] { return turn_back_in(context, frame); }, cancelled);
}

} // namespace headroom
