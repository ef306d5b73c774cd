#pragma once

#include "core/plain_form.hpp"
#include "plan/changes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// A cell that has to show what it did.
struct KeptText {
    std::string cell;
    std::string text;
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
    /// What makes each row what it is: its name; of headings both; without a name, nothing.
    std::vector<KeptText> kept_texts(bool headed) const;

    Table values;
    std::vector<Cells> cells = {};
    std::string beyond = {};

private:
    Pairs(Table values, std::string beyond)
        : values(std::move(values)), beyond(std::move(beyond)) {}

    std::string text_in(std::size_t row, std::size_t column) const;
};

/// The cells that make a plan, each looked up by its name as the block is written.
class PlanOrigin {
public:
    PlanOrigin(const PlacedArgument& assumptions, const PlacedArgument& changes);

    bool readable() const;
    /// The cell that a driver is given in; empty: in none.
    std::string cell(Driver driver) const;
    std::vector<KeptText> kept_texts() const;
    /// Ranges that must stay blank.
    std::vector<std::string> beyond() const;
    /// How many quarters the plan has now.
    double quarters() const;

private:
    Pairs assumptions_;
    Checked checked_;
    std::optional<Changes> changes_;
    std::optional<Pairs> changed_;
};

} // namespace headroom
