#pragma once

#include "ods/cells.hpp"
#include "templates/facts.hpp"
#include "templates/sheets.hpp"

/// The sheets and blocks that every workbook of Headroom has.
namespace headroom::workbook::written {

inline std::string call(const std::string& function, const std::string& arguments) {
    return "=" + function + "(" + arguments + ")";
}

inline constexpr const char* inputs_subtitle =
    "Blue on yellow is typed in and may be changed; everything else in this workbook is a formula. "
    "High: a company's own report. Medium: press or industry figures. Low: an assumption, so try "
    "others.";

/// Values that are typed in, each with its unit, date, source and confidence.
class InputsSheet {
public:
    InputsSheet(const Facts& facts, const std::string& subtitle);

    void section(const std::string& title, bool new_page = false);
    void number(const std::string& what, const std::string& name, double value, Format format,
                const std::string& unit, const std::string& as_of, const std::string& source,
                const std::string& confidence);
    void fact(const std::string& what, const std::string& name, std::string_view item,
              std::string_view as_of, Format format);
    void assumption(const std::string& what, const std::string& name, double value, Format format,
                    const std::string& unit, const std::string& why);
    void choice(const std::string& what, const std::string& name, const std::string& value,
                const std::vector<std::string>& choices, const std::string& why);
    /// The value last added has to be whole and within these.
    void whole(const Limits& limits);

    Sheet finish() { return std::move(sheet_); }

private:
    const Facts& facts_;
    Sheet sheet_;
};

/// A calculation, one line after the other, each a named cell with its unit and how it comes about.
class ChainSheet {
protected:
    /// `line` is what the heading calls a line.
    explicit ChainSheet(Sheet sheet, std::string line = "Line")
        : sheet_(std::move(sheet)), line_(std::move(line)) {}

    void section(const std::string& title, bool new_page = false);
    void line(const std::string& what, const std::string& name, const std::string& content,
              Format format, const std::string& unit, const std::string& how);

    Sheet sheet_;

private:
    std::string line_;
};

/// Comparisons of what has to agree, each OK, Look, Warning or No answer, and reasons for errors.
class ChecksSheet {
public:
    ChecksSheet();

    /// `tolerance` is relative, or absolute below 1.
    void agree(const std::string& what, const std::string& left, const std::string& right,
               Format format, std::string_view tolerance = "0.000000001");
    void at_least(const std::string& what, const std::string& left, const std::string& right,
                  Format format = Format::cents);
    /// What is counted may be there, but is seldom meant: its state is Warning unless it is 0.
    void warn_of(const std::string& what, const std::string& count);
    /// The cell "checks", which sums up all comparisons so far.
    void sum_up();
    void reasons(bool new_page = false);
    /// Another part of the sheet, and rows of it.
    void section(const std::string& title, bool new_page = false);
    void line(Cell what, Cell rest);
    /// The last so many rows need not be used.
    void spare(int rows);
    /// `idle` is when the function is not called at all.
    void reason(const std::string& function, const std::string& arguments,
                const std::string& idle = {});
    /// Reasons of a function that is called row by row and gives them there, in a named column.
    void reasons_at(const std::string& function, const std::string& column,
                    const std::string& sheet);

    Sheet finish() { return std::move(sheet_); }

private:
    void compare(const std::string& what, const std::string& left, const std::string& right,
                 Format format, const std::string& condition,
                 const std::string& otherwise = "Look");

    Sheet sheet_;
    int first_;
};

/// Says whether the figures are calculated here or were saved elsewhere; over three columns and the
/// `last_columns` after them.
void add_status(Sheet& sheet, int last_columns = 1);

/// Argument and step of a call, one a row; `rows` of them. What a call without an answer does not
/// reach stays empty.
void add_workings(Sheet& sheet, const std::string& function, const std::string& arguments, int rows,
                  bool new_page);

Sheet workings_sheet(const std::string& subtitle);

} // namespace headroom::workbook::written
