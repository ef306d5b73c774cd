#include "templates/restructuring_planner/restructuring_planner.hpp"

#include "templates/sheets.hpp"
#include "templates/wrong_inputs.hpp"

#include <stdexcept>

namespace headroom::workbook {

namespace {

constexpr int most_divisions = 12;

/// Row of the first division, the same on every sheet so that a division keeps its row. Above it
/// the headings and the totals: rows that are not used are then at the end.
constexpr int first_row = 7;
constexpr int headings_row = first_row - 2;
constexpr int last_row = first_row + most_divisions - 1;

/// The methods in the names of cells: cuts_least_pain.
constexpr const char* methods[] = {"least_pain", "pro_rata", "cheapest"};

/// Headings, totals, and one row a division, which begins with what `first` gives for it.
void add_divisions(Sheet& sheet, const std::vector<Column>& columns,
                   const std::function<Cell(int row)>& first) {
    if (add_headings(sheet, column_heading("Division"), columns) != headings_row) {
        throw std::runtime_error("the divisions start at another row");
    }
    name_columns(sheet, columns, headings_row, first_row, last_row);
    std::vector<Cell> totals{label("All divisions")};
    for (const Column& column : columns) {
        totals.push_back(column.adds_up ? formula("=SUM(" + column.name + ")", column.format)
                                        : label(""));
    }
    sheet.add(std::move(totals));
    for (int row = first_row; row <= last_row; ++row) {
        std::vector<Cell> cells = cells_in_row(sheet, columns, first_row);
        cells.insert(cells.begin(), first(row));
        sheet.add(std::move(cells));
    }
}

/// The divisions as they are typed in, named division_names. As many as there is room for: a chart
/// has a place for each, used or not.
Sheet divisions_sheet(const Source& source) {
    RowSheet divisions(
        source,
        {.name = "Divisions", .columns = {44, 28, 32, 26, 28, 28, 28, 28, 26}, .landscape = true});
    std::vector<std::string> names;
    std::vector<std::vector<double>> values;
    divisions.kind("division", [&](const Entry& entry) {
        entry.expect({"values"});
        names.push_back(entry.text);
        values.push_back(numbers_of(entry.at("values")));
        if (values.back().size() != divisions.columns().size()) {
            throw std::runtime_error("there are " + std::to_string(divisions.columns().size()) +
                                     " columns, and " + std::to_string(values.back().size()) +
                                     " values");
        }
    });
    divisions.place("divisions", [&](Sheet& sheet) {
        if (names.size() != most_divisions) {
            throw std::runtime_error("there is room for " + std::to_string(most_divisions) +
                                     " divisions, and there are " + std::to_string(names.size()));
        }
        std::vector<Column> columns = divisions.take_columns();
        for (const std::vector<double>& division : values) {
            for (std::size_t i = 0; i < columns.size(); ++i) {
                columns[i].typed.push_back(division[i]);
            }
        }
        add_divisions(sheet, columns, [&](int row) {
            return text(Look::input_name, names.at(static_cast<std::size_t>(row - first_row)));
        });
        sheet.named_columns.push_back({"division_names", 0, first_row, last_row});
    });
    return divisions.read("divisions.txt");
}

/// Fills the place of the divisions with rows that are formulas.
void place_divisions(RowSheet& rows) {
    rows.place("divisions", [&](Sheet& sheet) {
        const std::vector<Column> columns = rows.take_columns();
        add_divisions(sheet, columns, [](int row) {
            return formula_text(
                in_row("=IF([$Divisions.A#]&[$Divisions.B#]=\"\";\"\";IF([$Divisions.A#]=\"\";"
                       "\"(no name)\";[$Divisions.A#]))",
                       row));
        });
        sheet.spare_rows.push_back({first_row, last_row, static_cast<int>(columns.size()) + 1});
    });
}

Sheet by_division(const Source& source, const std::string& file, Sheet layout) {
    RowSheet rows(source, std::move(layout));
    place_divisions(rows);
    return rows.read(file);
}

std::vector<Series> of_methods(const Sheet& sheet, const std::string& name) {
    std::vector<Series> shown;
    for (const char* method : methods) {
        shown.push_back(series(sheet, name + method, Drawn::columns));
    }
    return shown;
}

Sheet cuts_sheet(const Source& source) {
    RowSheet cuts(source, {.name = "Cuts",
                           .columns = {38, 24, 24, 22, 24, 24, 24, 24, 24, 24, 24},
                           .landscape = true});
    place_divisions(cuts);
    cuts.place("shares", [](Sheet& sheet) {
        sheet.charts.push_back(
            {.name = "Shares",
             .title = "Share of each division's positions that is cut",
             .value_axis = "share of positions left",
             .categories = "A" + std::to_string(first_row) + ":A" + std::to_string(last_row),
             .series = of_methods(sheet, "shares_"),
             .row = sheet.add({}, 72),
             .left = 2,
             .width = 268,
             .height = 70,
             .labels = false});
    });
    return cuts.read("cuts.txt");
}

/// Quarters from 0, all before the announcement, to the last.
constexpr int last_quarter = 6;

/// One row a quarter, with the sums above them.
void add_quarters(Sheet& sheet, const std::vector<Column>& columns) {
    const int heading = add_headings(sheet, number_heading("Quarter"), columns);
    std::vector<Cell> sums{label("All quarters")};
    for (const Column& column : columns) {
        sums.push_back(column.adds_up ? formula("=SUM(" + column.name + ")", column.format)
                                      : label(""));
    }
    sheet.add(std::move(sums));
    const int first = heading + 2;
    for (int quarter = 0; quarter <= last_quarter; ++quarter) {
        std::vector<Cell> cells = cells_in_row(sheet, columns, first);
        cells.insert(cells.begin(), formula("=" + std::to_string(quarter), Format::whole));
        sheet.add(std::move(cells));
    }
    name_columns(sheet, columns, heading, first, first + last_quarter);
}

Sheet accounting_sheet(const Source& source) {
    RowSheet accounting(
        source,
        {.name = "Accounting", .columns = {30, 34, 34, 34, 34, 34, 34, 34}, .landscape = true});
    for (const char* table : {"expenses", "roll-forward"}) {
        accounting.place(table,
                         [&](Sheet& sheet) { add_quarters(sheet, accounting.take_columns()); });
    }
    return accounting.read("accounting.txt");
}

Sheet revealed_sheet(const Source& source) {
    RowSheet revealed(source, {.name = "Revealed pain",
                               .columns = {38, 26, 26, 26, 24, 28, 28, 28, 72},
                               .landscape = true});
    place_divisions(revealed);
    revealed.place("pains", [](Sheet& sheet) {
        sheet.charts.push_back(
            {.name = "Pains",
             .title = "Pain of a cut in each division, assumed and revealed",
             .value_axis = "pain, mean 1",
             .categories = "A" + std::to_string(first_row) + ":A" + std::to_string(last_row),
             .series = {series(sheet, "pain_assumed", Drawn::columns),
                        series(sheet, "pain_revealed", Drawn::columns)},
             .format = Format::tenth,
             .row = sheet.add({}, 58),
             .left = 2,
             .width = 290,
             .height = 56,
             .labels = false});
    });
    return revealed.read("revealed.txt");
}

Sheet answer_sheet(const Source& source, const Sheet& cuts) {
    AnswerSheet answer(source, {72, 34, 34, 34, 26});
    Chart chart = cuts.charts.front();
    chart.name = "Cuts";
    chart.title = "Positions cut in each division";
    chart.value_axis = "positions";
    chart.series = of_methods(cuts, "cuts_");
    chart.format = Format::whole;
    chart.width = 196;
    answer.show("cuts", cuts, chart, 66);
    return answer.read();
}

} // namespace

Workbook restructuring_planner(const Source& source) {
    const Sheet cuts = cuts_sheet(source);
    return with_inputs_counted(
        {.title = "Restructuring planner",
         .subject = "How a saving could be spread over divisions after attrition",
         .sheets = {answer_sheet(source, cuts), inputs_sheet(source), divisions_sheet(source),
                    by_division(source, "attrition.txt",
                                {.name = "Attrition",
                                 .columns = {40, 24, 26, 26, 28, 26, 28, 26, 50},
                                 .landscape = true}),
                    cuts,
                    by_division(source, "severance.txt",
                                {.name = "Severance",
                                 .columns = {40, 26, 26, 24, 30, 30, 30, 30, 48},
                                 .landscape = true}),
                    accounting_sheet(source), revealed_sheet(source),
                    plain_sheet(source, "plan.txt", {.name = "Plan", .columns = {70, 26, 32, 76}}),
                    workings_sheet(source), ChecksSheet(source).read()}});
}

} // namespace headroom::workbook
