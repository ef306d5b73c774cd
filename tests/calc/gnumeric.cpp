#include "gnumeric.hpp"

#include "paths.hpp"
#include "process.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace headroom::test {

std::filesystem::path values_in_gnumeric(const std::filesystem::path& workbook,
                                         const std::string& sheet, Calculated calculated) {
    std::filesystem::path values = workbook.parent_path() / (sheet + ".csv");
    std::vector<std::string> arguments{"--export-type=Gnumeric_stf:stf_assistant", "-O",
                                       "sheet='" + sheet + '\'', workbook.string(),
                                       values.string()};
    if (calculated == Calculated::anew) {
        arguments.insert(arguments.begin(), "--recalc");
    }
    Process ssconvert(path::ssconvert, arguments, workbook.parent_path() / "ssconvert.log",
                      std::chrono::seconds(120));
    EXPECT_EQ(ssconvert.wait(), 0) << ssconvert.log();
    return values;
}

} // namespace headroom::test
