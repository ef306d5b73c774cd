#pragma once

#include "workbook/spreadsheet.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// Behind cells whose value stays as it is.
inline constexpr std::int32_t frozen_colour = 0xFFF2CC;

/// How a cell of a block looks: its part, and what that means where it stands.
struct BlockStyle {
    enum class Variant {
        usual,
        money,        ///< a number of that unit
        percent,      ///< the same
        count,        ///< of positions or GPUs
        beside,       ///< behind a column of numbers, with a gap
        over_numbers, ///< the heading of such a column
        in_a_line,    ///< over the empty cells beside it
        frozen        ///< a value that stays as it is
    };

    BlockCell::Look look = BlockCell::Look::text;
    Variant variant = Variant::usual;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes this for a comparison with 0
    auto operator<=>(const BlockStyle&) const = default;
};

/// The name of the cell style, which is made when the document has none of that name: its user may
/// change how all blocks look. Nothing when it cannot be made: while a sheet is protected the
/// office changes no cell style.
std::optional<std::string> name_of(const BlockStyle& style, const Spreadsheet& spreadsheet);

/// Makes cells look so: by the cell style, or directly where it cannot be made.
void dress(const std::vector<SheetArea>& cells, const BlockStyle& style,
           const Spreadsheet& spreadsheet);

/// Whether that is the name of such a style.
bool is_block_style(std::string_view name);

/// A page style of that name, unless the document has one: landscape, so many pages wide.
void make_page_style(const Spreadsheet& spreadsheet, const std::string& name, std::size_t wide);

} // namespace headroom
