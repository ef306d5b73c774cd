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

    bool finite() const;
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

/// A sentence, or a part of one: a name, a number, a text, or a text whose places %1%, %2%, … other
/// phrases fill. It is in no language and no notation before somebody reads it.
class Phrase {
public:
    /// What is the same in every language: an id, a name, what the user typed. Words in quotation
    /// marks are none of these and no phrase: they are marked with tr.
    Phrase(std::string name) : kind_(Kind::name), name_(std::move(name)) {}
    Phrase(std::string_view name) : Phrase(std::string(name)) {}
    Phrase(const char*) = delete;
    Phrase(Figure number) : kind_(Kind::number), number_(number) {}
    /// As it stands; percent signs are just that.
    Phrase(Text text) : kind_(Kind::text), text_(text) {}
    /// With its places filled; a percent sign is written %%.
    Phrase(Text sentence, std::vector<Phrase> values);

    std::string in(Language language, const Notation& notation) const;

private:
    enum class Kind { name, number, text, sentence };

    Kind kind_;
    std::string name_;
    Figure number_{0, 0};
    Text text_;
    std::vector<Phrase> values_;
};

} // namespace headroom
