#include "core/limits.hpp"

#include <cmath>

namespace headroom {

namespace {

Phrase bound(double number, std::string_view argument) {
    return argument.empty() ? Phrase(exact(number)) : Phrase(argument);
}

Phrase low_words(const Limits& limits) {
    static constexpr Text above{"above %1%"};
    static constexpr Text from{"at least %1%"};
    return {limits.low_open() ? above : from, {bound(limits.low(), limits.low_argument())}};
}

Phrase high_words(const Limits& limits) {
    static constexpr Text below{"below %1%"};
    static constexpr Text to{"at most %1%"};
    return {limits.high_open() ? below : to, {bound(limits.high(), limits.high_argument())}};
}

} // namespace

Phrase Limits::words() const {
    static constexpr Text any{"any number"};
    static constexpr Text both{"%1% and %2%"};
    static constexpr Text whole_alone{"a whole number"};
    static constexpr Text whole_bound{"a whole number, %1%"};
    const bool low = std::isfinite(low_) || !low_argument_.empty();
    const bool high = std::isfinite(high_) || !high_argument_.empty();
    if (!low && !high) {
        return whole_ ? whole_alone : any;
    }
    Phrase bounds = !high  ? low_words(*this)
                    : !low ? high_words(*this)
                           : Phrase(both, {low_words(*this), high_words(*this)});
    return whole_ ? Phrase(whole_bound, {std::move(bounds)}) : bounds;
}

std::string Limits::describe(Language language, const Notation& notation) const {
    return words().in(language, notation);
}

} // namespace headroom
