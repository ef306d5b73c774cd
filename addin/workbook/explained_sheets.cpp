#include "workbook/explained_sheets.hpp"

#include "workbook/shared_sheet.hpp"
#include "workbook/writable.hpp"

namespace headroom {

using uno::Object;

ExplainedSheets::ExplainedSheets(const Spreadsheet& spreadsheet)
    : spreadsheet_(spreadsheet), blocks_([this](std::string_view title, const SharedBlock& first) {
          return sheet_for(title, first);
      }) {}

std::string ExplainedSheets::sheet_for(std::string_view title, const SharedBlock& first) {
    const std::optional<std::int32_t> there = made_before(title, first);
    const std::string name =
        there ? spreadsheet_.sheet_name(*there) : spreadsheet_.free_name(title);
    refuse_locked(spreadsheet_, name, there);
    sheets_.push_back(there.value_or(spreadsheet_.sheets()));
    if (!there) {
        spreadsheet_.add_sheet(name, sheets_.back());
    }
    return spreadsheet_.prefix(sheets_.back());
}

std::optional<std::int32_t> ExplainedSheets::made_before(std::string_view title,
                                                         const SharedBlock& first) const {
    const auto& row = first.rows[first.source.row];
    if (row.size() <= first.source.column) {
        return std::nullopt;
    }
    const auto& made_from = std::get<BlockFormula>(row[first.source.column].content);
    for (std::int32_t sheet = 0; sheet < spreadsheet_.sheets(); ++sheet) {
        if (spreadsheet_.sheet_name(sheet).starts_with(title) &&
            spreadsheet_.cell({sheet, first.source}).call("getFormula").text() == made_from.text) {
            return sheet;
        }
    }
    return std::nullopt;
}

void ExplainedSheets::write(const Report& report) const {
    constexpr std::int32_t contents_and_looks = 1 + 2 + 4 + 16 + 32 + 64; // CellFlags
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        const Object used = spreadsheet_.range(sheets_[i], spreadsheet_.used(sheets_[i]));
        used.call("clearContents", contents_and_looks);
        write_shared_sheet(spreadsheet_, sheets_[i], blocks_.sheets()[i], report);
    }
}

} // namespace headroom
