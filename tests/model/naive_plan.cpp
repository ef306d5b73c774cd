#include "naive_plan.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

long double power(double growth, int quarter) {
    return std::pow(1 + static_cast<long double>(growth), quarter / 4.0L);
}

} // namespace

NaivePlan::NaivePlan(const Drivers<double>& drivers) : d_(drivers) {
    const long double start = d_[Driver::revenue];
    demand_ = {start / (1 - static_cast<long double>(d_[Driver::backlog_share]))};
    revenue_ = {start};
    const double demand_growth =
        std::isnan(d_[Driver::demand_growth]) ? d_[Driver::base_growth] : d_[Driver::demand_growth];
    const long double lost = 1 - power(-d_[Driver::churn], 1);
    for (int quarter = 1; quarter <= d_[Driver::quarters]; ++quarter) {
        const long double unserved = demand_.back() - revenue_.back();
        demand_.push_back((demand_.back() - lost * unserved) * power(demand_growth, 1));
        long double gpus = 0;
        for (int bought = 1; bought <= quarter; ++bought) {
            const bool delivered = bought >= 1 + d_[Driver::lead_quarters] &&
                                   bought <= d_[Driver::lead_quarters] + d_[Driver::order_quarters];
            if (delivered && quarter - bought < 4 * d_[Driver::life]) {
                gpus +=
                    static_cast<long double>(d_[Driver::gpus_ordered]) / d_[Driver::order_quarters];
            }
        }
        const long double capacity = gpus * 2190 * d_[Driver::utilisation] * d_[Driver::price] *
                                     power(-d_[Driver::price_erosion], quarter);
        revenue_.push_back(
            std::min(demand_.back(), start * power(d_[Driver::base_growth], quarter) + capacity));
    }
}

std::map<Line, long double> NaivePlan::row(int quarter, long double cuts) const {
    std::map<Line, long double> lines;
    const auto at = static_cast<std::size_t>(quarter);
    const long double years = quarter / 4.0L;
    const long double base = d_[Driver::revenue] * power(d_[Driver::base_growth], quarter);
    long double gpus = 0;
    long double delivered_now = 0;
    long double depreciation = 0;
    long double residual = 0;
    for (int bought = 1; bought <= quarter; ++bought) {
        const bool delivered = bought >= 1 + d_[Driver::lead_quarters] &&
                               bought <= d_[Driver::lead_quarters] + d_[Driver::order_quarters];
        const long double count = delivered ? static_cast<long double>(d_[Driver::gpus_ordered]) /
                                                  d_[Driver::order_quarters]
                                            : 0.0L;
        const long double capex =
            count * d_[Driver::capex_per_gpu] * power(d_[Driver::capex_trend], bought);
        if (quarter - bought < 4 * d_[Driver::life]) {
            gpus += count;
            depreciation += capex * (1 - static_cast<long double>(d_[Driver::residual_share])) /
                            (4 * d_[Driver::life]);
        }
        if (quarter == bought + 4 * d_[Driver::life]) {
            residual += capex * d_[Driver::residual_share];
        }
        if (bought == quarter) {
            delivered_now = count;
            lines[Line::capex] = capex;
        }
    }
    const long double revenue = revenue_[at];
    lines[Line::demand] = demand_[at];
    lines[Line::revenue] = revenue;
    lines[Line::unserved] = demand_[at] - revenue;
    lines[Line::backlog_share] = lines[Line::unserved] / demand_[at];
    if (quarter >= 4) {
        lines[Line::growth] = revenue / revenue_[at - 4] - 1;
    }
    lines[Line::gpus_delivered] = delivered_now;
    lines[Line::gpus] = gpus;
    lines[Line::gpu_revenue] = revenue - std::min(demand_[at], base);
    lines[Line::depreciation] = depreciation;
    lines[Line::gpu_opex] = gpus * d_[Driver::gpu_opex] / 4;
    const long double other =
        static_cast<long double>(d_[Driver::revenue]) - d_[Driver::operating_profit] -
        static_cast<long double>(d_[Driver::headcount]) * d_[Driver::loaded_cost] / 4;
    lines[Line::other_cost] = other * power(d_[Driver::cost_growth], quarter);

    const long double retention =
        std::exp(-d_[Driver::attrition] *
                 (1 - static_cast<long double>(d_[Driver::attrition_backfill])) * years);
    const long double wage = d_[Driver::loaded_cost] * power(d_[Driver::wage_growth], quarter) / 4;
    const long double off = std::clamp(
        (3.0L * quarter - 3 * (d_[Driver::cut_quarter] - 1) - d_[Driver::notice_months]) / 3, 0.0L,
        1.0L);
    lines[Line::headcount] =
        (d_[Driver::headcount] -
         cuts * off * (1 - static_cast<long double>(d_[Driver::cut_backfill]))) *
        retention;
    lines[Line::payroll] = lines[Line::headcount] * wage;
    lines[Line::severance] =
        quarter == d_[Driver::cut_quarter] ? cuts * d_[Driver::severance] : 0.0L;
    lines[Line::replacement] = cuts * d_[Driver::replacement_cost] * off / 4;
    const long double profit = revenue - lines[Line::other_cost] - lines[Line::gpu_opex] -
                               depreciation - lines[Line::payroll] - lines[Line::severance] -
                               lines[Line::replacement];
    lines[Line::operating_profit] = profit;
    lines[Line::margin] = profit / revenue;
    lines[Line::margin_gap] = d_[Driver::target_margin] - profit / revenue;
    lines[Line::tax] = d_[Driver::tax_rate] * std::max(0.0L, profit);
    lines[Line::free_cash_flow] =
        profit - lines[Line::tax] + depreciation +
        (static_cast<long double>(d_[Driver::base_depreciation]) - d_[Driver::base_capex]) *
            power(d_[Driver::base_growth], quarter) -
        lines[Line::capex] + residual;
    lines[Line::cuts] = cuts;
    return lines;
}

long double NaivePlan::value(Line line, int quarter, long double cuts) const {
    if (line == Line::cumulative_free_cash_flow) {
        long double sum = 0;
        for (int earlier = 1; earlier <= quarter; ++earlier) {
            sum += value(Line::free_cash_flow, earlier, cuts);
        }
        return sum;
    }
    return row(quarter, cuts).at(line);
}

bool NaivePlan::holds(int cuts) const {
    for (int quarter = static_cast<int>(d_[Driver::hold_from]); quarter <= d_[Driver::quarters];
         ++quarter) {
        // Rounding in the last digits of double must not count.
        if (value(Line::margin_gap, quarter, cuts) > 1e-11L) {
            return false;
        }
    }
    return true;
}

std::optional<int> NaivePlan::required_cuts() const {
    for (int cuts = 0; cuts <= d_[Driver::headcount]; ++cuts) {
        if (holds(cuts)) {
            return cuts;
        }
    }
    return std::nullopt;
}

} // namespace headroom::test
