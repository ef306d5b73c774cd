#pragma once

#include "workbook/calls.hpp"
#include "workbook/cells.hpp"
#include "workbook/sources.hpp"
#include "workbook/table_headings.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// Something that a reviewer of a workbook wants to know, and where it is.
struct Finding {
    SheetArea cells;
    std::string what;
};

/// Looks at the calls of a document for what is allowed but seldom wanted. Calls that look into
/// other calls are passed over: they repeat these.
class Findings {
public:
    Findings(const Spreadsheet& spreadsheet, const Calls& calls, const Cells& cells)
        : spreadsheet_(spreadsheet), calls_(calls), cells_(cells) {}

    void look_at(const FormulaWithCalls& formula);

    std::vector<Finding> constants = {};    ///< numbers typed into calls
    std::vector<Finding> blanks = {};       ///< cells that count as 0
    std::vector<Finding> without_seed = {}; ///< simulations

private:
    void look_for_constants(const FormulaWithCalls& formula);
    void look_for_blanks(const FormulaWithCalls& formula, const FoundCall& call);
    void look_for_seed(const FormulaWithCalls& formula, const FoundCall& call);
    /// The tokens of an argument without those of the calls in it.
    Tokens own_tokens(const FormulaWithCalls& formula, const FoundCall& call,
                      std::size_t argument) const;
    std::string as_typed(const Tokens& tokens) const;
    /// A number among tokens; of a whole array there is no value.
    struct TypedNumber {
        std::optional<double> value;
        Tokens tokens; ///< it, and a percent sign behind it
    };
    /// But for those that say which cell is meant.
    std::vector<TypedNumber> typed_numbers(const Tokens& tokens) const;
    /// What is assumed in an argument itself, as it is typed.
    std::string constants_in(const FormulaWithCalls& formula, const FoundCall& call,
                             std::size_t index) const;

    const Spreadsheet& spreadsheet_;
    const Calls& calls_;
    const Cells& cells_;
};

/// Numbers that stand where formulas with the same calls go on at both sides.
std::vector<Finding> typed_over(const Spreadsheet& spreadsheet, const Cells& cells,
                                const std::vector<FormulaWithCalls>& formulas, const Calls& calls);

/// What stands beside inputs and says what they are.
class Labels {
public:
    Labels(const Spreadsheet& spreadsheet, const Calls& calls, const Cells& cells);

    /// In a table with headings the label of the row, and the heading unless the cell stands
    /// beside that label. Elsewhere the text to the left, above or to the right; a comment or a
    /// name counts too. Empty when there is nothing.
    std::string of(const CellPlace& input) const;

private:
    std::string text(const CellPlace& place) const;
    std::string in_table(const CellPlace& input) const;
    std::string beside(const CellPlace& input) const;

    const Cells& cells_;
    std::vector<TableHeadings> headings_; ///< of each sheet
    std::vector<SheetArea> named_;
    std::map<CellPlace, std::string, Sources::Order> comments_;
};

/// The same of cells that lie below each other as one.
std::vector<Finding> gathered(const std::vector<Finding>& findings);

} // namespace headroom
