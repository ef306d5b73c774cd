#include "core/label.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace headroom {

namespace {

constexpr char32_t replacement_character = 0xFFFD;

/// Takes the next letter off `rest`. What is no UTF-8 is taken byte by byte, each as the
/// replacement character.
char32_t take_letter(std::string_view& rest) {
    const auto byte = [&](std::size_t i) {
        return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U;
    };
    const char32_t first = byte(0);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC0 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF8 ? 4
                                              : 0;
    constexpr char32_t bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    char32_t letter = first & bits[length];
    bool well_formed = length > 0;
    for (std::size_t i = 1; i < length; ++i) {
        well_formed = well_formed && (byte(i) & 0xC0) == 0x80;
        letter = letter << 6 | (byte(i) & 0x3F);
    }
    const bool surrogate = letter >= 0xD800 && letter <= 0xDFFF;
    well_formed = well_formed && letter >= least[length] && letter <= 0x10FFFF && !surrogate;
    rest.remove_prefix(well_formed ? length : 1);
    return well_formed ? letter : replacement_character;
}

void append(std::string& text, char32_t letter) {
    const auto byte = [&](char32_t lead, int shift) {
        text += static_cast<char>(lead | (letter >> shift & (lead == 0x80 ? 0x3F : 0x7F)));
    };
    if (letter < 0x80) {
        byte(0, 0);
        return;
    }
    if (letter < 0x800) {
        byte(0xC0, 6);
    } else {
        if (letter < 0x10000) {
            byte(0xE0, 12);
        } else {
            byte(0xF0, 18);
            byte(0x80, 12);
        }
        byte(0x80, 6);
    }
    byte(0x80, 0);
}

bool within(char32_t letter, char32_t first, char32_t last) {
    return letter >= first && letter <= last;
}

/// Blanks, line ends, other controls, and marks without a width.
bool unseen(char32_t letter) {
    return letter <= ' ' || within(letter, 0x7F, 0xA0) || letter == 0xAD || letter == 0x34F ||
           letter == 0x61C || letter == 0x1680 || letter == 0x180E ||
           within(letter, 0x2000, 0x200F) || within(letter, 0x2028, 0x202F) ||
           within(letter, 0x205F, 0x206F) || letter == 0x3000 || within(letter, 0xFE00, 0xFE0F) ||
           letter == 0xFEFF;
}

bool hyphen(char32_t letter) {
    return letter == '-' || within(letter, 0x2010, 0x2015) || letter == 0x2212 ||
           letter == 0xFE58 || letter == 0xFE63;
}

/// An ordinary letter for a full-width one.
char32_t narrow(char32_t letter) {
    return within(letter, 0xFF01, 0xFF5E) ? letter - 0xFEE0 : letter;
}

/// Of the basic and the Latin-1 letters; other scripts stay as they are.
char32_t lower(char32_t letter) {
    const bool upper = within(letter, 'A', 'Z') || (within(letter, 0xC0, 0xDE) && letter != 0xD7);
    return upper ? letter + 0x20 : letter;
}

/// The letters that one stands for when texts are copied from a typeset page.
std::string_view ligature(char32_t letter) {
    constexpr std::string_view letters[] = {"ff", "fi", "fl", "ffi", "ffl"};
    return within(letter, 0xFB00, 0xFB04) ? letters[letter - 0xFB00] : std::string_view();
}

/// What would break a sentence's line, or show its letters from right to left.
bool disturbs(char32_t letter) {
    return letter < ' ' || within(letter, 0x7F, 0x9F) || within(letter, 0x2028, 0x202E) ||
           within(letter, 0x2066, 0x2069);
}

bool digit(char32_t letter) {
    return within(letter, '0', '9');
}

bool currency(char32_t letter) {
    return letter == '$' || within(letter, 0xA2, 0xA5) || within(letter, 0x20A0, 0x20CF);
}

bool apostrophe(char32_t letter) {
    return letter == '\'' || letter == 0x2019;
}

/// Digits in groups, such as 1,234.50 or 1 234,50: of one separator, the last may be the decimal.
bool in_groups(std::string_view digits) {
    std::string separators;
    std::vector<std::size_t> groups{0};
    for (const char letter : digits) {
        if (digit(static_cast<unsigned char>(letter))) {
            ++groups.back();
        } else {
            separators += letter;
            groups.push_back(0);
        }
    }
    const bool decimals = !separators.empty() &&
                          (separators.back() == '.' || separators.back() == ',') &&
                          separators.find(separators.back()) == separators.size() - 1;
    if (decimals) {
        if (groups.back() == 0) {
            return false;
        }
        separators.pop_back();
        groups.pop_back();
    }
    if (separators.empty()) {
        return groups.front() > 0 || decimals;
    }
    const bool one_separator =
        separators.find_first_not_of(separators.front()) == std::string::npos;
    // Groups of two are Indian: 12,34,567.
    const bool even = std::all_of(groups.begin() + 1, groups.end(),
                                  [](std::size_t group) { return group == 2 || group == 3; });
    const bool first = groups.front() >= 1 && groups.front() <= 3;
    return one_separator && even && first && groups.back() == 3;
}

/// How many keystrokes lead from one word to the other.
std::size_t keystrokes(const std::u32string& from, const std::u32string& to) {
    std::vector<std::size_t> before;
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= from.size(); ++i) {
        before = std::exchange(last, std::move(row));
        row.assign(to.size() + 1, i);
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({row[j - 1] + 1, last[j] + 1, replaced});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
    }
    return row.back();
}

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    while (!text.empty()) {
        letters += take_letter(text);
    }
    return letters;
}

/// The words of a name but for those that fit any name, each folded.
std::vector<std::string> words_in(std::string_view name) {
    constexpr std::string_view fillers[] = {"a",   "in",       "months", "number", "of",
                                            "per", "quarters", "rate",   "share",  "the"};
    std::vector<std::string> words(1);
    while (!name.empty()) {
        const char32_t letter = narrow(take_letter(name));
        if (unseen(letter) || hyphen(letter) || letter == '_') {
            words.emplace_back();
        } else {
            append(words.back(), lower(letter));
        }
    }
    std::erase_if(words, [&](const std::string& word) {
        return word.empty() || std::ranges::find(fillers, word) != std::end(fillers);
    });
    return words;
}

/// The name that shares most words with what was typed; the last one, which says what kind of
/// thing is named, counts twice.
std::optional<std::string_view> nearest_by_words(std::string_view typed,
                                                 const std::vector<std::string_view>& names) {
    const std::vector<std::string> wanted = words_in(typed);
    std::optional<std::string_view> found;
    std::ptrdiff_t most = 0;
    std::size_t fewest = 0;
    for (const std::string_view name : names) {
        const std::vector<std::string> known = words_in(name);
        std::ptrdiff_t shared = std::ranges::count_if(known, [&](const std::string& word) {
            return std::ranges::find(wanted, word) != wanted.end();
        });
        if (shared > 0 && known.back() == wanted.back()) {
            ++shared;
        }
        if (shared > most || (shared == most && shared > 0 && known.size() < fewest)) {
            found = name;
            most = shared;
            fewest = known.size();
        }
    }
    return found;
}

} // namespace

std::string folded(std::string_view text) {
    std::string letters;
    while (!text.empty()) {
        // Most letters of most labels are ASCII's, of which none is wide or several.
        const char plain = text.front();
        if (plain > ' ' && plain < 0x7F) {
            text.remove_prefix(1);
            if (plain != '-' && plain != '_') {
                letters += plain >= 'A' && plain <= 'Z' ? static_cast<char>(plain + 32) : plain;
            }
            continue;
        }
        const char32_t letter = narrow(take_letter(text));
        if (unseen(letter) || hyphen(letter) || letter == '_') {
            continue;
        }
        const std::string_view several = ligature(letter);
        letters += several;
        if (several.empty()) {
            append(letters, lower(letter));
        }
    }
    return letters;
}

bool is_remark(std::string_view label) {
    return folded(label).starts_with('#');
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 40;
    std::string shown;
    std::size_t fitting = 0; // how much of it may stand before an ellipsis
    while (!text.empty() && shown.size() <= longest) {
        const char32_t letter = take_letter(text);
        append(shown, disturbs(letter) ? U' ' : letter);
        fitting = shown.size() <= longest ? shown.size() : fitting;
    }
    return '"' + (shown.size() > longest ? shown.substr(0, fitting) + "…" : shown) + '"';
}

bool looks_like_number(std::string_view text) {
    std::string simple;
    while (!text.empty()) {
        const char32_t letter = narrow(take_letter(text));
        const char32_t shown = unseen(letter)       ? U' '
                               : hyphen(letter)     ? U'-'
                               : currency(letter)   ? U'$'
                               : apostrophe(letter) ? U'\''
                                                    : letter;
        if (shown != ' ' || !simple.ends_with(' ')) {
            append(simple, shown);
        }
    }
    std::string_view rest = simple;
    const auto trim = [&] {
        while (rest.starts_with(' ')) {
            rest.remove_prefix(1);
        }
        while (rest.ends_with(' ')) {
            rest.remove_suffix(1);
        }
    };
    /// Takes one mark of a kind off, on whichever side it stands.
    const auto take = [&](std::string_view marks) {
        trim();
        if (rest.empty()) {
            return false;
        }
        if (marks.find(rest.front()) != marks.npos) {
            rest.remove_prefix(1);
        } else if (marks.find(rest.back()) != marks.npos) {
            rest.remove_suffix(1);
        } else {
            return false;
        }
        trim();
        return true;
    };
    trim();
    if (rest.starts_with('(') && rest.ends_with(')')) { // an accountant's minus
        rest.remove_prefix(1);
        rest.remove_suffix(1);
    }
    const bool signed_first = take("+-");
    take("$");
    take("%");
    if (!signed_first) {
        take("+-");
    }
    if (const std::size_t e = rest.find_first_of("eE"); e != rest.npos) {
        std::string_view exponent = rest.substr(e + 1);
        rest = rest.substr(0, e);
        if (exponent.starts_with('+') || exponent.starts_with('-')) {
            exponent.remove_prefix(1);
        }
        if (exponent.empty() || exponent.find_first_not_of("0123456789") != exponent.npos) {
            return false;
        }
    }
    return rest.find_first_not_of("0123456789.,' ") == rest.npos && in_groups(rest);
}

bool begins_like_number(std::string_view text) {
    while (!text.empty()) {
        const char32_t letter = narrow(take_letter(text));
        if (digit(letter)) {
            return true;
        }
        const bool before = unseen(letter) || hyphen(letter) || currency(letter) ||
                            apostrophe(letter) || letter == '+' || letter == '(' || letter == '.' ||
                            letter == ',';
        if (!before) {
            return false;
        }
    }
    return false;
}

std::optional<std::string_view> nearest(std::string_view typed,
                                        const std::vector<std::string_view>& names) {
    const std::u32string wanted = letters_of(folded(typed));
    std::optional<std::string_view> found;
    std::size_t fewest = 0;
    for (const std::string_view name : names) {
        const std::u32string known = letters_of(folded(name));
        const auto [shorter, longer] = std::minmax({wanted.size(), known.size()});
        const std::size_t most = longer / 3;
        if (wanted.empty() || longer - shorter > most) {
            continue;
        }
        const std::size_t needed = keystrokes(wanted, known);
        if (needed <= most && (!found || needed < fewest)) {
            found = name;
            fewest = needed;
        }
    }
    return found ? found : nearest_by_words(typed, names);
}

Phrase advice(std::optional<std::string_view> nearest) {
    static constexpr Text near = tr("The nearest is %1%.");
    static constexpr Text far = tr("The menu Headroom > Function Reference lists all of them.");
    return nearest ? Phrase(near, {*nearest}) : Phrase(far);
}

} // namespace headroom
