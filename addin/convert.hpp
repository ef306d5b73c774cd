#pragma once

#include "core/value.hpp"

#include "uno/any.hpp"

#include <cstddef>

namespace headroom {

/// An argument as Calc hands it over: a cell, a constant, an array, or a range as the cells
/// themselves; void (left out) becomes blank. Of a range, blank cells are blank and errors are
/// errors, of cells only the used part is read, so that a whole column costs no more than what
/// stands in it, and of that only the first `columns` (0: all).
/// Throws std::invalid_argument for what Calc never sends.
Value value_from(const uno::View& argument, std::size_t columns = 0);

/// The number that makes Calc show a failure: a NaN with Calc's error code in its low 32 bits.
double error_number(const Error& error);

/// #VALUE!, for what should never happen.
double internal_error_number();

uno::Any any_from(const Value& value);

} // namespace headroom
