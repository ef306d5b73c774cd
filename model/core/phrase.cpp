#include "core/phrase.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <boost/format.hpp>

#include <charconv>
#include <cmath>
#include <locale>
#include <utility>

namespace headroom {

std::string plain(double value) {
    if (!std::isfinite(value)) {
        return "not a finite number";
    }
    const double magnitude = std::abs(value);
    const bool readable = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e15);
    char text[400];
    const auto end =
        std::to_chars(text, text + sizeof text, value + 0.0,
                      readable ? std::chars_format::fixed : std::chars_format::scientific);
    return {text, end.ptr};
}

bool Figure::finite() const {
    return std::isfinite(value_);
}

std::string Figure::in(const Notation& notation) const {
    double shown = value_;
    if (digits_ > 0) {
        char text[32];
        const auto end = std::to_chars(text, text + sizeof text, value_,
                                       std::chars_format::scientific, digits_ - 1);
        std::from_chars(text, end.ptr, shown);
    }
    return boost::replace_first_copy(plain(shown), ".", notation.decimal);
}

Figure exact(double value) {
    return {value, 0};
}

Figure rounded(double value) {
    return {value, 15};
}

Figure brief(double value) {
    return {value, 6};
}

Phrase::Phrase(Text sentence, std::vector<Phrase> values)
    : kind_(Kind::sentence), text_(sentence), values_(std::move(values)) {}

std::string Phrase::in(Language language, const Notation& notation) const {
    switch (kind_) {
    case Kind::name:
        return name_;
    case Kind::number:
        return number_.finite() ? number_.in(notation)
                                : std::string(tr("not a finite number").in(language));
    case Kind::text:
        return std::string(text_.in(language));
    case Kind::sentence:
        break;
    }
    boost::format filled(std::string(text_.in(language)), std::locale::classic());
    for (const Phrase& value : values_) {
        filled % value.in(language, notation);
    }
    return filled.str();
}

} // namespace headroom
