#pragma once

#include "ods/workbook.hpp"

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::workbook {

std::string look_name(Look look);
std::string format_name(Format format);
std::optional<Format> format_named(std::string_view name);
std::vector<std::string_view> format_names();

/// The data style a format has in the file; empty for the General one.
std::string data_style_name(Format format);

void write_number_formats(pugi::xml_node automatic_styles);

/// A cell style that looks like `look` and shows numbers like `format`.
void write_cell_style(pugi::xml_node automatic_styles, const std::string& name, Look look,
                      Format format);

/// styles.xml: the named styles, and pages that print alike on A4 and Letter.
pugi::xml_document styles_of(const std::string& title);

} // namespace headroom::workbook
