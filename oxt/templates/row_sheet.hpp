#pragma once

#include "templates/columns.hpp"
#include "templates/entries.hpp"
#include "templates/facts.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace headroom::workbook {

/// What a workbook is written from.
struct Source {
    const Facts& facts;
    std::filesystem::path folder; ///< of its rows
};

/// A sheet whose rows are read from a file. It knows these kinds of rows, whose parts CONTRIBUTING
/// lists: title, section, headings, all_headings, column, line, figure, result, row, rows, fact,
/// verdict, sentence, remark, gap and place.
class RowSheet {
public:
    using Write = std::function<void(const Entry&)>;

    RowSheet(const Source& source, Sheet layout);
    RowSheet(const RowSheet&) = delete;
    RowSheet& operator=(const RowSheet&) = delete;

    /// Another kind of rows, that this sheet has.
    void kind(const std::string& name, Write write) { kinds_[name] = std::move(write); }
    /// What stands where the rows say `place` and this name.
    void place(const std::string& name, std::function<void(Sheet&)> fill);

    /// The sheet, with the rows of that file of the source.
    Sheet read(const std::string& file);

    /// As far as it is.
    Sheet& sheet() { return sheet_; }
    const Facts& facts() const { return source_.facts; }
    int width() const { return static_cast<int>(sheet_.columns.size()); }
    /// Of the table that the rows have come to: where its headings are, and its last row.
    int headings() const { return row_named("headings"); }
    int last() const { return last_; }
    /// The columns since those that were taken before.
    const std::vector<Column>& columns() const { return table_; }
    std::vector<Column> take_columns() { return std::exchange(table_, {}); }
    /// A column of the table that the rows have come to, from its headings to its last row.
    Series column(char letter, Drawn drawn = Drawn::columns) const;

protected:
    void title(const Entry& entry);
    /// A label and what the parts say, one cell after the other.
    void add_row(const Entry& entry, Look look = Look::formula);
    /// Headings below every section from here on.
    void all_headings(const Entry& entry);
    /// A row that formulas below it name with #.
    void name_row(const std::string& name, int row) { named_rows_[name] = row; }
    int row_named(const std::string& name) const;
    double number_or_fact(const std::string& text) const;

private:
    void write(const Entry& entry);
    void section(const Entry& entry);
    void add_headings(const Entry& entry);
    void figure(const Entry& entry, Look look);
    void rows(const Entry& entry);
    void fact(const Entry& entry);
    void words(const Entry& entry, Look look);
    void fill(const Entry& entry);

    void add_parts(std::vector<Cell> cells, const Entry& entry, Look look);
    Cell cell_of(const Part& part, Look look) const;
    /// The cells from `ready` on are those above the part that have no format yet.
    void change(std::vector<Cell>& cells, std::size_t ready, const Part& part) const;
    static void change_last(std::vector<Cell>& cells, const Part& part);
    void wrap(Cell& cell, const std::string& otherwise) const;
    /// The last cell, when it is of words, reaches to the last column.
    void stretch(std::vector<Cell>& cells) const;

    Source source_;
    Sheet sheet_;
    std::map<std::string, Write> kinds_;
    std::map<std::string, std::function<void(Sheet&)>> places_;
    std::vector<Column> table_;
    std::vector<Entry> all_headings_; ///< the headings below every section; none or one
    std::string wrong_when_;
    std::map<std::string, int> named_rows_;
    int last_ = 0;
};

} // namespace headroom::workbook
