#pragma once

#include "plan/assumptions.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace headroom {

/// Values that a call puts in place of those of its assumptions. A changed driver is certain at its
/// new value, whatever low and high stand beside the old one.
class Changes {
public:
    /// Reads two columns, driver and value, to their end. An inline array may be one row or one
    /// column of the two by turns: which sign goes to the next row differs from office to office.
    explicit Changes(const Table& cells);

    /// As two columns, as far as there is anything; problems and rows count from 1 in these.
    const Table& cells() const { return cells_; }
    const std::vector<Problem>& problems() const { return read_.problems; }
    /// Whatever the values are, the names are drivers', and no two the same.
    bool named() const { return read_.named; }
    bool headed() const { return read_.columns.headed; }
    /// Where a driver stands; 0: it stays as it is.
    std::size_t row(Driver driver) const {
        return read_.assumptions.rows[static_cast<std::size_t>(driver)];
    }

    /// The assumptions as if these values had been typed into them, at their end where they lack
    /// the driver.
    Table made_in(Table assumptions) const;

private:
    Table cells_;
    Checked read_;
};

/// The same, of changes in which nothing may be wrong. Throws Error, blaming the argument "changes"
/// and the row.
Table changed(const Table& assumptions, const Table& changes);

/// What sentences call assumptions with changes in them.
Phrase with_changes(std::string_view argument);

} // namespace headroom
