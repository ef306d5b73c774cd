#include "workbook/words.hpp"

#include <algorithm>

namespace headroom {

namespace {

Language spoken = Language::english;

} // namespace

void speak(Language language) {
    spoken = language;
}

Language spoken_language() {
    return spoken;
}

std::string words(const Phrase& phrase) {
    return phrase.in(spoken, {});
}

bool says(std::string_view said, Text text) {
    return std::ranges::any_of(languages(),
                               [&](Language language) { return said == text.in(language); });
}

} // namespace headroom
