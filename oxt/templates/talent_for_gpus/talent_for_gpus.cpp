#include "templates/talent_for_gpus/talent_for_gpus.hpp"

#include "templates/sheets.hpp"

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

Sheet claims_sheet(const Source& source) {
    RowSheet claims(source, {.name = "Claims", .columns = {86, 32, 96, 80}, .landscape = true});
    claims.place("verdicts", [&](Sheet& sheet) {
        sheet.named_columns.push_back({"verdicts", 1, claims.headings() + 1, claims.last()});
    });
    return claims.read("claims.txt");
}

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
    return {
        .title = "Talent for GPUs",
        .subject = "What GPU spending does to the margin, and the cuts that would restore it",
        .sheets = {answer_sheet(source), claims_sheet(source), inputs_sheet(source),
                   facts_sheet(source),
                   plain_sheet(source, "chain.txt",
                               {.name = "Chain", .columns = {74, 30, 40, 116}, .landscape = true}),
                   prices_sheet(source), divisions_sheet(source), severance_sheet(source),
                   workings_sheet(source), ChecksSheet(source).read()}};
}

} // namespace headroom::workbook
