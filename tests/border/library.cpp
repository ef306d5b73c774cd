#include "library.hpp"

#include <stdexcept>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <dlfcn.h>
#endif

namespace headroom::test {

namespace {

constexpr const char* entry_name = "headroom_component_getFactory";

/// For good: the office gives no library back either.
void* find_entry(const std::string& file) {
#ifdef _WIN32
    const HMODULE library = LoadLibraryA(file.c_str());
    return library == nullptr ? nullptr
                              : reinterpret_cast<void*>(GetProcAddress(library, entry_name));
#else
    void* library = dlopen(file.c_str(), RTLD_LAZY | RTLD_GLOBAL);
    return library == nullptr ? nullptr : dlsym(library, entry_name);
#endif
}

} // namespace

Library::Library(const std::string& file)
    : entry_(reinterpret_cast<decltype(entry_)>(find_entry(file))) {
    if (entry_ == nullptr) {
        throw std::runtime_error("no entry in " + file);
    }
}

uno::Object Library::create(std::string_view implementation, const uno::Object& context) const {
    void* factory = entry_(std::string(implementation).c_str(), nullptr, nullptr);
    if (factory == nullptr) {
        throw std::runtime_error("no factory of " + std::string(implementation));
    }
    return uno::Object::adopt(static_cast<uno::abi::Interface*>(factory),
                              uno::Type("com.sun.star.lang.XSingleComponentFactory"))
        .call("createInstanceWithContext", context)
        .object();
}

} // namespace headroom::test
