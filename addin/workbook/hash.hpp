#pragma once

#include <string>

namespace headroom {

/// The name-based UUID (RFC 4122, version 5, by SHA-1) of a text in the namespace nil.
std::string hash_of(const std::string& text);

} // namespace headroom
