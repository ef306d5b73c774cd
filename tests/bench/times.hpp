#pragma once

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace headroom::bench {

/// How long the same work took, time after time.
class Times {
public:
    Times() = default;
    explicit Times(std::vector<double> times) : times_(std::move(times)) {}

    void add(double time) { times_.push_back(time); }

    double minimum() const { return *std::min_element(times_.begin(), times_.end()); }
    /// The upper one of the middle two of an even count.
    double median() const {
        std::vector<double> ordered = times_;
        const auto middle = ordered.begin() + static_cast<std::ptrdiff_t>(ordered.size() / 2);
        std::nth_element(ordered.begin(), middle, ordered.end());
        return *middle;
    }

    /// How many times as long as the other work it took, round for round: what slows down a whole
    /// round, such as another program, is not in it.
    Times per(const Times& other) const {
        std::vector<double> ratios(times_.size());
        std::transform(times_.begin(), times_.end(), other.times_.begin(), ratios.begin(),
                       std::divides());
        return Times(std::move(ratios));
    }

private:
    std::vector<double> times_;
};

} // namespace headroom::bench
