#include "plan/examples.hpp"

#include <string>
#include <utility>
#include <vector>

namespace headroom {

Table example_assumptions() {
    const std::pair<const char*, double> rows[] = {
        {"revenue", 30873e6},     {"operating_profit", 10160e6},
        {"base_growth", 0.175},   {"cost_growth", 0.175},
        {"backlog_share", 0.2},   {"demand_growth", 0.25},
        {"gpus_ordered", 1.2e6},  {"order_quarters", 4},
        {"lead_quarters", 1},     {"price", 2.2},
        {"price_erosion", 0.15},  {"utilisation", 0.75},
        {"capex_per_gpu", 50000}, {"gpu_opex", 2467},
        {"headcount", 100000},    {"loaded_cost", 250000},
        {"severance", 84000},     {"notice_months", 3},
        {"target_margin", 0.335}, {"hold_from", 4}};
    Table table;
    for (const auto& [name, value] : rows) {
        table.append({std::string(name), value});
    }
    return table;
}

Table example_uncertain_assumptions() {
    const Table certain = example_assumptions();
    Table table;
    table.append({std::string("driver"), std::string("value"), std::string("low"),
                  std::string("high"), std::string("distribution")});
    for (std::size_t row = 0; row < certain.rows(); ++row) {
        const std::string& name = std::get<std::string>(certain.at(row, 0));
        std::vector<Cell> cells{name, certain.at(row, 1), {}, {}, {}};
        if (name == "price") {
            cells[2] = 1.7;
            cells[3] = 2.9;
        } else if (name == "utilisation") {
            cells[2] = 0.6;
            cells[3] = 0.9;
            cells[4] = std::string("triangular");
        } else if (name == "cost_growth") {
            cells[2] = 0.155;
            cells[3] = 0.195;
            cells[4] = std::string("normal");
        }
        table.append(std::move(cells));
    }
    return table;
}

} // namespace headroom
