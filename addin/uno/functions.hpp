#pragma once

#include "abi.hpp"

/// All that is called in the office's libraries: sal3 (`rtl_`) and cppu3 (the others). The
/// functions that a value's interfaces are acquired and released with are always left out (null),
/// which means binary UNO's own. They are bound by their symbols' names: declared as C, they could
/// not stand in one file with the office's declarations of them, which have other pointers.
namespace uno::abi {

void rtl_uString_newFromStr_WithLength(String** made, const char16_t* letters,
                                       std::int32_t length) noexcept
    __asm__("rtl_uString_newFromStr_WithLength");
void rtl_uString_acquire(String* string) noexcept __asm__("rtl_uString_acquire");
void rtl_uString_release(String* string) noexcept __asm__("rtl_uString_release");

/// `*found` stays null when there is no such type. It is acquired.
void typelib_typedescription_getByName(TypeDescription** found, String* name) noexcept
    __asm__("typelib_typedescription_getByName");
/// Fills in what may have been left out so far, such as an interface's members.
std::uint8_t typelib_typedescription_complete(TypeDescription** description) noexcept
    __asm__("typelib_typedescription_complete");
void typelib_typedescription_release(TypeDescription* description) noexcept
    __asm__("typelib_typedescription_release");

void typelib_typedescriptionreference_acquire(TypeReference* type) noexcept
    __asm__("typelib_typedescriptionreference_acquire");
void typelib_typedescriptionreference_release(TypeReference* type) noexcept
    __asm__("typelib_typedescriptionreference_release");
/// The description is acquired.
void typelib_typedescriptionreference_getDescription(TypeDescription** found,
                                                     TypeReference* type) noexcept
    __asm__("typelib_typedescriptionreference_getDescription");

/// Copies a value into new memory; of null, makes the type's default; of a null type, void.
void uno_type_any_construct(Any* made, void* value, TypeReference* type,
                            void (*acquire)(void*)) noexcept __asm__("uno_type_any_construct");
void uno_any_destruct(Any* any, void (*release)(void*)) noexcept __asm__("uno_any_destruct");

/// `type` is the sequence's, not the element's. Of null, the elements have their type's default.
std::uint8_t uno_type_sequence_construct(Sequence** made, TypeReference* type, void* elements,
                                         std::int32_t length, void (*acquire)(void*)) noexcept
    __asm__("uno_type_sequence_construct");

void uno_type_constructData(void* memory, TypeReference* type) noexcept
    __asm__("uno_type_constructData");
void uno_type_copyData(void* memory, void* value, TypeReference* type,
                       void (*acquire)(void*)) noexcept __asm__("uno_type_copyData");
void uno_type_destructData(void* value, TypeReference* type, void (*release)(void*)) noexcept
    __asm__("uno_type_destructData");

} // namespace uno::abi
