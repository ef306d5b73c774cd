#pragma once

#include "workbook/spreadsheet.hpp"

#include "core/phrase.hpp"

#include "uno/sequence.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// How a report is laid out: what its writer, and whoever reads it again, have to know.
namespace headroom::report_layout {

/// What its sheet is called, or begins with where there is another sheet of that name.
inline constexpr std::string_view report_sheet = "Headroom report";

/// Widths of the columns, in 1/100 mm.
inline constexpr std::array<std::int32_t, 6> widths{5600, 8600, 3900, 3900, 3900, 6200};

/// Beside what is printed, and a column for notes: what the next report compares with.
inline constexpr std::size_t following_column =
    widths.size() + 1;                                           ///< refers to the cell of the row
inline constexpr std::size_t kept_column = following_column + 1; ///< keeps its formula

inline constexpr Text made_on = tr("Made on");
inline constexpr Text hash_label = tr("Hash of all inputs");
inline constexpr Text own_hash_label = tr("Hash of this sheet");

/// What people fill in, and with how many lines.
struct Field {
    Text label;
    std::size_t lines;
};
inline constexpr std::array fields{Field{tr("Owner"), 1},
                                   Field{tr("Purpose"), 1},
                                   Field{tr("Limitations"), 1},
                                   Field{tr("Change log"), 3},
                                   Field{tr("Prepared by"), 1},
                                   Field{tr("Reviewed by"), 1},
                                   Field{tr("Date and signature"), 1}};

inline constexpr std::array call_headings{tr("Cell"),
                                          tr("Call"),
                                          tr("Result of the call"),
                                          tr("Shown in the cell"),
                                          tr("Recalculated"),
                                          tr("Why there is no answer")};
inline constexpr std::array input_headings{tr("Where"), tr("What it is"), tr("Input or formula")};

/// The field that begins in a row, if there is one.
const Field* field_of(const uno::Elements& row);

/// IF makes the formula one that nobody else writes; it shows nothing.
std::string following(const Spreadsheet& spreadsheet, const CellPlace& place);

/// As the table has it: an error is its name.
Cell as_written(const Cell& cell);

/// The cells of a sheet down to the last that holds anything, and at least the columns of a report.
uno::Any all_on(const Spreadsheet& spreadsheet, std::int32_t sheet);

/// A hash of all that stands on a report but for what is filled in, and the hash itself.
std::string own_hash(const uno::Elements& rows);

/// Whether a cell of a row holds a text, in the language of whoever made the report.
bool holds(const uno::Elements& row, std::size_t column, Text text);
/// Empty where there is something else.
std::string text_in(const uno::View& cell);
/// Its number, or else its text.
Cell cell_in(const uno::View& cell);
/// Whether a row belongs to the field that began above it.
bool goes_on(const uno::Elements& row);

} // namespace headroom::report_layout
