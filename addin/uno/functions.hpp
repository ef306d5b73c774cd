#pragma once

#include "abi.hpp"

/// All that is called in the office's libraries: sal3 (`rtl_`) and cppu3 (the others). The
/// functions that a value's interfaces are acquired and released with are always left out (null),
/// which means binary UNO's own.
namespace uno::abi {

extern "C" {

void rtl_uString_newFromStr_WithLength(String** made, const char16_t* letters,
                                       std::int32_t length) noexcept;
void rtl_uString_acquire(String* string) noexcept;
void rtl_uString_release(String* string) noexcept;

/// `*found` stays null when there is no such type. It is acquired.
void typelib_typedescription_getByName(TypeDescription** found, String* name) noexcept;
/// Fills in what may have been left out so far, such as an interface's members.
std::uint8_t typelib_typedescription_complete(TypeDescription** description) noexcept;
void typelib_typedescription_release(TypeDescription* description) noexcept;

void typelib_typedescriptionreference_acquire(TypeReference* type) noexcept;
void typelib_typedescriptionreference_release(TypeReference* type) noexcept;
/// The description is acquired.
void typelib_typedescriptionreference_getDescription(TypeDescription** found,
                                                     TypeReference* type) noexcept;

/// Copies a value into new memory; of null, makes the type's default; of a null type, void.
void uno_type_any_construct(Any* made, void* value, TypeReference* type,
                            void (*acquire)(void*)) noexcept;
void uno_any_destruct(Any* any, void (*release)(void*)) noexcept;

/// `type` is the sequence's, not the element's. Of null, the elements have their type's default.
std::uint8_t uno_type_sequence_construct(Sequence** made, TypeReference* type, void* elements,
                                         std::int32_t length, void (*acquire)(void*)) noexcept;

void uno_type_constructData(void* memory, TypeReference* type) noexcept;
void uno_type_copyData(void* memory, void* value, TypeReference* type,
                       void (*acquire)(void*)) noexcept;
void uno_type_destructData(void* value, TypeReference* type, void (*release)(void*)) noexcept;
}

} // namespace uno::abi
