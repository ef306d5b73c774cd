#include "risk/fan.hpp"

#include <algorithm>
#include <limits>

namespace headroom {

namespace {

/// So many answers are kept at a time.
constexpr std::size_t most_answers = 12'000'000;

Fan::Row row_of(const Outcome& outcome, Ranking ranking) {
    Fan::Row row;
    row.values.fill(std::numeric_limits<double>::quiet_NaN());
    row.mean = std::numeric_limits<double>::quiet_NaN();
    if (!outcome.answers.empty()) {
        const std::vector<double> values =
            outcome.percentiles({Fan::percentiles.begin(), Fan::percentiles.end()}, ranking);
        std::copy(values.begin(), values.end(), row.values.begin());
        row.mean = outcome.mean;
    }
    return row;
}

} // namespace

Fan fan_of(const SimulationInput& input, unsigned threads, Processor processor,
           const std::function<void(double)>& progress) {
    Fan fan;
    const int last = static_cast<int>(input.values[Driver::quarters]);
    const int at_once = static_cast<int>(std::max<std::size_t>(1, most_answers / input.trials));
    for (int first = 1; first <= last; first += at_once) {
        const Quarters quarters{first, std::min(last, first + at_once - 1)};
        const auto share_of_all = [&](double share) {
            progress((first - 1 + share * (quarters.last - first + 1)) / last);
        };
        for (const Outcome& outcome :
             simulate(input, quarters, threads, processor,
                      progress ? std::function<void(double)>(share_of_all) : nullptr)) {
            fan.rows.push_back(row_of(outcome, ranking_of(input.line)));
        }
    }
    return fan;
}

} // namespace headroom
