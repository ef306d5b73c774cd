#pragma once

#include "workbook/calls.hpp"
#include "workbook/findings.hpp"
#include "workbook/work.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace headroom {

/// More calls or inputs are not found again when they were moved: it would take long.
inline constexpr std::size_t most_followed = 2000;

/// A call as a reviewer reads it.
struct ReviewedCall {
    CellPlace place;
    std::string text;
    Cell result;         ///< of the call itself; of a table the first cell
    Cell shown;          ///< what its cell shows
    Cell recalculated;   ///< what it would show
    std::string reason;  ///< of an error
    std::string kept;    ///< the formula in that cell, as KeptFormula writes it
    std::string meaning; ///< of that formula, as KeptFormula has it
};

struct ReviewedSimulation {
    CellPlace place;
    std::string text;
    double trials;
    double seed;
    std::string sampling;
    Cell standard_error; ///< of the mean
};

/// A line of PLANCHECK.
struct ReviewedPlan {
    std::string range;
    Cell row;
    std::string kind;
    std::string sentence;
};

/// A cell that was typed, or a formula between such cells and calls, or a name.
struct ReviewedInput {
    std::string where;
    std::optional<CellPlace> place; ///< of a name nothing
    std::string label;
    Cell content;     ///< of a formula its meaning, behind an equals sign
    std::string kept; ///< of a formula, as KeptFormula writes it
};

/// Something that was looked for.
struct Check {
    Text title;
    std::vector<Finding> findings;
    bool listed = true; ///< otherwise they stand elsewhere in the report
};

/// All that the report on a document says.
struct Review {
    std::string hash;
    std::vector<ReviewedCall> calls;
    std::vector<Check> checks;
    std::vector<ReviewedSimulation> simulations;
    std::vector<ReviewedPlan> plans;
    std::vector<ReviewedInput> inputs;
    std::vector<std::string> hidden; ///< where calls are that no cell shows
};

/// Reviews a document, which stays as it is. Throws Refusal when there is nothing to review.
Review reviewed(const Spreadsheet& spreadsheet, Work& work);

} // namespace headroom
