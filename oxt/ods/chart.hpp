#pragma once

#include "ods/workbook.hpp"

#include <pugixml.hpp>

namespace headroom::workbook {

/// The chart as a document of its own, embedded in the workbook.
pugi::xml_document chart_document(const Sheet& sheet, const Chart& chart);

/// The frame in `cell` that shows embedded object `number`.
void write_frame(pugi::xml_node cell, const Sheet& sheet, const Chart& chart, int number);

} // namespace headroom::workbook
