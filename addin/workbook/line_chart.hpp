#pragma once

#include "workbook/spreadsheet.hpp"

#include <string>
#include <vector>

namespace headroom {

/// A chart of rows, a line each.
struct LineChart {
    struct Row {
        Place name;
        Area values;
    };

    Area place; ///< the cells that it lies over
    std::string title;
    std::string below; ///< what its axis counts
    Row categories;
    std::vector<Row> rows;
};

void insert_chart(const LineChart& chart, const Spreadsheet& spreadsheet, std::int32_t sheet);

} // namespace headroom
