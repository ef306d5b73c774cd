// Functions that fill a block of cells.

#include "calc_test.hpp"
#include "calls.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <boost/algorithm/string/join.hpp>

namespace headroom::test {

namespace {

class CellTables : public CalcTest {};

struct Filled {
    Block block;
    std::string formula;
    Table wanted;
};

Table in_a_row(const Table& column) {
    Table row(1, column.rows());
    for (std::size_t i = 0; i < column.rows(); ++i) {
        row.at(0, i) = column.at(i, 0);
    }
    return row;
}

/// Calls of one function in blocks below each other; none that ends in an error.
std::vector<Filled> blocks_of(const Function& function,
                              const std::vector<std::vector<Value>>& calls, Ranges& ranges) {
    std::vector<Filled> blocks;
    int top = 0;
    for (const std::vector<Value>& arguments : calls) {
        Value value;
        try {
            Call call;
            value = function.call(arguments, call);
        } catch (const Error&) {
            continue;
        }
        Table wanted;
        if (const double* number = std::get_if<double>(&value)) {
            wanted.append({*number});
        } else {
            wanted = std::get<Table>(value);
        }
        std::vector<std::string> passed;
        for (const Value& argument : arguments) {
            const Table* range = std::get_if<Table>(&argument);
            passed.push_back(range == nullptr ? literal(argument) : ranges.add(*range));
        }
        const Block block{
            {top, 0}, static_cast<int>(wanted.rows()), static_cast<int>(wanted.columns())};
        blocks.push_back(
            {block, "=" + function.name + "(" + boost::join(passed, ";") + ")", std::move(wanted)});
        top += block.rows + 1;
    }
    return blocks;
}

TEST_F(CellTables, AreThoseOfTheModel) {
    Draw draw(23);
    for (const Function* function : calculating_functions()) {
        if (function->returns == Function::Returns::number) {
            continue;
        }
        std::vector<std::vector<Value>> calls;
        for (const Example& example : function->examples) {
            calls.push_back(as_typed(example.arguments));
            for (Value& argument : calls.emplace_back(calls.back())) {
                if (const Table* range = std::get_if<Table>(&argument)) {
                    argument = in_a_row(Table(*range));
                }
            }
        }
        for (int i = 0; i < 30; ++i) {
            calls.push_back(as_typed(draw.arguments(*function)));
        }
        const Document document = office().create();
        Sheet sheet = document.sheet();
        Ranges ranges({0, 40});
        const std::vector<Filled> blocks = blocks_of(*function, calls, ranges);
        EXPECT_GT(blocks.size(), calls.size() / 2) << function->name;
        ranges.write(sheet);
        for (const auto& [block, formula, wanted] : blocks) {
            sheet.set_array_formula(block, formula);
            const Table got = sheet.read(block);
            for (std::size_t row = 0; row < wanted.rows(); ++row) {
                for (std::size_t column = 0; column < wanted.columns(); ++column) {
                    EXPECT_EQ(got.at(row, column), wanted.at(row, column))
                        << formula << ' ' << row << ',' << column;
                }
            }
        }
    }
}

TEST_F(CellTables, GiveTheirCellsOneByOneToIndex) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=INDEX(GPUCASHFLOW(2.5;0.75;50000;5;2467.104);6)");
    Call call;
    const Value flow =
        find("GPUCASHFLOW")->call(std::vector<Value>{2.5, 0.75, 50000.0, 5.0, 2467.104}, call);
    EXPECT_EQ(sheet.content({0, 0}), std::get<Table>(flow).at(5, 0)) << "the last year";
    EXPECT_NEAR(sheet.value({0, 0}), 8760 * 0.75 * 2.5 - 2467.104, 1e-9);
    sheet.set_formula({1, 0}, "=SUM(GPUCASHFLOW(2.5;0.75;50000;5;2467.104))");
    EXPECT_NEAR(sheet.value({1, 0}), number("GPUNPV", {2.5, 0.75, 50000.0, 5.0, 2467.104, 0.0}),
                1e-9);
}

} // namespace

} // namespace headroom::test
