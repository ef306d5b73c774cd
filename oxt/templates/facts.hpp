#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::workbook {

/// One public figure with where it comes from and how far it can be trusted.
struct Fact {
    std::string item, unit, as_of, source, confidence;
    double value;
};

class Facts {
public:
    /// Reads a comma-separated file with the columns item, value, unit, as of, source, confidence.
    /// Throws std::runtime_error naming the line that cannot be read.
    explicit Facts(const std::filesystem::path& file);

    /// The fact of that item and date; throws std::runtime_error when there is none.
    const Fact& at(std::string_view item, std::string_view as_of) const;

private:
    std::vector<Fact> facts_;
};

} // namespace headroom::workbook
