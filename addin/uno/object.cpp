#include "object.hpp"

#include "sequence.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace uno {

namespace {

const Type& root_type() {
    static const Type type("com.sun.star.uno.XInterface");
    return type;
}

/// Memory for a value, which is destructed once it has been constructed.
class Storage {
public:
    explicit Storage(abi::TypeReference* type)
        : type_(type), memory_(std::make_unique<std::byte[]>(
                           static_cast<std::size_t>(Description<>(type)->size))) {}
    Storage(Storage&& other) noexcept
        : type_(other.type_), memory_(std::move(other.memory_)),
          filled_(std::exchange(other.filled_, false)) {}
    Storage& operator=(Storage&&) = delete;
    ~Storage() {
        if (filled_) {
            abi::uno_type_destructData(memory_.get(), type_, nullptr);
        }
    }

    void* get() const { return memory_.get(); }
    void set_filled() { filled_ = true; }
    View view() const { return {type_, memory_.get()}; }

private:
    abi::TypeReference* type_;
    std::unique_ptr<std::byte[]> memory_;
    bool filled_ = false;
};

/// Dispatches one call and takes over what it leaves. `result` is null where none is wanted.
void dispatch(abi::Interface* interface, const void* member, void* result, void** arguments) {
    abi::Any thrown;
    abi::Any* exception = &thrown;
    interface->dispatch(interface, static_cast<const abi::TypeDescription*>(member), result,
                        arguments, &exception);
    if (exception != nullptr) {
        throw Exception(Any::adopt(thrown));
    }
}

Any dispatch_with_result(abi::Interface* interface, const void* member, abi::TypeReference* type,
                         void** arguments) {
    if (type->type_class == TypeClass::none) {
        dispatch(interface, member, nullptr, arguments);
        return {};
    }
    if (type->type_class == TypeClass::any) {
        abi::Any result;
        dispatch(interface, member, &result, arguments);
        return Any::adopt(result);
    }
    Storage result(type);
    dispatch(interface, member, result.get(), arguments);
    result.set_filled();
    return result.view();
}

/// The arguments of a call as the other side wants them; what fits already is not copied.
class Prepared {
public:
    explicit Prepared(std::size_t count) {
        converted_.reserve(count);
        pointers_.reserve(count);
    }

    void add(abi::TypeReference* wanted, const Any& argument) {
        if (wanted->type_class == TypeClass::any) {
            pointers_.push_back(const_cast<Any*>(&argument));
        } else if (same(wanted, argument.raw_type())) {
            pointers_.push_back(argument.raw_data());
        } else {
            Storage& storage = converted_.emplace_back(wanted);
            construct(storage.get(), wanted, argument);
            storage.set_filled();
            pointers_.push_back(storage.get());
        }
    }

    void** get() { return pointers_.data(); }

private:
    std::vector<Storage> converted_;
    std::vector<void*> pointers_;
};

Any call_method(abi::Interface* interface, const abi::MethodDescription& method,
                std::span<const Any> arguments) {
    const auto name = [&] { return utf8(letters(method.base.name)); };
    if (static_cast<std::size_t>(method.count) != arguments.size()) {
        throw Misuse(name() + " takes " + std::to_string(method.count) + " arguments, not " +
                     std::to_string(arguments.size()));
    }
    Prepared prepared(arguments.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const abi::Parameter& parameter = method.parameters[i];
        if (parameter.out != 0) {
            throw Misuse(name() + " gives something back in an argument");
        }
        prepared.add(parameter.type, arguments[i]);
    }
    return dispatch_with_result(interface, &method, method.result, prepared.get());
}

/// A member of one of an object's interfaces, and that interface.
struct Found {
    Type type;
    abi::TypeReference* member;
};

std::optional<Found> find_in(const Type& type, TypeClass kind, std::u16string_view name) {
    if (type.type_class() != TypeClass::interface) {
        return {};
    }
    const Description<abi::InterfaceDescription> interface(type.get());
    for (std::int32_t i = 0; i < interface->count; ++i) {
        abi::TypeReference* member = interface->members[i];
        if (member->type_class == kind && short_name(member) == name) {
            return Found{type, member};
        }
    }
    return {};
}

/// In its own interface, then in all the others it says it has.
std::optional<Found> find(const Object& object, TypeClass kind, std::string_view name) {
    const std::u16string wanted = utf16(name);
    if (std::optional<Found> own = find_in(object.type(), kind, wanted)) {
        return own;
    }
    static const Type provider("com.sun.star.lang.XTypeProvider");
    static const Method get_types("com.sun.star.lang.XTypeProvider", "getTypes");
    if (const Object provided = object.query(provider)) {
        const Any types = get_types(provided);
        const Elements elements = types.elements();
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (std::optional<Found> found = find_in(elements[i].type(), kind, wanted)) {
                return found;
            }
        }
    }
    return {};
}

void expect_object(const Object& object, std::string_view member) {
    if (!object) {
        throw Misuse("there is no object to ask for " + std::string(member));
    }
}

const Method& get_property_value() {
    static const Method method("com.sun.star.beans.XPropertySet", "getPropertyValue");
    return method;
}

const Method& set_property_value() {
    static const Method method("com.sun.star.beans.XPropertySet", "setPropertyValue");
    return method;
}

} // namespace

Object::Object() : Object(nullptr, root_type()) {}

Object::Object(abi::Interface* interface, Type type)
    : interface_(interface), type_(std::move(type)) {}

Object Object::share(abi::Interface* interface, Type type) {
    if (interface != nullptr) {
        interface->acquire(interface);
    }
    return {interface, std::move(type)};
}

Object Object::adopt(abi::Interface* interface, Type type) {
    return {interface, std::move(type)};
}

Object::Object(const Object& other) : Object(share(other.interface_, other.type_)) {}

Object::Object(Object&& other) noexcept
    : interface_(std::exchange(other.interface_, nullptr)), type_(std::move(other.type_)) {}

Object& Object::operator=(Object other) noexcept {
    std::swap(interface_, other.interface_);
    std::swap(type_, other.type_);
    return *this;
}

Object::~Object() {
    if (interface_ != nullptr) {
        interface_->release(interface_);
    }
}

abi::Interface* Object::give() && {
    return std::exchange(interface_, nullptr);
}

Object Object::query(const Type& type) const {
    if (interface_ == nullptr) {
        return {};
    }
    static const Method query_interface("com.sun.star.uno.XInterface", "queryInterface");
    // Every interface begins with this method.
    return query_interface.dispatch(*this, std::array{Any(type)}).object();
}

Object Object::as(const Type& type) const {
    Object found = query(type);
    if (!found) {
        throw Misuse(interface_ == nullptr ? "there is no object to be a " + type.name()
                                           : "the object is no " + type.name());
    }
    return found;
}

Any Object::call_with(std::string_view method, std::span<const Any> arguments) const {
    expect_object(*this, method);
    const std::optional<Found> found = find(*this, TypeClass::method, method);
    if (!found) {
        throw Misuse("the object has no method " + std::string(method));
    }
    const Object target = found->type == type_ ? *this : as(found->type);
    const Description<abi::MethodDescription> description(found->member);
    return call_method(target.get(), *description.get(), arguments);
}

Any Object::get(std::string_view name) const {
    expect_object(*this, name);
    if (const auto found = find(*this, TypeClass::attribute, name)) {
        const Object target = as(found->type);
        const Description<abi::AttributeDescription> attribute(found->member);
        return dispatch_with_result(target.get(), attribute.get(), attribute->type, nullptr);
    }
    const std::string getter = "get" + std::string(name);
    if (const auto found = find(*this, TypeClass::method, getter)) {
        const Description<abi::MethodDescription> method(found->member);
        if (method->count == 0) {
            return call_method(as(found->type).get(), *method.get(), {});
        }
    }
    return get_property_value()(*this, name);
}

void Object::set(std::string_view name, const Any& value) const {
    expect_object(*this, name);
    if (const auto found = find(*this, TypeClass::attribute, name)) {
        const Object target = as(found->type);
        const Description<abi::AttributeDescription> attribute(found->member);
        Prepared prepared(1);
        prepared.add(attribute->type, value);
        dispatch(target.get(), attribute.get(), nullptr, prepared.get());
        return;
    }
    const std::string setter = "set" + std::string(name);
    if (const auto found = find(*this, TypeClass::method, setter)) {
        const Description<abi::MethodDescription> method(found->member);
        if (method->count == 1) {
            call_method(as(found->type).get(), *method.get(), {&value, 1});
            return;
        }
    }
    set_property_value()(*this, name, value);
}

bool Object::is(const Object& other) const {
    return query(root_type()).interface_ == other.query(root_type()).interface_;
}

namespace {

std::string message_of(const Any& exception) {
    try {
        std::string message = exception.member("Message").text();
        return message.empty() ? exception.type_name() : message;
    } catch (const Misuse&) {
        return exception.type_name();
    }
}

Any new_exception(std::string_view type, std::string_view message) {
    return structure(Type(type), {{"Message", message}});
}

abi::TypeReference* method_of(const Type& interface, std::string_view name) {
    const std::optional<Found> found = find_in(interface, TypeClass::method, utf16(name));
    if (!found) {
        throw Misuse(interface.name() + " has no method " + std::string(name));
    }
    return found->member;
}

} // namespace

Exception::Exception(Any exception)
    : exception_(std::move(exception)), message_(message_of(exception_)) {}

Exception::Exception(std::string_view type, std::string_view message)
    : Exception(new_exception(type, message)) {}

Method::Method(std::string_view interface, std::string_view name)
    : type_(interface), description_(method_of(type_, name)) {}

Any Method::call_with(const Object& object, std::span<const Any> arguments) const {
    return dispatch(object.type() == type_ ? object : object.as(type_), arguments);
}

Any Method::dispatch(const Object& object, std::span<const Any> arguments) const {
    expect_object(object, utf8(letters(description_->base.name)));
    return call_method(object.get(), *description_.get(), arguments);
}

Object create(const Object& context, std::string_view service, const std::vector<Any>& arguments) {
    const Object manager = context.call("getServiceManager").object();
    return arguments.empty() ? manager.call("createInstanceWithContext", service, context).object()
                             : manager
                                   .call("createInstanceWithArgumentsAndContext", service,
                                         sequence(Type("any"), arguments), context)
                                   .object();
}

Object singleton(const Object& context, std::string_view name) {
    return context.call("getValueByName", "/singletons/" + std::string(name)).object();
}

} // namespace uno
