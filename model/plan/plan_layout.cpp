#include "plan/plan_layout.hpp"

#include "core/label.hpp"
#include "plan/driver.hpp"

#include <array>
#include <set>
#include <span>

namespace headroom {

namespace {

using Look = BlockCell::Look;

constexpr std::array<std::string_view, 10> digits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

BlockCell text_cell(std::string text, Look look = Look::text) {
    return {look, std::move(text)};
}

std::string without_equals(std::string_view formula) {
    return std::string(formula.substr(1));
}

} // namespace

BlockCell formula_cell(const std::string& formula, const Unit& unit, Look look) {
    return {look, BlockFormula{'=' + formula}, &unit};
}

std::string as_it_stands(const std::string& cell) {
    return "IF(ISBLANK(" + cell + ");\"\";" + cell + ')';
}

void PlanLayout::write_lines(std::string title, std::string remark, const std::string& rows) {
    add({text_cell(std::move(title), Look::title)});
    add({text_cell(std::move(remark), Look::note)});
    source_ = {next_row(), place_.column + plan_column::value};
    std::vector<BlockCell> from;
    if (!rows.empty()) {
        from = {text_cell(words(tr("Rows that it is read from"))), text_cell({}),
                formula_cell(rows)};
    }
    add(std::move(from));
    write_quarters();
    for (const LineRecord& record : lines()) {
        if (static_cast<std::size_t>(record.line) == shown_lines) {
            add({});
            heading({tr("What the lines are made of"), tr("Unit")});
        }
        write_line(record);
    }
}

void PlanLayout::write_assumptions(const std::function<DriverCells(const DriverRecord&)>& cells) {
    add({});
    page_starts_.push_back(next_row());
    heading({tr("Assumption"), tr("Unit"), tr("Value"), tr("Given"), tr("Source")});
    for (const DriverRecord& record : drivers()) {
        DriverCells made = cells(record);
        made.value.unit = made.given.unit = &record.unit;
        add({text_cell(words(record.label)), text_cell(words(record.unit.name)),
             std::move(made.value), std::move(made.given), text_cell(std::move(made.where))});
    }
    write_totals();
}

void PlanLayout::write_conditions(std::vector<Condition> more) {
    const auto limit = [&](Text says, std::string formula) {
        more.push_back({says, "IF(" + std::move(formula) + ";1;0)"});
    };
    const std::string known = cell(Driver::revenue) + '-' + cell(Driver::operating_profit);
    limit(tr("Each assumption is within its limits"), "ISNUMBER(SUM(" + values().fixed() + "))");
    limit(tr("The other costs of quarter 0 are not negative"),
          total(other_cost) + ">=-ABS(" + known + ")/2^48");
    limit(tr("The margin is held from a quarter of the plan on"),
          cell(Driver::hold_from) + "<=" + cell(Driver::quarters));
    limit(tr("No more are cut than there are"), "IF(ISNUMBER(" + cell(Driver::cuts) + ");" +
                                                    cell(Driver::cuts) +
                                                    "<=" + cell(Driver::headcount) + ";TRUE())");
    add({});
    heading({tr("Whether there is a plan"), Text(), tr("Holds")});
    std::string all;
    for (const Condition& condition : more) {
        const Place place{next_row(), place_.column + plan_column::value};
        all += (all.empty() ? "" : "*") + place.fixed();
        add({text_cell(words(condition.says)), {}, formula_cell(condition.formula)});
    }
    holds("IF(" + all + "=1;1;NA())");
}

void PlanLayout::write_no_plan() {
    add({});
    heading({tr("Whether there is a plan"), Text(), tr("Holds")});
    holds("NA()");
}

void PlanLayout::write_driver_names() {
    add({});
    heading({tr("What drivers are called"), Text(), tr("Driver")});
    const std::size_t first = next_row();
    for (const auto& [name, driver] : driver_names()) {
        add({text_cell(name), {}, {Look::value, number_of(driver)}});
    }
    names_ = {{first, place_.column}, driver_names().size(), 1};
    numbers_ = {{first, place_.column + plan_column::value}, driver_names().size(), 1};
}

std::vector<Condition> PlanLayout::write_kept_rows(const KeptRows& kept) {
    add({});
    heading({tr("Name in a range that it is read from"), tr("Where it stands"), tr("The same"),
             tr("Now"), tr("As it is compared"), tr("1; passed over: 0")});
    const std::size_t first = next_row();
    for (const KeptRow& row : kept.rows) {
        write_kept_row(row);
    }
    const std::size_t rows = next_row() - first;
    std::vector<Condition> conditions{{tr("The names say what they did (0: the plan is stale)"),
                                       "IF(" +
                                           sum({first, place_.column + plan_column::value}, rows) +
                                           '=' + std::to_string(rows) + ";1;0)"}};
    const auto add_condition = [&](Text says, const std::string& formula) {
        if (!formula.empty()) {
            conditions.push_back({says, "IF(" + formula + ";1;0)"});
        }
    };
    if (!kept.names.empty()) {
        add_condition(tr("No other name has come between them (0: the plan is stale)"),
                      write_rows_in_use(kept) + '=' +
                          sum({first, place_.column + plan_column::in_use}, rows));
    }
    add_condition(tr("The range has the rows and columns that it had (0: the plan is stale)"),
                  kept.as_large);
    add_condition(tr("Nothing has come to stand below them (0: the plan is stale)"),
                  kept.nothing_beyond);
    return conditions;
}

void PlanLayout::write_line_names() {
    add({});
    heading({tr("What lines are called"), tr("Unit"), tr("Row")});
    const std::size_t first = next_row();
    std::set<std::string> known;
    for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
        std::vector<std::string> names{std::string(record.id)};
        for (const Language language : languages()) {
            names.emplace_back(record.name.in(language));
        }
        for (const std::string& name : names) {
            if (known.insert(folded(name)).second) {
                add({text_cell(folded(name)),
                     text_cell(words(record.unit.name)),
                     {Look::value, static_cast<double>(record.line) + 1}});
            }
        }
    }
    areas_["line_names"] = {{first, place_.column}, known.size(), 1};
    areas_["line_rows"] = {{first, place_.column + plan_column::value}, known.size(), 1};
}

SharedBlock PlanLayout::finish(std::size_t quarters) && {
    areas_["lines"] = {quarter(1, line_row(Line::demand)), shown_lines, room_};
    areas_["margin_gaps"] = {quarter(1, line_row(Line::margin_gap)), 1, room_};
    areas_["quarters"] = {quarter(1, quarter_row()), 1, room_};
    areas_["values"] = values();
    areas_["given"] = {given(Driver::quarters), driver_count, 1};
    // There is no quarter 1 without a plan. What stands further down moves with the
    // assumptions.
    areas_["plan_holds"] = {quarter(1, quarter_row())};
    areas_["last_quarter"] = {value(Driver::quarters)};
    add({});
    add({});
    return {.areas = std::move(areas_),
            .rows = std::move(rows_),
            .page_starts = std::move(page_starts_),
            .columns_in_use = plan_column::given + std::min(quarters, room_),
            .source = source_};
}

void PlanLayout::write_kept_row(const KeptRow& kept) {
    const auto here = [&](std::size_t column) {
        return Place{next_row(), place_.column + column}.name();
    };
    const std::string as_then = here(plan_column::given) + '=' + here(0);
    const std::string compared = here(plan_column::compared);
    const std::string in_use = here(plan_column::in_use);
    const std::string driver =
        "SUMPRODUCT((" + names_.fixed() + '=' + compared + ")*" + numbers_.fixed() + ')';
    const std::string same =
        kept.driver ? "OR(" + as_then + ';' + driver + '=' + plain(number_of(*kept.driver)) + ')'
        : kept.headings ? "OR(" + in_use + "=0;" + driver + "=0)"
                        : "OR(" + in_use + "=0;AND(" + as_then + ';' + compared + "<>\"\"))";
    const auto row = [&](const std::string& text, const std::string& cell,
                         const std::string& holds) {
        return std::vector<BlockCell>{text_cell(text), text_cell(cell, Look::note),
                                      formula_cell("IF(" + holds + ";1;0)"),
                                      formula_cell(as_it_stands(cell), unit::number, Look::text)};
    };
    std::vector<BlockCell> cells = row(kept.named, kept.name, same);
    cells.push_back(
        formula_cell(folded_in_cells(here(plan_column::given)), unit::number, Look::text));
    cells.push_back(formula_cell(this->in_use(compared, kept.value)));
    add(std::move(cells));
    if (kept.headings) {
        // A text with digits could be a number that is stored as one.
        const std::string now = here(plan_column::given);
        add(row(kept.titled, kept.value,
                "IF(" + in_use + "=0;TRUE();IF(ISTEXT(" + now + ");OR(" + now + '=' + here(0) +
                    ";LEN(" + now + ")=LEN(" + without(now, digits) + "));FALSE()))"));
    }
}

std::string PlanLayout::sum(const Place& first, std::size_t rows) {
    return rows == 0 ? "0" : "SUM(" + Area{first, rows, 1}.fixed() + ')';
}

std::string PlanLayout::write_rows_in_use(const KeptRows& kept) {
    constexpr std::size_t room = 20;
    const std::size_t rows = kept.height + room;
    const std::string height = "ROWS(" + kept.names + ')';
    add({});
    heading({tr("Row of that range"), Text(), Text(), tr("Now"), tr("As it is compared"),
             tr("1; passed over: 0")});
    const Place first{next_row(), place_.column + plan_column::in_use};
    for (std::size_t number = 1; number <= rows; ++number) {
        const auto here = [&](std::size_t column) {
            return Place{next_row(), place_.column + column}.name();
        };
        const std::string ends = "IF(" + here(0) + '>' + height + ';';
        const auto in = [&](const std::string& column) {
            return "INDEX(" + column + ';' + here(0) + ')';
        };
        // Some programs look for texts in single cells only, not in those of a range.
        add({{Look::text, static_cast<double>(number)},
             {},
             {},
             formula_cell(ends + "\"\";" + in(kept.names) + "&\"\")", unit::number, Look::text),
             formula_cell(folded_in_cells(here(plan_column::given)), unit::number, Look::text),
             formula_cell(ends + "0;" + in_use(here(plan_column::compared), in(kept.values)) +
                          ')')});
    }
    return "IF(" + height + ">" + std::to_string(rows) + ";NA();" + sum(first, rows) + ')';
}

std::string PlanLayout::in_use(const std::string& name, const std::string& value) {
    return "IF(LEFT(" + name + ";1)=\"#\";0;IF(AND(" + name + "=\"\";" + value + "=\"\");0;1))";
}

void PlanLayout::heading(std::initializer_list<Text> texts) {
    std::vector<BlockCell> row;
    for (const Text text : texts) {
        row.push_back(text_cell(words(text), Look::heading));
    }
    add(std::move(row));
}

std::size_t PlanLayout::line_row(Line line) const {
    const auto number = static_cast<std::size_t>(line);
    return quarter_row() + 1 + number + (number >= shown_lines ? 2 : 0);
}

std::size_t PlanLayout::driver_row(Driver driver) const {
    constexpr std::size_t between = 3; // a blank row, a heading
    return line_row(Line::end) - 1 + between + static_cast<std::size_t>(driver);
}

std::string PlanLayout::total(Total which) const {
    return Place{driver_row(Driver::end) + 2 + which, place_.column + plan_column::value}.fixed();
}

Place PlanLayout::quarter(std::size_t number, std::size_t row) const {
    return {row, place_.column + plan_column::value + number};
}

std::string PlanLayout::so_far(Line line, std::size_t number) const {
    return in_so_far(line_row(line), number);
}

std::string PlanLayout::in_so_far(std::size_t row, std::size_t number) const {
    return quarter(1, row).in_column() + ':' + quarter(number, row).name();
}

void PlanLayout::write_quarters() {
    std::vector<BlockCell> row{text_cell(words(tr("Quarter")), Look::heading),
                               text_cell(words(tr("Unit")), Look::heading),
                               {Look::heading, 0.0}};
    for (std::size_t number = 1; number <= room_; ++number) {
        const std::string before = quarter(number - 1, quarter_row()).name();
        BlockCell& cell = row.emplace_back();
        cell.look = Look::heading;
        cell.content = BlockFormula{number == 1 ? std::string("=first_quarter")
                                                : "=IF(" + before + "=\"\";\"\";IF(" + before +
                                                      '<' + this->cell(Driver::quarters) + ';' +
                                                      before + "+1;\"\"))"};
    }
    add(std::move(row));
}

void PlanLayout::write_line(const LineRecord& record) {
    std::vector<BlockCell> row{text_cell(words(record.name)), text_cell(words(record.unit.name))};
    row.push_back(record.at_start.empty() ? BlockCell()
                                          : formula_cell(formula(record.at_start, 0), record.unit));
    for (std::size_t number = 1; number <= room_; ++number) {
        const std::string value = record.line == Line::cuts ? total(cuts_made)
                                  : record.line == Line::required_cuts
                                      ? total(required_cuts)
                                      : formula(record.formula, number);
        row.push_back(formula_cell("IF(" + quarter(number, quarter_row()).in_row() + "=\"\";\"\";" +
                                       value + ')',
                                   record.unit));
    }
    add(std::move(row));
}

std::string PlanLayout::formula(std::string_view of_line, std::size_t number) const {
    return without_equals(
        filled(of_line, {.word =
                             [&](std::string_view id) {
                                 return id == other_cost_at_start ? total(other_cost)
                                                                  : cell(*driver_named(id));
                             },
                         .quarter = [&] { return quarter(number, quarter_row()).in_row(); },
                         .line = [&](Line line, When when) { return term(line, when, number); }}));
}

std::string PlanLayout::term(Line line, When when, std::size_t number) const {
    const auto lines_at = [&](const char* compared) {
        const std::string now = quarter(number, quarter_row()).in_row();
        return "SUMPRODUCT((" + in_so_far(quarter_row(), number) + compared + now + "-4*" +
               cell(Driver::life) + ")*" + so_far(line, number) + ')';
    };
    switch (when) {
    case When::now:
        break;
    case When::before:
        return quarter(number - 1, line_row(line)).name();
    case When::a_year_ago:
        return number < 4 ? "NA()" : quarter(number - 4, line_row(line)).name();
    case When::retiring:
        return lines_at("=");
    case When::in_service:
        return lines_at(">");
    case When::so_far:
        return "SUM(" + so_far(line, number) + ')';
    }
    return quarter(number, line_row(line)).name();
}

void PlanLayout::write_totals() {
    const auto all = [&](Line line) { return Area{quarter(1, line_row(line)), 1, room_}.fixed(); };
    add({});
    heading({tr("Of the whole plan"), tr("Unit"), tr("Value")});
    const auto add_total = [&](Text label, const Unit& unit, const std::string& formula) {
        add({text_cell(words(label)), text_cell(words(unit.name)), formula_cell(formula, unit)});
    };
    add_total(tr("Other cost of quarter 0"), unit::money_per_quarter,
              formula(other_cost_at_start_formula, 0));
    add_total(tr("Fewest cuts that hold the margin"), unit::positions,
              "MAX(0;" + all(Line::least_cuts) + ')');
    add_total(tr("Most cuts that hold it"), unit::positions, "MIN(" + all(Line::most_cuts) + ')');
    const std::string whole = "ROUNDUP(" + total(exact_cuts) + ";0)";
    add_total(tr("Required cuts"), unit::positions,
              "IF(" + whole + "<=" + total(most_cuts) + ';' + whole + ";NA())");
    const std::string cuts = cell(Driver::cuts);
    add_total(tr("Cuts"), unit::positions,
              "IF(ISNUMBER(" + cuts + ");" + cuts + ';' + total(required_cuts) + ')');
}

void PlanLayout::holds(const std::string& formula) {
    const Place place{next_row(), place_.column + plan_column::value};
    add({text_cell(words(tr("There is a plan: 1, otherwise an error"))),
         {},
         formula_cell(formula, unit::number, Look::result)});
    rows_[3][plan_column::given].content = BlockFormula{'=' + place.fixed()};
}

} // namespace headroom
