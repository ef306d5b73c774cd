#pragma once

#include "uno/object.hpp"

#include <string>
#include <string_view>

namespace headroom::test {

/// The built library, loaded as the office loads it.
class Library {
public:
    /// Throws std::runtime_error when it cannot be loaded or exports no entry.
    explicit Library(const std::string& file);

    /// A new component of that implementation, such as "org.headroom.FunctionsImplementation".
    uno::Object create(std::string_view implementation, const uno::Object& context) const;

private:
    void* (*entry_)(const char*, void*, void*) = nullptr;
};

} // namespace headroom::test
