#pragma once

#include "uno/component.hpp"

namespace headroom {

/// The job that the office starts for each new window, and what it then asks before it shows the
/// context menu of a cell.
uno::Object new_context_menu(const uno::Implementation& implementation, const uno::Object& context);

} // namespace headroom
