#include "charts.hpp"

#include "strings.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/chart/ChartDataRowSource.hpp>
#include <com/sun/star/chart/XAxisXSupplier.hpp>
#include <com/sun/star/chart/XAxisYSupplier.hpp>
#include <com/sun/star/chart/XChartDataArray.hpp>
#include <com/sun/star/chart/XChartDocument.hpp>
#include <com/sun/star/container/XIndexAccess.hpp>
#include <com/sun/star/document/XEmbeddedObjectSupplier.hpp>
#include <com/sun/star/table/XTableChart.hpp>
#include <com/sun/star/table/XTableCharts.hpp>
#include <com/sun/star/table/XTableChartsSupplier.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace headroom::test {

namespace uno = com::sun::star::uno;
namespace chart = com::sun::star::chart;

namespace {

std::vector<std::string> narrow_all(const uno::Sequence<rtl::OUString>& texts) {
    std::vector<std::string> all;
    for (const rtl::OUString& text : texts) {
        all.push_back(narrow(text));
    }
    return all;
}

DrawnChart drawn(const uno::Reference<chart::XChartDocument>& document) {
    const uno::Reference<chart::XDiagram> diagram = document->getDiagram();
    const uno::Reference<chart::XAxisYSupplier> axes(diagram, uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::beans::XPropertySet> axis = axes->getYAxis();
    const uno::Reference<chart::XChartDataArray> data(document->getData(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::beans::XPropertySet> title(document->getTitle(),
                                                                    uno::UNO_QUERY_THROW);
    const bool by_number = diagram->getDiagramType() == "com.sun.star.chart.XYDiagram";
    double end = 0;
    double last = 0;
    if (by_number) {
        const uno::Reference<chart::XAxisXSupplier> other(diagram, uno::UNO_QUERY_THROW);
        end = other->getXAxis()->getPropertyValue("Max").get<double>();
        for (const uno::Sequence<double>& row : data->getData()) {
            last = std::isnan(row[0]) ? last : std::max(last, row[0]);
        }
    }
    std::vector<std::string> rows = narrow_all(data->getRowDescriptions());
    std::vector<std::string> columns = narrow_all(data->getColumnDescriptions());
    const uno::Reference<com::sun::star::beans::XPropertySet> properties(diagram,
                                                                         uno::UNO_QUERY_THROW);
    if (properties->getPropertyValue("DataRowSource").get<chart::ChartDataRowSource>() ==
        chart::ChartDataRowSource_ROWS) {
        std::swap(rows, columns);
    }
    return {.sheet = {},
            .title = narrow(title->getPropertyValue("String").get<rtl::OUString>()),
            .lowest = axis->getPropertyValue("Min").get<double>(),
            .highest = axis->getPropertyValue("Max").get<double>(),
            .by_number = by_number,
            .end = end,
            .last = last,
            .categories = std::move(rows),
            .series = std::move(columns)};
}

} // namespace

std::vector<DrawnChart> charts(const Document& document) {
    std::vector<DrawnChart> all;
    for (int index = 0; index < document.sheets(); ++index) {
        const Sheet sheet = document.sheet(index);
        const uno::Reference<com::sun::star::table::XTableChartsSupplier> supplier(
            sheet.uno(), uno::UNO_QUERY_THROW);
        const uno::Reference<com::sun::star::container::XIndexAccess> found(supplier->getCharts(),
                                                                            uno::UNO_QUERY_THROW);
        for (sal_Int32 number = 0; number < found->getCount(); ++number) {
            const uno::Reference<com::sun::star::table::XTableChart> one(found->getByIndex(number),
                                                                         uno::UNO_QUERY_THROW);
            const uno::Reference<com::sun::star::document::XEmbeddedObjectSupplier> holder(
                one, uno::UNO_QUERY_THROW);
            DrawnChart chart = drawn(uno::Reference<chart::XChartDocument>(
                holder->getEmbeddedObject(), uno::UNO_QUERY_THROW));
            chart.sheet = sheet.name();
            all.push_back(std::move(chart));
        }
    }
    return all;
}

DrawnChart chart_titled(const Document& document, const std::string& title) {
    const std::vector<DrawnChart> all = charts(document);
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const DrawnChart& chart) { return chart.title == title; });
    if (found == all.end()) {
        throw std::runtime_error("no chart is titled " + title);
    }
    return *found;
}

} // namespace headroom::test
