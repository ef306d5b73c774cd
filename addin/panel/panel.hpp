#pragma once

#include "uno/component.hpp"

namespace headroom {

/// What the office asks for the panel of a window's sidebar.
uno::Object new_panel_factory(const uno::Implementation& implementation,
                              const uno::Object& context);

/// Opens the sidebar of that frame with the panel.
void show_panel(const uno::Object& context, const uno::Object& frame);

} // namespace headroom
