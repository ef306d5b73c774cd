#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// An English text and what it is in another language.
struct Translated {
    std::string_view english;
    std::string_view words;
};

/// What the build makes of a .po file: the language's code, which is the file's name, and all that
/// is translated, in the order of the English.
struct Translation {
    std::string_view code;
    std::span<const Translated> texts;
};

/// One for each .po file in model/translations.
std::span<const Translation> translations();

/// A language that texts can be had in: English, or one that they are translated into.
class Language {
public:
    static const Language english;

    explicit constexpr Language(const Translation& translation) : translation_(&translation) {}

    /// As in XML: "en", "pt-BR".
    std::string_view code() const;
    /// The text in this language; in English where it is not translated.
    std::string_view words_for(std::string_view english) const;

    friend constexpr bool operator==(Language, Language) = default;

private:
    constexpr Language() = default;

    const Translation* translation_ = nullptr;
};

inline constexpr Language Language::english;

/// All there are, English first.
std::vector<Language> languages();

/// The one for a locale as the office names it, such as "de-AT"; English where there is none.
Language language_for(std::string_view locale);

/// How numbers stand in a sentence: as its reader types them.
struct Notation {
    std::string decimal = "."; ///< what separates the decimals
};

/// A sentence or a term that users see, in every language. It is written with tr.
class Text {
public:
    constexpr Text() = default;

    constexpr std::string_view english() const { return english_; }
    std::string_view in(Language language) const { return language.words_for(english_); }

    constexpr bool empty() const { return english_.empty(); }
    friend constexpr bool operator==(Text, Text) = default;

private:
    template <std::size_t size> friend consteval Text tr(const char (&english)[size]);

    explicit constexpr Text(std::string_view english) : english_(english) {}

    std::string_view english_;
};

/// Marks an English text for translation, where it is written: the build finds it by this name.
template <std::size_t size> consteval Text tr(const char (&english)[size]) {
    static_assert(size > 1, "gettext keeps something else under the empty text");
    return Text({english, size - 1});
}

} // namespace headroom
