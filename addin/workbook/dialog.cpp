#include "workbook/dialog.hpp"

#include <string>

namespace headroom {

namespace {

using uno::Object;

void place(const Object& model, const Rectangle& where) {
    model.set("PositionX", where.left);
    model.set("PositionY", where.top);
    model.set("Width", where.width);
    model.set("Height", where.height);
}

} // namespace

Object new_dialog(const Object& context, const Rectangle& where) {
    Object model = uno::create(context, "com.sun.star.awt.UnoControlDialogModel");
    place(model, where);
    model.set("Title", "Headroom");
    model.set("Closeable", true);
    return model;
}

Object add_control(const Object& dialog, std::string_view kind, std::string_view name,
                   const Rectangle& where) {
    Object model =
        dialog.call("createInstance", "com.sun.star.awt.UnoControl" + std::string(kind) + "Model")
            .object();
    place(model, where);
    dialog.call("insertByName", name, model);
    return model;
}

Object shown_before(const Object& context, const Object& model, const Object& window) {
    Object dialog = uno::create(context, "com.sun.star.awt.UnoControlDialog");
    dialog.call("setModel", model.as("com.sun.star.awt.XControlModel"));
    dialog.call("createPeer",
                uno::create(context, "com.sun.star.awt.Toolkit").as("com.sun.star.awt.XToolkit"),
                window ? window.as("com.sun.star.awt.XWindowPeer") : Object());
    return dialog;
}

} // namespace headroom
