#pragma once

#include <string>

namespace headroom {

/// A text as C++ writes it, for sources that the build makes.
inline std::string quoted(const std::string& text) {
    std::string written = "\"";
    for (const char letter : text) {
        if (letter == '\n') {
            written += "\\n";
            continue;
        }
        if (letter == '"' || letter == '\\') {
            written += '\\';
        }
        written += letter;
    }
    return written + '"';
}

} // namespace headroom
