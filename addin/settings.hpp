#pragma once

#include "uno/object.hpp"

#include <string>
#include <string_view>

namespace headroom {

/// A text in the office's configuration, by its node and its name there.
std::string setting(const uno::Object& context, std::string_view node, std::string_view name);

/// The office's name and version.
std::string office_name(const uno::Object& context);

/// Whether a truth there is true, and to make it so for this user.
bool is_set(const uno::Object& context, std::string_view node, std::string_view name);
void set(const uno::Object& context, std::string_view node, std::string_view name);

} // namespace headroom
