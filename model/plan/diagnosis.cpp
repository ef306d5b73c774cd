// Why no number of cuts holds the target margin.

#include "plan/plan.hpp"

#include <cmath>
#include <string>

namespace headroom {

void Plan::no_cuts() const {
    double least = 0;
    int neediest = 0;
    double most = assumptions_.values[Driver::headcount];
    int dearest = 0;
    for (int number = static_cast<int>(assumptions_.values[Driver::hold_from]);
         number <= quarters(); ++number) {
        const double gap =
            margin_gap(assumptions_.values[Driver::target_margin], raw(Line::revenue, number),
                       raw(Line::profit_before_cuts, number));
        const double saving = raw(Line::saving_per_cut, number);
        const bool lacks = gap > 0;
        if (lacks && saving <= 0) {
            static constexpr Text sentence =
                tr("No number of cuts holds the target margin: in quarter %1% it is missed by %2%, "
                   "and a cut brings %3% then.");
            throw Error(Failure::no_answer, {}, sentence,
                        {std::to_string(number), brief(gap), brief(saving)});
        }
        if (lacks && gap / saving > least) {
            least = gap / saving;
            neediest = number;
        }
        if (!lacks && saving < 0 && gap / saving < most) {
            most = gap / saving;
            dearest = number;
        }
    }
    if (dearest != 0) {
        static constexpr Text sentence =
            tr("No number of cuts holds the target margin: quarter %1% needs %2%, but what they "
               "cost allows only %3% in quarter %4%.");
        throw Error(Failure::no_answer, {}, sentence,
                    {std::to_string(neediest), rounded(std::ceil(least)), rounded(std::floor(most)),
                     std::to_string(dearest)});
    }
    static constexpr Text sentence = tr("No number of cuts holds the target margin: quarter %1% "
                                        "needs %2%, more than the headcount of %3%.");
    throw Error(Failure::no_answer, {}, sentence,
                {std::to_string(neediest), rounded(std::ceil(least)), rounded(most)});
}

} // namespace headroom
