#pragma once

#include "workbook/calls.hpp"

#include <string>
#include <vector>

namespace headroom {

/// Where calls are that no cell shows: in names, validations and conditional formats.
std::vector<std::string> hidden_calls(const Spreadsheet& spreadsheet, const Calls& calls);
/// The same without the names, whose results cells show.
std::vector<std::string> calls_in_conditions(const Spreadsheet& spreadsheet);

} // namespace headroom
