#pragma once

#include "workbook/spreadsheet.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// All cells of a document as they stand, read once.
class Cells {
public:
    explicit Cells(const Spreadsheet& spreadsheet);

    /// The part of a range that may hold anything; no rows where there is none.
    Area used_part(const SheetArea& range) const;

    /// As the office lists it; empty: a blank cell.
    std::string_view formula(const CellPlace& place) const;
    const Cell& value(const CellPlace& place) const;

    /// Whether a formula of the document is so.
    bool any_formula(const std::function<bool(const std::string&)>& is_so) const;

    bool is_blank(const CellPlace& place) const { return formula(place).empty(); }
    bool is_calculated(const CellPlace& place) const;
    bool holds_text(const CellPlace& place) const;
    bool is_typed_number(const CellPlace& place) const;

private:
    struct Sheet {
        std::size_t columns;
        std::vector<std::string> formulas; ///< row by row
        Table values;
    };

    std::vector<Sheet> sheets_;
};

} // namespace headroom
