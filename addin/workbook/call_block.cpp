#include "workbook/call_block.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom {

namespace {

using uno::Object;

constexpr Text left_out = tr("left out");
constexpr Text left_out_then = tr("left out, so that it is %1%");

std::vector<BlockCell> input_row(std::string label, BlockCell now, std::string unit,
                                 std::string note) {
    return {text_of(std::move(label)),
            std::move(now),
            {},
            text_of(std::move(unit)),
            text_of(std::move(note), BlockCell::Look::note)};
}

/// A blank cell is not 0 here: it may become one.
std::string as_it_stands(const std::string& reference) {
    return "=IF(ISBLANK(" + reference + ");\"\";" + reference + ')';
}

std::string when_left_out(const Argument& argument) {
    if (const double* number = std::get_if<double>(&argument.otherwise)) {
        return words(Phrase(left_out_then, {rounded(*number)}));
    }
    if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
        return words(Phrase(left_out_then, {*word}));
    }
    return words(left_out);
}

} // namespace

Scratch::Scratch(const Spreadsheet& spreadsheet, const CellPlace& place)
    : spreadsheet_(spreadsheet), place_(place), cell_(spreadsheet.cell(place)) {}

Scratch::~Scratch() {
    try {
        cell_.call("setFormula", "");
    } catch (const std::exception&) {
        // The sheet is gone, and what was written there.
        cell_ = {};
    }
}

double Scratch::number(const std::string& expression) const {
    cell_.call("setFormula", '=' + expression);
    return cell_.call("getError").whole() == 0 ? cell_.call("getValue").number()
                                               : std::numeric_limits<double>::quiet_NaN();
}

std::string Scratch::text(const std::string& expression) const {
    cell_.call("setFormula", '=' + expression);
    return cell_.call("getError").whole() == 0
               ? cell_.as("com.sun.star.text.XTextRange").call("getString").text()
               : std::string();
}

Area Scratch::size(const std::string& expression) const {
    const auto count = [&](const char* function) {
        const double value = number(std::string(function) + '(' + expression + ')');
        return std::isfinite(value) && value >= 1 ? static_cast<std::size_t>(value) : 1;
    };
    return {place_.at, count("ROWS"), count("COLUMNS")};
}

Table Scratch::rows(const std::string& expression, std::size_t columns) const {
    const Area size = this->size(expression);
    return table(expression, size.rows, std::max(columns, size.columns));
}

Table Scratch::table(const std::string& expression, std::size_t rows, std::size_t columns) const {
    const Object range = spreadsheet_.range(place_.sheet, {place_.at, rows, columns});
    range.call("setArrayFormula", '=' + expression);
    const bool fine = cell_.call("getError").whole() == 0;
    Table values = fine ? values_of(range) : Table();
    range.call("setArrayFormula", "");
    return values;
}

std::string question(std::string_view asking, const Function& function, const std::string& call) {
    const std::size_t bracket = call.find('(');
    std::string arguments = bracket == call.npos ? ")" : call.substr(bracket + 1);
    if (arguments != ")") {
        arguments.insert(arguments.begin(), ';');
    }
    return std::string(asking) + "(\"" + function.name + '"' + arguments;
}

std::vector<std::vector<BlockCell>> inputs_of(const PlacedCall& call) {
    std::vector<std::vector<BlockCell>> inputs;
    const auto& arguments = call.function.arguments;
    for (std::size_t i = 0; i < std::max(arguments.size(), call.arguments.size()); ++i) {
        // The arguments of the call looked into are all the last one.
        const Argument& argument = arguments[std::min(i, arguments.size() - 1)];
        const bool more = i >= arguments.size() || argument.shape == Shape::any_number;
        const std::string label =
            more ? std::string(argument.id) + ' ' + std::to_string(i + 2 - arguments.size())
                 : std::string(argument.id);
        const std::string unit = more ? std::string() : words(argument.unit->name);
        static const PlacedArgument nothing;
        const PlacedArgument& placed = i < call.arguments.size() ? call.arguments[i] : nothing;
        if (!placed.given()) {
            if (!more) {
                inputs.push_back(input_row(label, {}, unit, when_left_out(argument)));
            }
        } else if (placed.cells.empty()) {
            const std::string formula =
                placed.reference ? as_it_stands(placed.formula) : '=' + placed.formula;
            inputs.push_back(input_row(label, formula_of(formula, BlockCell::Look::given), unit,
                                       placed.formula));
        } else {
            for (const std::vector<std::string>& row : placed.cells) {
                for (const std::string& cell : row) {
                    inputs.push_back(input_row(
                        label, formula_of(as_it_stands(cell), BlockCell::Look::given), {}, cell));
                }
            }
        }
    }
    return inputs;
}

std::string same_values(const std::string& left, const std::string& right) {
    return "=IF(ISERROR(" + left + ");IF(ISERROR(" + right + ");\"yes\";\"no\");IF(ISERROR(" +
           right + ");\"no\";IF(ISNUMBER(" + left + ")*ISNUMBER(" + right + ");IF(ABS(" + left +
           '-' + right + ")<=1E-9*MAX(ABS(" + left + ");ABS(" + right + "));\"yes\";\"no\");IF(" +
           left + '=' + right + ";\"yes\";\"no\"))))";
}

std::string same_tables(const std::string& left, const std::string& right) {
    // Where a table is shorter than it may be, one has errors and the other empty texts. Calc takes
    // texts of an add-in's array for others than the same texts of cells unless they are joined.
    return "=IF(SUMPRODUCT(IF(ISERROR(" + left + ");IF(ISERROR(" + right + ");0;" + right +
           "<>\"\");IF(ISERROR(" + right + ");1;IF(ISNUMBER(" + left + ")*ISNUMBER(" + right +
           ");ABS(" + left + '-' + right + ")>1E-9*(ABS(" + left + ")+ABS(" + right + "))/2;" +
           left + "&\"\"<>" + right + "&\"\"))))=0;\"yes\";\"no\")";
}

} // namespace headroom
