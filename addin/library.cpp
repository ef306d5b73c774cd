// What the office finds in the library.

#include "functions.hpp"
#include "menu.hpp"
#include "panel/panel.hpp"
#include "workbook/context_menu.hpp"
#include "workbook/share_offer.hpp"

#include <array>

/// The only symbol that is visible. The name stands in headroom.components, as its prefix.
extern "C" [[gnu::visibility("default")]] void*
headroom_component_getFactory(const char* implementation, void*, void*) {
    static const std::array<uno::Entry, 5> entries{{
        {{"org.headroom.FunctionsImplementation",
          {"org.headroom.Functions", "com.sun.star.sheet.AddIn"}},
         headroom::new_functions},
        {{"org.headroom.MenuImplementation",
          {"org.headroom.Menu", "com.sun.star.frame.ProtocolHandler"}},
         headroom::new_menu},
        {{"org.headroom.ContextMenuImplementation", {"org.headroom.ContextMenu"}},
         headroom::new_context_menu},
        {{"org.headroom.PanelFactoryImplementation", {"org.headroom.PanelFactory"}},
         headroom::new_panel_factory},
        {{"org.headroom.ShareOfferImplementation", {"org.headroom.ShareOffer"}},
         headroom::new_share_offer},
    }};
    return uno::factory(entries, implementation);
}
