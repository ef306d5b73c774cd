#include "chart.hpp"

#include "document.hpp"
#include "styles.hpp"

#include "value.hpp"

#include <boost/algorithm/string/split.hpp>

namespace headroom::workbook {

namespace {

constexpr const char* series_colours[] = {"#2f6db3", "#d08a1d", "#5b8f3b", "#8a4f9e"};

/// "B6:B8" of the sheet a chart looks at, as files write it.
std::string cells_of(const Sheet& shown_on, const Chart& chart, const std::string& cells) {
    const std::string& sheet = chart.sheet.empty() ? shown_on.name : chart.sheet;
    std::vector<std::string> ends;
    boost::split(ends, cells, [](char letter) { return letter == ':'; });
    std::string range;
    for (const std::string& end : ends) {
        range += (range.empty() ? "" : ":") + ("'" + sheet + "'." + end);
    }
    return range;
}

const char* chart_class(const Series& series) {
    return series.drawn == Drawn::columns ? "chart:bar"
           : series.drawn == Drawn::path  ? "chart:scatter"
                                          : "chart:line";
}

bool by_number(const Chart& chart) {
    return chart.series.front().drawn == Drawn::path;
}

pugi::xml_node chart_style(pugi::xml_node styles, const std::string& name,
                           Format format = Format::general) {
    pugi::xml_node style =
        add(styles, "style:style", {{"style:name", name}, {"style:family", "chart"}});
    if (format != Format::general) {
        style.append_attribute("style:data-style-name") = data_style_name(format).c_str();
    }
    return style;
}

void text_style(pugi::xml_node styles, const std::string& name, const char* size, bool bold) {
    pugi::xml_node style = chart_style(styles, name);
    add(style, "style:chart-properties", {{"chart:display-label", "true"}});
    add(style, "style:text-properties",
        {{"fo:font-size", size},
         {"fo:font-weight", bold ? "bold" : "normal"},
         {"fo:font-family", "'Liberation Sans'"},
         {"fo:color", "#1f2933"}});
    add(style, "style:graphic-properties", {{"draw:stroke", "none"}, {"draw:fill", "none"}});
}

void write_series_style(pugi::xml_node styles, const Chart& chart, std::size_t index) {
    const Drawn drawn = chart.series[index].drawn;
    const bool labels = chart.labels && chart.series[index].labels && drawn != Drawn::level;
    const bool course = drawn == Drawn::course || drawn == Drawn::path;
    const char* colour = series_colours[index % std::size(series_colours)];
    pugi::xml_node style = chart_style(styles, "series-" + std::to_string(index), chart.format);
    pugi::xml_node properties =
        add(style, "style:chart-properties",
            {{"chart:data-label-number", labels ? "value" : "none"},
             {"chart:link-data-style-to-source", "false"},
             {"chart:label-position", drawn == Drawn::columns ? "outside" : "bottom"},
             {"chart:symbol-type", course ? "named-symbol" : "none"}});
    if (course) {
        properties.append_attribute("chart:symbol-name") = "circle";
        properties.append_attribute("chart:symbol-width") = "3mm";
        properties.append_attribute("chart:symbol-height") = "3mm";
    }
    add(style, "style:graphic-properties",
        {{"draw:stroke", drawn == Drawn::columns ? "none" : "solid"},
         {"svg:stroke-width", course ? "0.9mm" : "0.5mm"},
         {"svg:stroke-color", colour},
         {"draw:fill", "solid"},
         {"draw:fill-color", colour}});
    add(style, "style:text-properties",
        {{"fo:font-size", "9pt"},
         {"fo:font-weight", "bold"},
         {"fo:font-family", "'Liberation Sans'"},
         {"fo:color", "#1f2933"}});
}

void write_styles(pugi::xml_node styles, const Chart& chart) {
    write_number_formats(styles);
    pugi::xml_node whole = chart_style(styles, "chart");
    add(whole, "style:graphic-properties",
        {{"draw:stroke", "none"}, {"draw:fill", "solid"}, {"draw:fill-color", "#ffffff"}});
    text_style(styles, "title", "11pt", true);
    text_style(styles, "axis-title", "9pt", false);
    text_style(styles, "legend", "9pt", false);
    pugi::xml_node plot = chart_style(styles, "plot");
    add(plot, "style:chart-properties",
        {{"chart:auto-position", "true"},
         {"chart:auto-size", "true"},
         {"chart:include-hidden-cells", "false"},
         {"chart:vertical", chart.lying ? "true" : "false"},
         {"chart:treat-empty-cells", "leave-gap"}});
    for (const bool values : {false, true}) {
        pugi::xml_node axis = chart_style(styles, values ? "axis-values" : "axis-categories",
                                          values ? chart.format : chart.category_format);
        add(axis, "style:chart-properties",
            {{"chart:display-label", "true"},
             {"chart:tick-marks-major-outer", values ? "false" : "true"},
             {"chart:link-data-style-to-source", "false"},
             {"chart:gap-width", "70"},
             // Below the negative values too.
             {"chart:axis-label-position",
              chart.lying && values ? "outside-end" : "outside-start"}});
        if (!values && chart.category_scale) {
            pugi::xml_node properties = axis.child("style:chart-properties");
            properties.append_attribute("chart:minimum") = plain(chart.category_scale->low).c_str();
            properties.append_attribute("chart:maximum") =
                plain(chart.category_scale->high).c_str();
            properties.append_attribute("chart:interval-major") =
                plain(chart.category_scale->step).c_str();
        }
        if (chart.lying) {
            // Both columns of a category on one line; the first category on top.
            const char* name = values ? "chart:overlap" : "chart:reverse-direction";
            axis.child("style:chart-properties").append_attribute(name) = values ? "100" : "true";
            axis.child("style:chart-properties").append_attribute("chart:axis-position") =
                values ? "end" : "0";
        }
        if (values) {
            // Columns are compared by their length, so they start at nothing.
            axis.child("style:chart-properties").append_attribute("chart:origin") = "0";
        }
        add(axis, "style:graphic-properties",
            {{"draw:stroke", "solid"}, {"svg:stroke-color", "#9aa5b1"}});
        add(axis, "style:text-properties",
            {{"fo:font-size", "9pt"},
             {"fo:font-family", "'Liberation Sans'"},
             {"fo:color", "#1f2933"}});
    }
    pugi::xml_node wall = chart_style(styles, "wall");
    add(wall, "style:graphic-properties", {{"draw:stroke", "none"}, {"draw:fill", "none"}});
    pugi::xml_node grid = chart_style(styles, "grid");
    add(grid, "style:graphic-properties",
        {{"draw:stroke", "solid"}, {"svg:stroke-color", "#e1e5ea"}});
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        write_series_style(styles, chart, i);
    }
}

void write_axis(pugi::xml_node plot, const char* dimension, const Sheet& sheet,
                const Chart& chart) {
    const bool values = *dimension == 'y';
    pugi::xml_node axis = add(plot, "chart:axis",
                              {{"chart:dimension", dimension},
                               {"chart:name", values ? "primary-y" : "primary-x"},
                               {"chart:style-name", values ? "axis-values" : "axis-categories"}});
    if (values) {
        add(axis, "chart:title", {{"chart:style-name", "axis-title"}})
            .append_child("text:p")
            .text() = chart.value_axis.c_str();
        add(axis, "chart:grid", {{"chart:style-name", "grid"}, {"chart:class", "major"}});
    } else if (!by_number(chart)) {
        add(axis, "chart:categories",
            {{"table:cell-range-address", cells_of(sheet, chart, chart.categories)}});
    }
}

} // namespace

pugi::xml_document chart_document(const Sheet& sheet, const Chart& chart) {
    pugi::xml_document document = new_document("office:document-content");
    pugi::xml_node root = document.document_element();
    write_styles(root.append_child("office:automatic-styles"), chart);
    pugi::xml_node node =
        add(root.append_child("office:body").append_child("office:chart"), "chart:chart",
            {{"svg:width", millimetres(chart.width)},
             {"svg:height", millimetres(chart.height)},
             {"xlink:href", ".."},
             {"xlink:type", "simple"},
             {"chart:class", chart_class(chart.series.front())},
             {"chart:style-name", "chart"}});
    add(node, "chart:title", {{"chart:style-name", "title"}}).append_child("text:p").text() =
        chart.title.c_str();
    if (chart.series.size() > 1) {
        add(node, "chart:legend",
            {{"chart:legend-position", "bottom"}, {"chart:style-name", "legend"}});
    }
    pugi::xml_node plot = add(node, "chart:plot-area", {{"chart:style-name", "plot"}});
    write_axis(plot, "x", sheet, chart);
    write_axis(plot, "y", sheet, chart);
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const Series& series = chart.series[i];
        pugi::xml_node node =
            add(plot, "chart:series",
                {{"chart:style-name", "series-" + std::to_string(i)},
                 {"chart:values-cell-range-address", cells_of(sheet, chart, series.values)},
                 {"chart:label-cell-address", cells_of(sheet, chart, series.label)},
                 {"chart:class", chart_class(series)}});
        if (by_number(chart)) {
            add(node, "chart:domain",
                {{"table:cell-range-address", cells_of(sheet, chart, chart.categories)}});
        }
    }
    add(plot, "chart:wall", {{"chart:style-name", "wall"}});
    return document;
}

void write_frame(pugi::xml_node cell, const Sheet& sheet, const Chart& chart, int number) {
    std::string watched = cells_of(sheet, chart, chart.categories);
    for (const Series& series : chart.series) {
        watched += " " + cells_of(sheet, chart, series.values) + " " +
                   cells_of(sheet, chart, series.label);
    }
    pugi::xml_node frame = add(cell, "draw:frame",
                               {{"draw:name", chart.name},
                                {"draw:style-name", "frame"},
                                {"draw:z-index", std::to_string(number - 1)},
                                {"svg:x", millimetres(chart.left)},
                                {"svg:y", "0mm"},
                                {"svg:width", millimetres(chart.width)},
                                {"svg:height", millimetres(chart.height)}});
    add(frame, "draw:object",
        {{"draw:notify-on-update-of-ranges", watched},
         {"xlink:href", "./Object " + std::to_string(number)},
         {"xlink:type", "simple"},
         {"xlink:show", "embed"},
         {"xlink:actuate", "onLoad"}});
    frame.append_child("svg:title").text() = chart.title.c_str();
}

} // namespace headroom::workbook
