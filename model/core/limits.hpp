#pragma once

#include "core/phrase.hpp"
#include "core/quantity.hpp"

#include <limits>
#include <string>
#include <string_view>

namespace headroom {

/// The values an argument may take. Read as a sentence: from(0).below(1), above(0).to("capex").
class Limits {
public:
    constexpr Limits() = default;

    constexpr Limits below(double bound) const { return with_high(bound, true, {}); }
    constexpr Limits to(double bound) const { return with_high(bound, false, {}); }
    /// At most the value of another, earlier argument of the same call.
    constexpr Limits to(std::string_view argument) const {
        return with_high(infinity, false, argument);
    }

    constexpr bool has_to_be_whole() const { return whole_; }

    constexpr Limits whole() const {
        Limits limits = *this;
        limits.whole_ = true;
        return limits;
    }

    /// The value as it counts, without the noise of arithmetic: where it has to be whole, and
    /// where it is beyond a bound by no more than that.
    double settled(double value) const {
        const double same = whole_ ? whole_or_same(value) : value;
        const bool too_high = !high_open_ && same > high_ && is_nearly(same, high_);
        const bool too_low = !low_open_ && same < low_ && is_nearly(same, low_);
        return too_high ? high_ : too_low ? low_ : same;
    }

    /// Whether a settled value is within the bounds that are numbers, and whole where it has to be.
    constexpr bool admit(double value) const {
        return (!whole_ || is_whole(value)) && admit_size(value);
    }

    /// Whether the value is within the bounds that are numbers.
    constexpr bool admit_size(double value) const {
        return (low_open_ ? value > low_ : value >= low_) &&
               (high_open_ ? value < high_ : value <= high_);
    }

    /// Whether the bounds are all numbers, not other arguments.
    constexpr bool plain() const { return low_argument_.empty() && high_argument_.empty(); }

    constexpr double low() const { return low_; }
    constexpr bool low_open() const { return low_open_; }
    constexpr std::string_view low_argument() const { return low_argument_; }
    constexpr double high() const { return high_; }
    constexpr bool high_open() const { return high_open_; }
    constexpr std::string_view high_argument() const { return high_argument_; }

    /// "above 0 and at most 1", "0 or more", "any number".
    Phrase words() const;
    std::string describe(Language language, const Notation& notation = {}) const;

    friend constexpr bool operator==(const Limits&, const Limits&) = default;
    friend constexpr Limits from(double bound);
    friend constexpr Limits from(std::string_view argument);
    friend constexpr Limits above(double bound);
    friend constexpr Limits below(double bound);

private:
    static constexpr double infinity = std::numeric_limits<double>::infinity();

    static constexpr bool is_whole(double value) {
        constexpr double largest = 9007199254740992; // 2^53, beyond which every double is whole
        return value >= largest || value <= -largest ||
               static_cast<double>(static_cast<long long>(value)) == value;
    }

    constexpr Limits with_high(double bound, bool open, std::string_view argument) const {
        Limits limits = *this;
        limits.high_ = bound;
        limits.high_open_ = open;
        limits.high_argument_ = argument;
        return limits;
    }

    double low_ = -infinity;
    double high_ = infinity;
    bool low_open_ = false;
    bool high_open_ = false;
    bool whole_ = false;
    std::string_view low_argument_;
    std::string_view high_argument_;
};

constexpr Limits from(double bound) {
    Limits limits;
    limits.low_ = bound;
    return limits;
}

/// At least the value of another, earlier argument of the same call.
constexpr Limits from(std::string_view argument) {
    Limits limits;
    limits.low_argument_ = argument;
    return limits;
}

constexpr Limits above(double bound) {
    Limits limits = from(bound);
    limits.low_open_ = true;
    return limits;
}

constexpr Limits below(double bound) {
    return Limits().below(bound);
}

} // namespace headroom
