#pragma once

#include "plan/assumptions.hpp"
#include "plan/equations.hpp"
#include "plan/line.hpp"

#include <memory>
#include <string>
#include <vector>

namespace headroom {

/// A trade plan: every line in every quarter, for one set of assumptions.
class Plan {
public:
    explicit Plan(Assumptions assumptions);

    const Assumptions& assumptions() const { return assumptions_; }
    int quarters() const { return assumptions_.quarters(); }

    /// The line at a quarter, 1 to quarters(); of demand, revenue, unserved, capex and
    /// gpus_delivered also quarter 0 and before. Throws Error: invalid beyond the last quarter,
    /// #N/A for growth before quarter 4, no answer when the line needs a number of cuts and there
    /// is none, or is too large.
    double value(Line line, int quarter) const;

    /// As it stands, NaN where `value` throws.
    double raw(Line line, int quarter) const;

    /// Whether the margin has its target in every quarter that counts: the same meaning that
    /// required cuts and the margin gap have.
    bool holds_margin() const;

    /// The memory it takes.
    std::size_t bytes() const;

private:
    [[noreturn]] void no_cuts() const;
    [[noreturn]] void beyond(int quarter) const;

    Assumptions assumptions_;
    std::vector<Quarter<double>> rows_; ///< from quarter 1 on
    double demand_at_start_;
    double required_;
};

} // namespace headroom
