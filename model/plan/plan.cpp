#include "plan/plan.hpp"

#include <cmath>
#include <string>

namespace headroom {

Plan::Plan(Assumptions assumptions) : assumptions_(std::move(assumptions)) {
    Drivers<bool> all;
    all.values.fill(true);
    PlanConstants<double> constants;
    constants.renew(assumptions_.values, all);
    PlanHistory<double> history;
    PlanEquations<double> equations(assumptions_.values, constants, history);
    rows_.resize(static_cast<std::size_t>(quarters()));
    for (int number = 1; number <= quarters(); ++number) {
        equations.advance<Depth::cuts>(rows_[static_cast<std::size_t>(number - 1)],
                                       timing_of(assumptions_.values, number));
    }
    required_ = equations.required_cuts();
    const double cuts =
        assumptions_.cuts_as_required() ? required_ : assumptions_.values[Driver::cuts];
    double cash = 0;
    for (int number = 1; number <= quarters(); ++number) {
        Quarter<double>& row = rows_[static_cast<std::size_t>(number - 1)];
        equations.finish(row, number, cuts, cash);
        row[Line::required_cuts] = required_;
        cash = row[Line::cumulative_free_cash_flow];
    }
    demand_at_start_ = constants.demand_at_start;
}

double Plan::raw(Line line, int quarter) const {
    if (quarter >= 1) {
        return rows_[static_cast<std::size_t>(quarter - 1)][line];
    }
    const double revenue = assumptions_.values[Driver::revenue];
    switch (line) {
    case Line::demand:
        return demand_at_start_;
    case Line::revenue:
        return revenue;
    case Line::unserved:
        return demand_at_start_ - revenue;
    default:
        return 0;
    }
}

double Plan::value(Line line, int quarter) const {
    if (quarter > quarters()) {
        beyond(quarter);
    }
    if (line == Line::growth && quarter < 4) {
        static constexpr Text sentence =
            tr("growth compares with a year before; there is none before quarter 4.");
        throw Error(Failure::not_available, "quarter", sentence);
    }
    const bool by_cuts = record_of(line).after_cuts && assumptions_.cuts_as_required();
    if ((by_cuts || line == Line::required_cuts) && std::isnan(required_)) {
        no_cuts();
    }
    return finite(raw(line, quarter));
}

void Plan::beyond(int quarter) const {
    static constexpr Text sentence = tr("quarter is %1%, but the plan ends with quarter %2%.");
    throw Error(Failure::invalid, "quarter", sentence,
                {std::to_string(quarter), std::to_string(quarters())});
}

bool Plan::holds_margin() const {
    for (int number = static_cast<int>(assumptions_.values[Driver::hold_from]);
         number <= quarters(); ++number) {
        if (!(raw(Line::margin_gap, number) <= 0)) {
            return false;
        }
    }
    return true;
}

std::size_t Plan::bytes() const {
    return sizeof *this + assumptions_.uncertain.capacity() * sizeof(Uncertain) +
           rows_.capacity() * sizeof(Quarter<double>);
}

} // namespace headroom
