#pragma once

#include "workbook/spreadsheet.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

/// Cells of a sheet, gathered row after row into few rectangles: the office takes long over many,
/// and so does a reader.
class Areas {
public:
    explicit Areas(std::int32_t sheet) : sheet_(sheet) {}

    /// Neighbours in a row; those of earlier rows have been added before.
    void add(const Place& first, std::size_t columns = 1);

    const std::vector<SheetArea>& all() const { return all_; }

private:
    std::int32_t sheet_;
    std::vector<SheetArea> all_;
    /// The last one with that first column and so many.
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> last_;
};

/// Does something to many cells at once: with a collection of ranges, or a few.
void on_all(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& cells,
            const std::function<void(const uno::Object&)>& change);

/// Sets a property of many cells at once.
void set_on(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& cells,
            std::string_view property, const uno::Any& value);

} // namespace headroom
