#pragma once

#include "uno/object.hpp"

#include <string>

namespace headroom {

/// Writes a report for a reviewer on a sheet of the workbook that a frame shows; what was filled in
/// on an earlier one stays. Returns what it found, in short, for the user.
std::string report_on(const uno::Object& context, const uno::Object& frame);

} // namespace headroom
