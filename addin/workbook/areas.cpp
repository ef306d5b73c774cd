#include "workbook/areas.hpp"

#include <algorithm>

namespace headroom {

void Areas::add(const Place& first, std::size_t columns) {
    const auto [last, fresh] = last_.try_emplace({first.column, columns}, all_.size());
    if (!fresh) {
        Area& area = all_[last->second].area;
        if (area.first.row + area.rows == first.row) {
            ++area.rows;
            return;
        }
        last->second = all_.size();
    }
    all_.push_back({sheet_, {first, 1, columns}});
}

void on_all(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& cells,
            const std::function<void(const uno::Object&)>& change) {
    static const uno::Type address("com.sun.star.table.CellRangeAddress");
    // With more at a time it takes much longer for each.
    constexpr std::size_t chunk = 100;
    for (std::size_t begin = 0; begin < cells.size(); begin += chunk) {
        const uno::Object ranges = spreadsheet.document()
                                       .call("createInstance", "com.sun.star.sheet.SheetCellRanges")
                                       .object();
        std::vector<uno::Any> addresses;
        for (std::size_t i = begin; i < std::min(cells.size(), begin + chunk); ++i) {
            addresses.push_back(address_of(cells[i]));
        }
        ranges.call("addRangeAddresses", uno::sequence(address, addresses), false);
        change(ranges);
    }
}

void set_on(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& cells,
            std::string_view property, const uno::Any& value) {
    on_all(spreadsheet, cells, [&](const uno::Object& ranges) { ranges.set(property, value); });
}

} // namespace headroom
