#pragma once

#include "ods/cells.hpp"
#include "templates/row_sheet.hpp"

/// The sheets and blocks that every workbook of Headroom has.
namespace headroom::workbook {

/// A number that is typed in; nothing: a blank to type one into.
Cell input(std::optional<double> value, Format format, std::string name = {});

/// Values that are typed in, each with its unit, date, source and confidence, from inputs.txt:
/// fact, assumption and choice. Its title may leave out the subtitle that most of them have.
Sheet inputs_sheet(const Source& source);

/// Facts of several dates and the choice of a date, from facts.txt: `series` with the item, and
/// what the inputs know. Formulas elsewhere pick from it by that date; see ChosenFact.
Sheet facts_sheet(const Source& source);

/// The first sheet, with its status below the title; it also knows question and checks.
class AnswerSheet : public RowSheet {
public:
    AnswerSheet(const Source& source, std::vector<double> columns);

    Sheet read() { return RowSheet::read("answer.txt"); }
    /// Shows another sheet's first chart at that place.
    void show(const std::string& at, const Sheet& other, const Chart& chart, double height);
};

/// Comparisons of what has to agree, each OK, Look, Warning or No answer, and reasons for errors,
/// from checks.txt: agree, at_least, warn_of, reasons, reason and reason_column.
class ChecksSheet : public RowSheet {
public:
    explicit ChecksSheet(const Source& source);

    Sheet read() { return RowSheet::read("checks.txt"); }

private:
    void look_for_headroom();
    void compare(const Entry& entry, const std::string& right, Format format,
                 const std::string& condition, const std::string& otherwise = "Look");
    void agree(const Entry& entry);
    /// The cell "checks", which sums up all comparisons so far.
    void sum_up();
    void reason(const Entry& entry);
    void reason_column(const Entry& entry);
    void add_reason(const std::string& function, std::string formula, double height = two_lines);

    int first_;
};

/// The steps of calls, from workings.txt: each `workings` is argument and step, one a row. What a
/// call without an answer does not reach stays empty.
Sheet workings_sheet(const Source& source);

/// A sheet that is nothing but its rows.
Sheet plain_sheet(const Source& source, const std::string& file, Sheet layout);

/// A named column for a chart; the cell above it is its label.
Series series(const Sheet& sheet, const std::string& name, Drawn drawn);

} // namespace headroom::workbook
