#include "notation.hpp"

#include "settings.hpp"

#include <cstdint>
#include <string_view>

namespace headroom {

namespace {

constexpr std::int32_t general_format = 0;

/// One and a half, as the office shows it in a cell without a format.
std::string one_and_a_half(const uno::Object& context) {
    // Made without a locale, it has the one that is set in the office's options.
    const uno::Object formats = uno::create(context, "com.sun.star.util.NumberFormatsSupplier");
    const uno::Object formatter = uno::create(context, "com.sun.star.util.NumberFormatter");
    formatter.call("attachNumberFormatsSupplier", formats);
    return formatter.call("convertNumberToString", general_format, 1.5).text();
}

} // namespace

Notation office_notation(const uno::Object& context) {
    try {
        const std::string shown = one_and_a_half(context);
        // Between the digits is one letter, of one byte or more.
        if (shown.size() > 2 && shown.front() == '1' && shown.back() == '5') {
            return {shown.substr(1, shown.size() - 2)};
        }
    } catch (const std::exception&) {
        // A message in another notation is still a message.
    }
    return {};
}

Language office_language(const uno::Object& context) {
    try {
        return language_for(setting(context, "/org.openoffice.Setup/L10N", "ooLocale"));
    } catch (const std::exception&) {
        // A message in another language is still a message.
    }
    return Language::english;
}

} // namespace headroom
