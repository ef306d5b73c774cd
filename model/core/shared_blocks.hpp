#pragma once

#include "core/plain_form.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// Cells that several calls read, such as a trade plan, and where in them is what.
struct SharedBlock {
    std::string sheet = {}; ///< as formulas on other sheets write it: $'Headroom plan'.
    std::map<std::string, Area, std::less<>> areas = {}; ///< by id
    std::vector<std::vector<BlockCell>> rows = {};       ///< to be written below each other
    std::vector<std::size_t> page_starts = {};           ///< rows that a page begins with
    std::size_t columns_in_use = 0; ///< that somebody reads; further ones are room for more
    /// The cell that tells which block this is: its formula follows what the block is made from.
    Place source = {};

    /// A reference that is right on any sheet.
    std::string reference(std::string_view id) const;
};

/// What a sheet with such blocks looks like.
struct SharedPaper {
    std::string_view title;
    bool a_sheet_each;          ///< otherwise the blocks stand below each other
    std::vector<double> widths; ///< of the columns in mm; the last one is that of all others
    std::size_t title_columns;  ///< that each page begins with
};

/// The blocks that the calls of a document share, each written when the first of them asks for it.
class SharedBlocks {
public:
    struct Sheet {
        std::string name;
        const SharedPaper* paper;
        std::size_t columns_in_use = 0;
        std::vector<std::vector<BlockCell>> rows = {};
        std::vector<std::size_t> page_starts = {};
    };

    /// Makes a sheet for blocks, of which it gets the first; returns its name, as formulas on
    /// other sheets write it.
    using AddSheet = std::function<std::string(std::string_view title, const SharedBlock& first)>;
    explicit SharedBlocks(AddSheet add_sheet) : add_sheet_(std::move(add_sheet)) {}

    /// Where the block begins is handed over.
    using Write = std::function<SharedBlock(const Place& place)>;
    /// The block of that key; its rows are handed on to the sheet.
    const SharedBlock& block(const std::string& key, const SharedPaper& paper, const Write& write);

    const std::vector<Sheet>& sheets() const { return sheets_; }

private:
    Sheet* sheet_for(const SharedPaper& paper);

    AddSheet add_sheet_;
    std::vector<Sheet> sheets_;
    std::map<std::string, SharedBlock> blocks_;
};

} // namespace headroom
