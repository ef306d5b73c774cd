#include "templates/talent_for_gpus/talent_for_gpus.hpp"

#include "templates/sheets.hpp"
#include "templates/wrong_inputs.hpp"

namespace headroom::workbook {

namespace {

Sheet answer_sheet(const Source& source) {
    AnswerSheet answer(source, {72, 30, 32, 66});
    answer.place("margins", [&](Sheet& sheet) {
        sheet.add({}, 2);
        // What is missing is near nothing, so that the axis starts there: margins that are nearly
        // alike would make Calc start it just below them, and one point look like a collapse.
        Series missing = answer.column('D');
        missing.labels = false;
        sheet.charts.push_back(
            {.name = "Margin",
             .title = "Operating margin before, with GPUs and after cuts",
             .value_axis = "share of revenue",
             .categories = answer.column('A').values,
             .series = {answer.column('B'), answer.column('C', Drawn::level), missing},
             .format = Format::percent_fine,
             .row = sheet.add({}, 54),
             .left = 6,
             .width = 190,
             .height = 52});
    });
    return answer.read();
}

Sheet prices_sheet(const Source& source) {
    RowSheet prices(source,
                    {.name = "Prices", .columns = {34, 30, 34, 36, 40, 40}, .landscape = true});
    prices.place("cuts by price", [&](Sheet& sheet) {
        sheet.charts.push_back({.name = "Cuts by price",
                                .title = "Cuts required in the first year, by price per GPU-hour",
                                .value_axis = "positions",
                                .categories = prices.column('A').values,
                                .series = {prices.column('E'), prices.column('F')},
                                .format = Format::whole,
                                .category_format = Format::cents,
                                .row = sheet.add({}, 82),
                                .left = 2,
                                .width = 208,
                                .height = 80});
    });
    return prices.read("prices.txt");
}

/// Claims on the first page, with the verdict and why; and below, for each in the same order, the
/// rule that comes to it. Where an input that a rule rests on is wrong, or there is no sentence
/// that says why, there is no verdict.
class ClaimsSheet : public RowSheet {
public:
    explicit ClaimsSheet(const Source& source)
        : RowSheet(source, {.name = "Claims", .columns = {86, 32, 96, 80}, .landscape = true}) {
        kind("claim", [this](const Entry& entry) { claim(entry); });
        kind("rule", [this](const Entry& entry) { rule(entry); });
        place("verdicts", [this](Sheet& sheet) {
            sheet.named_columns.push_back({"verdicts", 1, headings() + 1, last()});
        });
    }

private:
    void claim(const Entry& entry) {
        entry.expect({"why", "change"});
        const std::string number = std::to_string(++claims_);
        add_row({.kind = "row",
                 .text = entry.text,
                 .parts = {{"formula", "=verdict_" + number},
                           {"look", "finding"},
                           {"format", "many"},
                           {"name", "why_" + number},
                           {"note", "=IF(wrong_" + number + ">0;no_answer;IFERROR(" +
                                        entry.formula("why").substr(1) + ";no_answer))"},
                           {"note", entry.at("change")}}});
    }

    void rule(const Entry& entry) {
        entry.expect({"verdict", "height"});
        const std::string number = std::to_string(++rules_);
        const std::string verdict = entry.formula("verdict").substr(1);
        add_row({.kind = "row",
                 .text = "Rule",
                 .parts = {{"note", entry.text}, {"height", entry.at("height")}}});
        add_row({.kind = "row",
                 .text = "Inputs it rests on that are missing or wrong",
                 .parts = {{"name", "wrong_" + number},
                           {"formula", "=WRONG_INPUTS(" + verdict + ")"},
                           {"format", "whole"},
                           {"unit", "inputs"},
                           {"note", "See the last column of Inputs and Facts."}}});
        add_row({.kind = "row",
                 .text = "Verdict",
                 .parts = {{"name", "verdict_" + number},
                           {"formula", "=IF(wrong_" + number + ">0;\"cannot be told\";IF(why_" +
                                           number + "=no_answer;\"cannot be told\";IFERROR(" +
                                           verdict + ";\"cannot be told\")))"},
                           {"look", "finding"},
                           {"format", "many"}}});
    }

    int claims_ = 0;
    int rules_ = 0;
};

Sheet divisions_sheet(const Source& source) {
    RowSheet divisions(
        source, {.name = "Divisions", .columns = {58, 28, 32, 26, 34, 36, 86}, .landscape = true});
    divisions.place("divisions", [&](Sheet& sheet) {
        const int first = divisions.headings() + 1;
        const int others = divisions.last();
        const auto name = [&](const char* all, const char* named, int column) {
            sheet.named_columns.push_back({all, column, first, others});
            if (named != nullptr) {
                sheet.named_columns.push_back({named, column, first, others - 1});
            }
        };
        name("division_positions", "named_positions", 1);
        name("division_savings", nullptr, 2);
        name("division_cuts", "named_cuts", 3);
        name("division_caps", nullptr, 4);
        name("division_pain", "named_pain", 5);
    });
    return divisions.read("divisions.txt");
}

Sheet severance_sheet(const Source& source) {
    RowSheet severance(
        source, {.name = "Severance", .columns = {62, 34, 34, 34, 38, 88}, .landscape = true});
    constexpr double height = 58;
    int chart = 0;
    severance.place("chart", [&](Sheet& sheet) { chart = sheet.add({}, height); });
    severance.place("booked", [&](Sheet& sheet) {
        const auto across = [](int row) {
            return "B" + std::to_string(row) + ":D" + std::to_string(row);
        };
        const auto booked = [&](int line) {
            const int row = severance.headings() + line;
            return Series{.label = "A" + std::to_string(row), .values = across(row)};
        };
        sheet.charts.push_back({.name = "Severance",
                                .title = "Severance booked by the end of the quarter, $m",
                                .value_axis = "$m",
                                .categories = across(severance.headings()),
                                .series = {booked(1), booked(3), booked(5), booked(7)},
                                .format = Format::whole,
                                .row = chart,
                                .left = 2,
                                .width = 220,
                                .height = height - 2});
    });
    return severance.read("severance.txt");
}

} // namespace

Workbook talent_for_gpus(const Source& source) {
    return with_inputs_counted(
        {.title = "Talent for GPUs",
         .subject = "What GPU spending does to the margin, and the cuts that would restore it",
         .sheets = {answer_sheet(source), ClaimsSheet(source).read("claims.txt"),
                    inputs_sheet(source), facts_sheet(source),
                    plain_sheet(source, "chain.txt",
                                {.name = "Chain", .columns = {74, 30, 40, 116}, .landscape = true}),
                    prices_sheet(source), divisions_sheet(source), severance_sheet(source),
                    workings_sheet(source), ChecksSheet(source).read()}});
}

} // namespace headroom::workbook
