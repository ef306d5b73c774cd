#pragma once

#include "object.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace uno {

/// One call that the office makes to a component. Arguments are looked at where they stand, and are
/// gone when the call is over.
class Call {
public:
    Call(std::size_t index, const abi::MemberDescription& member, void* result, void** arguments)
        : index_(index), member_(member), result_(result), arguments_(arguments) {}
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    ~Call();

    /// Which method or attribute of the interface that was offered, the first one 0; those of
    /// XInterface do not count.
    std::size_t index() const { return index_; }

    std::size_t count() const;
    View argument(std::size_t index) const { return {parameter_type(index), arguments_[index]}; }

    /// Of an attribute: whether its value is wanted, or set to argument 0.
    bool gets() const { return result_ != nullptr; }

    /// Gives the result, once, converted to the type that the method is declared to have.
    void result(const View& value);

private:
    friend class Component;

    bool is_method() const { return member_.base.type_class == TypeClass::method; }
    const abi::MethodDescription& method() const {
        return reinterpret_cast<const abi::MethodDescription&>(member_);
    }
    const abi::AttributeDescription& attribute() const {
        return reinterpret_cast<const abi::AttributeDescription&>(member_);
    }
    abi::TypeReference* parameter_type(std::size_t index) const {
        return is_method() ? method().parameters[index].type : attribute().type;
    }
    abi::TypeReference* result_type() const {
        return is_method() ? method().result : attribute().type;
    }
    /// One that was not given is the default of its type.
    void hand_result_over();

    std::size_t index_;
    const abi::MemberDescription& member_;
    void* result_;
    void** arguments_;
    bool has_result_ = false; ///< that is still ours
};

/// What XServiceInfo says of a component.
struct Implementation {
    std::string name;
    std::vector<std::string> services;
};

/// An object that the office can call: derive from it, offer interfaces in the constructor, and
/// make it with `make`. It lives as long as somebody refers to it. What a handler throws goes to
/// the caller: an Exception as it is, everything else as a RuntimeException.
///
///     class Greeter : public uno::Component {
///     public:
///         Greeter() : Component({"org.example.GreeterImplementation", {"org.example.Greeter"}}) {
///             offer("com.sun.star.container.XNamed",
///                   {{"getName", [this](uno::Call& call) { call.result(uno::Any(name_)); }},
///                    {"setName", [this](uno::Call& call) { name_ = call.argument(0).text(); }}});
///         }
///
///     private:
///         std::string name_;
///     };
///
/// XInterface, XTypeProvider and XServiceInfo are there already. Interfaces whose methods give
/// something back in an argument cannot be offered.
class Component {
public:
    Component(const Component&) = delete;
    Component& operator=(const Component&) = delete;

    using Handler = std::function<void(Call&)>;
    struct Named {
        std::string_view name;
        Handler handler;
    };

protected:
    explicit Component(Implementation implementation);
    virtual ~Component() = default;

    /// One handler for all members of an interface, which asks the call for its index.
    void offer(std::string_view interface, Handler handler);
    /// A handler for each member; throws Misuse when one is missing or does not exist.
    void offer(std::string_view interface, std::initializer_list<Named> members);

    /// This object, as an interface that it offers.
    Object self(std::string_view interface);

private:
    template <class Made, class... Arguments> friend Object make(Arguments&&... arguments);

    /// What the office holds: this object as one interface shows it.
    struct Facet : abi::Interface {
        Facet(Component& component, Type type, const Handler* handler,
              std::vector<std::size_t> indices);

        Component& component;
        Type type;
        const Handler* handler;
        /// For each position in the interface, the member's index in the one that was offered.
        std::vector<std::size_t> indices;
    };

    Facet* facet(const abi::TypeReference* type);
    /// Also as the interfaces that it inherits from.
    void add_facets(const Type& type, const std::vector<std::u16string>& members,
                    const Handler& handler);
    void query(const abi::TypeReference* type, void* result);
    Object handed_over();

    static void acquire(abi::Interface* interface) noexcept;
    static void release(abi::Interface* interface) noexcept;
    static void dispatch(abi::Interface* interface, const abi::TypeDescription* member,
                         void* result, void** arguments, abi::Any** exception) noexcept;

    Implementation implementation_;
    std::deque<Facet> facets_; ///< XInterface's first
    std::deque<Handler> handlers_;
    std::vector<Type> offered_;
    std::atomic<std::int32_t> references_{1}; ///< the first is whose makes it
};

/// A new component, and the only reference to it.
template <class Made, class... Arguments> Object make(Arguments&&... arguments) {
    Component* component = new Made(std::forward<Arguments>(arguments)...);
    return component->handed_over();
}

/// What a library's entry point needs to know of a component.
struct Entry {
    Implementation implementation;
    /// Makes one for a com.sun.star.uno.XComponentContext.
    Object (*create)(const Implementation& implementation, const Object& context);
};

/// What a library's entry point returns: a com.sun.star.lang.XSingleComponentFactory that makes the
/// component of that name, handed over, or null when there is none. The entry point is found by the
/// name that the .components file gives it with its prefix; environment has to be "uno", and there
/// must be no constructor:
///
///     extern "C" void* example_component_getFactory(const char* name, void*, void*) {
///         return uno::factory(entries, name);
///     }
void* factory(std::span<const Entry> entries, std::string_view name) noexcept;

} // namespace uno
