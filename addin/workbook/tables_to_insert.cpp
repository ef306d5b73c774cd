#include "workbook/tables_to_insert.hpp"

#include "workbook/refusal.hpp"
#include "workbook/words.hpp"

#include "core/catalogue.hpp"
#include "plan/driver.hpp"
#include "plan/examples.hpp"
#include "plan/line.hpp"
#include "plan/search.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace headroom {

namespace {

using Look = BlockCell::Look;

/// Of a result that is a text. It is not the format Text, which would keep a formula that is typed
/// over it from being one.
constexpr std::string_view format_of_words = "0;-0;0;@";

std::string format_for(const Unit& unit) {
    if (unit.fraction) {
        return "0.0%";
    }
    if (&unit == &unit::money_per_gpu_hour || &unit == &unit::years) {
        return "#,##0.00";
    }
    return "#,##0";
}

Place moved(const Place& place, std::size_t rows, std::size_t columns) {
    return {place.row + rows, place.column + columns};
}

Insertion begun(const Place& place, Text title, Text note) {
    Insertion made{.title = words(title), .page = {place}};
    made.page.add({text_of(made.title, Look::title)});
    made.page.add({text_of(words(note), Look::note)});
    return made;
}

std::vector<BlockCell> headings(std::initializer_list<Text> texts) {
    std::vector<BlockCell> row;
    for (const Text text : texts) {
        row.push_back(text_of(words(text), Look::heading));
    }
    return row;
}

/// Of a table of examples, or the user's, the row with that driver; null when it has none.
std::optional<std::size_t> row_of(const Table& assumptions, Driver driver) {
    for (std::size_t row = 0; row < assumptions.rows(); ++row) {
        const std::string* name = std::get_if<std::string>(&assumptions.at(row, 0));
        if (name != nullptr && driver_named(*name) == driver) {
            return row;
        }
    }
    return std::nullopt;
}

BlockCell given(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return number_of(*number, Look::given);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? BlockCell{Look::given, {}} : text_of(*text, Look::given);
}

/// A call of a function about the plan, as formulas have it.
std::string call_of(std::string_view function, std::initializer_list<std::string> arguments) {
    std::string text(function);
    char before = '(';
    for (const std::string& argument : arguments) {
        text += before + argument;
        before = ';';
    }
    return text + ')';
}

/// What the model gives now, which tells the size and what is the same for all values.
Table evaluated(std::string_view function, const std::vector<Value>& arguments) {
    Call call(spoken_language());
    try {
        return std::get<Table>(find(function)->call(arguments, call));
    } catch (const Error& error) {
        throw Refusal(error.sentence());
    }
}

/// A cell of a table that a function returns; both count from 0.
BlockCell part_of(const std::string& call, std::size_t row, std::size_t column, Look look) {
    return formula_of("=INDEX(" + call + ';' + std::to_string(row + 1) + ';' +
                          std::to_string(column + 1) + ')',
                      look);
}

constexpr std::int32_t name_width = 4600; // in 1/100 mm
constexpr std::int32_t number_width = 3000;
constexpr std::int32_t unit_width = 5200;
constexpr std::int32_t note_width = 14500;

/// The rows in which the user says which line he asks for, and of which quarter.
struct Asked {
    Place line;
    Place quarter;
};

Asked ask_for_line(Insertion& made, const PlanRange& plan) {
    static constexpr Text line = tr("Line"), quarter = tr("Quarter");
    const Asked asked{moved(made.page.next(), 0, 1), moved(made.page.next(), 1, 1)};
    made.page.add(
        {text_of(words(line)), text_of(words(record_of(Line::margin).name), Look::given)});
    made.page.add({text_of(words(quarter)), number_of(plan.read().quarters(), Look::given)});
    std::vector<std::string> names;
    for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
        names.push_back(words(record.name));
    }
    made.choices.push_back({{asked.line, 1, 1}, std::move(names)});
    made.formats.push_back({{asked.quarter, 1, 1}, "0"});
    made.first_input = asked.line;
    return asked;
}

} // namespace

Insertion assumptions_table(const Place& place, bool all) {
    static constexpr Text title = tr("Assumptions of a trade plan"),
                          note =
                              tr("The figures are an example: write your own over them. A driver "
                                 "with low and high is uncertain.");
    static constexpr Text driver = tr("driver"), value = tr("value"), unit = tr("unit"),
                          about = tr("note");
    Insertion made = begun(place, title, note);
    std::vector<BlockCell> titles = headings({driver, value, unit});
    // The functions look for these words.
    for (const char* column : {"low", "high", "distribution"}) {
        titles.push_back(text_of(column, Look::heading));
    }
    titles.push_back(text_of(words(about), Look::heading));
    made.page.add(std::move(titles));
    made.first_input = moved(made.page.next(), 0, 1);

    const Place first = made.page.next();
    const Table example = example_uncertain_assumptions();
    for (const DriverRecord& record : drivers()) {
        const std::optional<std::size_t> row = row_of(example, record.driver);
        if (!row && !all) {
            continue;
        }
        const auto cell = [&](std::size_t column) {
            return row ? given(example.at(*row, column)) : BlockCell{Look::given, {}};
        };
        BlockCell own = cell(1);
        if (!row && record.otherwise) {
            own.content = *record.otherwise;
        }
        for (const std::size_t column : {1, 3, 4}) {
            made.formats.push_back(
                {{moved(made.page.next(), 0, column), 1, 1}, format_for(record.unit)});
        }
        made.page.add({text_of(words(record.label)), std::move(own),
                       text_of(words(record.unit.name)), cell(2), cell(3), cell(4),
                       text_of(words(record.help), Look::note)});
    }
    made.choices.push_back({{moved(first, 0, 5), made.page.next().row - first.row, 1},
                            {spread_names.begin(), spread_names.end()}});
    made.widths = {name_width,   number_width, unit_width, number_width,
                   number_width, number_width, note_width};
    return made;
}

Insertion trade_plan_table(const TableOfPlan& where) {
    static constexpr Text title = tr("Trade plan"),
                          note = tr("A column a quarter. Insert it again for another number of "
                                    "quarters.");
    static constexpr Text line = tr("line"), unit = tr("unit"), target = tr("target margin"),
                          chart = tr("Margin of the trade plan"), below = tr("quarter");
    const Assumptions assumptions = where.plan.read();
    const auto quarters = static_cast<std::size_t>(assumptions.quarters());
    const std::string range = where.plan.reference(where.spreadsheet, where.sheet);
    Insertion made = begun(where.place, title, note);
    const Place titles = made.page.next();
    made.first_input = titles;
    std::vector<BlockCell> row = headings({line, unit});
    for (std::size_t quarter = 1; quarter <= quarters; ++quarter) {
        row.push_back(number_of(static_cast<double>(quarter), Look::heading));
    }
    made.page.add(std::move(row));

    const auto add_row = [&](Text name, const Unit& unit, const auto& cell) {
        const Place first = made.page.next();
        std::vector<BlockCell> row{text_of(words(name)), text_of(words(unit.name))};
        for (std::size_t quarter = 1; quarter <= quarters; ++quarter) {
            row.push_back(cell(quarter));
        }
        made.page.add(std::move(row));
        const Area values{moved(first, 0, 2), 1, quarters};
        made.formats.push_back({values, format_for(unit)});
        return LineChart::Row{first, values};
    };
    LineChart drawn{.place = {},
                    .title = words(chart),
                    .below = words(below),
                    .categories = {titles, {moved(titles, 0, 2), 1, quarters}},
                    .rows = {}};
    for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
        const Place name = made.page.next();
        const Look look = record.line == Line::margin ? Look::result : Look::value;
        const LineChart::Row row = add_row(record.name, record.unit, [&](std::size_t quarter) {
            // There is none for the first year.
            if (record.line == Line::growth && quarter < 4) {
                return BlockCell{look, {}};
            }
            const Place title = moved(titles, 0, 1 + quarter);
            return formula_of('=' + call_of("PLANVALUE", {range, name.in_column(), title.in_row()}),
                              look);
        });
        if (record.line == Line::margin) {
            drawn.rows.push_back(row);
        }
    }
    if (const auto at = row_of(where.plan.values, Driver::target_margin)) {
        const Place cell = moved(where.plan.cells.area.first, *at, 1);
        const std::string reference =
            where.plan.cells.sheet == where.sheet
                ? cell.fixed()
                : where.spreadsheet.reference(where.plan.cells.sheet, {cell, 1, 1});
        drawn.rows.push_back(add_row(target, unit::margin,
                                     [&](std::size_t) { return formula_of('=' + reference); }));
    }
    constexpr std::size_t height = 18;
    constexpr std::size_t widest = 9;
    drawn.place = {moved(made.page.next(), 1, 0), height, std::min(quarters + 2, widest)};
    made.chart = std::move(drawn);
    made.widths = {name_width, unit_width};
    made.widths.resize(quarters + 2, number_width);
    return made;
}

Insertion risk_table(const TableOfPlan& where) {
    static constexpr Text title = tr("Risk of the plan"),
                          note = tr("What the line comes to over many random plans. Any line and "
                                    "quarter may be asked for.");
    static constexpr Text part = tr("statistic"), value = tr("value");
    Insertion made = begun(where.place, title, note);
    const Asked asked = ask_for_line(made, where.plan);
    made.page.add(headings({part, value}));
    constexpr double least_trials = 2;
    const Table now = evaluated("PLANRISK", {where.plan.values, words(record_of(Line::margin).name),
                                             Value(), least_trials});
    const std::string call =
        call_of("PLANRISK", {where.plan.reference(where.spreadsheet, where.sheet),
                             asked.line.fixed(), asked.quarter.fixed()});
    const Place first = made.page.next();
    for (std::size_t row = 0; row < now.rows(); ++row) {
        made.page.add(
            {text_of(std::get<std::string>(now.at(row, 0))), part_of(call, row, 1, Look::value)});
    }
    // Trials before, and behind what is not a plan and the share that is cut off.
    constexpr std::size_t counts = 2, others = 2;
    const std::size_t of_line = now.rows() - counts - others;
    made.formats.push_back({{moved(first, 0, 1), counts, 1}, "#,##0"});
    made.of_line.push_back({{moved(first, counts, 1), of_line, 1}, asked.line});
    made.formats.push_back({{moved(first, counts + of_line, 1), 1, 1}, "#,##0"});
    made.formats.push_back({{moved(first, counts + of_line + 1, 1), 1, 1}, "0.00%"});
    made.widths = {name_width, number_width};
    return made;
}

Insertion tornado_table(const TableOfPlan& where) {
    static constexpr Text title = tr("What moves the plan most"),
                          note = tr("Each uncertain driver at its low and at its high, the largest "
                                    "swing first.");
    static constexpr Text driver = tr("driver"), low = tr("at low"), high = tr("at high"),
                          swing = tr("swing");
    Insertion made = begun(where.place, title, note);
    const Asked asked = ask_for_line(made, where.plan);
    made.page.add(headings({driver, low, high, swing}));
    const Table now =
        evaluated("PLANTORNADO", {where.plan.values, words(record_of(Line::margin).name)});
    const std::string call =
        call_of("PLANTORNADO", {where.plan.reference(where.spreadsheet, where.sheet),
                                asked.line.fixed(), asked.quarter.fixed()});
    const Place first = made.page.next();
    for (std::size_t row = 0; row < now.rows(); ++row) {
        std::vector<BlockCell> cells{part_of(call, row, 0, Look::text)};
        for (std::size_t column = 1; column < now.columns(); ++column) {
            cells.push_back(part_of(call, row, column, Look::value));
        }
        made.page.add(std::move(cells));
    }
    made.formats.push_back({{first, now.rows(), 1}, std::string(format_of_words)});
    made.of_line.push_back({{moved(first, 0, 1), now.rows(), now.columns() - 1}, asked.line});
    made.widths = {name_width, number_width, number_width, number_width};
    return made;
}

Insertion alternatives_table(const TableOfPlan& where) {
    static constexpr Text title = tr("What else would hold the margin"),
                          note = tr("Each alone and without cuts, the smallest change that is "
                                    "enough.");
    static constexpr Text lever = tr("lever"), today = tr("today"), needed = tr("needed"),
                          change = tr("change"), enough = tr("enough");
    const std::vector<Driver> levers = exchanged_by_alternatives();
    Insertion made = begun(where.place, title, note);
    made.page.add(headings({lever, today, needed, change, enough}));
    const Table now = evaluated("PLANALTERNATIVES", {where.plan.values});
    const std::string call =
        call_of("PLANALTERNATIVES", {where.plan.reference(where.spreadsheet, where.sheet)});
    const Place first = made.page.next();
    for (std::size_t row = 0; row < now.rows(); ++row) {
        std::vector<BlockCell> cells{text_of(std::get<std::string>(now.at(row, 0)))};
        cells.push_back(part_of(call, row, 1, Look::value));
        const std::string enough = moved(first, row, 4).name();
        for (std::size_t column = 2; column < 4; ++column) {
            // Where Headroom is missing an error would be another one.
            const BlockCell answer = part_of(call, row, column, Look::value);
            cells.push_back(formula_of("=IF(" + enough + "=\"yes\";" +
                                       std::get<BlockFormula>(answer.content).text.substr(1) +
                                       ";\"–\")"));
        }
        cells.push_back(part_of(call, row, 4, Look::text));
        made.page.add(std::move(cells));
        made.formats.push_back(
            {{moved(first, row, 1), 1, 3}, format_for(record_of(levers.at(row)).unit)});
    }
    made.formats.push_back({{moved(first, 0, 4), now.rows(), 1}, std::string(format_of_words)});
    made.first_input = first;
    made.widths = {unit_width, number_width, number_width, number_width, number_width};
    return made;
}

Insertion attribution_table(const TableOfPlan& where, const std::optional<PlanRange>& baseline) {
    static constexpr Text title = tr("What changed the plan"),
                          against_other = tr("Fair shares of the change from the baseline, an "
                                             "attribution and no cause."),
                          against_now = tr("Fair shares of the change since this was inserted, an "
                                           "attribution and no cause.");
    static constexpr Text part = tr("part"), value = tr("value"),
                          kept = tr("The assumptions as they were then"), driver = tr("driver");
    Insertion made = begun(where.place, title, baseline ? against_other : against_now);
    const Asked asked = ask_for_line(made, where.plan);
    made.page.add(headings({part, value}));
    const Table& before = baseline ? baseline->values : where.plan.values;
    const Table now = evaluated("PLANATTRIBUTION",
                                {where.plan.values, before, words(record_of(Line::margin).name)});
    const Place first = made.page.next();

    // What is kept comes below a gap, a title and headings.
    std::vector<std::vector<BlockCell>> rows;
    std::vector<Insertion::Format> formats;
    const Place first_kept = moved(first, now.rows() + 3, 0);
    for (std::size_t row = 0; row < before.rows() && !baseline; ++row) {
        const std::string* name = std::get_if<std::string>(&before.at(row, 0));
        const double* number = std::get_if<double>(&before.at(row, 1));
        const std::optional<Driver> which = name == nullptr ? std::nullopt : driver_named(*name);
        if (which && number != nullptr) {
            formats.push_back(
                {{moved(first_kept, rows.size(), 1), 1, 1}, format_for(record_of(*which).unit)});
            rows.push_back({text_of(*name), number_of(*number)});
        }
    }
    const std::string range = baseline ? baseline->reference(where.spreadsheet, where.sheet)
                                       : Area{first_kept, rows.size(), 2}.fixed();
    const std::string call =
        call_of("PLANATTRIBUTION", {where.plan.reference(where.spreadsheet, where.sheet), range,
                                    asked.line.fixed(), asked.quarter.fixed()});
    for (std::size_t row = 0; row < now.rows(); ++row) {
        made.page.add(
            {text_of(std::get<std::string>(now.at(row, 0))), part_of(call, row, 1, Look::value)});
    }
    made.of_line.push_back({{moved(first, 0, 1), now.rows(), 1}, asked.line});
    if (!baseline) {
        made.page.add({});
        made.page.add({text_of(words(kept), Look::note)});
        made.page.add(headings({driver, value}));
        for (std::vector<BlockCell>& row : rows) {
            made.page.add(std::move(row));
        }
        std::ranges::move(formats, std::back_inserter(made.formats));
    }
    made.widths = {name_width, number_width};
    return made;
}

Insertion scenario_table(const TableOfPlan& where) {
    static constexpr Text title = tr("Scenario"),
                          note = tr("Choose drivers and write what they would be. Drivers that "
                                    "are not named stay as planned; a blank value is the "
                                    "driver's default.");
    static constexpr Text driver = tr("driver"), value = tr("value"), planned = tr("as planned"),
                          quarter = tr("Quarter"), line = tr("line"),
                          otherwise = tr("in the scenario"), difference = tr("difference");
    constexpr std::size_t changes = 6; // Rows; more are inserted like any others.
    constexpr std::array compared{Line::revenue,   Line::operating_profit,
                                  Line::margin,    Line::free_cash_flow,
                                  Line::headcount, Line::required_cuts};
    Insertion made = begun(where.place, title, note);
    const Assumptions assumptions = where.plan.read();
    const std::string range = where.plan.reference(where.spreadsheet, where.sheet);
    made.page.add(headings({driver, value, planned}));
    made.first_input = made.page.next();
    const Area block{made.page.next(), changes, 2};
    for (std::size_t row = 0; row < changes; ++row) {
        const std::string name = made.page.next().name();
        made.page.add(
            {{Look::given, {}},
             {Look::given, {}},
             formula_of("=IF(" + name + "=\"\";\"\";VLOOKUP(" + name + ';' + range + ";2;0))")});
    }
    made.formats.push_back({{block.first, changes, 3}, "#,##0.00##"});
    std::vector<std::string> names;
    for (std::size_t row = 0; row < where.plan.values.rows(); ++row) {
        const std::string* name = std::get_if<std::string>(&where.plan.values.at(row, 0));
        if (name != nullptr && driver_named(*name)) {
            names.push_back(*name);
        }
    }
    made.choices.push_back({{block.first, changes, 1}, std::move(names)});

    made.page.add({});
    const Place asked = moved(made.page.next(), 0, 1);
    made.page.add({text_of(words(quarter)), number_of(assumptions.quarters(), Look::given)});
    made.formats.push_back({{asked, 1, 1}, "0"});
    made.page.add(headings({line, planned, otherwise, difference}));
    for (const Line each : compared) {
        const LineRecord& record = record_of(each);
        const Place name = made.page.next();
        const auto value_of = [&](std::initializer_list<std::string> arguments) {
            return formula_of('=' + call_of("PLANVALUE", arguments));
        };
        made.page.add(
            {text_of(words(record.name)), value_of({range, name.name(), asked.fixed()}),
             value_of({range, name.name(), asked.fixed(), block.fixed()}),
             formula_of('=' + moved(name, 0, 2).name() + '-' + moved(name, 0, 1).name())});
        made.formats.push_back({{moved(name, 0, 1), 1, 3}, format_for(record.unit)});
    }
    made.widths = {name_width, number_width, number_width, number_width};
    return made;
}

} // namespace headroom
