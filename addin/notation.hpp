#pragma once

#include "core/text.hpp"

#include <com/sun/star/uno/XComponentContext.hpp>

namespace headroom {

/// How the user types numbers, by the locale he set in the office; with a point where the office
/// cannot say.
Notation
office_notation(const com::sun::star::uno::Reference<com::sun::star::uno::XComponentContext>&);

} // namespace headroom
