#pragma once

#include "core/recent.hpp"
#include "risk/fan.hpp"
#include "risk/simulation.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace headroom {

/// Simulations that several cells ask for, each run once and remembered while there is room.
class Simulations {
public:
    /// `room` is how many bytes the simulations may take that are kept or being made. That is
    /// enough for the largest one there can be when it is left out.
    explicit Simulations(unsigned threads = 0, std::size_t room = 100'000'000)
        : recent_(room), fans_(most_fans), threads_(threads) {}

    std::shared_ptr<const Outcome> outcome(const SimulationInput& input);
    std::shared_ptr<const Fan> fan(const SimulationInput& input);

    /// Called now and then during a run with the share that is done, by the thread that asked.
    void set_progress(std::function<void(double)> progress) { progress_ = std::move(progress); }
    /// The fastest one when it is not called.
    void set_processor(Processor processor) { processor_ = processor; }
    std::size_t runs() const { return runs_; }

private:
    static constexpr std::size_t most_fans = 1'000'000; ///< bytes

    unsigned threads() const;

    std::mutex mutex_;
    Recent<SimulationInput, Outcome> recent_;
    Recent<SimulationInput, Fan> fans_;
    std::function<void(double)> progress_;
    Processor processor_ = fastest_processor();
    unsigned threads_;
    std::size_t runs_ = 0;
};

} // namespace headroom
