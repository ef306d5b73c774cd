// How a call stands in a cell: each argument as a formula that is right on any sheet, and the cells
// of its ranges.

#include "workbook/calls.hpp"
#include "workbook/references.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

/// Whether it is an array that is typed into the formula: {"price";2.5}.
bool is_array_of_constants(const Tokens& tokens) {
    const Tokens bare = without_spaces(tokens);
    return !bare.empty() && bare.front().opcode == opcode::open_array &&
           bare.back().opcode == opcode::close_array;
}

/// An element of such an array, as a formula has it.
std::string constant(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return plain(*number);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return literal(text == nullptr ? std::string() : *text);
}

/// A range longer than this is cut to the used part of its sheet, as for a call.
constexpr std::size_t long_range = 1000;

/// What a function's record says of an argument: those of a call that is looked into are all the
/// last one. Null for one too many.
const Argument* described_by(const Function& function, std::size_t index) {
    const std::vector<Argument>& all = function.arguments;
    if (index < all.size()) {
        return &all[index];
    }
    return all.empty() || all.back().shape != Shape::any_number ? nullptr : &all.back();
}

} // namespace

PlacedCall Calls::placed(const FormulaWithCalls& formula, std::size_t call,
                         const std::vector<SheetArea>& results, const Evaluator& evaluator) const {
    const FoundCall& found = formula.calls[call];
    PlacedCall placed{*found.function, {}, typed_text(formula, call), spoken_language()};
    for (std::size_t i = 0; i < found.arguments.size(); ++i) {
        const FoundCall::Slice slice = found.arguments[i];
        const Tokens tokens =
            without_spaces(with_results(formula, slice.first, slice.end, call, results));
        PlacedArgument argument;
        if (!tokens.empty() && !(tokens.size() == 1 && tokens[0].opcode == opcode::missing)) {
            argument.formula = print_absolute(tokens, formula.place);
            const std::optional<SheetArea> area = referred(tokens, formula.place);
            const bool table = area && area->area.rows * area->area.columns > 1;
            argument.reference = area && !table;
            const Argument* described = described_by(*found.function, i);
            if (described != nullptr &&
                (described->shape == Shape::series || described->shape == Shape::cells ||
                 (described->shape == Shape::any_number && table))) {
                const Tokens original(
                    formula.tokens.begin() + static_cast<std::ptrdiff_t>(slice.first),
                    formula.tokens.begin() + static_cast<std::ptrdiff_t>(slice.end));
                find_cells(argument, original, formula.place, *described, evaluator);
            }
        }
        placed.arguments.push_back(std::move(argument));
    }
    return placed;
}

std::optional<SheetArea> Calls::referred(const Tokens& tokens, const CellPlace& place) const {
    Tokens plain = without_spaces(tokens);
    // A name for a reference is one.
    for (int depth = 0; plain.size() == 1 && depth < 20; ++depth) {
        const KnownName* name = known(plain.front());
        if (name == nullptr) {
            break;
        }
        plain = without_spaces(name->tokens);
    }
    if (plain.size() != 1) {
        return std::nullopt;
    }
    return is_reference(plain.front()) ? referred_cells(fixed(plain.front(), place)) : std::nullopt;
}

void Calls::find_cells(PlacedArgument& argument, const Tokens& original, const CellPlace& place,
                       const Argument& described, const Evaluator& evaluator) const {
    const auto limited = [&](std::size_t all) {
        return described.columns == 0 ? all : std::min(all, described.columns);
    };
    if (std::optional<SheetArea> range = referred(original, place)) {
        Area& area = range->area;
        area.columns = limited(area.columns);
        if (area.rows > long_range || area.columns > long_range) {
            const Area used = spreadsheet_.used(range->sheet);
            const auto cut = [](std::size_t first, std::size_t size, std::size_t end) {
                return end <= first ? std::size_t{1} : std::min(size, end - first);
            };
            const std::size_t all = area.rows;
            area.rows = cut(area.first.row, area.rows, used.rows);
            if (area.rows < all) {
                argument.beyond = spreadsheet_.reference(
                    range->sheet, {{area.first.row + area.rows, area.first.column},
                                   all - area.rows,
                                   area.columns});
            }
            area.columns = cut(area.first.column, area.columns, used.columns);
        }
        // A row that is inserted above what is beyond is between these and those.
        const std::size_t rows = area.rows + (argument.beyond.empty() ? 0 : 1);
        for (std::size_t column = 0; column < area.columns; ++column) {
            argument.columns.push_back(spreadsheet_.reference(
                range->sheet, {{area.first.row, area.first.column + column}, rows, 1}));
        }
        for (std::size_t row = 0; row < area.rows; ++row) {
            std::vector<std::string>& line = argument.cells.emplace_back();
            for (std::size_t column = 0; column < area.columns; ++column) {
                line.push_back(spreadsheet_.reference(
                    range->sheet, {{area.first.row + row, area.first.column + column}, 1, 1}));
            }
        }
        argument.values = values_of(spreadsheet_.range(range->sheet, area));
        return;
    }
    // An array in place of cells is an error, as in the call, unless they may be left out.
    const std::string expression = print_absolute(original, place);
    const bool takes_arrays = described.shape == Shape::cells && described.optional;
    if (!takes_arrays && evaluator.number("ISREF(" + expression + ")") != 1) {
        argument.cells = {{"NA()"}};
        return;
    }
    const auto count = [&](const char* function) {
        const double value = evaluator.number(std::string(function) + '(' + expression + ')');
        return std::isfinite(value) && value >= 1 ? static_cast<std::size_t>(value) : 1;
    };
    const std::size_t rows = std::min(count("ROWS"), long_range);
    const std::size_t across = limited(std::min(count("COLUMNS"), long_range));
    argument.values = evaluator.table(expression, rows, across);
    const bool constants = is_array_of_constants(original) && argument.values.rows() == rows;
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<std::string>& line = argument.cells.emplace_back();
        for (std::size_t column = 0; column < across; ++column) {
            line.push_back(constants ? constant(argument.values.at(row, column))
                                     : "INDEX(" + argument.formula + ';' + std::to_string(row + 1) +
                                           ';' + std::to_string(column + 1) + ')');
        }
    }
}

} // namespace headroom
