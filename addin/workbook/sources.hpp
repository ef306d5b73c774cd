#pragma once

#include "workbook/calls.hpp"
#include "workbook/cells.hpp"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace headroom {

/// What calls depend on: the cells that somebody typed, through all formulas between them and the
/// calls, and those formulas.
class Sources {
public:
    Sources(const Spreadsheet& spreadsheet, const Calls& calls, const Cells& cells);

    /// Adds what a formula depends on, and itself.
    void add(const FormulaWithCalls& formula);

    /// In the order of sheets, rows and columns.
    struct Order {
        bool operator()(const CellPlace& left, const CellPlace& right) const {
            return std::tie(left.sheet, left.at.row, left.at.column) <
                   std::tie(right.sheet, right.at.row, right.at.column);
        }
    };

    /// The cells that were typed.
    const std::map<CellPlace, Cell, Order>& inputs() const { return inputs_; }
    /// The formulas in a form in which those that mean the same are the same.
    const std::map<CellPlace, std::string, Order>& formulas() const { return formulas_; }
    /// What their names stand for.
    const std::map<std::string, std::string>& names() const { return names_; }

private:
    void add(const CellPlace& place, const Tokens& tokens);
    void add(const SheetArea& range);
    void follow(const CellPlace& place);

    const Spreadsheet& spreadsheet_;
    const Calls& calls_;
    const Cells& cells_;
    std::map<CellPlace, Cell, Order> inputs_;
    std::map<CellPlace, std::string, Order> formulas_;
    std::map<std::string, std::string> names_;
    std::map<std::tuple<std::int32_t, std::size_t, std::size_t, std::size_t, std::size_t>, bool>
        seen_;                    ///< ranges
    std::vector<CellPlace> next_; ///< formulas to be followed
};

} // namespace headroom
