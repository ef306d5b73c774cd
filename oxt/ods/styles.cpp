#include "ods/styles.hpp"

#include "ods/document.hpp"

#include <stdexcept>

namespace headroom::workbook {

namespace {

constexpr const char* ink = "#1f2933";
constexpr const char* paper = "#ffffff";
constexpr const char* navy = "#16324f";
constexpr const char* grey = "#5f6b7a";
constexpr const char* input_ink = "#0b4f9e";
constexpr const char* input_fill = "#fff7d6";
constexpr const char* result_fill = "#e6eef7";
constexpr const char* column_fill = "#eef1f5";

struct Appearance {
    Look look;
    const char* name;
    const char* size;
    bool bold = false;
    const char* colour = ink;
    const char* fill = "transparent";
    const char* align = nullptr; ///< nothing: text left, numbers right
    bool wrap = true;
    const char* border_bottom = nullptr;
    const char* border = nullptr;
};

constexpr const char* thin = "0.5pt solid #c9d1da";
constexpr const char* thick = "1.25pt solid #16324f";

constexpr Appearance appearances[] = {
    {.look = Look::title,
     .name = "Title",
     .size = "20pt",
     .bold = true,
     .colour = navy,
     .wrap = false},
    {.look = Look::subtitle, .name = "Subtitle", .size = "10.5pt", .colour = grey},
    {.look = Look::heading,
     .name = "Section",
     .size = "12pt",
     .bold = true,
     .colour = navy,
     .wrap = false,
     .border_bottom = thick},
    {.look = Look::column_heading,
     .name = "Column heading",
     .size = "9pt",
     .bold = true,
     .colour = navy,
     .fill = column_fill,
     .border_bottom = thin},
    {.look = Look::number_heading,
     .name = "Number heading",
     .size = "9pt",
     .bold = true,
     .colour = navy,
     .fill = column_fill,
     .align = "end",
     .border_bottom = thin},
    {.look = Look::label, .name = "Label", .size = "10pt", .border_bottom = thin},
    {.look = Look::note, .name = "Note", .size = "9pt", .colour = grey, .border_bottom = thin},
    {.look = Look::input,
     .name = "Input",
     .size = "10pt",
     .colour = input_ink,
     .fill = input_fill,
     .align = "end",
     .border = thin},
    {.look = Look::input_text,
     .name = "Input choice",
     .size = "10pt",
     .colour = input_ink,
     .fill = input_fill,
     .align = "end",
     .border = thin},
    {.look = Look::input_name,
     .name = "Input name",
     .size = "10pt",
     .colour = input_ink,
     .fill = input_fill,
     .align = "start",
     .border = thin},
    {.look = Look::formula,
     .name = "Formula",
     .size = "10pt",
     .align = "end",
     .border_bottom = thin},
    {.look = Look::formula_text,
     .name = "Formula text",
     .size = "10pt",
     .align = "start",
     .border_bottom = thin},
    {.look = Look::formula_note,
     .name = "Formula note",
     .size = "9pt",
     .colour = grey,
     .align = "start",
     .border_bottom = thin},
    {.look = Look::result,
     .name = "Result",
     .size = "14pt",
     .bold = true,
     .colour = navy,
     .fill = result_fill,
     .align = "end",
     .border_bottom = thin},
    {.look = Look::result_text,
     .name = "Verdict",
     .size = "11pt",
     .bold = true,
     .colour = navy,
     .fill = result_fill,
     .align = "start"},
    {.look = Look::question, .name = "Question", .size = "10pt", .align = "start"},
    {.look = Look::status,
     .name = "Status",
     .size = "9pt",
     .colour = grey,
     .fill = column_fill,
     .align = "start"},
    {.look = Look::check,
     .name = "Check",
     .size = "10pt",
     .bold = true,
     .align = "end",
     .border_bottom = thin},
    {.look = Look::finding,
     .name = "Finding",
     .size = "10pt",
     .bold = true,
     .colour = navy,
     .align = "start",
     .border_bottom = thin},
    {.look = Look::signed_amount,
     .name = "Signed amount",
     .size = "10pt",
     .align = "end",
     .border_bottom = thin},
};

const Appearance& appearance(Look look) {
    for (const Appearance& candidate : appearances) {
        if (candidate.look == look) {
            return candidate;
        }
    }
    throw std::logic_error("a look without an appearance");
}

struct Pattern {
    Format format;
    const char* name;
    int decimals;
    int most_decimals; ///< digits beyond `decimals` show only when they are not 0
    bool percent;
    const char* factor = nullptr; ///< by which a number is divided to be shown
    bool grouped = true;          ///< thousands apart
};

constexpr Pattern patterns[] = {
    {Format::whole, "whole", 0, 0, false},
    {Format::tenth, "tenth", 1, 1, false},
    {Format::cents, "cents", 2, 2, false},
    {Format::thousandths, "thousandths", 3, 3, false},
    {Format::many, "many", 0, 6, false},
    {Format::percent, "percent", 1, 1, true},
    {Format::percent_whole, "percent-whole", 0, 0, true},
    {Format::percent_fine, "percent-fine", 2, 2, true},
    {Format::points, "points", 2, 2, false},
    {.format = Format::quarter,
     .name = "quarter",
     .decimals = 0,
     .most_decimals = 1,
     .percent = false,
     .grouped = false},
    {Format::millions, "millions", 0, 0, false, "1000000"},
    {Format::date, "date", 0, 0, false},
};

/// A style that a cell of style `parent` takes by what is in it.
pugi::xml_node add_state_style(pugi::xml_node styles, const std::string& name, const char* parent,
                               const char* colour, const char* fill) {
    pugi::xml_node style = add(styles, "style:style",
                               {{"style:name", name},
                                {"style:family", "table-cell"},
                                {"style:parent-style-name", parent}});
    pugi::xml_node cell =
        add(style, "style:table-cell-properties", {{"fo:background-color", fill}});
    add(style, "style:text-properties", {{"fo:color", colour}});
    return cell;
}

void add_named_style(pugi::xml_node styles, const Appearance& look) {
    pugi::xml_node style = add(styles, "style:style",
                               {{"style:name", look.name},
                                {"style:family", "table-cell"},
                                {"style:parent-style-name", "Default"}});
    pugi::xml_node cell = add(style, "style:table-cell-properties",
                              {{"fo:background-color", look.fill},
                               {"fo:wrap-option", look.wrap ? "wrap" : "no-wrap"},
                               {"style:vertical-align", "middle"},
                               {"fo:padding", "0.8mm"},
                               {"fo:padding-left", "1.6mm"},
                               {"fo:padding-right", "1.6mm"}});
    if (look.border != nullptr) {
        cell.append_attribute("fo:border") = look.border;
    } else if (look.border_bottom != nullptr) {
        cell.append_attribute("fo:border-bottom") = look.border_bottom;
    }
    if (look.align != nullptr) {
        cell.append_attribute("style:text-align-source") = "fix";
        add(style, "style:paragraph-properties", {{"fo:text-align", look.align}});
    }
    add(style, "style:text-properties",
        {{"fo:font-size", look.size},
         {"fo:font-weight", look.bold ? "bold" : "normal"},
         {"fo:color", look.colour}});
}

void add_page(pugi::xml_node automatic, const char* name, bool landscape) {
    pugi::xml_node layout = add(automatic, "style:page-layout", {{"style:name", name}});
    // Margins that leave out the strips by which A4 is longer and Letter is wider.
    pugi::xml_node properties =
        add(layout, "style:page-layout-properties",
            {{"fo:page-width", landscape ? "297mm" : "210mm"},
             {"fo:page-height", landscape ? "210mm" : "297mm"},
             {"style:first-page-number", "continue"},
             {"style:print-orientation", landscape ? "landscape" : "portrait"},
             {"fo:margin-top", "14mm"},
             {"fo:margin-bottom", landscape ? "12mm" : "22mm"},
             {"fo:margin-left", "14mm"},
             {"fo:margin-right", landscape ? "26mm" : "14mm"},
             {"style:scale-to-X", "1"},
             {"style:scale-to-Y", "0"},
             {"style:print", "objects charts drawings zero-values"},
             {"style:table-centering", "horizontal"}});
    (void)properties;
    pugi::xml_node footer = layout.append_child("style:footer-style");
    add(footer, "style:header-footer-properties",
        {{"fo:min-height", "7mm"},
         {"fo:margin-top", "2mm"},
         {"fo:margin-left", "0mm"},
         {"fo:margin-right", "0mm"}});
}

void add_master(pugi::xml_node masters, const char* name, const char* layout,
                const std::string& title) {
    pugi::xml_node master = add(masters, "style:master-page",
                                {{"style:name", name}, {"style:page-layout-name", layout}});
    add(master, "style:header", {{"style:display", "false"}});
    pugi::xml_node footer = master.append_child("style:footer");
    pugi::xml_node left = footer.append_child("style:region-left").append_child("text:p");
    left.text() = (title + " – ").c_str();
    left.append_child("text:sheet-name").text() = "?";
    pugi::xml_node right = footer.append_child("style:region-right").append_child("text:p");
    right.text() = "Page ";
    right.append_child("text:page-number").text() = "1";
    right.append_child(pugi::node_pcdata).set_value(" of ");
    right.append_child("text:page-count").text() = "1";
}

} // namespace

std::string look_name(Look look) {
    return appearance(look).name;
}

std::string format_name(Format format) {
    for (const Pattern& pattern : patterns) {
        if (pattern.format == format) {
            return pattern.name;
        }
    }
    return "general";
}

std::optional<Format> format_named(std::string_view name) {
    for (const Pattern& pattern : patterns) {
        if (pattern.name == name) {
            return pattern.format;
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> names;
    for (const Pattern& pattern : patterns) {
        names.emplace_back(pattern.name);
    }
    return names;
}

std::string data_style_name(Format format) {
    return format == Format::general ? std::string() : "number-" + format_name(format);
}

namespace {

/// Years before months before days, in every language.
void write_date_format(pugi::xml_node automatic_styles) {
    pugi::xml_node style =
        add(automatic_styles, "number:date-style", {{"style:name", data_style_name(Format::date)}});
    const char* separator = nullptr;
    for (const char* part : {"number:year", "number:month", "number:day"}) {
        if (separator != nullptr) {
            style.append_child("number:text").text() = separator;
        }
        add(style, part, {{"number:style", "long"}});
        separator = "-";
    }
}

} // namespace

void write_number_formats(pugi::xml_node automatic_styles) {
    write_date_format(automatic_styles);
    for (const Pattern& pattern : patterns) {
        if (pattern.format == Format::date) {
            continue;
        }
        pugi::xml_node style = add(
            automatic_styles, pattern.percent ? "number:percentage-style" : "number:number-style",
            {{"style:name", data_style_name(pattern.format)}});
        pugi::xml_node number =
            add(style, "number:number",
                {{"number:decimal-places", std::to_string(pattern.most_decimals)},
                 {"number:min-decimal-places", std::to_string(pattern.decimals)},
                 {"number:min-integer-digits", "1"},
                 {"number:grouping", pattern.grouped ? "true" : "false"}});
        if (pattern.factor != nullptr) {
            number.append_attribute("number:display-factor") = pattern.factor;
        }
        if (pattern.percent) {
            style.append_child("number:text").text() = " %";
        }
    }
}

void write_cell_style(pugi::xml_node automatic_styles, const std::string& name, Look look,
                      Format format) {
    pugi::xml_node style = add(automatic_styles, "style:style",
                               {{"style:name", name},
                                {"style:family", "table-cell"},
                                {"style:parent-style-name", look_name(look)}});
    if (format != Format::general) {
        style.append_attribute("style:data-style-name") = data_style_name(format).c_str();
    }
}

pugi::xml_document styles_of(const std::string& title) {
    pugi::xml_document document = new_document("office:document-styles");
    pugi::xml_node root = document.document_element();
    pugi::xml_node fonts = root.append_child("office:font-face-decls");
    add(fonts, "style:font-face",
        {{"style:name", "Liberation Sans"},
         {"svg:font-family", "'Liberation Sans'"},
         {"style:font-family-generic", "swiss"},
         {"style:font-pitch", "variable"}});
    pugi::xml_node styles = root.append_child("office:styles");
    pugi::xml_node base =
        add(styles, "style:style", {{"style:name", "Default"}, {"style:family", "table-cell"}});
    add(base, "style:text-properties",
        {{"style:font-name", "Liberation Sans"},
         {"fo:font-size", "10pt"},
         {"fo:language", "en"},
         {"fo:country", "US"},
         {"fo:color", ink}});
    for (const Appearance& look : appearances) {
        add_named_style(styles, look);
    }
    for (const auto& [suffix, parent] : {std::pair("", "Check"), {" amount", "Signed amount"}}) {
        add_state_style(styles, std::string("Good") + suffix, parent, "#1b6e3c", "#e3f3e8");
        add_state_style(styles, std::string("Bad") + suffix, parent, "#a01c1c", "#fbe4e4");
    }
    add_state_style(styles, "Doubtful", "Check", "#8a5a00", "#fdf0d5");
    add_state_style(styles, "Unused", "Default", paper, "transparent")
        .append_attribute("fo:border") = "none";
    pugi::xml_node automatic = root.append_child("office:automatic-styles");
    add_page(automatic, "page-portrait", false);
    add_page(automatic, "page-landscape", true);
    pugi::xml_node masters = root.append_child("office:master-styles");
    add_master(masters, "Portrait", "page-portrait", title);
    add_master(masters, "Landscape", "page-landscape", title);
    return document;
}

} // namespace headroom::workbook
