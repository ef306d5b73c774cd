#include "text.hpp"

#include "functions.hpp"

#include <utility>

namespace uno {

namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}

constexpr bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

void append_utf8(std::string& bytes, char32_t point) {
    const auto continued = [&](int shift) {
        bytes += static_cast<char>(0x80 | ((point >> shift) & 0x3F));
    };
    if (point < 0x80) {
        bytes += static_cast<char>(point);
    } else if (point < 0x800) {
        bytes += static_cast<char>(0xC0 | (point >> 6));
        continued(0);
    } else if (point < 0x10000) {
        bytes += static_cast<char>(0xE0 | (point >> 12));
        continued(6);
        continued(0);
    } else {
        bytes += static_cast<char>(0xF0 | (point >> 18));
        continued(12);
        continued(6);
        continued(0);
    }
}

/// What a first byte begins: how many bytes follow, and the bounds of the first of them, which keep
/// out surrogates, code points beyond the last and what could be written shorter (Unicode 15,
/// table 3-7).
struct Lead {
    int following;
    unsigned char low;
    unsigned char high;
};

constexpr Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) {
        return {1, 0x80, 0xBF};
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        return {2, static_cast<unsigned char>(byte == 0xE0 ? 0xA0 : 0x80),
                static_cast<unsigned char>(byte == 0xED ? 0x9F : 0xBF)};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        return {3, static_cast<unsigned char>(byte == 0xF0 ? 0x90 : 0x80),
                static_cast<unsigned char>(byte == 0xF4 ? 0x8F : 0xBF)};
    }
    return {0, 0, 0};
}

/// The code point that begins at `at`, which moves behind it.
char32_t next_point(std::string_view bytes, std::size_t& at) {
    const auto first = static_cast<unsigned char>(bytes[at++]);
    if (first < 0x80) {
        return first;
    }
    const Lead lead = lead_of(first);
    if (lead.following == 0) {
        return replacement;
    }
    char32_t point = first & (0x3Fu >> lead.following);
    unsigned char low = lead.low;
    unsigned char high = lead.high;
    for (int i = 0; i < lead.following; ++i) {
        const unsigned char byte = at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
        if (byte < low || byte > high) {
            return replacement;
        }
        ++at;
        point = point << 6 | (byte & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    return point;
}

} // namespace

std::string utf8(std::u16string_view letters) {
    // Most texts are ASCII, and then a letter is a byte.
    std::string bytes(letters.size(), char());
    char16_t all = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        all |= letters[i];
        bytes[i] = static_cast<char>(letters[i]);
    }
    if (all < 0x80) {
        return bytes;
    }
    bytes.clear();
    for (std::size_t i = 0; i < letters.size(); ++i) {
        char32_t point = letters[i];
        if (is_high(point) && i + 1 < letters.size() && is_low(letters[i + 1])) {
            point = 0x10000 + ((point - 0xD800) << 10) + (letters[++i] - char32_t{0xDC00});
        } else if (is_high(point) || is_low(point)) {
            point = replacement;
        }
        append_utf8(bytes, point);
    }
    return bytes;
}

std::u16string utf16(std::string_view bytes) {
    std::u16string letters;
    letters.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const char32_t point = next_point(bytes, at);
        if (point < 0x10000) {
            letters += static_cast<char16_t>(point);
        } else {
            letters += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
            letters += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF));
        }
    }
    return letters;
}

std::u16string_view letters(const abi::String* string) {
    return {string->letters, static_cast<std::size_t>(string->length)};
}

Text::Text(std::u16string_view letters) {
    abi::rtl_uString_newFromStr_WithLength(&string_, letters.data(),
                                           static_cast<std::int32_t>(letters.size()));
}

Text::Text(std::string_view bytes) : Text(std::u16string_view(utf16(bytes))) {}

Text::Text(const Text& other) : string_(other.string_) {
    abi::rtl_uString_acquire(string_);
}

Text::Text(Text&& other) noexcept : string_(std::exchange(other.string_, nullptr)) {}

Text& Text::operator=(Text other) noexcept {
    std::swap(string_, other.string_);
    return *this;
}

Text::~Text() {
    if (string_ != nullptr) {
        abi::rtl_uString_release(string_);
    }
}

} // namespace uno
