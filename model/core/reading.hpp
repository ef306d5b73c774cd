#pragma once

#include "core/function.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// Reads one argument; throws Error naming it when the value does not fit.
double number_from(const Argument& argument, const Value& value);
std::string text_from(const Argument& argument, const Value& value);
std::size_t choice_from(const Argument& argument, const Value& value);
const Table& cells_from(const Argument& argument, const Value& value);
/// The value, which is a bound itself where it is beyond it by mere rounding; throws Error when it
/// breaks a limit.
double kept_within_limits(const Function& function, std::size_t index, double value,
                          std::span<const double> earlier);
/// The number in one cell of a range, within limits; throws Error about `subject` otherwise.
double number_in_cell(std::string_view argument, Phrase subject, const Cell& cell, const Unit& unit,
                      const Limits& limits);
/// One row or column of numbers; what is blank at its end is left out.
std::vector<double> series_from(const Function& function, std::size_t index, const Value& value,
                                std::span<const double> earlier, bool& in_a_row);
/// Throws Error when two ranges that belong together differ in length.
void check_length(std::string_view argument, std::size_t length, std::string_view model,
                  std::size_t expected);
void check_count(const Function& function, Arguments values);

/// A cell of a range by its row or column, from 1: "row 3 of orders".
Phrase row_of(std::string_view argument, std::size_t number);
Phrase column_of(std::string_view argument, std::size_t number);

/// Why a text is refused where a number belongs.
Phrase not_a_number(Phrase subject, std::string_view text);
/// Why a number is refused that is outside its limits, which are `allowed` in words.
Phrase out_of_limits(Phrase subject, double value, const Unit& unit, const Limits& limits,
                     Phrase allowed);
/// "For 8 % type 8% or 0.08.", of a number outside its limits that is likely a percentage without
/// its sign; nothing otherwise.
std::optional<Phrase> meant_as_percentage(double value, const Unit& unit, const Limits& limits);

} // namespace headroom
