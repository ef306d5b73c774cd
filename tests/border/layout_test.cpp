// Binary UNO as the border declares it, held against the headers of the office's SDK.

#include "uno/abi.hpp"

#include <rtl/ustring.h>
#include <sal/types.h>
#include <typelib/typedescription.h>
#include <uno/any2.h>
#include <uno/data.h>
#include <uno/dispatcher.h>
#include <uno/sequence2.h>

#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace headroom::test {

namespace {

namespace abi = uno::abi;

template <class Struct, class Field> std::size_t offset(Field Struct::*field) {
    alignas(Struct) static char memory[sizeof(Struct)];
    const auto* object = reinterpret_cast<Struct*>(memory);
    return static_cast<std::size_t>(reinterpret_cast<const char*>(&(object->*field)) - memory);
}

/// Both structs with their fields in order, each beside the other's.
template <class Ours, class Theirs, class... Fields> void same(Fields... fields) {
    EXPECT_EQ(sizeof(Ours), sizeof(Theirs));
    EXPECT_EQ(alignof(Ours), alignof(Theirs));
    std::size_t number = 0;
    const auto field = [&]<class Left, class Right>(std::pair<Left, Right> both) {
        SCOPED_TRACE("field " + std::to_string(number++));
        EXPECT_EQ(offset(both.first), offset(both.second));
        // NOLINTNEXTLINE(bugprone-sizeof-expression): a pointer's own size is meant
        EXPECT_EQ(sizeof(std::declval<Ours&>().*both.first),
                  sizeof(std::declval<Theirs&>().*both.second));
    };
    (field(fields), ...);
}

using std::pair;

TEST(Layout, OfStrings) {
    same<abi::String, rtl_uString>(pair(&abi::String::references, &rtl_uString::refCount),
                                   pair(&abi::String::length, &rtl_uString::length),
                                   pair(&abi::String::letters, &rtl_uString::buffer));
}

TEST(Layout, OfAnysAndSequences) {
    same<abi::Any, uno_Any>(pair(&abi::Any::type, &uno_Any::pType),
                            pair(&abi::Any::data, &uno_Any::pData),
                            pair(&abi::Any::reserved, &uno_Any::pReserved));
    same<abi::Sequence, uno_Sequence>(pair(&abi::Sequence::references, &uno_Sequence::nRefCount),
                                      pair(&abi::Sequence::length, &uno_Sequence::nElements),
                                      pair(&abi::Sequence::elements, &uno_Sequence::elements));
}

TEST(Layout, OfInterfaces) {
    same<abi::Interface, uno_Interface>(
        pair(&abi::Interface::acquire, &uno_Interface::acquire),
        pair(&abi::Interface::release, &uno_Interface::release),
        pair(&abi::Interface::dispatch, &uno_Interface::pDispatcher));
}

TEST(Layout, OfTypes) {
    using Ours = abi::TypeReference;
    using Theirs = typelib_TypeDescriptionReference;
    same<Ours, Theirs>(pair(&Ours::references, &Theirs::nRefCount),
                       pair(&Ours::static_references, &Theirs::nStaticRefCount),
                       pair(&Ours::type_class, &Theirs::eTypeClass),
                       pair(&Ours::name, &Theirs::pTypeName),
                       pair(&Ours::description, &Theirs::pType),
                       pair(&Ours::unique_identifier, &Theirs::pUniqueIdentifier),
                       pair(&Ours::reserved, &Theirs::pReserved));
}

TEST(Layout, OfDescriptions) {
    using Ours = abi::TypeDescription;
    using Theirs = typelib_TypeDescription;
    same<Ours, Theirs>(
        pair(&Ours::references, &Theirs::nRefCount),
        pair(&Ours::static_references, &Theirs::nStaticRefCount),
        pair(&Ours::type_class, &Theirs::eTypeClass), pair(&Ours::name, &Theirs::pTypeName),
        pair(&Ours::self, &Theirs::pSelf),
        pair(&Ours::unique_identifier, &Theirs::pUniqueIdentifier),
        pair(&Ours::reserved, &Theirs::pReserved), pair(&Ours::complete, &Theirs::bComplete),
        pair(&Ours::size, &Theirs::nSize), pair(&Ours::alignment, &Theirs::nAlignment),
        pair(&Ours::reference, &Theirs::pWeakRef), pair(&Ours::on_demand, &Theirs::bOnDemand));
}

TEST(Layout, OfDescribedStructs) {
    using Ours = abi::CompoundDescription;
    using Theirs = typelib_CompoundTypeDescription;
    same<Ours, Theirs>(
        pair(&Ours::base, &Theirs::aBase), pair(&Ours::parent, &Theirs::pBaseTypeDescription),
        pair(&Ours::count, &Theirs::nMembers), pair(&Ours::offsets, &Theirs::pMemberOffsets),
        pair(&Ours::types, &Theirs::ppTypeRefs), pair(&Ours::names, &Theirs::ppMemberNames));
}

TEST(Layout, OfDescribedSequences) {
    using Ours = abi::SequenceDescription;
    using Theirs = typelib_IndirectTypeDescription;
    same<Ours, Theirs>(pair(&Ours::base, &Theirs::aBase), pair(&Ours::element, &Theirs::pType));
}

TEST(Layout, OfDescribedInterfaces) {
    same<abi::Uik, typelib_Uik>(pair(&abi::Uik::data1, &typelib_Uik::m_Data1),
                                pair(&abi::Uik::data2, &typelib_Uik::m_Data2),
                                pair(&abi::Uik::data3, &typelib_Uik::m_Data3),
                                pair(&abi::Uik::data4, &typelib_Uik::m_Data4),
                                pair(&abi::Uik::data5, &typelib_Uik::m_Data5));
    using Ours = abi::InterfaceDescription;
    using Theirs = typelib_InterfaceTypeDescription;
    same<Ours, Theirs>(
        pair(&Ours::base, &Theirs::aBase), pair(&Ours::parent, &Theirs::pBaseTypeDescription),
        pair(&Ours::uik, &Theirs::aUik), pair(&Ours::own_count, &Theirs::nMembers),
        pair(&Ours::own_members, &Theirs::ppMembers), pair(&Ours::count, &Theirs::nAllMembers),
        pair(&Ours::members, &Theirs::ppAllMembers),
        pair(&Ours::functions_of_members, &Theirs::pMapMemberIndexToFunctionIndex),
        pair(&Ours::function_count, &Theirs::nMapFunctionIndexToMemberIndex),
        pair(&Ours::members_of_functions, &Theirs::pMapFunctionIndexToMemberIndex),
        pair(&Ours::base_count, &Theirs::nBaseTypes), pair(&Ours::bases, &Theirs::ppBaseTypes));
}

TEST(Layout, OfDescribedMembers) {
    using Ours = abi::MemberDescription;
    using Theirs = typelib_InterfaceMemberTypeDescription;
    same<Ours, Theirs>(pair(&Ours::base, &Theirs::aBase), pair(&Ours::position, &Theirs::nPosition),
                       pair(&Ours::name, &Theirs::pMemberName));
}

TEST(Layout, OfDescribedMethods) {
    same<abi::Parameter, typelib_MethodParameter>(
        pair(&abi::Parameter::name, &typelib_MethodParameter::pName),
        pair(&abi::Parameter::type, &typelib_MethodParameter::pTypeRef),
        pair(&abi::Parameter::in, &typelib_MethodParameter::bIn),
        pair(&abi::Parameter::out, &typelib_MethodParameter::bOut));
    using Ours = abi::MethodDescription;
    using Theirs = typelib_InterfaceMethodTypeDescription;
    same<Ours, Theirs>(
        pair(&Ours::base, &Theirs::aBase), pair(&Ours::result, &Theirs::pReturnTypeRef),
        pair(&Ours::count, &Theirs::nParams), pair(&Ours::parameters, &Theirs::pParams),
        pair(&Ours::exception_count, &Theirs::nExceptions),
        pair(&Ours::exceptions, &Theirs::ppExceptions), pair(&Ours::one_way, &Theirs::bOneWay),
        pair(&Ours::owner, &Theirs::pInterface), pair(&Ours::inherited_from, &Theirs::pBaseRef),
        pair(&Ours::index, &Theirs::nIndex));
}

TEST(Layout, OfDescribedAttributes) {
    using Ours = abi::AttributeDescription;
    using Theirs = typelib_InterfaceAttributeTypeDescription;
    same<Ours, Theirs>(
        pair(&Ours::base, &Theirs::aBase), pair(&Ours::read_only, &Theirs::bReadOnly),
        pair(&Ours::type, &Theirs::pAttributeTypeRef), pair(&Ours::owner, &Theirs::pInterface),
        pair(&Ours::inherited_from, &Theirs::pBaseRef), pair(&Ours::index, &Theirs::nIndex),
        pair(&Ours::get_exception_count, &Theirs::nGetExceptions),
        pair(&Ours::get_exceptions, &Theirs::ppGetExceptions),
        pair(&Ours::set_exception_count, &Theirs::nSetExceptions),
        pair(&Ours::set_exceptions, &Theirs::ppSetExceptions));
}

TEST(Layout, NumbersOfTypeClasses) {
    using enum abi::TypeClass;
    const pair<abi::TypeClass, typelib_TypeClass> classes[] = {
        {none, typelib_TypeClass_VOID},
        {character, typelib_TypeClass_CHAR},
        {boolean, typelib_TypeClass_BOOLEAN},
        {byte, typelib_TypeClass_BYTE},
        {int16, typelib_TypeClass_SHORT},
        {unsigned16, typelib_TypeClass_UNSIGNED_SHORT},
        {int32, typelib_TypeClass_LONG},
        {unsigned32, typelib_TypeClass_UNSIGNED_LONG},
        {int64, typelib_TypeClass_HYPER},
        {unsigned64, typelib_TypeClass_UNSIGNED_HYPER},
        {float32, typelib_TypeClass_FLOAT},
        {float64, typelib_TypeClass_DOUBLE},
        {string, typelib_TypeClass_STRING},
        {type, typelib_TypeClass_TYPE},
        {any, typelib_TypeClass_ANY},
        {enumeration, typelib_TypeClass_ENUM},
        {structure, typelib_TypeClass_STRUCT},
        {exception, typelib_TypeClass_EXCEPTION},
        {sequence, typelib_TypeClass_SEQUENCE},
        {interface, typelib_TypeClass_INTERFACE},
        {method, typelib_TypeClass_INTERFACE_METHOD},
        {attribute, typelib_TypeClass_INTERFACE_ATTRIBUTE},
    };
    EXPECT_EQ(sizeof(abi::TypeClass), sizeof(typelib_TypeClass));
    for (const auto& [ours, theirs] : classes) {
        EXPECT_EQ(static_cast<int>(ours), static_cast<int>(theirs));
    }
}

/// The functions too; the declarations of one symbol cannot stand beside each other.
template <auto function, class... Arguments>
constexpr bool takes =
    std::is_same_v<decltype(function),
                   std::invoke_result_t<decltype(function), Arguments...> (*)(Arguments...)> ||
    std::is_same_v<decltype(function), std::invoke_result_t<decltype(function), Arguments...> (*)(
                                           Arguments...) noexcept>;

using Type = typelib_TypeDescriptionReference*;
using Description = typelib_TypeDescription*;

static_assert(
    takes<&rtl_uString_newFromStr_WithLength, rtl_uString**, const sal_Unicode*, sal_Int32>);
static_assert(takes<&rtl_uString_acquire, rtl_uString*>);
static_assert(takes<&rtl_uString_release, rtl_uString*>);
static_assert(takes<&typelib_typedescription_getByName, Description*, rtl_uString*>);
static_assert(takes<&typelib_typedescription_complete, Description*>);
static_assert(takes<&typelib_typedescription_release, Description>);
static_assert(takes<&typelib_typedescriptionreference_acquire, Type>);
static_assert(takes<&typelib_typedescriptionreference_release, Type>);
static_assert(takes<&typelib_typedescriptionreference_getDescription, Description*, Type>);
static_assert(takes<&uno_type_any_construct, uno_Any*, void*, Type, uno_AcquireFunc>);
static_assert(takes<&uno_any_destruct, uno_Any*, uno_ReleaseFunc>);
static_assert(
    takes<&uno_type_sequence_construct, uno_Sequence**, Type, void*, sal_Int32, uno_AcquireFunc>);
static_assert(takes<&uno_type_constructData, void*, Type>);
static_assert(takes<&uno_type_copyData, void*, void*, Type, uno_AcquireFunc>);
static_assert(takes<&uno_type_destructData, void*, Type, uno_ReleaseFunc>);

} // namespace

} // namespace headroom::test
