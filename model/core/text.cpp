#include "core/text.hpp"

#include <algorithm>

namespace headroom {

std::string_view Language::code() const {
    return translation_ == nullptr ? "en" : translation_->code;
}

std::string_view Language::words_for(std::string_view english) const {
    if (translation_ == nullptr) {
        return english;
    }
    const std::span<const Translated> texts = translation_->texts;
    const auto found = std::ranges::lower_bound(texts, english, {}, &Translated::english);
    return found != texts.end() && found->english == english ? found->words : english;
}

std::vector<Language> languages() {
    std::vector<Language> all{Language::english};
    for (const Translation& translation : translations()) {
        all.emplace_back(translation);
    }
    return all;
}

Language language_for(std::string_view locale) {
    // Without its last part, as often as it takes: sr-Latn-RS is sr-Latn, and that is sr.
    for (std::string_view code = locale; !code.empty();
         code = code.substr(0, code.rfind('-') == code.npos ? 0 : code.rfind('-'))) {
        for (const Language language : languages()) {
            if (language.code() == code) {
                return language;
            }
        }
    }
    return Language::english;
}

} // namespace headroom
