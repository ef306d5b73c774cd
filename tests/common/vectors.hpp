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

/// The same of a function that gives a table: the numbers of its last column, from above.
struct TableVector {
    std::string function;
    std::vector<Value> arguments;
    std::vector<Cell> last_column;
    double tolerance = 0; ///< relative
    std::string source;
};

std::vector<TableVector> read_table_vectors();

} // namespace headroom::test
