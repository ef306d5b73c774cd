#include "risk/simulation.hpp"

#include "core/sum.hpp"
#include "risk/trials.hpp"

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

const NormalTable& normal_table() {
    static const NormalTable table;
    return table;
}

/// The share of trials in which a driver would have left its limits, had it not been truncated.
double cut_off(const TrialWork& work) {
    double kept = 1;
    for (const auto& table : work.tables) {
        kept *= 1 - table->cut_off();
    }
    return 1 - kept;
}

/// Whether the line depends on how many cuts are required.
bool takes_required_cuts(const SimulationInput& input) {
    return input.line == Line::required_cuts ||
           (std::isnan(input.values[Driver::cuts]) && record_of(input.line).after_cuts);
}

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

TrialWork prepared(const SimulationInput& input, Quarters quarters, Processor processor) {
    TrialWork work{.input = input,
                   .tables = {},
                   .mix = mixing(input.uncertain, input.correlations),
                   .normal = normal_table(),
                   .steps = drawing_steps(processor),
                   .points = {},
                   .timing = certain_timing(input),
                   .minds_cuts = takes_required_cuts(input),
                   .quarters = quarters};
    for (const Uncertain& one : input.uncertain) {
        work.tables.push_back(spread_table(one));
        if (input.sampling == Sampling::sobol) {
            work.points.emplace_back(input.seed, one.driver);
        }
    }
    return work;
}

struct Counts {
    std::size_t answers = 0;
    ByReplicate no_plan{};
};

/// Adds up what the chunks found in one quarter, which stands at every `step`th of the parts.
Counts add_up(std::span<const ChunkPart> parts, std::size_t step, Outcome& outcome) {
    Sum sum;
    Counts counts;
    auto& [count, no_plan] = counts;
    outcome.minimum = std::numeric_limits<double>::infinity();
    outcome.maximum = -outcome.minimum;
    for (std::size_t at = 0; at < parts.size(); at += step) {
        const ChunkPart& part = parts[at];
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
        const ChunkPart& part = parts[at];
        if (part.count > 0) {
            const double size = static_cast<double>(part.count);
            const double distance = part.sum / size - outcome.mean;
            squares += part.squares;
            squares += size * distance * distance;
        }
    }
    outcome.deviation = count < 2 ? 0 : std::sqrt(squares.value() / static_cast<double>(count - 1));
    return counts;
}

/// Keeps the answers alone.
void gather(Outcome& outcome, Sampling sampling, const Counts& counts) {
    if (sampling == Sampling::random) {
        if (counts.answers < outcome.answers.size()) {
            std::erase_if(outcome.answers, [](double answer) { return std::isnan(answer); });
        }
        return;
    }
    Answers& answers = outcome.answers;
    const auto at = [&](std::size_t trial) {
        return answers.begin() + static_cast<std::ptrdiff_t>(trial);
    };
    auto end = answers.begin();
    for (std::size_t i = 0; i < counts.no_plan.size(); ++i) {
        const std::size_t first = replicate_start(i, outcome.trials);
        const std::size_t last = replicate_start(i + 1, outcome.trials);
        end = std::remove_copy_if(at(first), at(last), end,
                                  [](double answer) { return std::isnan(answer); });
        outcome.replicates.push_back(
            {static_cast<std::size_t>(end - answers.begin()), last - first - counts.no_plan[i]});
    }
    answers.erase(end, answers.end());
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
    ChunkNumbers numbers;
    for (std::size_t done = 0; done < out.size(); done += trials_of_chunk) {
        drawing_steps(fastest_processor())
            .uniform(seed, driver, first + static_cast<std::uint32_t>(done), numbers);
        std::copy_n(numbers.begin(), std::min(trials_of_chunk, out.size() - done),
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
    const TrialWork work = prepared(input, quarters, processor);
    const auto run = trial_code_for(processor).run;

    std::vector<Outcome> outcomes(static_cast<std::size_t>(quarters.last - quarters.first + 1));
    for (Outcome& outcome : outcomes) {
        outcome.trials = input.trials;
        outcome.answers.resize(input.trials);
    }
    const std::size_t chunks = (input.trials + trials_of_chunk - 1) / trials_of_chunk;
    std::vector<ChunkPart> parts(chunks * outcomes.size());
    std::atomic<std::size_t> next{0};
    const auto take_chunks = [&](Desk& desk, const std::function<void(double)>& report) {
        for (std::size_t i = next++; i < chunks; i = next++) {
            run(work, i * trials_of_chunk, desk,
                {outcomes, std::span(parts).subspan(i * outcomes.size(), outcomes.size())});
            if (report) {
                report(static_cast<double>(i) / static_cast<double>(chunks));
            }
        }
    };
    // Everything that can fail is made before the threads are.
    const std::size_t useful = std::clamp<std::size_t>(chunks / 8, 1, threads);
    std::vector<Desk> desks(useful, {.draws = Draws(input.uncertain.size()),
                                     .answers = std::vector<ChunkNumbers>(outcomes.size())});
    {
        std::vector<std::jthread> others;
        others.reserve(useful);
        try {
            for (std::size_t i = 1; i < useful; ++i) {
                others.emplace_back([&, i] { take_chunks(desks[i], {}); });
            }
        } catch (const std::system_error&) {
            // As many as there are have to do.
        }
        take_chunks(desks[0], progress);
    }
    if (progress) {
        progress(1);
    }
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Counts counts = add_up(std::span(parts).subspan(i), outcomes.size(), outcomes[i]);
        outcomes[i].cut_off = cut_off(work);
        gather(outcomes[i], input.sampling, counts);
    }
    return outcomes;
}

std::function<void(std::uint32_t, std::uint32_t)> drawing(const SimulationInput& input,
                                                          Processor processor) {
    const auto draw_chunk = trial_code_for(processor).draw;
    return [work = std::make_shared<const TrialWork>(
                prepared(input, {input.quarter, input.quarter}, processor)),
            draw_chunk](std::uint32_t first, std::uint32_t trials) {
        Draws draws(work->tables.size());
        for (std::uint32_t done = 0; done < trials; done += trials_of_chunk) {
            draw_chunk(*work, first + done, draws);
        }
    };
}

} // namespace headroom
