#include "workbook/report_sheet.hpp"

#include "workbook/about_sheet.hpp"
#include "workbook/block_styles.hpp"
#include "workbook/kept_formula.hpp"
#include "workbook/report_layout.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include "core/catalogue.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <array>

namespace headroom {

using namespace report_layout;

namespace {

using uno::Any;
using uno::Object;
using Look = BlockCell::Look;

/// More rows of one table nobody reads.
constexpr std::size_t most_findings = 1000;
/// A link takes long to make, and nobody follows thousands.
constexpr std::size_t most_links = 1000;

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
        if (review_.simulations.empty()) {
            return;
        }
        title(heading);
        headings(texts);
        for (const ReviewedSimulation& one : review_.simulations) {
            page_.add({linked(one.place, spreadsheet_.shown(one.place)),
                       text_of(one.text, Look::note), number_of(one.trials), number_of(one.seed),
                       text_of(one.sampling), value_cell(one.standard_error)});
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
