#pragma once

#include "core/quantity.hpp"
#include "core/text.hpp"
#include "core/value.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// How a call is written in native formulas, which every spreadsheet program calculates: a block of
/// cells with the arguments on top, a line a step, tables where it takes a line a year, and the
/// result.
namespace headroom {

struct Argument;
struct Function;
struct SharedBlock;
class Limits;
class SharedBlocks;

/// A place on a sheet; rows and columns count from 0.
struct Place {
    std::size_t row = 0;
    std::size_t column = 0;

    /// As formulas write it: A1.
    std::string name() const;
    /// The same for every cell that has the formula: $A$1.
    std::string fixed() const;
    /// The same for every cell below or beside: A$1, $A1.
    std::string in_row() const;
    std::string in_column() const;
};

/// A rectangle of a sheet.
struct Area {
    Place first;
    std::size_t rows = 1;
    std::size_t columns = 1;

    /// As formulas write it: A1:C9, or A1 for one cell.
    std::string name() const;
    std::string fixed() const; ///< $A$1:$C$9
};

/// What stands in a call for one argument. Formulas are Calc's in English, right on any sheet.
struct PlacedArgument {
    std::string formula = {}; ///< without an equals sign; empty: left out
    bool reference = false;   ///< to a cell, which may be blank
    /// Of a range, a reference to each of its cells; empty for a single value.
    std::vector<std::vector<std::string>> cells = {};
    /// What those cells hold as the block is written: a label is looked up only then.
    Table values = {};
    /// What of the range is below these, of a whole column; empty: nothing.
    std::string beyond = {};
    /// Of a reference, one to each column of these cells and of the first row that is beyond: where
    /// a row is inserted between, they grow.
    std::vector<std::string> columns = {};

    bool given() const { return !formula.empty(); }
    /// An expression that is true while no rows or columns have come between the cells; empty where
    /// none can.
    std::string as_large() const;
    /// The same while nothing has come to stand below them.
    std::string nothing_beyond() const;
    /// An expression that changes when something comes between or below them that the call then
    /// reads, which blank rows are not where each has a name; empty where nothing can.
    std::string counted(bool named_rows) const;
};

/// A call as it stands in a cell.
struct PlacedCall {
    const Function& function;
    std::vector<PlacedArgument> arguments;
    std::string text = {};                 ///< as the user typed it, to show
    Language language = Language::english; ///< of what is said beside the formulas
};

struct BlockFormula {
    std::string text; ///< with an equals sign; references without a sheet are to the block's own
    friend bool operator==(const BlockFormula&, const BlockFormula&) = default;
};

struct BlockCell {
    enum class Look { text, title, heading, note, given, value, result };

    Look look = Look::text;
    std::variant<std::monostate, double, std::string, BlockFormula> content = {};
    const Unit* unit = nullptr; ///< of its number; none: the one that its row names
};

/// Cells to be written with the first at a place of a sheet, and which of them are the result.
/// Cells of the result that a table does not need with its present arguments hold an empty text.
struct Block {
    Place place;
    std::vector<std::vector<BlockCell>> rows;
    Area result;
};

/// Writes a block from top to bottom. Its formulas are over ids: of arguments, of earlier steps and
/// of the columns of tables. In a table the id of a column, also of another table, is its cell in
/// the same row; followed by .before or .after the one above or below. Anywhere an id followed by
/// .all is the whole column or grid, by a number the cell of that row, and by .column_ and a number
/// that column of a grid, both from 0, and by two numbers joined by _ that cell of it. A series is
/// a column too: of its numbers, which are empty texts after the last one; its id followed by
/// _count is how many there are, and an error when one of them must not be. An argument that is
/// left out without having a default is the text "left out".
class BlockWriter {
public:
    using Cells = std::vector<std::vector<std::string>>;

    /// Writes the call and its arguments, each within its limits: one that is outside is an error.
    BlockWriter(const PlacedCall& call, Place place, SharedBlocks& shared, Cells frozen = {});

    const PlacedCall& call() const { return call_; }
    /// Of a proof: the frozen result, cell by cell.
    const Cells& frozen() const { return frozen_; }
    const PlacedArgument& placed(std::string_view argument) const;
    /// The blocks that it may share with other calls.
    SharedBlocks& shared() { return shared_; }
    /// Makes an area of such a block known by an id; where there is none, its own.
    void know(std::string_view id, const SharedBlock& block, std::string_view area = {});
    /// The same of a cell of the user's.
    void know_cell(std::string_view id, std::string reference);
    /// How many cells a series has, blank ones included.
    std::size_t length(std::string_view argument) const;
    bool in_a_row(std::string_view argument) const { return placed(argument).cells.size() == 1; }
    /// As the reader of the block reads it.
    std::string words(const Phrase& phrase) const { return phrase.in(call_.language, {}); }

    /// A line with a value.
    void step(std::string_view id, std::string_view formula, const Unit& unit);
    /// Otherwise the result is an error.
    void only_if(std::string_view condition);
    /// The steps that the function's record has.
    void steps();

    struct Column {
        std::string_view id;
        std::string first;     ///< the formula in the first row
        std::string next = {}; ///< in all others; empty: the same
        std::string last = {}; ///< in the last one; empty: as in the others
    };
    /// A table under a row of titles.
    void table(const std::vector<Column>& columns, std::size_t rows);
    /// Rows whose cells are each written down: formulas with an equals sign, or texts. The id is
    /// that of the whole.
    void grid(std::string_view id, const std::vector<std::vector<std::string>>& rows);

    /// What the call gives; left out: the last step. Columns of a table, side by side.
    void result(std::string_view first_column, std::string_view last_column);
    /// A column of a table; it becomes a row when that series is one.
    void result_like(std::string_view series, std::string_view column);
    /// The cells of a grid.
    void result(std::string_view grid) { result(grid, grid); }
    /// Ends a proof: whether that holds of the frozen result with the arguments as they are.
    void proves(std::string_view condition);

    Block finish() &&;
    Block finish_proof() &&;

private:
    struct Seen {
        std::size_t column;
        std::size_t row; ///< the first
        std::size_t rows = 1;
        std::size_t columns = 1;
        bool table = false;
        std::string sheet = {}; ///< where it is another
        std::string cell = {};  ///< a reference to a cell of the user's
    };
    struct Inside {
        std::size_t number; ///< of the row, from 0
    };

    std::size_t next_row() const { return block_.place.row + block_.rows.size(); }
    void add(std::vector<BlockCell> cells) { block_.rows.push_back(std::move(cells)); }
    void write_argument(const Argument& argument);
    void write_series(const Argument& argument);
    void write_allowed();
    /// Whether it is a range that was not left out.
    bool is_series_here(const Argument& argument) const;
    /// With references in place of ids.
    std::string resolved(std::string_view formula, const Inside* inside = nullptr) const;
    std::string reference(std::string_view id, const Inside* inside) const;
    Area part_of(const Seen& seen, std::string_view part, std::string_view id,
                 const Inside* inside) const;
    /// The reference to a cell of a series: of that row, outside tables of the first.
    std::string element(std::string_view argument, const Inside* inside) const;

    const PlacedCall& call_;
    SharedBlocks& shared_;
    Cells frozen_;
    Block block_;
    std::map<std::string, Seen, std::less<>> known_;
    std::string_view guard_; ///< the step that is 1 where there is a result
};

/// What a function is in a workbook for people without Headroom: part of its record.
class PlainForm {
public:
    /// The steps of its record, which hold for all arguments.
    static PlainForm of_steps() { return PlainForm(&steps); }
    /// As written by this.
    PlainForm(void (*write)(BlockWriter&)) : write_(write) {}
    /// Its value stays as it was, because of that. A proof holds the value against what the call
    /// asks for; it returns false when there is none for such arguments.
    static PlainForm frozen(Text why, bool (*prove)(BlockWriter&) = nullptr) {
        PlainForm form(why);
        form.prove_ = prove;
        return form;
    }

    /// As written by this, over blocks on sheets that it shares with other calls.
    static PlainForm on_sheets(void (*write)(BlockWriter&)) {
        PlainForm form(write);
        form.has_sheets_ = true;
        return form;
    }
    /// The same with so many blocks that its steps explain it better.
    static PlainForm over_variants(void (*write)(BlockWriter&)) {
        PlainForm form = on_sheets(write);
        form.has_variants_ = true;
        return form;
    }

    bool is_frozen() const { return write_ == nullptr; }
    bool has_sheets() const { return has_sheets_; }
    bool has_variants() const { return has_variants_; }
    Text why_frozen() const { return why_; }
    void write(BlockWriter& block) const { write_(block); }
    bool prove(BlockWriter& block) const { return prove_ != nullptr && prove_(block); }

private:
    explicit PlainForm(Text why) : why_(why) {}
    static void steps(BlockWriter& block) { block.steps(); }

    void (*write_)(BlockWriter&) = nullptr;
    bool (*prove_)(BlockWriter&) = nullptr;
    bool has_sheets_ = false;
    bool has_variants_ = false;
    Text why_;
};

/// The block of a call that has a plain form. What it shares with other calls is written, too.
Block plain_block(const PlacedCall& call, Place place, SharedBlocks& shared);

/// The block that holds the frozen result of a call against what it asks for, where there is one.
std::optional<Block> proof_block(const PlacedCall& call, BlockWriter::Cells frozen, Place place,
                                 SharedBlocks& shared);

/// A text without those others in it, as an expression.
std::string without(std::string text, std::span<const std::string_view> others);
/// A text as names are compared, but for rare letters.
std::string folded_in_cells(std::string text);

/// What a cell holds, as an expression: a truth value is 0 or 1, which only some programs take for
/// a number; a blank one is that.
std::string as_it_counts(const std::string& cell, std::string_view blank);

/// A cell's number as it counts within limits, and in steps of that size where there is one, or an
/// error: an expression without an equals sign.
std::string checked_number(const Limits& limits, const std::string& cell, double step = 0);

} // namespace headroom
