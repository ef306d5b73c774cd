#pragma once

#include "plan/driver.hpp"
#include "plan/line.hpp"
#include "risk/lanes.hpp"
#include "trade/margin.hpp"

#include <array>
#include <limits>
#include <type_traits>

namespace headroom {

inline constexpr double hours_per_quarter = 2190;

/// The lines of one quarter.
template <class Real> struct Quarter {
    std::array<Real, line_count> values;

    [[gnu::always_inline]] Real& operator[](Line line) {
        return values[static_cast<std::size_t>(line)];
    }
    [[gnu::always_inline]] const Real& operator[](Line line) const {
        return values[static_cast<std::size_t>(line)];
    }
};

/// A yearly factor, and its powers with 0, 1/4, 1/2 and 3/4. They are made of square roots and so
/// the same everywhere.
template <class Real> struct Growth {
    Real yearly;
    std::array<Real, 4> powers;

    [[gnu::always_inline]] static Growth of(const Real& yearly) {
        const Real half = root(yearly);
        const Real quarter = root(half);
        return {yearly, {Real(1), quarter, half, half * quarter}};
    }
};

/// A level that grows: its value at quarters 1, 2, 3, … Whole years are powers of the yearly
/// factor.
template <class Real> class Path {
public:
    [[gnu::always_inline]] Path(const Real& start, const Growth<Real>& growth)
        : growth_(growth), level_(start) {}

    /// To be called before each quarter whose number can be divided by four.
    [[gnu::always_inline]] void turn_year() { level_ = level_ * growth_.yearly; }

    /// At a quarter of the year that has been turned to.
    [[gnu::always_inline]] Real at(int number) const {
        return level_ * growth_.powers[static_cast<unsigned>(number) % 4];
    }

private:
    const Growth<Real>& growth_;
    Real level_; ///< at the beginning of the year
};

/// What drivers come to by roots and quotients. Where they are certain it is the same in all
/// trials.
template <class Real> struct PlanConstants {
    Growth<Real> base;
    Growth<Real> other_cost;
    Growth<Real> price;
    Growth<Real> capex;
    Growth<Real> retention;
    Growth<Real> wage;
    Real demand_factor;
    Real lost; ///< share of the unserved demand that goes elsewhere in a quarter
    Real demand_at_start;
    Real ordered_per_quarter;
    Real lifetime; ///< in quarters
    Real charge;   ///< share of the capex in service that is written off in a quarter

    /// Works out again what the changed drivers, and all others, come to.
    [[gnu::always_inline]] void renew(const Drivers<Real>& d, const Drivers<bool>& changed) {
        const auto any = [&](auto... drivers) __attribute__((always_inline)) {
            return (changed[drivers] || ...);
        };
        if (any(Driver::base_growth)) {
            base = Growth<Real>::of(Real(1) + d[Driver::base_growth]);
        }
        if (any(Driver::cost_growth)) {
            other_cost = Growth<Real>::of(Real(1) + d[Driver::cost_growth]);
        }
        if (any(Driver::price_erosion)) {
            price = Growth<Real>::of(Real(1) - d[Driver::price_erosion]);
        }
        if (any(Driver::capex_trend)) {
            capex = Growth<Real>::of(Real(1) + d[Driver::capex_trend]);
        }
        if (any(Driver::attrition, Driver::attrition_backfill)) {
            retention = Growth<Real>::of(
                exponential(-d[Driver::attrition] * (Real(1) - d[Driver::attrition_backfill])));
        }
        if (any(Driver::wage_growth)) {
            wage = Growth<Real>::of(Real(1) + d[Driver::wage_growth]);
        }
        if (any(Driver::demand_growth, Driver::base_growth)) {
            demand_factor = root(root(Real(1) + demand_growth_of(d)));
        }
        if (any(Driver::churn)) {
            lost = Real(1) - root(root(Real(1) - d[Driver::churn]));
        }
        if (any(Driver::revenue, Driver::backlog_share)) {
            demand_at_start = d[Driver::revenue] / (Real(1) - d[Driver::backlog_share]);
        }
        if (any(Driver::gpus_ordered, Driver::order_quarters)) {
            ordered_per_quarter = d[Driver::gpus_ordered] / d[Driver::order_quarters];
        }
        if (any(Driver::life, Driver::residual_share)) {
            lifetime = Real(4) * d[Driver::life];
            charge = (Real(1) - d[Driver::residual_share]) / lifetime;
        }
    }

    /// How fast demand grows: as the base, when nothing else is said.
    [[gnu::always_inline]] static Real demand_growth_of(const Drivers<Real>& d) {
        const Real& own = d[Driver::demand_growth];
        return choose(own == own, own, d[Driver::base_growth]);
    }
};

/// What the drivers of time decide in a quarter: in all trials the same where these are certain
/// (Real is double), otherwise in each its own.
template <class Real> struct Timing {
    using Truth = decltype(Real() < Real());

    Real ordered;     ///< quarters' worth of the order that have been delivered by then
    Real retired;     ///< and whose life is over
    Real off_payroll; ///< the share of the quarter for which those who were cut are gone
    Truth announced;  ///< the cuts
    Truth held;       ///< the margin
};
inline constexpr std::array drivers_of_time{Driver::order_quarters, Driver::lead_quarters,
                                            Driver::life,           Driver::cut_quarter,
                                            Driver::notice_months,  Driver::hold_from};

template <class Real>
[[gnu::always_inline]] inline Timing<Real> timing_of(const Drivers<Real>& d, int number) {
    const Real quarter(number);
    const auto ordered = [&](const Real& by) __attribute__((always_inline)) {
        return between(Real(0), Real(by - d[Driver::lead_quarters]), d[Driver::order_quarters]);
    };
    return {.ordered = ordered(quarter),
            .retired = ordered(quarter - Real(4) * d[Driver::life]),
            .off_payroll = between(Real(0),
                                   Real((Real(3) * (quarter - (d[Driver::cut_quarter] - Real(1))) -
                                         d[Driver::notice_months]) /
                                        Real(3)),
                                   Real(1)),
            .announced = quarter == d[Driver::cut_quarter],
            .held = quarter >= d[Driver::hold_from]};
}

/// The difference of quantities for several trials: what is left of two ways to the same amount is
/// nothing.
template <int size>
[[gnu::always_inline]] inline LanesOf<size> difference(const LanesOf<size>& left,
                                                       const LanesOf<size>& right) {
    const LanesOf<size> rest = left - right;
    return choose(magnitude(rest) < magnitude(left) * LanesOf<size>(0x1p-48), LanesOf<size>(0),
                  rest);
}

/// What a quantity goes beyond another one by, where both are 0 or more: as the difference from the
/// lesser of the two, but sooner known.
[[gnu::always_inline]] inline double excess(double quantity, double most) {
    return difference(quantity, lesser(quantity, most));
}
template <int size>
[[gnu::always_inline]] inline LanesOf<size> excess(const LanesOf<size>& quantity,
                                                   const LanesOf<size>& most) {
    const LanesOf<size> rest = quantity - most;
    return choose(rest < quantity * LanesOf<size>(0x1p-48), LanesOf<size>(0), rest);
}

/// What later quarters look back at, from quarter 0 on.
template <class Real> struct PlanHistory {
    std::array<Real, most_quarters + 1> revenue;
    std::array<Real, most_quarters + 1> bought; ///< capex of all quarters so far
};

/// How much of a quarter is worked out.
enum class Depth {
    sales, ///< what is sold, and all that later quarters rest on
    costs, ///< and what it costs, but for what depends on the cuts
    cuts,  ///< and how many of them the margin takes
};

/// The equations of the trade plan, for one plan (double) or for several trials (Lanes) at once.
/// Quarter by quarter, first what does not depend on the cuts, then, with a number of cuts, the
/// rest: profit is linear in the cuts, so how many are required is known without trying.
/// Time is double where the drivers of time are the same in all trials, and Real where not.
template <class Real, class Time = Real> class PlanEquations {
    static constexpr bool same_time = std::is_same_v<Time, double>;

public:
    /// The drivers are within their limits; `quarters` and a blank `cuts` are not looked at. The
    /// constants are theirs; both stay where they are, and so does the history, which is written.
    [[gnu::always_inline]] PlanEquations(const Drivers<Real>& drivers,
                                         const PlanConstants<Real>& constants,
                                         PlanHistory<Real>& history)
        : d(drivers), c(constants), history_(history), base_(Real(1), c.base),
          other_cost_(other_cost_at_start(d), c.other_cost), price_(Real(1), c.price),
          capex_(d[Driver::capex_per_gpu], c.capex), retention_(Real(1), c.retention),
          wage_(d[Driver::loaded_cost] / Real(4), c.wage),
          earned_by_gpu_(Real(hours_per_quarter) * d[Driver::utilisation] * d[Driver::price]),
          demand_(c.demand_at_start), unserved_(demand_ - d[Driver::revenue]),
          positions_(d[Driver::headcount] + Real(1e-9) * greater(d[Driver::headcount], Real(1))),
          most_(positions_) {
        history_.revenue[0] = d[Driver::revenue];
        history_.bought[0] = Real(0);
        if constexpr (std::is_same_v<Real, double>) {
            lifetimes_ = static_cast<int>(c.lifetime);
        } else if constexpr (same_time) {
            lifetimes_ = static_cast<int>(c.lifetime[0]);
        } else {
            for (int lane = 0; lane < Real::count; ++lane) {
                lifetimes_[static_cast<std::size_t>(lane)] = static_cast<int>(c.lifetime[lane]);
            }
        }
    }

    /// Costs of quarter 0 that are neither payroll nor GPUs; not valid when negative.
    [[gnu::always_inline]] static Real other_cost_at_start(const Drivers<Real>& d) {
        return difference(Real(d[Driver::revenue] - d[Driver::operating_profit]),
                          Real(d[Driver::headcount] * d[Driver::loaded_cost] / Real(4)));
    }

    /// The next quarter, without what depends on the cuts. How many are required is not known
    /// where the margin is held in a quarter of less depth than cuts.
    template <Depth depth>
    [[gnu::always_inline]] void advance(Quarter<Real>& q, const Timing<Time>& time) {
        using enum Line;
        const int number = ++number_;
        if (number % 4 == 0) {
            base_.turn_year();
            other_cost_.turn_year();
            price_.turn_year();
            capex_.turn_year();
            retention_.turn_year();
            wage_.turn_year();
        }
        const Real base = base_.at(number);
        const Real own = d[Driver::revenue] * base;
        demand_ = (demand_ - c.lost * unserved_) * c.demand_factor;
        take_stock(q, number, time);
        const Real of_gpus = earned_by_gpus_ * price_.at(number);
        const Real capacity = own + of_gpus;
        const Real sold = lesser(demand_, capacity);
        unserved_ = excess(demand_, capacity);
        history_.revenue[number] = sold;
        q[base_capacity] = own;
        q[gpu_capacity] = of_gpus;
        q[demand] = demand_;
        q[revenue] = sold;
        q[unserved] = unserved_;
        q[gpu_revenue] = difference(sold, lesser(demand_, own));
        if constexpr (depth == Depth::sales) {
            return;
        }
        q[other_cost] = other_cost_.at(number);
        q[base_cash] = (d[Driver::base_depreciation] - d[Driver::base_capex]) * base;
        q[retention] = retention_.at(number);
        q[wage] = wage_.at(number);
        q[off_payroll] = time.off_payroll;
        q[profit_before_cuts] = q[revenue] - q[other_cost] - q[gpu_opex] - q[depreciation] -
                                d[Driver::headcount] * q[retention] * q[wage];
        q[saving_per_cut] = gone(q) * q[retention] * q[wage] -
                            choose(time.announced, d[Driver::severance], Real(0)) -
                            d[Driver::replacement_cost] * q[off_payroll] / Real(4);
        if constexpr (depth == Depth::cuts) {
            hold(q, time.held);
        }
    }

    /// The smallest whole number of cuts with which every quarter from hold_from on has its margin;
    /// NaN when there is none. After the last quarter.
    [[gnu::always_inline]] Real required_cuts() const {
        const Real whole = each(least_, [](double cuts) { return std::ceil(cuts); });
        return choose(whole <= most_, whole, Real(std::numeric_limits<double>::quiet_NaN()));
    }

    /// The rest of a quarter that has been advanced to in depth, with that many cuts. `cash_before`
    /// is the cumulative free cash flow of the quarter before.
    [[gnu::always_inline]] void finish(Quarter<Real>& q, int number, const Real& positions,
                                       const Real& cash_before) const {
        using enum Line;
        q[backlog_share] = q[unserved] / q[demand];
        q[growth] = number < 4 ? Real(0) : q[revenue] / history_.revenue[number - 4] - Real(1);
        q[cuts] = positions;
        q[headcount] = (d[Driver::headcount] - positions * gone(q)) * q[retention];
        q[payroll] = q[headcount] * q[wage];
        q[severance] = positions * choose(Real(number) == d[Driver::cut_quarter],
                                          d[Driver::severance], Real(0));
        q[replacement] = positions * d[Driver::replacement_cost] * q[off_payroll] / Real(4);
        q[operating_profit] = q[revenue] - q[other_cost] - q[gpu_opex] - q[depreciation] -
                              q[payroll] - q[severance] - q[replacement];
        q[margin] = q[operating_profit] / q[revenue];
        const Real missing =
            headroom::margin_gap(d[Driver::target_margin], q[revenue], q[operating_profit]);
        q[margin_gap] =
            choose(missing == Real(0), Real(0), Real(d[Driver::target_margin] - q[margin]));
        // Not with `greater`: what is no number has to stay none.
        q[tax] = d[Driver::tax_rate] *
                 choose(q[operating_profit] < Real(0), Real(0), q[operating_profit]);
        q[free_cash_flow] = q[operating_profit] - q[tax] + q[depreciation] + q[base_cash] -
                            q[capex] + q[residual_cash];
        q[cumulative_free_cash_flow] = cash_before + q[free_cash_flow];
    }

private:
    [[gnu::always_inline]] bool gpus_change(const Timing<Time>& time) const {
        if constexpr (same_time) {
            return time.ordered != ordered_ || time.retired != retired_;
        } else {
            return true;
        }
    }

    /// The GPUs of the quarter. What stays as it is while no GPU comes or goes is kept.
    [[gnu::always_inline]] void take_stock(Quarter<Real>& q, int number, const Timing<Time>& time) {
        using enum Line;
        Real delivered(0);
        Real spent(0);
        Real recovered(0);
        if (gpus_change(time)) {
            delivered = c.ordered_per_quarter * Real(time.ordered - ordered_);
            gpus_ = c.ordered_per_quarter * Real(time.ordered - time.retired);
            earned_by_gpus_ = gpus_ * earned_by_gpu_;
            opex_ = gpus_ * d[Driver::gpu_opex] / Real(4);
            spent = delivered * capex_.at(number);
            const Real bought = history_.bought[number - 1] + spent;
            history_.bought[number] = bought;
            const Real retired = bought_until(number, 0);
            depreciation_ = (bought - retired) * c.charge;
            recovered = (retired - bought_until(number, 1)) * d[Driver::residual_share];
            ordered_ = time.ordered;
            retired_ = time.retired;
        } else {
            history_.bought[number] = history_.bought[number - 1];
        }
        q[gpus_delivered] = delivered;
        q[gpus] = gpus_;
        q[gpu_opex] = opex_;
        q[capex] = spent;
        q[depreciation] = depreciation_;
        q[residual_cash] = recovered;
    }

    /// Capex of all GPUs whose life was over `before` quarters ago. A difference of such totals is
    /// exactly 0 where nothing was bought between.
    [[gnu::always_inline]] Real bought_until(int number, int before) const {
        const auto last = [&](int lifetime) {
            const int quarter = number - lifetime - before;
            return static_cast<std::size_t>(quarter > 0 ? quarter : 0);
        };
        if constexpr (same_time) {
            return history_.bought[last(lifetimes_)];
        } else {
            Real result;
            for (int lane = 0; lane < Real::count; ++lane) {
                result.set(lane,
                           history_.bought[last(lifetimes_[static_cast<std::size_t>(lane)])][lane]);
            }
            return result;
        }
    }

    [[gnu::always_inline]] Real gone(const Quarter<Real>& q) const {
        return q[Line::off_payroll] * (Real(1) - d[Driver::cut_backfill]);
    }

    /// What the quarter demands of the cuts: so many at least where a cut saves, so many at most
    /// where it costs. Half the noise is left for the sums that come after.
    [[gnu::always_inline]] void hold(Quarter<Real>& q, const typename Timing<Time>::Truth& held) {
        using enum Line;
        q[least_cuts] = Real(0);
        q[most_cuts] = positions_;
        if constexpr (same_time) {
            if (!held) {
                return;
            }
        }
        q[gap_before_cuts] =
            headroom::margin_gap(d[Driver::target_margin], q[revenue], q[profit_before_cuts]);
        const Real gap = q[gap_before_cuts];
        const Real missing = gap - Real(margin_noise / 2) * q[revenue];
        if constexpr (same_time && !std::is_same_v<Real, double>) {
            // The same as below where every cut saves, and much less work.
            if (smallest(q[saving_per_cut]) > 0) {
                least_ = greater(Real(missing / q[saving_per_cut]), least_);
                return;
            }
        }
        const auto saves = q[saving_per_cut] > Real(0);
        const auto lacks = gap > Real(0);
        const auto costs = q[saving_per_cut] < Real(0);
        const Real bound = missing / choose(saves | costs, q[saving_per_cut], Real(1));
        q[least_cuts] = choose(held & saves & lacks, bound, Real(0));
        least_ = greater(least_, q[least_cuts]);
        const auto in_vain = q[saving_per_cut] == Real(0);
        const Real most =
            choose(lacks, Real(-1), choose(costs, greater(bound, Real(0)), positions_));
        q[most_cuts] = choose(held & (costs | in_vain), most, positions_);
        most_ = lesser(most_, q[most_cuts]);
    }

    using Lifetimes = decltype([] {
        if constexpr (same_time) {
            return int();
        } else {
            return std::array<int, Real::count>();
        }
    }());

    const Drivers<Real>& d;
    const PlanConstants<Real>& c;
    PlanHistory<Real>& history_;
    Path<Real> base_;
    Path<Real> other_cost_;
    Path<Real> price_;
    Path<Real> capex_;
    Path<Real> retention_;
    Path<Real> wage_;
    Real earned_by_gpu_;
    Real demand_;
    Real unserved_;
    Real least_ = Real(0);
    Real positions_; ///< that can be cut, with room for the noise of arithmetic
    Real most_;
    Time ordered_ = Time(0);
    Time retired_ = Time(0);
    Real gpus_ = Real(0);
    Real earned_by_gpus_ = Real(0); ///< at the price of the start
    Real opex_ = Real(0);
    Real depreciation_ = Real(0);
    Lifetimes lifetimes_; ///< in quarters
    int number_ = 0;
};

} // namespace headroom
