#include "ods/document.hpp"

#include "core/value.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace headroom::workbook {

pugi::xml_document new_document(const char* root) {
    static constexpr std::pair<const char*, const char*> namespaces[] = {
        {"xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
        {"xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
        {"xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
        {"xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
        {"xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"},
        {"xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"},
        {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
        {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
        {"xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"},
        {"xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"},
        {"xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"},
        {"xmlns:chart", "urn:oasis:names:tc:opendocument:xmlns:chart:1.0"},
        {"xmlns:config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"},
        {"xmlns:ooo", "http://openoffice.org/2004/office"},
        {"xmlns:calcext", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"},
        {"xmlns:of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2"},
    };
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node node = document.append_child(root);
    for (const auto& [name, value] : namespaces) {
        node.append_attribute(name) = value;
    }
    node.append_attribute("office:version") = "1.3";
    return document;
}

pugi::xml_node add(pugi::xml_node parent, const char* name,
                   const std::vector<std::pair<const char*, std::string>>& attributes) {
    pugi::xml_node child = parent.append_child(name);
    for (const auto& [key, value] : attributes) {
        child.append_attribute(key) = value.c_str();
    }
    return child;
}

std::string millimetres(double length) {
    return plain(length) + "mm";
}

std::string column_letters(int column) {
    const std::string last(1, static_cast<char>('A' + column % 26));
    return column < 26 ? last : column_letters(column / 26 - 1) + last;
}

void save(const pugi::xml_document& document, const std::filesystem::path& file) {
    std::ostringstream text;
    document.save(text, " ", pugi::format_raw, pugi::encoding_utf8);
    save_text(text.str(), file);
}

void save_text(const std::string& text, const std::filesystem::path& file) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) {
        throw std::runtime_error("cannot write " + file.string());
    }
}

} // namespace headroom::workbook
