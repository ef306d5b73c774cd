#pragma once

#include "uno/object.hpp"

namespace headroom {

/// Writes how Headroom calculates the selected cells of that frame's document on its sheet of
/// workings, and goes there; says why when it cannot.
void explain_selection(const uno::Object& context, const uno::Object& frame);

} // namespace headroom
