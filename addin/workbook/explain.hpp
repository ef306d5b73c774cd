#pragma once

#include "uno/object.hpp"

#include <string>

namespace headroom {

/// Writes how Headroom calculates the selected cells of that frame's document on its sheet of
/// workings, and goes there; returns what the user has to be told: why calls are in error, or why
/// nothing was explained.
std::string explain_selection(const uno::Object& context, const uno::Object& frame);

} // namespace headroom
