#include "accounting/accounting.hpp"

#include "core/define.hpp"
#include "core/elementary.hpp"
#include "core/sum.hpp"

#include <algorithm>

namespace headroom {

enum class ImpairmentStandard { us_gaap, ifrs };
template <>
inline constexpr std::array words_of<ImpairmentStandard>{std::string_view("US GAAP"),
                                                         std::string_view("IFRS")};

namespace {

double present_value(const std::vector<double>& flows, double rate) {
    Sum sum;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        sum += flows[i] * elementary::pow(1 + rate, -static_cast<double>(i + 1));
    }
    return sum.value();
}

Money impairment(Call& call, ImpairmentStandard standard, Money carrying,
                 const Series<unit::money>& cash_flows, Money fair_value, Rate wacc) {
    // Undiscounted under US GAAP, where the rate plays no part.
    const double rate = call.step("rate", standard == ImpairmentStandard::ifrs ? wacc : 0.0);
    const double worth = call.step("worth_of_use", present_value(cash_flows.values, rate));
    const double recoverable = call.step(
        "recoverable", standard == ImpairmentStandard::ifrs ? std::max<double>(fair_value, worth)
                       : difference(carrying, worth) <= 0   ? double(carrying)
                                                            : double(fair_value));
    return Money::of(std::max(0.0, difference(carrying, recoverable)));
}

constexpr const char* rate_formula = "=IF(LOWER(TRIM(standard))=\"ifrs\";wacc;0)";
/// Nothing is missing where no more is than Calc's minus takes for nothing.
constexpr const char* recoverable_formula =
    "=IF(LOWER(TRIM(standard))=\"ifrs\";MAX(fair_value;worth_of_use);"
    "IF(carrying-worth_of_use<carrying/2^48;carrying;fair_value))";
constexpr const char* loss_formula = "=MAX(0;carrying-recoverable)";

void impairment_form(BlockWriter& block) {
    block.step("rate", rate_formula, unit::rate);
    block.table({{.id = "year_number", .first = "=1", .next = "=year_number.before+1"},
                 {.id = "discounted",
                  .first = "=IF(year_number>cash_flows_count;0;cash_flows/(1+rate)^year_number)"}},
                block.length("cash_flows"));
    block.step("worth_of_use", "=SUM(discounted.all)", unit::money);
    block.step("recoverable", recoverable_formula, unit::money);
    block.step("loss", loss_formula, unit::money);
}

} // namespace

Function impairment_record() {
    return define<impairment>({
        .id = "impairment",
        .summary = tr("What has to be written off a group of assets, such as GPUs whose prices "
                      "have fallen, under US GAAP or IFRS. 0 when nothing has to be."),
        .arguments = {{{.id = "standard", .help = tr("\"US GAAP\" or \"IFRS\".")},
                       {.id = "carrying",
                        .help = tr("Carrying amount of the group: cost less depreciation so far."),
                        .limits = from(0)},
                       {.id = "cash_flows",
                        .help = tr("Net cash the group brings at the end of years 1, 2, …, in a "
                                   "row or column.")},
                       {.id = "fair_value",
                        .help = tr("What it would sell for; for IFRS less costs of disposal."),
                        .limits = from(0)},
                       {.id = "wacc",
                        .help = tr("Discount rate per year, for IFRS only; before tax, as its "
                                   "cash flows are."),
                        .limits = above(-1),
                        .otherwise = 0.0}}},
        .equation =
            tr("\"US GAAP\": 0 when carrying ≤ the sum of cash_flows, not discounted; otherwise "
               "max(0, carrying − fair_value). \"IFRS\": max(0, carrying − max(fair_value, the sum "
               "of cash_flows in year t / (1+wacc)^t))"),
        .source = tr("ASC 360-10-35-17: a loss only where the carrying amount is not recoverable; "
                     "it is measured by fair value. IAS 36.59 and 36.18: down to the recoverable "
                     "amount, the higher of fair value less costs of disposal and value in use."),
        .steps = {{"rate", rate_formula, unit::rate},
                  {"worth_of_use", "=NPV(rate;cash_flows)", unit::money},
                  {"recoverable", recoverable_formula, unit::money},
                  {"loss", loss_formula, unit::money}},
        .plain_form = impairment_form,
        .examples =
            {{.arguments = {std::string("US GAAP"), 250000.0,
                            column({46000, 46000, 46000, 46000, 46000}), 180000.0},
              .says = tr("Five years will bring 230,000, less than the 250,000 in the books, which "
                         "are written down to fair value.")},
             {.arguments = {std::string("IFRS"), 250000.0,
                            column({60000, 60000, 60000, 60000, 60000}), 180000.0, 0.09},
              .says = tr("300,000 would be enough under US GAAP; discounted, IFRS still asks for "
                         "a loss.")}},
        .see_also = {"USEFULLIFECHANGE", "GPUNPV"},
    });
}

} // namespace headroom
