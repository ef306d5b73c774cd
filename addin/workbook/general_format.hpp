#pragma once

#include "workbook/spreadsheet.hpp"

#include <map>
#include <optional>
#include <string>

namespace headroom {

/// The number format General of a document. A cell that has it shows as many digits as fit; where
/// its function is missing the office loses its value.
class GeneralFormat {
public:
    explicit GeneralFormat(const Spreadsheet& spreadsheet);

    /// Whether that is its key, in one of the locales.
    bool is(std::int64_t format) const;
    /// Whether cells have it, all of them if they are several.
    bool is_of(const uno::Object& cells) const;
    /// Whether some of them may have it.
    bool may_be_in(const uno::Object& cells) const;

    /// The key of a format of its own in which the cell shows the same: as many decimals as fit. A
    /// text shows as it is.
    std::int32_t same_as_in(const uno::Object& cell) const;

private:
    /// The format that the office shows a formula in by itself, such as that of TRUE or a
    /// percentage; nothing when it is just a number.
    std::optional<std::int32_t> by_itself(const uno::Object& cell) const;
    /// The code for a number in that cell.
    std::string digits_in(const uno::Object& cell) const;

    /// What letters take of the height of a font.
    struct Widths {
        double digit;
        double point;
        double sign;
        double exponent;
    };
    const Widths& widths_in(const std::string& font) const;

    const Spreadsheet& spreadsheet_;
    uno::Object formats_;
    uno::Object formatter_;
    uno::Object device_;
    mutable std::map<std::int64_t, bool> known_; ///< of formats
    mutable std::map<std::string, Widths> fonts_;
};

} // namespace headroom
