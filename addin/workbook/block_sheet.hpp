#pragma once

#include "workbook/spreadsheet.hpp"
#include "workbook/work.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

/// What the sheet for the workings of calls is called.
inline constexpr std::string_view workings_sheet = "Headroom workings";

/// A formula for a rectangle of cells at once.
struct ArrayFormula {
    Area cells;
    std::string text; ///< with an equals sign
};

struct Link {
    Place at;
    std::string url;
    std::string text;
};

/// Rows to be written below each other, with what a Block cannot hold.
struct Page {
    Place first;
    std::vector<std::vector<BlockCell>> rows = {};
    std::vector<ArrayFormula> arrays = {};
    std::vector<Link> links = {};
    std::vector<Area> frozen = {}; ///< cells whose value stays as it is

    Place next() const { return {first.row + rows.size(), first.column}; }
    void add(std::vector<BlockCell> row) { rows.push_back(std::move(row)); }
    /// A block that was laid out for the next row.
    void add_block(Block block);
};

/// How many cells a row of a page takes: a title runs over those beside it.
std::size_t width_of(const std::vector<BlockCell>& row);

BlockCell text_of(std::string text, BlockCell::Look look = BlockCell::Look::text);
BlockCell formula_of(std::string formula, BlockCell::Look look = BlockCell::Look::value);
BlockCell number_of(double number, BlockCell::Look look = BlockCell::Look::value);

/// Writes pages on a sheet of a document, with the looks that every block has.
class BlockSheet {
public:
    BlockSheet(const Spreadsheet& spreadsheet, std::int32_t sheet);

    /// Makes the sheet look and print as it has to: once, when it is new.
    void prepare() const;

    /// Writes a page over what stands there, but not over what is beside its shorter rows.
    void write(const Page& page, const Report& report) const;
    /// The same without its cells.
    void finish(const Page& page, const Report& report) const;

    /// Puts other contents in cells, one chunk of rows at a time. The office cannot undo it: only
    /// that the sheet, or its rows, were made.
    void write_cells(const Place& first, std::span<const std::vector<BlockCell>> rows,
                     const Report& report = {}) const;

private:
    void dress_cells(const Page& page, const Report& report) const;
    void link(const Link& link) const;
    void fit_rows(const Page& page) const;
    void fit_titles(const Page& page) const;

    const Spreadsheet& spreadsheet_;
    std::int32_t sheet_;
};

} // namespace headroom
