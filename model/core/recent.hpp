#pragma once

#include <cstddef>
#include <limits>
#include <list>
#include <memory>

namespace headroom {

/// What was made lately, beside what it was made from: the last used first, the longest unused
/// forgotten when all of it would take more than the room. What is larger than the room is not
/// kept. bytes() of a Key and of a Made say what it takes, itself and all that it holds.
template <class Key, class Made> class Recent {
public:
    explicit Recent(std::size_t room, std::size_t most = std::numeric_limits<std::size_t>::max())
        : room_(room), most_(most) {}

    /// What was made from the key that `matches`; null when it is not there.
    template <class Matches> std::shared_ptr<const Made> find(Matches matches) {
        for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
            if (matches(entry->key)) {
                entries_.splice(entries_.begin(), entries_, entry);
                return entry->made;
            }
        }
        return nullptr;
    }

    /// Forgets until so many bytes more fit.
    void make_room(std::size_t bytes) {
        while (!entries_.empty() && (bytes_ + bytes > room_ || entries_.size() >= most_)) {
            bytes_ -= entries_.back().bytes;
            entries_.pop_back();
        }
    }

    void add(Key key, std::shared_ptr<const Made> made) {
        // The list and the shared pointer keep two words each beside an entry and what was made.
        const std::size_t bytes =
            sizeof(Entry) - sizeof(Key) + key.bytes() + made->bytes() + 4 * sizeof(void*);
        if (bytes > room_) {
            return;
        }
        make_room(bytes);
        entries_.push_front({std::move(key), std::move(made), bytes});
        bytes_ += bytes;
    }

    /// What all of it takes.
    std::size_t bytes() const { return bytes_; }

private:
    struct Entry {
        Key key;
        std::shared_ptr<const Made> made;
        std::size_t bytes;
    };

    std::list<Entry> entries_;
    std::size_t room_;
    std::size_t most_;
    std::size_t bytes_ = 0;
};

} // namespace headroom
