#include "demand/backlog.hpp"

#include "core/sum.hpp"

#include <algorithm>

namespace headroom {

double unserved_to_served(Share share, Basis basis) {
    if (basis == Basis::served) {
        return share;
    }
    if (share >= 1) {
        static constexpr Text sentence =
            tr("backlog_share is %1%; as a share of demand it must be at least 0 and below 1. If "
               "it is a share of what is served, set basis to \"served\".");
        static constexpr Text percentage =
            tr("backlog_share is %1%; as a share of demand it must be at least 0 and below 1. %2% "
               "If it is a share of what is served, set basis to \"served\".");
        std::vector<Phrase> values{rounded(share)};
        if (const auto percent = meant_as_percentage(share, unit::share, from(0).below(1))) {
            values.push_back(*percent);
            throw Error(Failure::invalid, "backlog_share", percentage, std::move(values));
        }
        throw Error(Failure::invalid, "backlog_share", sentence, std::move(values));
    }
    return share / (1 - share);
}

namespace {

namespace argument {

const ArgumentText revenue{
    .id = "revenue",
    .help = tr("Revenue of the period, in any currency and scale."),
    .limits = from(0),
};
const ArgumentText backlog_share{
    .id = "backlog_share",
    .help = tr("Unserved demand, not contracted orders (RPO); basis says of what."),
    .limits = from(0),
};
const ArgumentText basis{
    .id = "basis",
    .help = tr("\"demand\": a share of demand. \"served\": a share of what was served."),
    .otherwise = std::string_view("demand"),
};
const ArgumentText realisable{
    .id = "realisable",
    .help = tr("Share of the unserved demand that would have become revenue."),
    .limits = from(0).to(1),
    .otherwise = 1.0,
};

} // namespace argument

const Step unserved_step{
    "unserved",
    "=IF(LOWER(TRIM(basis))=\"demand\";IF(backlog_share<1;backlog_share/(1-backlog_share);NA());"
    "backlog_share)",
    unit::share};

Money backlog_revenue(Call& call, Money revenue, Share backlog_share, Basis basis,
                      Share realisable) {
    const double unserved = call.step("unserved", unserved_to_served(backlog_share, basis));
    return Money::of(revenue * unserved * realisable);
}

Function backlog_revenue_record() {
    return define<backlog_revenue>({
        .id = "backlogRevenue",
        .summary =
            tr("The revenue missed because not all demand could be served. A \"25 % backlog\" of "
               "demand and one of what was served are different amounts, so you choose the basis."),
        .arguments = {{argument::revenue, argument::backlog_share, argument::basis,
                       argument::realisable}},
        .equation = tr("revenue × s × realisable, where s = backlog_share / (1 − backlog_share) "
                       "for basis \"demand\" and backlog_share for \"served\""),
        .source = tr("Unserved demand U = D − S; U/S = (U/D) / (1 − U/D)."),
        .steps = {unserved_step, {"missed_revenue", "=revenue*unserved*realisable", unit::money}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {30873.0, 0.25},
                      .says =
                          tr("A quarter of all demand unserved, on revenue of 30,873 million.")},
                     {.arguments = {30873.0, 0.25, std::string("served")},
                      .says = tr("The same 25 % read as a quarter of what was served.")}},
        .see_also = {"GPUSFORREVENUE", "GROWTHGAP"},
    });
}

Money growth_gap(Call& call, Money prior_revenue, Money revenue, Rate target_growth) {
    const double target = call.step("target_revenue", prior_revenue * (1 + target_growth));
    return Money::of(difference(target, revenue));
}

Function growth_gap_record() {
    return define<growth_gap>({
        .id = "growthGap",
        .summary = tr("How much revenue is missing to have grown at a target rate, for example a "
                      "rival's. Negative when growth was already faster."),
        .arguments = {{{.id = "prior_revenue",
                        .help = tr("Revenue of the same period a year earlier."),
                        .limits = from(0)},
                       {.id = "revenue",
                        .help = tr("Revenue of the period, in any currency and scale."),
                        .limits = from(0)},
                       {.id = "target_growth",
                        .help = tr("Growth to compare with, per year. 39 % is 0.39."),
                        .limits = from(-1).to(2)}}},
        .equation = tr("prior_revenue × (1 + target_growth) − revenue"),
        .source = tr("Definition of a growth rate."),
        .steps = {{"target_revenue", "=prior_revenue*(1+target_growth)", unit::money},
                  {"growth_gap", "=target_revenue-revenue", unit::money}},
        .plain_form = PlainForm::of_steps(),
        .examples =
            {{.arguments = {26281.0, 30873.0, 0.39},
              .says = tr(
                  "AWS in the second quarter of 2025, in million dollars, against Azure's 39 %.")},
             {.arguments = {26281.0, 30873.0, 0.15},
              .says = tr("Against 15 % it is ahead: the gap is negative.")}},
        .see_also = {"BACKLOGREVENUE", "GPUSFORREVENUE"},
    });
}

Gpus gpus_for_revenue(Call& call, Money revenue, MoneyPerGpuHour price, Share utilisation,
                      Share in_service) {
    const double per_gpu =
        call.step("revenue_per_gpu", hours_per_year * utilisation * price * in_service);
    if (in_service == 0) {
        static constexpr Text sentence =
            tr("in_service is 0, so no GPU earns anything: revenue is divided by zero.");
        throw Error(Failure::division, "in_service", sentence);
    }
    return Gpus::of(whole_up(call.step("exact_gpus", revenue / per_gpu)));
}

Function gpus_for_revenue_record() {
    return define<gpus_for_revenue>({
        .id = "gpusForRevenue",
        .summary = tr("How many whole GPUs have to be rented out to earn a given revenue in a "
                      "year. For a quarter's revenue set in_service to 0.25."),
        .arguments = {{{.id = "revenue",
                        .help = tr("Revenue the GPUs have to bring in the year."),
                        .limits = from(0)},
                       {.id = "price",
                        .help = tr("What a customer pays for one GPU for one billed hour."),
                        .limits = above(0)},
                       {.id = "utilisation",
                        .help = tr("Share of the hours in service that are billed to customers."),
                        .limits = above(0).to(1)},
                       {.id = "in_service",
                        .help =
                            tr("Share of the year in which the GPUs are installed and on sale."),
                        .limits = from(0).to(1),
                        .otherwise = 1.0}}},
        .equation =
            tr("revenue / (8760 × utilisation × price × in_service), rounded up to whole GPUs"),
        .source = tr("8,760 hours a year."),
        .errors = tr("#DIV/0! when in_service is 0."),
        .steps = {{"revenue_per_gpu", "=8760*utilisation*price*in_service",
                   unit::money_per_gpu_year},
                  {"exact_gpus", "=revenue/revenue_per_gpu", unit::gpus},
                  {"gpus", whole_up_formula("exact_gpus"), unit::gpus}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {22630360000.0, 2.5, 0.75},
                      .says = tr("GPUs that earn 22.6 billion a year at 2.50 an hour.")},
                     {.arguments = {22630360000.0, 2.5, 0.75, 0.5},
                      .says =
                          tr("Twice as many when they are delivered in the middle of the year.")}},
        .see_also = {"GROWTHGAP", "BACKLOGREVENUE", "GPUMARGIN"},
    });
}

Rate latent_growth(Call& call, Rate growth, Share backlog_share, Basis basis, Share realisable) {
    const double unserved = call.step("unserved", unserved_to_served(backlog_share, basis));
    return Rate::of(growth + (1 + growth) * realisable * unserved);
}

Function latent_growth_record() {
    return define<latent_growth>({
        .id = "latentGrowth",
        .summary = tr("The growth a business would have had if it had served its backlog as well. "
                      "Compare it with a rival's growth."),
        .arguments = {{{.id = "growth",
                        .help = tr("Growth that was reported. 17.5 % is 0.175."),
                        .limits = from(-1).to(2)},
                       argument::backlog_share,
                       argument::basis,
                       argument::realisable}},
        .equation = tr("(1 + growth) × (1 + realisable × s) − 1, s as in BACKLOGREVENUE"),
        .source = tr("Served revenue grows by the unserved share of it."),
        .steps = {unserved_step,
                  {"latent_growth", "=growth+(1+growth)*realisable*unserved", unit::rate}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {0.175, 0.25, std::string("served")},
                      .says = tr("AWS at 17.5 % with a backlog of a quarter of what it served.")},
                     {.arguments = {0.175, 0.25},
                      .says = tr("The same 25 % read as a share of demand.")}},
        .see_also = {"BACKLOGFORGROWTH", "BACKLOGREVENUE"},
    });
}

Share backlog_for_growth(Call& call, Rate growth, Rate target_growth, Basis basis,
                         Share realisable) {
    // A growth worked out from two revenues has the noise of their ratio, which is around one.
    if (difference(1 + target_growth, 1 + growth) <= 0) {
        call.step("shortfall", 0.0);
        call.step("unserved", 0.0);
        return Share::of(0);
    }
    if (growth == -1 || realisable == 0) {
        static constexpr Text lost =
            tr("growth is -1: nothing was served, so no share of it can be formed.");
        static constexpr Text unreal =
            tr("realisable is 0: no backlog, however large, would have become revenue.");
        throw Error(Failure::division, growth == -1 ? "growth" : "realisable",
                    growth == -1 ? lost : unreal);
    }
    const double shortfall = call.step("shortfall", (target_growth - growth) / (1 + growth));
    const double unserved = call.step("unserved", shortfall / realisable);
    return Share::of(basis == Basis::served ? unserved : unserved / (1 + unserved));
}

Function backlog_for_growth_record() {
    return define<backlog_for_growth>({
        .id = "backlogForGrowth",
        .summary = tr("How large a backlog would explain that a business grew more slowly than a "
                      "target. 0 when it grew as fast already."),
        .arguments = {{{.id = "growth",
                        .help = tr("Growth that was reported. 17.5 % is 0.175."),
                        .limits = from(-1).to(2)},
                       {.id = "target_growth",
                        .help = tr("Growth to compare with. 39 % is 0.39."),
                        .limits = from(-1).to(20)},
                       argument::basis,
                       argument::realisable}},
        .equation = tr("s = ((1 + target_growth) / (1 + growth) − 1) / realisable, as s for basis "
                       "\"served\" and s / (1 + s) for \"demand\"; 0 when the target is met"),
        .source = tr("The inverse of LATENTGROWTH in its backlog share."),
        .errors = tr("#DIV/0! when growth is -1 or realisable is 0 and the target is not met."),
        .steps = {{"shortfall",
                   "=IF((1+target_growth)-(1+growth)<=0;0;(target_growth-growth)/(1+growth))",
                   unit::share},
                  {"unserved", "=IF(shortfall=0;0;shortfall/realisable)", unit::share},
                  {"backlog_share",
                   "=IF(LOWER(TRIM(basis))=\"served\";unserved;unserved/(1+unserved))",
                   unit::share}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {0.175, 0.39, std::string("served")},
                      .says = tr("What backlog explains AWS's gap to Azure's 39 %.")},
                     {.arguments = {0.175, 0.32, std::string("served")},
                      .says = tr("And to Google Cloud's 32 %.")}},
        .see_also = {"LATENTGROWTH", "GROWTHGAP"},
    });
}

Table backlog_roll(Call& call, Money opening, const Series<unit::money>& orders,
                   const Series<unit::money>& deliveries, Share churn) {
    check_length("deliveries", deliveries.values.size(), "orders", orders.values.size());
    Table rows;
    Sum ordered;
    Sum delivered;
    Sum lost;
    double backlog = opening;
    for (std::size_t period = 0; period < orders.values.size(); ++period) {
        const double there = backlog + orders.values[period];
        const double over = difference(deliveries.values[period], there);
        const double delivery = over < 0 ? deliveries.values[period] : there;
        const double loss = churn * (there - delivery);
        const double closing = there - delivery - loss;
        rows.append({backlog, orders.values[period], delivery, loss, closing});
        ordered += orders.values[period];
        delivered += delivery;
        lost += loss;
        backlog = closing;
    }
    call.step("total_orders", ordered.value());
    call.step("total_delivered", delivered.value());
    call.step("total_lost", lost.value());
    call.step("closing", backlog);
    return rows;
}

void roll_form(BlockWriter& block) {
    block.step("periods", "=IF(orders_count=deliveries_count;orders_count;NA())", unit::periods);
    block.table(
        {{.id = "period", .first = "=1", .next = "=period.before+1"},
         {.id = "at_start",
          .first = "=IF(period>periods;\"\";opening)",
          .next = "=IF(period>periods;\"\";closing.before)"},
         {.id = "ordered", .first = "=IF(period>periods;\"\";orders)"},
         {.id = "delivered", .first = "=IF(period>periods;\"\";MIN(deliveries;at_start+ordered))"},
         {.id = "lost", .first = "=IF(period>periods;\"\";churn*(at_start+ordered-delivered))"},
         {.id = "closing", .first = "=IF(period>periods;\"\";at_start+ordered-delivered-lost)"}},
        std::max(block.length("orders"), block.length("deliveries")));
    block.result("at_start", "closing");
}

Function backlog_roll_record() {
    return define<backlog_roll>({
        .id = "backlogRoll",
        .summary = tr("Rolls a backlog forward: opening, orders, deliveries, lost and closing, one "
                      "row a period. Never more is delivered than is there."),
        .arguments = {{{.id = "opening",
                        .help = tr("Backlog at the start of the first period."),
                        .limits = from(0)},
                       {.id = "orders",
                        .help = tr("New orders, one a period, in a row or column."),
                        .limits = from(0)},
                       {.id = "deliveries",
                        .help = tr("What capacity could deliver, one a period."),
                        .limits = from(0)},
                       {.id = "churn",
                        .help = tr("Share of what stays unserved that is lost each period."),
                        .limits = from(0).to(1),
                        .otherwise = 0.0}}},
        .equation = tr("Per period: delivered = min(deliveries, opening + orders); lost = churn × "
                       "(opening + orders − delivered); closing = opening + orders − delivered − "
                       "lost, the next period's opening"),
        .source = tr("A roll-forward, as auditors draw one up for any balance."),
        .steps = {{"total_orders", tr("the sum of the second column"), unit::money},
                  {"total_delivered", tr("the sum of the third column"), unit::money},
                  {"total_lost", tr("the sum of the fourth column"), unit::money},
                  {"closing", tr("opening + total_orders − total_delivered − total_lost"),
                   unit::money}},
        .plain_form = roll_form,
        .examples = {{.arguments = {100.0, column({50, 60, 70}), column({40, 80, 200}), 0.1},
                      .says = tr("Three quarters; in the last, capacity exceeds what is there.")},
                     {.arguments = {0.0, column({10, 10}), column({8, 8})},
                      .says = tr("A backlog builds up when orders outrun deliveries.")}},
        .see_also = {"BACKLOGREVENUE", "GROWTHGAP"},
    });
}

} // namespace

std::vector<Function> backlog_functions() {
    return {backlog_revenue_record(), latent_growth_record(),    backlog_for_growth_record(),
            growth_gap_record(),      gpus_for_revenue_record(), backlog_roll_record()};
}

} // namespace headroom
