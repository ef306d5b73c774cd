#pragma once

#include "core/function.hpp"

#include <array>

namespace headroom {

/// Annual capital charge of one GPU, money per year: the level payment over `life` years that
/// returns `capex` less the discounted `residual` at `wacc`; straight-line depreciation at wacc 0.
/// capex >= 0, life > 0, wacc > -1, 0 <= residual <= capex. Relative error below 1e-14 for any
/// wacc, also next to 0, as long as (1 + wacc)^life is a finite number. Source: capital recovery
/// factor, e.g. Brealey, Myers & Allen, Principles of Corporate Finance (equivalent annual cost);
/// straight line: IAS 16.62.
MoneyPerGpuYear capital_charge(MoneyPerGpu capex, Years life, Rate wacc, MoneyPerGpu residual);

/// The share of an amount that a level annual payment over `life` years has to be to return it at
/// `wacc`: wacc / (1 - (1 + wacc)^-life), or 1 / life at wacc 0. Same limits and accuracy.
double capital_recovery_factor(Years life, Rate wacc);

/// The same, with the steps noted that `capital_recovery_steps` has.
MoneyPerGpuYear capital_charge(Call& call, MoneyPerGpu capex, Years life, Rate wacc,
                               MoneyPerGpu residual);
double capital_recovery_factor(Call& call, Years life, Rate wacc);

/// continuous_rate, ln(1 + wacc), and recovery, the factor, in every program to ten digits or more;
/// `life` is the id or the expression of the years.
std::array<Step, 2> capital_recovery_steps(std::string_view life);

/// What one GPU costs a year: the capital charge and the running cost. Notes the steps that
/// `after_annual_cost` has.
double annual_cost(Call& call, MoneyPerGpu capex, Years life, MoneyPerGpuYear opex, Rate wacc,
                   MoneyPerGpu residual);

/// The steps up to the factor, or up to the annual cost, and those that follow.
std::vector<Step> after_capital_recovery(const std::vector<Step>& steps);
std::vector<Step> after_annual_cost(const std::vector<Step>& steps);

Function gpu_tco_record();

std::vector<Function> gpu_functions();

} // namespace headroom
