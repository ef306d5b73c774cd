#pragma once

#include "assumptions.hpp"
#include "line.hpp"
#include "plan_equations.hpp"

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

/// The plan of a range of assumptions, made anew or found in the call's memory.
std::shared_ptr<const Plan> plan_of(Call& call, const Table& cells,
                                    std::string_view argument = "assumptions");

/// The shown line of that name. Throws Error naming the nearest one.
Line line_from(const std::string& name);

/// The quarter of a call, the plan's last one when it is left out. Throws Error beyond it.
int quarter_from(const std::optional<QuarterNumber>& quarter, const Plan& plan);

/// Notes how a line of the plan comes about, down to the drivers; the last step is the line itself.
void note_workings(Call& call, const Plan& plan, Line line, int quarter);

namespace plan_argument {

extern const ArgumentText assumptions;
extern const ArgumentText line;
extern const ArgumentText quarter;

} // namespace plan_argument

/// Assumptions for the examples in the help.
Table example_assumptions();
/// The same with low, high and distribution of some.
Table example_uncertain_assumptions();

std::vector<Function> plan_functions();

} // namespace headroom
