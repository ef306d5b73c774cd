// Writes what the package and the README say about each function, from the catalogue.
// Usage: write_catalogue CALC_ADDINS_XCU README_TABLE REFERENCE_HTML REFERENCE_MARKDOWN

#include "reference/reference.hpp"

#include "core/catalogue.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <pugixml.hpp>

#include <fstream>
#include <iostream>
#include <stdexcept>

using namespace headroom;

namespace {

pugi::xml_node node(pugi::xml_node parent, std::string_view name, bool replace) {
    pugi::xml_node child = parent.append_child("node");
    child.append_attribute("oor:name") = std::string(name).c_str();
    if (replace) {
        child.append_attribute("oor:op") = "replace";
    }
    return child;
}

template <class Words> void property(pugi::xml_node parent, const char* name, Words words) {
    pugi::xml_node prop = parent.append_child("prop");
    prop.append_attribute("oor:name") = name;
    prop.append_attribute("oor:type") = "xs:string";
    for (const Language language : languages()) {
        pugi::xml_node value = prop.append_child("value");
        value.append_attribute("xml:lang") = std::string(language.code()).c_str();
        value.text() = std::string(words(language)).c_str();
    }
}

void write_calc_addins(std::ostream& out) {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node data = document.append_child("oor:component-data");
    data.append_attribute("xmlns:oor") = "http://openoffice.org/2001/registry";
    data.append_attribute("xmlns:xs") = "http://www.w3.org/2001/XMLSchema";
    data.append_attribute("oor:name") = "CalcAddIns";
    data.append_attribute("oor:package") = "org.openoffice.Office";
    pugi::xml_node functions =
        node(node(node(data, "AddInInfo", false), "org.headroom.Functions", true), "AddInFunctions",
             false);
    for (const Theme& theme : themes()) {
        for (const Function& function : theme.functions) {
            pugi::xml_node entry = node(functions, function.id, true);
            property(entry, "DisplayName", [&](Language) { return function.name; });
            property(entry, "Description",
                     [&](Language language) { return function.summary.in(language); });
            pugi::xml_node category = entry.append_child("prop");
            category.append_attribute("oor:name") = "Category";
            category.append_child("value").text() = theme.calculates ? "Financial" : "Information";
            const pugi::xml_node parameters = node(entry, "Parameters", false);
            const auto describe = [&](const Argument& argument, const std::string& suffix) {
                const pugi::xml_node parameter =
                    node(parameters, idl_name(argument.id) + suffix, true);
                property(parameter, "DisplayName",
                         [&](Language) { return std::string(argument.id) + suffix; });
                property(parameter, "Description",
                         [&](Language language) { return summary(argument, language); });
            };
            for (const Argument& argument : function.arguments) {
                if (argument.shape != Shape::any_number) {
                    describe(argument, "");
                    continue;
                }
                for (int number = 1; number <= looked_into; ++number) {
                    describe(argument, std::to_string(number));
                }
            }
        }
    }
    document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
}

std::string first_sentence(std::string_view text) {
    const std::size_t end = text.find(". ");
    return std::string(end == std::string_view::npos ? text : text.substr(0, end + 1));
}

void write_table(std::ostream& out) {
    out << "| Function | What it answers |\n|---|---|\n";
    for (const Theme& theme : themes()) {
        out << "| **" << theme.title.english() << "** | |\n";
        for (const Function& function : theme.functions) {
            out << "| `" << signature(function) << "` | "
                << first_sentence(function.summary.english()) << " |\n";
        }
    }
}

template <class Writer> void write_file(const char* path, Writer writer) {
    std::ofstream out(path, std::ios::binary);
    writer(out);
    out.close();
    if (!out) {
        throw std::runtime_error(std::string("cannot write ") + path);
    }
}

} // namespace

int main(int count, char** arguments) {
    try {
        if (count != 5) {
            throw std::runtime_error(
                "usage: write_catalogue CALC_ADDINS_XCU README_TABLE REFERENCE_HTML "
                "REFERENCE_MARKDOWN");
        }
        write_file(arguments[1], write_calc_addins);
        write_file(arguments[2], write_table);
        write_file(arguments[3], write_reference_html);
        write_file(arguments[4], write_reference_markdown);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
