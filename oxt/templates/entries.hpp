#pragma once

#include "ods/workbook.hpp"

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// The rows of a sheet as people write them down, and how they are read. Not comma-separated: Calc
/// calculates the formulas of such a file when it opens it, and saves #NAME? in their place.
namespace headroom::workbook {

/// A part of an entry, such as its unit.
struct Part {
    std::string key;
    std::string text;
};

/// What stands between two empty lines of a file of rows: a kind with its text, and below it parts.
/// What it cannot have throws std::runtime_error; who reads the file adds where.
struct Entry {
    std::string kind;
    std::string text;
    std::vector<Part> parts = {};
    std::string where = {}; ///< file and line

    bool has(std::string_view key) const;
    const std::string& at(std::string_view key) const;
    /// Empty when it is not there.
    std::string get(std::string_view key) const;
    double number(std::string_view key) const;
    const std::string& formula(std::string_view key) const;

    /// Refuses other parts than these, one that is there twice, and that one of `needed` is not.
    void expect(std::initializer_list<std::string_view> needed,
                std::initializer_list<std::string_view> possible = {}) const;
};

/// Reads entries. A line is a key, blanks, and text; what begins with a blank goes on with the line
/// above, with one blank between; in a formula, which begins with =, only within its own texts, so
/// that it may be broken anywhere else. Throws std::runtime_error with file and line.
std::vector<Entry> read_entries(const std::filesystem::path& file);

/// What is wrong, and where.
class RowError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Calls `read`, and adds to what is wrong where it is unless that is said already.
void at_row(const std::string& where, const std::function<void()>& read);

/// Throws that there is no such thing, and which is the nearest.
[[noreturn]] void refuse(const std::string& what, std::string_view typed,
                         const std::vector<std::string_view>& known);

/// A number, or a day such as 2025-10-01.
bool is_number(const std::string& text);
double number_of(const std::string& text);
/// From "a; b".
std::vector<std::string> texts_of(const std::string& text);
/// From "1; 2.5".
std::vector<double> numbers_of(const std::string& text);
/// A formula with numbers of rows for what the data leave open: # is the row it stands in, #above
/// the one above, and others what they are named.
std::string in_row(const std::string& formula, int row, std::map<std::string, int> others = {});
/// The text, which has to begin with = and to close what it opens.
const std::string& formula_of(const std::string& text);
Format format_of(std::string_view name);
/// From "1 to 10", "above 0 to below 1", "above 0", "0 or more" or "any number".
Limits limits_of(const std::string& text);
/// From "new", which is all that `page` may be.
bool new_page(const Entry& entry);

} // namespace headroom::workbook
