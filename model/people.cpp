#include "people.hpp"

#include <algorithm>

namespace headroom {

MoneyPerPosition net_saving_per_cut(MoneyPerPositionYear loaded_cost, MoneyPerPosition severance,
                                    Months months, Share backfill,
                                    MoneyPerPositionYear replacement) {
    return MoneyPerPosition::of(
        (loaded_cost - replacement) * (1 - backfill) * months / months_per_year - severance);
}

namespace {

namespace argument {

const ArgumentText loaded_cost{
    .id = "loaded_cost",
    .help = {"Yearly cost of one position: pay, shares, social cost, desk."},
    .limits = above(0),
};
const ArgumentText severance{
    .id = "severance",
    .help = {"One-time cost of ending one position, charged in the period."},
    .limits = from(0),
    .otherwise = 0.0,
};
const ArgumentText months{
    .id = "months",
    .help = {"For how many of the 12 months savings are felt; see SAVINGMONTHS."},
    .limits = from(0).to(12),
    .otherwise = 12.0,
};
const ArgumentText backfill{
    .id = "backfill",
    .help = {"Share of the cut positions that are filled again."},
    .limits = from(0).below(1),
    .otherwise = 0.0,
};
const ArgumentText replacement{
    .id = "replacement",
    .help = {"Spent per cut and year on software or contractors instead."},
    .limits = from(0),
    .otherwise = 0.0,
};

} // namespace argument

const Step net_saving_step{"net_saving_per_cut",
                           "=(loaded_cost-replacement)*(1-backfill)*months/12-severance",
                           unit::money_per_position};

constexpr Text saving_source{
    "Severance is an expense of the period it is announced in (IAS 19.165, "
    "ASC 420 and 712); savings accrue month by month."};

Months saving_months(Call& call, Months start_month, Months notice_months) {
    const double left = call.step("months_left", months_per_year - start_month - notice_months);
    return Months::of(std::max(0.0, left));
}

Function saving_months_record() {
    return define<saving_months>({
        .id = "savingMonths",
        .summary = {"For how many months of a 12-month period a cut saves money when people are "
                    "paid during their notice. It feeds REQUIREDCUTS and CUTSAVINGS."},
        .arguments = {{{.id = "start_month",
                        .help = {"Months gone when the cut is announced. 0 is the first day."},
                        .limits = from(0)},
                       {.id = "notice_months",
                        .help = {"Months people stay on the payroll after the announcement."},
                        .limits = from(0),
                        .otherwise = 0.0}}},
        .equation = {"max(0, 12 − start_month − notice_months)"},
        .source = {"Counting months."},
        .steps = {{"months_left", "=12-start_month-notice_months", unit::months},
                  {"saving_months", "=MAX(0;months_left)", unit::months}},
        .examples = {{.arguments = {0.0, 3.0},
                      .says = {"Announced on the first day with three months' paid notice."}},
                     {.arguments = {10.0, 3.0},
                      .says = {"Announced after ten months: nothing is saved in this period."}}},
        .see_also = {"REQUIREDCUTS", "CUTSAVINGS"},
    });
}

Positions required_cuts(Call& call, Money revenue, Money operating_profit, Margin target_margin,
                        MoneyPerPositionYear loaded_cost, MoneyPerPosition severance, Months months,
                        Share backfill, MoneyPerPositionYear replacement) {
    const double gap = call.step("gap", difference(target_margin * revenue, operating_profit));
    const double saving =
        call.step("net_saving_per_cut",
                  net_saving_per_cut(loaded_cost, severance, months, backfill, replacement));
    if (gap > 0 && saving <= 0) {
        static constexpr Text sentence{
            "No number of cuts reaches the margin: within %1% months one cut saves %2% and costs "
            "%3% in severance, so it brings %4%."};
        throw Error(Failure::no_answer, {}, sentence,
                    {plain(months), plain(saving + severance), plain(severance), plain(saving)});
    }
    return Positions::of(whole_up(call.step("exact_cuts", gap > 0 ? gap / saving : 0)));
}

Function required_cuts_record() {
    return define<required_cuts>({
        .id = "requiredCuts",
        .summary = {"How many positions would have to go to reach a target margin. 0 when it is "
                    "reached already; #NUM! when each cut costs more than it saves in the period."},
        .arguments =
            {{{.id = "revenue",
               .help = {"Revenue of the 12 months, or annualised."},
               .limits = above(0)},
              {.id = "operating_profit",
               .help = {"Operating profit of the same period before any cut. May be negative."}},
              {.id = "target_margin",
               .help = {"Operating margin to reach. 33 % is 0.33."},
               .limits = below(1)},
              argument::loaded_cost,
              argument::severance,
              argument::months,
              argument::backfill,
              argument::replacement}},
        .equation = {"gap = target_margin × revenue − operating_profit; 0 when gap ≤ 0, otherwise "
                     "gap / ((loaded_cost − replacement) × (1 − backfill) × months / 12 − "
                     "severance), rounded up to whole positions"},
        .source = saving_source,
        .steps = {{"gap", "=target_margin*revenue-operating_profit", unit::money},
                  net_saving_step,
                  {"exact_cuts", "=IF(gap>0;gap/net_saving_per_cut;0)", unit::positions},
                  {"required_cuts", whole_up_formula("exact_cuts"), unit::positions}},
        .examples = {{.arguments = {12e9, 0.0, 0.5, 200000.0},
                      .says = {"A gap of 6 billion at 200,000 per position."}},
                     {.arguments = {12e9, 0.0, 0.5, 200000.0, 84000.0, 9.0},
                      .says = {"The same gap when each cut costs 84,000 in severance and saves "
                               "for nine months only."}}},
        .see_also = {"CUTSAVINGS", "SAVINGMONTHS", "GPUMARGIN"},
    });
}

Money cut_savings(Call& call, Positions heads, MoneyPerPositionYear loaded_cost,
                  MoneyPerPosition severance, Months months, Share backfill,
                  MoneyPerPositionYear replacement) {
    const double saving =
        call.step("net_saving_per_cut",
                  net_saving_per_cut(loaded_cost, severance, months, backfill, replacement));
    return Money::of(heads * saving);
}

Function cut_savings_record() {
    return define<cut_savings>({
        .id = "cutSavings",
        .summary = {"What a number of cuts saves within the period, after severance, notice and "
                    "refilled jobs. Negative when they cost more than they save."},
        .arguments = {{{.id = "heads",
                        .help = {"Positions that go. Part-time positions may be fractions."},
                        .limits = from(0)},
                       argument::loaded_cost,
                       argument::severance,
                       argument::months,
                       argument::backfill,
                       argument::replacement}},
        .equation = {"heads × ((loaded_cost − replacement) × (1 − backfill) × months / 12 − "
                     "severance)"},
        .source = saving_source,
        .steps = {net_saving_step, {"savings", "=heads*net_saving_per_cut", unit::money}},
        .examples = {{.arguments = {30000.0, 250000.0},
                      .says = {"30,000 positions at 250,000 a year, once everybody has left."}},
                     {.arguments = {30000.0, 250000.0, 84000.0, 3.0},
                      .says = {"In the year of the announcement, with severance and three months "
                               "of savings, the same cuts lose money."}}},
        .see_also = {"REQUIREDCUTS", "SAVINGMONTHS", "CAPEXPERJOB"},
    });
}

} // namespace

std::vector<Function> people_functions() {
    return {saving_months_record(), required_cuts_record(), cut_savings_record()};
}

} // namespace headroom
