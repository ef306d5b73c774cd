#include "templates/trade_plan/sheets.hpp"

#include "templates/written.hpp"

#include "ods/document.hpp"

#include "core/value.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <map>

namespace headroom::workbook::plan {

std::string taken(const std::string& name, Driver driver) {
    return "IF(" + name + "=\"\";" + plain(record_of(driver).otherwise.value()) + ";" + name + ")";
}

std::string cut_quarter() {
    return taken("plan_cut_quarter", Driver::cut_quarter);
}

std::string or_dash(const std::string& content) {
    return "=IF(ISERROR(PLANVALUE(assumptions;\"revenue\"));" + content + ";IFERROR(" + content +
           ";\"–\"))";
}

namespace {

using namespace written;

struct Shown {
    std::string line;
    std::string label;
    std::string unit;
    Format format = Format::millions;
};

constexpr const char* money = "$m";

// Quarters ----------------------------------------------------------------------------------

class Quarters {
public:
    Sheet sheet() {
        for (int quarter = 1; quarter <= most_quarters; ++quarter) {
            sheet_.columns.push_back(21);
        }
        add_title(sheet_, "Quarter by quarter",
                  "Every line of the plan, PLANVALUE, for the assumptions and for the same plan "
                  "with nobody cut. $m is million dollars a quarter; the cells hold dollars.",
                  width);
        plan();
        without();
        summary();
        charts();
        for (const auto& [name, line] : {std::pair("gpus_delivered", "gpus delivered"),
                                         {"cash_flows", "free cash flow"},
                                         {"quarter_cuts", "cuts"}}) {
            const int row = rows_.at(line);
            sheet_.named_columns.push_back({name, 2, row, row, most_quarters});
        }
        return std::move(sheet_);
    }

private:
    static constexpr int width = most_quarters + 2;

    void heading(const std::string& title, bool new_page = false) {
        add_section(sheet_, title, width, new_page);
        std::vector<Cell> cells{column_heading("Line"), column_heading("Unit")};
        for (int quarter = 1; quarter <= most_quarters; ++quarter) {
            cells.push_back(number_heading("Q" + std::to_string(quarter)));
        }
        heading_ = sheet_.add(std::move(cells));
    }

    /// Adds a row and returns its number; # in the content is the quarter.
    int row(const std::string& label_text, const std::string& unit, const std::string& content,
            Format format) {
        std::vector<Cell> cells{label(label_text), note(unit)};
        for (int quarter = 1; quarter <= most_quarters; ++quarter) {
            const std::string number = std::to_string(quarter);
            cells.push_back(formula("=IF(" + number + ">plan_quarters;\"–\";" +
                                        boost::replace_all_copy(content, "#", number) + ")",
                                    format));
        }
        return sheet_.add(std::move(cells));
    }

    int lines(const std::string& table, const Shown& shown) {
        const std::string value = "PLANVALUE(" + table + ";\"" + shown.line + "\";#)";
        return row(shown.label, shown.unit,
                   shown.line == "growth" ? "IFNA(" + value + ";\"–\")" : value, shown.format);
    }

    void plan() {
        heading("The plan");
        for (const Shown& shown : std::initializer_list<Shown>{
                 {"demand", "Demand", money},
                 {"revenue", "Revenue", money},
                 {"unserved", "Demand not served", money},
                 {"backlog share", "Share of demand not served", "share", Format::percent},
                 {"growth", "Growth against a year before", "per year", Format::percent},
                 {"gpus delivered", "GPUs delivered", "GPUs", Format::whole},
                 {"gpus", "GPUs in service", "GPUs", Format::whole},
                 {"gpu revenue", "Revenue the GPUs add", money},
                 {"capex", "Capex of the GPUs", money},
                 {"depreciation", "Depreciation of the GPUs", money},
                 {"gpu opex", "Running cost of the GPUs", money},
                 {"other cost", "Other costs", money},
                 {"headcount", "Headcount", "positions", Format::whole},
                 {"payroll", "Payroll", money},
                 {"severance", "Severance", money},
                 {"replacement", "Cost of what replaces the work", money},
                 {"operating profit", "Operating profit", money},
                 {"margin", "Margin", "share of revenue", Format::percent_fine}}) {
            rows_[shown.line] = lines("assumptions", shown);
        }
        rows_["target"] = row("Margin to hold", "share of revenue",
                              "IF(#<plan_hold_from;\"–\";plan_target)", Format::percent_fine);
        rows_["above target"] =
            above_target("assumptions", "Against the margin to hold, with the cuts");
        for (const Shown& shown : std::initializer_list<Shown>{
                 {"tax", "Tax", money},
                 {"free cash flow", "Free cash flow", money},
                 {"cumulative free cash flow", "Free cash flow since quarter 1", money}}) {
            rows_[shown.line] = lines("assumptions", shown);
        }
        // The plan's cuts are the same number in every quarter; they happen once.
        rows_["cuts"] =
            row("Positions cut in the quarter, announced", "positions",
                "IF(#=" + cut_quarter() + ";PLANVALUE(assumptions;\"cuts\";#);0)", Format::whole);
        plan_heading_ = heading_;
    }

    void without() {
        heading("The same plan with nobody cut", true);
        for (const Shown& shown : std::initializer_list<Shown>{
                 {"headcount", "Headcount", "positions", Format::whole},
                 {"payroll", "Payroll", money},
                 {"operating profit", "Operating profit", money},
                 {"margin", "Margin, nobody cut", "share of revenue", Format::percent_fine},
                 {"free cash flow", "Free cash flow, nobody cut", money},
                 {"cumulative free cash flow", "Free cash flow since quarter 1", money}}) {
            rows_["without " + shown.line] = lines("without_cuts", shown);
        }
        rows_["without above target"] =
            above_target("without_cuts", "Against the margin to hold, nobody cut");
    }

    int above_target(const std::string& table, const std::string& label_text) {
        return row(label_text, "points, + above", "-100*PLANVALUE(" + table + ";\"margin gap\";#)",
                   Format::points);
    }

    std::string held(const std::string& line) const {
        const std::string row = std::to_string(rows_.at(line));
        const std::string cells = "[.C" + row + ":.N" + row + "]";
        return "INDEX(" + cells + ";1;plan_hold_from):INDEX(" + cells + ";1;MIN(plan_quarters;" +
               std::to_string(most_quarters) + "))";
    }

    void summary() {
        const auto figure = [&](const std::string& what, const std::string& unit,
                                const std::string& content, Format format,
                                const std::string& name) {
            sheet_.add({label(what), note(unit), formula(content, format, name)});
        };
        add_section(sheet_, "What counts", width);
        figure("Positions to cut for the margin", "positions",
               "=PLANVALUE(assumptions;\"required cuts\")", Format::whole, "required_cuts");
        figure("Lowest margin that counts", "share of revenue", "=MIN(" + held("margin") + ")",
               Format::percent_fine, "tight_margin_with_cuts");
        figure("The same, nobody cut", "share of revenue", "=MIN(" + held("without margin") + ")",
               Format::percent_fine, "tight_margin");
        figure("In quarter", "quarter",
               "=plan_hold_from-1+MATCH(tight_margin;" + held("without margin") + ";0)",
               Format::whole, "tight_quarter");
    }

    Series line_of(const std::string& name, Drawn drawn) const {
        const std::string row = std::to_string(rows_.at(name));
        return {.label = "A" + row, .values = "C" + row + ":N" + row, .drawn = drawn};
    }

    void chart(Chart chart, double height) {
        const std::string heading = std::to_string(plan_heading_);
        chart.categories = "C" + heading + ":N" + heading;
        chart.height = height - 2;
        chart.labels = false;
        sheet_.charts.push_back(std::move(chart));
    }

    void charts() {
        sheet_.add({}, 3);
        constexpr double tall = 74;
        const int place = sheet_.add({}, tall);
        chart({.name = "Margins",
               .title = "Margin above or below the margin to hold, in points",
               .value_axis = "points of revenue",
               .categories = {},
               .series = {line_of("above target", Drawn::columns),
                          line_of("without above target", Drawn::columns)},
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
        const int lower = sheet_.add({}, tall);
        chart({.name = "Cash",
               .title = "Free cash flow with and without cuts, $m a quarter",
               .value_axis = "$m",
               .categories = {},
               .series = {line_of("free cash flow", Drawn::columns),
                          line_of("without free cash flow", Drawn::columns)},
               .format = Format::millions,
               .row = lower,
               .left = 2,
               .width = 340},
              tall);
    }

    Sheet sheet_{.name = "Quarters", .columns = {56, 30}, .landscape = true};
    std::map<std::string, int> rows_;
    int heading_ = 0, plan_heading_ = 0;
};

} // namespace

Sheet quarters_sheet() {
    return Quarters().sheet();
}

// Alternatives ------------------------------------------------------------------------------

namespace {

struct Lever {
    Format format;
    const char* unit;
    const char* meaning;
};

/// In the order in which PLANALTERNATIVES has them.
constexpr Lever levers[] = {
    {Format::cents, "$ per GPU-hour", "Customers pay more."},
    {Format::percent, "billed share of hours", "More of the same hours are billed."},
    {Format::cents, "years", "GPUs are used and written off for longer."},
    {Format::whole, "GPUs", "Less is ordered; more demand stays unserved."},
    {Format::whole, "quarters", "The first GPUs arrive later."},
    {Format::percent, "share of leavers", "Fewer of those who leave are replaced."},
    {Format::percent_fine, "per year", "Pay rises by less. Negative: it falls."},
    {Format::percent_fine, "per year", "Everything else becomes dearer by less."},
    {Format::percent_fine, "share of revenue", "A lower margin is accepted."},
    {Format::whole, "positions", "For comparison."},
};

std::string alternative(std::size_t lever, int column) {
    return "INDEX(PLANALTERNATIVES(assumptions);" + std::to_string(lever + 1) + ";" +
           std::to_string(column) + ")";
}

} // namespace

Sheet alternatives_sheet() {
    Sheet sheet{.name = "Alternatives", .columns = {62, 30, 30, 30, 34, 46, 84}, .landscape = true};
    add_title(sheet, "Before any cut: what else could be done",
              "Each lever alone, all else as in Assumptions and nobody cut: the smallest change "
              "with which every quarter that counts has its margin. Whether a lever can be moved "
              "that far is not for this table to say. A dash: not even its end is enough.",
              7);
    sheet.gap();
    std::vector<Cell> headings{column_heading("Lever")};
    for (const char* title : {"Today", "Needed", "Change", "Closes the gap alone"}) {
        headings.push_back(number_heading(title));
    }
    for (const char* title : {"Unit", "What it means"}) {
        headings.push_back(column_heading(title));
    }
    const int heading = sheet.add(std::move(headings));
    for (std::size_t i = 0; i < std::size(levers); ++i) {
        const Lever& lever = levers[i];
        const auto cell = [&](int column) { return or_dash(alternative(i, column)); };
        sheet.add({formula_text(cell(1)), formula(cell(2), lever.format),
                   formula(cell(3), lever.format), formula(cell(4), lever.format),
                   formula(cell(5), Format::many), note(lever.unit), note(lever.meaning)});
    }
    const int last = static_cast<int>(sheet.rows.size());
    sheet.named_columns.push_back({"lever_closes", 4, heading + 1, last - 1});
    sheet.rows[static_cast<std::size_t>(heading)].cells[2].name = "price_needed";
    sheet.rows[static_cast<std::size_t>(last - 1)].cells[2].name = "cuts_needed";
    // A lower target, the last of them, gives up what the others are to hold.
    sheet.add({label("Levers that close the gap alone, but for cuts and a lower target"),
               formula("=COUNTIF(lever_closes;\"yes\")-(INDEX(lever_closes;ROWS(lever_closes))="
                       "\"yes\")",
                       Format::whole, "levers_that_close")});
    return sheet;
}

// Attribution -------------------------------------------------------------------------------

Sheet attribution_sheet() {
    const Shown shown[] = {{"margin", "Margin", "share of revenue", Format::percent_fine},
                           {"revenue", "Revenue", money},
                           {"operating profit", "Operating profit", money},
                           {"free cash flow", "Free cash flow", money}};
    const char* const themes[] = {
        "Last quarter repeated", "Demand", "GPUs", "People", "Other costs and time",
        "The plan, nobody cut"};
    const char* const meanings[] = {
        "Quarter 0 for ever: no GPUs, no growth. The variant last_quarter.",
        "Revenue, its growth and what is not served.",
        "Number, price, use, capex, life and running cost.",
        "Headcount, pay and attrition.",
        "Growth of the other costs, tax, margin to hold.",
        "The variant without_cuts in its last quarter."};
    Sheet sheet{.name = "Attribution", .columns = {62, 34, 34, 34, 34, 110}, .landscape = true};
    add_title(sheet, "What the change is made of",
              "The last quarter of the plan with nobody cut against the last reported quarter "
              "repeated, split by theme: PLANATTRIBUTION. This is accounting, not cause: each "
              "share is the theme's average over every order in which the assumptions could be "
              "exchanged (Shapley). It does not say why anybody decided anything.",
              6);
    sheet.gap();
    std::vector<Cell> headings{column_heading("Theme")};
    for (const Shown& line : shown) {
        headings.push_back(number_heading(line.label + ", " + line.unit));
    }
    headings.push_back(column_heading("What is in it"));
    const int heading = sheet.add(std::move(headings));
    for (std::size_t theme = 0; theme < std::size(themes); ++theme) {
        std::vector<Cell> cells{label(themes[theme])};
        for (const Shown& line : shown) {
            cells.push_back(formula(or_dash("INDEX(PLANATTRIBUTION(without_cuts;last_quarter;\"" +
                                            line.line + "\");" + std::to_string(theme + 1) + ";2)"),
                                    line.format));
        }
        cells.push_back(note(meanings[theme]));
        sheet.add(std::move(cells));
    }
    const std::string first = std::to_string(heading + 2);
    const std::string last = std::to_string(heading + 5);
    sheet.named_columns.push_back({"margin_shares", 1, heading + 1, heading + 6});
    sheet.named_columns.push_back({"profit_shares", 3, heading + 1, heading + 6});
    sheet.add({}, 4);
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
    chart("Margin by theme", "What moves the margin", 'B', Format::percent, "share of revenue", 2);
    chart("Profit by theme", "What moves the operating profit, $m", 'D', Format::millions, "$m",
          156);
    return sheet;
}

} // namespace headroom::workbook::plan
