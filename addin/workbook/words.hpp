#pragma once

#include "core/phrase.hpp"

#include <string>

namespace headroom {

/// As commands say and write it, in English: what they write stays in the workbook, whoever opens
/// it next.
inline std::string words(const Phrase& phrase) {
    return phrase.in(Language::english, {});
}

} // namespace headroom
