#pragma once

#include "uno/functions.hpp"

#include <string_view>

namespace headroom::mock {

/// The type of that name; null when there is none. It stays for ever.
uno::abi::TypeDescription* find_type(std::u16string_view name);

} // namespace headroom::mock
