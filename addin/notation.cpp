#include "notation.hpp"

#include <com/sun/star/lang/XMultiComponentFactory.hpp>
#include <com/sun/star/util/XNumberFormatsSupplier.hpp>
#include <com/sun/star/util/XNumberFormatter.hpp>
#include <rtl/ustring.hxx>

namespace headroom {

namespace uno = com::sun::star::uno;
namespace util = com::sun::star::util;

namespace {

constexpr sal_Int32 general_format = 0;

/// One and a half, as the office shows it in a cell without a format.
rtl::OUString one_and_a_half(const uno::Reference<uno::XComponentContext>& context) {
    const auto services = context->getServiceManager();
    // Made without a locale, it has the one that is set in the office's options.
    const uno::Reference<util::XNumberFormatsSupplier> formats(
        services->createInstanceWithContext("com.sun.star.util.NumberFormatsSupplier", context),
        uno::UNO_QUERY_THROW);
    const uno::Reference<util::XNumberFormatter> formatter(
        services->createInstanceWithContext("com.sun.star.util.NumberFormatter", context),
        uno::UNO_QUERY_THROW);
    formatter->attachNumberFormatsSupplier(formats);
    return formatter->convertNumberToString(general_format, 1.5);
}

} // namespace

Notation office_notation(const uno::Reference<uno::XComponentContext>& context) {
    try {
        const rtl::OUString shown = one_and_a_half(context);
        if (shown.getLength() == 3 && shown.startsWith("1") && shown.endsWith("5")) {
            const rtl::OString separator =
                rtl::OUStringToOString(shown.copy(1, 1), RTL_TEXTENCODING_UTF8);
            return {{separator.getStr(), static_cast<std::size_t>(separator.getLength())}};
        }
    } catch (const uno::Exception&) {
        // A message in another notation is still a message.
    }
    return {};
}

} // namespace headroom
