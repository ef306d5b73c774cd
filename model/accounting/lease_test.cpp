#include "accounting/accounting.hpp"

#include "core/define.hpp"

namespace headroom {

namespace {

/// What ASC 842-10-55-2 takes for a major part of the life and for substantially all of the value.
constexpr double major_part = 0.75;
constexpr double substantially_all = 0.9;

bool reaches(double amount, double bound) {
    return amount >= bound || is_nearly(amount, bound);
}

Number lease_test(Call& call, Flag transfers, Flag purchase_option, Years lease_years, Years life,
                  Money pv_payments, Money fair_value, Flag specialised) {
    double met = 0;
    const auto criterion = [&](std::string_view id, bool holds) {
        met += call.step(id, holds ? 1.0 : 0.0);
    };
    criterion("by_transfer", transfers == 1);
    criterion("by_option", purchase_option == 1);
    criterion("by_term", reaches(lease_years, major_part * life));
    criterion("by_value", reaches(pv_payments, substantially_all * fair_value));
    criterion("by_use", specialised == 1);
    call.step("criteria_met", met);
    return Number::of(met > 0 ? 1 : 0);
}

} // namespace

Function lease_test_record() {
    return define<lease_test>({
        .id = "leaseTest",
        .summary = tr("Whether US GAAP calls a lease of GPUs or a data centre a finance lease (1) "
                      "or an operating lease (0). WORKINGS shows each of the five criteria."),
        .arguments =
            {{{.id = "transfers",
               .help = tr("1 when ownership passes to the lessee by the end, else 0."),
               .limits = from(0).to(1).whole()},
              {.id = "purchase_option",
               .help = tr("1 when the lessee is reasonably certain to buy, else 0."),
               .limits = from(0).to(1).whole()},
              {.id = "lease_years", .help = tr("Term of the lease."), .limits = above(0)},
              {.id = "life",
               .help = tr("Economic life that is left when the lease begins."),
               .limits = above(0)},
              {.id = "pv_payments",
               .help = tr("Payments and residual value guaranteed by the lessee, "
                          "discounted."),
               .limits = from(0)},
              {.id = "fair_value", .help = tr("Fair value of what is leased."), .limits = above(0)},
              {.id = "specialised",
               .help = tr("1 when the lessor has no other use for it at the end."),
               .limits = from(0).to(1).whole(),
               .otherwise = 0.0}}},
        .equation =
            tr("1 when ownership passes, a purchase is reasonably certain, lease_years is 75 % of "
               "life or more, pv_payments is 90 % of fair_value or more, or the asset is "
               "specialised; otherwise 0. A share within 1e-9 of these is that share"),
        .source = tr("ASC 842-10-25-2; 75 % and 90 % are the reasonable approach of 842-10-55-2. "
                     "The term does not count when the lease begins in the last quarter of the "
                     "whole life (25-2c): then type the whole life. IFRS 16 knows no such test "
                     "for lessees."),
        .steps = {{"by_transfer", "=IF(transfers=1;1;0)", unit::flag},
                  {"by_option", "=IF(purchase_option=1;1;0)", unit::flag},
                  {"by_term", "=IF(lease_years>=0.75*life-1E-9*(0.75*life);1;0)", unit::flag},
                  {"by_value", "=IF(pv_payments>=0.9*fair_value-1E-9*(0.9*fair_value);1;0)",
                   unit::flag},
                  {"by_use", "=IF(specialised=1;1;0)", unit::flag},
                  {"criteria_met", "=by_transfer+by_option+by_term+by_value+by_use", unit::number},
                  {"finance_lease", "=IF(criteria_met>0;1;0)", unit::flag}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {0.0, 0.0, 3.0, 6.0, 130000.0, 200000.0},
                      .says = tr("Half the life and 65 % of the value: an operating lease.")},
                     {.arguments = {0.0, 0.0, 3.0, 6.0, 130000.0, 200000.0, 1.0},
                      .says = tr("The same for servers built to order that nobody else can use.")}},
        .see_also = {"LEASEVSBUY"},
    });
}

} // namespace headroom
