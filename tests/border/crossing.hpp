#pragma once

#include "uno/object.hpp"

#include <com/sun/star/uno/Reference.hxx>
#include <uno/environment.hxx>
#include <uno/lbnames.h>
#include <uno/mapping.hxx>

namespace headroom::test {

/// An object of the office's C++ binding as the border sees it: through the office's own bridge.
template <class Interface>
uno::Object in_binary(const com::sun::star::uno::Reference<Interface>& object) {
    namespace css = com::sun::star::uno;
    const css::Mapping mapping(css::Environment::getCurrent(), css::Environment(UNO_LB_UNO));
    const css::Type type = cppu::UnoType<Interface>::get();
    void* interface = mapping.mapInterface(object.get(), type);
    return uno::Object::adopt(
        static_cast<uno::abi::Interface*>(interface),
        uno::Type(reinterpret_cast<uno::abi::TypeReference*>(type.getTypeLibType())));
}

/// The same the other way round: what the office does with a component that it has loaded.
template <class Interface>
com::sun::star::uno::Reference<Interface> in_cpp(const uno::Object& object) {
    namespace css = com::sun::star::uno;
    const css::Mapping mapping(css::Environment(UNO_LB_UNO), css::Environment::getCurrent());
    css::Reference<css::XInterface> found;
    mapping.mapInterface(reinterpret_cast<void**>(&found), object.get(),
                         cppu::UnoType<css::XInterface>::get());
    return {found, css::UNO_QUERY};
}

} // namespace headroom::test
