#include "templates/trade_plan/sheets.hpp"

#include "templates/sheets.hpp"

namespace headroom::workbook::plan {

namespace {

class Quarters : public RowSheet {
public:
    explicit Quarters(const Source& source)
        : RowSheet(source, {.name = "Quarters", .columns = {56, 30}, .landscape = true}) {
        sheet().columns.insert(sheet().columns.end(), most_quarters, 21);
        kind("quarters", [this](const Entry& entry) { heading(entry); });
        kind("quarterly", [this](const Entry& entry) { row(entry); });
        place("charts", [this](Sheet&) { add_charts(); });
    }

private:
    void heading(const Entry& entry) {
        entry.expect({}, {"page"});
        add_section(sheet(), entry.text, width(), new_page(entry));
        std::vector<Cell> cells{column_heading("Line"), column_heading("Unit")};
        for (int quarter = 1; quarter <= most_quarters; ++quarter) {
            cells.push_back(number_heading("Q" + std::to_string(quarter)));
        }
        const int number = sheet().add(std::move(cells));
        quarters_ = quarters_ == 0 ? number : quarters_;
    }

    /// In a formula #quarter is the quarter; the row of an id is # and the id.
    void row(const Entry& entry) {
        entry.expect({"unit", "formula", "format"}, {"id", "name"});
        const int number = static_cast<int>(sheet().rows.size()) + 1;
        std::vector<Cell> cells{label(entry.text), note(entry.at("unit"))};
        for (int quarter = 1; quarter <= most_quarters; ++quarter) {
            cells.push_back(
                formula(in_row(entry.formula("formula"), number, {{"quarter", quarter}}),
                        format_of(entry.at("format"))));
        }
        sheet().add(std::move(cells));
        if (entry.has("id")) {
            name_row(entry.at("id"), number);
        }
        if (entry.has("name")) {
            sheet().named_columns.push_back({entry.at("name"), 2, number, number, most_quarters});
        }
    }

    Series line_of(const std::string& id, Drawn drawn) const {
        const std::string row = std::to_string(row_named(id));
        return {.label = "A" + row, .values = "C" + row + ":N" + row, .drawn = drawn};
    }

    void chart(Chart chart, double height) {
        const std::string heading = std::to_string(quarters_);
        chart.categories = "C" + heading + ":N" + heading;
        chart.height = height - 2;
        chart.labels = false;
        sheet().charts.push_back(std::move(chart));
    }

    void add_charts() {
        constexpr double tall = 74;
        const int place = sheet().add({}, tall);
        chart({.name = "Margins",
               .title = "Margin above or below the margin to hold, in points",
               .value_axis = "points of revenue",
               .categories = {},
               .series = {line_of("gap", Drawn::columns), line_of("gap_uncut", Drawn::columns)},
               .format = Format::tenth,
               .row = place,
               .left = 2,
               .width = 168},
              tall);
        chart({.name = "Demand",
               .title = "Revenue against demand, $m a quarter",
               .value_axis = "$m",
               .categories = {},
               .series = {line_of("revenue", Drawn::course), line_of("demand", Drawn::course)},
               .format = Format::millions,
               .row = place,
               .left = 174,
               .width = 168},
              tall);
        const int lower = sheet().add({}, tall);
        chart({.name = "Cash",
               .title = "Free cash flow with and without cuts, $m a quarter",
               .value_axis = "$m",
               .categories = {},
               .series = {line_of("cash", Drawn::columns), line_of("cash_uncut", Drawn::columns)},
               .format = Format::millions,
               .row = lower,
               .left = 2,
               .width = 340},
              tall);
    }

    int quarters_ = 0; ///< the first row that has their names
};

} // namespace

Sheet quarters_sheet(const Source& source) {
    return Quarters(source).read("quarters.txt");
}

} // namespace headroom::workbook::plan
