#pragma once

#include "risk/simulation.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace headroom {

/// How a line spreads in each quarter of a plan, from one simulation of all of them.
struct Fan {
    static constexpr std::array percentiles{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

    struct Row {
        std::array<double, percentiles.size()> values; ///< NaN: that trial has no answer
        double mean;                                   ///< NaN: no trial has an answer
    };

    std::vector<Row> rows; ///< from quarter 1 on

    /// The memory it takes.
    std::size_t bytes() const { return sizeof *this + rows.capacity() * sizeof(Row); }
};

/// The fan of a simulation, whatever quarter that is of. Throws Error as simulate does.
Fan fan_of(const SimulationInput& input, unsigned threads, Processor processor,
           const std::function<void(double)>& progress = {});

} // namespace headroom
