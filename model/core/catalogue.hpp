#pragma once

#include "core/function.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// Functions that belong together, in the order the documentation lists them.
struct Theme {
    Text title;
    bool calculates; ///< otherwise it informs about calculations
    std::vector<Function> functions;
};

/// Every function there is. Made once and constant from then on.
const std::vector<Theme>& themes();

/// The same, one after the other.
const std::vector<const Function*>& catalogue();

/// The function of that name, however it is typed; null when there is none.
const Function* find(std::string_view name);

/// What is wrong with the records: duplicate ids, missing texts, examples or steps, and so on.
/// Empty when they are fit to be released.
std::vector<std::string> defects(const std::vector<const Function*>& functions);

/// Headroom's version, as in 1.2.3.
std::string_view version();

} // namespace headroom
