#pragma once

#include "document.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom::test {

/// A page as the printer gets it. Lengths in points, from the top left corner.
struct Page {
    double width = 0;
    double height = 0;
    std::string text = {};   ///< its words with blanks between them
    std::string footer = {}; ///< the words of the lowest line, from the left
    double right = 0;        ///< where the rightmost word ends
    double bottom = 0;       ///< where the lowest word above the footer ends
    double smallest = 0;     ///< the height of the smallest word that is not turned
    double covered = 0;      ///< how much of a word's height another one covers, at most
};

/// Exports the whole document to a PDF file in `folder` and reads that.
std::vector<Page> print(const Document& document, const std::filesystem::path& folder);

} // namespace headroom::test
