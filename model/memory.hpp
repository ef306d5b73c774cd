#pragma once

#include "simulation.hpp"
#include "value.hpp"

#include <list>
#include <memory>
#include <mutex>

namespace headroom {

class Plan;

/// What several cells ask for and one calculates: plans and simulations, found again by all that
/// goes into them, never by where it stands. Bounded; safe to use from several threads.
class Memory {
public:
    /// The plan made from these cells; `make` is called when it is not there.
    template <class Make> std::shared_ptr<const Plan> plan(const Table& cells, Make make) {
        const std::size_t hash = cells.hash();
        {
            const std::lock_guard lock(mutex_);
            for (auto entry = plans_.begin(); entry != plans_.end(); ++entry) {
                if (entry->hash == hash && entry->cells == cells) {
                    plans_.splice(plans_.begin(), plans_, entry);
                    return entry->plan;
                }
            }
        }
        std::shared_ptr<const Plan> plan = make();
        const std::lock_guard lock(mutex_);
        plans_.push_front({hash, cells, plan});
        if (plans_.size() > most_plans) {
            plans_.pop_back();
        }
        return plan;
    }

    Simulations& simulations() { return simulations_; }

private:
    static constexpr std::size_t most_plans = 8;

    struct Entry {
        std::size_t hash;
        Table cells;
        std::shared_ptr<const Plan> plan;
    };

    std::mutex mutex_;
    std::list<Entry> plans_; ///< the last used first
    Simulations simulations_;
};

} // namespace headroom
