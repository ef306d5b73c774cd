#pragma once

#include <string>
#include <string_view>

namespace headroom {

/// The languages texts can be written in. A new one is a field in Text and a case in Text::in.
enum class Language { english };

inline constexpr Language languages[] = {Language::english};

/// The code a language has in XML and in the office's configuration.
constexpr std::string_view code(Language language) {
    switch (language) {
    case Language::english:
        break;
    }
    return "en";
}

/// How numbers stand in a sentence: as its reader types them.
struct Notation {
    std::string decimal = "."; ///< what separates the decimals
};

/// A sentence or a term in every language. English is always there.
struct Text {
    std::string_view english;

    constexpr std::string_view in(Language language) const {
        switch (language) {
        case Language::english:
            break;
        }
        return english;
    }

    constexpr bool empty() const { return english.empty(); }
    friend constexpr bool operator==(Text, Text) = default;
};

} // namespace headroom
