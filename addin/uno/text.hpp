#pragma once

#include "abi.hpp"

#include <string>
#include <string_view>

namespace uno {

/// What is not well-formed, such as half of a surrogate pair, becomes U+FFFD; its neighbours stay.
std::string utf8(std::u16string_view letters);
std::u16string utf16(std::string_view bytes);

/// The letters of one of the office's strings.
std::u16string_view letters(const abi::String* string);

/// Owns one of the office's strings. A `sequence<string>` is a row of them.
class Text {
public:
    Text() : Text(std::u16string_view()) {}
    explicit Text(std::u16string_view letters);
    /// From UTF-8.
    explicit Text(std::string_view bytes);
    Text(const Text& other);
    Text(Text&& other) noexcept;
    Text& operator=(Text other) noexcept;
    ~Text();

    std::u16string_view letters() const { return uno::letters(string_); }
    std::string utf8() const { return uno::utf8(letters()); }

    abi::String* get() const { return string_; }

private:
    abi::String* string_ = nullptr;
};

} // namespace uno
