#pragma once

#include "uno/component.hpp"

namespace headroom {

/// The commands of the Headroom menu, which are URLs such as org.headroom:reference.
uno::Object new_menu(const uno::Implementation& implementation, const uno::Object& context);

} // namespace headroom
