#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace headroom::workbook {

/// A folder that no other test has, for those that run side by side.
inline std::filesystem::path own_folder() {
    const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test.test_suite_name()) + " " + test.name();
    std::ranges::replace(name, '/', ' ');
    return std::filesystem::path(testing::TempDir()) / ("headroom " + name);
}

} // namespace headroom::workbook
