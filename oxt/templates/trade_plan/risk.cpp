#include "templates/trade_plan/sheets.hpp"

#include "templates/sheets.hpp"

namespace headroom::workbook::plan {

namespace {

/// A dash where there is no answer, but an error stays one where an assumption is wrong.
std::string or_dash(const std::string& content) {
    return "=IF(ISERROR(PLANVALUE(assumptions;\"revenue\"));" + content + ";IFERROR(" + content +
           ";\"–\"))";
}

/// What the assumptions call the driver of that id; where they have the id itself, in words.
std::string label_of(const std::string& id) {
    const std::string words = "SUBSTITUTE(" + id + ";\"_\";\" \")";
    return "IFERROR(VLOOKUP(" + words +
           ";assumptions;1;0);"
           "UPPER(LEFT(" +
           words + ";1))&MID(" + words + ";2;99))";
}

/// The drivers with the widest swing, one a row.
void add_drivers(Sheet& sheet, int rows) {
    const std::string table = "PLANTORNADO(assumptions;\"required cuts\")";
    for (int rank = 1; rank <= rows; ++rank) {
        const std::string here = std::to_string(sheet.rows.size() + 1);
        const auto part = [&](int column) {
            return "INDEX(" + table + ";" + std::to_string(rank) + ";" + std::to_string(column) +
                   ")";
        };
        const auto against = [&](char column) {
            const std::string cell = "[." + std::string(1, column) + here + "]";
            return formula(or_dash("(" + cell + "-required_cuts)"), Format::whole);
        };
        sheet.add(
            {formula_text(or_dash(label_of(part(1)))), formula(or_dash(part(2)), Format::whole),
             formula(or_dash(part(3)), Format::whole), formula(or_dash(part(4)), Format::whole),
             against('B'), against('C'), note(""), note("")});
    }
}

/// The first row of the table that the rows have come to, and the one below it, by percentile.
Chart percentiles_chart(const RowSheet& rows, int place) {
    const auto across = [](int number) {
        return "B" + std::to_string(number) + ":H" + std::to_string(number);
    };
    const int cuts = rows.headings() + 1;
    const int level = cuts + 1;
    return {.name = "Percentiles",
            .title = "Required cuts, by percentile of the trials",
            .value_axis = "positions",
            .categories = across(rows.headings()),
            .series = {{.label = "A" + std::to_string(cuts), .values = across(cuts)},
                       {.label = "A" + std::to_string(level),
                        .values = across(level),
                        .drawn = Drawn::level}},
            .format = Format::whole,
            .row = place,
            .left = 2,
            .width = 190,
            .height = 66,
            .labels = false};
}

Chart tornado_chart(const RowSheet& rows, int count, int place) {
    const auto down = [&](char column) {
        const std::string letter(1, column);
        return letter + std::to_string(rows.headings() + 1) + ":" + letter +
               std::to_string(rows.headings() + count);
    };
    const std::string heading = std::to_string(rows.headings());
    return {.name = "Tornado",
            .title = "Required cuts against the plan, each driver at its low and at its high",
            .value_axis = "positions more or fewer",
            .categories = down('A'),
            .series = {{.label = "E" + heading, .values = down('E')},
                       {.label = "F" + heading, .values = down('F')}},
            .format = Format::whole,
            .row = place,
            .left = 2,
            .width = 190,
            .height = 98,
            .labels = false,
            .lying = true};
}

/// How far the margin of every quarter lies above the one to hold, in points.
void add_fan(Sheet& sheet) {
    for (int quarter = 1; quarter <= most_quarters; ++quarter) {
        const std::string number = std::to_string(quarter);
        std::vector<Cell> cells{label("Q" + number)};
        for (const int percentile : {1, 3, 4, 5, 7}) {
            const std::string margin =
                "INDEX(PLANFAN(assumptions;\"margin\";trials;seed;correlations;sampling;"
                "without_cuts);" +
                number + ";" + std::to_string(percentile) + ")";
            cells.push_back(
                formula("=IF(" + number + ">plan_quarters;\"–\";100*(" + margin + "-plan_target))",
                        Format::points));
        }
        sheet.add(std::move(cells));
    }
}

Chart fan_chart(const RowSheet& rows, int place) {
    const auto down = [&](char column) {
        const std::string letter(1, column);
        return letter + std::to_string(rows.headings() + 1) + ":" + letter +
               std::to_string(rows.headings() + most_quarters);
    };
    std::vector<Series> series;
    for (char column = 'B'; column <= 'F'; ++column) {
        series.push_back({.label = column + std::to_string(rows.headings()),
                          .values = down(column),
                          .drawn = column == 'D' ? Drawn::course : Drawn::level});
    }
    return {.name = "Fan",
            .title = "Margin above or below the one to hold, nobody cut",
            .value_axis = "points of revenue",
            .categories = down('A'),
            .series = std::move(series),
            .format = Format::tenth,
            .row = place,
            .left = 2,
            .width = 190,
            .height = 98,
            .labels = false};
}

} // namespace

Sheet risk_sheet(const Source& source) {
    constexpr int drivers = 10;
    RowSheet risk(source, {.name = "Risk", .columns = {62, 27, 21, 21, 21, 21, 21, 21}});
    risk.place("correlations", [&](Sheet& sheet) {
        const int first = risk.headings() + 1;
        sheet.named_columns.push_back({"correlations", 0, first, risk.last(), 3});
        sheet.named_columns.push_back({"price_correlation", 0, first, first, 3});
    });
    risk.place("percentiles", [&](Sheet& sheet) {
        sheet.charts.push_back(percentiles_chart(risk, sheet.add({}, 68)));
    });
    risk.place("drivers", [](Sheet& sheet) { add_drivers(sheet, drivers); });
    risk.place("tornado", [&](Sheet& sheet) {
        sheet.charts.push_back(tornado_chart(risk, drivers, sheet.add({}, 100)));
    });
    risk.place("fan", add_fan);
    risk.place("fan chart",
               [&](Sheet& sheet) { sheet.charts.push_back(fan_chart(risk, sheet.add({}, 100))); });
    return risk.read("risk.txt");
}

} // namespace headroom::workbook::plan
