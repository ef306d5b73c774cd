#pragma once

#include "core/text.hpp"

#include "uno/object.hpp"

namespace headroom {

/// How the user types numbers, by the locale he set in the office; with a point where the office
/// cannot say.
Notation office_notation(const uno::Object& context);

/// The language of the office's menus and dialogs; English where Headroom has no other, or the
/// office cannot say.
Language office_language(const uno::Object& context);

} // namespace headroom
