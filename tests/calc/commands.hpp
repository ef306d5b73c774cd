#pragma once

#include "office.hpp"

#include <string>
#include <utility>
#include <vector>

namespace headroom::test {

/// Selects cells of a document that is open.
void select(const Document& document, const Sheet& sheet, const Block& block);

/// Does what a menu entry of Headroom does, without its dialogs; returns what it tells the user.
std::string dispatch(const Office& office, const Document& document, const std::string& command,
                     const std::vector<std::pair<std::string, std::string>>& arguments = {});

/// As Edit > Undo does; `steps` says how many steps there are.
void undo(const Document& document);
std::vector<std::string> undo_steps(const Document& document);

} // namespace headroom::test
