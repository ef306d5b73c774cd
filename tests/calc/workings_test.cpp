#include "calc_test.hpp"
#include "calls.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <boost/algorithm/string/join.hpp>

#include <cctype>
#include <cmath>
#include <map>

namespace headroom::test {

namespace {

class CellWorkings : public CalcTest {};

Table workings(const Function& function, Arguments arguments) {
    Call call;
    return std::get<Table>(test::function("WORKINGS").call(joined(function.name, arguments), call));
}

const std::string& text(const Cell& cell) {
    return std::get<std::string>(cell);
}

/// The formula with the cells that hold its arguments and steps in place of their names.
std::string with_cells(const std::string& formula,
                       const std::map<std::string, std::string>& cells) {
    std::string result;
    std::string word;
    bool quoted = false;
    for (const char letter : formula + "\n") {
        const bool part = std::isalnum(static_cast<unsigned char>(letter)) || letter == '_';
        if (part && !quoted) {
            word += letter;
            continue;
        }
        const auto found = cells.find(word);
        result += found == cells.end() ? word : found->second;
        word.clear();
        quoted = quoted != (letter == '"');
        result += letter;
    }
    result.pop_back();
    return result;
}

/// The workings of many calls of one function, a call to a row: the values of its arguments as
/// numbers, then its steps as formulas over them, then the call itself.
class WorkingsSheet {
public:
    WorkingsSheet(const Function& function, std::vector<std::vector<Value>> calls)
        : function_(function), calls_(std::move(calls)) {
        for (const std::vector<Value>& call : calls_) {
            tables_.push_back(workings(function_, call));
        }
    }

    void check(Sheet& sheet) {
        const int arguments = static_cast<int>(function_.arguments.size());
        const int steps = static_cast<int>(function_.steps.size());
        write(sheet);
        const Table got = sheet.read({{0, arguments}, static_cast<int>(calls_.size()), steps + 1});
        for (std::size_t row = 0; row < calls_.size(); ++row) {
            const Table& table = tables_[row];
            for (std::size_t step = function_.arguments.size(); step < table.rows(); ++step) {
                // A call without an answer ends in a failure, and may have fewer steps.
                if (std::holds_alternative<double>(table.at(step, 2))) {
                    const Cell& value = got.at(row, step - function_.arguments.size());
                    compare(row, text(table.at(step, 0)), value,
                            std::get<double>(table.at(step, 2)));
                }
            }
            EXPECT_EQ(got.at(row, function_.steps.size()), table.at(table.rows() - 1, 2))
                << typed(function_, calls_[row]);
        }
    }

    int compared() const { return compared_; }

private:
    void write(Sheet& sheet) const {
        Table arguments(calls_.size(), function_.arguments.size());
        std::vector<std::vector<std::string>> formulas;
        for (std::size_t row = 0; row < calls_.size(); ++row) {
            const auto cell = [&](std::size_t column) {
                return At{static_cast<int>(row), static_cast<int>(column)}.name();
            };
            std::map<std::string, std::string> cells;
            std::vector<std::string> passed;
            for (std::size_t i = 0; i < arguments.columns(); ++i) {
                arguments.at(row, i) = tables_[row].at(i, 2);
                cells[std::string(function_.arguments[i].id)] = cell(i);
                const bool given = i < calls_[row].size() && calls_[row][i].index() != 0;
                passed.push_back(given ? cell(i) : "");
            }
            passed.resize(calls_[row].size());
            std::vector<std::string>& line = formulas.emplace_back();
            for (const Step& step : function_.steps) {
                line.push_back(with_cells(step.formula, cells));
                cells[std::string(step.id)] = cell(arguments.columns() + line.size() - 1);
            }
            line.push_back("=" + function_.name + "(" + boost::join(passed, ";") + ")");
        }
        sheet.write({0, 0}, arguments);
        sheet.write_formulas({0, static_cast<int>(arguments.columns())}, formulas);
    }

    void compare(std::size_t row, const std::string& step, const Cell& cell, double wanted) {
        ++compared_;
        const double* value = std::get_if<double>(&cell);
        EXPECT_TRUE(value != nullptr && std::abs(*value - wanted) <= 1e-12 * std::abs(wanted))
            << typed(function_, calls_[row]) << ": " << step << " is "
            << testing::PrintToString(cell) << " in Calc, " << plain(wanted) << " in the workings";
    }

    const Function& function_;
    std::vector<std::vector<Value>> calls_;
    std::vector<Table> tables_;
    int compared_ = 0;
};

TEST_F(CellWorkings, CalculateToTheSameNumbersInCalc) {
    Draw draw(18);
    for (const Function* function : number_functions()) {
        std::vector<std::vector<Value>> calls;
        for (const Example& example : function->examples) {
            calls.push_back(example.arguments);
        }
        for (int i = 0; i < 200; ++i) {
            calls.push_back(draw.arguments(*function));
        }
        const Document document = office().create();
        Sheet sheet = document.sheet();
        WorkingsSheet workings_sheet(*function, calls);
        workings_sheet.check(sheet);
        EXPECT_GE(workings_sheet.compared(), 200) << function->name;
    }
}

TEST_F(CellWorkings, AreFormulasOverTheNamesTheyShow) {
    for (const Function* function : number_functions()) {
        for (const Example& example : function->examples) {
            Document document = office().create();
            Sheet sheet = document.sheet();
            const Table table = workings(*function, example.arguments);
            for (std::size_t row = 0; row < table.rows(); ++row) {
                const At at{static_cast<int>(row), 0};
                document.name_cell(text(table.at(row, 0)), sheet, at);
                sheet.set_formula(at, text(table.at(row, 1)));
                const Cell got = sheet.content(at);
                const Cell& wanted = table.at(row, 2);
                if (const double* number = std::get_if<double>(&wanted)) {
                    ASSERT_TRUE(std::holds_alternative<double>(got)) << sheet.formula(at);
                    EXPECT_NEAR(std::get<double>(got), *number, 1e-12 * std::abs(*number))
                        << function->name << ": " << sheet.formula(at);
                } else {
                    EXPECT_EQ(got, wanted) << function->name << ": " << sheet.formula(at);
                }
            }
        }
    }
}

TEST_F(CellWorkings, FillABlockAsAnArrayFormula) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    int top = 0;
    for (const Function* function : number_functions()) {
        for (const Example& example : function->examples) {
            const Table table = workings(*function, example.arguments);
            const Block block{{top, 0}, static_cast<int>(table.rows()), 4};
            std::vector<std::string> literals{literal(function->name)};
            for (const Value& value : example.arguments) {
                literals.push_back(literal(value));
            }
            const std::string call = "WORKINGS(" + boost::join(literals, ";") + ")";
            sheet.set_array_formula(block, "=" + call);
            const Table got = sheet.read(block);
            for (std::size_t row = 0; row < table.rows(); ++row) {
                for (std::size_t column = 0; column < 4; ++column) {
                    EXPECT_EQ(got.at(row, column), table.at(row, column))
                        << function->name << ' ' << row << ',' << column;
                }
            }
            const At one{top, 6};
            sheet.set_formula(one, "=INDEX(" + call + ";" + std::to_string(table.rows()) + ";3)");
            EXPECT_EQ(sheet.content(one), table.at(table.rows() - 1, 2)) << call;
            sheet.set_formula(one, "=INDEX(" + call + ";" + std::to_string(table.rows()) + ";2)");
            EXPECT_EQ(sheet.content(one), table.at(table.rows() - 1, 1)) << call;
            top += block.rows + 1;
        }
    }
}

TEST_F(CellWorkings, ShowTheFailureOfACallWithoutAnswer) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_array_formula({{0, 0}, 12, 4}, "=WORKINGS(\"REQUIREDCUTS\";100;0;0.5;12;4;3)");
    EXPECT_EQ(sheet.text({10, 0}), "required_cuts");
    EXPECT_EQ(sheet.error({10, 2}), 503);
    EXPECT_EQ(sheet.value({9, 2}), -1);
    EXPECT_EQ(sheet.error({11, 0}), 32767) << "below the table there is nothing";
    sheet.set_formula({0, 6}, "=WORKINGS(\"REQUIREDCUTS\";100;0;24;12)");
    EXPECT_EQ(sheet.error({0, 6}), 502);
    sheet.set_formula({0, 7}, "=WORKINGS(\"NOTHING\";1)");
    EXPECT_EQ(sheet.error({0, 7}), 502);
    sheet.set_formula({0, 8}, "=REASON(\"WORKINGS\";\"NOTHING\";1)");
    EXPECT_NE(sheet.text({0, 8}), "");
}

} // namespace

} // namespace headroom::test
