#include "accounting/accounting.hpp"

#include "core/define.hpp"

#include <algorithm>

namespace headroom {

enum class SeveranceStandard { asc_420, asc_712, ias_19 };
template <>
inline constexpr std::array words_of<SeveranceStandard>{
    std::string_view("ASC 420"), std::string_view("ASC 712"), std::string_view("IAS 19")};

namespace {

/// Months that are worked out miss the day of an announcement by rounding.
bool has_come(double months, double since) {
    return months >= since - 1e-9;
}

Money severance_accrual(Call& call, SeveranceStandard standard, Money amount, Months service_months,
                        Months months, Months minimum_retention, Money stay_amount,
                        Months probable) {
    const double served = std::max<double>(0, months);
    const double share_served =
        call.step("share_served", !has_come(months, 0)       ? 0.0
                                  : served >= service_months ? 1.0
                                                             : served / service_months);
    const double at_once_from = call.step(
        "at_once_from", standard == SeveranceStandard::asc_712  ? double(probable)
                        : standard == SeveranceStandard::ias_19 ? std::min<double>(0, probable)
                                                                : 0.0);
    const bool must_stay =
        service_months > minimum_retention && !is_nearly(service_months, minimum_retention);
    const bool is_earned =
        call.step("earned_by_service",
                  standard == SeveranceStandard::asc_420 && must_stay ? 1.0 : 0.0) == 1;
    const double benefit = call.step("benefit", amount * (is_earned ? share_served
                                                          : has_come(months, at_once_from) ? 1.0
                                                                                           : 0.0));
    const bool pays_for_staying = standard == SeveranceStandard::ias_19;
    return Money::of(benefit + (pays_for_staying ? stay_amount * share_served : 0));
}

} // namespace

Function severance_accrual_record() {
    return define<severance_accrual>({
        .id = "severanceAccrual",
        .summary = tr("How much of a severance programme has become an expense by a month. The "
                      "expense of a quarter is the difference of two calls."),
        .arguments =
            {{{.id = "standard", .help = tr("\"ASC 420\", \"ASC 712\" or \"IAS 19\".")},
              {.id = "amount",
               .help = tr("Severance of all who go; for ASC 420 also what they get for staying."),
               .limits = from(0)},
              {.id = "service_months",
               .help = tr("Months they have to work on after the announcement."),
               .limits = from(0)},
              {.id = "months", .help = tr("Months since people were told; negative before that.")},
              {.id = "minimum_retention",
               .help = tr("Legal notice period in months; 60 days where there is none (ASC 420)."),
               .limits = from(0),
               .otherwise = 2.0},
              {.id = "stay_amount",
               .help = tr("What is paid on top to those who stay to the end (IAS 19 only)."),
               .limits = from(0),
               .otherwise = 0.0},
              {.id = "probable",
               .help = tr("Month in which it is probable and can be estimated (ASC 712), or the "
                          "provision is booked (IAS 19)."),
               .otherwise = 0.0}}},
        .equation =
            tr("\"ASC 420\": 0 before month 0; then amount at once when service_months ≤ "
               "minimum_retention, otherwise amount × min(1, months / service_months). \"ASC "
               "712\": amount from month probable on. \"IAS 19\": amount from month 0 on, or from "
               "probable when that is earlier, plus from month 0 stay_amount × min(1, months / "
               "service_months)"),
        .source = tr("ASC 420-10-25-4 to 25-10: one-time benefits, at communication or, beyond the "
                     "minimum retention period, over the service that is still required. ASC "
                     "712-10-25-4: an ongoing plan or a pattern of past benefits, once probable "
                     "and estimable. IAS 19.165 and 19.170: termination benefits at once, what is "
                     "paid for staying over the service."),
        .steps = {{"share_served",
                   "=IF(months<-1E-9;0;IF(MAX(0;months)>=service_months;1;"
                   "MAX(0;months)/service_months))",
                   unit::share},
                  {"at_once_from",
                   "=IF(LOWER(TRIM(standard))=\"asc 712\";probable;"
                   "IF(LOWER(TRIM(standard))=\"ias 19\";MIN(0;probable);0))",
                   unit::months},
                  {"earned_by_service",
                   "=IF(LOWER(TRIM(standard))=\"asc 420\";IF(service_months-minimum_retention>"
                   "1E-9*minimum_retention;1;0);0)",
                   unit::flag},
                  {"benefit",
                   "=amount*IF(earned_by_service=1;share_served;"
                   "IF(months>=at_once_from-1E-9;1;0))",
                   unit::money},
                  {"expense",
                   "=benefit+IF(LOWER(TRIM(standard))=\"ias 19\";stay_amount*share_served;0)",
                   unit::money}},
        .plain_form = PlainForm::of_steps(),
        .examples =
            {{.arguments = {std::string("ASC 420"), 300000.0, 4.0, 1.0},
              .says = tr("Who has to stay for four months has earned a quarter after one.")},
             {.arguments = {std::string("IAS 19"), 1200000.0, 10.0, 10.0, 2.0, 2000000.0},
              .says = tr("The example of IAS 19.170: 10,000 for everybody at once, 20,000 more for "
                         "100 who stay ten months.")}},
        .see_also = {"SEVERANCECOST", "RESTRUCTURINGROLL"},
    });
}

} // namespace headroom
