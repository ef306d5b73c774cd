#pragma once

#include "workbook/block_sheet.hpp"
#include "workbook/review.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

/// What its sheet is called, or begins with where there is another sheet of that name.
inline constexpr std::string_view report_sheet = "Headroom report";

/// What stands on the sheet of an earlier report.
struct EarlierReport {
    std::int32_t sheet = 0;
    /// Somebody has written on it beside the fields to fill in: no other report may take its place.
    bool has_notes = false;
    std::string made;
    std::string hash;
    std::map<std::string, std::vector<std::string>> fields; ///< what people filled in, by label
    struct Entry {
        std::string where; ///< it was
        std::string text;  ///< of a call
        Cell content;      ///< what was typed, or the result of a call
        Place kept;        ///< the cell that keeps the formula
    };
    /// By a reference that has followed the cell wherever it went, or else by where it was; cells
    /// with several calls have several entries.
    using Entries = std::map<std::string, std::vector<Entry>>;
    Entries calls;
    Entries inputs;
};

/// The last one; nothing when the document has no report, or none that can be read.
std::optional<EarlierReport> earlier_report(const Spreadsheet& spreadsheet);

/// What is another since the earlier report, a line each. That sheets were renamed, or cells moved,
/// is one line.
std::vector<std::string> changes_since(const EarlierReport& earlier, const Review& review,
                                       const Spreadsheet& spreadsheet);

/// What the report says beside the review itself.
struct ReportFacts {
    std::string workbook;
    std::string office;
    std::string platform;
    std::optional<EarlierReport> earlier;
    std::vector<std::string> changes;
};

/// The sheet for a report, where there is one: that of the earlier one. Nobody else's sheet is
/// taken, whatever it is called.
std::optional<std::int32_t> sheet_for_report(const std::optional<EarlierReport>& earlier);

/// Writes the report on its sheet, which is made when it is missing. Returns which one it is.
std::int32_t write_report(const Spreadsheet& spreadsheet, const Review& review,
                          const ReportFacts& facts, const Report& report);

} // namespace headroom
