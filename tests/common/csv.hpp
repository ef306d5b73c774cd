#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace headroom::test {

/// The rows of a comma-separated file by the names in its first row. Fields may be quoted; a
/// doubled quotation mark inside one is dropped. Throws std::runtime_error when the file is missing
/// or a row has too few or too many fields.
std::vector<std::map<std::string, std::string>> read_csv(const std::filesystem::path& file);

} // namespace headroom::test
