#include "native_simulation.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace headroom::bench {

namespace {

using test::At;

/// Columns of the sheet Plan: an uncertain driver's value, low, high, alpha and beta in the rows of
/// the drivers; beside them a row for each quarter.
enum class Column {
    value = 1,
    low,
    high,
    alpha,
    beta,
    delivered = 8,
    capex,
    gpus,
    charge,
    gone,
    per_cut
};

std::string in_plan(std::size_t row, Column column) {
    const std::string name = At{.row = 0, .column = static_cast<int>(column)}.name();
    return "$Plan.$" + name.substr(0, name.size() - 1) + "$" + std::to_string(row);
}

std::string of_driver(Driver driver, Column column = Column::value) {
    return in_plan(static_cast<std::size_t>(driver) + 1, column);
}

std::string of_quarter(int quarter, Column column) {
    return in_plan(static_cast<std::size_t>(quarter), column);
}

std::string cell(std::size_t column) {
    return At{.row = 0, .column = static_cast<int>(column)}.name();
}

/// What stands for a name in a formula.
using Names = std::map<std::string, std::string, std::less<>>;

/// The drivers by their ids, as the plan has them.
Names names_of_drivers() {
    Names names;
    for (const DriverRecord& record : drivers()) {
        names.emplace(record.id, of_driver(record.driver));
    }
    return names;
}

/// `text` with every {name} in it replaced by what stands for it.
std::string filled(std::string_view text, const Names& names) {
    std::string result;
    while (true) {
        const std::size_t open = text.find('{');
        result += text.substr(0, open);
        if (open == text.npos) {
            return result;
        }
        const std::size_t close = text.find('}', open);
        result += names.find(text.substr(open + 1, close - open - 1))->second;
        text.remove_prefix(close + 1);
    }
}

} // namespace

std::vector<Drivers<double>> certain_plans(const Assumptions& plan) {
    std::vector<Drivers<double>> plans(3, plan.values);
    for (const Uncertain& one : plan.uncertain) {
        plans[1][one.driver] = one.low;
        plans[2][one.driver] = one.high;
    }
    return plans;
}

NativeSimulation::NativeSimulation(test::Office& office, const Assumptions& plan,
                                   std::size_t trials)
    : plan_(plan), trials_(trials), recalculated_(office, trials) {
    recalculated_.document().add_sheet("Plan");
    write_plan();
    std::vector<std::string> formulas = trial();
    const test::Block all{.first = {},
                          .rows = static_cast<int>(trials),
                          .columns = static_cast<int>(formulas.size())};
    exact_ = formulas.size() - 2;
    const test::Sheet sheet = recalculated_.document().sheet();
    test::Sheet(sheet).write_formulas({}, {formulas});
    fill_down(sheet, all);

    const test::Block answers{.first = {0, all.columns - 1}, .rows = all.rows};
    std::vector<std::vector<std::string>> statistics;
    for (const char* probability : {"0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"}) {
        statistics.push_back(
            {"=PERCENTILE($" + sheet.name() + "." + answers.name() + ";" + probability + ")"});
    }
    recalculated_.document().sheet("Plan").write_formulas(
        {.row = static_cast<int>(driver_count), .column = 0}, statistics);
}

void NativeSimulation::write_plan() {
    test::Sheet sheet = recalculated_.document().sheet("Plan");
    for (const DriverRecord& record : drivers()) {
        const int row = static_cast<int>(record.driver);
        sheet.set_text({row, 0}, record.id);
        if (record.driver != Driver::cuts) {
            sheet.set_number({row, 1}, plan_.values[record.driver]);
        }
    }
    Names names = names_of_drivers();
    for (const Uncertain& one : plan_.uncertain) {
        const int row = static_cast<int>(one.driver);
        names["value"] = of_driver(one.driver);
        names["low"] = of_driver(one.driver, Column::low);
        names["high"] = of_driver(one.driver, Column::high);
        names["alpha"] = of_driver(one.driver, Column::alpha);
        sheet.set_number({row, static_cast<int>(Column::low)}, one.low);
        sheet.set_number({row, static_cast<int>(Column::high)}, one.high);
        sheet.set_formula({row, static_cast<int>(Column::alpha)},
                          filled("=1+4*({value}-{low})/({high}-{low})", names));
        sheet.set_formula({row, static_cast<int>(Column::beta)}, filled("=6-{alpha}", names));
    }
    const int lifetime = static_cast<int>(4 * plan_.values[Driver::life]);
    std::vector<std::vector<std::string>> formulas;
    for (int quarter = 1; quarter <= plan_.quarters(); ++quarter) {
        names["q"] = std::to_string(quarter);
        names["delivered"] = of_quarter(quarter, Column::delivered);
        names["first"] = of_quarter(std::max(1, quarter - lifetime + 1), Column::capex);
        names["last"] = of_quarter(quarter, Column::capex);
        names["gone"] = of_quarter(quarter, Column::gone);
        std::vector<std::string> row;
        for (const char* formula :
             {"={gpus_ordered}/{order_quarters}*(MAX(0;MIN({q}-{lead_quarters};{order_quarters}))-"
              "MAX(0;MIN({q}-1-{lead_quarters};{order_quarters})))",
              "={delivered}*(1+{capex_trend})^({q}/4)",
              "={gpus_ordered}/{order_quarters}*(MAX(0;MIN({q}-{lead_quarters};{order_quarters}))-"
              "MAX(0;MIN({q}-4*{life}-{lead_quarters};{order_quarters})))",
              "=SUM({first}:{last})*(1-{residual_share})/(4*{life})",
              "=MAX(0;MIN((3*({q}-{cut_quarter}+1)-{notice_months})/3;1))",
              "=({q}={cut_quarter})*{severance}+{replacement_cost}*{gone}/4"}) {
            row.push_back(filled(formula, names));
        }
        formulas.push_back(std::move(row));
    }
    sheet.write_formulas({0, static_cast<int>(Column::delivered)}, formulas);
}

std::vector<std::string> NativeSimulation::trial() const {
    std::vector<std::string> formulas;
    Names names = names_of_drivers();
    const auto add = [&](const char* name, std::string_view formula) {
        formulas.push_back(filled(formula, names));
        names[name] = cell(formulas.size() - 1);
    };
    std::size_t triangular = plan_.uncertain.size();
    for (const Uncertain& one : plan_.uncertain) {
        names["mode"] = of_driver(one.driver);
        names["low"] = of_driver(one.driver, Column::low);
        names["high"] = of_driver(one.driver, Column::high);
        names["alpha"] = of_driver(one.driver, Column::alpha);
        names["beta"] = of_driver(one.driver, Column::beta);
        if (one.spread == Spread::pert) {
            add("drawn", "=BETA.INV(RAND();{alpha};{beta};{low};{high})");
        } else {
            names["p"] = cell(triangular++);
            add("drawn", "=IF({p}*({high}-{low})<={mode}-{low};"
                         "{low}+SQRT({p}*({high}-{low})*({mode}-{low}));"
                         "{high}-SQRT((1-{p})*({high}-{low})*({high}-{mode})))");
        }
    }
    for (std::size_t i = 0; i < plan_.uncertain.size(); ++i) {
        names[std::string(record_of(plan_.uncertain[i].driver).id)] = cell(i);
    }
    while (formulas.size() < triangular) {
        add("p", "=RAND()");
    }
    add("base", "=(1+{base_growth})^0.25");
    add("cost", "=(1+{cost_growth})^0.25");
    add("price_left", "=(1-{price_erosion})^0.25");
    add("growth", "=(1+{demand_growth})^0.25");
    add("pay", "=(1+{wage_growth})^0.25*EXP(-{attrition}*(1-{attrition_backfill})/4)");
    add("kept", "=(1-{churn})^0.25");
    add("cost_at_start", "={revenue}-{operating_profit}-{headcount}*{loaded_cost}/4");
    add("per_gpu", "=2190*{utilisation}*{price}");
    add("demand", "={revenue}/(1-{backlog_share})");
    names["served"] = names["revenue"];
    std::string bounds = "=MAX(0";
    for (int quarter = 1; quarter <= plan_.quarters(); ++quarter) {
        names["q"] = std::to_string(quarter);
        names["gpus"] = of_quarter(quarter, Column::gpus);
        names["charge"] = of_quarter(quarter, Column::charge);
        names["gone"] = of_quarter(quarter, Column::gone);
        names["per_cut"] = of_quarter(quarter, Column::per_cut);
        // What is served stays, of the rest what does not churn.
        add("demand", "=({served}+{kept}*({demand}-{served}))*{growth}");
        add("served", "=MIN({demand};{revenue}*{base}^{q}+{gpus}*{per_gpu}*{price_left}^{q})");
        if (quarter >= static_cast<int>(plan_.values[Driver::hold_from])) {
            add("bound",
                "=({cost_at_start}*{cost}^{q}+{charge}*{capex_per_gpu}+{gpus}*{gpu_opex}/4+"
                "{headcount}*{loaded_cost}/4*{pay}^{q}-(1-{target_margin})*{served})/"
                "({gone}*(1-{cut_backfill})*{loaded_cost}/4*{pay}^{q}-{per_cut})");
            bounds += ';';
            bounds += names["bound"];
        }
    }
    bounds += ')';
    add("exact", bounds);
    names["whole"] = whole_up_formula(names["exact"]).substr(1);
    add("required", "=IF(OR({cost_at_start}<0;{exact}>{headcount});\"\";{whole})");
    return formulas;
}

void NativeSimulation::set(const std::vector<Drivers<double>>& plans) {
    Table table;
    for (const Drivers<double>& values : plans) {
        std::vector<Cell> cells;
        for (const Uncertain& one : plan_.uncertain) {
            cells.emplace_back(values[one.driver]);
        }
        table.append(std::move(cells));
    }
    recalculated_.document().sheet().write({}, table);
}

Table NativeSimulation::column(std::size_t index) {
    return recalculated_.document().sheet().read(
        {.first = {0, static_cast<int>(index)}, .rows = static_cast<int>(trials_)});
}

} // namespace headroom::bench
