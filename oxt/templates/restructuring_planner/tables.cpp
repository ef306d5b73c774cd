#include "templates/restructuring_planner/tables.hpp"

#include "templates/written.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <stdexcept>

namespace headroom::workbook::planner {

namespace {

using namespace written;

/// Row of the first division, the same on every sheet so that a division keeps its row. Above it
/// the headings and the totals: rows that are not used are then at the end.
constexpr int first_row = 7;
constexpr int headings_row = first_row - 2;
constexpr int last_row = first_row + most_divisions - 1;

struct Column {
    std::string heading;
    std::string name;
    std::string content; ///< # is the row; as it stands, or after the = of one
    Format format = Format::whole;
    bool adds_up = false;
    bool is_text = false;
};

/// Title, headings and totals; the first column is the division's name.
void begin(Sheet& sheet, const std::string& title, const std::string& subtitle,
           const std::string& section, const std::vector<Column>& columns) {
    const int count = static_cast<int>(columns.size()) + 1;
    add_title(sheet, title, subtitle, count);
    add_section(sheet, section, count);
    std::vector<Cell> headings{column_heading("Division")};
    int number = 0;
    for (const Column& column : columns) {
        ++number;
        headings.push_back(column.is_text ? column_heading(column.heading)
                                          : number_heading(column.heading));
        if (!column.name.empty()) {
            sheet.named_columns.push_back({.name = column.name,
                                           .column = number,
                                           .first = first_row,
                                           .last = last_row,
                                           .heading = headings_row});
        }
    }
    if (sheet.add(std::move(headings)) != headings_row) {
        throw std::logic_error("the divisions start at another row");
    }
    std::vector<Cell> totals{label("All divisions")};
    for (const Column& column : columns) {
        totals.push_back(column.adds_up ? formula("=SUM(" + column.name + ")", column.format)
                                        : label(""));
    }
    sheet.add(std::move(totals));
}

/// A sheet whose rows are formulas.
void add_divisions(Sheet& sheet, const std::vector<Column>& columns) {
    for (int row = first_row; row <= last_row; ++row) {
        const auto in_row = [&](const std::string& content) {
            std::string text = boost::replace_all_copy(content, "#", std::to_string(row));
            return boost::replace_all_copy(text, "@", std::to_string(row - first_row + 1));
        };
        std::vector<Cell> cells{formula_text(
            in_row("=IF([$Divisions.A#]&[$Divisions.B#]=\"\";\"\";IF([$Divisions.A#]=\"\";"
                   "\"(no name)\";[$Divisions.A#]))"))};
        for (const Column& column : columns) {
            const std::string content = "=" + in_row(column.content);
            cells.push_back(column.is_text ? formula_text(content)
                                           : formula(content, column.format));
        }
        sheet.add(std::move(cells));
    }
    sheet.spare_rows.push_back({first_row, last_row, static_cast<int>(columns.size()) + 1});
}

/// What stands in the divisions table, and 0 in a row that is not used: ALLOCATECUTS takes no
/// blank between numbers.
std::string typed(char column) {
    const std::string cell = "[$Divisions." + std::string(1, column) + "#]";
    return "IF(" + cell + "=\"\";0;" + cell + ")";
}

std::string while_used(const std::string& content) {
    return "IF([.A#]=\"\";\"\";" + content + ")";
}

/// Without the extension Calc keeps saved texts, but not an empty one.
std::string reason_in_row(const std::string& call) {
    return while_used("IF(REASON(" + call + ")=\"\";\"none\";REASON(" + call + "))");
}

struct Example {
    const char* name;
    double positions, saving, pain, cap, attrition, replaced, weekly_pay, tenure;
};

// Trees, so that nobody's department is meant. As many as there is room for: a chart has a place
// for each, used or not.
constexpr Example examples[] = {
    {"Ash", 1200, 95000, 1.0, 0.12, 0.11, 0.70, 1250, 6},
    {"Beech", 550, 105000, 1.3, 0.10, 0.10, 0.75, 1350, 6},
    {"Birch", 900, 120000, 1.5, 0.10, 0.09, 0.80, 1600, 8},
    {"Cedar", 2100, 80000, 2.0, 0.08, 0.12, 0.85, 1050, 5},
    {"Elm", 650, 150000, 3.0, 0.06, 0.08, 0.90, 2000, 9},
    {"Hazel", 1500, 70000, 1.0, 0.15, 0.14, 0.75, 900, 4},
    {"Larch", 400, 135000, 2.5, 0.10, 0.07, 0.80, 1800, 11},
    {"Maple", 800, 110000, 1.2, 0.12, 0.10, 0.70, 1450, 7},
    {"Oak", 1750, 88000, 1.8, 0.10, 0.11, 0.80, 1150, 6},
    {"Poplar", 700, 92000, 1.4, 0.10, 0.11, 0.75, 1200, 5},
    {"Rowan", 300, 160000, 4.0, 0.05, 0.06, 0.95, 2100, 12},
    {"Willow", 1000, 100000, 1.5, 0.10, 0.10, 0.75, 1300, 7},
};

} // namespace

Sheet divisions_sheet() {
    const std::vector<Column> columns{
        {"Positions", "division_positions", "", Format::whole, true},
        {"Saving per position, $ a year", "division_savings", "", Format::whole},
        {"Pain weight", "division_pains", "", Format::cents},
        {"Largest share to cut", "division_caps", "", Format::percent},
        {"Attrition, per year", "division_attrition", "", Format::percent},
        {"Leavers replaced", "division_replaced", "", Format::percent},
        {"Weekly pay, $", "division_pay", "", Format::whole},
        {"Tenure, years", "division_tenure", "", Format::tenth}};
    Sheet sheet{
        .name = "Divisions", .columns = {44, 28, 32, 26, 28, 28, 28, 28, 26}, .landscape = true};
    begin(sheet, "Divisions",
          "A fictional example: overwrite it. Up to 12 divisions; clear the rows you do not need. "
          "The planner works on divisions, never on named people, and cannot say who would go.",
          "Typed in, confidence low: every figure here is an assumption until you replace it",
          columns);
    sheet.named_columns.push_back({"division_names", 0, first_row, last_row});
    static_assert(std::size(examples) == most_divisions);
    for (const Example& example : examples) {
        const double values[] = {example.positions,  example.saving,    example.pain,
                                 example.cap,        example.attrition, example.replaced,
                                 example.weekly_pay, example.tenure};
        std::vector<Cell> cells{text(Look::input_name, example.name)};
        for (std::size_t i = 0; i < columns.size(); ++i) {
            cells.push_back(input(values[i], columns[i].format));
        }
        sheet.add(std::move(cells));
    }
    sheet.gap();
    const auto explain = [&](const std::string& what, const std::string& meaning) {
        sheet.add({label(what), note(meaning, 8)});
    };
    explain("Rows not used",
            "Leave them blank. Charts keep a place for them until their rows on the "
            "sheet Cuts are hidden (Format > Rows > Hide).");
    explain("Saving per position", "Full yearly cost of a position, less what replaces its work.");
    explain("Pain weight", "How much a cut hurts there, against the other divisions: 2 is twice as "
                           "much as 1. A judgement; try others. 0 means that it does not hurt.");
    explain("Largest share to cut", "Of the positions left after attrition. 0 % protects a "
                                    "division.");
    explain("Attrition", "Share of people who leave by themselves; published surveys put corporate "
                         "attrition near 10 % a year.");
    explain("Leavers replaced", "Share of them whose position is filled again. 100 %: attrition "
                                "saves nothing there.");
    return sheet;
}

Sheet attrition_sheet() {
    const std::string terms = "[.B#];[.C#];attrition_years;[.D#]";
    const std::vector<Column> columns{
        {"Positions", "positions_before", typed('B'), Format::whole, true},
        {"Attrition, per year", "attrition_rates", typed('F'), Format::percent},
        {"Leavers replaced", "attrition_replaced", typed('G'), Format::percent},
        {"Exits not replaced", "exact_exits", "ATTRITIONEXITS(" + terms + ")", Format::cents, true},
        {"Whole positions", "whole_exits", "ROUNDDOWN([.E#]+0.000000001;0)", Format::whole, true},
        {"Saved, $m a year", "attrition_savings", "[.F#]*" + typed('C') + "/1000000", Format::cents,
         true},
        {"Positions left", "positions_after", "[.B#]-[.F#]", Format::whole, true},
        {"Reason, if there is an error", "attrition_reasons",
         reason_in_row("\"ATTRITIONEXITS\";" + terms), Format::many, false, true}};
    Sheet sheet{
        .name = "Attrition", .columns = {40, 24, 26, 26, 28, 26, 28, 26, 50}, .landscape = true};
    begin(sheet, "Attrition first",
          "What falls away by itself when leavers are not all replaced, over the period in Inputs. "
          "Only whole positions count. What they save is taken off the target before any cut.",
          "Positions that fall away, ATTRITIONEXITS", columns);
    add_divisions(sheet, columns);
    return sheet;
}

Sheet cuts_sheet() {
    std::vector<Column> columns{
        {"Positions left", "heads_left", "[$Attrition.H#]", Format::whole, true},
        {"Saving each, $m", "saving_each", typed('C') + "/1000000", Format::thousandths},
        {"Pain weight", "pain_each", typed('D'), Format::cents},
        {"Largest share", "cap_each", typed('E'), Format::percent}};
    for (const Method& method : methods) {
        columns.push_back(
            {std::string(method.heading) + ", cuts", std::string("cuts_") + method.id,
             "ALLOCATECUTS(" + std::string(allocation_terms) + ";\"" + method.word + "\";@)",
             Format::whole, true});
    }
    char cuts = 'F';
    for (const Method& method : methods) {
        columns.push_back({std::string(method.heading) + ", share",
                           std::string("shares_") + method.id,
                           while_used("IF([.B#]=0;0;[." + std::string(1, cuts++) + "#]/[.B#])"),
                           Format::percent});
    }
    Sheet sheet{
        .name = "Cuts", .columns = {38, 24, 24, 22, 24, 24, 24, 24, 24, 24, 24}, .landscape = true};
    begin(sheet, "Cuts by division",
          "What is left to save after attrition, spread by three methods. Least pain: many small "
          "cuts, fewer where the weight is high. Pro rata: the same share everywhere. Cheapest: "
          "most saving per unit of pain first, to its largest share.",
          "Whole positions, ALLOCATECUTS", columns);
    add_divisions(sheet, columns);
    sheet.add({}, 3);
    const int place = sheet.add({}, 72);
    Chart chart{.name = "Shares",
                .title = "Share of each division's positions that is cut",
                .value_axis = "share of positions left",
                .categories = "A" + std::to_string(first_row) + ":A" + std::to_string(last_row),
                .series = {},
                .row = place,
                .left = 2,
                .width = 268,
                .height = 70,
                .labels = false};
    for (const Method& method : methods) {
        chart.series.push_back(series(sheet, std::string("shares_") + method.id, Drawn::columns));
    }
    sheet.charts.push_back(std::move(chart));
    return sheet;
}

Sheet severance_sheet() {
    const std::string terms = "[.B#];weeks_per_year;[.C#];min_weeks;max_weeks";
    std::vector<Column> columns{
        {"Weekly pay, $", "pay_each", typed('H'), Format::whole},
        {"Tenure, years", "tenure_each", typed('I'), Format::tenth},
        {"Weeks paid", "weeks_each", "MIN(MAX(weeks_per_year*[.C#];min_weeks);max_weeks)",
         Format::tenth},
        {"One position, $", "severance_each", "SEVERANCECOST(1;" + terms + ")", Format::whole}};
    char cuts = 'F';
    for (const Method& method : methods) {
        columns.push_back(
            {std::string(method.heading) + ", $m", std::string("severance_") + method.id,
             "SEVERANCECOST([$Cuts." + std::string(1, cuts++) + "#];" + terms + ")/1000000",
             Format::cents, true});
    }
    columns.push_back({"Reason, if there is an error", "severance_reasons",
                       reason_in_row("\"SEVERANCECOST\";1;" + terms), Format::many, false, true});
    Sheet sheet{
        .name = "Severance", .columns = {40, 26, 26, 24, 30, 30, 30, 30, 48}, .landscape = true};
    begin(sheet, "Severance",
          "What the cuts cost once, under the plan in Inputs: weeks of pay for each year of "
          "service, between a least and a most. Attrition costs no severance.",
          "Cost by division and method, SEVERANCECOST", columns);
    add_divisions(sheet, columns);
    return sheet;
}

} // namespace headroom::workbook::planner
