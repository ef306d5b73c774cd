// Values of every type: what Headroom needs of cppu3, for a test without an office.

#include "types.hpp"

#include <cstdlib>
#include <cstring>

namespace uno::abi {

namespace {

template <class Kind> const Kind& described(const TypeReference* type) {
    return *reinterpret_cast<const Kind*>(type->description);
}

TypeReference* void_type() {
    static TypeReference* type = headroom::mock::find_type(u"void")->reference;
    return type;
}

std::size_t size_of(const TypeReference* type) {
    return static_cast<std::size_t>(type->description->size);
}

/// Calls for each member of a struct, inherited ones first.
template <class Visit> void for_each_member(const CompoundDescription& description, Visit visit) {
    if (description.parent != nullptr) {
        for_each_member(*description.parent, visit);
    }
    for (std::int32_t i = 0; i < description.count; ++i) {
        visit(description.types[i], description.offsets[i]);
    }
}

char* at(void* memory, std::size_t offset) {
    return static_cast<char*>(memory) + offset;
}

char* element(Sequence* sequence, const TypeReference* type, std::int32_t index) {
    return at(sequence->elements, static_cast<std::size_t>(index) * size_of(type));
}

Sequence* new_sequence(const TypeReference* type, std::int32_t length) {
    const std::size_t bytes =
        sizeof(Sequence) +
        static_cast<std::size_t>(length) * size_of(described<SequenceDescription>(type).element);
    auto* sequence = static_cast<Sequence*>(std::calloc(1, bytes));
    sequence->references = 1;
    sequence->length = length;
    return sequence;
}

} // namespace

void uno_type_constructData(void* memory, TypeReference* type) noexcept {
    std::memset(memory, 0, size_of(type));
    switch (type->type_class) {
    case TypeClass::string:
        rtl_uString_newFromStr_WithLength(static_cast<String**>(memory), nullptr, 0);
        break;
    case TypeClass::type:
        ++void_type()->references;
        *static_cast<TypeReference**>(memory) = void_type();
        break;
    case TypeClass::any:
        uno_type_any_construct(static_cast<Any*>(memory), nullptr, nullptr, nullptr);
        break;
    case TypeClass::sequence:
        *static_cast<Sequence**>(memory) = new_sequence(type, 0);
        break;
    case TypeClass::structure:
    case TypeClass::exception:
        for_each_member(
            described<CompoundDescription>(type), [&](TypeReference* member, std::int32_t offset) {
                uno_type_constructData(at(memory, static_cast<std::size_t>(offset)), member);
            });
        break;
    default:
        break;
    }
}

void uno_type_copyData(void* memory, void* value, TypeReference* type, void (*)(void*)) noexcept {
    std::memcpy(memory, value, size_of(type));
    switch (type->type_class) {
    case TypeClass::string:
        rtl_uString_acquire(*static_cast<String**>(memory));
        break;
    case TypeClass::type:
        ++(*static_cast<TypeReference**>(memory))->references;
        break;
    case TypeClass::any: {
        const Any& any = *static_cast<Any*>(value);
        uno_type_any_construct(static_cast<Any*>(memory), any.data, any.type, nullptr);
        break;
    }
    case TypeClass::sequence:
        ++(*static_cast<Sequence**>(memory))->references;
        break;
    case TypeClass::interface:
        if (Interface* interface = *static_cast<Interface**>(memory)) {
            interface->acquire(interface);
        }
        break;
    case TypeClass::structure:
    case TypeClass::exception:
        for_each_member(described<CompoundDescription>(type),
                        [&](TypeReference* member, std::int32_t offset) {
                            const auto place = static_cast<std::size_t>(offset);
                            uno_type_copyData(at(memory, place), at(value, place), member, nullptr);
                        });
        break;
    default:
        break;
    }
}

void uno_type_destructData(void* value, TypeReference* type, void (*)(void*)) noexcept {
    switch (type->type_class) {
    case TypeClass::string:
        rtl_uString_release(*static_cast<String**>(value));
        break;
    case TypeClass::type:
        --(*static_cast<TypeReference**>(value))->references;
        break;
    case TypeClass::any:
        uno_any_destruct(static_cast<Any*>(value), nullptr);
        break;
    case TypeClass::sequence: {
        Sequence* sequence = *static_cast<Sequence**>(value);
        if (--sequence->references == 0) {
            TypeReference* of = described<SequenceDescription>(type).element;
            for (std::int32_t i = 0; i < sequence->length; ++i) {
                uno_type_destructData(element(sequence, of, i), of, nullptr);
            }
            std::free(sequence);
        }
        break;
    }
    case TypeClass::interface:
        if (Interface* interface = *static_cast<Interface**>(value)) {
            interface->release(interface);
        }
        break;
    case TypeClass::structure:
    case TypeClass::exception:
        for_each_member(
            described<CompoundDescription>(type), [&](TypeReference* member, std::int32_t offset) {
                uno_type_destructData(at(value, static_cast<std::size_t>(offset)), member, nullptr);
            });
        break;
    default:
        break;
    }
}

void uno_type_any_construct(Any* made, void* value, TypeReference* type, void (*)(void*)) noexcept {
    if (type != nullptr && type->type_class == TypeClass::any) {
        // Of an any, its value.
        if (value == nullptr) {
            type = nullptr;
        } else {
            const Any& any = *static_cast<Any*>(value);
            type = any.type;
            value = any.data;
        }
    }
    made->type = type == nullptr ? void_type() : type;
    ++made->type->references;
    made->reserved = nullptr;
    const std::size_t size = size_of(made->type);
    made->data = size <= sizeof made->reserved ? &made->reserved : std::malloc(size);
    if (made->type->type_class == TypeClass::none) {
        return;
    }
    if (value == nullptr) {
        uno_type_constructData(made->data, made->type);
    } else {
        uno_type_copyData(made->data, value, made->type, nullptr);
    }
}

void uno_any_destruct(Any* any, void (*)(void*)) noexcept {
    if (any->type->type_class != TypeClass::none) {
        uno_type_destructData(any->data, any->type, nullptr);
    }
    if (any->data != &any->reserved) {
        std::free(any->data);
    }
    --any->type->references;
}

std::uint8_t uno_type_sequence_construct(Sequence** made, TypeReference* type, void* elements,
                                         std::int32_t length, void (*)(void*)) noexcept {
    *made = new_sequence(type, length);
    TypeReference* of = described<SequenceDescription>(type).element;
    for (std::int32_t i = 0; i < length; ++i) {
        if (elements == nullptr) {
            uno_type_constructData(element(*made, of, i), of);
        } else {
            uno_type_copyData(element(*made, of, i),
                              at(elements, static_cast<std::size_t>(i) * size_of(of)), of, nullptr);
        }
    }
    return 1;
}

} // namespace uno::abi
