#pragma once

#include "core/text.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

/// The shortest decimal text that reads back as the same double; never in a locale. For formulas
/// and files: a sentence takes a Figure.
std::string plain(double value);

/// A number in a sentence. It becomes a text when somebody reads the sentence, in his notation.
class Figure {
public:
    /// `digits` significant ones at most; 0: as many as it takes to tell the number from others.
    Figure(double value, int digits) : value_(value), digits_(digits) {}

    std::string in(const Notation& notation) const;

private:
    double value_;
    int digits_;
};

/// With every digit, as a number just outside its limits needs.
Figure exact(double value);

/// With at most 15 significant digits, all that Calc itself shows and saves.
Figure rounded(double value);

/// With at most 6, for amounts that are named in a sentence.
Figure brief(double value);

/// A sentence, or a part of one: a name, a number, a term, or a text whose places %1%, %2%, … other
/// phrases fill. It is in no language and no notation before somebody reads it.
class Phrase {
public:
    Phrase(std::string words) : kind_(Kind::words), words_(std::move(words)) {}
    Phrase(std::string_view words) : Phrase(std::string(words)) {}
    Phrase(const char* words) : Phrase(std::string(words)) {}
    Phrase(Figure number) : kind_(Kind::number), number_(number) {}
    Phrase(Text sentence, std::vector<Phrase> values = {});

    std::string in(Language language, const Notation& notation) const;

private:
    enum class Kind { words, number, sentence };

    Kind kind_;
    std::string words_;
    Figure number_{0, 0};
    Text sentence_;
    std::vector<Phrase> values_;
};

} // namespace headroom
