#pragma once

#include "plan/assumptions.hpp"
#include "recalculated.hpp"

#include <string>
#include <vector>

namespace headroom::bench {

/// The drivers' values with the uncertain ones at their values, lows and highs: three certain
/// plans.
std::vector<Drivers<double>> certain_plans(const Assumptions& plan);

/// The same simulation in Calc alone: one row for each trial, its drivers drawn by RAND, the
/// required cuts by native formulas. As lean as a careful modeller would make it: what is certain
/// is worked out once, growth is a power, and a quarter takes three cells. It relies on cuts that
/// save in every quarter that counts, as they do in this plan.
class NativeSimulation {
public:
    NativeSimulation(test::Office& office, const Assumptions& plan, std::size_t trials);

    Recalculated& timed() { return recalculated_; }
    /// The plans as the rows, in place of random ones.
    void set(const std::vector<Drivers<double>>& plans);

    Table exact_cuts() { return column(exact_); }
    /// Blank where there is no answer.
    Table required_cuts() { return column(exact_ + 1); }

private:
    void write_plan();
    std::vector<std::string> trial() const;
    Table column(std::size_t index);

    const Assumptions& plan_;
    std::size_t trials_;
    std::size_t exact_ = 0; ///< the column
    Recalculated recalculated_;
};

} // namespace headroom::bench
