#include "capital/capital.hpp"

#include "core/define.hpp"
#include "core/elementary.hpp"
#include "core/sum.hpp"
#include "gpu/gpu.hpp"

#include <boost/algorithm/string/join.hpp>

namespace headroom {

/// When in its year a payment falls due.
enum class Timing { end, begin };
template <>
inline constexpr std::array words_of<Timing>{std::string_view("end"), std::string_view("begin")};

namespace {

/// A payment of a lease as a formula, discounted: by one year less when it is made in advance.
std::string discounted_formula(std::size_t year, bool in_a_row, Timing timing) {
    const std::string number = std::to_string(year);
    const std::size_t waited = timing == Timing::begin ? year - 1 : year;
    return "=INDEX(payments;" + (in_a_row ? "1;" + number : number) + ")" +
           (waited == 0 ? std::string() : "/(1+wacc)^" + std::to_string(waited));
}

Table lease_vs_buy(Call& call, Money price, const Series<unit::money>& payments, Rate wacc,
                   Share tax, Years life, Money residual, Timing timing) {
    const double count = static_cast<double>(payments.values.size());
    if (count > life) {
        static constexpr Text sentence =
            tr("payments holds %1% payments, one a year, but life is %2%: what is no longer used "
               "is not leased.");
        throw Error(Failure::invalid, "payments", sentence,
                    {std::to_string(payments.values.size()), exact(life)});
    }
    if (call.explains()) {
        call.step("continuous_rate", elementary::log1p(wacc));
    }
    const double of_life = call.step("recovery_of_life", capital_recovery_factor(life, wacc));
    const double of_payments =
        call.step("recovery_of_payments", capital_recovery_factor(Years::of(count), wacc));
    const double shield = call.step("tax_shield", (price - residual) / life * tax);
    const double buying = call.step(
        "npv_of_buying", -price + shield / of_life + residual * elementary::pow(1 + wacc, -life));
    call.step("years_after_lease", life - count);
    Sum paid;
    std::vector<std::string> discounted;
    for (std::size_t i = 0; i < payments.values.size(); ++i) {
        const double waited = static_cast<double>(timing == Timing::begin ? i : i + 1);
        const double worth = payments.values[i] * elementary::pow(1 + wacc, -waited);
        paid += worth;
        if (call.explains()) {
            discounted.push_back("payment_today_" + std::to_string(i + 1));
            call.note({discounted.back(), finite(worth),
                       discounted_formula(i + 1, payments.in_a_row, timing), &unit::money});
        }
    }
    const double leasing = call.step("npv_of_leasing", -paid.value() * (1 - tax), [&] {
        return "=-SUM(" + boost::join(discounted, ";") + ")*(1-tax)";
    });
    const double advantage = call.step("advantage_of_leasing", difference(leasing, buying));
    const double worth = (1 - tax) * (timing == Timing::begin ? 1 + wacc : 1) / of_payments;
    // After a tax of 100 % a payment costs nothing, so that none breaks even.
    Cell level = Failure::division;
    if (worth != 0) {
        level = call.step("break_even_payment", -buying / worth);
    }
    Table rows;
    rows.append({call.words(tr("NPV of buying")), buying});
    rows.append({call.words(tr("NPV of leasing")), leasing});
    rows.append({call.words(tr("Advantage of leasing")), advantage});
    rows.append({call.words(tr("Break-even payment")), level});
    return rows;
}

/// The factor that spreads an amount over those years, where capital_recovery_steps has the rate.
Step recovery_step(Name id, std::string_view years) {
    const Step factor = capital_recovery_steps(years)[1];
    return {id, factor.formula, factor.unit};
}

const Step recovery_of_life = recovery_step("recovery_of_life", "life");
const Step tax_shield{"tax_shield", "=(price-residual)/life*tax", unit::money_per_year};
const Step npv_of_buying{"npv_of_buying",
                         "=-price+tax_shield/recovery_of_life+residual/(1+wacc)^life", unit::money};
const Step advantage_of_leasing{"advantage_of_leasing", "=npv_of_leasing-npv_of_buying",
                                unit::money};

void lease_form(BlockWriter& block) {
    const auto write = [&](const Step& step) {
        block.step(step.id, step.formula.code(), step.unit);
    };
    block.only_if("payments_count<=life");
    write(capital_recovery_steps("life")[0]);
    write(recovery_of_life);
    write(recovery_step("recovery_of_payments", "payments_count"));
    write(tax_shield);
    write(npv_of_buying);
    block.step("in_advance", "=IF(timing=\"begin\";1;0)", unit::years);
    block.step("years_after_lease", "=life-payments_count", unit::years);
    block.table({{.id = "payment_number", .first = "=1", .next = "=payment_number.before+1"},
                 {.id = "payment_today",
                  .first = "=IF(payment_number>payments_count;0;payments/(1+wacc)^"
                           "(payment_number-in_advance))"}},
                block.length("payments"));
    block.step("npv_of_leasing", "=-SUM(payment_today.all)*(1-tax)", unit::money);
    write(advantage_of_leasing);
    block.step("break_even_payment",
               "=IF(tax=1;NA();-npv_of_buying/((1-tax)*(1+wacc)^in_advance/recovery_of_payments))",
               unit::money_per_year);
    block.grid("rows", {{block.words(tr("NPV of buying")), "=npv_of_buying"},
                        {block.words(tr("NPV of leasing")), "=npv_of_leasing"},
                        {block.words(tr("Advantage of leasing")), "=advantage_of_leasing"},
                        {block.words(tr("Break-even payment")), "=break_even_payment"}});
    block.result("rows");
}

} // namespace

Function lease_vs_buy_record() {
    return define<lease_vs_buy>({
        .id = "leaseVsBuy",
        .summary =
            tr("Whether to lease or to buy: four labelled rows with both net present values, the "
               "advantage of leasing and the yearly payment at which they are equal."),
        .arguments = {{{.id = "price", .help = tr("Purchase price."), .limits = from(0)},
                       {.id = "payments",
                        .help = tr("Lease payments of years 1, 2, …, in a row or column: no more "
                                   "than years of life."),
                        .limits = from(0)},
                       {.id = "wacc",
                        .help = tr("Discount rate after tax, per year; for lease payments the "
                                   "textbook's is the borrowing rate."),
                        .limits = above(-1)},
                       {.id = "tax",
                        .help = tr("Tax rate: payments and depreciation reduce the tax."),
                        .limits = from(0).to(1)},
                       {.id = "life",
                        .help = tr("Whole years of use, depreciated straight-line."),
                        .limits = from(1).to(50).whole()},
                       {.id = "residual",
                        .help = tr("What the owner has at the end of life."),
                        .limits = from(0).to("price"),
                        .otherwise = 0.0},
                       {.id = "timing",
                        .help = tr("\"end\" or \"begin\": when in its year a payment is due."),
                        .otherwise = std::string_view("end")}}},
        .equation =
            tr("Buying: −price + tax × (price − residual) / life at the end of each year of life + "
               "residual at its end. Leasing: −payment × (1 − tax) each year, at its end or, with "
               "timing \"begin\", its beginning. All discounted at wacc; advantage = leasing − "
               "buying; break-even: the level payment over as many years as there are payments. "
               "When there are fewer payments than years, buying also has the use of the years "
               "after the lease: WORKINGS says how many they are"),
        .source = tr("Lease or buy: Brealey, Myers & Allen, Principles of Corporate Finance, "
                     "chapter on leasing. There payments that a contract has fixed are discounted "
                     "at the after-tax borrowing rate; type it as wacc."),
        .errors = tr("The break-even payment is #DIV/0! when tax is 1."),
        .steps = {capital_recovery_steps("life")[0],
                  recovery_of_life,
                  recovery_step("recovery_of_payments", "COUNT(payments)"),
                  tax_shield,
                  npv_of_buying,
                  {"years_after_lease", "=life-COUNT(payments)", unit::years},
                  {"npv_of_leasing", tr("the payments of today after tax, as a cost"), unit::money},
                  advantage_of_leasing,
                  {"break_even_payment",
                   "=-npv_of_buying/((1-tax)*IF(LOWER(TRIM(timing))=\"begin\";1+wacc;1)/"
                   "recovery_of_payments)",
                   unit::money_per_year}},
        .plain_form = lease_form,
        .examples = {{.arguments = {50000.0, column({14000, 14000, 14000, 14000, 14000}), 0.07,
                                    0.21, 5.0},
                      .says = tr("A GPU for 50,000 or five payments of 14,000.")},
                     {.arguments = {50000.0, column({12000, 12000, 12000, 12000}), 0.07, 0.21, 5.0,
                                    5000.0, std::string("begin")},
                      .says = tr("Four cheaper payments in advance against a residual of 5,000.")}},
        .see_also = {"LEASETEST", "MACRS", "GPUHOURCOST"},
    });
}

} // namespace headroom
