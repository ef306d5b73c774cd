#include "plain_workbook.hpp"

#include "paths.hpp"
#include "process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace headroom::test {

using namespace std::chrono_literals;

namespace {

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

std::vector<std::vector<std::string>> texts(const std::vector<std::vector<BlockCell>>& block) {
    std::size_t columns = 0;
    for (const auto& row : block) {
        columns = std::max(columns, row.size());
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& cells : block) {
        auto& row = rows.emplace_back(columns);
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const auto& content = cells[column].content;
            if (const auto* formula = std::get_if<BlockFormula>(&content)) {
                row[column] = formula->text;
            } else if (const auto* text = std::get_if<std::string>(&content)) {
                row[column] = text->empty() ? std::string() : '\'' + *text;
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

} // namespace

InputCells::Placed InputCells::place(const Value& value) {
    const At first{static_cast<int>(cells_.size()), 0};
    if (std::holds_alternative<std::monostate>(value)) {
        return {{}, first};
    }
    const auto* range = std::get_if<Table>(&value);
    Table one(1, 1);
    if (range == nullptr) {
        if (const double* number = std::get_if<double>(&value)) {
            one.at(0, 0) = *number;
        } else {
            one.at(0, 0) = std::get<std::string>(value);
        }
        return {{.formula = put(one), .reference = true}, first};
    }
    PlacedArgument placed;
    placed.formula = put(*range);
    placed.values = *range;
    for (std::size_t column = 0; column < range->columns(); ++column) {
        placed.columns.push_back("$Inputs." + test::Block{{first.row, static_cast<int>(column)},
                                                          static_cast<int>(range->rows()),
                                                          1}
                                                  .name());
    }
    for (std::size_t row = 0; row < range->rows(); ++row) {
        auto& names = placed.cells.emplace_back();
        for (std::size_t column = 0; column < range->columns(); ++column) {
            names.push_back("$Inputs." +
                            At{first.row + static_cast<int>(row), static_cast<int>(column)}.name());
        }
    }
    return {placed, first};
}

InputCells::Placed InputCells::blank() {
    const At first{static_cast<int>(cells_.size()), 0};
    return {{.formula = put(Table(1, 1)), .reference = true}, first};
}

void InputCells::write(Sheet& sheet) const {
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

std::string InputCells::put(const Table& values) {
    const test::Block area{{static_cast<int>(cells_.size()), 0},
                           static_cast<int>(values.rows()),
                           static_cast<int>(values.columns())};
    for (std::size_t row = 0; row < values.rows(); ++row) {
        auto& cells = cells_.emplace_back();
        for (std::size_t column = 0; column < values.columns(); ++column) {
            cells.push_back(values.at(row, column));
        }
    }
    return "$Inputs." + (area.rows * area.columns == 1 ? area.first.name() : area.name());
}

PlainWorkbook::PlainWorkbook(Office& office)
    : office_(office), document_(office.create()), inputs_sheet_(document_.add_sheet("Inputs")),
      blocks_sheet_(document_.add_sheet("Blocks")),
      compared_sheet_(document_.add_sheet("Compared")),
      shared_([this](std::string_view, const SharedBlock&) {
          shared_names_.push_back("Shared " + std::to_string(shared_names_.size() + 1));
          document_.add_sheet(shared_names_.back());
          return "$'" + shared_names_.back() + "'.";
      }) {}

std::size_t PlainWorkbook::add(const Function& function,
                               const std::vector<PlacedArgument>& arguments) {
    Block made{plain_block({function, arguments, {}}, {rows_, 0}, shared_)};
    rows_ += made.block.rows.size() + 1;
    blocks_.push_back(std::move(made));
    return blocks_.size() - 1;
}

void PlainWorkbook::write() {
    write_inputs();
    for (std::size_t i = 0; i < shared_names_.size(); ++i) {
        Sheet sheet = document_.sheet(shared_names_[i]);
        write_in_parts(sheet, 0, texts(shared_.sheets()[i].rows));
    }
    for (const Block& each : blocks_) {
        blocks_sheet_.write_formulas({static_cast<int>(each.block.place.row), 0},
                                     texts(each.block.rows));
    }
}

void PlainWorkbook::write_inputs() {
    inputs.write(inputs_sheet_);
}

void PlainWorkbook::want(std::size_t call, const Value& wanted, double noise,
                         const std::string& text) {
    Block& block = blocks_[call];
    block.wanted = wanted;
    block.noise = noise;
    block.text = text;
}

void PlainWorkbook::expect_same_in_calc() {
    // What is wanted as values: in formulas Calc saves fewer digits.
    Table wanted_cells;
    std::vector<std::string> compared;
    said_.clear();
    for (const Block& each : blocks_) {
        const Area& result = each.block.result;
        const At first{static_cast<int>(result.first.row), static_cast<int>(result.first.column)};
        const Table shown = blocks_sheet_.read(
            {first, static_cast<int>(result.rows), static_cast<int>(result.columns)});
        // Of the room for more the first row tells enough.
        const auto* table = std::get_if<Table>(&each.wanted);
        const std::size_t rows = std::min(result.rows, table == nullptr ? 1 : table->rows() + 1);
        for (std::size_t i = 0; i < rows * result.columns; ++i) {
            const std::size_t r = i / result.columns;
            const std::size_t c = i % result.columns;
            const Cell wanted = wanted_at(each.wanted, r, c);
            const Cell& cell = shown.at(r, c);
            said_.push_back(each.text + ", row " + std::to_string(r + 1) + ", column " +
                            std::to_string(c + 1));
            double tolerance = 0;
            Cell constant = wanted;
            bool right = false;
            if (const double* number = std::get_if<double>(&wanted)) {
                tolerance = 1e-9 * std::abs(*number) + each.noise;
                const double* got = std::get_if<double>(&cell);
                right = got != nullptr && std::abs(*got - *number) <= tolerance;
            } else if (const auto* text = std::get_if<std::string>(&wanted)) {
                right = cell == wanted || (text->empty() && cell == Cell());
            } else {
                constant = std::string("error");
                right = std::holds_alternative<Failure>(cell) ||
                        std::holds_alternative<CellError>(cell);
            }
            EXPECT_TRUE(right) << said_.back() << " is " << testing::PrintToString(cell) << ", not "
                               << testing::PrintToString(wanted);
            wanted_cells.append({constant, Cell(), tolerance});
            compared.push_back(
                "=$Blocks." +
                At{first.row + static_cast<int>(r), first.column + static_cast<int>(c)}.name());
        }
    }
    compared_sheet_.write({0, 0}, wanted_cells);
    compared_ = std::move(compared);
}

void PlainWorkbook::expect_same_in_gnumeric() {
    std::vector<std::vector<std::string>> shown;
    std::vector<std::vector<std::string>> verdicts;
    for (std::size_t line = 0; line < compared_.size(); ++line) {
        shown.push_back({compared_[line]});
        verdicts.push_back({verdict(line + 1)});
    }
    write_in_parts(compared_sheet_, 1, shown);
    write_in_parts(compared_sheet_, 3, verdicts);
    const std::filesystem::path workbook = office_.folder() / "plain.xlsx";
    document_.store(workbook, filter::xlsx);
    const std::vector<std::string> lines = lines_from_gnumeric(workbook, "Compared");
    ASSERT_GE(lines.size(), said_.size());
    for (std::size_t i = 0; i < said_.size(); ++i) {
        EXPECT_TRUE(lines[i].ends_with(",1")) << said_[i] << " in Gnumeric: " << lines[i];
    }
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

} // namespace headroom::test
