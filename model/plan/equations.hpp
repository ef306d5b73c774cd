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

/// A level that grows by a yearly factor: its value at quarters 1, 2, 3, … Whole years are powers
/// of the factor itself; quarters are its roots, which are square roots and so the same everywhere.
template <class Real> class Path {
public:
    [[gnu::always_inline]] Path(const Real& start, const Real& factor)
        : factor_(factor), level_(start) {
        const Real half = root(factor);
        const Real quarter = root(half);
        roots_ = {Real(1), quarter, half, half * quarter};
    }

    /// Of the quarter with that number; to be asked one after the other, from 1 on.
    [[gnu::always_inline]] Real at(int number) {
        const unsigned season = static_cast<unsigned>(number) % 4;
        if (season == 0) {
            level_ = level_ * factor_;
        }
        return level_ * roots_[season];
    }

private:
    Real factor_;
    Real level_; ///< at the beginning of the year
    std::array<Real, 4> roots_;
};

/// What the drivers of time decide in a quarter. Where these are certain it is the same in all
/// trials, and worked out once.
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
[[gnu::always_inline]] inline Lanes difference(const Lanes& left, const Lanes& right) {
    const Lanes rest = left - right;
    const Lanes noise = greater(left, -left) * Lanes(0x1p-48);
    return choose((rest < noise) & (rest > -noise), Lanes(0), rest);
}

/// The equations of the trade plan, for one plan (double) or for several trials (Lanes) at once.
/// Quarter by quarter, first what does not depend on the cuts, then, with a number of cuts, the
/// rest: profit is linear in the cuts, so how many are required is known without trying.
template <class Real> class PlanEquations {
public:
    /// The drivers are within their limits; `quarters` and a blank `cuts` are not looked at. The
    /// timing of each quarter is that of the drivers, or null.
    [[gnu::always_inline]] explicit PlanEquations(const Drivers<Real>& drivers,
                                                  const Timing<Real>* timing = nullptr)
        : d(drivers), timing_(timing), base_(Real(1), Real(1) + d[Driver::base_growth]),
          other_cost_(other_cost_at_start(d), Real(1) + d[Driver::cost_growth]),
          price_(Real(1), Real(1) - d[Driver::price_erosion]),
          capex_(d[Driver::capex_per_gpu], Real(1) + d[Driver::capex_trend]),
          retention_(Real(1), exponential(-d[Driver::attrition] *
                                          (Real(1) - d[Driver::attrition_backfill]))),
          wage_(d[Driver::loaded_cost] / Real(4), Real(1) + d[Driver::wage_growth]),
          demand_factor_(root(root(Real(1) + demand_growth(d)))),
          lost_(Real(1) - root(root(Real(1) - d[Driver::churn]))),
          per_quarter_(d[Driver::gpus_ordered] / d[Driver::order_quarters]),
          earned_by_gpu_(Real(hours_per_quarter) * d[Driver::utilisation] * d[Driver::price]),
          lifetime_(Real(4) * d[Driver::life]),
          charge_((Real(1) - d[Driver::residual_share]) / lifetime_),
          demand_(d[Driver::revenue] / (Real(1) - d[Driver::backlog_share])),
          unserved_(demand_ - d[Driver::revenue]),
          positions_(d[Driver::headcount] + Real(1e-9) * greater(d[Driver::headcount], Real(1))),
          most_(positions_) {
        revenues_[0] = d[Driver::revenue];
        bought_[0] = Real(0);
        if constexpr (std::is_same_v<Real, double>) {
            lifetimes_[0] = static_cast<int>(lifetime_);
        } else {
            for (int lane = 0; lane < Real::count; ++lane) {
                lifetimes_[static_cast<std::size_t>(lane)] = static_cast<int>(lifetime_[lane]);
                one_lifetime_ =
                    one_lifetime_ && lifetimes_[static_cast<std::size_t>(lane)] == lifetimes_[0];
            }
        }
    }

    /// How fast demand grows: as the base, when nothing else is said.
    [[gnu::always_inline]] static Real demand_growth(const Drivers<Real>& d) {
        const Real& own = d[Driver::demand_growth];
        return choose(own == own, own, d[Driver::base_growth]);
    }

    /// Costs of quarter 0 that are neither payroll nor GPUs; not valid when negative.
    [[gnu::always_inline]] static Real other_cost_at_start(const Drivers<Real>& d) {
        return difference(Real(d[Driver::revenue] - d[Driver::operating_profit]),
                          Real(d[Driver::headcount] * d[Driver::loaded_cost] / Real(4)));
    }

    /// The next quarter, without what depends on the cuts. How many are required is not known
    /// where some quarter has been passed without minding the cuts.
    template <bool mind_cuts = true> [[gnu::always_inline]] void advance(Quarter<Real>& q) {
        using enum Line;
        const int number = ++number_;
        const Timing<Real> time = timing_ == nullptr ? timing_of(d, number) : timing_[number - 1];
        const Real base = base_.at(number);

        q[base_capacity] = d[Driver::revenue] * base;
        q[demand] = demand_ = (demand_ - lost_ * unserved_) * demand_factor_;
        q[gpus_delivered] = per_quarter_ * (time.ordered - ordered_before_);
        q[gpus] = per_quarter_ * (time.ordered - time.retired);
        ordered_before_ = time.ordered;
        q[gpu_capacity] = q[gpus] * earned_by_gpu_ * price_.at(number);
        q[revenue] = revenues_[number] =
            lesser(q[demand], Real(q[base_capacity] + q[gpu_capacity]));
        q[unserved] = unserved_ = difference(q[demand], q[revenue]);
        q[gpu_revenue] = difference(q[revenue], lesser(q[demand], q[base_capacity]));

        q[capex] = q[gpus_delivered] * capex_.at(number);
        bought_[number] = bought_[number - 1] + q[capex];
        const Real retired = bought_until(number, 0);
        q[depreciation] = (bought_[number] - retired) * charge_;
        q[residual_cash] = (retired - bought_until(number, 1)) * d[Driver::residual_share];
        q[gpu_opex] = q[gpus] * d[Driver::gpu_opex] / Real(4);
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
        if constexpr (mind_cuts) {
            hold(q, time.held);
        }
    }

    /// The smallest whole number of cuts with which every quarter from hold_from on has its margin;
    /// NaN when there is none. After the last quarter.
    [[gnu::always_inline]] Real required_cuts() const {
        const Real whole = each(least_, [](double cuts) { return std::ceil(cuts); });
        return choose(whole <= most_, whole, Real(std::numeric_limits<double>::quiet_NaN()));
    }

    /// The rest of a quarter that has been advanced to, with that many cuts. `cash_before` is the
    /// cumulative free cash flow of the quarter before.
    [[gnu::always_inline]] void finish(Quarter<Real>& q, int number, const Real& positions,
                                       const Real& cash_before) const {
        using enum Line;
        q[backlog_share] = q[unserved] / q[demand];
        q[growth] = number < 4 ? Real(0) : q[revenue] / revenues_[number - 4] - Real(1);
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
    /// Capex of all GPUs whose life was over `before` quarters ago. A difference of such totals is
    /// exactly 0 where nothing was bought between.
    [[gnu::always_inline]] Real bought_until(int number, int before) const {
        const auto last = [&](int lifetime) {
            const int quarter = number - lifetime - before;
            return static_cast<std::size_t>(quarter > 0 ? quarter : 0);
        };
        if constexpr (std::is_same_v<Real, double>) {
            return bought_[last(lifetimes_[0])];
        } else {
            if (one_lifetime_) {
                return bought_[last(lifetimes_[0])];
            }
            Real result;
            for (int lane = 0; lane < Real::count; ++lane) {
                result.set(lane, bought_[last(lifetimes_[static_cast<std::size_t>(lane)])][lane]);
            }
            return result;
        }
    }

    [[gnu::always_inline]] Real gone(const Quarter<Real>& q) const {
        return q[Line::off_payroll] * (Real(1) - d[Driver::cut_backfill]);
    }

    /// What the quarter demands of the cuts: so many at least where a cut saves, so many at most
    /// where it costs. Half the noise is left for the sums that come after.
    [[gnu::always_inline]] void hold(Quarter<Real>& q, const typename Timing<Real>::Truth& held) {
        using enum Line;
        const Real gap = q[gap_before_cuts] =
            headroom::margin_gap(d[Driver::target_margin], q[revenue], q[profit_before_cuts]);
        const auto lacks = gap > Real(0);
        const auto saves = q[saving_per_cut] > Real(0);
        const auto costs = q[saving_per_cut] < Real(0);
        const Real bound = (gap - Real(margin_noise / 2) * q[revenue]) /
                           choose(saves | costs, q[saving_per_cut], Real(1));
        q[least_cuts] = choose(held & saves & lacks, bound, Real(0));
        least_ = greater(least_, q[least_cuts]);
        const auto in_vain = q[saving_per_cut] == Real(0);
        const Real most =
            choose(lacks, Real(-1), choose(costs, greater(bound, Real(0)), positions_));
        q[most_cuts] = choose(held & (costs | in_vain), most, positions_);
        most_ = lesser(most_, q[most_cuts]);
    }

    const Drivers<Real>& d;
    const Timing<Real>* timing_; ///< from quarter 1 on; null: it is worked out
    Path<Real> base_;
    Path<Real> other_cost_;
    Path<Real> price_;
    Path<Real> capex_;
    Path<Real> retention_;
    Path<Real> wage_;
    Real demand_factor_;
    Real lost_;
    Real per_quarter_;
    Real earned_by_gpu_;
    Real lifetime_;
    Real charge_;
    Real demand_;
    Real unserved_;
    Real least_ = Real(0);
    Real positions_; ///< that can be cut, with room for the noise of arithmetic
    Real most_;
    Real ordered_before_ = Real(0);
    std::array<Real, most_quarters + 1> revenues_; ///< from quarter 0 on
    std::array<Real, most_quarters + 1> bought_;   ///< capex of all quarters so far
    std::array<int, Lanes::count> lifetimes_;      ///< in quarters, of each trial
    bool one_lifetime_ = true;
    int number_ = 0;
};

} // namespace headroom
