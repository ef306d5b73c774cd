#include "plan/plan_sheet.hpp"

#include "core/function.hpp"
#include "core/label.hpp"
#include "plan/line.hpp"
#include "plan/plan_origin.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <span>

namespace headroom {

namespace {

using Look = BlockCell::Look;

/// Where the cells of a row stand, behind its label and its unit.
namespace at {
constexpr std::size_t value = 2;    ///< of an assumption; of a line quarter 0
constexpr std::size_t given = 3;    ///< of an assumption; of a line quarter 1
constexpr std::size_t compared = 4; ///< of a name in a range: as it is held against others
constexpr std::size_t in_use = 5;   ///< and whether its row is no remark and not blank
} // namespace at

const std::vector<double> widths{66, 56, 29};
const SharedPaper plan_paper{"Headroom plan", true, widths, 2};
const SharedPaper variants_paper{"Headroom plan variants", false, widths, 2};

constexpr std::array<std::string_view, 10> digits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

BlockCell text_cell(std::string text, Look look = Look::text) {
    return {look, std::move(text)};
}

BlockCell formula_cell(const std::string& formula, const Unit& unit = unit::number,
                       Look look = Look::value) {
    return {look, BlockFormula{'=' + formula}, &unit};
}

std::string without_equals(std::string_view formula) {
    return std::string(formula.substr(1));
}

/// A blank cell is no 0 here.
std::string as_it_stands(const std::string& cell) {
    return "IF(ISBLANK(" + cell + ");\"\";" + cell + ')';
}

/// What an assumption is made of.
struct DriverCells {
    BlockCell given;
    BlockCell value;
    std::string where;
};

/// Something that has to hold: a formula that is 1 then.
struct Condition {
    Text says;
    std::string formula;
};

/// Lays out one plan.
class PlanSheet {
public:
    PlanSheet(Place place, Language language, std::size_t room)
        : place_(place), language_(language), room_(room) {
        if (place.row > 0) {
            page_starts_.push_back(place.row);
        }
    }

    Place value(Driver driver) const { return {driver_row(driver), place_.column + at::value}; }
    Place given(Driver driver) const { return {driver_row(driver), place_.column + at::given}; }
    std::string cell(Driver driver) const { return value(driver).fixed(); }
    std::string words(const Phrase& phrase) const { return phrase.in(language_, {}); }

    /// How many rows the plan is read from, as a formula; none: it is read from other plans.
    void write_lines(std::string title, std::string remark, const std::string& rows = {}) {
        add({text_cell(std::move(title), Look::title)});
        add({text_cell(std::move(remark), Look::note)});
        source_ = {next_row(), place_.column + at::value};
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

    void write_assumptions(const std::function<DriverCells(const DriverRecord&)>& cells) {
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

    /// What is wrong with the values together, and what else must hold.
    void write_conditions(std::vector<Condition> more) {
        const auto limit = [&](Text says, std::string formula) {
            more.push_back({says, "IF(" + std::move(formula) + ";1;0)"});
        };
        const std::string known = cell(Driver::revenue) + '-' + cell(Driver::operating_profit);
        limit(tr("Each assumption is within its limits"),
              "ISNUMBER(SUM(" + values().fixed() + "))");
        limit(tr("The other costs of quarter 0 are not negative"),
              total(other_cost) + ">=-ABS(" + known + ")/2^48");
        limit(tr("The margin is held from a quarter of the plan on"),
              cell(Driver::hold_from) + "<=" + cell(Driver::quarters));
        limit(tr("No more are cut than there are"),
              "IF(ISNUMBER(" + cell(Driver::cuts) + ");" + cell(Driver::cuts) +
                  "<=" + cell(Driver::headcount) + ";TRUE())");
        add({});
        heading({tr("Whether there is a plan"), Text(), tr("Holds")});
        std::string all;
        for (const Condition& condition : more) {
            const Place place{next_row(), place_.column + at::value};
            all += (all.empty() ? "" : "*") + place.fixed();
            add({text_cell(words(condition.says)), {}, formula_cell(condition.formula)});
        }
        holds("IF(" + all + "=1;1;NA())");
    }

    /// Where nothing would make it a plan.
    void write_no_plan() {
        add({});
        heading({tr("Whether there is a plan"), Text(), tr("Holds")});
        holds("NA()");
    }

    void write_driver_names() {
        add({});
        heading({tr("What drivers are called"), Text(), tr("Driver")});
        const std::size_t first = next_row();
        for (const auto& [name, driver] : driver_names()) {
            add({text_cell(name), {}, {Look::value, number_of(driver)}});
        }
        names_ = {{first, place_.column}, driver_names().size(), 1};
        numbers_ = {{first, place_.column + at::value}, driver_names().size(), 1};
    }

    /// Rows that were read when this was written. Returns what must hold for them to be the same.
    std::vector<Condition> write_kept_rows(const KeptRows& kept) {
        add({});
        heading({tr("Name in a range that it is read from"), tr("Where it stands"), tr("The same"),
                 tr("Now"), tr("As it is compared"), tr("1; passed over: 0")});
        const std::size_t first = next_row();
        for (const KeptRow& row : kept.rows) {
            write_kept_row(row);
        }
        const std::size_t rows = next_row() - first;
        std::vector<Condition> conditions{{tr("The names say what they did (0: the plan is stale)"),
                                           "IF(" + sum({first, place_.column + at::value}, rows) +
                                               '=' + std::to_string(rows) + ";1;0)"}};
        const auto add_condition = [&](Text says, const std::string& formula) {
            if (!formula.empty()) {
                conditions.push_back({says, "IF(" + formula + ";1;0)"});
            }
        };
        if (!kept.names.empty()) {
            add_condition(tr("No other name has come between them (0: the plan is stale)"),
                          write_rows_in_use(kept) + '=' +
                              sum({first, place_.column + at::in_use}, rows));
        }
        add_condition(tr("The range has the rows and columns that it had (0: the plan is stale)"),
                      kept.as_large);
        add_condition(tr("Nothing has come to stand below them (0: the plan is stale)"),
                      kept.nothing_beyond);
        return conditions;
    }

    void write_line_names() {
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
        areas_["line_rows"] = {{first, place_.column + at::value}, known.size(), 1};
    }

    SharedBlock finish(std::size_t quarters) && {
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
                .columns_in_use = at::given + std::min(quarters, room_),
                .source = source_};
    }

private:
    /// Rows of the whole plan, below the assumptions.
    enum Total : std::size_t {
        other_cost,
        exact_cuts,
        most_cuts,
        required_cuts,
        cuts_made,
        totals
    };

    static double number_of(Driver driver) { return static_cast<double>(driver) + 1; }

    void write_kept_row(const KeptRow& kept) {
        const auto here = [&](std::size_t column) {
            return Place{next_row(), place_.column + column}.name();
        };
        const std::string as_then = here(at::given) + '=' + here(0);
        const std::string compared = here(at::compared);
        const std::string in_use = here(at::in_use);
        const std::string driver =
            "SUMPRODUCT((" + names_.fixed() + '=' + compared + ")*" + numbers_.fixed() + ')';
        const std::string same =
            kept.driver
                ? "OR(" + as_then + ';' + driver + '=' + plain(number_of(*kept.driver)) + ')'
            : kept.headings ? "OR(" + in_use + "=0;" + driver + "=0)"
                            : "OR(" + in_use + "=0;AND(" + as_then + ';' + compared + "<>\"\"))";
        const auto row = [&](const std::string& text, const std::string& cell,
                             const std::string& holds) {
            return std::vector<BlockCell>{
                text_cell(text), text_cell(cell, Look::note), formula_cell("IF(" + holds + ";1;0)"),
                formula_cell(as_it_stands(cell), unit::number, Look::text)};
        };
        std::vector<BlockCell> cells = row(kept.named, kept.name, same);
        cells.push_back(formula_cell(folded_in_cells(here(at::given)), unit::number, Look::text));
        cells.push_back(formula_cell(this->in_use(compared, kept.value)));
        add(std::move(cells));
        if (kept.headings) {
            // A text with digits could be a number that is stored as one.
            const std::string now = here(at::given);
            add(row(kept.titled, kept.value,
                    "IF(" + in_use + "=0;TRUE();IF(ISTEXT(" + now + ");OR(" + now + '=' + here(0) +
                        ";LEN(" + now + ")=LEN(" + without(now, digits) + "));FALSE()))"));
        }
    }

    static std::string sum(const Place& first, std::size_t rows) {
        return rows == 0 ? "0" : "SUM(" + Area{first, rows, 1}.fixed() + ')';
    }

    /// Looks at each row of a range, wherever rows have come between. Returns how many are in use;
    /// an error when more rows have come than there is room for.
    std::string write_rows_in_use(const KeptRows& kept) {
        constexpr std::size_t room = 20;
        const std::size_t rows = kept.height + room;
        const std::string height = "ROWS(" + kept.names + ')';
        add({});
        heading({tr("Row of that range"), Text(), Text(), tr("Now"), tr("As it is compared"),
                 tr("1; passed over: 0")});
        const Place first{next_row(), place_.column + at::in_use};
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
                 formula_cell(folded_in_cells(here(at::given)), unit::number, Look::text),
                 formula_cell(ends + "0;" + in_use(here(at::compared), in(kept.values)) + ')')});
        }
        return "IF(" + height + ">" + std::to_string(rows) + ";NA();" + sum(first, rows) + ')';
    }

    /// 1 for a row with that name and value; 0 for a remark or a blank one.
    static std::string in_use(const std::string& name, const std::string& value) {
        return "IF(LEFT(" + name + ";1)=\"#\";0;IF(AND(" + name + "=\"\";" + value + "=\"\");0;1))";
    }

    std::size_t next_row() const { return place_.row + rows_.size(); }
    void add(std::vector<BlockCell> row) { rows_.push_back(std::move(row)); }
    void heading(std::initializer_list<Text> texts) {
        std::vector<BlockCell> row;
        for (const Text text : texts) {
            row.push_back(text_cell(words(text), Look::heading));
        }
        add(std::move(row));
    }

    // Formulas point at rows that come later, so their places are fixed.
    std::size_t quarter_row() const { return place_.row + 3; }
    std::size_t line_row(Line line) const {
        const auto number = static_cast<std::size_t>(line);
        return quarter_row() + 1 + number + (number >= shown_lines ? 2 : 0);
    }
    std::size_t driver_row(Driver driver) const {
        constexpr std::size_t between = 3; // a blank row, a heading
        return line_row(Line::end) - 1 + between + static_cast<std::size_t>(driver);
    }
    std::string total(Total which) const {
        return Place{driver_row(Driver::end) + 2 + which, place_.column + at::value}.fixed();
    }
    Place quarter(std::size_t number, std::size_t row) const {
        return {row, place_.column + at::value + number};
    }
    Area values() const { return {value(Driver::quarters), driver_count, 1}; }
    /// A line from quarter 1 to that one.
    std::string so_far(Line line, std::size_t number) const {
        return in_so_far(line_row(line), number);
    }
    std::string in_so_far(std::size_t row, std::size_t number) const {
        return quarter(1, row).in_column() + ':' + quarter(number, row).name();
    }

    /// Each is empty after the last one; all are errors where there is no plan.
    void write_quarters() {
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

    void write_line(const LineRecord& record) {
        std::vector<BlockCell> row{text_cell(words(record.name)),
                                   text_cell(words(record.unit.name))};
        row.push_back(record.at_start.empty()
                          ? BlockCell()
                          : formula_cell(formula(record.at_start, 0), record.unit));
        for (std::size_t number = 1; number <= room_; ++number) {
            const std::string value = record.line == Line::cuts ? total(cuts_made)
                                      : record.line == Line::required_cuts
                                          ? total(required_cuts)
                                          : formula(record.formula, number);
            row.push_back(formula_cell("IF(" + quarter(number, quarter_row()).in_row() +
                                           "=\"\";\"\";" + value + ')',
                                       record.unit));
        }
        add(std::move(row));
    }

    std::string formula(std::string_view of_line, std::size_t number) const {
        return without_equals(filled(
            of_line, {.word =
                          [&](std::string_view id) {
                              return id == other_cost_at_start ? total(other_cost)
                                                               : cell(*driver_named(id));
                          },
                      .quarter = [&] { return quarter(number, quarter_row()).in_row(); },
                      .line = [&](Line line, When when) { return term(line, when, number); }}));
    }

    std::string term(Line line, When when, std::size_t number) const {
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

    void write_totals() {
        const auto all = [&](Line line) {
            return Area{quarter(1, line_row(line)), 1, room_}.fixed();
        };
        add({});
        heading({tr("Of the whole plan"), tr("Unit"), tr("Value")});
        const auto add_total = [&](Text label, const Unit& unit, const std::string& formula) {
            add({text_cell(words(label)), text_cell(words(unit.name)),
                 formula_cell(formula, unit)});
        };
        add_total(tr("Other cost of quarter 0"), unit::money_per_quarter,
                  formula(other_cost_at_start_formula, 0));
        add_total(tr("Fewest cuts that hold the margin"), unit::positions,
                  "MAX(0;" + all(Line::least_cuts) + ')');
        add_total(tr("Most cuts that hold it"), unit::positions,
                  "MIN(" + all(Line::most_cuts) + ')');
        const std::string whole = "ROUNDUP(" + total(exact_cuts) + ";0)";
        add_total(tr("Required cuts"), unit::positions,
                  "IF(" + whole + "<=" + total(most_cuts) + ';' + whole + ";NA())");
        const std::string cuts = cell(Driver::cuts);
        add_total(tr("Cuts"), unit::positions,
                  "IF(ISNUMBER(" + cuts + ");" + cuts + ';' + total(required_cuts) + ')');
    }

    void holds(const std::string& formula) {
        const Place place{next_row(), place_.column + at::value};
        add({text_cell(words(tr("There is a plan: 1, otherwise an error"))),
             {},
             formula_cell(formula, unit::number, Look::result)});
        rows_[3][at::given].content = BlockFormula{'=' + place.fixed()};
    }

    Place place_;
    Language language_;
    std::size_t room_;
    Place source_ = {};
    Area names_; ///< all that drivers are called, folded
    Area numbers_;
    std::vector<std::vector<BlockCell>> rows_;
    std::vector<std::size_t> page_starts_;
    std::map<std::string, Area, std::less<>> areas_;
};

constexpr Text as_required = tr("as required");

/// What a driver is that nobody gave.
std::string otherwise(const PlanSheet& sheet, const DriverRecord& record) {
    if (record.driver == Driver::cuts) {
        return '"' + sheet.words(as_required) + '"';
    }
    if (record.follows) {
        return sheet.cell(*record.follows);
    }
    return record.otherwise ? plain(*record.otherwise) : "NA()";
}

constexpr Text how = tr("Each assumption is read from the cell that is named beside it; each line "
                        "is calculated from them, quarter by quarter.");

SharedBlock plan_of_range(const PlacedCall& call, const std::string& said, const std::string& rows,
                          const PlanOrigin& origin, Place place) {
    const auto fewest = static_cast<std::size_t>(*record_of(Driver::quarters).otherwise);
    PlanSheet sheet(place, call.language,
                    origin.cell(Driver::quarters).empty() ? fewest : most_quarters);
    sheet.write_lines(sheet.words({tr("Trade plan of %1%"), {said}}), sheet.words(how), rows);
    sheet.write_assumptions([&](const DriverRecord& record) -> DriverCells {
        const std::string left_out = otherwise(sheet, record);
        const std::string cell = origin.cell(record.driver);
        if (cell.empty()) {
            const Phrase is = headroom::left_out(record);
            return {{}, formula_cell(left_out), sheet.words({tr("left out: %1%"), {is}})};
        }
        const std::string given = sheet.given(record.driver).name();
        return {formula_cell(as_it_counts(cell, "\"\""), unit::number, Look::given),
                formula_cell("IF(" + given + "=\"\";" + left_out + ';' +
                             checked_number(record.limits, given, record.step) + ')'),
                cell};
    });
    sheet.write_line_names();
    if (origin.readable()) {
        sheet.write_driver_names();
        std::vector<Condition> conditions;
        for (const KeptRows& kept : origin.kept_rows()) {
            std::ranges::move(sheet.write_kept_rows(kept), std::back_inserter(conditions));
        }
        sheet.write_conditions(std::move(conditions));
    } else {
        sheet.write_no_plan();
    }
    const double quarters = origin.quarters();
    return std::move(sheet).finish(quarters >= 1 ? static_cast<std::size_t>(quarters) : fewest);
}

/// The cell of a driver on another sheet.
std::string cell_of(const SharedBlock& plan, std::string_view area, Driver driver) {
    const Place& first = plan.areas.find(area)->second.first;
    return plan.sheet + Place{first.row + static_cast<std::size_t>(driver), first.column}.fixed();
}

SharedBlock plan_of_others(const PlacedCall& call, const VariedPlan& varied, Place place) {
    const std::size_t room = varied.plan.areas.find("lines")->second.columns;
    PlanSheet sheet(place, call.language, room);
    sheet.write_lines(varied.title, sheet.words(how));
    sheet.write_assumptions([&](const DriverRecord& record) -> DriverCells {
        const auto exchanged =
            std::ranges::find(varied.cells, record.driver, &VariedPlan::Exchange::driver);
        if (exchanged != varied.cells.end()) {
            const std::string given = sheet.given(record.driver).name();
            return {formula_cell(as_it_stands(exchanged->cell), unit::number, Look::given),
                    formula_cell("IF(" + given + "=\"\";NA();" +
                                 checked_number(record.limits, given, record.step) + ')'),
                    exchanged->cell};
        }
        const bool others = std::ranges::count(varied.others, record.driver) > 0;
        const SharedBlock& plan = others ? *varied.other : varied.plan;
        const std::string value = cell_of(plan, "values", record.driver);
        if (!record.follows) {
            return {{}, formula_cell(value), value};
        }
        const std::string given = cell_of(plan, "given", record.driver);
        return {{},
                formula_cell("IF(" + given + "=\"\";" + sheet.cell(*record.follows) + ';' + value +
                             ')'),
                value};
    });
    std::vector<Condition> conditions{
        {tr("There is the plan that this one varies"), varied.plan.reference("plan_holds")}};
    if (varied.other != nullptr) {
        conditions.push_back({tr("There is the plan that it takes the rest from"),
                              varied.other->reference("plan_holds")});
    }
    sheet.write_conditions(std::move(conditions));
    return std::move(sheet).finish(varied.plan.columns_in_use - at::given);
}

} // namespace

namespace {

const SharedBlock& plan_sheet(BlockWriter& block, const PlacedArgument& assumptions,
                              const PlacedArgument& changes, const std::string& said) {
    return block.shared().block("plan of " + said, plan_paper, [&](const Place& place) {
        std::string rows = "ROWS(" + assumptions.formula + ')';
        rows += changes.given() ? "+ROWS(" + changes.formula + ')' : "";
        return plan_of_range(block.call(), said, rows, PlanOrigin(assumptions, changes), place);
    });
}

} // namespace

std::string plan_origin(const BlockWriter& block) {
    const PlacedArgument& changes = block.placed("changes");
    const std::string& assumptions = block.placed("assumptions").formula;
    static constexpr Text both = tr("%1% with %2%");
    return changes.given() ? block.words({both, {assumptions, changes.formula}}) : assumptions;
}

const SharedBlock& plan_sheet(BlockWriter& block) {
    return plan_sheet(block, block.placed("assumptions"), block.placed("changes"),
                      plan_origin(block));
}

const SharedBlock& plan_sheet(BlockWriter& block, std::string_view argument) {
    const PlacedArgument& range = block.placed(argument);
    return plan_sheet(block, range, {}, range.formula);
}

const SharedBlock& varied_plan_sheet(BlockWriter& block, const std::string& key,
                                     const VariedPlan& varied) {
    return block.shared().block(key, variants_paper, [&](const Place& place) {
        return plan_of_others(block.call(), varied, place);
    });
}

void find_in_plan(BlockWriter& block, const SharedBlock& plan) {
    for (const std::string_view id :
         {"line_names", "line_rows", "lines", "last_quarter", "plan_holds"}) {
        block.know(id, plan);
    }
    block.step("line_asked", '=' + folded_in_cells("line"), unit::text);
    // Some programs take * in what is sought for any letters.
    block.step("line_found", "=MATCH(line_asked;line_names.all;0)", unit::number);
    block.step("line_row",
               "=IF(INDEX(line_names.all;line_found)=line_asked;INDEX(line_rows.all;line_found);"
               "NA())",
               unit::number);
    block.step("quarter_asked", "=IF(ISNUMBER(quarter);quarter;last_quarter)",
               unit::quarter_number);
}

std::string found_in(std::string_view plan) {
    const std::string number = "INDEX(" + std::string(plan) + ".all;line_row;quarter_asked)";
    return "IF(ISNUMBER(" + number + ");" + number + ";NA())";
}

} // namespace headroom
