#include "risk/simulation.hpp"

#include "core/sum.hpp"
#include "plan/equations.hpp"
#include "risk/correlation.hpp"
#include "risk/distribution.hpp"
#include "risk/philox.hpp"
#include "risk/sobol.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <system_error>
#include <thread>

namespace headroom {

namespace {

/// Trials that are worked on together. Sums are made per chunk and then over the chunks, so that
/// they do not depend on who did which.
constexpr std::size_t chunk = DrawingSteps::trials;
using Numbers = DrawingSteps::Numbers;

constexpr double not_there = std::numeric_limits<double>::quiet_NaN();

const NormalTable& normal_table() {
    static const NormalTable table;
    return table;
}

/// Everything the trials share.
struct Work {
    const SimulationInput& input;
    std::vector<SpreadTable> tables;
    std::vector<double> mix;
    const NormalTable& normal;
    const DrawingSteps& steps;
    std::vector<SobolPoints> points;    ///< of each uncertain driver; none: the numbers are random
    std::vector<Timing<double>> timing; ///< of each quarter; none: it is uncertain
    bool minds_cuts;                    ///< the line depends on how many are required
    Quarters quarters;                  ///< that are asked for
};

/// The share of trials in which a driver would have left its limits, had it not been truncated.
double cut_off(const Work& work) {
    double kept = 1;
    for (const SpreadTable& table : work.tables) {
        kept *= 1 - table.cut_off();
    }
    return 1 - kept;
}

/// A count of trials for each replicate, to which they belong by turns.
using ByReplicate = std::array<std::size_t, SobolPoints::replicates>;

/// What a chunk adds to the statistics.
struct Part {
    ByReplicate no_plan{};
    std::size_t count = 0;
    double sum = 0;
    double squares = 0; ///< of the distances from the chunk's own mean
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();
};

/// The uncertain drivers of a chunk of trials, a row for each.
using Draws = std::vector<Numbers>;

[[gnu::always_inline]] inline void draw(const Work& work, std::uint32_t first, Draws& draws) {
    const std::size_t count = work.tables.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (work.points.empty()) {
            work.steps.uniform(work.input.seed, work.input.uncertain[i].driver, first, draws[i]);
        } else {
            work.points[i].fill(first, draws[i]);
        }
        work.normal.quantiles(draws[i], work.steps);
    }
    // The last first: each is made of itself and of those before.
    for (std::size_t i = work.mix.empty() ? 0 : count; i-- > 0;) {
        for (std::size_t trial = 0; trial < chunk; ++trial) {
            double mixed = 0;
            for (std::size_t k = 0; k <= i; ++k) {
                mixed += work.mix[i * count + k] * draws[k][trial];
            }
            draws[i][trial] = mixed < -8.4 ? -8.4 : mixed > 8.4 ? 8.4 : mixed;
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        work.tables[i].values(draws[i], work.steps);
        const double step = record_of(work.input.uncertain[i].driver).step;
        if (step > 0) {
            for (double& number : draws[i]) {
                number = std::floor(number / step + 0.5) * step;
            }
        }
    }
}

/// Which trials are a plan at all: drivers that are each within their limits can contradict each
/// other.
template <class Real> [[gnu::always_inline]] inline auto possible(const Drivers<Real>& drivers) {
    const Real cuts = drivers[Driver::cuts];
    return (PlanEquations<Real>::other_cost_at_start(drivers) >= Real(0)) &
           (drivers[Driver::hold_from] <= drivers[Driver::quarters]) &
           ((cuts <= drivers[Driver::headcount]) | !(cuts == cuts));
}

/// Whether the line depends on how many cuts are required.
bool takes_required_cuts(const SimulationInput& input) {
    return input.line == Line::required_cuts ||
           (std::isnan(input.values[Driver::cuts]) && record_of(input.line).after_cuts);
}

/// Several plans, quarter by quarter.
template <class Real, class Time> class Plans {
public:
    [[gnu::always_inline]] Plans(const Work& work, const Drivers<Real>& drivers,
                                 const PlanConstants<Real>& constants, PlanHistory<Real>& history)
        : work_(work), drivers_(drivers), equations_(drivers, constants, history) {}

    /// The line in each quarter that is asked for.
    template <bool mind_cuts> [[gnu::always_inline]] void line(std::span<Real> results) {
        const Line line = work_.input.line;
        const int quarters = static_cast<int>(work_.input.values[Driver::quarters]);
        if (line == Line::required_cuts) {
            pass<mind_cuts>(1, quarters);
            std::fill(results.begin(), results.end(), equations_.required_cuts());
            return;
        }
        const int first = line == Line::cumulative_free_cash_flow ? 1 : work_.quarters.first;
        const int last = work_.quarters.last;
        std::array<Quarter<Real>, most_quarters> kept;
        pass<mind_cuts>(1, first - 1);
        for (int number = first; number <= last; ++number) {
            equations_.template advance<mind_cuts ? Depth::cuts : Depth::costs>(
                kept[static_cast<std::size_t>(number - 1)], timing(number));
        }
        Real cuts = drivers_[Driver::cuts];
        if constexpr (mind_cuts) {
            pass<mind_cuts>(last + 1, quarters);
            cuts = equations_.required_cuts();
        }
        Real cash_before(0);
        for (int number = first; number <= last; ++number) {
            Quarter<Real>& wanted = kept[static_cast<std::size_t>(number - 1)];
            equations_.finish(wanted, number, cuts, cash_before);
            cash_before = wanted[Line::cumulative_free_cash_flow];
            if (number >= work_.quarters.first) {
                results[static_cast<std::size_t>(number - work_.quarters.first)] = wanted[line];
            }
        }
    }

private:
    [[gnu::always_inline]] Timing<Time> timing(int number) const {
        if constexpr (std::is_same_v<Time, double>) {
            return work_.timing[static_cast<std::size_t>(number - 1)];
        } else {
            return timing_of(drivers_, number);
        }
    }

    [[gnu::always_inline]] bool can_be_held(int number) const {
        if constexpr (std::is_same_v<Time, double>) {
            return work_.timing[static_cast<std::size_t>(number - 1)].held;
        } else {
            return true;
        }
    }

    /// Quarters that nobody looks at again: nothing of them is kept.
    template <bool mind_cuts> [[gnu::always_inline]] void pass(int first, int last) {
        for (int number = first; number <= last; ++number) {
            Quarter<Real> passed;
            if (mind_cuts && can_be_held(number)) {
                equations_.template advance<Depth::cuts>(passed, timing(number));
            } else {
                equations_.template advance<Depth::sales>(passed, timing(number));
            }
        }
    }

    const Work& work_;
    const Drivers<Real>& drivers_;
    PlanEquations<Real, Time> equations_;
};

/// What a chunk adds to the statistics of one quarter; its trials without an answer become so.
[[gnu::always_inline]] inline Part part_of(std::span<double> answers) {
    Part part;
    for (double& answer : answers) {
        if (std::isfinite(answer)) {
            ++part.count;
            part.sum += answer;
            part.minimum = std::min(part.minimum, answer);
            part.maximum = std::max(part.maximum, answer);
        } else {
            answer = not_there;
        }
    }
    const double mean = part.count == 0 ? 0 : part.sum / static_cast<double>(part.count);
    for (const double answer : answers) {
        part.squares += std::isnan(answer) ? 0 : (answer - mean) * (answer - mean);
    }
    return part;
}

/// Where a chunk leaves what it finds: the answers and the part of each quarter.
struct ChunkResults {
    std::span<Outcome> outcomes;
    std::span<Part> parts;
};

/// A chunk of trials, so many side by side as a Real holds.
template <class Real, class Time, bool mind_cuts>
[[gnu::always_inline]] inline void run_trials(const Work& work, std::size_t first,
                                              const Draws& draws, const ChunkResults& results) {
    const std::size_t size = std::min<std::size_t>(chunk, work.input.trials - first);
    const std::size_t quarters = results.outcomes.size();
    ByReplicate no_plans{};
    std::array<Real, most_quarters> lines;
    Drivers<Real> drivers;
    Drivers<bool> changed;
    for (std::size_t i = 0; i < driver_count; ++i) {
        drivers.values[i] = Real(work.input.values.values[i]);
        changed.values[i] = true;
    }
    PlanHistory<Real> history;
    PlanConstants<Real> constants;
    constants.renew(drivers, changed);
    changed.values.fill(false);
    for (const Uncertain& one : work.input.uncertain) {
        changed[one.driver] = true;
    }
    for (std::size_t trial = 0; trial < size; trial += Real::count) {
        for (std::size_t i = 0; i < draws.size(); ++i) {
            drivers[work.input.uncertain[i].driver] = Real::from(&draws[i][trial]);
        }
        constants.renew(drivers, changed);
        const auto plan = possible(drivers);
        const auto asked = std::span(lines).first(quarters);
        Plans<Real, Time>(work, drivers, constants, history).template line<mind_cuts>(asked);
        const std::size_t end = std::min(size - trial, std::size_t{Real::count});
        const Real is_plan = choose(plan, Real(1), Real(0));
        if (smallest(is_plan) < 1) {
            for (std::size_t lane = 0; lane < end; ++lane) {
                no_plans[(trial + lane) % no_plans.size()] +=
                    is_plan[static_cast<int>(lane)] < 1 ? 1 : 0;
            }
        }
        for (std::size_t quarter = 0; quarter < quarters; ++quarter) {
            const Real result = choose(plan, lines[quarter], Real(not_there));
            double* const answers = &results.outcomes[quarter].answers[first + trial];
            if (end == Real::count) {
                result.store(answers);
            } else {
                for (std::size_t lane = 0; lane < end; ++lane) {
                    answers[lane] = result[static_cast<int>(lane)];
                }
            }
        }
    }
    for (std::size_t quarter = 0; quarter < quarters; ++quarter) {
        results.parts[quarter] =
            part_of(std::span(results.outcomes[quarter].answers).subspan(first, size));
        results.parts[quarter].no_plan = no_plans;
    }
}

template <class Real>
[[gnu::always_inline]] inline void run_chunk(const Work& work, std::size_t first, Draws& draws,
                                             const ChunkResults& results) {
    draw(work, static_cast<std::uint32_t>(first), draws);
    if (work.timing.empty()) {
        // What is picked lane by lane is slower with more of them.
        work.minds_cuts ? run_trials<Lanes, Lanes, true>(work, first, draws, results)
                        : run_trials<Lanes, Lanes, false>(work, first, draws, results);
    } else {
        work.minds_cuts ? run_trials<Real, double, true>(work, first, draws, results)
                        : run_trials<Real, double, false>(work, first, draws, results);
    }
}

void draw_anywhere(const Work& work, std::uint32_t first, Draws& draws) {
    draw(work, first, draws);
}

void run_anywhere(const Work& work, std::size_t first, Draws& draws, const ChunkResults& results) {
    run_chunk<LanesOf<4>>(work, first, draws, results);
}

#ifdef __x86_64__
// Without FMA, which rounds once where the others round twice.
[[gnu::target("avx2")]] void draw_with_avx2(const Work& work, std::uint32_t first, Draws& draws) {
    draw(work, first, draws);
}

[[gnu::target("avx2")]] void run_with_avx2(const Work& work, std::size_t first, Draws& draws,
                                           const ChunkResults& results) {
    run_chunk<LanesOf<4>>(work, first, draws, results);
}

[[gnu::target("avx512f,avx512dq,avx512vl")]] void
draw_with_avx512(const Work& work, std::uint32_t first, Draws& draws) {
    draw(work, first, draws);
}

[[gnu::target("avx512f,avx512dq,avx512vl")]] void
run_with_avx512(const Work& work, std::size_t first, Draws& draws, const ChunkResults& results) {
    run_chunk<LanesOf<8>>(work, first, draws, results);
}
#else
constexpr auto draw_with_avx2 = draw_anywhere;
constexpr auto run_with_avx2 = run_anywhere;
#endif

/// The timing of each quarter; none where a driver of time is uncertain.
std::vector<Timing<double>> certain_timing(const SimulationInput& input) {
    for (const Uncertain& one : input.uncertain) {
        if (std::ranges::count(drivers_of_time, one.driver) > 0) {
            return {};
        }
    }
    std::vector<Timing<double>> timing;
    for (int quarter = 1; quarter <= static_cast<int>(input.values[Driver::quarters]); ++quarter) {
        timing.push_back(timing_of(input.values, quarter));
    }
    return timing;
}

Work prepared(const SimulationInput& input, Quarters quarters, Processor processor) {
    Work work{.input = input,
              .tables = {},
              .mix = mixing(input.uncertain, input.correlations),
              .normal = normal_table(),
              .steps = drawing_steps(processor),
              .points = {},
              .timing = certain_timing(input),
              .minds_cuts = takes_required_cuts(input),
              .quarters = quarters};
    for (const Uncertain& one : input.uncertain) {
        work.tables.emplace_back(one);
        if (input.sampling == Sampling::sobol) {
            work.points.emplace_back(input.seed, one.driver);
        }
    }
    return work;
}

/// Adds up what the chunks found in one quarter, which stands at every `step`th of the parts.
/// Returns the trials that are no plan.
ByReplicate add_up(std::span<const Part> parts, std::size_t step, Outcome& outcome) {
    Sum sum;
    std::size_t count = 0;
    ByReplicate no_plan{};
    outcome.minimum = std::numeric_limits<double>::infinity();
    outcome.maximum = -outcome.minimum;
    for (std::size_t at = 0; at < parts.size(); at += step) {
        const Part& part = parts[at];
        sum += part.sum;
        count += part.count;
        for (std::size_t i = 0; i < no_plan.size(); ++i) {
            no_plan[i] += part.no_plan[i];
        }
        outcome.minimum = std::min(outcome.minimum, part.minimum);
        outcome.maximum = std::max(outcome.maximum, part.maximum);
    }
    outcome.not_a_plan =
        static_cast<std::uint32_t>(std::accumulate(no_plan.begin(), no_plan.end(), std::size_t{0}));
    outcome.mean = count == 0 ? 0 : sum.value() / static_cast<double>(count);
    Sum squares;
    for (std::size_t at = 0; at < parts.size(); at += step) {
        const Part& part = parts[at];
        if (part.count > 0) {
            const double size = static_cast<double>(part.count);
            const double distance = part.sum / size - outcome.mean;
            squares += part.squares;
            squares += size * distance * distance;
        }
    }
    outcome.deviation = count < 2 ? 0 : std::sqrt(squares.value() / static_cast<double>(count - 1));
    return no_plan;
}

/// Keeps the answers alone; of replicates, which come by turns, those of each together.
void gather(Outcome& outcome, Sampling sampling, const ByReplicate& no_plan) {
    if (sampling == Sampling::random) {
        std::erase_if(outcome.answers, [](double answer) { return std::isnan(answer); });
        return;
    }
    std::vector<double> gathered;
    gathered.reserve(outcome.answers.size());
    for (std::size_t i = 0; i < no_plan.size(); ++i) {
        std::size_t plans = 0;
        for (std::size_t trial = i; trial < outcome.answers.size(); trial += no_plan.size()) {
            ++plans;
            if (!std::isnan(outcome.answers[trial])) {
                gathered.push_back(outcome.answers[trial]);
            }
        }
        outcome.replicates.push_back({gathered.size(), plans - no_plan[i]});
    }
    outcome.answers = std::move(gathered);
}

} // namespace

bool SimulationInput::same_as(const SimulationInput& other) const {
    // Bit by bit: a blank number of cuts is a NaN, which equals nothing.
    const auto same_bits = [](double left, double right) {
        return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
    };
    return std::equal(values.values.begin(), values.values.end(), other.values.values.begin(),
                      same_bits) &&
           uncertain == other.uncertain && correlations == other.correlations &&
           line == other.line && quarter == other.quarter && trials == other.trials &&
           seed == other.seed && sampling == other.sampling;
}

std::size_t SimulationInput::bytes() const {
    return sizeof *this + uncertain.capacity() * sizeof(Uncertain) +
           correlations.capacity() * sizeof(Correlation);
}

Ranking ranking_of(Line line) {
    return line == Line::required_cuts || line == Line::cuts ? Ranking::of_all_trials
                                                             : Ranking::of_answers;
}

void fill_uniform(std::uint64_t seed, Driver driver, std::uint32_t first, std::span<double> out) {
    Numbers numbers;
    for (std::size_t done = 0; done < out.size(); done += chunk) {
        drawing_steps(fastest_processor())
            .uniform(seed, driver, first + static_cast<std::uint32_t>(done), numbers);
        std::copy_n(numbers.begin(), std::min(chunk, out.size() - done),
                    out.begin() + static_cast<std::ptrdiff_t>(done));
    }
}

Outcome simulate(const SimulationInput& input, unsigned threads, Processor processor,
                 const std::function<void(double)>& progress) {
    return std::move(
        simulate(input, {input.quarter, input.quarter}, threads, processor, progress).front());
}

std::vector<Outcome> simulate(const SimulationInput& input, Quarters quarters, unsigned threads,
                              Processor processor, const std::function<void(double)>& progress) {
    const Work work = prepared(input, quarters, processor);
    const auto run = processor == Processor::with_avx512 ? run_with_avx512
                     : processor == Processor::with_avx2 ? run_with_avx2
                                                         : run_anywhere;

    std::vector<Outcome> outcomes(static_cast<std::size_t>(quarters.last - quarters.first + 1));
    for (Outcome& outcome : outcomes) {
        outcome.trials = input.trials;
        outcome.answers.resize(input.trials);
    }
    const std::size_t chunks = (input.trials + chunk - 1) / chunk;
    std::vector<Part> parts(chunks * outcomes.size());
    std::atomic<std::size_t> next{0};
    const auto take_chunks = [&](Draws& draws, const std::function<void(double)>& report) {
        for (std::size_t i = next++; i < chunks; i = next++) {
            run(work, i * chunk, draws,
                {outcomes, std::span(parts).subspan(i * outcomes.size(), outcomes.size())});
            if (report) {
                report(static_cast<double>(i) / static_cast<double>(chunks));
            }
        }
    };
    // Everything that can fail is made before the threads are.
    const std::size_t useful = std::clamp<std::size_t>(chunks / 8, 1, threads);
    std::vector<Draws> draws(useful, Draws(input.uncertain.size()));
    {
        std::vector<std::jthread> others;
        others.reserve(useful);
        try {
            for (std::size_t i = 1; i < useful; ++i) {
                others.emplace_back([&, i] { take_chunks(draws[i], {}); });
            }
        } catch (const std::system_error&) {
            // As many as there are have to do.
        }
        take_chunks(draws[0], progress);
    }
    if (progress) {
        progress(1);
    }
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const ByReplicate no_plan =
            add_up(std::span(parts).subspan(i), outcomes.size(), outcomes[i]);
        outcomes[i].cut_off = cut_off(work);
        gather(outcomes[i], input.sampling, no_plan);
    }
    return outcomes;
}

std::function<void(std::uint32_t, std::uint32_t)> drawing(const SimulationInput& input,
                                                          Processor processor) {
    const auto draw_chunk = processor == Processor::with_avx512 ? draw_with_avx512
                            : processor == Processor::with_avx2 ? draw_with_avx2
                                                                : draw_anywhere;
    return [work = std::make_shared<const Work>(
                prepared(input, {input.quarter, input.quarter}, processor)),
            draw_chunk](std::uint32_t first, std::uint32_t trials) {
        Draws draws(work->tables.size());
        for (std::uint32_t done = 0; done < trials; done += chunk) {
            draw_chunk(*work, first + done, draws);
        }
    };
}

} // namespace headroom
