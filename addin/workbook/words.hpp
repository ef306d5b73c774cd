#pragma once

#include "core/phrase.hpp"

#include <string>
#include <string_view>

namespace headroom {

/// The language that commands speak and write in from now on: the office's.
void speak(Language language);

/// The one they speak in; English until one is told.
Language spoken_language();

/// As commands say and write it.
std::string words(const Phrase& phrase);

/// Whether somebody said that text, in whatever language.
bool says(std::string_view said, Text text);

} // namespace headroom
