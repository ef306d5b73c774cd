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

    /// Whether this is an item of several dates, which the sheet Facts has and a choice of date
    /// picks from. An item of one date is always named with it.
    bool is_series(std::string_view item) const;
    /// All facts of an item in the order in which they were known; throws as `at` does.
    std::vector<Fact> series(std::string_view item) const;

private:
    [[noreturn]] void refuse_fact(std::string_view name) const;

    std::vector<Fact> facts_;
};

/// With the results of which quarter a fact was known: 2025.3 for the third of 2025. The date says
/// it or, where that is a whole year, the source. What was said in the first month of a quarter was
/// known with the results of the one before, which are published at the end of that month.
double known_with(const Fact& fact);

/// What a fact of several dates is for the date that is chosen. The formulas read the sheet Facts.
struct ChosenFact {
    std::string value, unit, as_of, source, confidence;
};
ChosenFact chosen(std::string_view item);

/// The cells of a series on the sheet Facts: all from value to confidence, aws_net_sales_by_date;
/// the values alone, aws_net_sales_values; and with which quarter each was known,
/// aws_net_sales_known.
std::string series_name(std::string_view item);
std::string values_name(std::string_view item);
std::string known_name(std::string_view item);

} // namespace headroom::workbook
