#include "workbook/earlier_report.hpp"

#include "workbook/report_layout.hpp"

#include <algorithm>
#include <utility>

namespace headroom {

using namespace report_layout;

namespace {

using uno::Any;
using uno::Object;

template <std::size_t count>
bool are_headings(const uno::Elements& row, const std::array<Text, count>& headings) {
    for (std::size_t column = 0; column < count; ++column) {
        if (!holds(row, column, headings[column])) {
            return false;
        }
    }
    return true;
}

/// What is laid on a sheet and is in none of its cells.
bool has_comments_or_drawings(const Object& sheet) {
    return sheet.call("getAnnotations").object().call("getCount").whole() > 0 ||
           sheet.as("com.sun.star.drawing.XDrawPageSupplier")
                   .call("getDrawPage")
                   .object()
                   .call("getCount")
                   .whole() > 0;
}

class Reader {
public:
    explicit Reader(const Spreadsheet& spreadsheet, std::int32_t sheet)
        : spreadsheet_(spreadsheet), sheet_(sheet), all_(all_on(spreadsheet, sheet)),
          follows_(spreadsheet.range(sheet, {{0, following_column}, all_.elements().size(), 1})
                       .call("getFormulaArray")) {}

    EarlierReport read() {
        const uno::Elements rows = all_.elements();
        std::string hash;
        for (std::size_t row = 0; row < rows.size();) {
            const uno::Elements cells = rows[row].elements();
            if (holds(cells, 0, made_on)) {
                earlier_.made = text_in(cells[1]);
            } else if (holds(cells, 0, hash_label)) {
                earlier_.hash = text_in(cells[1]);
            } else if (holds(cells, 0, own_hash_label)) {
                hash = text_in(cells[1]);
            } else if (are_headings(cells, call_headings)) {
                row = read_table(rows, row + 1, earlier_.calls);
                continue;
            } else if (are_headings(cells, input_headings)) {
                row = read_table(rows, row + 1, earlier_.inputs);
                continue;
            } else if (const Field* field = field_of(cells)) {
                row = read_field(rows, row, *field);
                continue;
            }
            ++row;
        }
        earlier_.sheet = sheet_;
        earlier_.has_notes =
            hash != own_hash(rows) || has_comments_or_drawings(spreadsheet_.sheet(sheet_));
        return std::move(earlier_);
    }

private:
    /// What stands in the columns of a field, which somebody may have filled in side by side.
    std::string filled_in(std::size_t row) const {
        std::string all;
        for (std::size_t column = 1; column < widths.size(); ++column) {
            const std::string text = spreadsheet_.cell({sheet_, {row, column}})
                                         .as("com.sun.star.text.XTextRange")
                                         .call("getString")
                                         .text();
            all += (all.empty() || text.empty() ? "" : " ") + text;
        }
        return all;
    }

    /// To the next row that begins with something.
    std::size_t read_field(const uno::Elements& rows, std::size_t row, const Field& field) {
        std::vector<std::string> lines;
        std::size_t last = 0;
        do {
            lines.push_back(filled_in(row));
            last = lines.back().empty() ? last : lines.size();
            ++row;
        } while (row < rows.size() && goes_on(rows[row].elements()));
        lines.resize(last);
        earlier_.fields[std::string(field.label.english())] = std::move(lines);
        return row;
    }

    /// The rows of a table, to the next blank one.
    std::size_t read_table(const uno::Elements& rows, std::size_t row,
                           EarlierReport::Entries& entries) const {
        for (; row < rows.size() && !text_in(rows[row].elements()[0]).empty(); ++row) {
            const uno::Elements cells = rows[row].elements();
            const std::string where = text_in(cells[0]);
            const std::string follows = follows_.elements()[row].elements()[0].text();
            entries[follows.empty() ? where : follows].push_back(
                {where, text_in(cells[1]), cell_in(cells[2]), {row, kept_column}});
        }
        return row;
    }

    const Spreadsheet& spreadsheet_;
    std::int32_t sheet_;
    Any all_;
    Any follows_; ///< the formulas in the column that follows cells
    EarlierReport earlier_;
};

/// Whether a sheet is called as a report is: as copies that people make of one are not.
bool is_called_report(std::string_view name) {
    if (!name.starts_with(report_sheet)) {
        return false;
    }
    const std::string_view number = name.substr(report_sheet.size());
    return number.empty() || (number.size() > 1 && number[0] == ' ' &&
                              number.find_first_not_of("0123456789", 1) == number.npos);
}

} // namespace

std::optional<EarlierReport> earlier_report(const Spreadsheet& spreadsheet) {
    for (std::int32_t sheet = spreadsheet.sheets() - 1; sheet >= 0; --sheet) {
        if (is_called_report(spreadsheet.sheet_name(sheet))) {
            EarlierReport earlier = Reader(spreadsheet, sheet).read();
            if (!earlier.made.empty() && !earlier.hash.empty()) {
                return earlier;
            }
        }
    }
    return std::nullopt;
}

std::optional<std::int32_t> sheet_for_report(const std::optional<EarlierReport>& earlier) {
    return earlier && !earlier->has_notes ? std::optional(earlier->sheet) : std::nullopt;
}

} // namespace headroom
