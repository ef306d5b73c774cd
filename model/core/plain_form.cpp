#include "core/plain_form.hpp"

#include "core/function.hpp"
#include "core/label.hpp"
#include "core/shared_blocks.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <cmath>
#include <stdexcept>

namespace headroom {

namespace {

bool begins_id(char letter) {
    return letter >= 'a' && letter <= 'z';
}

bool goes_on(char letter) {
    return begins_id(letter) || letter == '_' || letter == '.' || (letter >= '0' && letter <= '9');
}

/// What is left of a bound when the noise of arithmetic is taken off it, and on.
std::string slack(double bound, int direction) {
    return plain(bound + direction * 1e-9 * std::abs(bound));
}

struct Condition {
    std::string holds; ///< empty: always
    std::string kept;  ///< the value, brought back to a bound where only noise is beyond it
};

/// The limits of an argument over the cell that holds it.
Condition within(const Limits& limits, const std::string& cell, double step = 0) {
    std::vector<std::string> all;
    std::string kept = cell;
    if (limits.has_to_be_whole()) {
        kept = "ROUND(" + cell + ";0)";
        all.push_back("ABS(" + cell + "-" + kept + ")<=1E-9*MAX(1;ABS(" + cell + "))");
    } else if (step > 0) {
        const std::string steps = cell + "/" + plain(step);
        kept = "ROUND(" + steps + ";0)*" + plain(step);
        all.push_back("ABS(" + steps + "-ROUND(" + steps + ";0))<=1E-9*MAX(1;ABS(" + steps + "))");
    }
    const auto bound = [&](double value, bool open, const char* comparison, const char* keep,
                           int outwards) {
        if (!std::isfinite(value)) {
            return;
        }
        if (open) {
            all.push_back(cell + comparison + plain(value));
        } else {
            all.push_back(cell + comparison + "=" + slack(value, outwards));
            if (value != 0 && !limits.has_to_be_whole()) {
                kept = std::string(keep) + "(" + plain(value) + ";" + kept + ")";
            }
        }
    };
    bound(limits.low(), limits.low_open(), ">", "MAX", -1);
    bound(limits.high(), limits.high_open(), "<", "MIN", 1);
    const auto argument = [&](std::string_view other, const char* comparison, const char* keep,
                              const char* sign) {
        if (!other.empty()) {
            const std::string id(other);
            all.push_back(cell + comparison + id + sign + "1E-9*ABS(" + id + ")");
            kept = std::string(keep) + "(" + id + ";" + kept + ")";
        }
    };
    argument(limits.low_argument(), ">=", "MAX", "-");
    argument(limits.high_argument(), "<=", "MIN", "+");
    std::string holds;
    for (const std::string& condition : all) {
        holds += (holds.empty() ? "" : ";") + condition;
    }
    return {all.size() > 1 ? "AND(" + holds + ")" : holds, kept};
}

/// Whether an expression could be true or false, and not a number or a text.
bool may_be_a_truth(std::string_view expression) {
    const auto has = [&](std::string_view part) { return expression.find(part) != part.npos; };
    return expression.find_first_of("<>=") != expression.npos || has("TRUE(") || has("FALSE(") ||
           has("AND(") || has("OR(") || has("NOT(") || has("IS");
}

/// The word itself, however it is typed.
std::string checked_choice(const Argument& argument, const std::string& cell) {
    const std::string typed = folded_in_cells(cell);
    std::string chosen;
    for (const std::string_view word : argument.choices) {
        chosen += "IF(" + typed + "=\"" + folded(word) + "\";\"" + std::string(word) + "\";";
    }
    return '=' + chosen + "NA()" + std::string(argument.choices.size(), ')');
}

BlockCell text_cell(std::string text, BlockCell::Look look = BlockCell::Look::text) {
    return {look, std::move(text)};
}

BlockCell formula_cell(std::string formula, BlockCell::Look look = BlockCell::Look::value) {
    return {look, BlockFormula{std::move(formula)}};
}

/// Where the cells of a line stand.
namespace at {
constexpr std::size_t given = 1;
constexpr std::size_t value = 2;
} // namespace at

/// Formulas compare with it, so it is the same in every language.
constexpr std::string_view left_out = "left out";
constexpr std::string_view arguments_allowed = "arguments_allowed";
constexpr std::string_view answerable = "has_an_answer";

} // namespace

std::string Place::name() const {
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    return letters + std::to_string(row + 1);
}

std::string Place::fixed() const {
    return '$' + in_row();
}

std::string Place::in_row() const {
    const std::string whole = name();
    const std::size_t digits = whole.find_first_of("0123456789");
    return whole.substr(0, digits) + '$' + whole.substr(digits);
}

std::string Place::in_column() const {
    return '$' + name();
}

std::string Area::fixed() const {
    const std::string last = Place{first.row + rows - 1, first.column + columns - 1}.fixed();
    return rows * columns == 1 ? last : first.fixed() + ':' + last;
}

std::string Area::name() const {
    if (rows * columns == 1) {
        return first.name();
    }
    return first.name() + ':' + Place{first.row + rows - 1, first.column + columns - 1}.name();
}

BlockWriter::BlockWriter(const PlacedCall& call, Place place, SharedBlocks& shared, Cells frozen)
    : call_(call), shared_(shared), frozen_(std::move(frozen)), block_{place, {}, {}} {
    add({text_cell(call.text.empty() ? call.function.name : call.text, BlockCell::Look::title)});
    std::vector<BlockCell> heading;
    for (const Text text :
         {tr("Argument or step"), tr("Given"), tr("Value"), tr("Unit"), tr("How")}) {
        heading.push_back(text_cell(words(text), BlockCell::Look::heading));
    }
    add(std::move(heading));
    for (const Argument& argument : call.function.arguments) {
        write_argument(argument);
    }
    for (const Argument& argument : call.function.arguments) {
        if (is_series_here(argument)) {
            write_series(argument);
        }
    }
    write_allowed();
}

bool BlockWriter::is_series_here(const Argument& argument) const {
    return argument.shape == Shape::series && placed(argument.id).given();
}

/// An argument that must not be makes the whole result an error, also where it plays no part.
void BlockWriter::write_allowed() {
    std::string wrong;
    for (const Argument& argument : call_.function.arguments) {
        std::string id(argument.id);
        id += is_series_here(argument) ? "_count" : "";
        wrong += (wrong.empty() ? "ISERROR(" : ";ISERROR(") + id + ")";
        if (argument.named_rows) {
            continue; // which the plan looks after
        }
        for (const auto& [holds, known] : {std::pair{placed(argument.id).as_large(), "_as_large"},
                                           {placed(argument.id).nothing_beyond(), "_end"}}) {
            if (!holds.empty()) {
                know_cell(std::string(argument.id) + known, holds);
                wrong += ";NOT(" + std::string(argument.id) + known + ')';
            }
        }
    }
    step(arguments_allowed, "=IF(OR(" + wrong + ");NA();1)", unit::number);
    static constexpr Text how = tr("1 when every argument is what it may be");
    block_.rows.back().back().content = std::string(how.english());
    guard_ = arguments_allowed;
}

const PlacedArgument& BlockWriter::placed(std::string_view argument) const {
    static const PlacedArgument nothing;
    const auto& arguments = call_.function.arguments;
    const auto found = std::find_if(arguments.begin(), arguments.end(),
                                    [&](const Argument& each) { return each.id == argument; });
    assert(found != arguments.end());
    const auto index = static_cast<std::size_t>(found - arguments.begin());
    return index < call_.arguments.size() ? call_.arguments[index] : nothing;
}

std::size_t BlockWriter::length(std::string_view argument) const {
    const auto& cells = placed(argument).cells;
    return cells.size() == 1 ? cells.front().size() : cells.size();
}

std::string BlockWriter::element(std::string_view argument, const Inside* inside) const {
    const std::size_t number = inside == nullptr ? 0 : inside->number;
    const auto& cells = placed(argument).cells;
    return cells.size() == 1 ? cells.front().at(number) : cells.at(number).at(0);
}

void BlockWriter::write_argument(const Argument& argument) {
    const PlacedArgument& placed = this->placed(argument.id);
    const std::size_t row = next_row();
    const std::size_t column = block_.place.column;
    known_[std::string(argument.id)] = {.column = column + at::value, .row = row};

    BlockCell given;
    BlockCell value{BlockCell::Look::value, {}};
    if (!placed.given()) {
        if (const double* number = std::get_if<double>(&argument.otherwise)) {
            value.content = *number;
        } else if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
            value.content = std::string(*word);
        } else {
            value.content = std::string(left_out);
        }
    } else if (argument.shape == Shape::series || argument.shape == Shape::cells) {
        given = text_cell(placed.formula, BlockCell::Look::note);
        value = {};
    } else {
        const std::string cell = Place{row, column + at::given}.name();
        given = formula_cell('=' + (placed.reference ? as_it_counts(placed.formula, "0")
                                    : may_be_a_truth(placed.formula)
                                        ? "IF(ISLOGICAL(" + placed.formula + ");(" +
                                              placed.formula + ")*1;" + placed.formula + ')'
                                        : placed.formula),
                             BlockCell::Look::given);
        value = formula_cell(argument.shape == Shape::number
                                 ? resolved('=' + checked_number(argument.limits, cell))
                             : argument.shape == Shape::choice ? checked_choice(argument, cell)
                                                               : "=" + cell);
    }
    const std::string said = !placed.given()               ? std::string(left_out)
                             : argument.limits == Limits() ? std::string()
                                                           : words(argument.limits.words());
    add({text_cell(std::string(argument.id)), std::move(given), std::move(value),
         text_cell(words(argument.unit->name)), text_cell(said, BlockCell::Look::note)});
}

void BlockWriter::write_series(const Argument& argument) {
    const std::string id(argument.id);
    const std::string given = id + "_given";
    const std::string more = id + "_more";
    const std::string there = "{" + id + "}";
    const Condition condition = within(argument.limits, given);
    const std::string allowed = condition.holds.empty()
                                    ? condition.kept
                                    : "IF(" + condition.holds + ";" + condition.kept + ";NA())";
    // Where any value may stand Calc hands over a blank cell alone as 0.
    const char* blank = argument.optional && length(id) == 1 ? "0" : "\"\"";
    table({{.id = given, .first = '=' + as_it_counts(there, blank)},
           // Blanks after the last number do not count.
           {.id = more,
            .first = "=IF(" + given + "=\"\";" + more + ".after;1)",
            .last = "=IF(" + given + "=\"\";0;1)"},
           {.id = id,
            .first = "=IF(" + more + "=0;\"\";IF(ISNUMBER(" + given + ");" + allowed + ";NA()))"}},
          length(id));
    step(id + "_count",
         "=IF(SUM(" + more + ".all)*(COUNT(" + id + ".all)=SUM(" + more + ".all))>0;SUM(" + more +
             ".all);NA())",
         unit::number);
}

std::string BlockWriter::reference(std::string_view id, const Inside* inside) const {
    const std::size_t dot = id.find('.');
    const std::string_view name = id.substr(0, dot);
    const std::string_view part = dot == id.npos ? std::string_view() : id.substr(dot + 1);
    const auto found = known_.find(name);
    if (found == known_.end()) {
        throw std::logic_error("a formula of the plain form of " + call_.function.name +
                               " has the unknown id " + std::string(id));
    }
    const Seen& seen = found->second;
    if (!seen.cell.empty()) {
        return seen.cell;
    }
    const Area area = part_of(seen, part, id, inside);
    return seen.sheet.empty() ? area.name() : seen.sheet + area.fixed();
}

Area BlockWriter::part_of(const Seen& seen, std::string_view part, std::string_view id,
                          const Inside* inside) const {
    const auto number_in = [](std::string_view digits) { return std::stoul(std::string(digits)); };
    if (part == "all") {
        return {{seen.row, seen.column}, seen.rows, seen.columns};
    }
    constexpr std::string_view a_column = "column_";
    if (part.starts_with(a_column)) {
        return {{seen.row, seen.column + number_in(part.substr(a_column.size()))}, seen.rows, 1};
    }
    if (!part.empty() && part.front() >= '0' && part.front() <= '9') {
        const std::size_t underscore = part.find('_');
        const std::size_t column =
            underscore == part.npos ? 0 : number_in(part.substr(underscore + 1));
        return {{seen.row + number_in(part.substr(0, underscore)), seen.column + column}};
    }
    if (!seen.table) {
        return {{seen.row, seen.column}};
    }
    if (inside == nullptr) {
        throw std::logic_error("the plain form of " + call_.function.name + " uses the column " +
                               std::string(id) + " outside a table");
    }
    const std::size_t row = seen.row + inside->number;
    return {{part == "before" ? row - 1 : part == "after" ? row + 1 : row, seen.column}};
}

void BlockWriter::know(std::string_view id, const SharedBlock& block, std::string_view area) {
    const auto found = block.areas.find(area.empty() ? id : area);
    assert(found != block.areas.end());
    const Area& place = found->second;
    known_[std::string(id)] = {.column = place.first.column,
                               .row = place.first.row,
                               .rows = place.rows,
                               .columns = place.columns,
                               .sheet = block.sheet};
}

void BlockWriter::know_cell(std::string_view id, std::string reference) {
    known_[std::string(id)] = {.column = 0, .row = 0, .cell = std::move(reference)};
}

std::string BlockWriter::resolved(std::string_view formula, const Inside* inside) const {
    std::string result;
    for (std::size_t i = 0; i < formula.size();) {
        const char letter = formula[i];
        std::size_t end = i + 1;
        if (letter == '"') {
            end = formula.find('"', end) + 1;
            result += formula.substr(i, end - i);
        } else if (letter == '{') {
            end = formula.find('}', end) + 1;
            result += element(formula.substr(i + 1, end - i - 2), inside);
        } else if (begins_id(letter)) {
            while (end < formula.size() && goes_on(formula[end])) {
                ++end;
            }
            result += reference(formula.substr(i, end - i), inside);
        } else if (std::isalnum(static_cast<unsigned char>(letter)) != 0) {
            // A number, a function or a cell, to its end.
            while (end < formula.size() &&
                   (std::isalnum(static_cast<unsigned char>(formula[end])) != 0 ||
                    formula[end] == '.')) {
                ++end;
            }
            result += formula.substr(i, end - i);
        } else {
            result += letter;
        }
        i = end;
    }
    return result;
}

void BlockWriter::step(std::string_view id, std::string_view formula, const Unit& unit) {
    const std::size_t row = next_row();
    add({text_cell(std::string(id)),
         {},
         formula_cell(resolved(formula)),
         text_cell(words(unit.name)),
         text_cell(std::string(formula.substr(1)), BlockCell::Look::note)});
    const Place place{row, block_.place.column + at::value};
    known_[std::string(id)] = {.column = place.column, .row = place.row};
    block_.result = {place, 1, 1};
}

void BlockWriter::only_if(std::string_view condition) {
    step(answerable, "=IF(" + std::string(condition) + ";arguments_allowed;NA())", unit::number);
    guard_ = answerable;
}

void BlockWriter::steps() {
    for (const Step& each : call_.function.steps) {
        step(each.id, each.formula.code(), each.unit);
    }
}

void BlockWriter::table(const std::vector<Column>& columns, std::size_t rows) {
    std::vector<BlockCell> titles;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        titles.push_back(text_cell(std::string(columns[i].id), BlockCell::Look::heading));
        known_[std::string(columns[i].id)] = {
            .column = block_.place.column + i, .row = next_row() + 1, .rows = rows, .table = true};
    }
    add(std::move(titles));
    for (std::size_t number = 0; number < rows; ++number) {
        const Inside inside{number};
        std::vector<BlockCell> cells;
        for (const Column& column : columns) {
            const std::string* formula = &column.first;
            if (number > 0 && !column.next.empty()) {
                formula = &column.next;
            }
            if (number + 1 == rows && !column.last.empty()) {
                formula = &column.last;
            }
            cells.push_back(formula_cell(resolved(*formula, &inside)));
        }
        add(std::move(cells));
    }
}

void BlockWriter::grid(std::string_view id, const std::vector<std::vector<std::string>>& rows) {
    known_[std::string(id)] = {.column = block_.place.column,
                               .row = next_row(),
                               .rows = rows.size(),
                               .columns = rows.front().size()};
    for (std::size_t number = 0; number < rows.size(); ++number) {
        const Inside inside{number};
        std::vector<BlockCell> cells;
        for (const std::string& content : rows[number]) {
            cells.push_back(content.starts_with('=') ? formula_cell(resolved(content, &inside))
                                                     : text_cell(content, BlockCell::Look::value));
        }
        add(std::move(cells));
    }
}

void BlockWriter::result(std::string_view first_column, std::string_view last_column) {
    const Seen& first = known_.find(first_column)->second;
    const Seen& last = known_.find(last_column)->second;
    block_.result = {
        {first.row, first.column}, first.rows, last.column + last.columns - first.column};
}

void BlockWriter::result_like(std::string_view series, std::string_view column) {
    if (!in_a_row(series)) {
        result(column, column);
        return;
    }
    std::vector<std::string> row;
    for (std::size_t number = 0; number < length(series); ++number) {
        row.push_back("=" + std::string(column) + "." + std::to_string(number));
    }
    grid("result", {row});
    result("result");
}

void BlockWriter::proves(std::string_view condition) {
    step("proved",
         "=IFERROR(IF(AND(arguments_allowed=1;" + std::string(condition) +
             ");\"yes\";\"no\");\"no answer\")",
         unit::text);
}

Block BlockWriter::finish_proof() && {
    block_.rows.back()[at::value].look = BlockCell::Look::result;
    return std::move(block_);
}

Block BlockWriter::finish() && {
    const std::string allowed = reference(guard_, nullptr);
    const Area& result = block_.result;
    for (std::size_t row = 0; row < result.rows; ++row) {
        for (std::size_t column = 0; column < result.columns; ++column) {
            BlockCell& cell = block_.rows[result.first.row + row - block_.place.row]
                                         [result.first.column + column - block_.place.column];
            cell.look = BlockCell::Look::result;
            if (auto* formula = std::get_if<BlockFormula>(&cell.content)) {
                formula->text = "=IF(" + allowed + "=1;" + formula->text.substr(1) + ";NA())";
            } else if (const auto* text = std::get_if<std::string>(&cell.content)) {
                cell.content = BlockFormula{"=IF(" + allowed + "=1;\"" + *text + "\";NA())"};
            }
        }
    }
    return std::move(block_);
}

std::string PlacedArgument::as_large() const {
    if (columns.empty()) {
        return {};
    }
    const std::vector<std::string>& row = cells.front();
    const std::size_t rows = cells.size() + (beyond.empty() ? 0 : 1);
    std::string holds = "ROWS(" + columns.front() + ")=" + std::to_string(rows);
    if (row.size() > 1) {
        holds = "AND(" + holds + ";COLUMN(" + row.back() + ")-COLUMN(" + row.front() +
                ")=" + std::to_string(row.size() - 1) + ')';
    }
    return holds;
}

std::string PlacedArgument::nothing_beyond() const {
    return beyond.empty() ? std::string() : "COUNTA(" + beyond + ")=0";
}

std::string PlacedArgument::counted(bool named_rows) const {
    if (columns.empty()) {
        return {};
    }
    std::string filled = beyond;
    for (const std::string& column : columns) {
        filled += named_rows ? (filled.empty() ? "" : ";") + column : "";
    }
    return (named_rows ? "" : "ROWS(" + columns.front() + ')' + (filled.empty() ? "" : "+")) +
           (filled.empty() ? "" : "COUNTA(" + filled + ')');
}

std::string without(std::string text, std::span<const std::string_view> others) {
    for (const std::string_view other : others) {
        text = "SUBSTITUTE(" + text + ";\"" + std::string(other) + "\";\"\")";
    }
    return text;
}

std::string folded_in_cells(std::string text) {
    static constexpr std::array<std::string_view, 4> unseen{" ", "\u00a0", "_", "-"};
    return "LOWER(" + without(std::move(text), unseen) + ')';
}

std::string as_it_counts(const std::string& cell, std::string_view blank) {
    return "IF(ISBLANK(" + cell + ");" + std::string(blank) + ";IF(ISLOGICAL(" + cell + ");" +
           cell + "*1;" + cell + "))";
}

std::string checked_number(const Limits& limits, const std::string& cell, double step) {
    const Condition condition = within(limits, cell, step);
    // AND looks at all its arguments, and text compares as larger than any number.
    const std::string kept = condition.holds.empty()
                                 ? condition.kept
                                 : "IF(" + condition.holds + ";" + condition.kept + ";NA())";
    return "IF(ISNUMBER(" + cell + ");" + kept + ";NA())";
}

Block plain_block(const PlacedCall& call, Place place, SharedBlocks& shared) {
    BlockWriter writer(call, place, shared);
    call.function.plain_form.write(writer);
    return std::move(writer).finish();
}

std::optional<Block> proof_block(const PlacedCall& call, BlockWriter::Cells frozen, Place place,
                                 SharedBlocks& shared) {
    static constexpr Text proof = tr("Proof of %1%");
    const PlacedCall titled{call.function, call.arguments,
                            Phrase(proof, {call.text}).in(call.language, {}), call.language};
    BlockWriter writer(titled, place, shared, std::move(frozen));
    if (!call.function.plain_form.prove(writer)) {
        return std::nullopt;
    }
    return std::move(writer).finish_proof();
}

} // namespace headroom
