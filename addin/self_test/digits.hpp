#pragma once

#include "core/value.hpp"

#include <cstddef>
#include <string>

namespace headroom {

/// A result to its last digit.
struct Digits {
    std::size_t rows;
    std::size_t columns;
    /// A line for each cell, row by row. An error is written as a blank. Of a text the points and
    /// commas are left out: the numbers in it are written as the user writes them.
    std::string cells;

    friend bool operator==(const Digits&, const Digits&) = default;
};

Digits digits_of(const Value& result);

} // namespace headroom
