#pragma once

#include "workbook/block_sheet.hpp"
#include "workbook/line_chart.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// A table laid out for a place on a sheet, with what a page does not hold.
struct Insertion {
    struct Format {
        Area cells;
        std::string code;
    };
    /// Cells that take one of these words.
    struct Choice {
        Area cells;
        std::vector<std::string> words;
    };
    /// Numbers of the line that another cell names: shares or money.
    struct OfLine {
        Area cells;
        Place line;
    };

    std::string title;
    Page page;
    std::vector<std::int32_t> widths = {}; ///< that its columns have at least, in 1/100 mm
    /// Every number has one: a cell without a format loses its value where Headroom is missing.
    std::vector<Format> formats = {};
    std::vector<Choice> choices = {};
    std::vector<OfLine> of_line = {};
    std::optional<LineChart> chart = {};
    Place first_input = {}; ///< where its user goes on

    /// All cells that it covers, those behind its chart too.
    Area area() const;
};

/// Returns what its user has to be told.
std::string write(const Insertion& insertion, const Spreadsheet& spreadsheet, std::int32_t sheet,
                  const Report& report);

} // namespace headroom
