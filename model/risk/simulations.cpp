#include "risk/simulations.hpp"

#include <algorithm>
#include <thread>

namespace headroom {

std::shared_ptr<const Outcome> Simulations::outcome(const SimulationInput& input) {
    const std::lock_guard lock(mutex_);
    auto known = recent_.find([&](const SimulationInput& other) { return other.same_as(input); });
    if (known != nullptr) {
        return known;
    }
    recent_.make_room(input.bytes() + sizeof(Outcome) + input.trials * sizeof(double));
    const unsigned threads = threads_ > 0 ? threads_ : std::thread::hardware_concurrency();
    ++runs_;
    auto outcome = std::make_shared<const Outcome>(
        simulate(input, std::max(1U, threads), processor_, progress_));
    recent_.add(input, outcome);
    return outcome;
}

} // namespace headroom
