#include "capital/capital.hpp"

#include "core/define.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace headroom {

namespace {

/// Days as Calc counts them, from 1899-12-30.
namespace day {
constexpr double first_acquisition = 43006; // 2017-09-28, IRC 168(k) as amended in 2017
constexpr double permanent_after = 45676;   // 2025-01-19, Public Law 119-21, section 70301
constexpr double last = 2958465;            // 9999-12-31, the last one that Calc shows
} // namespace day

std::chrono::year_month_day calendar(double day) {
    using namespace std::chrono;
    return sys_days(1899y / December / 30) + days(static_cast<int>(day));
}

/// As in 2025-01-20.
std::string in_words(double day) {
    const auto digits = [](unsigned number) {
        return (number < 10 ? "-0" : "-") + std::to_string(number);
    };
    const std::chrono::year_month_day date = calendar(day);
    return std::to_string(static_cast<int>(date.year())) +
           digits(static_cast<unsigned>(date.month())) + digits(static_cast<unsigned>(date.day()));
}

/// Without the time of the day. A millionth of a day, a tenth of a second, is rounding: relative
/// to the date itself the last seconds of a day would be the next one.
double whole_day(double date) {
    const double nearest = std::round(date);
    return std::abs(date - nearest) <= 1e-6 ? nearest : std::floor(date);
}

std::string whole_day_formula(const std::string& date) {
    return "=IF(ABS(" + date + "-ROUND(" + date + ";0))<=1E-6;ROUND(" + date + ";0);ROUNDDOWN(" +
           date + ";0))";
}

Share bonus_share(Call& call, Date acquired, Date in_service) {
    const double bought = call.step("day_acquired", whole_day(acquired));
    const double used = call.step("day_in_service", whole_day(in_service));
    if (bought < day::first_acquisition) {
        static constexpr Text sentence =
            tr("acquired is %1%: these rules hold for what was acquired after 2017-09-27.");
        throw Error(Failure::invalid, "acquired", sentence, {in_words(bought)});
    }
    if (used < bought) {
        static constexpr Text sentence =
            tr("in_service is %1%, before acquired (%2%): nothing is used before it is acquired.");
        throw Error(Failure::invalid, "in_service", sentence, {in_words(used), in_words(bought)});
    }
    const double year =
        call.step("year_in_service", static_cast<double>(static_cast<int>(calendar(used).year())));
    return Share::of(bought > day::permanent_after ? 1 : std::clamp((2027 - year) / 5, 0.0, 1.0));
}

} // namespace

Function bonus_share_record() {
    return define<bonus_share>({
        .id = "bonusShare",
        .summary = tr("Share of new equipment that US tax law lets a company write off in its "
                      "first year, from two dates. It is the bonus of MACRS."),
        .arguments = {{{.id = "acquired",
                        .help = tr("Date acquired: that of the binding contract, if there was "
                                   "one. After 2017-09-27."),
                        .limits = from(1).to(day::last)},
                       {.id = "in_service",
                        .help = tr("Date placed in service: ready and available for use."),
                        .limits = from(1).to(day::last)}}},
        .equation =
            tr("Acquired after 2025-01-19: 100 %. Acquired after 2017-09-27: 100 % in service "
               "before 2023, 80 % in 2023, 60 % in 2024, 40 % in 2025, 20 % in 2026, 0 later. The "
               "time of the day does not count. Dates are days since 1899-12-30, as Calc counts "
               "them"),
        .source = tr("IRC §168(k)(6) before and after Public Law 119-21, section 70301 (acquired "
                     "after 19 January 2025); a written binding contract's date is the date of "
                     "acquisition. Property with a longer production period and aircraft have a "
                     "year more; they are not covered."),
        .steps = {{"day_acquired", whole_day_formula("acquired"), unit::date},
                  {"day_in_service", whole_day_formula("in_service"), unit::date},
                  {"year_in_service", "=YEAR(day_in_service)", unit::year_number},
                  {"bonus_share",
                   "=IF(AND(day_acquired>=43006;day_in_service>=day_acquired);"
                   "IF(day_acquired>45676;1;MAX(0;MIN(1;(2027-year_in_service)/5)));NA())",
                   unit::share}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {45680.0, 45700.0},
                      .says = tr("Acquired on 2025-01-23 and in service on 2025-02-12, under the "
                                 "new law.")},
                     {.arguments = {45650.0, 45700.0},
                      .says = tr("Acquired on 2024-12-24: the old law holds, whenever in 2025 it "
                                 "is used.")}},
        .see_also = {"MACRS"},
    });
}

} // namespace headroom
