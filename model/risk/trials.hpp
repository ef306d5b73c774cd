#pragma once

#include "plan/equations.hpp"
#include "risk/distribution.hpp"
#include "risk/drawing_steps.hpp"
#include "risk/simulation.hpp"
#include "risk/sobol.hpp"
#include "risk/statistics.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace headroom {

/// Trials that are worked on together. Sums are made per chunk and then over the chunks, so that
/// they do not depend on who did which.
inline constexpr std::size_t trials_of_chunk = DrawingSteps::trials;
using ChunkNumbers = DrawingSteps::Numbers;

inline constexpr double not_there = std::numeric_limits<double>::quiet_NaN();

/// Everything the trials share.
struct TrialWork {
    const SimulationInput& input;
    std::vector<std::shared_ptr<const SpreadTable>> tables;
    std::vector<double> mix;
    const NormalTable& normal;
    const DrawingSteps& steps;
    std::vector<SobolPoints> points;    ///< of each uncertain driver; none: the numbers are random
    std::vector<Timing<double>> timing; ///< of each quarter; none: it is uncertain
    bool minds_cuts;                    ///< the line depends on how many are required
    Quarters quarters;                  ///< that are asked for
};

/// A count of trials for each replicate, to which they belong by turns.
using ByReplicate = std::array<std::size_t, SobolPoints::replicates>;

/// What a chunk adds to the statistics.
struct ChunkPart {
    ByReplicate no_plan{};
    std::size_t count = 0;
    double sum = 0;
    double squares = 0; ///< of the distances from the chunk's own mean
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();
};

/// The first of a replicate's trials, where those of each stand together; of the one behind the
/// last replicate, their number.
inline std::size_t replicate_start(std::size_t replicate, std::size_t trials) {
    constexpr std::size_t replicates = SobolPoints::replicates;
    return replicate * (trials / replicates) + std::min(replicate, trials % replicates);
}

/// The uncertain drivers of a chunk of trials, a row for each.
using Draws = std::vector<ChunkNumbers>;

/// What a thread works on.
struct Desk {
    Draws draws;
    std::vector<ChunkNumbers> answers; ///< of a chunk of trials, a row for each quarter
};

/// Where a chunk leaves what it finds: the answers and the part of each quarter.
struct ChunkResults {
    std::span<Outcome> outcomes;
    std::span<ChunkPart> parts;
};

/// The parts that are compiled for each processor by itself.
struct TrialCode {
    void (*draw)(const TrialWork& work, std::uint32_t first, Draws& draws);
    void (*run)(const TrialWork& work, std::size_t first, Desk& desk, const ChunkResults& results);
};

TrialCode trial_code_for(Processor processor);

} // namespace headroom
