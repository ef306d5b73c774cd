#pragma once

#include <filesystem>
#include <string>

namespace headroom::test {

enum class Calculated { anew, as_saved };

/// A sheet as Gnumeric shows it, in a file that holds nothing but values. It calculates an .ods
/// anew in any case.
std::filesystem::path values_in_gnumeric(const std::filesystem::path& workbook,
                                         const std::string& sheet,
                                         Calculated calculated = Calculated::anew);

} // namespace headroom::test
