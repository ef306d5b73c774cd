#pragma once

#include "office.hpp"

namespace headroom::test {

/// Every way a call can stand in a workbook, over the inputs in A1:C6 of another sheet.
Document workbook_with_calls(Office& office);

} // namespace headroom::test
