#pragma once

#include "sheet.hpp"

#include "function.hpp"

#include <ostream>
#include <string>
#include <variant>
#include <vector>

namespace headroom::test {

/// A blank cell; an argument that is not there at all is std::monostate.
struct Blank {};

/// Any other expression: a range, a cell elsewhere, 1/0.
struct Expression {
    std::string text;
};

/// How one argument of a call is given. Numbers and texts stand in cells of their own, so that no
/// digit is lost in a formula's text.
using Given = std::variant<std::monostate, Blank, double, std::string, Expression>;

/// A call of a Headroom function in a cell.
struct CellCall {
    std::string function;
    std::vector<Given> arguments;

    /// The call as it is typed, for messages.
    std::string text() const;
};

/// The same call as the model takes it. Ranges are not taken.
CellCall cell_call(const Function& function, Arguments arguments);

/// The question why a call is in error.
CellCall reason_for(const CellCall& call);

/// What a cell shows.
struct CellOutcome {
    int error = 0; ///< as Sheet::error
    double value = 0;
    std::string text;

    bool shows(const Cell& cell) const;
    friend std::ostream& operator<<(std::ostream& out, const CellOutcome& outcome);
};

/// Writes all calls on the sheet, one a row, and reads what they show.
std::vector<CellOutcome> evaluate(Sheet& sheet, const std::vector<CellCall>& calls);

} // namespace headroom::test
