// The office's strings: what Headroom needs of sal3, for a test without an office.

#include "uno/functions.hpp"

#include <cstdlib>
#include <cstring>

namespace uno::abi {

void rtl_uString_newFromStr_WithLength(String** made, const char16_t* letters,
                                       std::int32_t length) noexcept {
    if (*made != nullptr) {
        rtl_uString_release(*made);
    }
    const std::size_t bytes = static_cast<std::size_t>(length) * sizeof(char16_t);
    auto* string = static_cast<String*>(std::malloc(sizeof(String) + bytes));
    string->references = 1;
    string->length = length;
    if (length > 0) {
        std::memcpy(string->letters, letters, bytes);
    }
    *(&string->letters[0] + length) = 0;
    *made = string;
}

void rtl_uString_acquire(String* string) noexcept {
    ++string->references;
}

void rtl_uString_release(String* string) noexcept {
    if (--string->references == 0) {
        std::free(string);
    }
}

} // namespace uno::abi
