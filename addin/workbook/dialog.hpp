#pragma once

#include "uno/object.hpp"

#include <cstdint>
#include <string_view>

namespace headroom {

/// In units of the dialog's font.
struct Rectangle {
    std::int32_t left;
    std::int32_t top;
    std::int32_t width;
    std::int32_t height;
};

/// The model of a dialog of Headroom's.
uno::Object new_dialog(const uno::Object& context, const Rectangle& where);

/// Adds a control of that kind, such as "Button", to a dialog's model; returns its own.
uno::Object add_control(const uno::Object& dialog, std::string_view kind, std::string_view name,
                        const Rectangle& where);

/// A dialog of that model before a window, if there is one; who has made it disposes of it.
uno::Object shown_before(const uno::Object& context, const uno::Object& model,
                         const uno::Object& window);

} // namespace headroom
