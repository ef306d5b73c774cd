#include "workbook/words.hpp"

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

} // namespace headroom
