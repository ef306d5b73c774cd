#pragma once

#include "workbook/references.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// A formula that is kept in a cell as the text that it was, in a form that every program keeps:
///
///     =IF(TRUE();"=GPUMARGIN("&"A1"&";0.75)";COUNT(Sheet1.A1))
///
/// shows the text, in which every second piece is a reference as it was written. What each refers
/// to stands behind, so that it is found again after rows were inserted and sheets renamed.
class KeptFormula {
public:
    /// What the cell holds that keeps a formula with those tokens, which stands in the cell
    /// `place`: a formula with an equals sign or, where the kept one refers to nothing, its text.
    static std::string written(const Spreadsheet& spreadsheet, const Tokens& tokens, bool array,
                               std::string_view text, const CellPlace& place);
    /// What such formulas begin with.
    static constexpr std::string_view beginning = "=IF(TRUE();\"";

    /// From the cell that keeps it.
    KeptFormula(const Spreadsheet& spreadsheet, const CellPlace& keeper);

    bool is_array() const { return pieces_.front().starts_with("{="); }
    /// What it refers to now.
    const Tokens& references() const { return references_; }

    /// As it would be typed in that cell now, without an equals sign. Nothing when it cannot be
    /// understood: a function or a name is missing.
    std::optional<std::string> typed(const CellPlace& place) const;
    /// The same in a form in which formulas that mean the same are the same.
    std::optional<std::string> meaning(const CellPlace& place) const;

private:
    /// With equals sign and brackets.
    std::string text(const CellPlace& place) const;

    const Spreadsheet& spreadsheet_;
    std::vector<std::string> pieces_; ///< every second one a reference, or nothing
    Tokens references_;               ///< fixed
    Tokens written_;                  ///< the same, relative where they were
};

/// What tokens in a cell mean, as `KeptFormula::meaning` has it.
std::string meaning_of(const Spreadsheet& spreadsheet, const Tokens& tokens,
                       const CellPlace& place);

} // namespace headroom
