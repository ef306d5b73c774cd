#include "workbook/context_menu.hpp"

#include "notation.hpp"
#include "workbook/calls.hpp"
#include "workbook/words.hpp"

#include <utility>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

constexpr std::string_view interceptor = "com.sun.star.ui.XContextMenuInterceptor";

class ContextMenu : public uno::Component {
public:
    ContextMenu(const uno::Implementation& implementation, Object context)
        : Component(implementation), context_(std::move(context)) {
        speak(office_language(context_));
        offer("com.sun.star.task.XJob",
              [this](uno::Call& call) { watch(named(call.argument(0), "Environment")); });
        offer(interceptor, [this](uno::Call& call) { call.result(action(call.argument(0))); });
    }

private:
    /// Asks the window of a spreadsheet to be asked.
    void watch(const Any& environment) {
        const Any model = environment.is_void() ? Any() : named(environment, "Model");
        if (model.is_void() ||
            !model.object().query(uno::Type("com.sun.star.sheet.XSpreadsheetDocument"))) {
            return;
        }
        const Object controller =
            model.object().as("com.sun.star.frame.XModel").call("getCurrentController").object();
        if (controller.query(uno::Type("com.sun.star.ui.XContextMenuInterception"))) {
            controller.call("registerContextMenuInterceptor", self(interceptor));
        }
    }

    Any action(const uno::View& event) const {
        static const uno::Type type("com.sun.star.ui.ContextMenuInterceptorAction");
        std::int32_t ignored = 0;
        std::int32_t changed = 3; // for others to change further
        return Any::of_type(type, add_entry(event) ? &changed : &ignored);
    }

    /// Says whether the menu has become another. A menu is shown whatever happens.
    bool add_entry(const uno::View& event) const {
        try {
            if (!on_a_call(event.member("Selection").object())) {
                return false;
            }
            static constexpr Text explain = tr("Explain Cell");
            const Object menu = event.member("ActionTriggerContainer").object();
            const auto make = [&](const char* service) {
                return menu.as("com.sun.star.lang.XMultiServiceFactory")
                    .call("createInstance", service)
                    .object();
            };
            const Object entry = make("com.sun.star.ui.ActionTrigger");
            entry.set("Text", words(explain));
            entry.set("CommandURL", "org.headroom:explain");
            const Object places = menu.as("com.sun.star.container.XIndexContainer");
            places.call("insertByIndex", std::int32_t{0}, entry);
            places.call("insertByIndex", std::int32_t{1},
                        make("com.sun.star.ui.ActionTriggerSeparator"));
            return true;
        } catch (const std::exception&) {
            return false;
        }
    }

    bool on_a_call(const Object& controller) const {
        const Object selection = controller.call("getSelection").object();
        const Object cells = selection.query(uno::Type("com.sun.star.sheet.XCellRangeAddressable"));
        const Object model =
            controller.as("com.sun.star.frame.XController").call("getModel").object();
        if (!cells || !model) {
            return false;
        }
        SheetArea first = area_of(cells.call("getRangeAddress"));
        // More are explained as well, but looking through them must not keep the menu waiting.
        first.area.rows = 1;
        first.area.columns = 1;
        const Spreadsheet spreadsheet(context_, model);
        return !Calls(spreadsheet).in(first).empty();
    }

    Object context_;
};

} // namespace

Object new_context_menu(const uno::Implementation& implementation, const Object& context) {
    return uno::make<ContextMenu>(implementation, context);
}

} // namespace headroom
