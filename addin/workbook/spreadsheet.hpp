#pragma once

#include "core/plain_form.hpp"

#include "uno/object.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// A cell of a document; sheets count from 0, too.
struct CellPlace {
    std::int32_t sheet = 0;
    Place at = {};

    friend bool operator==(const CellPlace& left, const CellPlace& right) {
        return left.sheet == right.sheet && left.at.row == right.at.row &&
               left.at.column == right.at.column;
    }
};

/// A rectangle of a document.
struct SheetArea {
    std::int32_t sheet = 0;
    Area area = {};

    bool touches(const SheetArea& other) const;
};

/// A piece of a formula, as the office's parser has it.
struct Token {
    std::int32_t opcode = 0;
    uno::Any data = {};
};

using Tokens = std::vector<Token>;

/// Opcodes that are the same in every office.
namespace opcode {

inline constexpr std::int32_t push = 0; ///< a number, a text, a reference
inline constexpr std::int32_t call = 3; ///< of an add-in
inline constexpr std::int32_t name = 4;
inline constexpr std::int32_t open = 10;
inline constexpr std::int32_t close = 11;
inline constexpr std::int32_t separator = 12;
inline constexpr std::int32_t missing = 13;
inline constexpr std::int32_t spaces = 16;
inline constexpr std::int32_t percent = 24;
inline constexpr std::int32_t open_array = 25;
inline constexpr std::int32_t close_array = 26;

} // namespace opcode

std::int32_t whole(std::size_t number);

/// As formulas write it, the same in every cell: $A$1.
std::string absolute(const Place& place);

/// A PropertyValue, as the office takes options.
uno::Any property(std::string_view name, const uno::Any& value);
uno::Any properties(const std::vector<uno::Any>& all);

/// The value of that name in a row of NamedValues, as jobs get them; void when there is none.
uno::Any named(const uno::View& values, std::string_view name);

/// An open spreadsheet document.
class Spreadsheet {
public:
    Spreadsheet(uno::Object context, uno::Object document);

    const uno::Object& context() const { return context_; }
    const uno::Object& document() const { return document_; }

    std::int32_t sheets() const;
    uno::Object sheet(std::int32_t index) const;
    const std::string& sheet_name(std::int32_t index) const;
    /// Nothing when there is no sheet of that name.
    std::optional<std::int32_t> sheet_named(std::string_view name) const;
    /// The name, with a number where there is such a sheet.
    std::string free_name(std::string_view name) const;
    bool any_protected() const;
    /// Inserts a new sheet there. Where nobody sees the document the office cannot undo it.
    uno::Object add_sheet(std::string_view name, std::int32_t index) const;
    void remove_sheet(std::string_view name) const;

    uno::Object cell(const CellPlace& place) const;
    uno::Object range(std::int32_t sheet, const Area& area) const;
    /// The cells of a range with such contents, as CellFlags have them.
    std::vector<SheetArea> with_contents(const SheetArea& cells, std::int16_t contents) const;
    /// From the first cell to the last that holds anything.
    Area used(std::int32_t sheet) const;

    /// Every formula among the cells, as text in English notation.
    void
    each_formula(const SheetArea& cells,
                 const std::function<void(const CellPlace&, const std::string&)>& formula) const;

    /// As formulas write it, right on any sheet: $'My sheet'.$A$1:$B$7.
    std::string reference(std::int32_t sheet, const Area& area) const;
    /// What references to its cells begin with: $'My sheet'.
    std::string prefix(std::int32_t sheet) const;
    /// As people read it and links have it: My sheet.A1.
    std::string shown(const CellPlace& place) const;
    std::string shown_range(const SheetArea& cells) const;
    std::string link(const CellPlace& place) const;

    Tokens tokens(const uno::Object& cell) const;
    /// In Calc's English notation, as a formula in that cell has it.
    std::string print(const Tokens& tokens, const CellPlace& place) const;
    Tokens parse(std::string_view formula, const CellPlace& place = {}) const;

    /// The key of a number format, made when it is missing.
    std::int32_t number_format(std::string_view code) const;

private:
    uno::Object context_;
    uno::Object document_;
    uno::Object sheets_;
    uno::Object parser_;
    mutable std::map<std::int32_t, std::string> names_; ///< of sheets, once they were asked for
};

/// The values of cells as they stand.
Table values_of(const uno::Object& range);

/// The spreadsheet that a window shows; nothing when it shows something else.
uno::Object document_in(const uno::Object& controller);

/// Cells of a sheet as a formula has them, all parts absolute.
Token reference_token(std::int32_t sheet, const Area& area);
uno::Any token_sequence(const Tokens& tokens);
Tokens tokens_from(const uno::View& sequence);

SheetArea area_of(const uno::View& range_address);
uno::Any address_of(const CellPlace& place);
uno::Any address_of(const SheetArea& cells);

/// Whether a window shows the document: to take the insertion of a sheet back ends an office in
/// which none does.
bool is_shown(const uno::Object& document);

/// What is selected in a window, as far as it is cells.
std::vector<SheetArea> selected_cells(const uno::Object& controller);

/// One step for the user to undo, whatever is done while this lives. What an exception interrupts
/// is undone at once. Of what is done within a step the office remembers the last hundred changes:
/// many cells go into steps within it, each of which is one change.
class UndoStep {
public:
    UndoStep(const Spreadsheet& spreadsheet, std::string_view title);
    ~UndoStep();
    UndoStep(const UndoStep&) = delete;
    UndoStep& operator=(const UndoStep&) = delete;

    /// Before what is done to the next of many cells.
    void next();

private:
    static constexpr int inner_steps = 3; ///< within each other: a cell, many cells, many of these
    void take_back() const;

    Spreadsheet spreadsheet_;
    uno::Object manager_;
    int exceptions_;
    std::size_t cells_ = 0;
    std::string before_;           ///< the steps that there were
    std::set<std::string> sheets_; ///< that there were
};

/// Shows a message over the window of that frame; nothing where the office has no windows.
void show_message(const uno::Object& context, const uno::Object& frame, std::string_view title,
                  std::string_view text);

} // namespace headroom
