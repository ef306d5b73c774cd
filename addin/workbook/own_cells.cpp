#include "workbook/own_cells.hpp"

#include "workbook/areas.hpp"
#include "workbook/block_styles.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <vector>

namespace headroom {

namespace {

using uno::Object;

/// CellFlags
namespace contents {
constexpr std::int16_t cells = 1 + 2 + 4 + 16;
constexpr std::int16_t cells_and_comments = cells + 8;
constexpr std::int16_t cells_and_looks = cells + 32 + 64;
} // namespace contents

/// The cells in Headroom's styles among those of so many rows.
std::vector<SheetArea> own_cells(const Spreadsheet& spreadsheet, std::int32_t sheet,
                                 std::size_t first, std::size_t rows) {
    std::vector<SheetArea> own;
    const Area used = spreadsheet.used(sheet);
    if (rows == 0 || first >= used.rows) {
        return own;
    }
    const Area all{{first, 0}, std::min(rows, used.rows - first), used.columns};
    const Object formats = spreadsheet.range(sheet, all).call("getCellFormatRanges").object();
    const std::int64_t count = formats.call("getCount").whole();
    for (std::int64_t i = 0; i < count; ++i) {
        const Object range = formats.call("getByIndex", static_cast<std::int32_t>(i)).object();
        if (is_block_style(range.get("CellStyle").text())) {
            own.push_back(area_of(range.call("getRangeAddress")));
        }
    }
    return own;
}

/// All at once: of an array formula no part can be cleared alone.
void clear(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& cells, std::int32_t what) {
    static const uno::Type address("com.sun.star.table.CellRangeAddress");
    if (cells.empty()) {
        return;
    }
    std::vector<uno::Any> addresses;
    for (const SheetArea& area : cells) {
        addresses.push_back(address_of(area));
    }
    const Object ranges = spreadsheet.document()
                              .call("createInstance", "com.sun.star.sheet.SheetCellRanges")
                              .object();
    ranges.call("addRangeAddresses", uno::sequence(address, addresses), false);
    ranges.call("clearContents", what);
}

std::vector<SheetArea> cells_of(const Page& page, std::int32_t sheet) {
    Areas cells(sheet);
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        if (!page.rows[row].empty()) {
            cells.add({page.first.row + row, page.first.column}, width_of(page.rows[row]));
        }
    }
    return cells.all();
}

/// Without blank rows at its end.
std::size_t filled_rows(const Page& page) {
    std::size_t rows = page.rows.size();
    while (rows > 0 && page.rows[rows - 1].empty()) {
        --rows;
    }
    return rows;
}

std::size_t end_of(const std::vector<SheetArea>& own, std::size_t first) {
    std::size_t end = first;
    for (const SheetArea& area : own) {
        end = std::max(end, area.area.first.row + area.area.rows);
    }
    return end;
}

bool is_among(const Place& place, const std::vector<SheetArea>& areas) {
    return std::ranges::any_of(areas, [&](const SheetArea& one) {
        return one.touches({one.sheet, {place, 1, 1}});
    });
}

} // namespace

std::optional<CellPlace> covered_by(const Page& page, const Spreadsheet& spreadsheet,
                                    std::int32_t sheet, std::size_t rows) {
    const std::vector<SheetArea> own = own_cells(spreadsheet, sheet, page.first.row, rows);
    const std::size_t end = end_of(own, page.first.row);
    for (std::size_t row = 0; row < page.rows.size() && page.first.row + row < end; ++row) {
        const Area cells{{page.first.row + row, page.first.column}, 1, width_of(page.rows[row])};
        if (cells.columns == 0) {
            continue;
        }
        for (const SheetArea& found : spreadsheet.with_contents({sheet, cells}, contents::cells)) {
            for (std::size_t column = 0; column < found.area.columns; ++column) {
                const Place place{found.area.first.row, found.area.first.column + column};
                if (!is_among(place, own)) {
                    return CellPlace{sheet, place};
                }
            }
        }
    }
    return std::nullopt;
}

void make_room(const Spreadsheet& spreadsheet, std::int32_t sheet, std::size_t rows,
               const Page& page) {
    const Object all_rows = spreadsheet.sheet(sheet).get("Rows").object();
    const std::vector<SheetArea> own = own_cells(spreadsheet, sheet, page.first.row, rows);
    std::size_t end = end_of(own, page.first.row);
    const std::size_t needed = page.first.row + filled_rows(page);
    if (!own.empty()) {
        spreadsheet.range(sheet, {page.first, end - page.first.row, 1}).call("merge", false);
        clear(spreadsheet, own, contents::cells_and_looks);
        if (needed > end) {
            all_rows.call("insertByIndex", whole(end), whole(needed - end));
        }
    }
    // They are blank, and are so again when this is undone.
    clear(spreadsheet, cells_of(page, sheet), contents::cells);
    for (; end > needed; --end) {
        const Area last{{end - 1, 0}, 1, spreadsheet.used(sheet).columns};
        if (!spreadsheet.with_contents({sheet, last}, contents::cells_and_comments).empty()) {
            break;
        }
        all_rows.call("removeByIndex", whole(end - 1), 1);
    }
    if (!page.rows.empty()) {
        spreadsheet.range(sheet, {page.first, page.rows.size(), 1})
            .get("Rows")
            .object()
            .set("OptimalHeight", true);
    }
}

void keep_to_own_cells(const Spreadsheet& spreadsheet, std::int32_t sheet, const Page& page) {
    std::size_t columns = 0;
    for (const std::vector<BlockCell>& row : page.rows) {
        columns = std::max(columns, row.size());
    }
    Areas beside(sheet);
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        const std::size_t own = width_of(page.rows[row]);
        if (own < columns) {
            beside.add({page.first.row + row, page.first.column + own}, columns - own);
        }
    }
    set_on(spreadsheet, beside.all(), "CellStyle", "Default");
}

} // namespace headroom
