#include "risk/trials.hpp"

#include "plan/equations.hpp"
#include "plan/line.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace headroom {

namespace {

[[gnu::always_inline]] inline void draw(const TrialWork& work, std::uint32_t first, Draws& draws) {
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
        for (std::size_t trial = 0; trial < trials_of_chunk; ++trial) {
            double mixed = 0;
            for (std::size_t k = 0; k <= i; ++k) {
                mixed += work.mix[i * count + k] * draws[k][trial];
            }
            draws[i][trial] = mixed < -8.4 ? -8.4 : mixed > 8.4 ? 8.4 : mixed;
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        work.tables[i]->values(draws[i], work.steps);
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

/// Several plans, quarter by quarter.
template <class Real, class Time> class Plans {
public:
    [[gnu::always_inline]] Plans(const TrialWork& work, const Drivers<Real>& drivers,
                                 const PlanConstants<Real>& constants, PlanHistory<Real>& history)
        : work_(work), drivers_(drivers), equations_(drivers, constants, history) {}

    /// The line in each quarter that is asked for.
    template <bool mind_cuts> [[gnu::always_inline]] void line(std::span<Real> results) {
        const Line line = work_.input.line;
        const int all = static_cast<int>(work_.input.values[Driver::quarters]);
        const bool of_plan = line == Line::required_cuts;
        const bool adds_up = line == Line::cumulative_free_cash_flow;
        const int first = of_plan ? all + 1 : adds_up ? 1 : work_.quarters.first;
        const int last = work_.quarters.last;
        std::array<Quarter<Real>, most_quarters> kept;
        for (int number = 1; number <= (mind_cuts ? all : last); ++number) {
            if (number < first || number > last) {
                pass<mind_cuts>(number);
            } else {
                equations_.template advance<mind_cuts ? Depth::cuts : Depth::costs>(
                    kept[static_cast<std::size_t>(number - 1)], timing(number));
            }
        }
        const Real cuts = mind_cuts ? equations_.required_cuts() : drivers_[Driver::cuts];
        if (of_plan) {
            std::fill(results.begin(), results.end(), cuts);
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

    /// A quarter that nobody looks at again: nothing of it is kept.
    template <bool mind_cuts> [[gnu::always_inline]] void pass(int number) {
        Quarter<Real> passed;
        if (mind_cuts && can_be_held(number)) {
            equations_.template advance<Depth::cuts>(passed, timing(number));
        } else {
            equations_.template advance<Depth::sales>(passed, timing(number));
        }
    }

    const TrialWork& work_;
    const Drivers<Real>& drivers_;
    PlanEquations<Real, Time> equations_;
};

/// What a chunk adds to the statistics of one quarter; its trials without an answer become so.
[[gnu::always_inline]] inline ChunkPart part_of(std::span<double> answers) {
    ChunkPart part;
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

/// Puts a chunk's answers where they belong among all: in the order of the trials, or replicate by
/// replicate.
[[gnu::always_inline]] inline void hand_in(const TrialWork& work, std::span<const double> answers,
                                           std::size_t first, std::span<double> all) {
    if (work.points.empty()) {
        std::copy(answers.begin(), answers.end(), all.begin() + static_cast<std::ptrdiff_t>(first));
        return;
    }
    constexpr std::size_t replicates = SobolPoints::replicates;
    for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
        double* place = &all[replicate_start(replicate, all.size())] + first / replicates;
        for (std::size_t trial = replicate; trial < answers.size(); trial += replicates) {
            *place++ = answers[trial];
        }
    }
}

/// A chunk of trials, so many side by side as a Real holds.
template <class Real, class Time, bool mind_cuts>
[[gnu::always_inline]] inline void run_trials(const TrialWork& work, std::size_t first, Desk& desk,
                                              const ChunkResults& results) {
    const Draws& draws = desk.draws;
    const std::size_t size = std::min<std::size_t>(trials_of_chunk, work.input.trials - first);
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
            choose(plan, lines[quarter], Real(not_there)).store(&desk.answers[quarter][trial]);
        }
    }
    for (std::size_t quarter = 0; quarter < quarters; ++quarter) {
        const auto answers = std::span(desk.answers[quarter]).first(size);
        results.parts[quarter] = part_of(answers);
        results.parts[quarter].no_plan = no_plans;
        hand_in(work, answers, first, results.outcomes[quarter].answers);
    }
}

template <class Real>
[[gnu::always_inline]] inline void run_chunk(const TrialWork& work, std::size_t first, Desk& desk,
                                             const ChunkResults& results) {
    draw(work, static_cast<std::uint32_t>(first), desk.draws);
    if (work.timing.empty()) {
        // What is picked lane by lane is slower with more of them.
        work.minds_cuts ? run_trials<Lanes, Lanes, true>(work, first, desk, results)
                        : run_trials<Lanes, Lanes, false>(work, first, desk, results);
    } else {
        work.minds_cuts ? run_trials<Real, double, true>(work, first, desk, results)
                        : run_trials<Real, double, false>(work, first, desk, results);
    }
}

void draw_anywhere(const TrialWork& work, std::uint32_t first, Draws& draws) {
    draw(work, first, draws);
}

void run_anywhere(const TrialWork& work, std::size_t first, Desk& desk,
                  const ChunkResults& results) {
    run_chunk<Lanes>(work, first, desk, results);
}

#ifdef __x86_64__
// Without FMA, which rounds once where the others round twice.
[[gnu::target("avx2")]] void draw_with_avx2(const TrialWork& work, std::uint32_t first,
                                            Draws& draws) {
    draw(work, first, draws);
}

[[gnu::target("avx2")]] void run_with_avx2(const TrialWork& work, std::size_t first, Desk& desk,
                                           const ChunkResults& results) {
    run_chunk<Lanes>(work, first, desk, results);
}

[[gnu::target("avx512f,avx512dq,avx512vl")]] void
draw_with_avx512(const TrialWork& work, std::uint32_t first, Draws& draws) {
    draw(work, first, draws);
}

[[gnu::target("avx512f,avx512dq,avx512vl")]] void
run_with_avx512(const TrialWork& work, std::size_t first, Desk& desk, const ChunkResults& results) {
    run_chunk<LanesOf<8>>(work, first, desk, results);
}
#endif

} // namespace

TrialCode trial_code_for([[maybe_unused]] Processor processor) {
#ifdef __x86_64__
    switch (processor) {
    case Processor::with_avx2:
        return {draw_with_avx2, run_with_avx2};
    case Processor::with_avx512:
        return {draw_with_avx512, run_with_avx512};
    case Processor::any:
        break;
    }
#endif
    return {draw_anywhere, run_anywhere};
}

} // namespace headroom
