#include "panel/panel.hpp"

#include "notation.hpp"
#include "panel/panel_view.hpp"
#include "workbook/words.hpp"

#include <utility>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// The argument of that name; a null object when there is none.
Object object_named(const uno::View& arguments, std::string_view name) {
    const uno::Elements all = arguments.elements();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].member("Name").text() == name) {
            return all[i].member("Value").object();
        }
    }
    return {};
}

/// A panel as the sidebar holds it.
class Panel : public uno::Component {
public:
    Panel(std::shared_ptr<PanelView> view, Object frame, std::string url)
        : Component({"org.headroom.Panel", {}}), view_(std::move(view)), frame_(std::move(frame)),
          url_(std::move(url)) {
        constexpr std::int16_t tool_panel = 7; // UIElementType.TOOLPANEL
        const auto nothing = [](uno::Call&) {};
        offer("com.sun.star.ui.XUIElement",
              {{"getRealInterface",
                [this](uno::Call& call) { call.result(Any(self("com.sun.star.ui.XToolPanel"))); }},
               {"Frame", [this](uno::Call& call) { call.result(Any(frame_)); }},
               {"ResourceURL", [this](uno::Call& call) { call.result(Any(url_)); }},
               {"Type", [](uno::Call& call) { call.result(Any(tool_panel)); }}});
        offer("com.sun.star.ui.XToolPanel",
              {{"Window", [this](uno::Call& call) { call.result(Any(view_->window())); }},
               {"createAccessible", [this](uno::Call& call) {
                    call.result(Any(view_->window().as("com.sun.star.accessibility.XAccessible")));
                }}});
        offer("com.sun.star.ui.XSidebarPanel",
              {{"getHeightForWidth",
                [](uno::Call& call) {
                    // As high as there is room.
                    constexpr std::int32_t least = 100, unlimited = -1, usual = 400;
                    call.result(uno::structure(
                        uno::Type("com.sun.star.ui.LayoutSize"),
                        {{"Minimum", least}, {"Maximum", unlimited}, {"Preferred", usual}}));
                }},
               {"getMinimalWidth",
                [this](uno::Call& call) { call.result(Any(view_->least_width())); }}});
        offer("com.sun.star.lang.XComponent", {{"dispose", [this](uno::Call&) { view_->close(); }},
                                               {"addEventListener", nothing},
                                               {"removeEventListener", nothing}});
    }
    ~Panel() override { view_->close(); }

private:
    std::shared_ptr<PanelView> view_;
    Object frame_;
    std::string url_;
};

class PanelFactory : public uno::Component {
public:
    PanelFactory(const uno::Implementation& implementation, Object context)
        : Component(implementation), context_(std::move(context)) {
        speak(office_language(context_));
        offer("com.sun.star.ui.XUIElementFactory", [this](uno::Call& call) {
            const uno::View arguments = call.argument(1);
            const Object frame = object_named(arguments, "Frame");
            call.result(Any(uno::make<Panel>(
                PanelView::open(context_, frame, object_named(arguments, "ParentWindow")), frame,
                call.argument(0).text())));
        });
    }

private:
    Object context_;
};

} // namespace

Object new_panel_factory(const uno::Implementation& implementation, const Object& context) {
    return uno::make<PanelFactory>(implementation, context);
}

void show_panel(const Object& context, const Object& frame) {
    const Object controller = frame ? frame.call("getController").object() : Object();
    if (!document_in(controller)) {
        return;
    }
    const Object sidebar = controller.call("getSidebar").object();
    sidebar.call("setVisible", true);
    sidebar.call("showDecks", true);
    const Object decks = sidebar.call("getDecks").object().as("com.sun.star.container.XNameAccess");
    if (!decks.call("hasByName", "HeadroomDeck").truth()) {
        // One that was hidden learns of its decks only now.
        uno::create(context, "com.sun.star.awt.Toolkit").call("processEventsToIdle");
    }
    if (!decks.call("hasByName", "HeadroomDeck").truth()) {
        return; // A hidden window has none.
    }
    const Object deck =
        decks.call("getByName", "HeadroomDeck").object().as("com.sun.star.ui.XDeck");
    // One that is shown already would be closed.
    if (!deck.call("isActive").truth()) {
        deck.call("activate", true);
    }
}

} // namespace headroom
