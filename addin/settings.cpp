#include "settings.hpp"

#include "uno/sequence.hpp"

namespace headroom {

namespace {

/// A part of the configuration; with "ConfigurationUpdateAccess" it can be changed.
uno::Object part(const uno::Object& context, std::string_view node, std::string_view access) {
    const uno::Type property("com.sun.star.beans.PropertyValue");
    const uno::Any path =
        uno::structure(property, {{"Name", "nodepath"}, {"Value", std::string(node)}});
    return uno::create(context, "com.sun.star.configuration.ConfigurationProvider")
        .call("createInstanceWithArguments", "com.sun.star.configuration." + std::string(access),
              uno::sequence(uno::Type("any"), {path}))
        .object();
}

uno::Any value(const uno::Object& context, std::string_view node, std::string_view name) {
    return part(context, node, "ConfigurationAccess").call("getByName", std::string(name));
}

} // namespace

std::string setting(const uno::Object& context, std::string_view node, std::string_view name) {
    return value(context, node, name).text();
}

std::string office_name(const uno::Object& context) {
    constexpr std::string_view product = "/org.openoffice.Setup/Product";
    return setting(context, product, "ooName") + ' ' +
           setting(context, product, "ooSetupVersionAboutBox");
}

bool is_set(const uno::Object& context, std::string_view node, std::string_view name) {
    return value(context, node, name).truth();
}

void set(const uno::Object& context, std::string_view node, std::string_view name) {
    const uno::Object changed = part(context, node, "ConfigurationUpdateAccess");
    changed.as("com.sun.star.container.XNameReplace").call("replaceByName", name, true);
    changed.as("com.sun.star.util.XChangesBatch").call("commitChanges");
}

} // namespace headroom
