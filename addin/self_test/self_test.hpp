#pragma once

#include "uno/object.hpp"

namespace headroom {

/// Calculates every example of the reference in cells of a new document and says how many give the
/// digits that the machine which built Headroom got.
void run_self_test(const uno::Object& context);

} // namespace headroom
