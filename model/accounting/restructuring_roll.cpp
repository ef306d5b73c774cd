#include "accounting/accounting.hpp"

#include "core/define.hpp"
#include "core/sum.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

/// What is left of a liability that is paid to the last cent, beside all that went through it.
constexpr double noise = 1e-14;

Table restructuring_roll(Call& call, Money opening, const Series<unit::money>& charges,
                         const Series<unit::money>& paid,
                         const std::optional<Series<unit::money>>& adjustments) {
    const std::size_t periods = charges.values.size();
    check_length("paid", paid.values.size(), "charges", periods);
    if (adjustments) {
        check_length("adjustments", adjustments->values.size(), "charges", periods);
    }
    Table rows;
    Sum charged;
    Sum settled;
    Sum adjusted;
    double balance = opening;
    double turnover = opening;
    for (std::size_t period = 0; period < periods; ++period) {
        const double charge = charges.values[period];
        const double payment = paid.values[period];
        const double adjustment = adjustments ? adjustments->values[period] : 0;
        turnover += charge + payment + std::abs(adjustment);
        const double left = balance + charge - payment + adjustment;
        const double closing = std::abs(left) <= noise * turnover ? 0 : left;
        if (closing < 0) {
            static constexpr Text sentence =
                tr("Row %1% would close at %2%, below 0: paid and adjustments take more than the "
                   "%3% that opening and charges come to.");
            throw Error(Failure::invalid, "paid", sentence,
                        {std::to_string(period + 1), rounded(closing), rounded(balance + charge)});
        }
        rows.append({balance, charge, payment, adjustment, closing});
        charged += charge;
        settled += payment;
        adjusted += adjustment;
        balance = closing;
    }
    call.step("total_charges", charged.value());
    call.step("total_paid", settled.value());
    call.step("total_adjustments", adjusted.value());
    call.step("closing", balance);
    return rows;
}

void roll_form(BlockWriter& block) {
    const bool adjusts = block.placed("adjustments").given();
    block.step("periods",
               adjusts ? "=IF(AND(charges_count=paid_count;charges_count=adjustments_count);"
                         "charges_count;NA())"
                       : "=IF(charges_count=paid_count;charges_count;NA())",
               unit::periods);
    const std::string change = std::string("charges-paid") + (adjusts ? "+adjustments" : "");
    const std::string moved = std::string("charges+paid") + (adjusts ? "+ABS(adjustments)" : "");
    const auto until_end = [](const std::string& value, const char* after) {
        return "=IF(period>periods;" + std::string(after) + ';' + value + ')';
    };
    block.table({{.id = "period", .first = "=1", .next = "=period.before+1"},
                 {.id = "turnover",
                  .first = until_end("opening+" + moved, "0"),
                  .next = until_end("turnover.before+" + moved, "0")},
                 {.id = "left_over",
                  .first = until_end("opening+" + change, "0"),
                  .next = until_end("balance.before+" + change, "0")},
                 {.id = "balance", .first = "=IF(ABS(left_over)<=1E-14*turnover;0;left_over)"},
                 {.id = "at_start",
                  .first = until_end("opening", "\"\""),
                  .next = until_end("balance.before", "\"\"")},
                 {.id = "charged", .first = until_end("charges", "\"\"")},
                 {.id = "settled", .first = until_end("paid", "\"\"")},
                 {.id = "adjusted", .first = until_end(adjusts ? "adjustments" : "0", "\"\"")},
                 {.id = "closing", .first = until_end("balance", "\"\"")}},
                std::min(block.length("charges"), block.length("paid")));
    block.only_if("MIN(balance.all)>=0");
    block.result("at_start", "closing");
}

} // namespace

Function restructuring_roll_record() {
    return define<restructuring_roll>({
        .id = "restructuringRoll",
        .summary = tr("The roll-forward of a restructuring liability that goes into the notes: "
                      "opening, charges, paid, adjustments and closing, one row a period."),
        .arguments = {{{.id = "opening",
                        .help = tr("Liability at the start of the first period."),
                        .limits = from(0)},
                       {.id = "charges",
                        .help = tr("Costs charged to expense, one a period, in a row or column."),
                        .limits = from(0)},
                       {.id = "paid",
                        .help = tr("Costs paid or settled, one a period, as positive amounts."),
                        .limits = from(0)},
                       {.id = "adjustments",
                        .help = tr("Other changes, such as releases (negative) and currency. Left "
                                   "out: none.")}}},
        .equation = tr("Per period: closing = opening + charges − paid + adjustments, the next "
                       "period's opening. A closing within 1e-14 of all that was charged, paid "
                       "and adjusted so far is 0"),
        .source = tr("The reconciliation of the liability that ASC 420-10-50-1 asks for; IAS 37.84 "
                     "asks for one of provisions."),
        .steps = {{"total_charges", tr("the sum of the second column"), unit::money},
                  {"total_paid", tr("the sum of the third column"), unit::money},
                  {"total_adjustments", tr("the sum of the fourth column"), unit::money},
                  {"closing", tr("opening + total_charges − total_paid + total_adjustments"),
                   unit::money}},
        .plain_form = roll_form,
        .examples = {{.arguments = {5.0, column({5, 8, 4}), column({3, 3, 2}),
                                    column({-1, -4, -3})},
                      .says = tr("Three years of an annual report, in millions.")},
                     {.arguments = {0.0, column({1800, 0, 0, 0}), column({0, 700, 800, 300})},
                      .says = tr("1,800 charged at once and paid in three quarters.")}},
        .see_also = {"SEVERANCEACCRUAL", "BACKLOGROLL"},
    });
}

} // namespace headroom
