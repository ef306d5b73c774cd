#pragma once

#include "workbook/work.hpp"

#include <string>
#include <vector>

namespace headroom {

/// What has become of the calls in a document.
struct PlainCalls {
    std::size_t live;                   ///< in native formulas
    std::size_t frozen;                 ///< kept as values
    std::vector<std::string> left_over; ///< where there still are calls
};

/// Writes every Headroom call of a document, which is to be a copy, in native formulas, or keeps
/// its value where there are none. `name` is the original's. Throws Refusal when a cell would not
/// show what it did.
PlainCalls make_plain(const uno::Object& context, const uno::Object& document,
                      const std::string& name, Work& work);

} // namespace headroom
