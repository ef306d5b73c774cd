#include "templates/trade_plan/trade_plan.hpp"

#include "templates/sheets.hpp"
#include "templates/trade_plan/sheets.hpp"
#include "templates/wrong_inputs.hpp"

namespace headroom::workbook {

namespace {

using namespace plan;

Sheet answer_sheet(const Source& source, const Sheet& quarters) {
    AnswerSheet answer(source, {78, 30, 32, 62});
    Chart chart = quarters.charts.front();
    chart.name = "Answer";
    chart.left = 4;
    chart.width = 190;
    answer.show("margins", quarters, chart, 54);
    return answer.read();
}

Sheet reconciliation_sheet(const Source& source) {
    RowSheet walk(source, {.name = "Reconciliation", .columns = {60, 34, 34, 34, 52}});
    walk.place("walk", [&](Sheet& sheet) {
        const int first = walk.headings() + 1;
        sheet.named_columns.push_back({"walk_cuts", 1, first, walk.last()});
        sheet.named_columns.push_back({"walk_changes", 2, first + 1, walk.last()});
    });
    return walk.read("reconciliation.txt");
}

Sheet alternatives_sheet(const Source& source) {
    RowSheet levers(
        source,
        {.name = "Alternatives", .columns = {62, 30, 30, 30, 34, 46, 84}, .landscape = true});
    // Cuts, the last of them, are there for comparison.
    levers.place("levers", [&](Sheet& sheet) {
        sheet.named_columns.push_back(
            {"lever_closes", 4, levers.headings() + 1, levers.last() - 1});
    });
    return levers.read("alternatives.txt");
}

Sheet attribution_sheet(const Source& source) {
    RowSheet themes(
        source, {.name = "Attribution", .columns = {62, 34, 34, 34, 34, 110}, .landscape = true});
    themes.place("charts", [&](Sheet& sheet) {
        const int heading = themes.headings();
        sheet.named_columns.push_back({"margin_shares", 1, heading + 1, themes.last()});
        sheet.named_columns.push_back({"profit_shares", 3, heading + 1, themes.last()});
        // Between the two quarters that are compared.
        const std::string first = std::to_string(heading + 2);
        const std::string last = std::to_string(themes.last() - 1);
        constexpr double height = 96;
        const int place = sheet.add({}, height);
        const auto chart = [&](const std::string& name, const std::string& title, char column,
                               Format format, const std::string& unit, double left) {
            const std::string letter(1, column);
            sheet.charts.push_back({.name = name,
                                    .title = title,
                                    .value_axis = unit,
                                    .categories = "A" + first + ":A" + last,
                                    .series = {{.label = letter + std::to_string(heading),
                                                .values = letter + first + ":" + letter + last}},
                                    .format = format,
                                    .row = place,
                                    .left = left,
                                    .width = 150,
                                    .height = height - 2});
        };
        chart("Margin by theme", "What moves the margin", 'B', Format::percent, "share of revenue",
              2);
        chart("Profit by theme", "What moves the operating profit, $m", 'D', Format::millions, "$m",
              156);
    });
    return themes.read("attribution.txt");
}

Sheet outcome_sheet(const Source& source) {
    RowSheet outcome(source,
                     {.name = "Outcome", .columns = {78, 34, 34, 34, 36, 88}, .landscape = true});
    const auto across = [](int row) {
        return "B" + std::to_string(row) + ":D" + std::to_string(row);
    };
    outcome.place("quarters", [&](Sheet& sheet) {
        const int difference = outcome.last();
        const auto margin = [&](int row) {
            return Series{.label = "A" + std::to_string(row), .values = across(row)};
        };
        constexpr double height = 62;
        sheet.charts.push_back(
            {.name = "Margins",
             .title = "Operating margin, as planned and as reported",
             .value_axis = "share of revenue",
             .categories = across(outcome.headings() + 1),
             // The difference is near nothing, so that the axis starts there.
             .series = {margin(difference - 2), margin(difference - 1), margin(difference)},
             .format = Format::percent,
             .row = sheet.add({}, height),
             .left = 2,
             .width = 220,
             .height = height - 2});
    });
    outcome.place("mixes", [&](Sheet& sheet) {
        int column = 0;
        for (const char quarter : {'1', '2', '3'}) {
            sheet.named_columns.push_back({std::string("margin_mixes_") + quarter, ++column,
                                           outcome.headings() + 1, outcome.last()});
        }
    });
    return outcome.read("outcome.txt");
}

/// What PLANCHECK says, with the row on the sheet Assumptions.
void add_problems(Sheet& sheet) {
    constexpr int most = 5;
    const int width = static_cast<int>(sheet.columns.size());
    const auto line = [&](const std::string& what, const std::string& rest) {
        sheet.add({formula_text(what), formula_text(rest, Look::formula_text, width - 1)},
                  two_lines);
    };
    for (int number = 1; number <= most; ++number) {
        const auto part = [&](int column) {
            return "INDEX(PLANCHECK(assumptions);" + std::to_string(number) + ";" +
                   std::to_string(column) + ")";
        };
        const std::string there =
            "=IF(" + std::to_string(number) + ">ROWS(PLANCHECK(assumptions));\"–\";";
        line(there + "IF(" + part(1) + "=0;\"The whole table\";\"Row \"&(" + part(1) + "+" +
                 std::to_string(heading_row - 1) + ")&\" of Assumptions: \"&" + part(2) + "))",
             there + part(3) + ")");
    }
    const std::string more = "=IF(ROWS(PLANCHECK(assumptions))>" + std::to_string(most) + ";";
    line(more + "\"And more\";\"–\")",
         more + "ROWS(PLANCHECK(assumptions))-" + std::to_string(most) +
             "&\" more, which =PLANCHECK(assumptions) lists.\";\"–\")");
    const int last = static_cast<int>(sheet.rows.size());
    sheet.spare_rows.push_back({last - most, last, width});
}

Sheet checks_sheet(const Source& source) {
    ChecksSheet checks(source);
    checks.place("problems", add_problems);
    return checks.read();
}

} // namespace

Workbook trade_plan(const Source& source) {
    const Assumptions assumptions = read_assumptions(source);
    const Sheet quarters = quarters_sheet(source);
    return with_inputs_counted(
        {.title = "Trade plan",
         .subject = "GPUs, margin and positions quarter by quarter, with risk, alternatives and "
                    "two stories about the cuts",
         .sheets = {answer_sheet(source, quarters), reconciliation_sheet(source), assumptions.sheet,
                    facts_sheet(source), quarters, scenarios_sheet(source, assumptions.drivers),
                    risk_sheet(source), alternatives_sheet(source), attribution_sheet(source),
                    outcome_sheet(source),
                    plain_sheet(source, "narrative_check.txt",
                                {.name = "Narrative check", .columns = {72, 32, 32, 32, 78}}),
                    checks_sheet(source)}});
}

} // namespace headroom::workbook
