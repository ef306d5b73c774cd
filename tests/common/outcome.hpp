#pragma once

#include "catalogue.hpp"

#include <string_view>
#include <vector>

namespace headroom::test {

/// The function of that name; throws std::runtime_error when there is none.
const Function& function(std::string_view name);

/// What a cell with that call shows: a number, a text, or its failure. The first cell of a table.
Cell outcome(const Function& function, Arguments arguments);

/// The number that a call gives; fails the running test with the error's message otherwise.
double number(std::string_view name, const std::vector<Value>& arguments);

/// The error that a call ends in; throws std::runtime_error when it ends well.
Error error(std::string_view name, const std::vector<Value>& arguments);

/// `first` before all the others, as REASON and WORKINGS take their arguments.
std::vector<Value> joined(Value first, Arguments others);

/// Every function that returns one number.
std::vector<const Function*> number_functions();

/// The arguments of the function's first example, then the defaults: a valid call that leaves
/// nothing out.
std::vector<Value> complete_example(const Function& function);

/// Whether a value meets the limits of an argument when the others are as in `arguments`, which
/// leaves nothing out.
bool inside(const Function& function, std::size_t index, double value, Arguments arguments);

} // namespace headroom::test
