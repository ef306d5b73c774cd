#include "office_types.hpp"

#include "paths.hpp"

#include <com/sun/star/container/XSet.hpp>
#include <com/sun/star/uno/XComponentContext.hpp>
#include <cppuhelper/bootstrap.hxx>
#include <rtl/bootstrap.hxx>
#include <rtl/ustring.hxx>

namespace headroom::test {

void load_office_types() {
    namespace css = com::sun::star;
    static const css::uno::Reference<css::uno::XComponentContext> context = [] {
        rtl::Bootstrap::set("URE_BOOTSTRAP",
                            rtl::OUString::createFromAscii("vnd.sun.star.pathname:") +
                                rtl::OUString::createFromAscii(path::office) +
                                "/program/fundamentalrc");
        auto made = cppu::defaultBootstrap_InitialComponentContext();
        const css::uno::Reference<css::container::XSet> types(
            made->getValueByName("/singletons/com.sun.star.reflection.theTypeDescriptionManager"),
            css::uno::UNO_QUERY_THROW);
        types->insert(css::uno::Any("file://" + rtl::OUString::createFromAscii(path::types)));
        return made;
    }();
}

} // namespace headroom::test
