#pragma once

#include "core/recent.hpp"
#include "core/value.hpp"
#include "risk/simulations.hpp"

#include <functional>
#include <memory>
#include <mutex>

namespace headroom {

class Plan;

/// What several cells ask for and one calculates: plans and simulations, found again by all that
/// goes into them, never by where it stands. Bounded; safe to use from several threads.
class Memory {
public:
    /// `room` is what plans, with the cells they were made from, may take in bytes.
    explicit Memory(std::size_t room = 16'000'000) : plans_(room, most_plans) {}

    /// The plan made from these cells; `make` is called when it is not there.
    std::shared_ptr<const Plan> plan(const Table& cells,
                                     const std::function<std::shared_ptr<const Plan>()>& make);

    Simulations& simulations() { return simulations_; }

private:
    static constexpr std::size_t most_plans = 8;

    /// What a plan was made from.
    struct Origin {
        std::size_t hash;
        Table table;

        std::size_t bytes() const;
    };

    std::mutex mutex_;
    Recent<Origin, Plan> plans_;
    Simulations simulations_;
};

} // namespace headroom
