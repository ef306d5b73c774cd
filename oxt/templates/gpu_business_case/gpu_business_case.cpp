#include "templates/gpu_business_case/gpu_business_case.hpp"

#include "templates/sheets.hpp"
#include "templates/wrong_inputs.hpp"

#include <boost/algorithm/string/replace.hpp>

namespace headroom::workbook {

namespace {

/// Years that the tables have room for; the life in inputs.txt and a check in checks.txt keep to
/// it.
constexpr int most_years = 10;

Cell year_within(int year, const std::string& last) {
    const std::string number = std::to_string(year);
    return formula("=IF(" + number + "<=" + last + ";" + number + ";\"\")", Format::whole);
}

/// One row a year, named years. The sums stand above them, so that the rows which a short life
/// leaves are at the end.
void add_cash(Sheet& sheet, const std::vector<Column>& columns) {
    const int heading = add_headings(sheet, number_heading("Year"), columns);
    const int first = heading + 2;
    const int last = first + most_years;
    std::vector<Cell> sums{label("Life")};
    for (const Column& column : columns) {
        const std::string letter(1, static_cast<char>('A' + sums.size()));
        sums.push_back(column.adds_up ? formula("=SUM([." + letter + std::to_string(first) + ":." +
                                                    letter + std::to_string(last) + "])",
                                                column.format)
                                      : label(""));
    }
    sheet.add(std::move(sums));
    for (int year = 0; year <= most_years; ++year) {
        std::vector<Cell> cells = cells_in_row(sheet, columns, first);
        cells.insert(cells.begin(), year_within(year, "life"));
        sheet.add(std::move(cells));
    }
    sheet.spare_rows.push_back({first, last, static_cast<int>(columns.size()) + 1});
    name_columns(sheet, columns, heading, first, last);
    sheet.named_columns.push_back({"years", 0, first, last});
}

Sheet cash_sheet(const Source& source) {
    RowSheet cash(source, {.name = "Cash",
                           .columns = {16, 20, 22, 22, 26, 22, 20, 20, 22, 24, 22, 24, 26, 20},
                           .landscape = true});
    cash.place("years", [&](Sheet& sheet) { add_cash(sheet, cash.take_columns()); });
    cash.place("cash by year", [](Sheet& sheet) {
        constexpr double height = 88;
        sheet.charts.push_back(
            {.name = "Cash by year",
             .title = "Cumulative cash of one GPU by share of its life, a point at each year's end",
             .value_axis = "$",
             // Years would need an axis that ends elsewhere with each life.
             .categories = series(sheet, "shares_of_life", Drawn::path).values,
             .series = {series(sheet, "cumulative_cash", Drawn::path),
                        series(sheet, "cumulative_worth", Drawn::path)},
             .format = Format::whole,
             .category_format = Format::percent_whole,
             .row = sheet.add({}, height),
             .left = 2,
             .width = 298,
             .height = height - 2,
             .labels = false,
             .category_scale = Scale{.low = 0, .high = 1, .step = 0.2}});
    });
    return cash.read("cash.txt");
}

/// One row a year of the life, of the tax class or of the lease, whichever is longest.
void add_tax_years(Sheet& sheet, const std::vector<Column>& columns) {
    const int heading = add_headings(sheet, number_heading("Year"), columns);
    const int first = heading + 2;
    const int last = first + most_years - 1;
    std::vector<Cell> sums{label("Sum")};
    for (const Column& column : columns) {
        sums.push_back(column.adds_up ? formula("=SUM(" + column.name + ")", column.format)
                                      : label(""));
    }
    sheet.add(std::move(sums));
    for (int year = 1; year <= most_years; ++year) {
        std::vector<Cell> cells = cells_in_row(sheet, columns, first);
        cells.insert(cells.begin(),
                     year_within(year, "MAX(life;tax_class+1;COUNT(lease_payments))"));
        sheet.add(std::move(cells));
    }
    // A payment may be typed into the last column of every row.
    sheet.spare_rows.push_back({first, last, static_cast<int>(columns.size())});
    name_columns(sheet, columns, heading, first, last);
}

Sheet tax_and_lease_sheet(const Source& source) {
    RowSheet tax(
        source,
        {.name = "Tax and lease", .columns = {30, 43, 43, 43, 43, 43, 43}, .landscape = true});
    tax.place("years", [&](Sheet& sheet) { add_tax_years(sheet, tax.take_columns()); });
    return tax.read("tax_and_lease.txt");
}

Sheet depreciation_sheet(const Source& source) {
    RowSheet ledger(
        source, {.name = "Depreciation", .columns = {62, 34, 34, 44, 36, 76}, .landscape = true});
    ledger.place("purchases", [&](Sheet& sheet) {
        int column = 0;
        for (const char* name : {"purchases", "yearly_depreciation", "first_depreciation"}) {
            sheet.named_columns.push_back({name, ++column, ledger.headings() + 1, ledger.last()});
        }
    });
    return ledger.read("depreciation.txt");
}

/// The parts of one GPU, the range of which is parts_of_gpu.
Sheet parts_sheet(const Source& source) {
    int first_part = 0;
    RowSheet parts(source, {.name = "Parts", .columns = {70, 30, 30, 30, 34}});
    parts.place("parts", [&](Sheet& sheet) {
        const std::vector<Column> columns = parts.take_columns();
        const int heading = add_headings(sheet, column_heading("Part"), columns);
        const int first = heading + 1;
        first_part = first;
        int last = heading;
        for (const char* name : {"Server", "Network", "Building and power"}) {
            std::vector<Cell> cells = cells_in_row(sheet, columns, first);
            cells.insert(cells.begin(), label(name));
            last = sheet.add(std::move(cells));
        }
        name_columns(sheet, columns, heading, first, last);
        sheet.named_columns.push_back({.name = "parts_of_gpu",
                                       .column = 0,
                                       .first = first,
                                       .last = last,
                                       .columns = 4,
                                       .heading = heading});
        std::vector<Cell> sums{label("All parts")};
        for (const Column& column : columns) {
            sums.push_back(column.adds_up ? formula("=SUM(" + column.name + ")", column.format)
                                          : label(""));
        }
        sheet.add(std::move(sums));
    });
    parts.place("charges", [&](Sheet& sheet) {
        sheet.charts.push_back(
            {.name = "Charges",
             .title = "What each part of a GPU costs a year",
             .value_axis = "$",
             .categories = "A" + std::to_string(first_part) + ":A" + std::to_string(first_part + 2),
             .series = {series(sheet, "charge_of_parts", Drawn::columns)},
             .format = Format::whole,
             .row = sheet.add({}, 76),
             .left = 2,
             .width = 188,
             .height = 74,
             .labels = true});
    });
    return parts.read("parts.txt");
}

/// One row a fall of prices, with the cash of each year that may be left in columns of their own.
void add_price_falls(Sheet& sheet, const std::vector<Column>& given) {
    std::vector<Column> columns;
    for (int year = 1; year <= most_years; ++year) {
        Column& column = columns.emplace_back(given.front());
        const std::string number = std::to_string(year);
        column.heading += ' ' + number;
        for (std::string* text : {&column.content, &column.first}) {
            boost::replace_all(*text, "#year", number);
        }
    }
    columns.insert(columns.end(), given.begin() + 1, given.end());
    const int heading = add_headings(sheet, number_heading("Prices fall by"), columns);
    const int first = heading + 1;
    int last = heading;
    for (const double fall : {0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7}) {
        std::vector<Cell> cells = cells_in_row(sheet, columns, first);
        cells.insert(cells.begin(), input(fall, Format::percent));
        last = sheet.add(std::move(cells));
    }
    name_columns(sheet, columns, heading, first, last);
    sheet.named_columns.push_back(
        {.name = "price_falls", .column = 0, .first = first, .last = last, .heading = heading});
    sheet.named_columns.push_back({.name = "first_cash_flows",
                                   .column = 1,
                                   .first = first,
                                   .last = first,
                                   .columns = most_years,
                                   .heading = heading});
}

Sheet impairment_sheet(const Source& source) {
    RowSheet impairment(
        source, {.name = "Impairment",
                 .columns = {26, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 26, 24, 24, 26, 26},
                 .landscape = true});
    impairment.place("price falls",
                     [&](Sheet& sheet) { add_price_falls(sheet, impairment.take_columns()); });
    impairment.place("losses", [](Sheet& sheet) {
        sheet.charts.push_back({.name = "Losses",
                                .title = "Loss per GPU by fall of prices",
                                .value_axis = "$ per GPU",
                                .categories = series(sheet, "price_falls", Drawn::columns).values,
                                .series = {series(sheet, "us_gaap_losses", Drawn::columns),
                                           series(sheet, "ifrs_losses", Drawn::columns)},
                                .format = Format::whole,
                                .category_format = Format::percent_whole,
                                .row = sheet.add({}, 72),
                                .left = 2,
                                .width = 320,
                                .height = 70,
                                .labels = false});
    });
    return impairment.read("impairment.txt");
}

Sheet answer_sheet(const Source& source, const Sheet& cash) {
    AnswerSheet answer(source, {72, 32, 34, 64});
    Chart chart = cash.charts.front();
    chart.name = "Cumulative cash";
    chart.left = 6;
    chart.width = 186;
    answer.show("cash", cash, chart, 58);
    return answer.read();
}

} // namespace

Workbook gpu_business_case(const Source& source) {
    const Sheet cash = cash_sheet(source);
    return with_inputs_counted(
        {.title = "GPU business case",
         .subject = "What one GPU earns over its life, and at which price and utilisation it pays",
         .sheets = {answer_sheet(source, cash), inputs_sheet(source), facts_sheet(source),
                    plain_sheet(source, "case.txt", {.name = "Case", .columns = {66, 26, 38, 76}}),
                    cash,
                    plain_sheet(source, "prices.txt",
                                {.name = "Prices",
                                 .columns = {36, 28, 28, 28, 32, 32, 28, 30},
                                 .landscape = true}),
                    parts_sheet(source), tax_and_lease_sheet(source), depreciation_sheet(source),
                    impairment_sheet(source), workings_sheet(source), ChecksSheet(source).read()}});
}

} // namespace headroom::workbook
