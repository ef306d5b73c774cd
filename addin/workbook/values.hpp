#pragma once

#include "core/plain_form.hpp"
#include "core/value.hpp"

#include <string>

namespace headroom {

bool is_error(const Cell& cell);
/// Blank, or an empty text.
bool is_empty(const Cell& cell);

/// Whether the value in native formulas is Headroom's, to nine digits.
bool same(const Cell& headroom, const Cell& plain);

/// For a sentence.
std::string shown(const Cell& cell);
/// The same with an error as the office shows it.
std::string as_in_cell(const Cell& cell);

/// A cell that keeps the value.
BlockCell constant(const Cell& cell, BlockCell::Look look);

} // namespace headroom
