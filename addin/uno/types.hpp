#pragma once

#include "functions.hpp"
#include "text.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace uno {

using abi::TypeClass;

/// The caller's own mistake: a type, a member or a conversion that there is not.
class Misuse : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Whether two references mean the same type.
bool same(const abi::TypeReference* left, const abi::TypeReference* right);

std::string name_of(const abi::TypeReference* type);

/// A type as UNO names it: "double", "[]any", "com.sun.star.frame.XFrame".
class Type {
public:
    /// Throws Misuse when the office does not know it.
    explicit Type(std::string_view name);
    explicit Type(abi::TypeReference* shared);
    Type(const Type& other) : Type(other.type_) {}
    Type(Type&& other) noexcept : type_(std::exchange(other.type_, nullptr)) {}
    Type& operator=(Type other) noexcept;
    ~Type();

    TypeClass type_class() const { return type_->type_class; }
    std::string name() const { return name_of(type_); }

    abi::TypeReference* get() const { return type_; }

    friend bool operator==(const Type& left, const Type& right) {
        return same(left.type_, right.type_);
    }

private:
    abi::TypeReference* type_ = nullptr;
};

/// Owns the description of a type. `Kind` is the struct that the type's class has.
template <class Kind = abi::TypeDescription> class Description {
public:
    /// Throws Misuse when the office has none.
    explicit Description(abi::TypeReference* type);
    Description(Description&& other) noexcept
        : description_(std::exchange(other.description_, nullptr)) {}
    Description(const Description&) = delete;
    Description& operator=(const Description&) = delete;
    ~Description() {
        if (description_ != nullptr) {
            abi::typelib_typedescription_release(description_);
        }
    }

    const Kind* operator->() const { return get(); }
    const Kind* get() const { return reinterpret_cast<const Kind*>(description_); }

private:
    abi::TypeDescription* description_;
};

/// An acquired one, complete. Throws Misuse when the office has none.
abi::TypeDescription* describe(abi::TypeReference* type);

template <class Kind>
Description<Kind>::Description(abi::TypeReference* type) : description_(describe(type)) {}

inline std::string name_of(std::type_identity<bool>) {
    return "boolean";
}
inline std::string name_of(std::type_identity<std::int8_t>) {
    return "byte";
}
inline std::string name_of(std::type_identity<std::int16_t>) {
    return "short";
}
inline std::string name_of(std::type_identity<std::int32_t>) {
    return "long";
}
inline std::string name_of(std::type_identity<std::int64_t>) {
    return "hyper";
}
inline std::string name_of(std::type_identity<double>) {
    return "double";
}
inline std::string name_of(std::type_identity<Text>) {
    return "string";
}
inline std::string name_of(std::type_identity<Type>) {
    return "type";
}

/// The type that values of a C++ type have in UNO, looked up once.
template <class Value> abi::TypeReference* type_of() {
    static const Type type(name_of(std::type_identity<Value>()));
    return type.get();
}

/// A member's name without that of its interface.
std::u16string_view short_name(const abi::TypeReference* member);

} // namespace uno
