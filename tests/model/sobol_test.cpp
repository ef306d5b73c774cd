// Sobol sampling: how evenly the points lie, what the scrambles are, and how certain a simulation
// with them is.

#include "risk/sobol.hpp"

#include "assumption_draw.hpp"
#include "draw.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "risk/simulation.hpp"
#include "simulated_plan.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>

namespace headroom::test {

namespace {

constexpr std::size_t replicates = SobolPoints::replicates;

/// The numbers of a driver in the first `count` points of a replicate.
std::vector<double> numbers(std::uint64_t seed, Driver driver, std::size_t replicate,
                            std::size_t count) {
    const SobolPoints points(seed, driver);
    std::vector<double> found;
    std::array<double, SobolPoints::trials> out{};
    for (std::uint32_t first = 0; found.size() < count; first += SobolPoints::trials) {
        points.fill(first, out);
        for (std::size_t i = replicate; i < out.size() && found.size() < count; i += replicates) {
            found.push_back(out[i]);
        }
    }
    return found;
}

/// The first bits of an unscrambled point, the first one highest.
std::uint32_t leading(std::uint32_t point, unsigned bits) {
    std::uint32_t first = 0;
    for (unsigned bit = 0; bit < bits; ++bit) {
        first = first << 1 | (point >> bit & 1);
    }
    return first;
}

/// S. Joe & F. Y. Kuo, file new-joe-kuo-6.21201: the first direction numbers of dimensions 2 to 5,
/// and what their recursion makes of them. Each is a fraction of a power of two.
TEST(SobolPoints, HaveThePublishedDirectionNumbers) {
    const std::pair<Driver, std::vector<std::uint32_t>> rows[] = {
        {Driver::quarters, {1, 1, 1, 1, 1}},        {Driver::price, {1, 3, 5, 15, 17}},
        {Driver::utilisation, {1, 3, 3, 9, 29}},    {Driver::cost_growth, {1, 3, 1, 5, 31}},
        {Driver::demand_growth, {1, 1, 1, 11, 31}},
    };
    for (const auto& [driver, wanted] : rows) {
        const SobolPoints points(1, driver);
        for (unsigned bit = 0; bit < wanted.size(); ++bit) {
            EXPECT_EQ(leading(points.unscrambled(1U << bit), bit + 1), wanted[bit])
                << record_of(driver).id << " " << bit;
        }
    }
}

// Each replicate, scrambled or not, has one point in each of 2^m intervals among 2^m points.
TEST(SobolPoints, FillEveryIntervalOnce) {
    for (std::size_t driver = 0; driver < driver_count; ++driver) {
        for (const std::size_t replicate : {std::size_t{0}, replicates - 1}) {
            for (const std::size_t count : {16U, 256U, 2048U}) {
                const std::vector<double> all =
                    numbers(5, static_cast<Driver>(driver), replicate, count);
                std::vector<int> found(count);
                for (const double number : all) {
                    ASSERT_GT(number, 0);
                    ASSERT_LT(number, 1);
                    ++found[static_cast<std::size_t>(number * static_cast<double>(count))];
                }
                EXPECT_EQ(std::ranges::count(found, 1), static_cast<std::ptrdiff_t>(count))
                    << driver << " " << replicate;
            }
        }
    }
}

/// Whether every box of 2^a × 2^b holds as many points.
bool all_boxes_hold_as_many(const std::vector<double>& x, const std::vector<double>& y, unsigned a,
                            unsigned b) {
    std::vector<std::size_t> found(std::size_t{1} << (a + b));
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto column = static_cast<std::size_t>(std::ldexp(x[i], static_cast<int>(a)));
        const auto row = static_cast<std::size_t>(std::ldexp(y[i], static_cast<int>(b)));
        ++found[column << b | row];
    }
    return std::ranges::all_of(found,
                               [&](std::size_t count) { return count == x.size() / found.size(); });
}

/// The t of the (t,m,2)-net that a pair of dimensions makes, from its direction numbers: boxes of
/// 2^-(m-t) hold 2^t points each when that many leading rows of the two are independent.
unsigned quality(Driver one, Driver other, unsigned m) {
    const SobolPoints x(1, one);
    const SobolPoints y(1, other);
    const auto row = [&](const SobolPoints& points, unsigned digit) {
        std::uint32_t bits = 0;
        for (unsigned k = 0; k < m; ++k) {
            bits |= (points.unscrambled(1U << k) >> digit & 1) << k;
        }
        return bits;
    };
    const auto independent = [](std::vector<std::uint32_t> rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto pivot =
                std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(i), rows.end(),
                             [](std::uint32_t bits) { return bits != 0; });
            if (pivot == rows.end()) {
                return false;
            }
            std::iter_swap(rows.begin() + static_cast<std::ptrdiff_t>(i), pivot);
            const std::uint32_t low = rows[i] & (~rows[i] + 1);
            for (std::size_t k = i + 1; k < rows.size(); ++k) {
                rows[k] ^= (rows[k] & low) != 0 ? rows[i] : 0;
            }
        }
        return true;
    };
    for (unsigned size = m; size > 0; --size) {
        bool all = true;
        for (unsigned a = 0; all && a <= size; ++a) {
            std::vector<std::uint32_t> rows;
            for (unsigned digit = 0; digit < a; ++digit) {
                rows.push_back(row(x, digit));
            }
            for (unsigned digit = 0; digit < size - a; ++digit) {
                rows.push_back(row(y, digit));
            }
            all = independent(std::move(rows));
        }
        if (all) {
            return m - size;
        }
    }
    return m;
}

// Scrambling keeps a net a net: every pair is as evenly spread as its direction numbers allow.
TEST(SobolPoints, FillTheBoxesOfEveryPairOfDrivers) {
    constexpr unsigned m = 10;
    double sum = 0;
    int pairs = 0;
    std::vector<std::vector<double>> all;
    for (std::size_t i = 0; i < driver_count; ++i) {
        all.push_back(numbers(9, static_cast<Driver>(i), 3, std::size_t{1} << m));
    }
    for (std::size_t i = 0; i < driver_count; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            const unsigned t = quality(static_cast<Driver>(i), static_cast<Driver>(k), m);
            for (unsigned a = 0; a <= m - t; ++a) {
                EXPECT_TRUE(all_boxes_hold_as_many(all[i], all[k], a, m - t - a))
                    << i << " and " << k << ", " << a << " of " << m - t;
            }
            sum += t;
            ++pairs;
        }
    }
    EXPECT_LT(sum / pairs, 4) << "random points have t near m";
}

/// How far counts are from even ones: the probability of a larger chi-square.
double likelihood(const std::vector<int>& counts) {
    const double even = static_cast<double>(std::accumulate(counts.begin(), counts.end(), 0)) /
                        static_cast<double>(counts.size());
    double sum = 0;
    for (const int count : counts) {
        sum += (count - even) * (count - even) / even;
    }
    return cdf(complement(boost::math::chi_squared(static_cast<double>(counts.size() - 1)), sum));
}

// One point alone is anywhere with the same probability, and those of two scrambles anywhere
// together.
TEST(SobolPoints, AreScrambledUniformlyAndIndependently) {
    constexpr std::size_t bins = 16;
    constexpr int seeds = 8000;
    const auto bin = [](double number) { return static_cast<std::size_t>(number * bins); };
    struct Pair {
        const char* what;
        Driver driver;
        std::size_t trial;
        std::uint64_t more; ///< that the seed of the other is larger by
    };
    const Pair pairs[] = {
        {"two replicates", Driver::price, 1, 0},
        {"two drivers", Driver::utilisation, 0, 0},
        {"two seeds", Driver::price, 0, 1},
        {"two seeds far apart", Driver::price, 0, std::uint64_t{1} << 33},
        {"distant replicates of two drivers", Driver::life, 7, 0},
    };
    for (const std::size_t trial : {std::size_t{0}, std::size_t{40}, std::size_t{511}}) {
        std::vector<int> first(bins);
        std::vector<std::vector<int>> together(std::size(pairs), std::vector<int>(bins * bins));
        std::array<double, SobolPoints::trials> one{};
        std::array<double, SobolPoints::trials> other{};
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            SobolPoints(seed, Driver::price).fill(0, one);
            ++first[bin(one[trial])];
            for (std::size_t i = 0; i < std::size(pairs); ++i) {
                SobolPoints(seed + pairs[i].more, pairs[i].driver).fill(0, other);
                const std::size_t at = trial / replicates * replicates +
                                       (trial % replicates + pairs[i].trial) % replicates;
                ++together[i][bin(one[trial]) * bins + bin(other[at])];
            }
        }
        EXPECT_GT(likelihood(first), 1e-4) << trial;
        for (std::size_t i = 0; i < std::size(pairs); ++i) {
            EXPECT_GT(likelihood(together[i]), 1e-4) << pairs[i].what << " at " << trial;
        }
    }
}

// Points that share an interval are scrambled within it as if it were the whole.
TEST(SobolPoints, AreScrambledAtEveryDepth) {
    constexpr std::size_t bins = 8;
    for (const int depth : {1, 3, 6}) {
        std::vector<int> inside(bins);
        for (std::uint64_t seed = 0; seed < 4000; ++seed) {
            const double number = numbers(seed, Driver::cost_growth, 2, 45)[44];
            const double scaled = std::ldexp(number, depth);
            ++inside[static_cast<std::size_t>((scaled - std::floor(scaled)) * bins)];
        }
        EXPECT_GT(likelihood(inside), 1e-4) << depth;
    }
}

SimulationInput input_of(const Table& table, Line line, int quarter, Sampling sampling) {
    Assumptions read = read_assumptions(table, "a", Read::spreads);
    std::sort(read.uncertain.begin(), read.uncertain.end(),
              [](const auto& left, const auto& right) { return left.driver < right.driver; });
    return {.values = read.values,
            .uncertain = read.uncertain,
            .correlations = {},
            .line = line,
            .quarter = quarter,
            .trials = 8192,
            .seed = 1,
            .sampling = sampling};
}

TEST(SobolSimulation, GivesTheSameDigitsForAnyThreadsAndProcessor) {
    Draw draw(51);
    for (int i = 0; i < 6; ++i) {
        SimulationInput input =
            input_of(random_uncertain_assumptions(draw), Line::margin, 1, Sampling::sobol);
        input.trials = 8189;
        const Outcome one = simulate(input, 1, Processor::any);
        for (const unsigned threads : {1U, 2U, 3U, 8U}) {
            for (const Processor processor : processors()) {
                const Outcome other = simulate(input, threads, processor);
                EXPECT_EQ(other.answers, one.answers);
                EXPECT_EQ(other.mean, one.mean);
                EXPECT_EQ(other.standard_error(), one.standard_error());
            }
        }
    }
}

/// Digits as they were when this was written.
TEST(SobolSimulation, HasTheSameDigitsOnEveryMachine) {
    const SimulationInput input =
        input_of(simulated_plan(), Line::required_cuts, 20, Sampling::sobol);
    for (const Processor processor : processors()) {
        const Outcome outcome = simulate(input, 2, processor);
        const double got[] = {outcome.mean, outcome.standard_error(),
                              outcome.percentiles({0.9})[0]};
        const double wanted[] = {0x1.4604d18p+14, 0x1.650053d5cb9b4p+2, 0x1.0583333333334p+15};
        for (std::size_t i = 0; i < std::size(wanted); ++i) {
            EXPECT_EQ(got[i], wanted[i]) << std::hexfloat << got[i];
        }
    }
}

// A trial's numbers do not depend on how many there are, nor on who else is uncertain.
TEST(SobolSimulation, DrawsATrialFromSeedDriverAndTrialAlone) {
    SimulationInput input =
        input_of(example_uncertain_assumptions(), Line::gpu_revenue, 4, Sampling::sobol);
    const auto by_trial = [](const Outcome& outcome) {
        std::map<std::pair<std::size_t, std::size_t>, double> found;
        std::size_t begin = 0;
        for (std::size_t i = 0; i < outcome.replicates.size(); ++i) {
            for (std::size_t at = begin; at < outcome.replicates[i].end; ++at) {
                found[{i, at - begin}] = outcome.answers[at];
            }
            begin = outcome.replicates[i].end;
        }
        return found;
    };
    const auto many = by_trial(simulate(input, 1, fastest_processor()));
    for (const std::uint32_t trials : {2U, 8U, 13U, 1000U}) {
        input.trials = trials;
        const auto few = by_trial(simulate(input, 1, fastest_processor()));
        EXPECT_EQ(few.size(), trials);
        for (const auto& [place, answer] : few) {
            EXPECT_EQ(many.at(place), answer);
        }
    }
    // GPU revenue does not depend on costs.
    input.uncertain.erase(input.uncertain.begin());
    ASSERT_EQ(input.uncertain.front().driver, Driver::price);
    EXPECT_EQ(by_trial(simulate(input, 1, fastest_processor())).at({3, 50}), many.at({3, 50}));
}

std::vector<double> ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        ranks[order[i]] = static_cast<double>(i);
    }
    return ranks;
}

double rank_correlation(std::span<const double> left, std::span<const double> right) {
    const std::vector<double> x = ranks(left);
    const std::vector<double> y = ranks(right);
    const double mean = static_cast<double>(x.size() - 1) / 2;
    double xy = 0;
    double xx = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mean) * (y[i] - mean);
        xx += (x[i] - mean) * (x[i] - mean);
    }
    return xy / xx;
}

TEST(SobolSimulation, KeepsTheRankCorrelationsItIsGiven) {
    const Uncertain gpus{Driver::gpus_ordered, Spread::pert, 0.5e6, 1e6, 3e6};
    const Uncertain cuts{Driver::cuts, Spread::uniform, 100, 4000, 9000};
    for (const double rank : {-0.95, -0.5, 0.0, 0.3, 0.8}) {
        SimulationInput input = input_of(with_driver(example_assumptions(), "cuts", 4000.0),
                                         Line::cuts, 12, Sampling::sobol);
        input.uncertain = {gpus, cuts};
        input.correlations = {{Driver::gpus_ordered, Driver::cuts, rank}};
        const Answers drawn = simulate(input, 2, fastest_processor()).answers;
        input.line = Line::gpus;
        EXPECT_NEAR(rank_correlation(simulate(input, 2, fastest_processor()).answers, drawn), rank,
                    0.003)
            << rank;
    }
}

/// What somebody asks of a simulation.
struct Answers {
    double mean;
    double median;
    double p90;
    double share;
};

constexpr double threshold = 30000;

Answers answers_of(const Outcome& outcome) {
    const std::vector<double> both = outcome.percentiles({0.5, 0.9});
    return {outcome.mean, both[0], both[1],
            static_cast<double>(outcome.at_or_below(threshold)) / outcome.plans()};
}

constexpr double Answers::*asked[] = {&Answers::mean, &Answers::median, &Answers::p90,
                                      &Answers::share};
constexpr const char* names[] = {"mean", "P50", "P90", "probability"};

double deviation(const std::vector<Answers>& all, double Answers::*what) {
    double mean = 0;
    for (const Answers& one : all) {
        mean += one.*what / static_cast<double>(all.size());
    }
    double squares = 0;
    for (const Answers& one : all) {
        squares += (one.*what - mean) * (one.*what - mean);
    }
    return std::sqrt(squares / static_cast<double>(all.size() - 1));
}

// Sobol against random sampling, standard deviation over 40 seeds, 8,192 trials.
TEST(SobolSimulation, IsFarMoreCertainThanARandomOne) {
    std::array<std::vector<Answers>, 2> all;
    for (const Sampling sampling : {Sampling::random, Sampling::sobol}) {
        SimulationInput input = input_of(simulated_plan(), Line::required_cuts, 20, sampling);
        for (input.seed = 1; input.seed <= 40; ++input.seed) {
            all[static_cast<std::size_t>(sampling)].push_back(
                answers_of(simulate(input, 2, fastest_processor())));
        }
    }
    const double least[] = {20, 2, 2, 2};
    for (std::size_t i = 0; i < std::size(asked); ++i) {
        const double times = deviation(all[0], asked[i]) / deviation(all[1], asked[i]);
        EXPECT_GE(times, least[i]) << names[i];
        RecordProperty(names[i], std::to_string(times));
    }
}

// Within two standard errors of the truth in 93 to 97 of 100 cases, over 200 seeds.
TEST(SobolSimulation, KnowsHowCertainItIs) {
    for (const Line line : {Line::required_cuts, Line::margin}) {
        SimulationInput input = input_of(simulated_plan(), line, 20, Sampling::sobol);
        input.seed = 999'999;
        input.trials = 4'194'304;
        const Outcome all = simulate(input, 2, fastest_processor());
        const std::vector<double> probabilities{0.1, 0.25, 0.5, 0.75, 0.9};
        const std::vector<double> truths = all.percentiles(probabilities);
        input.trials = 8192;
        std::vector<int> within(probabilities.size() + 1);
        for (input.seed = 1; input.seed <= 200; ++input.seed) {
            const Outcome outcome = simulate(input, 2, fastest_processor());
            const std::vector<double> found = outcome.percentiles(probabilities);
            for (std::size_t i = 0; i < found.size(); ++i) {
                within[i] +=
                    std::abs(found[i] - truths[i]) <= 2 * outcome.percentile_error(probabilities[i])
                        ? 1
                        : 0;
            }
            within.back() +=
                std::abs(outcome.mean - all.mean) <= 2 * outcome.standard_error() ? 1 : 0;
        }
        EXPECT_GE(within.back(), 186);
        EXPECT_LE(within.back(), 194);
        // Each by itself strays more; all of them together must not.
        const double share =
            static_cast<double>(std::accumulate(within.begin(), within.end() - 1, 0)) /
            (200 * static_cast<double>(probabilities.size()));
        EXPECT_GE(share, 0.93);
        EXPECT_LE(share, 0.97);
    }
}

} // namespace

} // namespace headroom::test
