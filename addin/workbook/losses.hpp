#pragma once

#include "workbook/calls.hpp"
#include "workbook/cells.hpp"
#include "workbook/work.hpp"

#include <array>
#include <string>
#include <vector>

namespace headroom {

/// Why somebody without Headroom does not see a result that was saved.
enum class Loss {
    general,      ///< the number format General, in an .ods file
    array,        ///< an array formula
    recalculated, ///< something in it is calculated anew whenever a file is opened
    error,
    empty, ///< an empty text
    truth  ///< TRUE or FALSE, in an .xlsx file
};

inline constexpr std::array losses{Loss::general, Loss::array, Loss::recalculated,
                                   Loss::error,   Loss::empty, Loss::truth};

Text words_for(Loss loss);

struct LostResult {
    SheetArea cells;
    Loss loss;
    std::int32_t format = 0; ///< of general, one that shows the same and is not lost
};

/// The results of these formulas that are lost, in their order.
std::vector<LostResult> lost_results(const Spreadsheet& spreadsheet, const Calls& calls,
                                     const Cells& cells,
                                     const std::vector<FormulaWithCalls>& formulas,
                                     const Report& report);

/// The same for a reader: a line for each reason.
std::vector<std::string> listed(const Spreadsheet& spreadsheet,
                                const std::vector<LostResult>& results);

/// The cells of such results that are lost for one reason, gathered.
std::vector<SheetArea> gathered(const std::vector<LostResult>& results, Loss loss);

/// For a reader: Sheet1.A1:A9, Sheet1.C4.
std::string listed(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& cells);

} // namespace headroom
