#pragma once

#include "workbook/spreadsheet.hpp"
#include "workbook/work.hpp"

#include "core/shared_blocks.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The sheets of an open document that explained calls share, such as plans. Each is found again
/// by the formula in it that follows what it is made from, and then renewed.
class ExplainedSheets {
public:
    explicit ExplainedSheets(const Spreadsheet& spreadsheet);
    ExplainedSheets(const ExplainedSheets&) = delete;
    ExplainedSheets& operator=(const ExplainedSheets&) = delete;

    SharedBlocks& blocks() { return blocks_; }

    /// Writes what explained calls have asked for since.
    void write(const Report& report);

private:
    std::string sheet_for(std::string_view title, const SharedBlock& first);
    std::optional<std::int32_t> made_before(std::string_view title, const SharedBlock& first) const;

    const Spreadsheet& spreadsheet_;
    SharedBlocks blocks_;
    std::vector<std::int32_t> sheets_; ///< of each sheet of the blocks
    std::size_t written_ = 0;          ///< how many of them are
};

} // namespace headroom
