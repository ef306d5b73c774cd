#include "limits.hpp"

#include "value.hpp"

#include <boost/format.hpp>

#include <cmath>

namespace headroom {

namespace {

std::string low_words(const Limits& limits, Language language) {
    static constexpr Text above{"above %1%"};
    static constexpr Text from{"at least %1%"};
    const Text& words = limits.low_open() ? above : from;
    return (boost::format(std::string(words.in(language))) % plain(limits.low())).str();
}

std::string high_words(const Limits& limits, Language language) {
    static constexpr Text below{"below %1%"};
    static constexpr Text to{"at most %1%"};
    const std::string bound =
        limits.high_argument().empty() ? plain(limits.high()) : std::string(limits.high_argument());
    const Text& words = limits.high_open() ? below : to;
    return (boost::format(std::string(words.in(language))) % bound).str();
}

} // namespace

std::string Limits::describe(Language language) const {
    static constexpr Text any{"any number"};
    static constexpr Text conjunction{" and "};
    const bool low = std::isfinite(low_);
    const bool high = std::isfinite(high_) || !high_argument_.empty();
    if (low && high) {
        return low_words(*this, language) + std::string(conjunction.in(language)) +
               high_words(*this, language);
    }
    if (low) {
        return low_words(*this, language);
    }
    return high ? high_words(*this, language) : std::string(any.in(language));
}

} // namespace headroom
