#pragma once

#include "document.hpp"

#include <string>
#include <vector>

namespace headroom::test {

/// A chart of a document as it is drawn.
struct DrawnChart {
    std::string sheet; ///< that shows it
    std::string title;
    double lowest = 0, highest = 0; ///< where its axis of values begins and ends
    bool by_number = false;         ///< its other axis is one of numbers too, not of categories
    double end = 0;                 ///< where that axis ends
    double last = 0;                ///< and the numbers on it
    std::vector<std::string> categories = {};
    std::vector<std::string> series = {};
};

std::vector<DrawnChart> charts(const Document& document);
/// The first of that title; throws std::runtime_error when there is none.
DrawnChart chart_titled(const Document& document, const std::string& title);

} // namespace headroom::test
