#pragma once

#include "plan/assumptions.hpp"
#include "plan/line.hpp"
#include "risk/correlation.hpp"
#include "risk/drawing_steps.hpp"
#include "risk/statistics.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace headroom {

/// Where the numbers that trials are drawn with come from.
enum class Sampling { random, sobol };
inline constexpr std::array<std::string_view, 2> sampling_names{"random", "sobol"};

/// All that a simulation depends on, and nothing else.
struct SimulationInput {
    Drivers<double> values;           ///< cuts are NaN when as many as required
    std::vector<Uncertain> uncertain; ///< in the order of the drivers
    std::vector<Correlation> correlations;
    Line line;
    int quarter;
    std::uint32_t trials;
    std::uint64_t seed;
    Sampling sampling = Sampling::random;

    bool same_as(const SimulationInput& other) const;
    /// The memory it takes.
    std::size_t bytes() const;
};

/// Cuts without an answer are more than any number of them; other lines are not there at all.
Ranking ranking_of(Line line);

/// Runs a simulation. The outcome is the same for any number of threads.
/// `progress` is told now and then, by the calling thread, what share is done; at last 1.
/// Throws Error when the correlations cannot be together.
Outcome simulate(const SimulationInput& input, unsigned threads, Processor processor,
                 const std::function<void(double)>& progress = {});

/// Quarters of a plan, both ends included.
struct Quarters {
    int first;
    int last;
};

/// The same in each of these quarters, from one run: every outcome is that of the quarter alone.
std::vector<Outcome> simulate(const SimulationInput& input, Quarters quarters, unsigned threads,
                              Processor processor,
                              const std::function<void(double)>& progress = {});

/// The part of a simulation that no way of calculating the plans can save: draws the uncertain
/// drivers of so many trials from `first` (even) on, and forgets them. For any number of threads at
/// once; `input` must outlive it.
std::function<void(std::uint32_t first, std::uint32_t trials)> drawing(const SimulationInput& input,
                                                                       Processor processor);

/// The random numbers of one driver alone, 0 < u < 1, for the trials from `first` (even) on.
void fill_uniform(std::uint64_t seed, Driver driver, std::uint32_t first, std::span<double> out);

} // namespace headroom
