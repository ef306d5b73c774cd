#include "risk/simulations.hpp"

#include "assumption_draw.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/plan.hpp"
#include "risk/distribution.hpp"
#include "risk/philox.hpp"

#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <thread>

namespace headroom::test {

namespace {

/// Known answers of the authors' own library: Random123, file kat_vectors, philox4x32 10 rounds.
TEST(Philox, GivesThePublishedNumbers) {
    struct Row {
        philox::Counter counter;
        philox::Key key;
        philox::Counter wanted;
    };
    const Row rows[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(philox::block(row.counter, row.key), row.wanted);
    }
}

TEST(Uniform, IsAFunctionOfSeedDriverAndTrial) {
    std::vector<double> whole(4000);
    fill_uniform(7, Driver::price, 0, whole);
    std::vector<double> part(100);
    fill_uniform(7, Driver::price, 2222, part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 2222));
    for (std::uint32_t trial = 0; trial < whole.size(); trial += 2) {
        const philox::Counter words =
            philox::block({trial / 2, static_cast<std::uint32_t>(Driver::price), 0, 0}, {7, 0});
        const auto number = [](std::uint32_t high, std::uint32_t low) {
            const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 12;
            return std::ldexp(static_cast<double>(2 * bits + 1), -53);
        };
        EXPECT_EQ(whole[trial], number(words[0], words[1]));
        EXPECT_EQ(whole[trial + 1], number(words[2], words[3]));
    }
    std::vector<double> other(4000);
    fill_uniform(8, Driver::price, 0, other);
    EXPECT_NE(whole, other);
    fill_uniform(7, Driver::utilisation, 0, other);
    EXPECT_NE(whole, other);
}

TEST(DrawingSteps, GiveOnEveryProcessorWhatPlainOnesGive) {
    Draw draw(37);
    const DrawingSteps& plain = drawing_steps(Processor::any);
    const NormalTable normal;
    std::vector<Piece> pieces(300);
    for (Piece& piece : pieces) {
        piece = {draw.even(-9, 9), draw.even(-9, 9), draw.even(-9, 9), draw.even(-9, 9)};
    }
    for (int i = 0; i < 200; ++i) {
        const std::uint64_t seed = draw.index(std::uint64_t{1} << 62) * 4 + draw.index(4);
        const auto driver = static_cast<Driver>(draw.index(driver_count));
        const auto first =
            static_cast<std::uint32_t>(i == 0 ? 0xFFFFFE00 : 2 * draw.index(std::size_t{1} << 31));
        DrawingSteps::Numbers wanted;
        plain.uniform(seed, driver, first, wanted);
        DrawingSteps::Places places;
        for (std::int32_t& place : places) {
            place = static_cast<std::int32_t>(draw.index(pieces.size()));
        }
        DrawingSteps::Numbers looked_up = wanted;
        plain.look_up(pieces.data(), places, looked_up);
        DrawingSteps::Numbers quantiles = wanted;
        for (double& number : quantiles) {
            number = normal.quantile(number);
        }
        for (const Processor processor : processors()) {
            const DrawingSteps& steps = drawing_steps(processor);
            DrawingSteps::Numbers numbers;
            steps.uniform(seed, driver, first, numbers);
            EXPECT_EQ(numbers, wanted);
            steps.look_up(pieces.data(), places, numbers);
            EXPECT_EQ(numbers, looked_up);
            numbers = wanted;
            normal.quantiles(numbers, steps);
            EXPECT_EQ(numbers, quantiles);
        }
    }
}

TEST(Exponential, IsWithinTwoUnitsInTheLastPlace) {
    Draw draw(31);
    for (int i = 0; i < 100000; ++i) {
        const double x = draw.even(-40, 10);
        const double wanted = static_cast<double>(std::exp(static_cast<long double>(x)));
        EXPECT_NEAR(exponential(x), wanted, 2 * (std::nextafter(wanted, 1e300) - wanted)) << x;
        const Lanes lanes(x);
        EXPECT_EQ(exponential(lanes)[Lanes::count - 1], exponential(x));
    }
    EXPECT_EQ(exponential(0.0), 1);
}

TEST(NormalTable, IsTheQuantileWithinOneHundredMillionth) {
    const NormalTable table;
    const boost::math::normal normal;
    Draw draw(32);
    for (int i = 0; i < 100000; ++i) {
        const double u = draw.chance(0.3) ? draw.magnitude(std::ldexp(1.0, -53), 0.5)
                                          : draw.even(1e-9, 1 - 1e-9);
        const double wanted = u < 0.5 ? boost::math::quantile(normal, u)
                                      : boost::math::quantile(complement(normal, 1 - u));
        EXPECT_NEAR(table.quantile(u), wanted, 1e-8) << u;
    }
    EXPECT_EQ(table.quantile(0.5), 0);
    EXPECT_LT(table.quantile(std::ldexp(1.0, -53)), -8);
    EXPECT_GT(table.quantile(1 - std::ldexp(1.0, -53)), 8);
}

const std::vector<Uncertain> all_spreads{
    {Driver::cuts, Spread::pert, 100, 400, 900},
    {Driver::cuts, Spread::pert, 100, 100, 900},
    {Driver::cuts, Spread::pert, 100, 900, 900},
    {Driver::cuts, Spread::triangular, 100, 400, 900},
    {Driver::cuts, Spread::uniform, 100, 400, 900},
    {Driver::cuts, Spread::normal, 3300, 3400, 3500},
    {Driver::cuts, Spread::lognormal, 200, 400, 800},
    {Driver::cuts, Spread::metalog, 3300, 3450, 3500},
};

/// The analytic quantile, from the functions an accountant would use.
double analytic(const Uncertain& u, double p) {
    switch (u.spread) {
    case Spread::pert:
        return number("PERTINV", {p, u.low, u.value, u.high});
    case Spread::triangular:
        return number("TRIANGULARINV", {p, u.low, u.value, u.high});
    case Spread::uniform:
        return u.low + p * (u.high - u.low);
    case Spread::metalog:
        return number("METALOGINV", {p, u.low, u.value, u.high});
    case Spread::normal:
    case Spread::lognormal:
        break;
    }
    const double z = boost::math::quantile(boost::math::normal(), p) /
                     boost::math::quantile(boost::math::normal(), 0.9);
    return u.spread == Spread::normal ? u.value + z * (u.high - u.value)
                                      : u.value * std::pow(u.high / u.value, z);
}

TEST(SpreadTable, IsTheQuantileOfItsDistribution) {
    for (const Uncertain& u : all_spreads) {
        const SpreadTable table(u);
        for (double p = 0.0005; p < 1; p += 0.0005) {
            const double z = boost::math::quantile(boost::math::normal(), p);
            // A triangular distribution has a corner at its mode.
            const double tolerance = u.spread == Spread::triangular ? 1e-4 : 1e-7;
            EXPECT_NEAR(table.value(z), analytic(u, p), tolerance * (u.high - u.low))
                << spread_names[static_cast<std::size_t>(u.spread)] << " at " << p;
        }
    }
}

TEST(SpreadTable, IsMadeOnceAndNeverForAnother) {
    Uncertain uncertain{Driver::price, Spread::pert, 1.7, 2.2, 2.9};
    const auto first = spread_table(uncertain);
    EXPECT_EQ(spread_table(uncertain), first);
    const double before = first->value(0.5);
    uncertain.high = 3;
    EXPECT_NE(spread_table(uncertain)->value(0.5), before);
    EXPECT_EQ(spread_table(uncertain)->value(0.5), SpreadTable(uncertain).value(0.5));
    // More than there is room for.
    for (int i = 0; i < 300; ++i) {
        uncertain.high = 4 + i;
        spread_table(uncertain);
    }
    uncertain.high = 2.9;
    EXPECT_NE(spread_table(uncertain), first);
    EXPECT_EQ(spread_table(uncertain)->value(0.5), before);
}

SimulationInput input_of(std::vector<Uncertain> uncertain, Line line, std::uint32_t trials) {
    const Assumptions assumptions =
        read_assumptions(with_driver(example_assumptions(), "cuts", 400.0), "a", Read::values);
    return {.values = assumptions.values,
            .uncertain = std::move(uncertain),
            .correlations = {},
            .line = line,
            .quarter = 12,
            .trials = trials,
            .seed = 1};
}

TEST(Simulation, OfALineThatIsADriverHasTheDriversPercentiles) {
    const std::uint32_t trials = 50000;
    for (const Uncertain& u : all_spreads) {
        const Outcome outcome = simulate(input_of({u}, Line::cuts, trials), 2, fastest_processor());
        EXPECT_EQ(outcome.no_answer(), 0U);
        for (const double p : {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}) {
            const double wanted = analytic(u, p);
            const double density = 0.002 / (analytic(u, p + 0.001) - analytic(u, p - 0.001));
            const double error = std::sqrt(p * (1 - p) / trials) / density;
            EXPECT_NEAR(outcome.percentiles({p})[0], wanted, 4 * error)
                << spread_names[static_cast<std::size_t>(u.spread)] << " at " << p;
        }
    }
}

/// All that somebody sees of an outcome.
std::vector<double> digits(const Outcome& outcome) {
    std::vector<double> all(outcome.answers.begin(), outcome.answers.end());
    for (const double percentile : outcome.percentiles({0, 0.05, 0.5, 0.9, 1})) {
        all.push_back(percentile);
    }
    all.insert(all.end(), {outcome.mean, outcome.deviation, outcome.minimum, outcome.maximum,
                           outcome.standard_error(), outcome.mean_of_lowest(0.05)});
    return all;
}

SimulationInput random_input(Draw& draw, std::uint32_t trials) {
    const Assumptions read =
        read_assumptions(random_uncertain_assumptions(draw), "a", Read::spreads);
    std::vector<Uncertain> uncertain = read.uncertain;
    std::sort(uncertain.begin(), uncertain.end(),
              [](const auto& left, const auto& right) { return left.driver < right.driver; });
    return {.values = read.values,
            .uncertain = uncertain,
            .correlations = {},
            .line = static_cast<Line>(draw.index(shown_lines)),
            .quarter = 1 + static_cast<int>(draw.index(static_cast<std::size_t>(read.quarters()))),
            .trials = trials,
            .seed = 1 + draw.index(1000)};
}

/// With other drivers uncertain, too, any of them.
void make_more_uncertain(SimulationInput& input, Draw& draw) {
    for (const DriverRecord& record : drivers()) {
        const double value = input.values[record.driver];
        const bool uncertain = std::ranges::any_of(
            input.uncertain, [&](const Uncertain& one) { return one.driver == record.driver; });
        if (record.driver == Driver::quarters || std::isnan(value) || uncertain ||
            !draw.chance(0.2)) {
            continue;
        }
        const double width =
            record.step > 0 ? 2 * record.step : 0.05 * std::max(std::abs(value), 0.01);
        const double low = std::max(value - width, record.limits.low() + record.step);
        const double high = std::min(value + width, record.limits.high() - record.step);
        if (low < value && value < high) {
            input.uncertain.push_back({record.driver, Spread::uniform, low, value, high});
        }
    }
    std::ranges::sort(input.uncertain, {}, &Uncertain::driver);
}

TEST(Simulation, GivesTheSameDigitsForAnyThreadsAndProcessor) {
    Draw draw(33);
    for (int i = 0; i < 8; ++i) {
        // Some chunks for each thread, and the last one not full.
        SimulationInput input = random_input(draw, 8 * 8 * 512 / 4 - 3);
        if (i % 2 == 1) {
            make_more_uncertain(input, draw);
        }
        const Outcome one = simulate(input, 1, Processor::any);
        if (one.answers.empty()) {
            continue;
        }
        for (const unsigned threads : {1U, 3U, 8U}) {
            for (const Processor processor : processors()) {
                EXPECT_EQ(digits(simulate(input, threads, processor)), digits(one));
            }
        }
    }
}

TEST(Simulation, CalculatesEachTrialAsThePlanDoes) {
    Draw draw(34);
    const NormalTable normal;
    int answers = 0;
    int none = 0;
    for (int i = 0; i < 200; ++i) {
        SimulationInput input = random_input(draw, 20);
        if (i % 2 == 1) {
            make_more_uncertain(input, draw);
        }
        const Outcome outcome = simulate(input, 1, fastest_processor());
        std::vector<SpreadTable> spreads(input.uncertain.begin(), input.uncertain.end());
        // Draw by draw through the same tables, but through the plan of a single cell.
        std::size_t next = 0;
        for (std::uint32_t trial = 0; trial < input.trials; ++trial) {
            Assumptions assumptions;
            assumptions.values = input.values;
            for (std::size_t i = 0; i < spreads.size(); ++i) {
                const Uncertain& one = input.uncertain[i];
                std::vector<double> u(input.trials);
                fill_uniform(input.seed, one.driver, 0, u);
                const double value = spreads[i].value(normal.quantile(u[trial]));
                const double step = record_of(one.driver).step;
                assumptions.values[one.driver] =
                    step > 0 ? std::floor(value / step + 0.5) * step : value;
            }
            double wanted = std::numeric_limits<double>::quiet_NaN();
            try {
                check_together(assumptions.values, "a");
                const Plan plan(assumptions);
                wanted = input.line == Line::growth && input.quarter < 4
                             ? 0
                             : plan.value(input.line, input.quarter);
            } catch (const Error&) {
                ++none;
            }
            if (!std::isnan(wanted)) {
                ASSERT_LT(next, outcome.answers.size());
                EXPECT_EQ(outcome.answers[next++], wanted) << record_of(input.line).name.english();
                ++answers;
            }
        }
        EXPECT_EQ(next, outcome.answers.size());
    }
    EXPECT_GT(answers, 700);
    EXPECT_GT(none, 50);
}

std::vector<double> ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t left, std::size_t right) { return values[left] < values[right]; });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        ranks[order[i]] = static_cast<double>(i);
    }
    return ranks;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    const double n = static_cast<double>(x.size());
    const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mean_x) * (y[i] - mean_y);
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
    }
    return xy / std::sqrt(xx * yy);
}

TEST(Simulation, RecoversTheRankCorrelationsItIsGiven) {
    const std::uint32_t trials = 20000;
    const Uncertain gpus{Driver::gpus_ordered, Spread::pert, 0.5e6, 1e6, 3e6};
    const Uncertain people{Driver::headcount, Spread::lognormal, 80000, 90000, 101250};
    const Uncertain cuts{Driver::cuts, Spread::uniform, 100, 400, 900};
    for (const double rank : {-0.95, -0.5, 0.0, 0.3, 0.8, 0.99}) {
        const auto of = [&](Line line) {
            SimulationInput input = input_of({gpus, people, cuts}, line, trials);
            input.correlations = {{Driver::gpus_ordered, Driver::cuts, rank}};
            if (std::abs(rank) < 0.6) {
                input.correlations.push_back({Driver::headcount, Driver::cuts, -rank});
            }
            return simulate(input, 2, fastest_processor()).answers;
        };
        const std::vector<double> drawn = ranks(of(Line::cuts));
        EXPECT_NEAR(correlation(ranks(of(Line::gpus)), drawn), rank, 4 / std::sqrt(trials)) << rank;
        if (std::abs(rank) < 0.6) {
            EXPECT_NEAR(correlation(ranks(of(Line::other_cost)), drawn), rank,
                        4 / std::sqrt(trials))
                << "the more people, the less of the costs is other";
        }
    }
    SimulationInput impossible = input_of({gpus, people, cuts}, Line::cuts, 100);
    impossible.correlations = {{Driver::gpus_ordered, Driver::headcount, 0.9},
                               {Driver::gpus_ordered, Driver::cuts, 0.9},
                               {Driver::headcount, Driver::cuts, -0.9}};
    EXPECT_THROW(simulate(impossible, 1, Processor::any), Error);
}

/// Digits as they were when this was written, with and without AVX2.
TEST(Simulation, HasTheSameDigitsOnEveryMachine) {
    SimulationInput input = input_of({{Driver::price, Spread::metalog, 1.7, 2.2, 2.9},
                                      {Driver::utilisation, Spread::triangular, 0.5, 0.75, 0.9},
                                      {Driver::loaded_cost, Spread::uniform, 2e5, 2.5e5, 3e5},
                                      {Driver::attrition, Spread::lognormal, 0.05, 0.1, 0.2},
                                      {Driver::cost_growth, Spread::normal, 0.155, 0.175, 0.195},
                                      {Driver::gpu_opex, Spread::pert, 2000, 2467, 4000}},
                                     Line::required_cuts, 20000);
    input.values[Driver::attrition_backfill] = 0.5;
    input.correlations = {{Driver::price, Driver::utilisation, 0.4},
                          {Driver::utilisation, Driver::cost_growth, -0.3}};
    std::sort(input.uncertain.begin(), input.uncertain.end(),
              [](const auto& left, const auto& right) { return left.driver < right.driver; });
    const std::pair<Line, std::array<double, 4>> rows[] = {
        {Line::required_cuts, {0x1.1fa68902de00dp+12, 0x1.c7303e97ae0f7p+12, 0, 0x1.adacp+15}},
        {Line::operating_profit,
         {0x1.2d01939927d82p+34, 0x1.5dbed1bb4c195p+30, 0x1.1138bf8f06983p+34,
          0x1.959cc725e96b1p+34}},
        {Line::cumulative_free_cash_flow,
         {0x1.1c557a640d216p+37, 0x1.5be26cea3a7dbp+33, 0x1.016b27227c255p+37,
          0x1.92a2e8491500bp+37}},
    };
    for (const auto& [line, wanted] : rows) {
        input.line = line;
        for (const Processor processor : processors()) {
            const Outcome outcome = simulate(input, 2, processor);
            const std::array<double, 4> got{outcome.mean, outcome.deviation,
                                            outcome.percentiles({0.1})[0], outcome.maximum};
            for (std::size_t i = 0; i < got.size(); ++i) {
                EXPECT_EQ(got[i], wanted[i])
                    << record_of(line).name.english() << " " << i << std::hexfloat << " " << got[i];
            }
        }
    }
}

TEST(Simulation, TellsHowFarItIs) {
    for (const unsigned threads : {1U, 2U}) {
        std::vector<double> shares;
        simulate(input_of({all_spreads[0]}, Line::cuts, 50000), threads, fastest_processor(),
                 [&](double share) { shares.push_back(share); });
        // After each of 98 times 512 trials; with two threads, of those that this one works on.
        EXPECT_LE(shares.size(), 99U);
        if (threads == 1) {
            EXPECT_EQ(shares.size(), 99U);
        }
        EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
        EXPECT_EQ(shares.back(), 1);
        EXPECT_EQ(std::count(shares.begin(), shares.end(), 1.0), 1);
    }
}

TEST(Outcome, HasTheStatisticsOfItsAnswers) {
    Draw draw(35);
    for (const std::size_t count : {1U, 2U, 3U, 10U, 1000U, 5001U}) {
        Outcome outcome;
        for (std::size_t i = 0; i < count; ++i) {
            outcome.answers.push_back(draw.chance(0.3) ? 7 : draw.even(-5, 20));
        }
        std::vector<double> sorted(outcome.answers.begin(), outcome.answers.end());
        std::sort(sorted.begin(), sorted.end());
        outcome.trials = static_cast<std::uint32_t>(count + 3);
        outcome.minimum = sorted.front();
        outcome.maximum = sorted.back();
        EXPECT_EQ(outcome.no_answer(), 3U);
        const std::vector<double> probabilities{0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1};
        const std::vector<double> found = outcome.percentiles(probabilities);
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            const double place = probabilities[i] * static_cast<double>(count - 1);
            const std::size_t below = static_cast<std::size_t>(place);
            const std::size_t above = std::min(below + 1, count - 1);
            EXPECT_EQ(found[i], sorted[below] +
                                    (place - std::floor(place)) * (sorted[above] - sorted[below]));
        }
        const std::size_t lowest = std::max<std::size_t>(1, (count + 19) / 20);
        const double sum = std::accumulate(
            sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(lowest), 0.0);
        EXPECT_NEAR(outcome.mean_of_lowest(0.05), sum / static_cast<double>(lowest), 1e-12);
        EXPECT_EQ(outcome.at_or_below(7),
                  static_cast<std::size_t>(std::upper_bound(sorted.begin(), sorted.end(), 7) -
                                           sorted.begin()));
    }
}

TEST(Simulations, AreRunOnceAndNeverStale) {
    Simulations simulations(2);
    SimulationInput input = input_of({all_spreads[0]}, Line::cuts, 5000);
    const auto first = simulations.outcome(input);
    EXPECT_EQ(simulations.outcome(input), first);
    EXPECT_EQ(simulations.runs(), 1U);
    const auto changes = {
        +[](SimulationInput& changed) { changed.seed = 2; },
        +[](SimulationInput& changed) { changed.trials = 5001; },
        +[](SimulationInput& changed) { changed.quarter = 11; },
        +[](SimulationInput& changed) { changed.line = Line::headcount; },
        +[](SimulationInput& changed) { changed.values[Driver::price] = 2.3; },
        +[](SimulationInput& changed) { changed.uncertain[0].low = 99; },
        +[](SimulationInput& changed) { changed.uncertain[0].spread = Spread::uniform; },
    };
    std::size_t runs = 1;
    for (const auto& change : changes) {
        SimulationInput changed = input;
        change(changed);
        simulations.outcome(changed);
        EXPECT_EQ(simulations.runs(), ++runs);
    }
    EXPECT_EQ(simulations.outcome(input), first);
    EXPECT_EQ(simulations.runs(), runs);
}

TEST(Simulations, ShareOneRunBetweenThreads) {
    Simulations simulations(2);
    const SimulationInput input = input_of({all_spreads[0]}, Line::cuts, 50000);
    std::array<std::shared_ptr<const Outcome>, 8> outcomes;
    {
        std::vector<std::jthread> threads;
        for (auto& outcome : outcomes) {
            threads.emplace_back([&] { outcome = simulations.outcome(input); });
        }
    }
    EXPECT_EQ(simulations.runs(), 1U);
    for (const auto& outcome : outcomes) {
        EXPECT_EQ(outcome, outcomes[0]);
    }
}

TEST(Simulations, ForgetTheOldestWhenThereIsNoRoom) {
    Simulations simulations(2, 90'000); // for three of 3,000 answers
    const auto run = [&](std::uint64_t seed) {
        SimulationInput input = input_of({all_spreads[4]}, Line::gpus_delivered, 3000);
        input.quarter = 1;
        input.seed = seed;
        return simulations.outcome(input);
    };
    std::weak_ptr<const Outcome> oldest = run(1);
    for (const std::uint64_t seed : {2U, 3U}) {
        run(seed);
    }
    EXPECT_FALSE(oldest.expired());
    run(4);
    EXPECT_TRUE(oldest.expired());
}

} // namespace

} // namespace headroom::test
