#include "workbook/report_sheet.hpp"

#include "workbook/about_sheet.hpp"
#include "workbook/block_styles.hpp"
#include "workbook/hash.hpp"
#include "workbook/kept_formula.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include "core/catalogue.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <array>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;
using Look = BlockCell::Look;

/// Widths of the columns, in 1/100 mm.
constexpr std::array<std::int32_t, 6> widths{5600, 8600, 3900, 3900, 3900, 6200};

/// Beside what is printed, and a column for notes: what the next report compares with.
constexpr std::size_t following_column = widths.size() + 1; ///< refers to the cell of the row
constexpr std::size_t kept_column = following_column + 1;   ///< keeps its formula

/// More rows of one table nobody reads.
constexpr std::size_t most_findings = 1000;
/// A link takes long to make, and nobody follows thousands.
constexpr std::size_t most_links = 1000;

constexpr Text made_on = tr("Made on");
constexpr Text hash_label = tr("Hash of all inputs");
constexpr Text own_hash_label = tr("Hash of this sheet");

/// What people fill in, and with how many lines.
struct Field {
    Text label;
    std::size_t lines;
};
constexpr std::array fields{Field{tr("Owner"), 1},
                            Field{tr("Purpose"), 1},
                            Field{tr("Limitations"), 1},
                            Field{tr("Change log"), 3},
                            Field{tr("Prepared by"), 1},
                            Field{tr("Reviewed by"), 1},
                            Field{tr("Date and signature"), 1}};

constexpr std::array call_headings{tr("Cell"),
                                   tr("Call"),
                                   tr("Result of the call"),
                                   tr("Shown in the cell"),
                                   tr("Recalculated"),
                                   tr("Why there is no answer")};
constexpr std::array input_headings{tr("Where"), tr("What it is"), tr("Input or formula")};

/// Whether a cell of a row holds a text, in the language of whoever made the report.
bool holds(const uno::Elements& row, std::size_t column, Text text) {
    return column < row.size() && row[column].type_class() == uno::TypeClass::string &&
           says(row[column].text(), text);
}

template <std::size_t count>
bool are_headings(const uno::Elements& row, const std::array<Text, count>& headings) {
    for (std::size_t column = 0; column < count; ++column) {
        if (!holds(row, column, headings[column])) {
            return false;
        }
    }
    return true;
}

/// IF makes the formula one that nobody else writes; it shows nothing.
std::string following(const Spreadsheet& spreadsheet, const CellPlace& place) {
    return "=IF(TRUE();\"\";" + spreadsheet.reference(place.sheet, {place.at, 1, 1}) + ')';
}

std::string text_in(const uno::View& cell) {
    return cell.type_class() == uno::TypeClass::string ? cell.text() : std::string();
}

Cell cell_in(const uno::View& cell) {
    if (cell.type_class() == uno::TypeClass::float64) {
        return cell.number();
    }
    return text_in(cell);
}

/// As the table has it: an error is its name.
Cell as_written(const Cell& cell) {
    return is_error(cell) ? Cell(as_in_cell(cell)) : is_empty(cell) ? Cell(std::string()) : cell;
}

BlockCell value_cell(const Cell& cell) {
    const Cell written = as_written(cell);
    if (const double* number = std::get_if<double>(&written)) {
        return number_of(*number);
    }
    const std::string& text = std::get<std::string>(written);
    // A long one goes over several lines; a short one stands as the numbers do.
    constexpr std::size_t short_text = 14;
    return text_of(text, text.size() > short_text ? Look::note : Look::value);
}

/// The cells of a sheet down to the last that holds anything, and at least the columns of a report.
Any all_on(const Spreadsheet& spreadsheet, std::int32_t sheet) {
    Area used = spreadsheet.used(sheet);
    used.columns = std::max(used.columns, widths.size());
    return spreadsheet.range(sheet, used).call("getDataArray");
}

const Field* field_of(const uno::Elements& cells) {
    const auto* const found = std::ranges::find_if(
        fields, [&](const Field& field) { return holds(cells, 0, field.label); });
    return found == fields.end() ? nullptr : found;
}

/// Whether a row belongs to the field that began above it.
bool goes_on(const uno::Elements& cells) {
    return text_in(cells[0]).empty();
}

/// A hash of all that stands on a report but for what is filled in, and the hash itself.
std::string own_hash(const uno::Elements& rows) {
    std::string all;
    bool in_field = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const uno::Elements cells = rows[row].elements();
        in_field = field_of(cells) != nullptr || (in_field && goes_on(cells));
        if (holds(cells, 0, own_hash_label)) {
            continue;
        }
        std::string line;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const Cell cell = cell_in(cells[column]);
            const bool filled_in = in_field && column > 0 && column < widths.size();
            if (!filled_in && cell != Cell(std::string())) {
                // Files do not keep all digits.
                const double* number = std::get_if<double>(&cell);
                line += std::to_string(column) + ' ' +
                        (number != nullptr ? brief(*number).in({}) : shown(cell)) + '\n';
            }
        }
        // Fields may have more lines or fewer.
        if (!line.empty()) {
            all += line + '\n';
        }
    }
    return hash_of(all);
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

class ReportPage {
public:
    ReportPage(const Spreadsheet& spreadsheet, const Review& review, const ReportFacts& facts)
        : spreadsheet_(spreadsheet), review_(review), facts_(facts), page_{{0, 0}} {
        add_facts();
        add_fields();
        add_checks();
        add_changes();
        add_findings();
        add_plans();
        add_simulations();
        add_calls();
        add_inputs();
    }

    const Page& page() const { return page_; }
    /// Where its own hash has to go, which is known when all else is written.
    const Place& own_hash_at() const { return own_hash_at_; }
    const std::vector<Area>& to_fill_in() const { return to_fill_in_; }
    const std::vector<std::size_t>& page_starts() const { return page_starts_; }

private:
    void title(Text text) {
        page_.add({});
        page_.add({text_of(words(text), Look::title)});
    }

    void title_on_new_page(Text text) {
        title(text);
        page_starts_.push_back(page_.rows.size() - 1);
    }

    template <std::size_t count> void headings(const std::array<Text, count>& texts) {
        std::vector<BlockCell> row;
        for (const Text& each : texts) {
            row.push_back(text_of(words(each), Look::heading));
        }
        row.resize(widths.size(), text_of({}, Look::heading));
        page_.add(std::move(row));
    }

    void note(const Phrase& text) { page_.add({text_of(words(text), Look::note)}); }

    BlockCell linked(const CellPlace& place, const std::string& shown) {
        if (page_.links.size() < most_links) {
            page_.links.push_back({page_.next(), spreadsheet_.link(place), shown});
        }
        return text_of(shown);
    }

    void add_facts() {
        static constexpr Text heading = tr("Headroom report");
        static constexpr Text workbook = tr("Workbook"), with = tr("With"), on = tr("On"),
                              calls = tr("Calls"), errors = tr("Calls in error"),
                              nowhere = tr("Calls that no cell shows");
        static constexpr Text hash =
            tr("Two copies that have the same hash have the same inputs, and the same formulas "
               "between them and the calls, at the same places.");
        static constexpr Text own_hash =
            tr("It tells whether somebody has written on this sheet, beside the fields to fill in. "
               "Such notes stay: the next report then has a sheet of its own.");
        page_.add({text_of(words(heading), Look::title)});
        page_.add({});
        const auto fact = [&](Text label, const std::string& value) {
            page_.add({text_of(words(label)), text_of(value)});
        };
        fact(workbook, facts_.workbook);
        fact(made_on, today());
        fact(with, "Headroom " + std::string(version()) + ", " + facts_.office);
        fact(on, facts_.platform);
        fact(calls, std::to_string(review_.calls.size()));
        const auto in_error = std::ranges::count_if(
            review_.calls, [](const ReviewedCall& call) { return is_error(call.result); });
        fact(errors, std::to_string(in_error));
        for (const std::string& where : review_.hidden) {
            fact(nowhere, where);
        }
        fact(hash_label, review_.hash);
        note(hash);
        own_hash_at_ = {page_.next().row, 1};
        fact(own_hash_label, {});
        note(own_hash);
    }

    void add_fields() {
        static constexpr Text heading = tr("To fill in");
        title(heading);
        for (const Field& field : fields) {
            std::vector<std::string> lines;
            if (facts_.earlier) {
                const auto kept = facts_.earlier->fields.find(std::string(field.label.english()));
                lines = kept == facts_.earlier->fields.end() ? lines : kept->second;
            }
            lines.resize(std::max(lines.size(), field.lines));
            for (std::size_t line = 0; line < lines.size(); ++line) {
                const Place place = page_.next();
                to_fill_in_.push_back({{place.row, 1}, 1, widths.size() - 1});
                page_.add({text_of(line == 0 ? words(field.label) : std::string()),
                           text_of(lines[line])});
            }
        }
    }

    void add_checks() {
        static constexpr Text heading = tr("What was looked for");
        static constexpr std::array texts{tr("Check"), tr("Found")};
        static constexpr Text nothing = tr("nothing");
        title(heading);
        headings(texts);
        for (const Check& check : review_.checks) {
            page_.add({text_of(words(check.title), Look::note),
                       text_of(check.findings.empty() ? words(nothing)
                                                      : std::to_string(check.findings.size()))});
        }
    }

    void add_changes() {
        static constexpr Text heading = tr("Changes since the report of %1%");
        static constexpr Text none = tr("No input, call or result has changed since.");
        if (!facts_.earlier) {
            return;
        }
        page_.add({});
        page_.add({text_of(words({heading, {facts_.earlier->made}}), Look::title)});
        if (facts_.changes.empty()) {
            note(none);
        }
        for (std::size_t i = 0; i < std::min(facts_.changes.size(), most_findings); ++i) {
            note(facts_.changes[i]);
        }
        add_more(facts_.changes.size());
    }

    void add_more(std::size_t all) {
        static constexpr Text more = tr("… and more: %1%");
        if (all > most_findings) {
            note({more, {std::to_string(all - most_findings)}});
        }
    }

    void add_findings() {
        for (const Check& check : review_.checks) {
            if (check.findings.empty() || !check.listed) {
                continue;
            }
            title(check.title);
            for (std::size_t i = 0; i < std::min(check.findings.size(), most_findings); ++i) {
                const Finding& finding = check.findings[i];
                page_.add({linked({finding.cells.sheet, finding.cells.area.first},
                                  spreadsheet_.shown_range(finding.cells)),
                           text_of(finding.what, Look::note)});
            }
            add_more(check.findings.size());
        }
    }

    void add_plans() {
        static constexpr Text heading = tr("Plans");
        static constexpr std::array texts{tr("Assumptions"), tr("What PLANCHECK says"), tr("Row"),
                                          tr("Kind")};
        if (review_.plans.empty()) {
            return;
        }
        title(heading);
        headings(texts);
        for (const ReviewedPlan& plan : review_.plans) {
            page_.add({text_of(plan.range, Look::note), text_of(plan.sentence, Look::note),
                       value_cell(plan.row), text_of(plan.kind)});
        }
    }

    void add_simulations() {
        static constexpr Text heading = tr("Simulations");
        static constexpr std::array texts{tr("Cell"),     tr("Call"),
                                          tr("Trials"),   tr("Seed"),
                                          tr("Sampling"), tr("Standard error of the mean")};
        static constexpr Text random = tr("random");
        if (review_.simulations.empty()) {
            return;
        }
        title(heading);
        headings(texts);
        for (const ReviewedSimulation& one : review_.simulations) {
            page_.add({linked(one.place, spreadsheet_.shown(one.place)),
                       text_of(one.text, Look::note), number_of(one.trials), number_of(one.seed),
                       text_of(words(random)), value_cell(one.standard_error)});
        }
    }

    void add_calls() {
        static constexpr Text heading = tr("All calls");
        title_on_new_page(heading);
        headings(call_headings);
        head_followed();
        for (const ReviewedCall& call : review_.calls) {
            page_.add({linked(call.place, spreadsheet_.shown(call.place)),
                       text_of(call.text, Look::note), value_cell(call.result),
                       value_cell(call.shown), value_cell(call.recalculated),
                       text_of(call.reason, Look::note)});
            add_followed(call.place, call.kept);
        }
    }

    void add_inputs() {
        static constexpr Text heading =
            tr("All inputs, and the formulas between them and the calls");
        title_on_new_page(heading);
        headings(input_headings);
        head_followed();
        for (const ReviewedInput& input : review_.inputs) {
            const double* number = std::get_if<double>(&input.content);
            page_.add({text_of(input.where), text_of(input.label, Look::note),
                       number != nullptr ? number_of(*number, Look::given)
                                         : text_of(shown(input.content), Look::note)});
            add_followed(input.place, input.kept);
        }
    }

    void head_followed() {
        static constexpr Text kept = tr("Kept for the next report");
        page_.rows.back().resize(following_column);
        page_.rows.back().push_back(text_of(words(kept)));
    }

    /// Puts behind the last row what finds its cell and its formula again.
    void add_followed(const std::optional<CellPlace>& place, const std::string& kept) {
        if (followed_++ >= most_followed) {
            return;
        }
        std::vector<BlockCell>& row = page_.rows.back();
        row.resize(following_column);
        row.push_back(place ? formula_of(following(spreadsheet_, *place), Look::text)
                            : BlockCell());
        row.push_back(kept.starts_with(KeptFormula::beginning) ? formula_of(kept, Look::text)
                                                               : text_of(kept));
    }

    const Spreadsheet& spreadsheet_;
    const Review& review_;
    const ReportFacts& facts_;
    Page page_;
    Place own_hash_at_;
    std::size_t followed_ = 0;
    std::vector<Area> to_fill_in_;
    std::vector<std::size_t> page_starts_; ///< rows
};

/// The page style of reports, with the workbook and the page's number below.
void make_paper(const Spreadsheet& spreadsheet, const std::string& workbook) {
    const std::string name(report_sheet);
    make_page_style(spreadsheet, name, 1);
    const Object style = spreadsheet.document()
                             .get("StyleFamilies")
                             .object()
                             .call("getByName", "PageStyles")
                             .object()
                             .call("getByName", name)
                             .object();
    style.set("HeaderIsOn", false);
    style.set("FooterIsOn", true);
    const Object footer = style.get("RightPageFooterContent").object();
    footer.get("LeftText").object().as("com.sun.star.text.XTextRange").call("setString", workbook);
    footer.get("CenterText").object().as("com.sun.star.text.XTextRange").call("setString", "");
    const Object right = footer.get("RightText").object().as("com.sun.star.text.XText");
    right.as("com.sun.star.text.XTextRange").call("setString", "");
    const auto add = [&](const char* field) {
        const Object end = right.call("createTextCursor").object();
        end.call("gotoEnd", false);
        right.call("insertTextContent", end,
                   spreadsheet.document()
                       .call("createInstance", std::string("com.sun.star.text.TextField.") + field)
                       .object(),
                   false);
    };
    add("PageNumber");
    const Object end = right.call("createTextCursor").object();
    end.call("gotoEnd", false);
    right.call("insertString", end, " / ", false);
    add("PageCount");
    style.set("RightPageFooterContent", footer);
}

/// Paper breaks lines elsewhere than the screen: rows find their heights in narrower columns.
void set_widths(const Object& sheet, double part) {
    const Object columns = sheet.get("Columns").object();
    for (std::size_t i = 0; i < widths.size(); ++i) {
        columns.call("getByIndex", whole(i))
            .object()
            .set("Width", static_cast<std::int32_t>(part * widths[i]));
    }
}

/// Rows of several lines stay as high as they are.
void keep_heights(const Spreadsheet& spreadsheet, std::int32_t sheet, std::size_t rows) {
    const Object all = spreadsheet.sheet(sheet).get("Rows").object();
    const auto height = [&](std::size_t row) {
        return all.call("getByIndex", whole(row)).object().get("Height").whole();
    };
    constexpr std::int64_t of_one_line = 600;
    std::size_t first = 0;
    std::int64_t before = 0;
    // Those alike at once: one by one takes long.
    for (std::size_t row = 0; row <= rows; ++row) {
        const std::int64_t now = row < rows ? height(row) : 0;
        if (now == before) {
            continue;
        }
        if (before > of_one_line) {
            spreadsheet.range(sheet, {{first, 0}, row - first, 1})
                .get("Rows")
                .object()
                .set("Height", static_cast<std::int32_t>(before));
        }
        first = row;
        before = now;
    }
}

/// What an earlier report has, each taken once.
class EarlierEntries {
public:
    EarlierEntries(const Spreadsheet& spreadsheet, EarlierReport::Entries entries)
        : spreadsheet_(spreadsheet), entries_(std::move(entries)) {}

    /// Of that cell, wherever it was, or of that name.
    std::optional<EarlierReport::Entry> take(const std::optional<CellPlace>& place,
                                             const std::string& where) {
        auto found = place ? entries_.find(following(spreadsheet_, *place)) : entries_.end();
        if (found == entries_.end()) {
            found = entries_.find(where);
        }
        if (found == entries_.end()) {
            return std::nullopt;
        }
        EarlierReport::Entry first = std::move(found->second.front());
        found->second.erase(found->second.begin());
        if (found->second.empty()) {
            entries_.erase(found);
        }
        return first;
    }

    /// In the order in which they stood there.
    std::vector<EarlierReport::Entry> rest() const {
        std::vector<EarlierReport::Entry> all;
        for (const auto& [key, entries] : entries_) {
            all.insert(all.end(), entries.begin(), entries.end());
        }
        std::ranges::sort(all, {}, [](const EarlierReport::Entry& one) { return one.kept.row; });
        return all;
    }

private:
    const Spreadsheet& spreadsheet_;
    EarlierReport::Entries entries_;
};

/// Whether a formula is that of an earlier report, its references where their cells are now.
bool means_the_same(const EarlierReport& earlier, const EarlierReport::Entry& entry,
                    const std::string& formula, const CellPlace& place,
                    const Spreadsheet& spreadsheet) {
    return KeptFormula(spreadsheet, {earlier.sheet, entry.kept}).meaning(place) ==
           meaning_of(spreadsheet, spreadsheet.parse(formula, place), place);
}

/// Whether a sheet is called as a report is: as copies that people make of one are not.
bool is_called_report(std::string_view name) {
    if (!name.starts_with(report_sheet)) {
        return false;
    }
    const std::string_view number = name.substr(report_sheet.size());
    return number.empty() || (number.size() > 1 && number[0] == ' ' &&
                              number.find_first_not_of("0123456789", 1) == number.npos);
}

/// The sheet, empty.
std::int32_t empty_sheet(const Spreadsheet& spreadsheet,
                         const std::optional<EarlierReport>& earlier) {
    if (const std::optional<std::int32_t> there = sheet_for_report(earlier)) {
        // Whole rows go and come, which undoes better than what is written over other contents.
        const Object rows = spreadsheet.sheet(*there).get("Rows").object();
        const std::int32_t used = whole(spreadsheet.used(*there).rows);
        rows.call("removeByIndex", std::int32_t{0}, used);
        rows.call("insertByIndex", std::int32_t{0}, used);
        return *there;
    }
    const std::int32_t sheet = spreadsheet.sheets();
    spreadsheet.add_sheet(spreadsheet.free_name(report_sheet), sheet);
    return sheet;
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

std::vector<std::string> changes_since(const EarlierReport& earlier, const Review& review,
                                       const Spreadsheet& spreadsheet) {
    static constexpr Text input = tr("Input %1%: %2% before, %3% now");
    static constexpr Text call = tr("Call in %1%: %2% before, %3% now");
    static constexpr Text result = tr("Result of %1%, %2%: %3% before, %4% now");
    static constexpr Text new_input = tr("New input %1%: %2%");
    static constexpr Text no_input = tr("No longer an input: %1%, %2% before");
    static constexpr Text new_call = tr("New call in %1%: %2%");
    static constexpr Text no_call = tr("Call that is gone from %1%: %2%");
    static constexpr Text moved =
        tr("Inputs and calls that stand in another cell now, or on a sheet of another name: %1%");
    std::vector<std::string> changes;
    const auto add = [&](Text sentence, std::vector<Phrase> values) {
        changes.push_back(words({sentence, std::move(values)}));
    };
    std::size_t elsewhere = 0;
    EarlierEntries inputs(spreadsheet, earlier.inputs);
    for (const ReviewedInput& now : review.inputs) {
        const std::optional<EarlierReport::Entry> before = inputs.take(now.place, now.where);
        if (!before) {
            add(new_input, {now.where, shown(now.content)});
            continue;
        }
        elsewhere += before->where == now.where ? 0 : 1;
        const auto same_formula = [&] {
            return !now.kept.empty() &&
                   means_the_same(earlier, *before, shown(now.content).substr(1),
                                  now.place.value_or(CellPlace()), spreadsheet);
        };
        if (before->content != as_written(now.content) && !same_formula()) {
            add(input, {now.where, shown(before->content), shown(now.content)});
        }
    }
    for (const EarlierReport::Entry& before : inputs.rest()) {
        add(no_input, {before.where, shown(before.content)});
    }
    EarlierEntries calls(spreadsheet, earlier.calls);
    for (const ReviewedCall& now : review.calls) {
        const std::string where = spreadsheet.shown(now.place);
        const std::optional<EarlierReport::Entry> before = calls.take(now.place, where);
        if (!before) {
            add(new_call, {where, now.text});
            continue;
        }
        elsewhere += before->where == where ? 0 : 1;
        if (before->text != now.text &&
            !means_the_same(earlier, *before, now.meaning, now.place, spreadsheet)) {
            add(call, {where, before->text, now.text});
        }
        if (!same(before->content, as_written(now.result))) {
            add(result, {where, now.text, as_in_cell(before->content), as_in_cell(now.result)});
        }
    }
    for (const EarlierReport::Entry& before : calls.rest()) {
        add(no_call, {before.where, before.text});
    }
    if (elsewhere > 0) {
        add(moved, {std::to_string(elsewhere)});
    }
    return changes;
}

std::int32_t write_report(const Spreadsheet& spreadsheet, const Review& review,
                          const ReportFacts& facts, const Report& report) {
    const ReportPage made(spreadsheet, review, facts);
    const std::int32_t index = empty_sheet(spreadsheet, facts.earlier);
    const Object sheet = spreadsheet.sheet(index);
    make_paper(spreadsheet, facts.workbook);
    sheet.set("PageStyle", report_sheet);
    constexpr double narrower = 0.93;
    set_widths(sheet, narrower);
    BlockSheet(spreadsheet, index).write(made.page(), report);
    keep_heights(spreadsheet, index, made.page().rows.size());
    set_widths(sheet, 1);
    static const uno::Type address("com.sun.star.table.CellRangeAddress");
    sheet.call(
        "setPrintAreas",
        uno::sequence(address,
                      {address_of({index, {{0, 0}, made.page().rows.size(), widths.size()}})}));
    const Object rows = sheet.get("Rows").object();
    for (const std::size_t row : made.page_starts()) {
        rows.call("getByIndex", whole(row)).object().set("IsStartOfNewPage", true);
    }
    for (const Area& field : made.to_fill_in()) {
        const Object cells = spreadsheet.range(index, field);
        cells.call("merge", true);
        cells.set("CellBackColor", std::int32_t{0xFFF9E5});
        cells.set("IsTextWrapped", true);
        static const uno::Type line("com.sun.star.table.BorderLine2");
        constexpr std::int32_t thickness = 9; // in 1/100 mm
        cells.set("BottomBorder",
                  uno::structure(line, {{"Color", std::int32_t{0x7F7F7F}},
                                        {"OuterLineWidth", static_cast<std::int16_t>(thickness)},
                                        {"LineWidth", thickness}}));
    }
    spreadsheet.cell({index, made.own_hash_at()})
        .as("com.sun.star.text.XTextRange")
        .call("setString", own_hash(all_on(spreadsheet, index).elements()));
    return index;
}

} // namespace headroom
