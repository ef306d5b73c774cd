#include "workbook/line_chart.hpp"

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// In 1/100 mm, where these cells are.
Any rectangle_of(const Object& cells) {
    const Any position = cells.get("Position");
    const Any size = cells.get("Size");
    return uno::structure(uno::Type("com.sun.star.awt.Rectangle"),
                          {{"X", position.member("X")},
                           {"Y", position.member("Y")},
                           {"Width", size.member("Width")},
                           {"Height", size.member("Height")}});
}

std::string free_name(const Object& charts) {
    for (int number = 1;; ++number) {
        std::string name = "Headroom " + std::to_string(number);
        if (!charts.as("com.sun.star.container.XNameAccess").call("hasByName", name).truth()) {
            return name;
        }
    }
}

} // namespace

void insert_chart(const LineChart& chart, const Spreadsheet& spreadsheet, std::int32_t sheet) {
    std::vector<Any> ranges;
    const auto add = [&](const LineChart::Row& row) {
        ranges.push_back(address_of(SheetArea{sheet, {row.name, 1, 1}}));
        ranges.push_back(address_of(SheetArea{sheet, row.values}));
    };
    add(chart.categories);
    for (const LineChart::Row& row : chart.rows) {
        add(row);
    }
    const Object charts = spreadsheet.sheet(sheet).call("getCharts").object();
    const std::string name = free_name(charts);
    charts.call("addNewByName", name, rectangle_of(spreadsheet.range(sheet, chart.place)),
                uno::sequence(uno::Type("com.sun.star.table.CellRangeAddress"), ranges), true,
                true);
    const Object document = charts.as("com.sun.star.container.XNameAccess")
                                .call("getByName", name)
                                .object()
                                .as("com.sun.star.document.XEmbeddedObjectSupplier")
                                .call("getEmbeddedObject")
                                .object();
    const Object diagram = document.as("com.sun.star.lang.XMultiServiceFactory")
                               .call("createInstance", "com.sun.star.chart.LineDiagram")
                               .object();
    document.as("com.sun.star.chart.XChartDocument")
        .call("setDiagram", diagram.as("com.sun.star.chart.XDiagram"));
    constexpr std::int32_t rows = 0; // ChartDataRowSource.ROWS
    std::int32_t source = rows;
    const Object drawn =
        document.as("com.sun.star.chart.XChartDocument").call("getDiagram").object();
    drawn.set("DataRowSource",
              Any::of_type(uno::Type("com.sun.star.chart.ChartDataRowSource"), &source));
    constexpr std::int32_t no_fill = 0, bottom = 4; // FillStyle.NONE, ChartLegendPosition.BOTTOM
    std::int32_t fill = no_fill;
    drawn.as("com.sun.star.chart.X3DDisplay")
        .call("getWall")
        .object()
        .set("FillStyle", Any::of_type(uno::Type("com.sun.star.drawing.FillStyle"), &fill));
    std::int32_t side = bottom;
    document.set("HasLegend", true);
    const Object legend =
        document.as("com.sun.star.chart.XChartDocument").call("getLegend").object();
    legend.set("Alignment",
               Any::of_type(uno::Type("com.sun.star.chart.ChartLegendPosition"), &side));
    legend.set("FillStyle", Any::of_type(uno::Type("com.sun.star.drawing.FillStyle"), &fill));
    std::int32_t line = no_fill;
    legend.set("LineStyle", Any::of_type(uno::Type("com.sun.star.drawing.LineStyle"), &line));
    document.set("HasMainTitle", true);
    document.as("com.sun.star.chart.XChartDocument")
        .call("getTitle")
        .object()
        .set("String", chart.title);
    drawn.set("HasXAxisTitle", true);
    drawn.as("com.sun.star.chart.XAxisXSupplier")
        .call("getXAxisTitle")
        .object()
        .set("String", chart.below);
}

} // namespace headroom
