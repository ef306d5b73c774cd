#pragma once

#include "uno/object.hpp"

#include <string>

namespace headroom {

/// Prepares the workbook that a frame shows to be shared: results of Headroom's with the number
/// format General get one of their own that shows the same, so that people without Headroom see
/// them. Returns what was done and what is lost all the same, for the user.
std::string prepare_to_share(const uno::Object& context, const uno::Object& frame);

/// Whether a result in that document has the number format General: a quick look.
bool has_general_result(const uno::Object& context, const uno::Object& document);

} // namespace headroom
