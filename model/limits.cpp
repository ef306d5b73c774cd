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
    const std::string bound =
        limits.low_argument().empty() ? plain(limits.low()) : std::string(limits.low_argument());
    return (boost::format(std::string(words.in(language))) % bound).str();
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
    static constexpr Text whole_alone{"a whole number"};
    static constexpr Text whole_bound{"a whole number, "};
    const bool low = std::isfinite(low_) || !low_argument_.empty();
    const bool high = std::isfinite(high_) || !high_argument_.empty();
    if (!low && !high) {
        return std::string((whole_ ? whole_alone : any).in(language));
    }
    std::string words(whole_ ? whole_bound.in(language) : std::string_view());
    if (low) {
        words += low_words(*this, language);
    }
    if (low && high) {
        words += conjunction.in(language);
    }
    if (high) {
        words += high_words(*this, language);
    }
    return words;
}

} // namespace headroom
