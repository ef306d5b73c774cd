#pragma once

#include "workbook/spreadsheet.hpp"

#include "core/function.hpp"

#include <string>
#include <vector>

namespace headroom {

/// A call of a Headroom function among the tokens of a formula.
struct FoundCall {
    struct Slice {
        std::size_t first;
        std::size_t end; ///< behind the last one
    };

    const Function* function;
    std::size_t first; ///< its name
    std::size_t end;   ///< behind its closing bracket
    std::vector<Slice> arguments;
    bool in_function; ///< whether its result goes into another function

    std::size_t tokens() const { return end - first; }
};

/// The calls among tokens, inner ones first.
std::vector<FoundCall> calls_among(const Tokens& tokens);

/// A formula with Headroom calls in it.
struct FormulaWithCalls {
    CellPlace place; ///< of an array formula its first cell
    Area cells;      ///< all that show the formula
    bool array = false;
    std::string text; ///< as the user has it, without an equals sign
    Tokens typed;     ///< the same
    /// The same, but where names stand for something else in another cell, or hold calls, there is
    /// what they stand for; instead of an error typed as a constant, such as #N/A, there is NA().
    Tokens tokens;
    std::vector<FoundCall> calls; ///< inner ones first

    /// Whether it is that call and nothing else.
    bool is_only(const FoundCall& call) const;
};

/// Calculates expressions in the document: formulas without an equals sign.
class Evaluator {
public:
    virtual ~Evaluator() = default;
    /// Not a number when it is in error.
    virtual double number(const std::string& expression) const = 0;
    /// So many of the cells that it refers to; nothing when the first is in error.
    virtual Table table(const std::string& expression, std::size_t rows,
                        std::size_t columns) const = 0;
};

/// Finds the Headroom calls in the formulas of a document.
class Calls {
public:
    explicit Calls(const Spreadsheet& spreadsheet);

    /// In all cells of a sheet, from its first row on, each array formula once.
    std::vector<FormulaWithCalls> on_sheet(std::int32_t sheet) const;
    /// In the cells of a range.
    std::vector<FormulaWithCalls> in(const SheetArea& cells) const;

    /// Whether one of those cells has a call, without looking into it: quick.
    bool any_in(const uno::Object& cells) const;

    /// What tokens in a cell refer to, fixed, also what the names among them stand for.
    Tokens references_in(const Tokens& tokens, const CellPlace& place) const;
    /// A name of the document, or of a sheet, and what it stands for.
    struct Name {
        std::string name;
        std::string content; ///< a formula without an equals sign
    };
    /// The names among tokens, and those that these stand for.
    std::vector<Name> names_in(const Tokens& tokens) const;
    /// Cells that have a name.
    std::vector<SheetArea> named_cells() const;

    /// The names of the document and its sheets that hold calls.
    std::vector<std::string> names_with_calls() const;

    /// A call with arguments that are right anywhere: calls in them are replaced by their results,
    /// which stand at the same places as the calls of the formula.
    PlacedCall placed(const FormulaWithCalls& formula, std::size_t call,
                      const std::vector<SheetArea>& results, const Evaluator& evaluator) const;
    /// The same, written as a formula without an equals sign.
    std::string absolute_text(const FormulaWithCalls& formula, std::size_t call,
                              const std::vector<SheetArea>& results) const;
    /// The same with the calls in it as they are.
    std::string standalone_text(const FormulaWithCalls& formula, std::size_t call) const;
    /// One of its arguments, right on any sheet; empty when it is left out.
    std::string argument_text(const FormulaWithCalls& formula, std::size_t call,
                              std::string_view id) const;
    /// As the user typed it.
    std::string typed_text(const FormulaWithCalls& formula, std::size_t call) const;
    /// The formula with results in place of all its calls.
    Tokens with_results(const FormulaWithCalls& formula,
                        const std::vector<SheetArea>& results) const;

private:
    struct KnownName {
        std::int32_t index;
        std::int32_t sheet; ///< negative: of the document
        std::string name;
        Tokens tokens;
        bool moves;      ///< means something else in another cell or on another sheet
        bool with_calls; ///< or another name with calls
    };

    void read_names(const uno::Object& names, std::int32_t sheet);
    void find_names_with_calls();
    /// With the names that names stand for.
    std::vector<const KnownName*> known_in(const Tokens& tokens) const;
    const KnownName* known(const Token& token) const;
    bool may_hold_calls(const std::string& formula) const;
    std::optional<FormulaWithCalls> formula_at(const CellPlace& place,
                                               std::string_view listed) const;
    Tokens without_names(const Tokens& tokens, const CellPlace& place, int depth) const;
    Tokens with_results(const FormulaWithCalls& formula, std::size_t first, std::size_t end,
                        std::size_t calls, const std::vector<SheetArea>& results) const;
    std::string print_absolute(const Tokens& tokens, const CellPlace& place) const;
    /// What an argument refers to, when it plainly is a reference.
    std::optional<SheetArea> referred(const Tokens& tokens, const CellPlace& place) const;
    /// The cells of an argument that is a range, and what they hold.
    void find_cells(PlacedArgument& argument, const Tokens& original, const CellPlace& place,
                    const Argument& described, const Evaluator& evaluator) const;

    const Spreadsheet& spreadsheet_;
    Tokens not_available_; ///< NA()
    std::vector<KnownName> names_;
};

} // namespace headroom
