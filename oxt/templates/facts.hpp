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

    /// The fact that is named by its item and date, as "PUE, 2024"; throws std::runtime_error with
    /// the nearest when there is none.
    const Fact& at(std::string_view name) const;

private:
    std::vector<Fact> facts_;
};

} // namespace headroom::workbook
