#pragma once

#include "sheet.hpp"

#include "core/function.hpp"

#include <map>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

namespace headroom::test {

/// A blank cell; an argument that is not there at all is std::monostate.
struct Blank {};

/// Any other expression: a range or a cell elsewhere, 1/0.
struct Expression {
    std::string text;
};

/// How one argument of a call is given. Numbers, texts and ranges stand in cells of their own, so
/// that no digit is lost in a formula's text.
using Given = std::variant<std::monostate, Blank, double, std::string, Table, Expression>;

/// A call of a Headroom function in a cell.
struct CellCall {
    std::string function;
    std::vector<Given> arguments;

    /// The call as it is typed, for messages.
    std::string text() const;
};

/// The same call as the model takes it.
CellCall cell_call(const Function& function, Arguments arguments);

/// The arguments as they are once typed: numbers with 15 digits.
std::vector<Value> as_typed(std::vector<Value> arguments);

/// The question why a call is in error.
CellCall reason_for(const CellCall& call);

/// A formula of the workings with the cells that hold arguments and steps in place of their ids.
std::string with_cells(const std::string& formula, const std::map<std::string, std::string>& cells);

/// Lays ranges out on a sheet, one below the other.
class Ranges {
public:
    /// The first cell of the first range.
    explicit Ranges(At first) : first_(first) {}

    /// Where that range will stand, for a formula.
    std::string add(const Table& range);
    void write(Sheet& sheet) const;

private:
    At first_;
    std::size_t columns_ = 0;
    std::vector<std::vector<Cell>> rows_;
};

/// What a cell shows.
struct CellOutcome {
    int error = 0; ///< as Sheet::error
    Cell content = {};

    bool shows(const Cell& cell) const;
    /// Empty when it is no text.
    std::string text() const;
    friend std::ostream& operator<<(std::ostream& out, const CellOutcome& outcome);
};

/// Writes all calls on the sheet, one a row, and reads what they show.
std::vector<CellOutcome> evaluate(Sheet& sheet, const std::vector<CellCall>& calls);

} // namespace headroom::test
