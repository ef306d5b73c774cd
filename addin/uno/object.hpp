#pragma once

#include "any.hpp"

#include <array>
#include <exception>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace uno {

/// A reference to an object of the office, as the interface `type()` shows it; may be null. Calls
/// by name are as short as in Basic:
///
///     Object sheet = document.call("getSheets").object().call("getByIndex", 0).object();
///     sheet.call("getCellByPosition", 0, 0).object().set("Formula", "=1+1");
///
/// Each name is looked up again, in all interfaces that the object has when its own lacks it: for
/// what is called a thousand times there is Method.
class Object {
public:
    /// Null, as a com.sun.star.uno.XInterface.
    Object();
    /// Another reference to the same object.
    static Object share(abi::Interface* interface, Type type);
    /// The reference that somebody hands over.
    static Object adopt(abi::Interface* interface, Type type);
    Object(const Object& other);
    Object(Object&& other) noexcept;
    Object& operator=(Object other) noexcept;
    ~Object();

    explicit operator bool() const { return interface_ != nullptr; }
    const Type& type() const { return type_; }
    abi::Interface* get() const { return interface_; }
    /// The reference itself, to hand over.
    abi::Interface* give() &&;

    /// The same object as another interface shows it; null when it lacks it.
    Object query(const Type& type) const;
    /// The same, but throws Misuse instead.
    Object as(const Type& type) const;
    Object as(std::string_view type) const { return as(Type(type)); }

    /// Calls a method; without a result it gives void. Throws Exception when the call does, and
    /// Misuse when there is no such method or an argument does not fit.
    template <class... Values> Any call(std::string_view method, const Values&... values) const {
        const std::array<Any, sizeof...(Values)> arguments{Any(values)...};
        return call_with(method, arguments);
    }
    Any call_with(std::string_view method, std::span<const Any> arguments) const;

    /// An attribute, what a method get… without arguments gives, or a property.
    Any get(std::string_view name) const;
    void set(std::string_view name, const Any& value) const;

    /// Whether both are references to the same object.
    bool is(const Object& other) const;

private:
    Object(abi::Interface* interface, Type type);

    abi::Interface* interface_;
    Type type_;
};

inline std::string name_of(std::type_identity<Object>) {
    return "com.sun.star.uno.XInterface";
}

/// An exception that the office throws, or that is thrown into it.
class Exception : public std::exception {
public:
    /// The office's, as a call has left it.
    explicit Exception(Any exception);
    /// A new one of that type, such as com.sun.star.lang.IllegalArgumentException.
    Exception(std::string_view type, std::string_view message);

    const char* what() const noexcept override { return message_.c_str(); }
    std::string type_name() const { return exception_.type_name(); }
    /// With all its members.
    const Any& value() const { return exception_; }

private:
    Any exception_;
    std::string message_;
};

/// A method of an interface, looked up once.
///
///     static const Method get_data("com.sun.star.sheet.XCellRangeData", "getDataArray");
///     Any rows = get_data(range);
class Method {
public:
    /// Throws Misuse when the interface has no such method.
    Method(std::string_view interface, std::string_view name);

    template <class... Values> Any operator()(const Object& object, const Values&... values) const {
        const std::array<Any, sizeof...(Values)> arguments{Any(values)...};
        return call_with(object, arguments);
    }
    Any call_with(const Object& object, std::span<const Any> arguments) const;

    std::size_t count() const { return static_cast<std::size_t>(description_->count); }
    Type parameter_type(std::size_t index) const {
        return Type(description_->parameters[index].type);
    }

private:
    friend class Object;

    /// Without asking for the interface.
    Any dispatch(const Object& object, std::span<const Any> arguments) const;

    Type type_;
    Description<abi::MethodDescription> description_;
};

/// A new object of a service, from the context that a component is made with. Arguments, if there
/// are any, are those that the service is documented to take.
Object create(const Object& context, std::string_view service,
              const std::vector<Any>& arguments = {});

/// The office's only object of that name, such as
/// "com.sun.star.deployment.PackageInformationProvider".
Object singleton(const Object& context, std::string_view name);

} // namespace uno
