#include "trade/trade.hpp"

#include "core/define.hpp"
#include "core/sum.hpp"
#include "gpu/arguments.hpp"
#include "gpu/gpu.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace headroom {

std::vector<double> shapley_shares(std::span<const double> values) {
    const std::size_t drivers = static_cast<std::size_t>(std::bit_width(values.size())) - 1;
    // In how many orders so many drivers can come in: exact up to 22.
    std::vector<double> orders{1};
    while (orders.size() <= drivers) {
        orders.push_back(orders.back() * static_cast<double>(orders.size()));
    }
    std::vector<double> shares(drivers);
    for (std::size_t driver = 0; driver < drivers; ++driver) {
        // Weighted by how many orders bring the driver in after just that coalition: whole numbers,
        // so whole values give exact sums.
        Sum sum;
        for (std::size_t coalition = 0; coalition < values.size(); ++coalition) {
            if ((coalition >> driver & 1) == 0) {
                const auto before = static_cast<std::size_t>(std::popcount(coalition));
                const double weight = orders[before] * orders[drivers - before - 1];
                sum.add_product(weight, values[coalition | std::size_t{1} << driver]);
                sum.add_product(-weight, values[coalition]);
            }
        }
        shares[driver] = sum.value() / orders.back();
    }
    // The largest share takes up the last rounding, so that the shares add up to the total.
    const auto largest = std::max_element(
        shares.begin(), shares.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    Sum rest;
    rest += values.back() - values.front();
    for (auto share = shares.begin(); share != shares.end(); ++share) {
        rest += share == largest ? 0 : -*share;
    }
    *largest = rest.value();
    return shares;
}

namespace {

Money capex_per_job(Call& call, MoneyPerPositionYear loaded_cost, Years life, Rate wacc) {
    return Money::of(loaded_cost / capital_recovery_factor(call, life, wacc));
}

Function capex_per_job_record() {
    return define<capex_per_job>({
        .id = "capexPerJob",
        .summary = tr("How much capital spending the yearly cost of one position carries: the "
                      "amount whose depreciation (with wacc: capital charge) equals that cost."),
        .arguments = {{{.id = "loaded_cost",
                        .help = tr("Yearly cost of one position: pay, shares, social cost, desk."),
                        .limits = above(0)},
                       {.id = "life",
                        .help = tr("How many years the equipment is depreciated over."),
                        .limits = above(0)},
                       {.id = "wacc",
                        .help = tr("Cost of capital. Left out or 0: straight-line depreciation."),
                        .limits = above(-1),
                        .otherwise = 0.0}}},
        .equation = tr("loaded_cost / capital recovery factor, which is 1 / life at wacc 0, "
                       "otherwise wacc / (1 − (1+wacc)^−life)"),
        .source = tr("Capital recovery factor: Brealey, Myers & Allen, Principles of Corporate "
                     "Finance (equivalent annual cost)."),
        .steps = after_capital_recovery({{"capex_per_job", "=loaded_cost/recovery", unit::money}}),
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {200000.0, 5.0},
                      .says = tr("A position at 200,000 a year carries equipment for a million "
                                 "that lasts five years.")},
                     {.arguments = {200000.0, 5.0, 0.09},
                      .says = tr("Less when the capital also has to earn 9 %.")}},
        .see_also = {"GPUHOURCOST", "CUTSAVINGS"},
    });
}

Gpus gpus_per_job(Call& call, MoneyPerPositionYear loaded_cost, MoneyPerGpu capex, Years life,
                  MoneyPerGpuYear opex, Rate wacc, MoneyPerGpu residual) {
    const double cost = annual_cost(call, capex, life, opex, wacc, residual);
    if (cost == 0) {
        static constexpr Text sentence =
            tr("capex and opex make a GPU that costs nothing; loaded_cost is divided by zero.");
        throw Error(Failure::division, "capex", sentence);
    }
    return Gpus::of(loaded_cost / cost);
}

Function gpus_per_job_record() {
    return define<gpus_per_job>({
        .id = "gpusPerJob",
        .summary =
            tr("How many GPUs the yearly cost of one position keeps running: depreciation or "
               "capital charge and running cost. It says nothing about who does the work."),
        .arguments = {{{.id = "loaded_cost",
                        .help = tr("Yearly cost of one position: pay, shares, social cost, desk."),
                        .limits = above(0)},
                       gpu_argument::capex,
                       gpu_argument::life,
                       gpu_argument::opex,
                       gpu_argument::wacc,
                       gpu_argument::residual}},
        .equation = tr("loaded_cost / (A + opex), A as in GPUHOURCOST"),
        .source = tr("Two yearly costs, one over the other."),
        .errors = tr("#DIV/0! when capex and opex are 0."),
        .steps = after_annual_cost({{"gpus", "=loaded_cost/annual_cost", unit::gpus}}),
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {250000.0, 50000.0, 5.0, 2467.104},
                      .says = tr("A position at 250,000 a year against a GPU bought for 50,000.")},
                     {.arguments = {250000.0, 50000.0, 5.0, 2467.104, 0.09},
                      .says = tr("When the capital also has to earn 9 %.")}},
        .see_also = {"CAPEXPERJOB", "GPUHOURCOST"},
    });
}

Table margin_bridge(Call& call, Money revenue, Money profit, Money gpu_revenue, Money gpu_profit,
                    Money cut_savings) {
    const double total_revenue = revenue + gpu_revenue;
    if (revenue == 0 || total_revenue == 0) {
        static constexpr Text sentence =
            tr("Revenue is 0, so there is no margin: profit is divided by zero.");
        throw Error(Failure::division, "revenue", sentence);
    }
    const double baseline = call.step("margin_before", profit / revenue);
    const double with_gpus = call.step("margin_with_gpus", (profit + gpu_profit) / total_revenue);
    const double after =
        call.step("margin_after", (profit + gpu_profit + cut_savings) / total_revenue);
    const double by_gpus = 100 * (with_gpus - baseline);
    const double by_cuts = 100 * (after - with_gpus);
    call.step("change", by_gpus + by_cuts);
    Table rows;
    rows.append({call.words(tr("baseline")), revenue, profit, baseline, 0.0});
    rows.append({call.words(tr("GPUs")), gpu_revenue, gpu_profit, with_gpus, by_gpus});
    rows.append({call.words(tr("cuts")), 0.0, cut_savings, after, by_cuts});
    rows.append({call.words(tr("after")), total_revenue, profit + gpu_profit + cut_savings, after,
                 by_gpus + by_cuts});
    return rows;
}

void bridge_form(BlockWriter& block) {
    block.only_if("revenue*(revenue+gpu_revenue)<>0");
    block.steps();
    block.grid("rows",
               {{block.words(tr("baseline")), "=revenue", "=profit", "=margin_before", "=0"},
                {block.words(tr("GPUs")), "=gpu_revenue", "=gpu_profit", "=margin_with_gpus",
                 "=100*(margin_with_gpus-margin_before)"},
                {block.words(tr("cuts")), "=0", "=cut_savings", "=margin_after",
                 "=100*(margin_after-margin_with_gpus)"},
                {block.words(tr("after")), "=revenue+gpu_revenue", "=profit+gpu_profit+cut_savings",
                 "=margin_after", "=change"}});
    block.result("rows");
}

Function margin_bridge_record() {
    return define<margin_bridge>({
        .id = "marginBridge",
        .summary = tr("From the margin before to the margin after, step by step: four labelled "
                      "rows with revenue, profit, the margin reached and the change in points."),
        .arguments =
            {{{.id = "revenue", .help = tr("Revenue before."), .limits = from(0)},
              {.id = "profit", .help = tr("Operating profit before.")},
              {.id = "gpu_revenue", .help = tr("Revenue that the GPUs add."), .limits = from(0)},
              {.id = "gpu_profit",
               .help = tr("Operating profit that the GPUs add; may be negative.")},
              {.id = "cut_savings",
               .help = tr("What cuts save, after severance."),
               .otherwise = 0.0}}},
        .equation = tr(
            "Rows baseline, GPUs, cuts, after. Margin: profit so far / revenue so far. Change: 100 "
            "× (margin − margin of the row before); the changes sum to the last row's exactly."),
        .source = tr("A profit bridge, as in management reporting."),
        .errors = tr("#DIV/0! when there is no revenue before or after."),
        .steps = {{"margin_before", "=profit/revenue", unit::margin},
                  {"margin_with_gpus", "=(profit+gpu_profit)/(revenue+gpu_revenue)", unit::margin},
                  {"margin_after", "=(profit+gpu_profit+cut_savings)/(revenue+gpu_revenue)",
                   unit::margin},
                  {"change",
                   "=100*(margin_with_gpus-margin_before)+100*(margin_after-"
                   "margin_with_gpus)",
                   unit::points}},
        .plain_form = bridge_form,
        .examples = {{.arguments = {123492.0, 40640.0, 22630.0, 5504.0, 1943.0},
                      .says = tr("AWS with 22.6 billion of GPU revenue and 1.9 billion of savings, "
                                 "in million dollars.")},
                     {.arguments = {123492.0, 40640.0, 22630.0, 5504.0},
                      .says = tr("Without cuts the margin falls.")}},
        .see_also = {"GPUMARGIN", "CUTSAVINGS", "SHAPLEY"},
    });
}

Table shapley(Call& call, const Series<unit::value>& values) {
    const std::size_t count = values.values.size();
    if (!std::has_single_bit(count) || count < 2 || count > 4096) {
        static constexpr Text sentence = tr("values has %1% numbers; it must have 2, 4, 8, … or "
                                            "4096: one for each combination of 1 to 12 drivers.");
        throw Error(Failure::invalid, "values", sentence, {std::to_string(count)});
    }
    call.step("total_change", values.values.back() - values.values.front());
    Table column;
    for (const double share : shapley_shares(values.values)) {
        column.append({share});
    }
    return column;
}

/// A coalition a row, numbered as their values are: the bits of its number, from 0, are its
/// drivers.
void shapley_form(BlockWriter& block) {
    const std::size_t coalitions = block.length("values");
    const auto most = static_cast<std::size_t>(std::bit_width(coalitions)) - 1;
    std::string drivers = "NA()";
    for (std::size_t count = most; count > 0; --count) {
        drivers = "IF(values_count=" + std::to_string(std::size_t{1} << count) + ";" +
                  std::to_string(count) + ";" + drivers + ")";
    }
    block.step("drivers", "=" + drivers, unit::number);
    // |S|! (n-|S|-1)! / n!, each from the one above it.
    block.table({{.id = "others", .first = "=0", .next = "=others.before+1"},
                 {.id = "weight",
                  .first = "=1/drivers",
                  .next = "=IF(others<drivers;weight.before*others/(drivers-others);0)"}},
                most + 1);
    // A row a coalition, a column a driver: what it adds where it is in, and takes where it is not.
    std::vector<std::vector<std::string>> terms;
    for (std::size_t coalition = 0; coalition < coalitions; ++coalition) {
        const auto size = static_cast<std::size_t>(std::popcount(coalition));
        std::vector<std::string>& row = terms.emplace_back();
        for (std::size_t driver = 0; driver < most; ++driver) {
            const bool in = (coalition >> driver & 1) != 0;
            row.push_back("=IF(values_more=0;0;" + std::string(in ? "" : "-") + "weight." +
                          std::to_string(in ? size - 1 : size) + "*values)");
        }
    }
    block.grid("terms", terms);
    std::vector<std::vector<std::string>> shares;
    for (std::size_t driver = 0; driver < most; ++driver) {
        shares.push_back({"=IF(drivers>" + std::to_string(driver) + ";SUM(terms.column_" +
                          std::to_string(driver) + ");\"\")"});
    }
    block.grid("shares", shares);
    block.result("shares");
}

Function shapley_record() {
    return define<shapley>({
        .id = "shapley",
        .summary = tr("Each driver's fair share of a total change, from the value of every "
                      "combination of drivers. An accounting attribution, not a cause."),
        .arguments = {{{.id = "values",
                        .help = tr("2^n values in the order none, 1, 2, 12, 3, 13, 23, 123, …")}}},
        .equation = tr("Share of driver i: the average, over all orders of the n drivers, of what "
                       "i adds when it joins: sum over coalitions S without i of |S|! (n−|S|−1)! / "
                       "n! × (v(S and i) − v(S)). The shares sum to v(all) − v(none)."),
        .source = tr("L. S. Shapley, A value for n-person games (1953)."),
        .steps = {{"total_change", tr("the last value less the first; the shares sum to it"),
                   unit::value}},
        .plain_form = shapley_form,
        .examples = {{.arguments = {column({0, 10, 20, 40})},
                      .says = tr("Two drivers that bring 10 and 20 alone and 40 together.")},
                     {.arguments = {column({32.9, 30.1, 33.8, 31.6, 34.5, 31.9, 35.2, 32.9})},
                      .says = tr("A margin under GPUs, price and cuts, alone and combined.")}},
        .see_also = {"MARGINBRIDGE"},
    });
}

} // namespace

std::vector<Function> trade_functions() {
    return {capex_per_job_record(), gpus_per_job_record(), margin_bridge_record(),
            shapley_record()};
}

} // namespace headroom
