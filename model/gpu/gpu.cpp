#include "gpu/gpu.hpp"

#include "core/define.hpp"
#include "core/elementary.hpp"
#include "gpu/arguments.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace headroom {

double capital_recovery_factor(Years life, Rate wacc) {
    // Below that the power series is 1 / life to the last digit, and products lose theirs.
    if (std::abs(wacc * life) < 1e-290) {
        return 1 / life;
    }
    return wacc / -elementary::expm1(-life * elementary::log1p(wacc));
}

MoneyPerGpuYear capital_charge(MoneyPerGpu capex, Years life, Rate wacc, MoneyPerGpu residual) {
    Call silent;
    return capital_charge(silent, capex, life, wacc, residual);
}

MoneyPerGpuYear capital_charge(Call& call, MoneyPerGpu capex, Years life, Rate wacc,
                               MoneyPerGpu residual) {
    const double recovery = capital_recovery_factor(call, life, wacc);
    // The part that is lost is paid back; the part that comes back only has to earn its interest.
    return call.step("capital_charge",
                     MoneyPerGpuYear::of((capex - residual) * recovery + residual * wacc));
}

std::array<Step, 2> capital_recovery_steps(std::string_view life) {
    // What is subtracted where little is left loses its digits: there a series takes its place.
    const auto over = [&](const char* formula) {
        return boost::replace_all_copy(std::string(formula), "life", life);
    };
    return {
        {{"continuous_rate", "=IF(ABS(wacc)<1E-4;wacc-wacc^2/2+wacc^3/3;LN(1+wacc))", unit::rate},
         {"recovery",
          over("=IF(wacc=0;1/life;wacc/IF(ABS(life*continuous_rate)<1E-4;life*continuous_rate-"
               "(life*continuous_rate)^2/2+(life*continuous_rate)^3/6;"
               "1-EXP(MIN(700;-life*continuous_rate))))"),
          unit::rate}}};
}

std::vector<Step> after_capital_recovery(const std::vector<Step>& steps) {
    const std::array<Step, 2> first = capital_recovery_steps("life");
    std::vector<Step> all(first.begin(), first.end());
    std::copy(steps.begin(), steps.end(), std::back_inserter(all));
    return all;
}

std::vector<Step> after_annual_cost(const std::vector<Step>& steps) {
    std::vector<Step> all{
        {"capital_charge", "=(capex-residual)*recovery+residual*wacc", unit::money_per_gpu_year},
        {"annual_cost", "=capital_charge+opex", unit::money_per_gpu_year}};
    std::copy(steps.begin(), steps.end(), std::back_inserter(all));
    return after_capital_recovery(all);
}

double capital_recovery_factor(Call& call, Years life, Rate wacc) {
    if (call.explains()) {
        call.step("continuous_rate", elementary::log1p(wacc));
    }
    return call.step("recovery", capital_recovery_factor(life, wacc));
}

double annual_cost(Call& call, MoneyPerGpu capex, Years life, MoneyPerGpuYear opex, Rate wacc,
                   MoneyPerGpu residual) {
    const double charge = capital_charge(call, capex, life, wacc, residual);
    return call.step("annual_cost", charge + opex);
}

namespace {

namespace step {

const Step billable_hours{"billable_hours", "=8760*utilisation", unit::hours_per_year};
const Step hour_cost{"hour_cost", "=annual_cost/billable_hours", unit::money_per_gpu_hour};

} // namespace step

constexpr Text hour_cost_source =
    tr("Straight-line depreciation: IAS 16.62. With wacc: equivalent annual cost (capital recovery "
       "factor), Brealey, Myers & Allen, Principles of Corporate Finance.");

MoneyPerGpu gpu_capex(Call& call, MoneyPerGpu chip_price, Ratio server_overhead,
                      Share network_share, Kilowatts kw, MoneyPerKilowatt facility_per_kw) {
    const double server = call.step("server", chip_price * server_overhead);
    const double with_network = call.step("with_network", server / (1 - network_share));
    const double facility = call.step("facility", kw * facility_per_kw);
    return MoneyPerGpu::of(with_network + facility);
}

Function gpu_capex_record() {
    return define<gpu_capex>({
        .id = "gpuCapex",
        .summary =
            tr("What one GPU costs all-in: the chip with its share of the server, the network and "
               "the building. It feeds the capex of GPUMARGIN and the other functions."),
        .arguments = {{
            {.id = "chip_price", .help = tr("Price of the accelerator alone."), .limits = from(0)},
            {.id = "server_overhead",
             .help = tr("Server price over the price of its chips. 1.4 adds 40 %."),
             .limits = from(1),
             .otherwise = 1.0},
            {.id = "network_share",
             .help = tr("Network as a share of servers and network together."),
             .limits = from(0).below(1),
             .otherwise = 0.0},
            {.id = "kw",
             .help = tr("Power one GPU needs at the rack, its share of the server included."),
             .limits = from(0),
             .otherwise = 0.0},
            {.id = "facility_per_kw",
             .help = tr("Building and power supply per kW, where owned."),
             .limits = from(0),
             .otherwise = 0.0},
        }},
        .equation = tr("chip_price × server_overhead / (1 − network_share) + kw × facility_per_kw"),
        .source =
            tr("Adding up: the network is a share of the total, so the servers are the rest."),
        .steps = {{"server", "=chip_price*server_overhead", unit::money_per_gpu},
                  {"with_network", "=server/(1-network_share)", unit::money_per_gpu},
                  {"facility", "=kw*facility_per_kw", unit::money_per_gpu},
                  {"capex", "=with_network+facility", unit::money_per_gpu}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {25000.0, 1.35, 0.1},
                      .says = tr("A 25,000 chip in a server that adds 35 %, with a tenth of the "
                                 "total for the network.")},
                     {.arguments = {25000.0, 1.35, 0.1, 1.38, 10000.0},
                      .says = tr("The same in an own building at 10,000 per kW.")}},
        .see_also = {"GPUOPEX", "GPUMARGIN", "GPUHOURCOST"},
    });
}

MoneyPerGpuYear gpu_opex(Call& call, Kilowatts kw, Ratio pue, Share load,
                         MoneyPerKilowattHour tariff, MoneyPerKilowattMonth colo_per_kw_month,
                         MoneyPerGpuYear other) {
    const double power = call.step("power_cost", kw * pue * load * hours_per_year * tariff);
    const double colocation =
        call.step("colocation_cost", months_per_year * colo_per_kw_month * kw);
    return MoneyPerGpuYear::of(power + colocation + other);
}

Function gpu_opex_record() {
    return define<gpu_opex>({
        .id = "gpuOpex",
        .summary = tr("What it costs to run one GPU for a year: power, colocation and the rest. "
                      "Depreciation is not in it; GPUHOURCOST and GPUMARGIN add that."),
        .arguments = {{
            {.id = "kw",
             .help = tr("Power one GPU needs at the rack, its share of the server included."),
             .limits = from(0)},
            {.id = "pue",
             .help = tr("Power of the whole site over power of the IT equipment, such as 1.25."),
             .limits = from(1)},
            {.id = "load",
             .help = tr("Average power drawn as a share of kw."),
             .limits = from(0).to(1)},
            {.id = "tariff", .help = tr("Price of one kWh of electricity."), .limits = from(0)},
            {.id = "colo_per_kw_month",
             .help = tr("Rent per kW and month where the building is not owned."),
             .limits = from(0),
             .otherwise = 0.0},
            {.id = "other",
             .help = tr("Other running cost of one GPU and year: maintenance, staff."),
             .limits = from(0),
             .otherwise = 0.0},
        }},
        .equation = tr("kw × pue × load × 8760 × tariff + 12 × colo_per_kw_month × kw + other"),
        .source = tr("PUE: ISO/IEC 30134-2. Colocation is billed on reserved, not drawn, power."),
        .steps = {{"power_cost", "=kw*pue*load*8760*tariff", unit::money_per_gpu_year},
                  {"colocation_cost", "=12*colo_per_kw_month*kw", unit::money_per_gpu_year},
                  {"running_cost", "=power_cost+colocation_cost+other", unit::money_per_gpu_year}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {1.38, 1.25, 0.8, 0.08},
                      .says = tr("An H100 at 1.38 kW on industrial electricity at 0.08 a kWh.")},
                     {.arguments = {1.38, 1.25, 0.8, 0.08, 130.0},
                      .says = tr("The same GPU in a rented hall at 130 per kW and month.")}},
        .see_also = {"GPUHOURCOST", "GPUMARGIN"},
    });
}

/// The steps up to the cost of one billed hour, which price, margin and break-even share.
double hour_cost(Call& call, Share utilisation, MoneyPerGpu capex, Years life, MoneyPerGpuYear opex,
                 Rate wacc, MoneyPerGpu residual) {
    const double cost = annual_cost(call, capex, life, opex, wacc, residual);
    return cost / call.step("billable_hours", hours_per_year * utilisation);
}

MoneyPerGpuHour gpu_hour_cost(Call& call, Share utilisation, MoneyPerGpu capex, Years life,
                              MoneyPerGpuYear opex, Rate wacc, MoneyPerGpu residual) {
    return MoneyPerGpuHour::of(hour_cost(call, utilisation, capex, life, opex, wacc, residual));
}

Function gpu_hour_cost_record() {
    return define<gpu_hour_cost>({
        .id = "gpuHourCost",
        .summary = tr("What one billed GPU-hour costs: depreciation and running cost, spread over "
                      "the hours that are billed. With wacc it also pays for the capital."),
        .arguments = {{gpu_argument::utilisation, gpu_argument::capex, gpu_argument::life,
                       gpu_argument::opex, gpu_argument::wacc, gpu_argument::residual}},
        .equation =
            tr("(A + opex) / (8760 × utilisation), where A = (capex − residual) / life at wacc 0, "
               "otherwise (capex − residual / (1+wacc)^life) × wacc / (1 − (1+wacc)^−life)"),
        .source = hour_cost_source,
        .steps = after_annual_cost({step::billable_hours, step::hour_cost}),
        .plain_form = PlainForm::of_steps(),
        .examples =
            {{.arguments = {0.75, 50000.0, 5.0, 2467.104},
              .says = tr("A GPU bought all-in for 50,000, kept 5 years, billed 75 % of the time.")},
             {.arguments = {0.75, 50000.0, 5.0, 2467.104, 0.09},
              .says = tr("The same GPU when the capital has to earn 9 % a year.")}},
        .see_also = {"GPUTCO", "GPUOPEX", "GPUMARGIN", "GPUBREAKEVENPRICE"},
    });
}

Margin gpu_margin(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex,
                  Years life, MoneyPerGpuYear opex, Rate wacc, MoneyPerGpu residual) {
    const double cost =
        call.step("hour_cost", hour_cost(call, utilisation, capex, life, opex, wacc, residual));
    return Margin::of(difference(1, cost / price));
}

Function gpu_margin_record() {
    return define<gpu_margin>({
        .id = "gpuMargin",
        .summary =
            tr("The operating margin of renting out one GPU: what is left of the hourly price "
               "after depreciation and running cost. With wacc, after the cost of capital too."),
        .arguments = {{gpu_argument::price, gpu_argument::utilisation, gpu_argument::capex,
                       gpu_argument::life, gpu_argument::opex, gpu_argument::wacc,
                       gpu_argument::residual}},
        .equation = tr("1 − GPUHOURCOST(utilisation; capex; life; opex; wacc; residual) / price. "
                       "wacc left out: book operating margin. wacc given: economic margin."),
        .source = hour_cost_source,
        .steps = after_annual_cost({step::billable_hours,
                                    step::hour_cost,
                                    {"margin", "=1-hour_cost/price", unit::margin}}),
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104},
                      .says = tr("At 2.50 an hour, a GPU bought for 50,000 earns less than a cloud "
                                 "business with a 33 % margin.")},
                     {.arguments = {3.0, 0.75, 50000.0, 5.0, 2467.104},
                      .says = tr("At 3.00 an hour it earns more: the price decides.")}},
        .see_also = {"GPUHOURCOST", "GPUBREAKEVENPRICE", "GPUOPEX"},
    });
}

MoneyPerGpuHour gpu_break_even_price(Call& call, Share utilisation, MoneyPerGpu capex, Years life,
                                     MoneyPerGpuYear opex, Margin margin, Rate wacc,
                                     MoneyPerGpu residual) {
    const double cost =
        call.step("hour_cost", hour_cost(call, utilisation, capex, life, opex, wacc, residual));
    return MoneyPerGpuHour::of(cost / (1 - margin));
}

Function gpu_break_even_price_record() {
    return define<gpu_break_even_price>({
        .id = "gpuBreakEvenPrice",
        .summary = tr("The price per billed GPU-hour at which the GPU earns exactly the margin you "
                      "ask for. With margin 0 it is the price that just covers the cost."),
        .arguments = {{gpu_argument::utilisation, gpu_argument::capex, gpu_argument::life,
                       gpu_argument::opex, gpu_argument::margin, gpu_argument::wacc,
                       gpu_argument::residual}},
        .equation =
            tr("GPUHOURCOST(utilisation; capex; life; opex; wacc; residual) / (1 − margin)"),
        .source = tr("The inverse of GPUMARGIN in its price."),
        .steps = after_annual_cost(
            {step::billable_hours,
             step::hour_cost,
             {"break_even_price", "=hour_cost/(1-margin)", unit::money_per_gpu_hour}}),
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {0.75, 50000.0, 5.0, 2467.104},
                      .says = tr("Below this price the GPU loses money.")},
                     {.arguments = {0.75, 50000.0, 5.0, 2467.104, 0.329},
                      .says = tr("What it has to cost to hold a margin of 32.9 % without cutting "
                                 "anything else.")}},
        .see_also = {"GPUMARGIN", "GPUHOURCOST"},
    });
}

Share gpu_break_even_util(Call& call, MoneyPerGpuHour price, MoneyPerGpu capex, Years life,
                          MoneyPerGpuYear opex, Margin margin, Rate wacc, MoneyPerGpu residual) {
    const double cost = annual_cost(call, capex, life, opex, wacc, residual);
    const double full = call.step("full_contribution", hours_per_year * price * (1 - margin));
    // A utilisation that is 1 but for rounding is 1.
    if (full > 0 && is_nearly(cost, full)) {
        return Share::of(1);
    }
    if (cost > full) {
        static constexpr Text sentence =
            tr("Even billed for every hour of the year the GPU does not earn that margin: it would "
               "need a utilisation of %1%.");
        throw Error(Failure::no_answer, {}, sentence, {rounded(cost / full)});
    }
    return Share::of(cost / full);
}

Function gpu_break_even_util_record() {
    return define<gpu_break_even_util>({
        .id = "gpuBreakEvenUtil",
        .summary = tr("The share of hours that has to be billed for the GPU to earn the margin you "
                      "ask for. #NUM! when even every hour of the year is not enough."),
        .arguments = {{gpu_argument::price, gpu_argument::capex, gpu_argument::life,
                       gpu_argument::opex, gpu_argument::margin, gpu_argument::wacc,
                       gpu_argument::residual}},
        .equation = tr("(A + opex) / (8760 × price × (1 − margin)), A as in GPUHOURCOST"),
        .source = tr("The inverse of GPUMARGIN in its utilisation."),
        .errors = tr("#NUM! when it would take more hours than a year has."),
        .steps = after_annual_cost(
            {{"full_contribution", "=8760*price*(1-margin)", unit::money_per_gpu_year},
             {"utilisation",
              "=IF(ABS(annual_cost-full_contribution)<1E-9*full_contribution;1;"
              "IF(annual_cost<=full_contribution;annual_cost/full_contribution;NA()))",
              unit::share}}),
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {2.5, 50000.0, 5.0, 2467.104},
                      .says = tr("At 2.50 an hour, below this utilisation the GPU loses money.")},
                     {.arguments = {2.95, 50000.0, 5.0, 2467.104, 0.329},
                      .says = tr("What has to be billed at the list price to earn 32.9 %.")}},
        .see_also = {"GPUMARGIN", "GPUBREAKEVENPRICE"},
    });
}

} // namespace

std::vector<Function> gpu_functions() {
    return {gpu_capex_record(),
            gpu_opex_record(),
            gpu_hour_cost_record(),
            gpu_margin_record(),
            gpu_break_even_price_record(),
            gpu_break_even_util_record(),
            gpu_tco_record()};
}

} // namespace headroom
