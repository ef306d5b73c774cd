#include "risk/statistics.hpp"

#include "core/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace headroom {

namespace {

/// The answers of these ranks (from 0, in rising order), found by counting: the range is cut into
/// bins, and only the bins that hold a rank are put in order.
class Ranks {
public:
    Ranks(const Outcome& outcome, const std::vector<std::size_t>& ranks) {
        const double width = outcome.maximum - outcome.minimum;
        const double scale = width > 0 && std::isfinite(width) ? (bins - 1) / width : 0;
        const Answers& answers = outcome.answers;
        const auto each_bin = [&](auto take) {
            std::array<std::uint16_t, 1024> bin_of;
            for (std::size_t first = 0; first < answers.size(); first += bin_of.size()) {
                const std::size_t count = std::min(bin_of.size(), answers.size() - first);
                for (std::size_t i = 0; i < count; ++i) {
                    bin_of[i] = static_cast<std::uint16_t>(
                        static_cast<std::int32_t>((answers[first + i] - outcome.minimum) * scale));
                }
                for (std::size_t i = 0; i < count; ++i) {
                    take(first + i, bin_of[i]);
                }
            }
        };
        // Neighbours are often in one bin: counted apart they need not wait for each other.
        std::array<std::vector<std::uint32_t>, 2> counts{std::vector<std::uint32_t>(bins),
                                                         std::vector<std::uint32_t>(bins)};
        each_bin([&](std::size_t i, std::uint16_t bin) { ++counts[i % 2][bin]; });
        std::vector<std::vector<double>> held(bins);
        std::vector<char> wanted(bins);
        std::vector<std::size_t> starts;
        std::vector<std::size_t> bins_of_ranks;
        std::size_t before = 0;
        std::size_t next = 0;
        for (std::size_t bin = 0; bin < bins && next < ranks.size(); ++bin) {
            const std::size_t end = before + counts[0][bin] + counts[1][bin];
            for (; next < ranks.size() && ranks[next] < end; ++next) {
                wanted[bin] = 1;
                starts.push_back(before);
                bins_of_ranks.push_back(bin);
            }
            before = end;
        }
        each_bin([&](std::size_t i, std::uint16_t bin) {
            if (wanted[bin] != 0) {
                held[bin].push_back(answers[i]);
            }
        });
        for (std::size_t i = 0; i < ranks.size(); ++i) {
            std::vector<double>& some = held[bins_of_ranks[i]];
            const auto place = some.begin() + static_cast<std::ptrdiff_t>(ranks[i] - starts[i]);
            std::nth_element(some.begin(), place, some.end());
            found_.push_back(*place);
        }
    }

    double operator[](std::size_t index) const { return found_[index]; }

private:
    static constexpr std::size_t bins = 4096;

    std::vector<double> found_;
};

} // namespace

std::vector<double> Outcome::percentiles(const std::vector<double>& probabilities,
                                         Ranking ranking) const {
    const std::size_t count = ranking == Ranking::of_answers ? answers.size() : plans();
    const auto place = [&](double probability) {
        return probability * static_cast<double>(count - 1);
    };
    std::vector<std::size_t> ranks;
    for (const double probability : probabilities) {
        ranks.push_back(static_cast<std::size_t>(std::floor(place(probability))));
        ranks.push_back(static_cast<std::size_t>(std::ceil(place(probability))));
    }
    std::vector<std::size_t> ordered = ranks;
    std::sort(ordered.begin(), ordered.end());
    ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
    ordered.erase(std::lower_bound(ordered.begin(), ordered.end(), answers.size()), ordered.end());
    const Ranks found(*this, ordered);
    const auto of_rank = [&](std::size_t rank) {
        return rank < answers.size()
                   ? found[static_cast<std::size_t>(
                         std::lower_bound(ordered.begin(), ordered.end(), rank) - ordered.begin())]
                   : std::numeric_limits<double>::quiet_NaN();
    };
    std::vector<double> result;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const double below = of_rank(ranks[2 * i]);
        const double above = of_rank(ranks[2 * i + 1]);
        const double between = place(probabilities[i]) - std::floor(place(probabilities[i]));
        result.push_back(below + between * (above - below));
    }
    return result;
}

double Outcome::mean_of_lowest(double share) const {
    const std::size_t count = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::ceil(share * static_cast<double>(answers.size()))));
    const double threshold = Ranks(*this, {count - 1})[0];
    Sum sum;
    std::size_t below = 0;
    for (const double answer : answers) {
        if (answer < threshold) {
            sum += answer;
            ++below;
        }
    }
    sum += static_cast<double>(count - below) * threshold;
    return sum.value() / static_cast<double>(count);
}

std::size_t Outcome::at_or_below(double threshold) const {
    return static_cast<std::size_t>(std::count_if(
        answers.begin(), answers.end(), [&](double answer) { return answer <= threshold; }));
}

namespace {

double root_of_share(double share, double count) {
    return std::sqrt(share * (1 - share) / count);
}

} // namespace

double Outcome::error_by_replicates(const std::function<Estimate(const Outcome&)>& estimate) const {
    // Half of the distance that t with 1 to 7 degrees of freedom keeps in 95 of 100 cases.
    constexpr double half_of_t[] = {6.353102368, 2.151326365, 1.591223153, 1.388222553,
                                    1.285290918, 1.223455926, 1.182312126};
    std::vector<Estimate> estimates;
    Estimate all{0, 0};
    std::size_t begin = 0;
    for (const Replicate& replicate : replicates) {
        Outcome part;
        part.answers.assign(answers.begin() + static_cast<std::ptrdiff_t>(begin),
                            answers.begin() + static_cast<std::ptrdiff_t>(replicate.end));
        part.trials = static_cast<std::uint32_t>(replicate.plans);
        begin = replicate.end;
        if (!part.answers.empty()) {
            const auto [least, most] =
                std::minmax_element(part.answers.begin(), part.answers.end());
            part.minimum = *least;
            part.maximum = *most;
        }
        const Estimate made = estimate(part);
        if (made.weight > 0) {
            estimates.push_back(made);
            all.weight += made.weight;
            all.value += made.weight * made.value;
        }
    }
    const std::size_t count = estimates.size();
    if (count < 2) {
        return 0;
    }
    double squares = 0;
    for (const Estimate& each : estimates) {
        const double part = each.weight / all.weight * (each.value - all.value / all.weight);
        squares += part * part;
    }
    return half_of_t[count - 2] *
           std::sqrt(squares * static_cast<double>(count) / static_cast<double>(count - 1));
}

double Outcome::standard_error() const {
    if (replicates.empty()) {
        return answers.empty() ? 0 : deviation / std::sqrt(static_cast<double>(answers.size()));
    }
    return error_by_replicates([](const Outcome& part) -> Estimate {
        Sum sum;
        for (const double answer : part.answers) {
            sum += answer;
        }
        const auto count = static_cast<double>(part.answers.size());
        return {count, count > 0 ? sum.value() / count : 0};
    });
}

double Outcome::percentile_error(double probability, Ranking ranking) const {
    if (replicates.empty()) {
        const double count =
            static_cast<double>(ranking == Ranking::of_answers ? answers.size() : plans());
        const double wide = root_of_share(probability, count);
        const std::vector<double> both = percentiles(
            {std::max(0.0, probability - wide), std::min(1.0, probability + wide)}, ranking);
        return (both[1] - both[0]) / 2;
    }
    return error_by_replicates([&](const Outcome& part) -> Estimate {
        return part.answers.empty() ? Estimate{0, 0}
                                    : Estimate{static_cast<double>(part.answers.size()),
                                               part.percentiles({probability}, ranking).front()};
    });
}

double Outcome::share_error(double threshold) const {
    const auto share = [&](const Outcome& part) {
        return static_cast<double>(part.at_or_below(threshold)) / part.plans();
    };
    if (replicates.empty()) {
        return root_of_share(share(*this), plans());
    }
    return error_by_replicates([&](const Outcome& part) -> Estimate {
        return part.plans() == 0 ? Estimate{0, 0}
                                 : Estimate{static_cast<double>(part.plans()), share(part)};
    });
}

} // namespace headroom
