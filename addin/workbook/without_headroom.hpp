#pragma once

#include "workbook/calls.hpp"
#include "workbook/document_copy.hpp"

#include <optional>
#include <string>

namespace headroom {

/// What formulas give where Headroom is missing, tried in a copy of their document in which each
/// call is an unknown name. The copy is made when it is needed first.
class WithoutHeadroom {
public:
    WithoutHeadroom(const Spreadsheet& original, const Calls& calls)
        : original_(original), calls_(calls) {}

    /// What the cell of a formula shows, when it alone is calculated anew.
    std::string text_of(const FormulaWithCalls& formula);

private:
    void make_copy();

    const Spreadsheet& original_;
    const Calls& calls_;
    std::optional<DocumentCopy> copy_;
    std::optional<Spreadsheet> spreadsheet_; ///< the copy
    SheetArea unknown_name_;                 ///< a cell of it with an unknown name
};

} // namespace headroom
