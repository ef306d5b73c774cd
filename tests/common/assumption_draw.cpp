#include "assumption_draw.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

struct Row {
    std::string name;
    double value;
};

std::vector<Row> random_rows(Draw& draw, double most_heads) {
    const double heads = std::floor(draw.even(1, most_heads));
    const double loaded = draw.even(1e5, 3e5);
    const double payroll = heads * loaded / 4;
    const double revenue = payroll * draw.even(1.2, 6);
    const double quarters = std::floor(draw.even(1, 25));
    const double gpus = draw.even(0, 0.3) * revenue / 4000;
    std::vector<Row> rows{
        {"revenue", revenue},
        {"operating_profit", (revenue - payroll) * draw.even(-0.2, 0.95)},
        {"quarters", quarters},
        {"base_growth", draw.even(-0.1, 0.3)},
        {"cost_growth", draw.even(-0.1, 0.3)},
        {"backlog_share", draw.even(0, 0.4)},
        {"demand_growth", draw.even(-0.1, 0.4)},
        {"churn", draw.chance(0.2) ? 1 : draw.even(0, 0.9)},
        {"gpus_ordered", gpus},
        {"order_quarters", 1 + std::floor(draw.even(0, 8))},
        {"lead_quarters", std::floor(draw.even(0, 6))},
        {"price", draw.even(0, 5)},
        {"price_erosion", draw.even(-0.1, 0.4)},
        {"utilisation", draw.even(0.2, 1)},
        {"capex_per_gpu", draw.even(0, 80000)},
        {"capex_trend", draw.even(-0.3, 0.3)},
        {"life", 0.25 * (1 + std::floor(draw.even(0, 24)))},
        {"residual_share", draw.chance(0.5) ? 0 : draw.even(0, 1)},
        {"gpu_opex", draw.even(0, 6000)},
        {"headcount", heads},
        {"loaded_cost", loaded},
        {"wage_growth", draw.even(-0.05, 0.1)},
        {"attrition", draw.even(0, 0.3)},
        {"attrition_backfill", draw.even(0, 1)},
        {"cut_quarter", 1 + std::floor(draw.even(0, 6))},
        {"notice_months", draw.chance(0.5) ? 3 : draw.even(0, 12)},
        {"severance", draw.chance(0.3) ? 0 : draw.even(0, 1e5)},
        {"cut_backfill", draw.chance(0.5) ? 0 : draw.even(0, 0.8)},
        {"replacement_cost", draw.chance(0.5) ? 0 : draw.even(0, 1e5)},
        {"target_margin", draw.even(-0.2, 0.5)},
        {"hold_from", 1 + std::floor(draw.even(0, quarters))},
        {"tax_rate", draw.even(0, 0.4)},
        {"base_depreciation", revenue * draw.even(0, 0.1)},
        {"base_capex", revenue * draw.even(0, 0.3)},
    };
    // Left out, each has its default; the first three, the people and hold_from are kept.
    std::erase_if(rows, [&](const Row& row) {
        const std::string kept[] = {"revenue",   "operating_profit", "quarters",
                                    "headcount", "loaded_cost",      "hold_from"};
        return std::find(std::begin(kept), std::end(kept), row.name) == std::end(kept) &&
               draw.chance(0.15);
    });
    if (draw.chance(0.3)) {
        rows.push_back({"cuts", std::floor(draw.even(0, heads))});
    }
    for (std::size_t i = rows.size(); i-- > 1;) {
        std::swap(rows[i], rows[draw.index(i + 1)]);
    }
    return rows;
}

/// The name as somebody types it.
std::string typed_name(Draw& draw, const std::string& id) {
    if (draw.chance(0.5)) {
        return id;
    }
    return std::string(record_of(*driver_named(id)).label.english());
}

} // namespace

Table random_assumptions(Draw& draw, double most_heads) {
    Table table;
    if (draw.chance(0.5)) {
        table.append({std::string("Assumption"), std::string("Value")});
    }
    for (const Row& row : random_rows(draw, most_heads)) {
        if (draw.chance(0.1)) {
            table.append({std::string("# a remark"), std::string("of any kind")});
        }
        if (draw.chance(0.1)) {
            table.append({Cell(), Cell()});
        }
        table.append({typed_name(draw, row.name), row.value});
    }
    return table;
}

Table random_uncertain_assumptions(Draw& draw) {
    Table table;
    table.append({std::string("Assumption"), std::string("Value"), std::string("low"),
                  std::string("high"), std::string("distribution")});
    const std::string uncertain[] = {"price",         "utilisation", "cost_growth",  "gpu_opex",
                                     "demand_growth", "severance",   "lead_quarters"};
    for (const Row& row : random_rows(draw, 2000)) {
        std::vector<Cell> cells{typed_name(draw, row.name), row.value, {}, {}, {}};
        if (std::find(std::begin(uncertain), std::end(uncertain), row.name) !=
            std::end(uncertain)) {
            const DriverRecord& record = record_of(*driver_named(row.name));
            const double wide = std::max(std::abs(row.value), 0.01) * draw.even(0.01, 0.3);
            const double low = std::max(row.value - wide, std::max(record.limits.low(), -0.9));
            const double high = std::min(row.value + wide, record.limits.high());
            const bool whole = record.step > 0;
            cells[2] = whole ? std::floor(low) : low;
            cells[3] = whole ? std::ceil(high) : high;
            if (draw.chance(0.6)) {
                cells[4] = std::string(draw.chance(0.5) ? "triangular" : "Uniform ");
            }
        }
        table.append(std::move(cells));
    }
    return table;
}

Table with_driver(Table assumptions, std::string_view driver, Cell value) {
    for (std::size_t row = 0; row < assumptions.rows(); ++row) {
        const std::string* name = std::get_if<std::string>(&assumptions.at(row, 0));
        if (name != nullptr && driver_named(*name) == driver_named(driver)) {
            assumptions.at(row, 1) = value;
            return assumptions;
        }
    }
    std::vector<Cell> row(assumptions.columns());
    row[0] = std::string(driver);
    row[1] = std::move(value);
    assumptions.append(std::move(row));
    return assumptions;
}

} // namespace headroom::test
