#include "workbook/explained_sheets.hpp"

#include "workbook/own_cells.hpp"
#include "workbook/refusal.hpp"
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

void ExplainedSheets::write(const Report& report) {
    for (; written_ < sheets_.size(); ++written_) {
        const std::int32_t sheet = sheets_[written_];
        const SharedBlocks::Sheet& blocks = blocks_.sheets()[written_];
        const Page page{.first = {0, 0}, .rows = blocks.rows};
        const std::size_t rows = spreadsheet_.used(sheet).rows;
        static constexpr Text sentence =
            tr("Something of yours stands in %1%, where the plan needs room. Move it, and try "
               "again.");
        if (const auto covered = covered_by(page, spreadsheet_, sheet, rows)) {
            throw Refusal({sentence, {spreadsheet_.shown(*covered)}});
        }
        make_room(spreadsheet_, sheet, rows, page);
        write_shared_sheet(spreadsheet_, sheet, blocks, report);
        keep_to_own_cells(spreadsheet_, sheet, page);
    }
}

} // namespace headroom
