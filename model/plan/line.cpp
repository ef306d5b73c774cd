#include "plan/line.hpp"

#include "core/label.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace headroom {

namespace {

constexpr std::array<LineRecord, line_count> records{{
    {.line = Line::demand,
     .id = "demand",
     .name = tr("demand"),
     .unit = unit::money_per_quarter,
     .formula = "=({demand before}-(1-(1-churn)^(1/4))*{unserved before})*(1+demand_growth)^(1/4)",
     .at_start = "=revenue/(1-backlog_share)",
     .help = tr("What customers want to buy, served or not.")},
    {.line = Line::revenue,
     .id = "revenue",
     .name = tr("revenue"),
     .unit = unit::money_per_quarter,
     .formula = "=MIN({demand};{base_capacity}+{gpu_capacity})",
     .at_start = "=revenue",
     .help = tr("What is sold: demand, as far as there is capacity.")},
    {.line = Line::unserved,
     .id = "unserved",
     .name = tr("unserved"),
     .unit = unit::money_per_quarter,
     .formula = "={demand}-{revenue}",
     .at_start = "={demand}-{revenue}",
     .help = tr("Demand that is not served.")},
    {.line = Line::backlog_share,
     .id = "backlog_share",
     .name = tr("backlog share"),
     .unit = unit::share,
     .formula = "={unserved}/{demand}",
     .help = tr("Unserved share of demand.")},
    {.line = Line::growth,
     .id = "growth",
     .name = tr("growth"),
     .unit = unit::rate,
     .formula = "={revenue}/{revenue a year ago}-1",
     .help = tr("Revenue against a year before; #N/A before quarter 4.")},
    {.line = Line::gpus_delivered,
     .id = "gpus_delivered",
     .name = tr("gpus delivered"),
     .unit = unit::gpus,
     .formula = "=IF(AND({quarter}>lead_quarters;{quarter}<=lead_quarters+order_quarters);gpus_"
                "ordered/order_quarters;0)",
     .help = tr("GPUs that arrive in the quarter.")},
    {.line = Line::gpus,
     .id = "gpus",
     .name = tr("gpus"),
     .unit = unit::gpus,
     .formula = "={gpus_delivered in service}",
     .help = tr("GPUs in service.")},
    {.line = Line::gpu_revenue,
     .id = "gpu_revenue",
     .name = tr("gpu revenue"),
     .unit = unit::money_per_quarter,
     .formula = "={revenue}-MIN({demand};{base_capacity})",
     .help = tr("Revenue there would not be without the GPUs.")},
    {.line = Line::capex,
     .id = "capex",
     .name = tr("capex"),
     .unit = unit::money_per_quarter,
     .formula = "={gpus_delivered}*capex_per_gpu*(1+capex_trend)^({quarter}/4)",
     .help = tr("Paid for the GPUs that arrive.")},
    {.line = Line::depreciation,
     .id = "depreciation",
     .name = tr("depreciation"),
     .unit = unit::money_per_quarter,
     .formula = "={capex in service}*(1-residual_share)/(4*life)",
     .help = tr("Of the GPUs in service, straight-line.")},
    {.line = Line::gpu_opex,
     .id = "gpu_opex",
     .name = tr("gpu opex"),
     .unit = unit::money_per_quarter,
     .formula = "={gpus}*gpu_opex/4",
     .help = tr("Running cost of the GPUs.")},
    {.line = Line::other_cost,
     .id = "other_cost",
     .name = tr("other cost"),
     .unit = unit::money_per_quarter,
     .formula = "=other_cost_at_start*(1+cost_growth)^({quarter}/4)",
     .help = tr("All other costs: all but payroll, GPUs and cuts.")},
    {.line = Line::headcount,
     .id = "headcount",
     .name = tr("headcount"),
     .unit = unit::positions,
     .formula = "=(headcount-{cuts}*{off_payroll}*(1-cut_backfill))*{retention}",
     .after_cuts = true,
     .help = tr("Positions on the payroll.")},
    {.line = Line::payroll,
     .id = "payroll",
     .name = tr("payroll"),
     .unit = unit::money_per_quarter,
     .formula = "={headcount}*{wage}",
     .after_cuts = true,
     .help = tr("Their cost.")},
    {.line = Line::severance,
     .id = "severance",
     .name = tr("severance"),
     .unit = unit::money_per_quarter,
     .formula = "={cuts}*IF({quarter}=cut_quarter;severance;0)",
     .after_cuts = true,
     .help = tr("Paid in the quarter of the cuts.")},
    {.line = Line::replacement,
     .id = "replacement",
     .name = tr("replacement"),
     .unit = unit::money_per_quarter,
     .formula = "={cuts}*replacement_cost*{off_payroll}/4",
     .after_cuts = true,
     .help = tr("Cost of what replaces the cut positions.")},
    {.line = Line::operating_profit,
     .id = "operating_profit",
     .name = tr("operating profit"),
     .unit = unit::money_per_quarter,
     .formula =
         "={revenue}-{other_cost}-{gpu_opex}-{depreciation}-{payroll}-{severance}-{replacement}",
     .after_cuts = true,
     .help = tr("Revenue less all costs.")},
    {.line = Line::margin,
     .id = "margin",
     .name = tr("margin"),
     .unit = unit::margin,
     .formula = "={operating_profit}/{revenue}",
     .after_cuts = true,
     .help = tr("Operating profit as a share of revenue.")},
    {.line = Line::margin_gap,
     .id = "margin_gap",
     .name = tr("margin gap"),
     .unit = unit::margin,
     .formula = "=IF(ABS(target_margin*{revenue}-{operating_profit})<=1E-12*{revenue};0;target_"
                "margin-{margin})",
     .after_cuts = true,
     .help = tr("What the margin lacks to its target; negative when it is above. A margin within "
                "1E-12 of its target holds it.")},
    {.line = Line::tax,
     .id = "tax",
     .name = tr("tax"),
     .unit = unit::money_per_quarter,
     .formula = "=tax_rate*MAX(0;{operating_profit})",
     .after_cuts = true,
     .help = tr("Tax on the operating profit.")},
    {.line = Line::free_cash_flow,
     .id = "free_cash_flow",
     .name = tr("free cash flow"),
     .unit = unit::money_per_quarter,
     .formula = "={operating_profit}-{tax}+{depreciation}+{base_cash}-{capex}+{residual_cash}",
     .after_cuts = true,
     .help = tr("Cash left after tax and capex.")},
    {.line = Line::cumulative_free_cash_flow,
     .id = "cumulative_free_cash_flow",
     .name = tr("cumulative free cash flow"),
     .unit = unit::money,
     .formula = "={free_cash_flow so far}",
     .after_cuts = true,
     .help = tr("Free cash flow since quarter 1.")},
    {.line = Line::cuts,
     .id = "cuts",
     .name = tr("cuts"),
     .unit = unit::positions,
     .formula = "",
     .of_the_plan = true,
     .after_cuts = true,
     .help = tr("Positions cut: the driver, or as many as are required.")},
    {.line = Line::required_cuts,
     .id = "required_cuts",
     .name = tr("required cuts"),
     .unit = unit::positions,
     .formula = "",
     .of_the_plan = true,
     .help = tr("The fewest cuts that hold the target margin from hold_from on.")},
    {.line = Line::base_capacity,
     .id = "base_capacity",
     .name = tr("base capacity"),
     .unit = unit::money_per_quarter,
     .formula = "=revenue*(1+base_growth)^({quarter}/4)"},
    {.line = Line::gpu_capacity,
     .id = "gpu_capacity",
     .name = tr("gpu capacity"),
     .unit = unit::money_per_quarter,
     .formula = "={gpus}*2190*utilisation*price*(1-price_erosion)^({quarter}/4)"},
    {.line = Line::residual_cash,
     .id = "residual_cash",
     .name = tr("residual cash"),
     .unit = unit::money_per_quarter,
     .formula = "={capex retiring}*residual_share"},
    {.line = Line::base_cash,
     .id = "base_cash",
     .name = tr("base cash"),
     .unit = unit::money_per_quarter,
     .formula = "=(base_depreciation-base_capex)*(1+base_growth)^({quarter}/4)"},
    {.line = Line::retention,
     .id = "retention",
     .name = tr("retention"),
     .unit = unit::share,
     .formula = "=EXP(-attrition*(1-attrition_backfill)*{quarter}/4)"},
    {.line = Line::wage,
     .id = "wage",
     .name = tr("wage"),
     .unit = unit::money_per_position,
     .formula = "=loaded_cost*(1+wage_growth)^({quarter}/4)/4"},
    {.line = Line::off_payroll,
     .id = "off_payroll",
     .name = tr("off payroll"),
     .unit = unit::share,
     .formula = "=MIN(MAX((3*{quarter}-3*(cut_quarter-1)-notice_months)/3;0);1)"},
    {.line = Line::profit_before_cuts,
     .id = "profit_before_cuts",
     .name = tr("profit before cuts"),
     .unit = unit::money_per_quarter,
     .formula = "={revenue}-{other_cost}-{gpu_opex}-{depreciation}-headcount*{retention}*{wage}"},
    {.line = Line::saving_per_cut,
     .id = "saving_per_cut",
     .name = tr("saving per cut"),
     .unit = unit::money_per_position,
     .formula = "={off_payroll}*(1-cut_backfill)*{retention}*{wage}-IF({quarter}=cut_quarter;"
                "severance;0)-replacement_cost*{off_payroll}/4"},
    {.line = Line::gap_before_cuts,
     .id = "gap_before_cuts",
     .name = tr("gap before cuts"),
     .unit = unit::money_per_quarter,
     .formula = "=IF(ABS(target_margin*{revenue}-{profit_before_cuts})<=1E-12*{revenue};0;"
                "target_margin*{revenue}-{profit_before_cuts})"},
    {.line = Line::least_cuts,
     .id = "least_cuts",
     .name = tr("least cuts"),
     .unit = unit::positions,
     .formula = "=IF(AND({quarter}>=hold_from;{saving_per_cut}>0;{gap_before_cuts}>0);"
                "({gap_before_cuts}-5E-13*{revenue})/{saving_per_cut};0)"},
    {.line = Line::most_cuts,
     .id = "most_cuts",
     .name = tr("most cuts"),
     .unit = unit::positions,
     .formula = "=IF(OR({quarter}<hold_from;{saving_per_cut}>0);headcount+1E-9*MAX(headcount;1);"
                "IF({gap_before_cuts}>0;-1;IF({saving_per_cut}<0;MAX(0;({gap_before_cuts}-5E-13*"
                "{revenue})/{saving_per_cut});headcount+1E-9*MAX(headcount;1))))"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < line_count; ++i) {
        if (static_cast<std::size_t>(records[i].line) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_order(), "the records stand in the order of enum Line");

constexpr std::span<const LineRecord> shown(records.data(), shown_lines);

/// A line's name in every language: a workbook may come from an office in another.
template <class Use> void for_each_name(const LineRecord& record, Use use) {
    for (const Language language : languages()) {
        use(record.name.in(language));
    }
}

} // namespace

const std::array<LineRecord, line_count>& lines() {
    return records;
}

std::string filled(std::string_view formula, const FormulaNames& names) {
    constexpr std::pair<std::string_view, When> times[] = {
        {"", When::now},
        {" before", When::before},
        {" a year ago", When::a_year_ago},
        {" retiring", When::retiring},
        {" in service", When::in_service},
        {" so far", When::so_far},
    };
    const auto term = [&](std::string_view words) {
        if (words == "quarter") {
            return names.quarter();
        }
        const std::string_view id = words.substr(0, words.find(' '));
        const auto line = std::ranges::find(records, id, &LineRecord::id);
        const auto when = std::ranges::find(times, words.substr(id.size()),
                                            &std::pair<std::string_view, When>::first);
        return names.line(line->line, when->second);
    };
    const auto in_a_word = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || letter == '_';
    };
    std::string result;
    for (std::size_t i = 0; i < formula.size();) {
        std::size_t end = i + 1;
        if (formula[i] == '{') {
            end = formula.find('}', i) + 1;
            result += term(formula.substr(i + 1, end - i - 2));
        } else if (in_a_word(formula[i])) {
            while (end < formula.size() && in_a_word(formula[end])) {
                ++end;
            }
            result += names.word(formula.substr(i, end - i));
        } else {
            result += formula[i];
        }
        i = end;
    }
    return result;
}

std::optional<Line> line_named(std::string_view name) {
    static const std::unordered_map<std::string, Line> names = [] {
        std::unordered_map<std::string, Line> made;
        for (const LineRecord& record : shown) {
            made.emplace(folded(record.id), record.line);
        }
        for (const LineRecord& record : shown) {
            for_each_name(record,
                          [&](std::string_view one) { made.emplace(folded(one), record.line); });
        }
        return made;
    }();
    const auto found = names.find(folded(name));
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

Phrase line_advice(std::string_view typed) {
    std::vector<std::string_view> names;
    for (const LineRecord& record : shown) {
        for_each_name(record, [&](std::string_view name) { names.push_back(name); });
    }
    const std::optional<std::string_view> name = nearest(typed, names);
    return name ? advice(in_quotes(*name)) : advice(std::nullopt);
}

} // namespace headroom
