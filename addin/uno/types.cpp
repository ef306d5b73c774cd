#include "types.hpp"

namespace uno {

bool same(const abi::TypeReference* left, const abi::TypeReference* right) {
    return left == right ||
           (left->type_class == right->type_class && letters(left->name) == letters(right->name));
}

std::string name_of(const abi::TypeReference* type) {
    return utf8(letters(type->name));
}

Type::Type(std::string_view name) {
    abi::TypeDescription* description = nullptr;
    abi::typelib_typedescription_getByName(&description, Text(name).get());
    if (description == nullptr) {
        throw Misuse("the office knows no type " + std::string(name));
    }
    type_ = description->reference;
    abi::typelib_typedescriptionreference_acquire(type_);
    abi::typelib_typedescription_release(description);
}

Type::Type(abi::TypeReference* shared) : type_(shared) {
    abi::typelib_typedescriptionreference_acquire(type_);
}

Type& Type::operator=(Type other) noexcept {
    std::swap(type_, other.type_);
    return *this;
}

Type::~Type() {
    if (type_ != nullptr) {
        abi::typelib_typedescriptionreference_release(type_);
    }
}

abi::TypeDescription* describe(abi::TypeReference* type) {
    abi::TypeDescription* description = nullptr;
    abi::typelib_typedescriptionreference_getDescription(&description, type);
    if (description == nullptr) {
        throw Misuse("the office has no description of the type " + name_of(type));
    }
    if (description->complete == 0 && abi::typelib_typedescription_complete(&description) == 0) {
        abi::typelib_typedescription_release(description);
        throw Misuse("the office cannot complete the type " + name_of(type));
    }
    return description;
}

std::u16string_view short_name(const abi::TypeReference* member) {
    // com.sun.star.table.XCell::getError, with the place behind it where it is inherited:
    // com.sun.star.container.XElementAccess::hasElements:@0,3:com.sun.star.container.XNameAccess
    std::u16string_view name = letters(member->name);
    const std::size_t interface_end = name.find(u"::");
    if (interface_end != name.npos) {
        name.remove_prefix(interface_end + 2);
    }
    return name.substr(0, name.find(u':'));
}

} // namespace uno
