#include "templates/trade_plan/sheets.hpp"

#include "templates/written.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace headroom::workbook::plan {

namespace {

using namespace written;

constexpr double million = 1e6;

struct Range {
    double low, high;
    const char* distribution = "pert";
};

/// A row of the assumptions; without a unit, a remark that heads those below.
struct Assumption {
    std::string driver;
    std::optional<double> value = {};
    std::optional<Range> range = {};
    Format format = Format::whole;
    std::string unit = {};
    bool fact = false;
    std::string source = {};
    std::string date = {};
    std::string name = {};

    bool remark() const { return unit.empty(); }
};

const std::vector<std::string> distributions{"pert",   "triangular", "uniform",
                                             "normal", "lognormal",  "metalog"};

std::vector<Assumption> business(const Facts& facts) {
    const Fact& revenue = facts.at("AWS net sales, Q2 2025");
    const Fact& profit = facts.at("AWS operating income, Q2 2025");
    const Fact& growth = facts.at("AWS growth, Q2 2025");
    return {
        {.driver = "# Horizon and aim"},
        {.driver = "Quarters",
         .value = most_quarters,
         .unit = "quarters",
         .source = "Three years. The tables of this workbook have room for 12.",
         .name = "plan_quarters"},
        {.driver = "Target margin",
         .value = 0.329,
         .format = Format::percent,
         .unit = "share of revenue",
         .source = "Today's margin, which is profit over revenue below.",
         .date = "Q2 2025",
         .name = "plan_target"},
        {.driver = "Hold from",
         .value = 4,
         .unit = "quarter",
         .source = "After a year: the quarters before carry severance and notice.",
         .name = "plan_hold_from"},
        {.driver = "# The business: AWS, the segment"},
        {.driver = "Revenue",
         .value = revenue.value * million,
         .unit = "$ in a QUARTER",
         .fact = true,
         .source = revenue.source,
         .date = revenue.as_of,
         .name = "plan_revenue"},
        {.driver = "Operating profit",
         .value = profit.value * million,
         .unit = "$ in a QUARTER",
         .fact = true,
         .source = profit.source,
         .date = profit.as_of,
         .name = "plan_profit"},
        {.driver = "Base growth",
         .value = growth.value,
         .range = Range{0.13, 0.21},
         .format = Format::percent,
         .unit = "per year",
         .source = "The published growth; that it needs no GPUs beyond today's is the judgement.",
         .date = growth.as_of,
         .name = "plan_growth"},
        {.driver = "Cost growth",
         .value = 0.195,
         .range = Range{0.155, 0.225},
         .format = Format::percent,
         .unit = "per year",
         .source = "Between revenue's 17.5 % and the 22 % by which all AWS costs rose (operating "
                   "income a year earlier: $9.3bn, same release).",
         .date = "Q2 2025",
         .name = "plan_cost_growth"},
        {.driver = "Tax rate",
         .value = 0.2,
         .format = Format::percent,
         .unit = "share of profit",
         .source = "Near the US federal rate of 21 %."},
        {.driver = "Base depreciation",
         .value = 4840 * million,
         .unit = "$ in a QUARTER",
         .source = "Part of the other costs, added back to the cash flow; not published for AWS."},
        {.driver = "Base capex",
         .value = 15000 * million,
         .unit = "$ in a QUARTER",
         .source = "With the GPUs below near the $125bn a year that Amazon guided for 2025."},
    };
}

std::vector<Assumption> demand() {
    return {
        {.driver = "# Demand for GPU services"},
        {.driver = "Backlog share",
         .value = 0.2,
         .range = Range{0.05, 0.25, "triangular"},
         .format = Format::percent,
         .unit = "share of demand",
         .source = "The claimed 25 %, read as a share of supply, is 20 % of demand. No primary "
                   "source: confidence low.",
         .date = "October 2025"},
        {.driver = "Demand growth",
         .value = 0.25,
         .range = Range{0.17, 0.39},
         .format = Format::percent,
         .unit = "per year",
         .source = "From AWS's own growth to Azure's 39 %.",
         .date = "Q2 2025"},
        {.driver = "Churn",
         .value = 0.1,
         .range = Range{0.02, 0.3},
         .format = Format::percent,
         .unit = "per year",
         .source = "Share of customers not served who go elsewhere."},
    };
}

std::vector<Assumption> gpus(const Facts& facts) {
    const Fact& price = facts.at("H100 rental price, 2025-2026");
    const Fact& capex = facts.at("All-in capex per GPU, 2025");
    const Fact& life = facts.at("Amazon server useful life, 2025");
    const Fact& power = facts.at("Power per H100 GPU at the rack, 2024");
    const Fact& pue = facts.at("PUE, 2024");
    const Fact& electricity = facts.at("Industrial electricity, 2024");
    constexpr double load = 0.8;
    return {
        {.driver = "# The GPUs"},
        {.driver = "GPUs ordered",
         .value = 1200000,
         .unit = "GPUs",
         .source = "$60bn at the capex below: about half of what Amazon guided for a year. Not "
                   "published.",
         .name = "plan_gpus"},
        {.driver = "Order quarters",
         .value = 4,
         .unit = "quarters",
         .source = "Delivered evenly over a year.",
         .name = "plan_order_quarters"},
        {.driver = "Lead quarters",
         .value = 1,
         .unit = "quarters",
         .source = "The first arrive in quarter 2.",
         .name = "plan_lead_quarters"},
        {.driver = "Price",
         .value = price.value * 0.85,
         .range = Range{1.7, 3.5},
         .format = Format::cents,
         .unit = "$ per GPU-hour",
         .source = "Median list price of an H100, 2.95, less 15 %. Lists run from 1.99 to 5.00.",
         .date = price.as_of,
         .name = "plan_price"},
        {.driver = "Price erosion",
         .value = 0.15,
         .range = Range{0.05, 0.3},
         .format = Format::percent,
         .unit = "fall per year",
         .source = "Newer chips push older ones' price down.",
         .name = "plan_erosion"},
        {.driver = "Utilisation",
         .value = 0.75,
         .range = Range{0.55, 0.9, "triangular"},
         .format = Format::percent,
         .unit = "billed share of hours",
         .source = "Three quarters of all hours are billed.",
         .name = "plan_utilisation"},
        {.driver = "Capex per GPU",
         .value = capex.value,
         .range = Range{40000, 65000},
         .unit = "$ per GPU",
         .source = "All-in: server, network and facility. Server alone: 33,750.",
         .date = capex.as_of,
         .name = "plan_capex_per_gpu"},
        {.driver = "Capex trend",
         .value = 0,
         .format = Format::percent,
         .unit = "per year",
         .source = "No change in the price of a GPU."},
        {.driver = "Life",
         .value = life.value,
         .range = Range{4, 6, "uniform"},
         .format = Format::cents,
         .unit = "years",
         .fact = true,
         .source = "Amazon Form 10-K 2024; range: a shorter one to Microsoft's and Alphabet's 6.",
         .date = life.as_of,
         .name = "plan_life"},
        {.driver = "Residual share",
         .value = 0,
         .format = Format::percent,
         .unit = "share of capex",
         .source = "Nothing left at the end.",
         .name = "plan_residual_share"},
        {.driver = "GPU opex",
         .value = power.value * pue.value * load * 8760 * electricity.value + 1500,
         .range = Range{2000, 3200},
         .unit = "$ per GPU in a YEAR",
         .source = "1.38 kW, PUE 1.25, load 80 %, $0.08 per kWh, and 1,500 for the rest.",
         .name = "plan_gpu_opex"},
    };
}

std::vector<Assumption> people(const Facts& facts) {
    const Fact& cost = facts.at("Loaded cost of a corporate position, 2025");
    const Fact& attrition = facts.at("Corporate attrition, 2025");
    const Fact& notice = facts.at("Paid notice given, October 2025");
    const Fact& severance = facts.at("Severance per position, 2025");
    return {
        {.driver = "# People and cuts"},
        {.driver = "Headcount",
         .value = 100000,
         .range = Range{70000, 150000},
         .unit = "positions",
         .source = "Not published for AWS. The 350,000 corporate positions are all of Amazon's."},
        {.driver = "Loaded cost",
         .value = cost.value,
         .range = Range{200000, 350000},
         .unit = "$ per position in a YEAR",
         .source = "Between press estimates of 200,000 and 350,000 per manager.",
         .date = cost.as_of,
         .name = "plan_loaded_cost"},
        {.driver = "Wage growth",
         .value = 0.03,
         .range = Range{0.02, 0.05},
         .format = Format::percent,
         .unit = "per year",
         .source = "Pay alone. The plan hires only for those who leave.",
         .name = "plan_wage_growth"},
        {.driver = "Attrition",
         .value = attrition.value,
         .range = Range{0.06, 0.14},
         .format = Format::percent,
         .unit = "per year",
         .source = "In line with published surveys.",
         .date = attrition.as_of,
         .name = "plan_attrition"},
        {.driver = "Attrition backfill",
         .value = 0.8,
         .format = Format::percent,
         .unit = "share of leavers",
         .source = "Four of five who leave are replaced.",
         .name = "plan_attrition_backfill"},
        {.driver = "Cuts",
         .unit = "positions",
         .source = "Blank: as many as are required. A number: that many, enough or not.",
         .name = "plan_cuts"},
        {.driver = "Cut quarter",
         .value = 1,
         .unit = "quarter",
         .source = "Announced at the start of the plan.",
         .name = "plan_cut_quarter"},
        {.driver = "Notice months",
         .value = notice.value,
         .format = Format::tenth,
         .unit = "months",
         .fact = true,
         .source = notice.source,
         .date = notice.as_of,
         .name = "plan_notice"},
        {.driver = "Severance",
         .value = severance.value,
         .range = Range{60000, 110000},
         .unit = "$ per position",
         .source = "Reported charges over positions announced.",
         .date = severance.as_of,
         .name = "plan_severance"},
        {.driver = "Cut backfill",
         .value = 0,
         .format = Format::percent,
         .unit = "share of cuts",
         .source = "No cut position is filled again.",
         .name = "plan_cut_backfill"},
        {.driver = "Replacement cost",
         .value = 0,
         .unit = "$ per cut in a YEAR",
         .source = "Nothing replaces the work in this plan. The stories vary it.",
         .name = "plan_replacement"},
    };
}

std::vector<Assumption> all(const Facts& facts) {
    std::vector<Assumption> rows = business(facts);
    for (const auto& part : {demand(), gpus(facts), people(facts)}) {
        rows.insert(rows.end(), part.begin(), part.end());
    }
    return rows;
}

/// A cell for a number of that driver: it takes what the driver itself takes, and says what it is.
Cell input_of(const Assumption& row, const std::optional<double>& value, const std::string& name) {
    const DriverRecord& record = record_of(*driver_named(row.driver));
    const auto english = [](const Text& text) { return std::string(text.in(Language::english)); };
    Cell cell = input(value, row.format, name);
    cell.allowed = {.limits = record.limits, .whole = record.step == 1, .blank = true};
    if (record.unit.fraction) {
        cell.allowed->advice = "For 8 % type 8% or 0.08.";
    }
    cell.hint = {.title = english(record.label) + ": " + row.unit, .text = english(record.help)};
    return cell;
}

Cell bound(const Assumption& row, double Range::*end) {
    return input_of(row, row.range ? std::optional(*row.range.*end) : std::nullopt, {});
}

} // namespace

Sheet assumptions_sheet(const Facts& facts) {
    Sheet sheet{
        .name = "Assumptions", .columns = {34, 34, 28, 28, 25, 40, 20, 80, 24}, .landscape = true};
    add_title(sheet, "Assumptions",
              "Blue on yellow is typed in and may be changed; everything else in this workbook is "
              "a formula. Money in plain dollars: of one quarter for the business, of a year for a "
              "position and a GPU. Low and high are the range that a judgement may lie in; without "
              "them a figure is taken as certain.",
              9);
    sheet.add({label("Check of the table"),
               formula_text("=IF(INDEX(PLANCHECK(assumptions);1;2)=\"remark\";\"\";"
                            "PROPER(INDEX(PLANCHECK(assumptions);1;2))&\": \")&"
                            "INDEX(PLANCHECK(assumptions);1;3)",
                            Look::formula_text, 8, "plan_check")},
              9);
    sheet.gap();
    std::vector<Cell> headings{column_heading("driver")};
    for (const char* title : {"value", "low", "high", "distribution"}) {
        headings.push_back(number_heading(title));
    }
    for (const char* title : {"unit", "kind", "source", "date"}) {
        headings.push_back(column_heading(title));
    }
    sheet.add(std::move(headings));
    for (const Assumption& row : all(facts)) {
        if (row.remark()) {
            sheet.add({text(Look::column_heading, row.driver, 9)});
            sheet.rows.back().page_break_before = row.driver == "# The GPUs";
            continue;
        }
        Cell distribution{.look = Look::input_text, .choices = distributions};
        if (row.range) {
            distribution.content = row.range->distribution;
        }
        sheet.add({label(row.driver), input_of(row, row.value, row.name), bound(row, &Range::low),
                   bound(row, &Range::high), std::move(distribution), note(row.unit),
                   note(row.fact ? "Fact" : "Judgement"), note(row.source), note(row.date)});
    }
    const int last = static_cast<int>(sheet.rows.size());
    sheet.named_columns.push_back({"assumptions", 0, heading_row, last, 5});
    sheet.frozen_rows = heading_row;
    return sheet;
}

namespace {

/// What a variant has instead of the assumption; formulas without their =.
struct Change {
    std::string value;
    std::string why;
    std::string low = {}; ///< with `high`, the range; without, the value is certain
    std::string high = {};
};

struct Variant {
    std::string name;
    std::string title;
    std::map<std::string, Change> changes = {};

    /// The same, but with these as in Assumptions.
    Variant less(std::string other_name, std::string other_title,
                 const std::vector<std::string>& drivers) const {
        Variant other{std::move(other_name), std::move(other_title), changes};
        for (const std::string& driver : drivers) {
            other.changes.erase(driver);
        }
        return other;
    }
};

std::map<std::string, Change> business_at_rest() {
    return {{"Base growth", {"0", "No growth."}},
            {"Cost growth", {"0", "No growth."}},
            {"Demand growth", {"0", "No growth."}},
            {"Churn", {"0", "Nobody is lost."}},
            {"Wage growth", {"0", "Pay as it is."}},
            {"Attrition", {"0", "Nobody leaves unasked."}},
            {"Target margin", {"plan_profit/plan_revenue", "Today's, to the last digit."}},
            {"Cuts", {"0", "None; the functions are asked for the required ones."}}};
}

std::vector<Variant> variants() {
    Variant chips{"chips_alone", "Today's business and the GPUs, nothing else", business_at_rest()};
    chips.changes["Replacement cost"] = {"0", "Nothing replaces the work."};
    Variant steady{"chips_steady", "Today's business and the GPUs, steady prices", chips.changes};
    steady.changes["Price erosion"] = {"0", "The price of an hour stays."};
    steady.changes["Capex trend"] = {"0", "The price of a GPU stays."};
    const Variant growing = chips.less("chips_growing", "Chips alone, and the business grows",
                                       {"Base growth", "Cost growth", "Demand growth", "Churn"});
    Variant rest{"last_quarter", "The last quarter repeated", business_at_rest()};
    rest.changes["GPUs ordered"] = {"0", "No GPUs."};
    Variant automation{"automation_alone", "Today's business and AI that does work, nothing else",
                       business_at_rest()};
    automation.changes["GPUs ordered"] = {"0", "No GPUs for customers."};
    automation.changes["Cuts"] = {"automated_positions", "Positions whose work AI does.",
                                  "automated_low", "automated_high"};
    automation.changes["Replacement cost"] = {"ai_cost", "What the AI costs.", "ai_cost_low",
                                              "ai_cost_high"};
    return {{"without_cuts", "The plan, nobody cut", {{"Cuts", {"0", "Nobody is cut."}}}},
            {"without_gpus",
             "The plan, no GPUs bought and nobody cut",
             {{"GPUs ordered", {"0", "No GPUs."}}, {"Cuts", {"0", "Nobody is cut."}}}},
            rest,
            automation,
            steady,
            chips,
            growing,
            growing.less("chips_and_pay", "… and pay rises", {"Wage growth"}),
            growing.less("chips_and_leavers", "… and people leave", {"Wage growth", "Attrition"})};
}

std::string of_assumption(char column, int row) {
    return "[$Assumptions." + std::string(1, column) + std::to_string(row) + "]";
}

void add_row(Sheet& sheet, const Assumption& assumption, int row, const Change* change) {
    const std::string here = std::to_string(sheet.rows.size() + 1);
    const std::string value = of_assumption('B', row);
    const auto end = [&](char column, const std::string& changed) {
        const std::string cell = of_assumption(column, row);
        const std::string content =
            change == nullptr ? "=IF(ISNUMBER(" + cell + ");" + cell + ";[.B" + here + "])"
            : changed.empty() ? "=[.B" + here + "]"
                              : "=" + changed;
        return formula(content, assumption.format);
    };
    std::vector<Cell> cells{
        formula_text("=" + of_assumption('A', row)),
        formula("=" + (change != nullptr ? change->value
                                         : "IF(ISBLANK(" + value + ");\"\";" + value + ")"),
                assumption.format)};
    if (assumption.driver == "Quarters") { // They cannot be uncertain.
        cells.insert(cells.end(), {label(""), label(""), label("")});
    } else {
        const std::string distribution = of_assumption('E', row);
        cells.push_back(end('C', change == nullptr ? "" : change->low));
        cells.push_back(end('D', change == nullptr ? "" : change->high));
        cells.push_back(formula_text(change != nullptr ? "=\"pert\""
                                                       : "=IF(" + distribution + "=\"\";\"pert\";" +
                                                             distribution + ")"));
    }
    cells.push_back(note(assumption.unit));
    cells.push_back(note(change == nullptr ? "As in Assumptions." : "Here: " + change->why));
    sheet.add(std::move(cells));
}

} // namespace

Sheet variant_tables_sheet(const Facts& facts) {
    Sheet sheet{
        .name = "Variant tables", .columns = {40, 36, 32, 34, 26, 44, 70}, .printed = false};
    add_title(sheet, "Variant tables",
              "Whole tables of assumptions for the functions to read; what differs is on the sheet "
              "Variants. Every figure follows the sheet Assumptions but for those that say "
              "\"Here\". Low and high equal to the value: certain. Nothing is typed here, and it "
              "is not printed.",
              7);
    const std::vector<Assumption> assumptions = all(facts);
    for (const Variant& variant : variants()) {
        add_section(sheet, variant.name + ": " + variant.title, 7);
        std::vector<Cell> headings;
        for (char column = 'A'; column <= 'E'; ++column) {
            headings.push_back(
                formula_text("=" + of_assumption(column, heading_row),
                             column > 'A' ? Look::number_heading : Look::column_heading));
        }
        headings.push_back(column_heading("unit"));
        headings.push_back(column_heading("difference"));
        const int heading = sheet.add(std::move(headings));
        int row = heading_row;
        for (const Assumption& assumption : assumptions) {
            ++row;
            if (!assumption.remark()) {
                const auto change = variant.changes.find(assumption.driver);
                add_row(sheet, assumption, row,
                        change == variant.changes.end() ? nullptr : &change->second);
            }
        }
        const int last = static_cast<int>(sheet.rows.size());
        sheet.named_columns.push_back({variant.name, 0, heading, last, 5});
    }
    return sheet;
}

Sheet variants_sheet(const Facts& facts) {
    const std::vector<Variant> all_variants = variants();
    const int width = static_cast<int>(all_variants.size()) + 2;
    Sheet sheet{.name = "Variants", .columns = {36, 32}, .landscape = true};
    sheet.columns.insert(sheet.columns.end(), all_variants.size(), 28);
    add_title(sheet, "Variants",
              "The assumptions for other questions: which of them differ. A dash: as in "
              "Assumptions, and so is everything that is not in this table.",
              width);
    sheet.gap();
    std::vector<Cell> titles{column_heading("Driver"), number_heading("The plan")};
    for (const Variant& variant : all_variants) {
        titles.push_back(number_heading(variant.title));
    }
    sheet.add(std::move(titles));
    int row = heading_row;
    int number = 1; // of the row in a variant's table, where the heading is the first
    for (const Assumption& assumption : all(facts)) {
        ++row;
        if (assumption.remark()) {
            continue;
        }
        ++number;
        const auto changes = [&](const Variant& variant) {
            return variant.changes.contains(assumption.driver);
        };
        if (std::none_of(all_variants.begin(), all_variants.end(), changes)) {
            continue;
        }
        const std::string value = of_assumption('B', row);
        std::vector<Cell> cells{
            label(assumption.driver),
            formula("=IF(ISBLANK(" + value + ");\"blank\";" + value + ")", assumption.format)};
        for (const Variant& variant : all_variants) {
            cells.push_back(formula(changes(variant) ? "=INDEX(" + variant.name + ";" +
                                                           std::to_string(number) + ";2)"
                                                     : "=\"–\"",
                                    assumption.format));
        }
        sheet.add(std::move(cells));
    }
    sheet.add({note("The tables that the functions read, and their names in formulas, are on the "
                    "sheet Variant tables, which is not printed.",
                    width)});
    return sheet;
}

} // namespace headroom::workbook::plan
