#pragma once

#include "workbook/spreadsheet.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

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

/// The sheet for a report, where there is one: that of the earlier one. Nobody else's sheet is
/// taken, whatever it is called.
std::optional<std::int32_t> sheet_for_report(const std::optional<EarlierReport>& earlier);

} // namespace headroom
