#pragma once

#include "document.hpp"

#include <functional>
#include <map>
#include <string>

namespace headroom::test {

/// A cell as the reader of a workbook finds it.
struct Shown {
    std::string text;
    double value = 0;    ///< 0 for a text
    int error = 0;       ///< as Sheet::error
    std::string formula; ///< as Sheet::formula; of a cell without one, what was typed

    bool calculated() const { return formula.starts_with('=') || in_array(); }
    bool in_array() const { return formula.starts_with("{="); }
};

/// Every cell of a document that holds something.
using Snapshot = std::map<Place, Shown>;

Snapshot snapshot(const Document& document);

/// The cells for which `wrong` holds, a line for each of the first few: what a test prints when
/// there should be none.
std::string cells_where(const Snapshot& snapshot,
                        const std::function<bool(const Place&, const Shown&)>& wrong);
std::string cells_in_error(const Snapshot& snapshot);

/// In the same way the cells of `before` that are not there any more or not `alike`.
std::string differences(const Snapshot& before, const Snapshot& now,
                        const std::function<bool(const Shown&, const Shown&)>& alike);

/// Shows the same, and is the same number but for what a file may round off it.
bool same_result(const Shown& one, const Shown& other);
/// Whether what was typed is the same to the last bit.
bool same_input(const Shown& one, const Shown& other);
bool same_formula(const Shown& one, const Shown& other);

} // namespace headroom::test
