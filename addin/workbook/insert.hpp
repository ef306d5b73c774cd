#pragma once

#include "uno/object.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace headroom {

/// What can be inserted, as the commands are called.
inline constexpr std::array<std::string_view, 8> insertions{
    "assumptions", "assumptions-common", "plan",        "risk",
    "tornado",     "alternatives",       "attribution", "scenario"};

/// Inserts a table at the cursor of that frame; beside the assumptions when the cursor is in them.
/// Whether it may overwrite other cells is asked unless it is said. Returns what the user has to be
/// told.
std::string insert(const uno::Object& context, const uno::Object& frame, std::string_view what,
                   std::optional<bool> overwrite);

} // namespace headroom
