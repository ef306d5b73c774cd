#pragma once

#include <cstdint>

/// The structs of binary UNO, UNO's C ABI, which is the same on every platform; the office's own
/// headers declare them as well, but know only the compilers that the office is built with. Each is
/// laid out as the C struct whose name stands beside it.
namespace uno::abi {

/// typelib_TypeClass
enum class TypeClass : std::int32_t {
    none = 0, ///< void
    character = 1,
    boolean = 2,
    byte = 3,
    int16 = 4,
    unsigned16 = 5,
    int32 = 6,
    unsigned32 = 7,
    int64 = 8,
    unsigned64 = 9,
    float32 = 10,
    float64 = 11,
    string = 12,
    type = 13,
    any = 14,
    enumeration = 15,
    structure = 17,
    exception = 19,
    sequence = 20,
    interface = 22,
    method = 25,
    attribute = 26,
};

/// rtl_uString: a text in UTF-16, as many letters as it is long.
struct String {
    std::int32_t references;
    std::int32_t length;
    char16_t letters[1];
};

struct TypeDescription;

/// typelib_TypeDescriptionReference: a type by its name.
struct TypeReference {
    std::int32_t references;
    std::int32_t static_references;
    TypeClass type_class;
    String* name;
    TypeDescription* description;
    void* unique_identifier;
    void* reserved;
};

/// typelib_TypeDescription: all about a type; what kind of description follows from its class.
struct TypeDescription {
    std::int32_t references;
    std::int32_t static_references;
    TypeClass type_class;
    String* name;
    TypeDescription* self;
    void* unique_identifier;
    void* reserved;
    std::uint8_t complete;
    std::int32_t size;
    std::int32_t alignment;
    TypeReference* reference;
    std::uint8_t on_demand;
};

/// typelib_CompoundTypeDescription: of a struct or an exception.
struct CompoundDescription {
    TypeDescription base;
    CompoundDescription* parent;
    std::int32_t count; ///< of its own members, without the parent's
    std::int32_t* offsets;
    TypeReference** types;
    String** names;
};

/// typelib_IndirectTypeDescription: of a sequence.
struct SequenceDescription {
    TypeDescription base;
    TypeReference* element;
};

/// typelib_Uik
struct Uik {
    std::uint32_t data1;
    std::uint16_t data2;
    std::uint16_t data3;
    std::uint32_t data4;
    std::uint32_t data5;
};

/// typelib_InterfaceTypeDescription
struct InterfaceDescription {
    TypeDescription base;
    InterfaceDescription* parent;
    Uik uik;
    std::int32_t own_count;
    TypeReference** own_members;
    std::int32_t count;
    TypeReference** members; ///< methods and attributes, inherited ones first
    std::int32_t* functions_of_members;
    std::int32_t function_count;
    std::int32_t* members_of_functions;
    std::int32_t base_count;
    InterfaceDescription** bases;
};

/// typelib_InterfaceMemberTypeDescription: what methods and attributes have in common.
struct MemberDescription {
    TypeDescription base;
    std::int32_t position; ///< among the members of its interface, inherited ones included
    String* name;
};

/// typelib_MethodParameter
struct Parameter {
    String* name;
    TypeReference* type;
    std::uint8_t in;
    std::uint8_t out;
};

/// typelib_InterfaceMethodTypeDescription
struct MethodDescription {
    MemberDescription base;
    TypeReference* result;
    std::int32_t count;
    Parameter* parameters;
    std::int32_t exception_count;
    TypeReference** exceptions;
    std::uint8_t one_way;
    InterfaceDescription* owner;
    TypeReference* inherited_from;
    std::int32_t index;
};

/// typelib_InterfaceAttributeTypeDescription
struct AttributeDescription {
    MemberDescription base;
    std::uint8_t read_only;
    TypeReference* type;
    InterfaceDescription* owner;
    TypeReference* inherited_from;
    std::int32_t index;
    std::int32_t get_exception_count;
    TypeReference** get_exceptions;
    std::int32_t set_exception_count;
    TypeReference** set_exceptions;
};

/// uno_Any: a value with its type. Small values lie in `reserved`, where `data` then points.
struct Any {
    TypeReference* type;
    void* data;
    void* reserved;
};

/// uno_Sequence: as many elements as it is long, one behind the other.
struct Sequence {
    std::int32_t references;
    std::int32_t length;
    char elements[1];
};

/// uno_Interface: an object as one of its interfaces shows it. Every call goes through `dispatch`:
/// the member's description says which one it is; `arguments` point to the values; a result is
/// constructed where `result` points, which is null only when an attribute is set; `*exception` is
/// storage for an any when the call fails, and is set to null when all is well.
struct Interface {
    void (*acquire)(Interface* self);
    void (*release)(Interface* self);
    void (*dispatch)(Interface* self, const TypeDescription* member, void* result, void** arguments,
                     Any** exception);
};

} // namespace uno::abi
