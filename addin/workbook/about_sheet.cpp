#include "workbook/about_sheet.hpp"

#include "workbook/kept_formula.hpp"
#include "workbook/words.hpp"

#include "core/catalogue.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;
using Look = BlockCell::Look;

/// Widths of the columns, in 1/100 mm.
constexpr std::array<std::int32_t, 12> widths{6600, 8600, 2200, 3800, 3800, 3200,
                                              8600, 8600, 1800, 2600, 2600, 8600};

/// In the order of AboutTable::Column.
constexpr std::array<Text, 12> headings{tr("Cell"),
                                        tr("Call"),
                                        tr("State"),
                                        tr("Headroom's value when the copy was made"),
                                        tr("Value here"),
                                        tr("Difference"),
                                        tr("Formula in the original"),
                                        tr("Formula here"),
                                        tr("Cells"),
                                        tr("Number format in the original"),
                                        tr("Background in the original"),
                                        tr("Comment that the copy added")};

constexpr Text shared = tr("A sheet that calls read from");

/// Whether a cell holds a text, in the language of whoever made the copy.
bool holds(const Any& cell, Text text) {
    return cell.type_class() == uno::TypeClass::string && says(cell.text(), text);
}

std::string difference(std::size_t row) {
    // Where formulas below each other are the same but for their place, the office takes a time
    // that grows with the square of their number.
    const std::string then = absolute(Place{row, 3});
    const std::string now = absolute(Place{row, 4});
    return "=IF(ISERROR(" + now + ");IF(ISERROR(" + then + ");0;\"differs\");IF(ISNUMBER(" + then +
           ");IF(ISNUMBER(" + now + ");" + now + '-' + then + ";\"differs\");IF(" + then + '=' +
           now + ";0;\"differs\")))";
}

class AboutPage {
public:
    AboutPage(const Spreadsheet& spreadsheet, const About& about)
        : spreadsheet_(spreadsheet), about_(about), page_{{0, 0}} {
        add_words();
        add_table();
    }

    const Page& page() const { return page_; }
    std::size_t heading() const { return heading_; }

private:
    void line(std::string text, Look look) { page_.add({text_of(std::move(text), look)}); }

    void fact(Text label, BlockCell value) { page_.add({text_of(words(label)), std::move(value)}); }

    void add_words() {
        static constexpr Text title = tr("About this copy");
        static constexpr Text what = tr(
            "This is a copy of %1%. It calculates without Headroom: each call stands as ordinary "
            "formulas on the sheet %2%, and the cells refer to the result there.");
        static constexpr Text kept = tr(
            "Calls that have no such formulas keep the value that Headroom calculated. Their cells "
            "are shaded and have a comment; beside the value on the sheet %1% stands whether its "
            "inputs are still the same.");
        static constexpr Text made = tr("Made on"), with = tr("With"),
                              live = tr("Calls that recalculate"),
                              frozen = tr("Calls that kept their value"),
                              stale = tr("Of these, inputs changed since"),
                              left = tr("Calls that are left");
        line(words(title), Look::title);
        line(words({what, {about_.name, about_.workings}}), Look::note);
        if (about_.frozen > 0) {
            line(words({kept, {about_.workings}}), Look::note);
        }
        page_.add({});
        fact(made, text_of(today()));
        fact(with, text_of("Headroom " + std::string(version())));
        fact(live, text_of(std::to_string(about_.live)));
        fact(frozen, text_of(std::to_string(about_.frozen)));
        if (!about_.checks.empty()) {
            std::string sum = "=";
            for (const std::string& check : about_.checks) {
                sum += (sum.size() == 1 ? "" : "+") + ("COUNTIF(" + check + ";\"stale\")");
            }
            page_.add({text_of(words(stale)), formula_of(sum, Look::text)});
        }
        for (const std::string& each : about_.left_over) {
            fact(left, text_of(each));
        }
        for (const std::string& each : about_.shared) {
            fact(shared, formula_of('=' + each, Look::text));
        }
        page_.add({});
    }

    void add_table() {
        static constexpr Text live = tr("live"), frozen = tr("frozen");
        heading_ = page_.next().row;
        std::vector<BlockCell> heading;
        for (const Text& each : headings) {
            heading.push_back(text_of(words(each), Look::heading));
        }
        page_.add(std::move(heading));
        // A link takes long to make, and nobody follows thousands.
        constexpr std::size_t most_links = 2000;
        for (const AboutCall& each : about_.calls) {
            const std::size_t row = page_.next().row;
            const std::string shown = spreadsheet_.shown(each.place);
            if (page_.links.size() < most_links) {
                page_.links.push_back({{row, 0}, spreadsheet_.link(each.place), shown});
            }
            page_.add({text_of(shown), text_of(each.call, Look::note),
                       text_of(words(each.frozen ? frozen : live)), each.value,
                       formula_of('=' + each.reference), formula_of(difference(row))});
            std::vector<BlockCell>& cells = page_.rows.back();
            if (const std::optional<CopiedFormula>& copied = each.copied) {
                const std::string& all = copied->cells;
                cells.insert(cells.end(),
                             {kept(copied->original), kept(copied->here),
                              formula_of("=ROWS(" + all + ")*COLUMNS(" + all + ')', Look::note),
                              text_of(copied->format, Look::note),
                              text_of(copied->mark.colours, Look::note),
                              text_of(copied->mark.comment, Look::note)});
            } else {
                cells.push_back(text_of(each.formula, Look::note));
            }
        }
    }

    /// What KeptFormula has written: a formula, or the text of one that refers to nothing.
    static BlockCell kept(const std::string& written) {
        return written.starts_with(KeptFormula::beginning) ? formula_of(written, Look::note)
                                                           : text_of(written, Look::note);
    }

    const Spreadsheet& spreadsheet_;
    const About& about_;
    Page page_;
    std::size_t heading_ = 0;
};

} // namespace

std::string today() {
    const std::chrono::year_month_day date(
        std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::optional<AboutTable> find_about_table(const Spreadsheet& spreadsheet) {
    // Above it stand a few words, and what somebody may have added.
    constexpr std::size_t rows_above = 200;
    for (std::int32_t sheet = 0; sheet < spreadsheet.sheets(); ++sheet) {
        const std::size_t used = spreadsheet.used(sheet).rows;
        const Any all =
            spreadsheet.range(sheet, {{0, 0}, std::min(used, rows_above), headings.size()})
                .call("getDataArray");
        const uno::Elements rows = all.elements();
        std::vector<std::size_t> shared_rows;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const uno::Elements cells = rows[row].elements();
            if (holds(cells[0], shared)) {
                shared_rows.push_back(row);
            }
            std::size_t column = 0;
            while (column < headings.size() && holds(cells[column], headings[column])) {
                ++column;
            }
            if (column == headings.size()) {
                return AboutTable{sheet, row + 1, used - row - 1, std::move(shared_rows)};
            }
        }
    }
    return std::nullopt;
}

void write_about_sheet(const Spreadsheet& spreadsheet, std::int32_t sheet, const About& about,
                       const Report& report) {
    const AboutPage made(spreadsheet, about);
    const BlockSheet paper(spreadsheet, sheet);
    paper.prepare();
    const Object all = spreadsheet.sheet(sheet);
    const Object columns = all.get("Columns").object();
    for (std::size_t i = 0; i < widths.size(); ++i) {
        columns.call("getByIndex", whole(i)).object().set("Width", widths[i]);
    }
    paper.write(made.page(), report);
    // On paper nobody reads what it takes to turn the copy back.
    static const uno::Type address("com.sun.star.table.CellRangeAddress");
    all.call("setPrintAreas",
             uno::sequence(
                 address,
                 {address_of(
                     {sheet, {{0, 0}, made.page().rows.size(), AboutTable::Column::original}})}));
    all.call("setTitleRows", address_of({sheet, {{made.heading(), 0}, 1, 1}}));
    all.call("setPrintTitleRows", true);
}

} // namespace headroom
