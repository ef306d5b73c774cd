#pragma once

#include "workbook/block_sheet.hpp"
#include "workbook/frozen_mark.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

inline constexpr std::string_view about_sheet = "About this copy";

/// What it takes to turn a formula of the copy back. Formulas are as KeptFormula has written them.
struct CopiedFormula {
    std::string original;
    std::string here;
    std::string cells;  ///< a reference to all that show it
    std::string format; ///< of numbers: FrozenMark::of_style where the cells had none of their own
    FrozenMark mark;    ///< without a colour: none
};

/// A call as it stood in a cell, and what the copy has for it.
struct AboutCall {
    CellPlace place;
    std::string call;
    bool frozen;
    BlockCell value;       ///< as Headroom calculated it; of a table the first cell
    std::string reference; ///< to the same in the copy
    std::string formula;   ///< of the cell in the original
    std::optional<CopiedFormula> copied = {}; ///< with the first call of a formula
};

/// What a plain copy says of itself.
struct About {
    std::string name;     ///< of the original
    std::string workings; ///< the sheet with the blocks
    std::size_t live;
    std::size_t frozen;
    std::vector<std::string> left_over; ///< where calls still are
    std::vector<AboutCall> calls;
    std::vector<std::string> checks; ///< where "stale" stands for inputs that have changed
    std::vector<std::string> shared; ///< the first cells of sheets that several calls share
};

void write_about_sheet(const Spreadsheet& spreadsheet, std::int32_t sheet, const About& about,
                       const Report& report);

/// Where the sheet lists the calls, a row each.
struct AboutTable {
    std::int32_t sheet;
    std::size_t first; ///< row below the headings
    std::size_t rows;
    std::vector<std::size_t> shared; ///< rows that refer to a sheet that several calls share

    enum Column {
        cell,
        call,
        state,
        then,
        now,
        difference,
        original,
        here,
        cells,
        format,
        colour,
        comment
    };

    static constexpr Column shared_sheet = call;
};

/// The table of a document that is a plain copy, wherever it has been moved; nothing elsewhere.
std::optional<AboutTable> find_about_table(const Spreadsheet& spreadsheet);

/// The date, as in 2026-11-28.
std::string today();

} // namespace headroom
