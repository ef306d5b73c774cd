#include "simulated_plan.hpp"

#include "plan/driver.hpp"

namespace headroom::test {

namespace {

struct Row {
    Driver driver;
    double value;
    double low = 0;
    double high = 0;
    const char* distribution = nullptr;
};

constexpr Row rows[] = {
    {Driver::quarters, 20},
    {Driver::revenue, 30873e6},
    {Driver::operating_profit, 10160e6},
    {Driver::base_growth, 0.15, 0.12, 0.18, "pert"},
    {Driver::cost_growth, 0.16, 0.14, 0.175, "triangular"},
    {Driver::backlog_share, 0.2, 0.12, 0.27, "pert"},
    {Driver::demand_growth, 0.22, 0.17, 0.26, "pert"},
    {Driver::churn, 0.1},
    {Driver::gpus_ordered, 1.2e6},
    {Driver::order_quarters, 4},
    {Driver::lead_quarters, 1},
    {Driver::price, 2.2, 1.7, 2.9, "pert"},
    {Driver::price_erosion, 0.15, 0.08, 0.2, "pert"},
    {Driver::utilisation, 0.75, 0.6, 0.9, "triangular"},
    {Driver::capex_per_gpu, 50000, 42000, 60000, "pert"},
    {Driver::capex_trend, 0.02},
    {Driver::life, 4},
    {Driver::residual_share, 0.05},
    {Driver::gpu_opex, 2467, 2000, 3200, "pert"},
    {Driver::headcount, 100000},
    {Driver::loaded_cost, 250000, 235000, 270000, "triangular"},
    {Driver::wage_growth, 0.035, 0.02, 0.05, "pert"},
    {Driver::attrition, 0.08, 0.05, 0.12, "pert"},
    {Driver::attrition_backfill, 0.9},
    {Driver::cut_quarter, 1},
    {Driver::notice_months, 3},
    {Driver::severance, 84000},
    {Driver::cut_backfill, 0.05},
    {Driver::replacement_cost, 12000},
    {Driver::target_margin, 0.33},
    {Driver::hold_from, 4},
};

} // namespace

Table simulated_plan() {
    Table table;
    table.append({std::string("driver"), std::string("value"), std::string("low"),
                  std::string("high"), std::string("distribution")});
    for (const Row& row : rows) {
        std::vector<Cell> cells{std::string(record_of(row.driver).id), row.value, {}, {}, {}};
        if (row.distribution != nullptr) {
            cells[2] = row.low;
            cells[3] = row.high;
            cells[4] = std::string(row.distribution);
        }
        table.append(std::move(cells));
    }
    return table;
}

} // namespace headroom::test
