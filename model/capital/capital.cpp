#include "capital/capital.hpp"

#include "core/define.hpp"
#include "core/sum.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

/// When the first charge of a purchase falls.
enum class Convention { full, next, half };
template <>
inline constexpr std::array words_of<Convention>{std::string_view("full"), std::string_view("next"),
                                                 std::string_view("half")};

namespace {

/// The sum of each `length` neighbours at the place of the last; before the first there is nothing.
/// Forwards and backwards from the starts of blocks of that length sums only grow, and each window
/// is made of two: so nothing is left of a large amount that has dropped out.
/// Source: M. van Herk, A fast algorithm for local minimum and maximum filters, Pattern Recognition
/// Letters 13 (1992), with sums.
std::vector<double> sums_of_last(const std::vector<double>& amounts, std::size_t length) {
    std::vector<double> sums(amounts.size());
    if (length == 0) {
        return sums;
    }
    Sum in_block;
    for (std::size_t place = amounts.size(); place-- > 0;) {
        in_block = (place + 1) % length == 0 ? Sum() : in_block;
        in_block += amounts[place];
        if (place + length - 1 < amounts.size()) {
            sums[place + length - 1] = in_block.value();
        }
    }
    for (std::size_t place = 0; place < amounts.size(); ++place) {
        if (place % length == 0) {
            in_block = Sum();
        }
        in_block += amounts[place];
        // A whole block is there already.
        sums[place] = (place + 1) % length == 0 ? in_block.value() : sums[place] + in_block.value();
    }
    return sums;
}

Table vintage_depreciation(Call& call, const Series<unit::money>& capex, Periods life,
                           Share residual_share, Convention convention) {
    const double start = convention == Convention::next   ? 1.0
                         : convention == Convention::half ? 0.5
                                                          : 0.0;
    const std::vector<double>& bought = capex.values;
    const double whole = whole_or_same(life);
    const double lived = whole > 0 ? whole : double(life);
    // The share of its life that lies in the period in which a purchase is so old.
    const auto share = [&](std::size_t age) {
        const double began = static_cast<double>(age) - start;
        return (std::min(began + 1, lived) - std::max(began, 0.0)) / lived;
    };
    const auto first = static_cast<std::size_t>(start);
    const auto last = static_cast<std::size_t>(
        std::min(start + lived, static_cast<double>(first + bought.size())));
    const std::size_t between = last > first ? last - first - 1 : 0;
    const std::vector<double> in_use = sums_of_last(bought, between);
    Sum total;
    Sum charged;
    std::vector<Cell> charges;
    for (std::size_t period = 0; period < bought.size(); ++period) {
        double used = 0;
        if (period >= first) {
            used += bought[period - first] * share(first);
        }
        if (period > first) {
            used += in_use[period - first - 1] / lived;
        }
        if (last > first && period >= last) {
            used += bought[period - last] * share(last);
        }
        total += bought[period];
        charged += used * (1 - residual_share);
        charges.emplace_back(used * (1 - residual_share));
    }
    call.step("total_capex", total.value());
    call.step("charged", charged.value());
    call.step("not_yet_charged", difference(total.value() * (1 - residual_share), charged.value()));
    return line(std::move(charges), capex.in_a_row);
}

/// With the ages of purchases, 0 in the period they are made in: those that a whole period's charge
/// falls on are added up, what is left of a life at both ends of them comes on top.
void vintage_form(BlockWriter& block) {
    const std::size_t periods = block.length("capex");
    block.step("lived",
               "=IF(ABS(life-ROUND(life;0))<=1E-9*life;MAX(ROUND(life;0);MIN(life;1));life)",
               unit::periods);
    block.step("start", "=IF(convention=\"next\";1;IF(convention=\"half\";0.5;0))", unit::periods);
    block.step("youngest", "=ROUNDUP(start;0)", unit::periods);
    block.step("oldest",
               "=IF(lived+start<1;-1;MIN(ROUNDDOWN(lived+start-1;0);" + std::to_string(periods) +
                   "))",
               unit::periods);
    block.step("first_share", "=IF(start=0.5;MIN(0.5;lived)/lived;0)", unit::share);
    block.step("last_share", "=IF(oldest+1>=youngest;MAX(0;lived-MAX(0;oldest+1-start))/lived;0)",
               unit::share);
    block.table({{.id = "period", .first = "=1", .next = "=period.before+1"},
                 {.id = "bought", .first = "=IF(period>capex_count;0;capex)"},
                 {.id = "charge",
                  .first = "=IF(period>capex_count;\"\";(1-residual_share)*(bought*first_share+"
                           "SUMIFS(bought.all;period.all;\">=\"&(period-oldest);period.all;\"<=\"&"
                           "(period-youngest))/lived+SUMIFS(bought.all;period.all;period-oldest-1)*"
                           "last_share))"}},
                periods);
    block.result_like("capex", "charge");
}

Function vintage_depreciation_record() {
    return define<vintage_depreciation>({
        .id = "vintageDepreciation",
        .summary = tr("Straight-line depreciation per period of purchases made in many periods, "
                      "all together. A column of purchases gives a column, a row a row."),
        .arguments = {{{.id = "capex",
                        .help = tr("Purchases, one a period, in a row or column."),
                        .limits = from(0)},
                       {.id = "life",
                        .help = tr("Periods a purchase is depreciated over."),
                        .limits = above(0)},
                       {.id = "residual_share",
                        .help = tr("Share of a purchase that is left at the end."),
                        .limits = from(0).to(1),
                        .otherwise = 0.0},
                       {.id = "convention",
                        .help = tr(
                            "\"full\": from the period bought; \"next\"; \"half\" at both ends."),
                        .otherwise = std::string_view("full")}}},
        .equation = tr("Each purchase: capex × (1 − residual_share) / life per period, from the "
                       "period of purchase (\"full\"), the one after (\"next\") or the middle of "
                       "it (\"half\"); all purchases added up"),
        .source =
            tr("Straight-line method, IAS 16.62; conventions as usual in fixed-asset ledgers."),
        .steps = {{"total_capex", "=SUM(capex)", unit::money},
                  {"charged", tr("the sum of the result"), unit::money},
                  {"not_yet_charged", "=total_capex*(1-residual_share)-charged", unit::money}},
        .plain_form = vintage_form,
        .examples = {{.arguments = {column({100, 100, 0, 0, 0, 0}), 4.0},
                      .says = tr("Two purchases over four periods each.")},
                     {.arguments = {column({100, 100, 0, 0, 0, 0}), 4.0, 0.1, std::string("half")},
                      .says = tr("With a tenth left over and half a period at both ends.")}},
        .see_also = {"USEFULLIFECHANGE", "MACRS"},
    });
}

Money useful_life_change(Call& call, Money net_book_value, Years remaining_life,
                         Years new_remaining_life, Money residual) {
    const double before = call.step("before", (net_book_value - residual) / remaining_life);
    const double after = call.step("after", (net_book_value - residual) / new_remaining_life);
    return Money::of(difference(after, before));
}

Function useful_life_change_record() {
    return define<useful_life_change>({
        .id = "usefulLifeChange",
        .summary = tr("By how much yearly depreciation changes when the rest of an asset's life is "
                      "estimated anew. Positive: the profit falls by that much."),
        .arguments = {{{.id = "net_book_value",
                        .help = tr("Cost less depreciation so far."),
                        .limits = from(0)},
                       {.id = "remaining_life",
                        .help = tr("Years that were left by the old estimate."),
                        .limits = above(0)},
                       {.id = "new_remaining_life",
                        .help = tr("Years that are left by the new one."),
                        .limits = above(0)},
                       {.id = "residual",
                        .help = tr("What is left at the end."),
                        .limits = from(0).to("net_book_value"),
                        .otherwise = 0.0}}},
        .equation = tr("(net_book_value − residual) / new_remaining_life − (net_book_value − "
                       "residual) / remaining_life"),
        .source = tr("A change of estimate works from now on, IAS 8.36 and IAS 16.51."),
        .steps = {{"before", "=(net_book_value-residual)/remaining_life", unit::money_per_year},
                  {"after", "=(net_book_value-residual)/new_remaining_life", unit::money_per_year},
                  {"change", "=after-before", unit::money_per_year}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {400.0 / 6, 4.0, 3.0},
                      .says = tr("Servers bought for 100, six years cut to five after two.")},
                     {.arguments = {50.0, 3.0, 4.0},
                      .says = tr("A year longer: depreciation falls.")}},
        .see_also = {"VINTAGEDEPRECIATION", "GPUHOURCOST"},
    });
}

Money macrs(Call& call, Money cost, ClassYears property_class, YearNumber year,
            std::optional<QuarterNumber> quarter, Share bonus) {
    const std::span<const double> table = macrs_percentages(
        static_cast<int>(property_class), quarter ? static_cast<int>(*quarter) : 0);
    if (table.empty()) {
        static constexpr Text sentence =
            tr("property_class is %1%; it must be 3, 5, 7, 10, 15 or 20.");
        throw Error(Failure::invalid, "property_class", sentence, {exact(property_class)});
    }
    const bool within = year <= static_cast<double>(table.size());
    const double percentage = within ? table[static_cast<std::size_t>(year) - 1] : 0;
    call.step("percentage", percentage, [&] {
        std::string formula = "=IF(year>" + std::to_string(table.size()) + ";0;CHOOSE(MIN(year;" +
                              std::to_string(table.size()) + ")";
        for (const double entry : table) {
            formula += ";" + plain(entry);
        }
        return formula + "))";
    });
    const double by_bonus = call.step("bonus_depreciation", year == 1 ? cost * bonus : 0);
    const double basis = call.step("basis", cost * (1 - bonus));
    return Money::of(by_bonus + basis * percentage / 100);
}

/// All the published tables side by side, a row a year.
void macrs_form(BlockWriter& block) {
    static constexpr int classes[] = {3, 5, 7, 10, 15, 20};
    static constexpr std::size_t years = 21;
    std::vector<std::vector<std::string>> tables(years);
    for (int quarter = 0; quarter <= 4; ++quarter) {
        for (const int property_class : classes) {
            const std::span<const double> table = macrs_percentages(property_class, quarter);
            for (std::size_t year = 0; year < years; ++year) {
                tables[year].push_back("=" + plain(year < table.size() ? table[year] : 0));
            }
        }
    }
    block.grid("tables", tables);
    block.step("column",
               "=6*IF(quarter=\"left out\";0;quarter)+IF(property_class=3;1;IF(property_class=5;2;"
               "IF(property_class=7;3;IF(property_class=10;4;IF(property_class=15;5;"
               "IF(property_class=20;6;NA()))))))",
               unit::number);
    block.step("percentage", "=IF(year>21;column*0;INDEX(tables.all;MIN(year;21);column))",
               unit::number);
    block.step("bonus_depreciation", "=IF(year=1;cost*bonus;0)", unit::money);
    block.step("basis", "=cost*(1-bonus)", unit::money);
    block.step("depreciation", "=bonus_depreciation+basis*percentage/100", unit::money);
}

Function macrs_record() {
    return define<macrs>({
        .id = "macrs",
        .summary = tr("US tax depreciation of a purchase in one of its years, from the tables the "
                      "IRS publishes. Servers and GPUs are 5-year property."),
        .arguments = {{{.id = "cost", .help = tr("What was paid for it."), .limits = from(0)},
                       {.id = "property_class",
                        .help = tr("Recovery class: 3, 5, 7, 10, 15 or 20 years."),
                        .limits = from(3).to(20).whole()},
                       {.id = "year",
                        .help = tr("Which tax year, 1 for the one it is placed in service."),
                        .limits = from(1).whole()},
                       {.id = "quarter",
                        .help =
                            tr("Mid-quarter convention and which quarter. Left out: half-year."),
                        .limits = from(1).to(4).whole()},
                       {.id = "bonus",
                        .help = tr("Share written off at once in year 1. BONUSSHARE gives it."),
                        .limits = from(0).to(1),
                        .otherwise = 0.0}}},
        .equation = tr("cost × (1 − bonus) × the percentage of the published table; in year 1 plus "
                       "cost × bonus; 0 after the table's last year"),
        .source = tr("IRS Publication 946, Appendix A, tables A-1 to A-5; bonus: IRC §168(k)."),
        .steps = {{"percentage", "", unit::number},
                  {"bonus_depreciation", "=IF(year=1;cost*bonus;0)", unit::money},
                  {"basis", "=cost*(1-bonus)", unit::money},
                  {"depreciation", "=bonus_depreciation+basis*percentage/100", unit::money}},
        .plain_form = macrs_form,
        .examples = {{.arguments = {100.0, 5.0, 2.0},
                      .says = tr("The second year of 5-year property, half-year convention.")},
                     {.arguments = {50000.0, 5.0, 1.0, 4.0, 0.4},
                      .says =
                          tr("A GPU placed in service in the fourth quarter with 40 % bonus.")}},
        .see_also = {"BONUSSHARE", "VINTAGEDEPRECIATION", "LEASEVSBUY"},
    });
}

} // namespace

std::vector<Function> capital_functions() {
    return {vintage_depreciation_record(), useful_life_change_record(), macrs_record(),
            bonus_share_record(), lease_vs_buy_record()};
}

} // namespace headroom
