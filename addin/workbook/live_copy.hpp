#pragma once

#include "uno/object.hpp"

#include <string>

namespace headroom {

/// Turns the plain copy that a frame shows back: the calls return to their cells, the sheets that
/// the copy added go, and so do the marks of what was frozen. What somebody has changed since stays
/// as it is. Returns what was done, or why nothing was, for the user.
std::string turn_back(const uno::Object& context, const uno::Object& frame);

} // namespace headroom
