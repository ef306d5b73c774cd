#include "component.hpp"

#include "sequence.hpp"

#include <algorithm>
#include <utility>

namespace uno {

namespace {

/// queryInterface, acquire, release: what every interface begins with.
constexpr std::int32_t root_members = 3;

const Type& root() {
    static const Type type("com.sun.star.uno.XInterface");
    return type;
}

const Type& runtime_exception() {
    static const Type type("com.sun.star.uno.RuntimeException");
    return type;
}

std::vector<std::u16string> member_names(const Type& type) {
    const Description<abi::InterfaceDescription> interface(type.get());
    std::vector<std::u16string> names;
    for (std::int32_t i = root_members; i < interface->count; ++i) {
        names.emplace_back(short_name(interface->members[i]));
    }
    return names;
}

void refuse_arguments_out(const Type& type) {
    const Description<abi::InterfaceDescription> interface(type.get());
    for (std::int32_t i = root_members; i < interface->count; ++i) {
        abi::TypeReference* member = interface->members[i];
        if (member->type_class == TypeClass::method) {
            const Description<abi::MethodDescription> method(member);
            for (std::int32_t j = 0; j < method->count; ++j) {
                if (method->parameters[j].out != 0) {
                    throw Misuse(name_of(member) + " gives something back in an argument");
                }
            }
        }
    }
}

std::size_t index_of(std::u16string_view name, const std::vector<std::u16string>& names) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

void throw_into(abi::Any* exception, const View& value) noexcept {
    abi::uno_type_any_construct(exception, value.raw_data(), value.raw_type(), nullptr);
}

bool has(abi::TypeReference* const* types, std::int32_t count, std::u16string_view name) {
    return std::any_of(types, types + count,
                       [&](const abi::TypeReference* type) { return letters(type->name) == name; });
}

/// Whether a member's callers expect an exception: one that its interface declares or any may
/// throw, or one made of these. They are not made for another, which ends the bridge to a macro.
bool expects(const abi::MemberDescription& member, abi::TypeReference* thrown) {
    const auto declares = [&](std::u16string_view name) {
        if (member.base.type_class == TypeClass::method) {
            const auto& method = reinterpret_cast<const abi::MethodDescription&>(member);
            return has(method.exceptions, method.exception_count, name);
        }
        const auto& attribute = reinterpret_cast<const abi::AttributeDescription&>(member);
        return has(attribute.get_exceptions, attribute.get_exception_count, name) ||
               has(attribute.set_exceptions, attribute.set_exception_count, name);
    };
    const Description<abi::CompoundDescription> description(thrown);
    for (const abi::CompoundDescription* level = description.get(); level != nullptr;
         level = level->parent) {
        const std::u16string_view name = letters(level->base.name);
        if (name == letters(runtime_exception().get()->name) || declares(name)) {
            return true;
        }
    }
    return false;
}

/// As a RuntimeException; one without a message where not even that can be made.
void throw_into(abi::Any* exception, const char* message) noexcept {
    try {
        throw_into(exception, structure(runtime_exception(), {{"Message", message}}));
    } catch (...) {
        abi::uno_type_any_construct(exception, nullptr, runtime_exception().get(), nullptr);
    }
}

} // namespace

std::size_t Call::count() const {
    if (is_method()) {
        return static_cast<std::size_t>(method().count);
    }
    return gets() ? 0 : 1;
}

void Call::result(const View& value) {
    if (has_result_) {
        throw Misuse("a second result of one call");
    }
    if (result_type()->type_class == TypeClass::none || result_ == nullptr) {
        throw Misuse("a result of a call that has none");
    }
    construct(result_, result_type(), value);
    has_result_ = true;
}

void Call::hand_result_over() {
    if (!has_result_ && result_ != nullptr && result_type()->type_class != TypeClass::none) {
        abi::uno_type_constructData(result_, result_type());
    }
    has_result_ = false;
}

Call::~Call() {
    if (has_result_) {
        abi::uno_type_destructData(result_, result_type(), nullptr);
    }
}

Component::Facet::Facet(Component& component, Type type, const Handler* handler,
                        std::vector<std::size_t> indices)
    : Interface{&Component::acquire, &Component::release, &Component::dispatch},
      component(component), type(std::move(type)), handler(handler), indices(std::move(indices)) {}

Component::Component(Implementation implementation) : implementation_(std::move(implementation)) {
    runtime_exception(); // While it can still be said that there is none.
    facets_.emplace_back(*this, root(), nullptr, std::vector<std::size_t>());
    offer("com.sun.star.lang.XTypeProvider", {{"getTypes",
                                               [this](Call& call) {
                                                   Sequence<Type> types(offered_.size());
                                                   for (std::size_t i = 0; i < offered_.size();
                                                        ++i) {
                                                       types[i] = offered_[i];
                                                   }
                                                   call.result(types.view());
                                               }},
                                              {"getImplementationId", [](Call&) {}}});
    offer(
        "com.sun.star.lang.XServiceInfo",
        {{"getImplementationName", [this](Call& call) { call.result(Any(implementation_.name)); }},
         {"supportsService",
          [this](Call& call) {
              const std::string name = call.argument(0).text();
              const auto& services = implementation_.services;
              call.result(Any(std::find(services.begin(), services.end(), name) != services.end()));
          }},
         {"getSupportedServiceNames", [this](Call& call) {
              Sequence<Text> names(implementation_.services.size());
              for (std::size_t i = 0; i < names.size(); ++i) {
                  names[i] = Text(std::string_view(implementation_.services[i]));
              }
              call.result(names.view());
          }}});
}

void Component::offer(std::string_view interface, Handler handler) {
    const Type type(interface);
    refuse_arguments_out(type);
    offered_.push_back(type);
    add_facets(type, member_names(type), handlers_.emplace_back(std::move(handler)));
}

void Component::offer(std::string_view interface, std::initializer_list<Named> members) {
    const std::vector<std::u16string> names = member_names(Type(interface));
    std::vector<Handler> handlers(names.size());
    for (const Named& member : members) {
        const std::size_t index = index_of(utf16(member.name), names);
        if (index == names.size()) {
            throw Misuse(std::string(interface) + " has no member " + std::string(member.name));
        }
        handlers[index] = member.handler;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!handlers[i]) {
            throw Misuse("nothing handles " + utf8(names[i]) + " of " + std::string(interface));
        }
    }
    offer(interface,
          [handlers = std::move(handlers)](Call& call) { handlers[call.index()](call); });
}

Object Component::self(std::string_view interface) {
    const Type type(interface);
    Facet* found = facet(type.get());
    if (found == nullptr) {
        throw Misuse("the component does not offer " + type.name());
    }
    return Object::share(found, type);
}

Object Component::handed_over() {
    return Object::adopt(&facets_.front(), root());
}

Component::Facet* Component::facet(const abi::TypeReference* type) {
    for (Facet& facet : facets_) {
        if (same(facet.type.get(), type)) {
            return &facet;
        }
    }
    return nullptr;
}

void Component::add_facets(const Type& type, const std::vector<std::u16string>& members,
                           const Handler& handler) {
    if (facet(type.get()) != nullptr) {
        return;
    }
    std::vector<std::size_t> indices(root_members);
    for (const std::u16string& name : member_names(type)) {
        indices.push_back(index_of(name, members));
    }
    facets_.emplace_back(*this, type, &handler, std::move(indices));
    const Description<abi::InterfaceDescription> interface(type.get());
    for (std::int32_t i = 0; i < interface->base_count; ++i) {
        add_facets(Type(interface->bases[i]->base.reference), members, handler);
    }
}

void Component::query(const abi::TypeReference* type, void* result) {
    abi::Interface* found = facet(type);
    abi::uno_type_any_construct(static_cast<abi::Any*>(result), &found,
                                found == nullptr ? nullptr : const_cast<abi::TypeReference*>(type),
                                nullptr);
}

void Component::acquire(abi::Interface* interface) noexcept {
    static_cast<Facet*>(interface)->component.references_.fetch_add(1, std::memory_order_relaxed);
}

void Component::release(abi::Interface* interface) noexcept {
    Component& component = static_cast<Facet*>(interface)->component;
    if (component.references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        delete &component;
    }
}

void Component::dispatch(abi::Interface* interface, const abi::TypeDescription* member,
                         void* result, void** arguments, abi::Any** exception) noexcept {
    const Facet& facet = *static_cast<Facet*>(interface);
    const auto& described = *reinterpret_cast<const abi::MemberDescription*>(member);
    try {
        switch (described.position) {
        case 0:
            facet.component.query(*static_cast<abi::TypeReference**>(arguments[0]), result);
            break;
        case 1:
            acquire(interface);
            break;
        case 2:
            release(interface);
            break;
        default: {
            Call call(facet.indices.at(static_cast<std::size_t>(described.position)), described,
                      result, arguments);
            (*facet.handler)(call);
            call.hand_result_over();
        }
        }
        *exception = nullptr;
    } catch (const Exception& thrown) {
        if (expects(described, thrown.value().raw_type())) {
            throw_into(*exception, thrown.value());
        } else {
            throw_into(*exception, thrown.what());
        }
    } catch (const std::exception& error) {
        throw_into(*exception, error.what());
    } catch (...) {
        throw_into(*exception, "an unknown failure");
    }
}

namespace {

class Factory : public Component {
public:
    explicit Factory(const Entry& entry) : Component(entry.implementation) {
        offer("com.sun.star.lang.XSingleComponentFactory",
              {{"createInstanceWithContext",
                [entry](Call& call) {
                    call.result(Any(entry.create(entry.implementation, call.argument(0).object())));
                }},
               {"createInstanceWithArgumentsAndContext", [entry](Call& call) {
                    call.result(Any(entry.create(entry.implementation, call.argument(1).object())));
                }}});
    }
};

} // namespace

void* factory(std::span<const Entry> entries, std::string_view name) noexcept {
    try {
        for (const Entry& entry : entries) {
            if (entry.implementation.name == name) {
                return make<Factory>(entry).as("com.sun.star.lang.XSingleComponentFactory").give();
            }
        }
    } catch (const std::exception&) {
        // The office says that the component cannot be made.
    }
    return nullptr;
}

} // namespace uno
