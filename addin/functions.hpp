#pragma once

#include "uno/component.hpp"

namespace headroom {

/// The UNO object behind every Headroom function: values in, values out, errors translated.
uno::Object new_functions(const uno::Implementation& implementation, const uno::Object& context);

} // namespace headroom
