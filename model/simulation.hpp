#pragma once

#include "assumptions.hpp"
#include "line.hpp"
#include "recent.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace headroom {

/// The rank correlation that two uncertain drivers are to have.
struct Correlation {
    Driver left;
    Driver right;
    double rank;

    friend bool operator==(const Correlation&, const Correlation&) = default;
};

/// All that a simulation depends on, and nothing else.
struct SimulationInput {
    Drivers<double> values;           ///< cuts are NaN when as many as required
    std::vector<Uncertain> uncertain; ///< in the order of the drivers
    std::vector<Correlation> correlations;
    Line line;
    int quarter;
    std::uint32_t trials;
    std::uint64_t seed;

    bool same_as(const SimulationInput& other) const;
    /// The memory it takes.
    std::size_t bytes() const;
};

/// What percentiles are of: the answers alone, or all trials that are a plan, those without an
/// answer last.
enum class Ranking { of_answers, of_all_trials };

/// What the trials gave. Trials without an answer are counted, and in no statistic. So are, apart
/// from them, trials that are no plan at all: drivers that are each within their limits, but
/// contradict each other, such as a payroll above all cost.
struct Outcome {
    std::vector<double> answers; ///< in the order of the trials
    std::uint32_t trials = 0;
    std::uint32_t not_a_plan = 0;
    double cut_off = 0; ///< share of trials in which a driver is kept from leaving its limits
    double mean = 0;
    double deviation = 0; ///< of the sample
    double minimum = 0;
    double maximum = 0;

    /// The memory it takes.
    std::size_t bytes() const { return sizeof *this + answers.capacity() * sizeof(double); }
    std::uint32_t plans() const { return trials - not_a_plan; }
    std::uint32_t no_answer() const { return plans() - static_cast<std::uint32_t>(answers.size()); }
    double standard_error() const;
    /// The answers at these probabilities, each between the two neighbouring ones as Calc's
    /// PERCENTILE has it; NaN where that is a trial without an answer. There is at least one
    /// answer.
    std::vector<double> percentiles(const std::vector<double>& probabilities,
                                    Ranking ranking = Ranking::of_answers) const;
    /// The mean of the lowest answers that make up this share of all.
    double mean_of_lowest(double share) const;
    /// How many answers are at or below the threshold.
    std::size_t at_or_below(double threshold) const;
};

/// Which version of the simulation's code runs: they give the same digits.
enum class Processor { any, with_avx2 };
Processor fastest_processor();

/// Runs a simulation. The outcome is the same for any number of threads.
/// `progress` is told now and then, by the calling thread, what share is done; at last 1.
/// Throws Error when the correlations cannot be together.
Outcome simulate(const SimulationInput& input, unsigned threads, Processor processor,
                 const std::function<void(double)>& progress = {});

/// The part of a simulation that no way of calculating the plans can save: draws the uncertain
/// drivers of so many trials from `first` (even) on, and forgets them. For any number of threads at
/// once; `input` must outlive it.
std::function<void(std::uint32_t first, std::uint32_t trials)> drawing(const SimulationInput& input,
                                                                       Processor processor);

/// The random numbers of one driver alone, 0 < u < 1, for the trials from `first` (even) on.
void fill_uniform(std::uint64_t seed, Driver driver, std::uint32_t first, std::span<double> out);

/// Simulations that several cells ask for, each run once and remembered while there is room.
class Simulations {
public:
    /// `room` is how many bytes the simulations may take that are kept or being made. That is
    /// enough for the largest one there can be when it is left out.
    explicit Simulations(unsigned threads = 0, std::size_t room = 100'000'000)
        : recent_(room), threads_(threads) {}

    std::shared_ptr<const Outcome> outcome(const SimulationInput& input);

    /// Called now and then during a run with the share that is done, by the thread that asked.
    void set_progress(std::function<void(double)> progress) { progress_ = std::move(progress); }
    /// The fastest one when it is not called.
    void set_processor(Processor processor) { processor_ = processor; }
    std::size_t runs() const { return runs_; }

private:
    std::mutex mutex_;
    Recent<SimulationInput, Outcome> recent_;
    std::function<void(double)> progress_;
    Processor processor_ = fastest_processor();
    unsigned threads_;
    std::size_t runs_ = 0;
};

} // namespace headroom
