#include "people/people.hpp"

#include "core/define.hpp"

#include "core/elementary.hpp"
#include "trade/margin.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace headroom {

MoneyPerPosition net_saving_per_cut(MoneyPerPositionYear loaded_cost, MoneyPerPosition severance,
                                    Months months, Share backfill,
                                    MoneyPerPositionYear replacement) {
    const double saved =
        difference(loaded_cost, replacement) * (1 - backfill) * months / months_per_year;
    return MoneyPerPosition::of(difference(saved, severance));
}

namespace {

namespace argument {

const ArgumentText loaded_cost{
    .id = "loaded_cost",
    .help = tr("Yearly cost of one position: pay, shares, social cost, desk."),
    .limits = above(0),
};
const ArgumentText severance{
    .id = "severance",
    .help = tr("One-time cost of ending one position, all of it in the period."),
    .limits = from(0),
    .otherwise = 0.0,
};
const ArgumentText months{
    .id = "months",
    .help = tr("For how many of the 12 months savings are felt; see SAVINGMONTHS."),
    .limits = from(0).to(12),
    .otherwise = 12.0,
};
const ArgumentText backfill{
    .id = "backfill",
    .help = tr("Share of the cut positions that are filled again."),
    .limits = from(0).below(1),
    .otherwise = 0.0,
};
const ArgumentText replacement{
    .id = "replacement",
    .help = tr("Spent per cut and year on software or contractors instead."),
    .limits = from(0),
    .otherwise = 0.0,
};

} // namespace argument

const Step net_saving_step{"net_saving_per_cut",
                           "=(loaded_cost-replacement)*(1-backfill)*months/12-severance",
                           unit::money_per_position};

constexpr Text saving_source =
    tr("Savings accrue month by month; the whole severance is charged to the period. That is the "
       "expense of a termination benefit under IAS 19.165, once its offer cannot be withdrawn. US "
       "GAAP may charge other periods: ASC 420 (one-time benefits) at communication, or over the "
       "service of those who must stay beyond the minimum retention period (the legal notice, else "
       "60 days); ASC 712 (an ongoing plan) when it is probable and can be estimated, which may be "
       "before.");

Months saving_months(Call& call, Months start_month, Months notice_months) {
    const bool full = difference(months_per_year, start_month + notice_months) == 0;
    const double left =
        call.step("months_left", full ? 0 : months_per_year - start_month - notice_months);
    return Months::of(std::max(0.0, left));
}

Function saving_months_record() {
    return define<saving_months>({
        .id = "savingMonths",
        .summary = tr("For how many months of a 12-month period a cut saves money when people are "
                      "paid during their notice. It feeds REQUIREDCUTS and CUTSAVINGS."),
        .arguments = {{{.id = "start_month",
                        .help = tr("Months gone when the cut is announced. 0 is the first day."),
                        .limits = from(0)},
                       {.id = "notice_months",
                        .help = tr("Months people stay on the payroll after the announcement."),
                        .limits = from(0),
                        .otherwise = 0.0}}},
        .equation = tr("max(0, 12 − start_month − notice_months)"),
        .source = tr("Counting months."),
        .steps = {{"months_left",
                   "=IF(12-(start_month+notice_months)=0;0;12-start_month-notice_months)",
                   unit::months},
                  {"saving_months", "=MAX(0;months_left)", unit::months}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {0.0, 3.0},
                      .says = tr("Announced on the first day with three months' paid notice.")},
                     {.arguments = {10.0, 3.0},
                      .says = tr("Announced after ten months: nothing is saved in this period.")}},
        .see_also = {"REQUIREDCUTS", "CUTSAVINGS"},
    });
}

Positions required_cuts(Call& call, Money revenue, Money operating_profit, Margin target_margin,
                        MoneyPerPositionYear loaded_cost, MoneyPerPosition severance, Months months,
                        Share backfill, MoneyPerPositionYear replacement) {
    const double gap =
        call.step("gap", margin_gap<double>(target_margin, revenue, operating_profit));
    const double saving =
        call.step("net_saving_per_cut",
                  net_saving_per_cut(loaded_cost, severance, months, backfill, replacement));
    if (gap > 0 && saving <= 0) {
        static constexpr Text sentence =
            tr("No number of cuts reaches the margin: within %1% months one cut saves %2% and "
               "costs %3% in severance, so it brings %4%.");
        throw Error(
            Failure::no_answer, {}, sentence,
            {rounded(months), rounded(saving + severance), rounded(severance), rounded(saving)});
    }
    return Positions::of(whole_up(call.step("exact_cuts", gap > 0 ? gap / saving : 0)));
}

Function required_cuts_record() {
    return define<required_cuts>({
        .id = "requiredCuts",
        .summary =
            tr("How many positions would have to go to reach a target margin. 0 when it is reached "
               "already; #NUM! when each cut costs more than it saves in the period."),
        .arguments =
            {{{.id = "revenue",
               .help = tr("Revenue of the 12 months, or annualised."),
               .limits = above(0)},
              {.id = "operating_profit",
               .help = tr("Operating profit of the same period before any cut. May be negative.")},
              {.id = "target_margin",
               .help = tr("Operating margin to reach. 33 % is 0.33."),
               .limits = below(1)},
              argument::loaded_cost,
              argument::severance,
              argument::months,
              argument::backfill,
              argument::replacement}},
        .equation = tr("gap = target_margin × revenue − operating_profit, nothing within 1e-12 of "
                       "revenue; 0 when gap ≤ 0, otherwise gap / ((loaded_cost − replacement) × (1 "
                       "− backfill) × months / 12 − severance), rounded up to whole positions"),
        .source = saving_source,
        .errors = tr("#NUM! when there is a gap and each cut costs more than it saves."),
        .steps = {{"gap", "=" + margin_gap_formula("target_margin", "revenue", "operating_profit"),
                   unit::money},
                  net_saving_step,
                  {"exact_cuts",
                   "=IF(gap>0;IF(net_saving_per_cut>0;gap/net_saving_per_cut;NA());0)",
                   unit::positions},
                  {"required_cuts", whole_up_formula("exact_cuts"), unit::positions}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {12e9, 0.0, 0.5, 200000.0},
                      .says = tr("A gap of 6 billion at 200,000 per position.")},
                     {.arguments = {12e9, 0.0, 0.5, 200000.0, 84000.0, 9.0},
                      .says = tr("The same gap when each cut costs 84,000 in severance and saves "
                                 "for nine months only.")}},
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
        .summary = tr("What a number of cuts saves within the period, after severance, notice and "
                      "refilled jobs. Negative when they cost more than they save."),
        .arguments = {{{.id = "heads",
                        .help = tr("Positions that go. Part-time positions may be fractions."),
                        .limits = from(0)},
                       argument::loaded_cost,
                       argument::severance,
                       argument::months,
                       argument::backfill,
                       argument::replacement}},
        .equation =
            tr("heads × ((loaded_cost − replacement) × (1 − backfill) × months / 12 − severance)"),
        .source = saving_source,
        .steps = {net_saving_step, {"savings", "=heads*net_saving_per_cut", unit::money}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {30000.0, 250000.0},
                      .says = tr("30,000 positions at 250,000 a year, once everybody has left.")},
                     {.arguments = {30000.0, 250000.0, 84000.0, 3.0},
                      .says = tr("In the year of the announcement, with severance and three months "
                                 "of savings, the same cuts lose money.")}},
        .see_also = {"REQUIREDCUTS", "SAVINGMONTHS", "CAPEXPERJOB"},
    });
}

Positions required_cuts_cash(Call& call, Money funding_gap, MoneyPerPositionYear loaded_cost,
                             MoneyPerPosition severance, Months months, Share tax,
                             Share cash_share) {
    const double freed = call.step(
        "net_cash_per_cut",
        difference(loaded_cost * months / months_per_year * cash_share, severance) * (1 - tax));
    if (funding_gap > 0 && freed <= 0) {
        static constexpr Text sentence = tr("No number of cuts frees the cash: within %1% months "
                                            "one cut brings %2% after severance and tax.");
        throw Error(Failure::no_answer, {}, sentence, {rounded(months), rounded(freed)});
    }
    return Positions::of(
        whole_up(call.step("exact_cuts", funding_gap > 0 ? funding_gap / freed : 0)));
}

Function required_cuts_cash_record() {
    return define<required_cuts_cash>({
        .id = "requiredCutsCash",
        .summary = tr("How many positions would have to go to free an amount of cash after tax. "
                      "Pay in shares is cost but not cash, so cash_share leaves it out."),
        .arguments = {{{.id = "funding_gap",
                        .help = tr("Cash that is missing. 0 or less: no cuts are needed.")},
                       argument::loaded_cost,
                       argument::severance,
                       argument::months,
                       {.id = "tax",
                        .help = tr("Tax rate on profit: a saving is taxed, severance deducted."),
                        .limits = from(0).to(1),
                        .otherwise = 0.0},
                       {.id = "cash_share",
                        .help = tr("Share of the loaded cost that is paid in cash."),
                        .limits = from(0).to(1),
                        .otherwise = 1.0}}},
        .equation = tr("0 when funding_gap ≤ 0, otherwise funding_gap / ((loaded_cost × months / "
                       "12 × cash_share − severance) × (1 − tax)), rounded up to whole positions"),
        .source = tr("Share-based pay is an expense without cash (IFRS 2, ASC 718)."),
        .errors = tr("#NUM! when cash is missing and a cut frees none."),
        .steps = {{"net_cash_per_cut", "=(loaded_cost*months/12*cash_share-severance)*(1-tax)",
                   unit::money_per_position},
                  {"exact_cuts",
                   "=IF(funding_gap>0;IF(net_cash_per_cut>0;funding_gap/net_cash_per_cut;NA());0)",
                   unit::positions},
                  {"required_cuts", whole_up_formula("exact_cuts"), unit::positions}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {1e9, 250000.0, 84000.0, 9.0},
                      .says = tr("A billion in the year of the announcement, before tax.")},
                     {.arguments = {1e9, 250000.0, 0.0, 12.0, 0.21, 0.7},
                      .says = tr("In a later year at 21 % tax, when 30 % of pay is in shares.")}},
        .see_also = {"REQUIREDCUTS", "CUTSAVINGS"},
    });
}

Months cut_payback(Call& call, MoneyPerPositionYear loaded_cost, MoneyPerPosition severance,
                   Months notice_months, Share backfill, MoneyPerPositionYear replacement) {
    const double saving =
        call.step("yearly_saving", difference(loaded_cost, replacement) * (1 - backfill));
    if (saving <= 0) {
        static constexpr Text sentence = tr("What replaces the work costs %1% and the position %2% "
                                            "a year: the cut never pays back.");
        throw Error(Failure::no_answer, {}, sentence, {rounded(replacement), rounded(loaded_cost)});
    }
    return Months::of(notice_months + months_per_year * (severance / saving));
}

Function cut_payback_record() {
    return define<cut_payback>({
        .id = "cutPayback",
        .summary = tr("After how many months a cut has saved as much as its severance cost, notice "
                      "included. #NUM! when it never does."),
        .arguments = {{argument::loaded_cost,
                       {.id = "severance",
                        .help = tr("One-time cost of ending one position."),
                        .limits = from(0)},
                       {.id = "notice_months",
                        .help = tr("Months people stay on the payroll after the announcement."),
                        .limits = from(0),
                        .otherwise = 0.0},
                       argument::backfill,
                       argument::replacement}},
        .equation =
            tr("notice_months + 12 × severance / ((loaded_cost − replacement) × (1 − backfill))"),
        .source = tr("Payback period of the severance."),
        .errors = tr("#NUM! when what replaces the work costs as much as the position."),
        .steps = {{"yearly_saving", "=(loaded_cost-replacement)*(1-backfill)",
                   unit::money_per_position_year},
                  {"payback",
                   "=IF(yearly_saving>0;notice_months+12*(severance/yearly_saving);NA())",
                   unit::months}},
        .plain_form = PlainForm::of_steps(),
        .examples =
            {{.arguments = {200000.0, 84000.0, 3.0},
              .says = tr("84,000 of severance for a position at 200,000, three months' notice.")},
             {.arguments = {200000.0, 84000.0, 3.0, 0.2, 30000.0},
              .says = tr("When a fifth is filled again and software takes 30,000 a year.")}},
        .see_also = {"CUTSAVINGS", "SEVERANCECOST"},
    });
}

Money severance_cost(Call& call, Positions heads, MoneyPerWeek weekly_pay, Weeks weeks_per_year,
                     Years tenure_years, Weeks min_weeks, std::optional<Weeks> max_weeks) {
    if (max_weeks && *max_weeks < min_weeks) {
        static constexpr Text sentence =
            tr("max_weeks is %1%; it must be at least min_weeks (%2%).");
        throw Error(Failure::invalid, "max_weeks", sentence, {exact(*max_weeks), exact(min_weeks)});
    }
    const double earned = call.step("earned_weeks", weeks_per_year * tenure_years);
    const double raised = std::max<double>(earned, min_weeks);
    const double paid = max_weeks ? std::min<double>(raised, *max_weeks) : raised;
    call.step("paid_weeks", paid, [&] {
        return std::string(max_weeks ? "=MIN(MAX(earned_weeks;min_weeks);max_weeks)"
                                     : "=MAX(earned_weeks;min_weeks)");
    });
    return Money::of(heads * weekly_pay * paid);
}

void severance_form(BlockWriter& block) {
    block.step("earned_weeks", "=weeks_per_year*tenure_years", unit::weeks);
    block.step("paid_weeks",
               "=IF(max_weeks=\"left out\";MAX(earned_weeks;min_weeks);IF(max_weeks>=min_weeks;"
               "MIN(MAX(earned_weeks;min_weeks);max_weeks);NA()))",
               unit::weeks);
    block.step("severance", "=heads*weekly_pay*paid_weeks", unit::money);
}

Function severance_cost_record() {
    return define<severance_cost>({
        .id = "severanceCost",
        .summary = tr("What severance costs under a plan that pays some weeks for each year of "
                      "service, between a least and a most."),
        .arguments =
            {{{.id = "heads", .help = tr("Positions that go."), .limits = from(0)},
              {.id = "weekly_pay", .help = tr("Pay of one week."), .limits = from(0)},
              {.id = "weeks_per_year",
               .help = tr("Weeks of pay for each year of service."),
               .limits = from(0)},
              {.id = "tenure_years", .help = tr("Average years of service."), .limits = from(0)},
              {.id = "min_weeks",
               .help = tr("Weeks that everybody gets at least."),
               .limits = from(0),
               .otherwise = 0.0},
              {.id = "max_weeks",
               .help = tr("Most weeks for anybody. Left out: no limit; a blank cell is 0."),
               .limits = from(0)}}},
        .equation = tr("heads × weekly_pay × weeks, where weeks = weeks_per_year × tenure_years, "
                       "but at least min_weeks and at most max_weeks"),
        .source =
            tr("The usual form of a severance plan. When it is an expense depends on the standard. "
               "IAS 19.165: once the offer cannot be withdrawn. ASC 420, for one-time benefits: at "
               "communication, or over the service of those who must stay beyond the minimum "
               "retention period (the legal notice, else 60 days). ASC 712, for an ongoing plan: "
               "when it is probable and can be estimated, which may be before the announcement."),
        .steps = {{"earned_weeks", "=weeks_per_year*tenure_years", unit::weeks},
                  {"paid_weeks", "", unit::weeks},
                  {"severance", "=heads*weekly_pay*paid_weeks", unit::money}},
        .plain_form = severance_form,
        .examples = {{.arguments = {1000.0, 3000.0, 2.0, 7.0, 8.0, 26.0},
                      .says = tr("Two weeks a year after seven years, 8 to 26 weeks.")},
                     {.arguments = {1000.0, 3000.0, 2.0, 1.0, 8.0},
                      .says = tr("After one year the least of 8 weeks counts.")}},
        .see_also = {"CUTPAYBACK", "CUTSAVINGS"},
    });
}

Positions attrition_exits(Call& call, Positions headcount, Rate attrition, Years years,
                          Share backfill) {
    const double decline = call.step("decline", attrition * (1 - backfill) * years);
    return Positions::of(headcount * -elementary::expm1(-decline));
}

Function attrition_exits_record() {
    return define<attrition_exits>({
        .id = "attritionExits",
        .summary = tr("How many positions fall away by themselves when people leave and are not "
                      "replaced. What attrition does need not be cut."),
        .arguments =
            {{{.id = "headcount", .help = tr("Positions at the start."), .limits = from(0)},
              {.id = "attrition",
               .help = tr("Rate at which people leave, per year. 10 % is 0.1."),
               .limits = from(0).to(2)},
              {.id = "years",
               .help = tr("How long it goes on."),
               .limits = from(0),
               .otherwise = 1.0},
              {.id = "backfill",
               .help = tr("Share of the leavers who are replaced."),
               .limits = from(0).to(1),
               .otherwise = 0.0}}},
        .equation = tr("headcount × (1 − exp(−attrition × (1 − backfill) × years))"),
        .source = tr("Exponential decay: those who have left cannot leave again."),
        .steps = {{"decline", "=attrition*(1-backfill)*years", unit::share},
                  {"exits",
                   "=headcount*IF(decline<1E-4;decline-decline^2/2+decline^3/6;1-EXP(-decline))",
                   unit::positions}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {350000.0, 0.1},
                      .says = tr("A year of 10 % attrition among 350,000: more than the 30,000 "
                                 "cuts that were announced.")},
                     {.arguments = {350000.0, 0.1, 1.0, 0.8},
                      .says = tr("When four of five leavers are replaced.")}},
        .see_also = {"REQUIREDCUTS", "CUTSAVINGS"},
    });
}

} // namespace

std::vector<Function> people_functions() {
    return {saving_months_record(),  required_cuts_record(), required_cuts_cash_record(),
            cut_savings_record(),    cut_payback_record(),   severance_cost_record(),
            attrition_exits_record()};
}

} // namespace headroom
