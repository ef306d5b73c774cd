#pragma once

#include <boost/core/noinit_adaptor.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace headroom {

/// What percentiles are of: the answers alone, or all trials that are a plan, those without an
/// answer last.
enum class Ranking { of_answers, of_all_trials };

/// Numbers that are written once: made, they hold anything, and cost nothing.
using Answers = std::vector<double, boost::noinit_adaptor<std::allocator<double>>>;

/// What the trials gave. Trials without an answer are counted, and in no statistic. So are, apart
/// from them, trials that are no plan at all: drivers that are each within their limits, but
/// contradict each other, such as a payroll above all cost.
struct Outcome {
    /// Trials that are spread evenly together, and independently of those in other replicates.
    struct Replicate {
        std::size_t end; ///< behind its last answer
        std::size_t plans;
    };

    Answers answers;                        ///< in the order of the trials, replicate by replicate
    std::vector<Replicate> replicates = {}; ///< none: each trial is independent of all others
    std::uint32_t trials = 0;
    std::uint32_t not_a_plan = 0;
    double cut_off = 0; ///< share of trials in which a driver is kept from leaving its limits
    double mean = 0;
    double deviation = 0; ///< of the sample
    double minimum = 0;
    double maximum = 0;

    /// The memory it takes.
    std::size_t bytes() const {
        return sizeof *this + answers.capacity() * sizeof(double) +
               replicates.capacity() * sizeof(Replicate);
    }
    std::uint32_t plans() const { return trials - not_a_plan; }
    std::uint32_t no_answer() const { return plans() - static_cast<std::uint32_t>(answers.size()); }
    /// Of the mean, of a percentile (NaN where there is none in a replicate), and of the share of
    /// plans at or below a threshold. Of replicates it is by their spread, and a little wider than
    /// that: so few tell it roughly, and 95 of 100 means have to be within two of it, as they are
    /// of any standard error.
    double standard_error() const;
    double percentile_error(double probability, Ranking ranking = Ranking::of_answers) const;
    double share_error(double threshold) const;
    /// The answers at these probabilities, each between the two neighbouring ones as Calc's
    /// PERCENTILE has it; NaN where that is a trial without an answer. There is at least one
    /// answer.
    std::vector<double> percentiles(const std::vector<double>& probabilities,
                                    Ranking ranking = Ranking::of_answers) const;
    /// The mean of the lowest answers that make up this share of all.
    double mean_of_lowest(double share) const;
    /// How many answers are at or below the threshold.
    std::size_t at_or_below(double threshold) const;

private:
    /// What a replicate says, and how much it counts.
    struct Estimate {
        double weight;
        double value;
    };

    double error_by_replicates(const std::function<Estimate(const Outcome&)>& estimate) const;
};

} // namespace headroom
