#pragma once

#include "uno/object.hpp"

#include <string>

namespace headroom {

/// Saves a copy of that frame's document in which every Headroom call is written in native
/// formulas, or kept as a value where there are none; returns what it did, or why it did not, for
/// the user. `url` is the file, .ods or .xlsx; when it is empty the user is asked. The document
/// stays as it is.
std::string save_plain_copy(const uno::Object& context, const uno::Object& frame,
                            const std::string& url);

} // namespace headroom
