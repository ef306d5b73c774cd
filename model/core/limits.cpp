#include "core/limits.hpp"

#include <cmath>

namespace headroom {

namespace {

/// What may be on one side.
enum Side : std::size_t { unbounded, closed, open };

/// Whole numbers apart, by the sides below and above: each in one piece, as other languages have
/// other words for a bound beside another.
constexpr Text descriptions[2][3][3] = {
    {{tr("any number"), tr("at most %1%"), tr("below %1%")},
     {tr("at least %1%"), tr("at least %1% and at most %2%"), tr("at least %1% and below %2%")},
     {tr("above %1%"), tr("above %1% and at most %2%"), tr("above %1% and below %2%")}},
    {{tr("a whole number"), tr("a whole number, at most %1%"), tr("a whole number, below %1%")},
     {tr("a whole number, at least %1%"), tr("a whole number, at least %1% and at most %2%"),
      tr("a whole number, at least %1% and below %2%")},
     {tr("a whole number, above %1%"), tr("a whole number, above %1% and at most %2%"),
      tr("a whole number, above %1% and below %2%")}},
};

Side side(double number, bool is_open, std::string_view argument) {
    if (!std::isfinite(number) && argument.empty()) {
        return unbounded;
    }
    return is_open ? open : closed;
}

Phrase bound(double number, std::string_view argument) {
    return argument.empty() ? Phrase(exact(number)) : Phrase(argument);
}

} // namespace

Phrase Limits::words() const {
    const Side below = side(low_, low_open_, low_argument_);
    const Side above = side(high_, high_open_, high_argument_);
    std::vector<Phrase> bounds;
    if (below != unbounded) {
        bounds.push_back(bound(low_, low_argument_));
    }
    if (above != unbounded) {
        bounds.push_back(bound(high_, high_argument_));
    }
    return {descriptions[whole_ ? 1 : 0][below][above], std::move(bounds)};
}

std::string Limits::describe(Language language, const Notation& notation) const {
    return words().in(language, notation);
}

} // namespace headroom
