#include "settings.hpp"

#include "uno/sequence.hpp"

namespace headroom {

std::string setting(const uno::Object& context, std::string_view node, std::string_view name) {
    const uno::Type property("com.sun.star.beans.PropertyValue");
    const uno::Any path =
        uno::structure(property, {{"Name", "nodepath"}, {"Value", std::string(node)}});
    return uno::create(context, "com.sun.star.configuration.ConfigurationProvider")
        .call("createInstanceWithArguments", "com.sun.star.configuration.ConfigurationAccess",
              uno::sequence(uno::Type("any"), {path}))
        .object()
        .call("getByName", std::string(name))
        .text();
}

} // namespace headroom
