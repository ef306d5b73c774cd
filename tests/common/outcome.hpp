#pragma once

#include "core/catalogue.hpp"

#include <string_view>
#include <vector>

namespace headroom::test {

/// The function of that name; throws std::runtime_error when there is none.
const Function& function(std::string_view name);

/// What a cell with that call shows: a number, a text, or its failure. The first cell of a table.
Cell outcome(const Function& function, Arguments arguments);

/// The number that a call gives; fails the running test with the error's message otherwise.
double number(std::string_view name, const std::vector<Value>& arguments);

/// The error that a call ends in, whose sentence has to be one in every language; throws
/// std::runtime_error when the call ends well.
Error error(std::string_view name, const std::vector<Value>& arguments);

/// `first` before all the others, as REASON and WORKINGS take their arguments.
std::vector<Value> joined(Value first, Arguments others);

/// Every function that makes one number of numbers and series of numbers.
std::vector<const Function*> number_functions();
/// Those and all that make a table of numbers of them.
std::vector<const Function*> calculating_functions();
/// Every function over a range of assumptions.
std::vector<const Function*> plan_functions();

/// What an argument has when it is left out; nothing when it then plays no part.
Value default_of(const Argument& argument);

/// The arguments of the function's longest example, then the defaults: a valid call that leaves
/// out only what has no default and is in no example.
std::vector<Value> complete_example(const Function& function);

/// The arguments with another number in one place; in a range, its second.
std::vector<Value> exchanged(std::vector<Value> arguments, std::size_t index, double value);

/// Whether the numbers of a call, otherwise valid, meet their limits and what they demand of each
/// other.
bool fits(const Function& function, Arguments arguments);

} // namespace headroom::test
