#include "core/memory.hpp"

#include "plan/plan.hpp"

namespace headroom {

std::size_t Memory::Origin::bytes() const {
    return sizeof hash + table.bytes();
}

std::shared_ptr<const Plan> Memory::plan(const Table& cells,
                                         const std::function<std::shared_ptr<const Plan>()>& make) {
    const std::size_t hash = cells.hash();
    {
        const std::lock_guard lock(mutex_);
        auto known = plans_.find(
            [&](const Origin& other) { return other.hash == hash && other.table == cells; });
        if (known != nullptr) {
            return known;
        }
    }
    std::shared_ptr<const Plan> plan = make();
    const std::lock_guard lock(mutex_);
    plans_.add({hash, cells}, plan);
    return plan;
}

} // namespace headroom
