#include "any.hpp"

#include "object.hpp"
#include "sequence.hpp"

#include <functional>
#include <limits>
#include <new>
#include <optional>
#include <utility>

namespace uno {

View::View(abi::TypeReference* type, const void* data)
    : type_(type), data_(const_cast<void*>(data)) {
    if (type->type_class == TypeClass::any) {
        const abi::Any& any = *static_cast<const abi::Any*>(data);
        type_ = any.type;
        data_ = any.data;
    }
}

void View::refuse(std::string_view wanted) const {
    throw Misuse("a value of type " + type_name() + " is not " + std::string(wanted));
}

namespace {

/// A whole number, or an enum's value; nothing when it is neither.
std::optional<std::int64_t> integer(const View& value) {
    const void* data = value.raw_data();
    switch (value.type_class()) {
    case TypeClass::byte:
        return *static_cast<const std::int8_t*>(data);
    case TypeClass::int16:
        return *static_cast<const std::int16_t*>(data);
    case TypeClass::unsigned16:
        return *static_cast<const std::uint16_t*>(data);
    case TypeClass::int32:
    case TypeClass::enumeration:
        return *static_cast<const std::int32_t*>(data);
    case TypeClass::unsigned32:
        return *static_cast<const std::uint32_t*>(data);
    case TypeClass::int64:
        return *static_cast<const std::int64_t*>(data);
    case TypeClass::unsigned64: {
        const std::uint64_t number = *static_cast<const std::uint64_t*>(data);
        if (number <= std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
            return static_cast<std::int64_t>(number);
        }
        return {};
    }
    default:
        return {};
    }
}

} // namespace

double View::number() const {
    switch (type_class()) {
    case TypeClass::float64:
        return *static_cast<const double*>(data_);
    case TypeClass::float32:
        return *static_cast<const float*>(data_);
    default:
        if (const std::optional<std::int64_t> whole = integer(*this)) {
            return static_cast<double>(*whole);
        }
        refuse("a number");
    }
}

std::int64_t View::whole() const {
    if (const std::optional<std::int64_t> whole = integer(*this)) {
        return *whole;
    }
    refuse("a whole number");
}

bool View::truth() const {
    if (type_class() != TypeClass::boolean) {
        refuse("true or false");
    }
    return *static_cast<const std::uint8_t*>(data_) != 0;
}

std::u16string_view View::letters() const {
    if (type_class() != TypeClass::string) {
        refuse("a text");
    }
    return uno::letters(*static_cast<abi::String* const*>(data_));
}

Type View::type() const {
    if (type_class() != TypeClass::type) {
        refuse("a type");
    }
    return Type(*static_cast<abi::TypeReference* const*>(data_));
}

Object View::object() const {
    if (is_void()) {
        return {};
    }
    if (type_class() != TypeClass::interface) {
        refuse("an object");
    }
    return Object::share(*static_cast<abi::Interface* const*>(data_), Type(type_));
}

Elements View::elements() const {
    return Elements(*this);
}

namespace {

/// Where a member of a struct lies in it, and of which type it is.
struct Place {
    abi::TypeReference* type;
    std::int32_t offset;
};

Place place(abi::TypeReference* type, std::string_view name) {
    if (type->type_class == TypeClass::structure || type->type_class == TypeClass::exception) {
        const std::u16string wanted = utf16(name);
        const Description<abi::CompoundDescription> description(type);
        for (const abi::CompoundDescription* level = description.get(); level != nullptr;
             level = level->parent) {
            for (std::int32_t i = 0; i < level->count; ++i) {
                if (letters(level->names[i]) == wanted) {
                    return {level->types[i], level->offsets[i]};
                }
            }
        }
    }
    throw Misuse("a value of type " + name_of(type) + " has no member " + std::string(name));
}

} // namespace

View View::member(std::string_view name) const {
    const Place found = place(type_, name);
    return {found.type, static_cast<const char*>(data_) + found.offset};
}

Elements::Elements(const View& sequence) {
    if (sequence.type_class() != TypeClass::sequence) {
        throw Misuse("a value of type " + sequence.type_name() + " is not a sequence");
    }
    abi::Sequence* header = *static_cast<abi::Sequence**>(sequence.raw_data());
    first_ = header->elements;
    size_ = static_cast<std::size_t>(header->length);
    // A range has a row of anys a thousand times: each description would be two locks.
    static const Type row(name_of(std::type_identity<Sequence<Any>>()));
    if (same(sequence.raw_type(), row.get())) {
        type_ = type_of<Any>();
        step_ = sizeof(Any);
        return;
    }
    const Description<abi::SequenceDescription> description(sequence.raw_type());
    type_ = description->element;
    step_ = static_cast<std::size_t>(Description<>(type_)->size);
}

namespace {

abi::Any* raw(View* any) {
    return reinterpret_cast<abi::Any*>(any);
}

} // namespace

Any::Any() {
    abi::uno_type_any_construct(raw(this), nullptr, nullptr, nullptr);
}

Any::Any(const View& value) {
    abi::uno_type_any_construct(raw(this), value.raw_data(), value.raw_type(), nullptr);
}

Any::Any(const Text& text) {
    abi::String* string = text.get();
    abi::uno_type_any_construct(raw(this), &string, type_of<Text>(), nullptr);
}

Any::Any(const Type& type) {
    abi::TypeReference* reference = type.get();
    abi::uno_type_any_construct(raw(this), &reference, type_of<Type>(), nullptr);
}

Any::Any(const Object& object) {
    abi::Interface* interface = object.get();
    abi::uno_type_any_construct(raw(this), &interface, object.type().get(), nullptr);
}

Any& Any::operator=(Any other) noexcept {
    Any old(Unset{});
    old.take(*this);
    take(other);
    other.take(old);
    return *this;
}

Any::~Any() {
    if (type_ != nullptr) {
        abi::uno_any_destruct(raw(this), nullptr);
    }
}

void Any::take(Any& other) noexcept {
    type_ = std::exchange(other.type_, nullptr);
    data_ = other.data_;
    reserved_ = other.reserved_;
    // What lies in the any itself has moved with it.
    const std::less<const void*> before;
    if (!before(data_, &other) && before(data_, &other + 1)) {
        data_ = reinterpret_cast<char*>(this) +
                (static_cast<char*>(data_) - reinterpret_cast<char*>(&other));
    }
}

Any Any::of_type(const Type& type, void* value) {
    Any any{Unset()};
    abi::uno_type_any_construct(raw(&any), value, type.get(), nullptr);
    return any;
}

Any Any::adopt(abi::Any& filled) {
    return std::move(reinterpret_cast<Any&>(filled));
}

namespace {

/// Exchanges a value for another, converted to its type.
void replace(void* value, abi::TypeReference* type, const View& by) {
    abi::uno_type_destructData(value, type, nullptr);
    try {
        construct(value, type, by);
    } catch (const Misuse&) {
        abi::uno_type_constructData(value, type);
        throw;
    }
}

} // namespace

void Any::set_member(std::string_view name, const View& value) {
    const Place found = place(type_, name);
    replace(static_cast<char*>(data_) + found.offset, found.type, value);
}

namespace {

template <class Number> void construct_whole(void* memory, const View& value) {
    const std::int64_t number = value.whole();
    if (!std::in_range<Number>(number)) {
        throw Misuse(std::to_string(number) + " does not fit its type");
    }
    *static_cast<Number*>(memory) = static_cast<Number>(number);
}

} // namespace

void construct(void* memory, abi::TypeReference* type, const View& value) {
    switch (type->type_class) {
    case TypeClass::any:
        abi::uno_type_any_construct(static_cast<abi::Any*>(memory), value.raw_data(),
                                    value.raw_type(), nullptr);
        return;
    case TypeClass::float64:
        *static_cast<double*>(memory) = value.number();
        return;
    case TypeClass::float32:
        *static_cast<float*>(memory) = static_cast<float>(value.number());
        return;
    case TypeClass::byte:
        return construct_whole<std::int8_t>(memory, value);
    case TypeClass::int16:
        return construct_whole<std::int16_t>(memory, value);
    case TypeClass::unsigned16:
        return construct_whole<std::uint16_t>(memory, value);
    case TypeClass::int32:
    case TypeClass::enumeration:
        return construct_whole<std::int32_t>(memory, value);
    case TypeClass::unsigned32:
        return construct_whole<std::uint32_t>(memory, value);
    case TypeClass::int64:
        return construct_whole<std::int64_t>(memory, value);
    case TypeClass::unsigned64:
        return construct_whole<std::uint64_t>(memory, value);
    case TypeClass::interface: {
        Object object = value.object();
        if (object) {
            object = object.as(Type(type));
        }
        *static_cast<abi::Interface**>(memory) = std::move(object).give();
        return;
    }
    default:
        if (!same(type, value.raw_type())) {
            throw Misuse("a value of type " + value.type_name() + " where one of type " +
                         name_of(type) + " has to be");
        }
        abi::uno_type_copyData(memory, value.raw_data(), type, nullptr);
    }
}

Any structure(const Type& type, std::initializer_list<Member> members) {
    Any made = Any::of_type(type);
    for (const Member& member : members) {
        made.set_member(member.name, member.value);
    }
    return made;
}

Field::Field(std::string_view structure, std::string_view name)
    : structure_(structure), type_(place(structure_.get(), name).type),
      offset_(place(structure_.get(), name).offset) {}

View Field::operator()(const View& structure) const {
    if (!same(structure.raw_type(), structure_.get())) {
        throw Misuse("a value of type " + structure.type_name() + " is not a " + structure_.name());
    }
    return {type_.get(), static_cast<const char*>(structure.raw_data()) + offset_};
}

Any sequence(const Type& element, const std::vector<Any>& elements) {
    const Type type("[]" + element.name());
    abi::Sequence* made = nullptr;
    if (abi::uno_type_sequence_construct(
            &made, type.get(), nullptr, static_cast<std::int32_t>(elements.size()), nullptr) == 0) {
        throw std::bad_alloc();
    }
    Any sequence = Any::of_type(type, &made);
    abi::uno_type_destructData(&made, type.get(), nullptr);
    const Elements places = sequence.elements();
    for (std::size_t i = 0; i < elements.size(); ++i) {
        replace(places.at(i), element.get(), elements[i]);
    }
    return sequence;
}

} // namespace uno
