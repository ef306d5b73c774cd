#pragma once

#include <pugixml.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What every part of an OpenDocument file shares.
namespace headroom::workbook {

inline constexpr std::string_view media_type =
    "application/vnd.oasis.opendocument.spreadsheet-template";

/// An XML document with that root, the namespaces of OpenDocument and its version.
pugi::xml_document new_document(const char* root);

/// A child with these attributes.
pugi::xml_node add(pugi::xml_node parent, const char* name,
                   const std::vector<std::pair<const char*, std::string>>& attributes);

std::string millimetres(double length);

/// "A" for 0, "AA" for 26.
std::string column_letters(int column);

/// Both throw std::runtime_error when the file cannot be written.
void save(const pugi::xml_document& document, const std::filesystem::path& file);
void save_text(const std::string& text, const std::filesystem::path& file);

} // namespace headroom::workbook
