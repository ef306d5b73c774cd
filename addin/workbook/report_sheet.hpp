#pragma once

#include "workbook/block_sheet.hpp"
#include "workbook/earlier_report.hpp"
#include "workbook/review.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

/// What the report says beside the review itself.
struct ReportFacts {
    std::string workbook;
    std::string office;
    std::string platform;
    std::optional<EarlierReport> earlier;
    std::vector<std::string> changes;
};

/// Writes the report on its sheet, which is made when it is missing. Returns which one it is.
std::int32_t write_report(const Spreadsheet& spreadsheet, const Review& review,
                          const ReportFacts& facts, const Report& report);

} // namespace headroom
