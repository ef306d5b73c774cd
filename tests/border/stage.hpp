#pragma once

#include "core/value.hpp"

#include "uno/component.hpp"

#include <functional>
#include <string>

namespace headroom::test {

// Stands in for what Headroom meets of an office. All of it is made of binary UNO, so that it can
// stand before the library of any platform.

/// A com.sun.star.table.XCellRange with these cells and `more_rows` blank ones, from A1 of a sheet
/// that holds nothing else.
uno::Object cell_range(const Table& cells, std::size_t more_rows = 0);

/// A com.sun.star.uno.XComponentContext. What is asked of its office is told, a line each.
uno::Object context(std::function<void(const std::string&)> tell);

} // namespace headroom::test
