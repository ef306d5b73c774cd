#pragma once

#include "workbook/spreadsheet.hpp"

#include <functional>
#include <optional>
#include <string>

namespace headroom {

/// The number that a sum or product of numbers and cells is, as Calc has it; nothing of what holds
/// anything else. `number` is that of an operand, `text` how the office writes a token.
std::optional<double> arithmetic(const Tokens& tokens,
                                 const std::function<std::optional<double>(const Token&)>& number,
                                 const std::function<std::string(const Token&)>& text);

} // namespace headroom
