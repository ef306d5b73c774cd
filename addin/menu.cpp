// The commands of the Headroom menu: the function reference, and new workbooks from the templates.

#include "workbooks.hpp"

#include <com/sun/star/beans/PropertyValue.hpp>
#include <com/sun/star/deployment/PackageInformationProvider.hpp>
#include <com/sun/star/frame/Desktop.hpp>
#include <com/sun/star/frame/XDispatch.hpp>
#include <com/sun/star/frame/XDispatchProvider.hpp>
#include <com/sun/star/lang/XServiceInfo.hpp>
#include <com/sun/star/system/SystemShellExecute.hpp>
#include <com/sun/star/system/SystemShellExecuteFlags.hpp>
#include <com/sun/star/uno/XComponentContext.hpp>
#include <cppuhelper/implbase3.hxx>
#include <cppuhelper/supportsservice.hxx>
#include <rtl/uri.hxx>

#include <algorithm>
#include <array>

namespace {

using com::sun::star::beans::PropertyValue;
using com::sun::star::frame::DispatchDescriptor;
using com::sun::star::frame::XDispatch;
using com::sun::star::frame::XStatusListener;
using com::sun::star::uno::Any;
using com::sun::star::uno::Reference;
using com::sun::star::uno::Sequence;
using com::sun::star::uno::XComponentContext;
using com::sun::star::util::URL;

constexpr char protocol[] = "org.headroom:";
constexpr char reference[] = "reference";

/// What a URL asks for: "reference", "new/Trade plan". Empty when it is none of the commands, so
/// that no URL reaches a file that is not listed.
rtl::OUString command_of(const URL& url) {
    rtl::OUString asked;
    if (!url.Complete.startsWith(protocol, &asked)) {
        return {};
    }
    asked = rtl::Uri::decode(asked, rtl_UriDecodeWithCharset, RTL_TEXTENCODING_UTF8);
    const bool known =
        asked == reference ||
        std::any_of(headroom::workbooks.begin(), headroom::workbooks.end(), [&](const char* name) {
            return asked == "new/" + rtl::OUString::createFromAscii(name);
        });
    return known ? asked : rtl::OUString();
}

class Menu : public cppu::WeakImplHelper3<com::sun::star::frame::XDispatchProvider, XDispatch,
                                          com::sun::star::lang::XServiceInfo> {
public:
    explicit Menu(const Reference<XComponentContext>& context) : context_(context) {}

    rtl::OUString SAL_CALL getImplementationName() override {
        return "org.headroom.MenuImplementation";
    }
    sal_Bool SAL_CALL supportsService(const rtl::OUString& name) override {
        return cppu::supportsService(this, name);
    }
    Sequence<rtl::OUString> SAL_CALL getSupportedServiceNames() override {
        const std::array<rtl::OUString, 2> names{"org.headroom.Menu",
                                                 "com.sun.star.frame.ProtocolHandler"};
        return {names.data(), static_cast<sal_Int32>(names.size())};
    }

    Reference<XDispatch> SAL_CALL queryDispatch(const URL& url, const rtl::OUString&,
                                                sal_Int32) override {
        return command_of(url).isEmpty() ? Reference<XDispatch>() : Reference<XDispatch>(this);
    }

    Sequence<Reference<XDispatch>>
        SAL_CALL queryDispatches(const Sequence<DispatchDescriptor>& requests) override {
        Sequence<Reference<XDispatch>> dispatches(requests.getLength());
        for (sal_Int32 i = 0; i < requests.getLength(); ++i) {
            dispatches.getArray()[i] = queryDispatch(requests[i].FeatureURL, requests[i].FrameName,
                                                     requests[i].SearchFlags);
        }
        return dispatches;
    }

    void SAL_CALL dispatch(const URL& url, const Sequence<PropertyValue>&) override {
        const rtl::OUString command = command_of(url);
        rtl::OUString workbook;
        if (command == reference) {
            show(package() + "/help/en/reference.html");
        } else if (command.startsWith("new/", &workbook)) {
            create(package() + "/templates/" +
                   rtl::Uri::encode(workbook, rtl_UriCharClassPchar, rtl_UriEncodeStrict,
                                    RTL_TEXTENCODING_UTF8) +
                   ".ots");
        }
    }

    void SAL_CALL addStatusListener(const Reference<XStatusListener>&, const URL&) override {}
    void SAL_CALL removeStatusListener(const Reference<XStatusListener>&, const URL&) override {}

private:
    rtl::OUString package() const {
        return com::sun::star::deployment::PackageInformationProvider::get(context_)
            ->getPackageLocation("org.headroom");
    }

    /// In the user's browser, as the office shows its own help.
    void show(const rtl::OUString& page) const {
        com::sun::star::system::SystemShellExecute::create(context_)->execute(
            page, {}, com::sun::star::system::SystemShellExecuteFlags::URIS_ONLY);
    }

    void create(const rtl::OUString& workbook) const {
        const PropertyValue as_template("AsTemplate", 0, Any(true),
                                        com::sun::star::beans::PropertyState_DIRECT_VALUE);
        com::sun::star::frame::Desktop::create(context_)->loadComponentFromURL(
            workbook, "_default", 0, {&as_template, 1});
    }

    Reference<XComponentContext> context_;
};

} // namespace

extern "C" SAL_DLLPUBLIC_EXPORT com::sun::star::uno::XInterface*
headroom_menu_constructor(XComponentContext* context, const Sequence<Any>&) {
    return cppu::acquire(new Menu(context));
}
