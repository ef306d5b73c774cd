#pragma once

#include "core/phrase.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

// Names and words as people type and paste them, in UTF-8 that may be damaged.

/// `text` as names, titles and words of a choice are compared: in lower case, full-width letters
/// and ligatures as ordinary ones, without blanks, hyphens, `_` and all that cannot be seen.
/// The same everywhere: no locale has a say. Always well-formed UTF-8.
std::string folded(std::string_view text);

/// Whether a row that begins so is a remark: # is the first that can be seen.
bool is_remark(std::string_view label);

/// `text` in quotation marks for a sentence: no longer than fits into a line, always well-formed,
/// and without what would break the line or turn it round.
std::string in_quotes(std::string_view text);

/// Whether a text is a number as people write it, with sign, groups of digits, decimal comma or
/// point, currency symbol or percent sign, and nothing else: it is stored as text by mistake.
bool looks_like_number(std::string_view text);

/// Whether a text begins as a number does: "90k", "2.50 EUR". No heading is expected to.
bool begins_like_number(std::string_view text);

/// The one of `names` that takes the fewest keystrokes to reach from `typed` (optimal string
/// alignment: an exchange of neighbours is one). When those are more than a third of the longer
/// one, the one that shares most words with it; none when nothing like it was meant.
std::optional<std::string_view> nearest(std::string_view typed,
                                        const std::vector<std::string_view>& names);

/// What to say after a name that is not known: the nearest one, or where all are listed.
Phrase advice(std::optional<std::string_view> nearest);

} // namespace headroom
