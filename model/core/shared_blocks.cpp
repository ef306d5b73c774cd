#include "core/shared_blocks.hpp"

#include <algorithm>
#include <iterator>

namespace headroom {

std::string SharedBlock::reference(std::string_view id) const {
    return sheet + areas.find(id)->second.fixed();
}

SharedBlocks::Sheet* SharedBlocks::sheet_for(const SharedPaper& paper) {
    const auto found = std::ranges::find(sheets_, &paper, &Sheet::paper);
    return found == sheets_.end() || paper.a_sheet_each ? nullptr : &*found;
}

const SharedBlock& SharedBlocks::block(const std::string& key, const SharedPaper& paper,
                                       const Write& write) {
    const auto known = blocks_.find(key);
    if (known != blocks_.end()) {
        return known->second;
    }
    Sheet* sheet = sheet_for(paper);
    SharedBlock made = write({sheet == nullptr ? 0 : sheet->rows.size(), 0});
    if (sheet == nullptr) {
        sheet = &sheets_.emplace_back(Sheet{add_sheet_(paper.title, made), &paper});
    }
    made.sheet = sheet->name;
    std::ranges::move(made.rows, std::back_inserter(sheet->rows));
    std::ranges::copy(made.page_starts, std::back_inserter(sheet->page_starts));
    made.rows.clear();
    sheet->columns_in_use = std::max(sheet->columns_in_use, made.columns_in_use);
    return blocks_.emplace(key, std::move(made)).first->second;
}

} // namespace headroom
