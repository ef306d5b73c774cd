#pragma once

#include "core/plain_form.hpp"
#include "plan/changes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// A row that a plan was read from: it has to say what it said then.
struct KeptRow {
    std::string name; ///< its cells
    std::string value;
    std::string named; ///< what the first one showed
    std::optional<Driver> driver = {};
    bool headings = false;
    std::string titled = {}; ///< what the second one of headings showed
};

/// The rows of a range that a plan was read from, and what else must hold of it.
struct KeptRows {
    std::vector<KeptRow> rows;
    std::string names = {}; ///< both columns of the range; empty: all rows are kept
    std::string values = {};
    std::size_t height = 0;          ///< of these
    std::string as_large = {};       ///< holds while the range is; empty: it cannot grow
    std::string nothing_beyond = {}; ///< holds while nothing stands below it
};

/// Names and values of a call beside each other, as far as a plan looks at them.
class Pairs {
public:
    struct Cells {
        std::string name;
        std::string value;
    };

    /// Of assumptions.
    static Pairs in_two_columns(const PlacedArgument& argument);
    /// Of changes, which may also be in one row or column.
    static Pairs in_changes(const PlacedArgument& argument, const Changes& changes);

    /// Values end where all below is blank.
    bool readable() const { return !cells.empty() && cells.size() >= values.rows(); }
    KeptRows kept_rows(bool headed) const;

    Table values;
    std::vector<Cells> cells = {};

private:
    Pairs(Table values, const PlacedArgument& argument)
        : values(std::move(values)), argument_(argument) {}

    std::string text_in(std::size_t row, std::size_t column) const;

    PlacedArgument argument_;
    bool in_two_columns_ = false; ///< of a sheet
};

/// The cells that make a plan, each looked up by its name as the block is written.
class PlanOrigin {
public:
    PlanOrigin(const PlacedArgument& assumptions, const PlacedArgument& changes);

    bool readable() const;
    /// The cell that a driver is given in; empty: in none.
    std::string cell(Driver driver) const;
    /// Of the assumptions, and of the changes.
    std::vector<KeptRows> kept_rows() const;
    /// How many quarters the plan has now.
    double quarters() const;

private:
    Pairs assumptions_;
    Checked checked_;
    std::optional<Changes> changes_;
    std::optional<Pairs> changed_;
};

} // namespace headroom
