#include "trade.hpp"

#include "gpu.hpp"

namespace headroom {

namespace {

Money capex_per_job(Call& call, MoneyPerPositionYear loaded_cost, Years life, Rate wacc) {
    const double factor = call.step("capital_recovery_factor", capital_recovery_factor(life, wacc));
    return Money::of(loaded_cost / factor);
}

Function capex_per_job_record() {
    return define<capex_per_job>({
        .id = "capexPerJob",
        .summary = {"How much capital spending the yearly cost of one position carries: the amount "
                    "whose depreciation (with wacc: capital charge) equals that cost."},
        .arguments = {{{.id = "loaded_cost",
                        .help = {"Yearly cost of one position: pay, shares, social cost, desk."},
                        .limits = above(0)},
                       {.id = "life",
                        .help = {"How many years the equipment is depreciated over."},
                        .limits = above(0)},
                       {.id = "wacc",
                        .help = {"Cost of capital. Left out or 0: straight-line depreciation."},
                        .limits = above(-1),
                        .otherwise = 0.0}}},
        .equation =
            {"loaded_cost / capital recovery factor, which is 1 / life at wacc 0, otherwise "
             "wacc / (1 − (1+wacc)^−life)"},
        .source = {"Capital recovery factor: Brealey, Myers & Allen, Principles of Corporate "
                   "Finance (equivalent annual cost)."},
        .steps = {{"capital_recovery_factor", "=-PMT(wacc;life;1)", unit::rate},
                  {"capex_per_job", "=loaded_cost/capital_recovery_factor", unit::money}},
        .examples = {{.arguments = {200000.0, 5.0},
                      .says = {"A position at 200,000 a year carries equipment for a million that "
                               "lasts five years."}},
                     {.arguments = {200000.0, 5.0, 0.09},
                      .says = {"Less when the capital also has to earn 9 %."}}},
        .see_also = {"GPUHOURCOST", "CUTSAVINGS"},
    });
}

} // namespace

std::vector<Function> trade_functions() {
    return {capex_per_job_record()};
}

} // namespace headroom
