// What every function is in native formulas gives what Headroom gives: in Calc without Headroom,
// and in Gnumeric, which reads the same workbook as .xlsx. The formulas of a block know nothing of
// the values of its arguments, so each draw of those is as good as a change of them in a sent copy.

#include "calls.hpp"
#include "office.hpp"
#include "paths.hpp"
#include "process.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include "core/plain_form.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace headroom::test {

namespace {

using namespace std::chrono_literals;

constexpr int calls_of_each = 200;

/// A call with its arguments in cells.
struct Trial {
    std::vector<PlacedArgument> arguments;
    std::string text; ///< for messages
    Value wanted;     ///< a failure is a table of one cell
    double noise = 0;
    headroom::Block block;
};

/// The sheet that all arguments stand on, one below the other.
class InputCells {
public:
    PlacedArgument place(const Value& value) {
        if (std::holds_alternative<std::monostate>(value)) {
            return {};
        }
        const auto* range = std::get_if<Table>(&value);
        Table one(1, 1);
        if (range == nullptr) {
            if (const double* number = std::get_if<double>(&value)) {
                one.at(0, 0) = *number;
            } else {
                one.at(0, 0) = std::get<std::string>(value);
            }
            return {.formula = put(one), .reference = true};
        }
        PlacedArgument placed;
        const int first = static_cast<int>(cells_.size());
        placed.formula = put(*range);
        for (std::size_t row = 0; row < range->rows(); ++row) {
            auto& names = placed.cells.emplace_back();
            for (std::size_t column = 0; column < range->columns(); ++column) {
                names.push_back(name({first + static_cast<int>(row), static_cast<int>(column)}));
            }
        }
        return placed;
    }
    /// A single cell with nothing in it.
    PlacedArgument blank() { return {.formula = put(Table(1, 1)), .reference = true}; }

    void write(Sheet& sheet) const {
        std::size_t columns = 1;
        for (const auto& row : cells_) {
            columns = std::max(columns, row.size());
        }
        Table all(cells_.size(), columns);
        for (std::size_t row = 0; row < cells_.size(); ++row) {
            std::copy(cells_[row].begin(), cells_[row].end(), &all.at(row, 0));
        }
        sheet.write({0, 0}, all);
    }

private:
    static std::string name(At at) { return "$Inputs." + at.name(); }

    std::string put(const Table& values) {
        const At first{static_cast<int>(cells_.size()), 0};
        for (std::size_t row = 0; row < values.rows(); ++row) {
            auto& cells = cells_.emplace_back();
            for (std::size_t column = 0; column < values.columns(); ++column) {
                cells.push_back(values.at(row, column));
            }
        }
        return values.rows() * values.columns() == 1
                   ? name(first)
                   : name(first) + ":" +
                         At{first.row + static_cast<int>(values.rows()) - 1,
                            static_cast<int>(values.columns()) - 1}
                             .name();
    }

    std::vector<std::vector<Cell>> cells_;
};

/// A number that an argument may be tried with: at a limit, next to it, or far away.
double odd_number(Draw& draw, const Argument& argument) {
    std::vector<double> numbers{0, 1, -0.5, 1e-9, 50, 1e6, 0.25};
    for (const double bound : {argument.limits.low(), argument.limits.high()}) {
        if (std::isfinite(bound)) {
            numbers.insert(numbers.end(), {bound, bound, bound + 0.01, bound - 0.01});
            // Noise beyond a bound is none. Inside, 1 - 1e-12 would be that number to four digits
            // only, and Gnumeric counts with more of them.
            numbers.push_back(bound +
                              (bound == argument.limits.low() ? -1e-12 : 1e-12) * std::abs(bound));
        }
    }
    return numbers[draw.index(numbers.size())];
}

/// A call whose arguments are mostly fine.
std::vector<Value> drawn(Draw& draw, const Function& function, std::vector<bool>& blank) {
    std::vector<Value> values = draw.arguments(function);
    blank.assign(values.size(), false);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Argument& argument = function.arguments[i];
        if (std::holds_alternative<std::monostate>(values[i]) || !draw.chance(0.25)) {
            continue;
        }
        if (Table* range = std::get_if<Table>(&values[i])) {
            Cell& cell = range->at(draw.index(range->rows()), 0);
            const Cell odd[] = {Cell(), Cell(0.0), Cell(-1.0), Cell("x"), Cell("2.5"), Cell(3.0)};
            cell = odd[draw.index(std::size(odd))];
            if (draw.chance(0.3)) {
                range->append({Cell()}); // room for more
            }
        } else if (argument.shape == Shape::choice) {
            const std::string words[] = {"Demand ", " served", "FULL", "next", "no such word"};
            values[i] = words[draw.index(std::size(words))];
        } else if (draw.chance(0.1)) {
            values[i] = std::string(draw.chance(0.5) ? "abc" : "2.5");
        } else if (draw.chance(0.15)) {
            values[i] = 0.0;
            blank[i] = true;
        } else {
            values[i] = odd_number(draw, argument);
        }
    }
    return values;
}

Value result_of(const Function& function, Arguments values) {
    Call call;
    try {
        return function.call(values, call);
    } catch (const Error& error) {
        Table failed(1, 1);
        failed.at(0, 0) = error.kind();
        return failed;
    }
}

/// What the cell of the result in that row and column has to show: a number, a text, a failure.
Cell wanted_at(const Value& wanted, std::size_t row, std::size_t column) {
    if (const double* number = std::get_if<double>(&wanted)) {
        return *number;
    }
    const Table& table = std::get<Table>(wanted);
    if (table.rows() * table.columns() == 1 && std::holds_alternative<Failure>(table.at(0, 0))) {
        return table.at(0, 0);
    }
    // Room that this call does not need.
    return row < table.rows() && column < table.columns() ? table.at(row, column) : Cell("");
}

/// The formula that is 1 where a cell shows what it has to, within a tolerance.
std::string verdict(std::size_t line) {
    const std::string number = std::to_string(line);
    const std::string wanted = "A" + number;
    const std::string shown = "B" + number;
    return "=IF(ISERROR(" + shown + ");IF(" + wanted + "=\"error\";1;0);IF(ISNUMBER(" + wanted +
           ");IF(ISNUMBER(" + shown + ");IF(ABS(" + wanted + "-" + shown + ")<=C" + number +
           ";1;0);0);IF(" + wanted + "=" + shown + ";1;0)))";
}

/// What is left of terms that cancel has no more digits than they have.
double noise(Arguments values, const Value& result) {
    double largest = 0;
    const auto look = [&](const Value& value) {
        if (const double* number = std::get_if<double>(&value)) {
            largest = std::max(largest, std::abs(*number));
        } else if (const Table* table = std::get_if<Table>(&value)) {
            for (std::size_t i = 0; i < table->rows() * table->columns(); ++i) {
                const Cell& cell = table->at(i / table->columns(), i % table->columns());
                const double* number = std::get_if<double>(&cell);
                largest = std::max(largest, number == nullptr ? 0 : std::abs(*number));
            }
        }
    };
    std::for_each(values.begin(), values.end(), look);
    look(result);
    return 1e-13 * largest;
}

class PlainForms : public testing::TestWithParam<const Function*> {
protected:
    static void SetUpTestSuite() { office_ = std::make_unique<Office>(Extension::absent); }
    static void TearDownTestSuite() { office_.reset(); }

    static Office& office() { return *office_; }

private:
    inline static std::unique_ptr<Office> office_;
};

std::vector<const Function*> native_functions() {
    std::vector<const Function*> functions;
    for (const Function* function : catalogue()) {
        if (!function->plain_form.is_frozen()) {
            functions.push_back(function);
        }
    }
    return functions;
}

std::vector<std::vector<std::string>> texts(const headroom::Block& block, std::size_t columns) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& cells : block.rows) {
        auto& row = rows.emplace_back(columns);
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const auto& content = cells[column].content;
            if (const auto* formula = std::get_if<BlockFormula>(&content)) {
                row[column] = formula->text;
            } else if (const auto* text = std::get_if<std::string>(&content)) {
                row[column] = *text;
            } else if (const double* number = std::get_if<double>(&content)) {
                row[column] = "=" + plain(*number);
            }
        }
    }
    return rows;
}

/// From the first row of that column on. The office takes ever longer for more at once.
void write_in_parts(Sheet& sheet, int column, const std::vector<std::vector<std::string>>& rows) {
    constexpr std::size_t most = 1000;
    for (std::size_t first = 0; first < rows.size(); first += most) {
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
        sheet.write_formulas(
            {static_cast<int>(first), column},
            {begin, begin + static_cast<std::ptrdiff_t>(std::min(most, rows.size() - first))});
    }
}

std::size_t widest(const headroom::Block& block) {
    std::size_t columns = 0;
    for (const auto& row : block.rows) {
        columns = std::max(columns, row.size());
    }
    return columns;
}

/// The rows of a sheet as Gnumeric calculates them from an .xlsx file.
std::vector<std::string> lines_from_gnumeric(const std::filesystem::path& workbook,
                                             const std::string& sheet) {
    const std::filesystem::path csv = workbook.parent_path() / "gnumeric.csv";
    Process ssconvert(path::ssconvert,
                      {"--recalc", "--export-type=Gnumeric_stf:stf_assistant", "-O",
                       "sheet=" + sheet, workbook.string(), csv.string()},
                      workbook.parent_path() / "gnumeric.log", 120s);
    EXPECT_EQ(ssconvert.wait(), 0) << ssconvert.log();
    std::ifstream file(csv);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        lines.push_back(line);
    }
    return lines;
}

TEST_P(PlainForms, GiveWhatHeadroomGives) {
    const Function& function = *GetParam();
    Draw draw(71);
    Document document = office().create();
    Sheet inputs_sheet = document.add_sheet("Inputs");
    Sheet blocks_sheet = document.add_sheet("Blocks");
    Sheet compared_sheet = document.add_sheet("Compared");

    InputCells inputs;
    std::vector<Trial> trials;
    std::size_t row = 0;
    int answers = 0;
    for (int i = 0; i < calls_of_each; ++i) {
        std::vector<bool> blank;
        // Files keep 15 digits.
        const std::vector<Value> values = as_typed(drawn(draw, function, blank));
        Trial trial;
        for (std::size_t k = 0; k < values.size(); ++k) {
            trial.arguments.push_back(blank[k] ? inputs.blank() : inputs.place(values[k]));
        }
        trial.text = typed(function, values);
        trial.wanted = result_of(function, values);
        trial.noise = noise(values, trial.wanted);
        answers += wanted_at(trial.wanted, 0, 0) == Cell(Failure::invalid) ? 0 : 1;
        trial.block = plain_block({function, trial.arguments, {}}, {row, 0});
        row += trial.block.rows.size() + 1;
        trials.push_back(std::move(trial));
    }
    EXPECT_GT(answers, calls_of_each / 5) << "too few calls were valid to prove anything";
    inputs.write(inputs_sheet);
    for (const Trial& trial : trials) {
        const std::size_t columns = widest(trial.block);
        blocks_sheet.write_formulas({static_cast<int>(trial.block.place.row), 0},
                                    texts(trial.block, columns));
    }

    // What is wanted as values: in formulas Calc saves fewer digits.
    Table wanted_cells;
    std::vector<std::vector<std::string>> compared;
    std::vector<std::string> said;
    for (const Trial& trial : trials) {
        const Area& result = trial.block.result;
        const At first{static_cast<int>(result.first.row), static_cast<int>(result.first.column)};
        const Table shown = blocks_sheet.read(
            {first, static_cast<int>(result.rows), static_cast<int>(result.columns)});
        // Of the room for longer lives the first row tells enough.
        const auto* table = std::get_if<Table>(&trial.wanted);
        const std::size_t rows = std::min(result.rows, table == nullptr ? 1 : table->rows() + 1);
        for (std::size_t i = 0; i < rows * result.columns; ++i) {
            const std::size_t r = i / result.columns;
            const std::size_t c = i % result.columns;
            const Cell wanted = wanted_at(trial.wanted, r, c);
            const Cell& cell = shown.at(r, c);
            said.push_back(trial.text + ", row " + std::to_string(r + 1) + ", column " +
                           std::to_string(c + 1));
            double tolerance = 0;
            Cell constant = wanted;
            bool right = false;
            if (const double* number = std::get_if<double>(&wanted)) {
                tolerance = 1e-9 * std::abs(*number) + trial.noise;
                const double* got = std::get_if<double>(&cell);
                right = got != nullptr && std::abs(*got - *number) <= tolerance;
            } else if (const auto* text = std::get_if<std::string>(&wanted)) {
                right = cell == wanted || (text->empty() && cell == Cell());
            } else {
                constant = std::string("error");
                right = std::holds_alternative<Failure>(cell) ||
                        std::holds_alternative<CellError>(cell);
            }
            EXPECT_TRUE(right) << said.back() << " is " << testing::PrintToString(cell) << ", not "
                               << testing::PrintToString(wanted);
            wanted_cells.append({constant, Cell(), tolerance});
            compared.push_back(
                {"=$Blocks." +
                 At{first.row + static_cast<int>(r), first.column + static_cast<int>(c)}.name()});
        }
    }
    compared_sheet.write({0, 0}, wanted_cells);
    write_in_parts(compared_sheet, 1, compared);
    for (std::size_t line = 0; line < compared.size(); ++line) {
        compared[line] = {verdict(line + 1)};
    }
    write_in_parts(compared_sheet, 3, compared);

    const std::filesystem::path workbook = office().folder() / "plain.xlsx";
    document.store(workbook, filter::xlsx);
    const std::vector<std::string> lines = lines_from_gnumeric(workbook, "Compared");
    ASSERT_EQ(lines.size(), said.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_TRUE(lines[i].ends_with(",1")) << said[i] << " in Gnumeric: " << lines[i];
    }
}

INSTANTIATE_TEST_SUITE_P(Every, PlainForms, testing::ValuesIn(native_functions()),
                         [](const auto& tested) { return tested.param->name; });

} // namespace

} // namespace headroom::test
