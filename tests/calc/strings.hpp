#pragma once

#include <rtl/ustring.hxx>

#include <string>
#include <string_view>

namespace headroom::test {

/// UTF-8 as the office's own text, and back.
inline rtl::OUString wide(std::string_view text) {
    return {text.data(), static_cast<sal_Int32>(text.size()), RTL_TEXTENCODING_UTF8};
}

inline std::string narrow(const rtl::OUString& text) {
    const rtl::OString bytes = rtl::OUStringToOString(text, RTL_TEXTENCODING_UTF8);
    return {bytes.getStr(), static_cast<std::size_t>(bytes.getLength())};
}

} // namespace headroom::test
