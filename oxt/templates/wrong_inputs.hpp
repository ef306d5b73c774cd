#pragma once

#include "ods/workbook.hpp"

#include <string>
#include <string_view>

/// Inputs that are missing, or not what belongs there: the sheets Inputs and Facts say so beside
/// each. A verdict that rests on one cannot be told.
namespace headroom::workbook {

/// The name of the cell, or cells, that say whether the named inputs are what belongs there: "OK".
std::string state_name(std::string_view inputs);

/// How many inputs of the workbook are wrong, as a part of a formula.
inline constexpr std::string_view all_wrong_inputs = "WRONG_INPUTS()";

/// The workbook with a formula of the inputs' states for WRONG_INPUTS(…): of all inputs that what
/// stands in the brackets rests on, however far back; of all there are when it is empty.
Workbook with_inputs_counted(Workbook workbook);

} // namespace headroom::workbook
