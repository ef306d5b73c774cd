#pragma once

#include "core/value.hpp"

#include <string>
#include <vector>

namespace headroom::test {

/// A result found outside this project, and where it comes from.
struct Vector {
    std::string function;
    std::vector<Value> arguments;
    Cell expected;
    double tolerance = 0; ///< relative
    std::string source;

    /// The call as it is typed.
    std::string call() const;
    bool met_by(const Cell& result) const;
};

std::vector<Vector> read_vectors();

} // namespace headroom::test
