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
    ++runs_;
    auto outcome =
        std::make_shared<const Outcome>(simulate(input, threads(), processor_, progress_));
    recent_.add(input, outcome);
    return outcome;
}

std::shared_ptr<const Fan> Simulations::fan(const SimulationInput& input) {
    const std::lock_guard lock(mutex_);
    auto known = fans_.find([&](const SimulationInput& other) { return other.same_as(input); });
    if (known != nullptr) {
        return known;
    }
    ++runs_;
    auto fan = std::make_shared<const Fan>(fan_of(input, threads(), processor_, progress_));
    fans_.add(input, fan);
    return fan;
}

unsigned Simulations::threads() const {
    return std::max(1U, threads_ > 0 ? threads_ : std::thread::hardware_concurrency());
}

} // namespace headroom
