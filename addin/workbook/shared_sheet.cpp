#include "workbook/shared_sheet.hpp"

#include "workbook/block_sheet.hpp"
#include "workbook/block_styles.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

using uno::Object;

constexpr std::size_t columns_of_a_page = 14; ///< beside those that each page repeats

void set_widths(const Object& sheet, const std::vector<double>& widths, std::size_t columns) {
    const Object all = sheet.get("Columns").object();
    for (std::size_t i = 0; i < columns; ++i) {
        const double width = widths[std::min(i, widths.size() - 1)];
        all.call("getByIndex", whole(i))
            .object()
            .set("Width", static_cast<std::int32_t>(std::lround(100 * width)));
    }
}

void set_pages(const Spreadsheet& spreadsheet, std::int32_t index,
               const SharedBlocks::Sheet& sheet) {
    static const uno::Type address("com.sun.star.table.CellRangeAddress");
    const Object paper = spreadsheet.sheet(index);
    const std::size_t titles = sheet.paper->title_columns;
    // The room for more quarters than there are is not printed.
    const std::size_t columns = std::max<std::size_t>(sheet.columns_in_use, titles + 5);
    const std::size_t pages = (columns - titles + columns_of_a_page - 1) / columns_of_a_page;
    const std::string style = "Headroom, pages wide: " + std::to_string(pages);
    make_page_style(spreadsheet, style, pages);
    paper.set("PageStyle", style);
    paper.call("setPrintAreas",
               uno::sequence(address, {address_of({index, {{0, 0}, sheet.rows.size(), columns}})}));
    const Object rows = paper.get("Rows").object();
    for (const std::size_t row : sheet.page_starts) {
        rows.call("getByIndex", whole(row)).object().set("IsStartOfNewPage", true);
    }
    paper.call("setTitleColumns", address_of({index, {{0, 0}, 1, titles}}));
    paper.call("setPrintTitleColumns", true);
}

} // namespace

void write_shared_sheet(const Spreadsheet& spreadsheet, std::int32_t index,
                        const SharedBlocks::Sheet& sheet, const Report& report) {
    std::size_t columns = 0;
    for (const std::vector<BlockCell>& row : sheet.rows) {
        columns = std::max(columns, row.size());
    }
    set_widths(spreadsheet.sheet(index), sheet.paper->widths, columns);
    Page page{{0, 0}};
    page.rows = sheet.rows;
    BlockSheet(spreadsheet, index).write(page, report);
    set_pages(spreadsheet, index, sheet);
}

} // namespace headroom
