#include "vectors.hpp"

#include "outcome.hpp"

#include <gtest/gtest.h>

#include <set>

namespace headroom::test {

namespace {

TEST(Vectors, AreMet) {
    for (const Vector& vector : read_vectors()) {
        const Cell result = outcome(function(vector.function), vector.arguments);
        EXPECT_TRUE(vector.met_by(result))
            << vector.call() << " is " << testing::PrintToString(result) << ", not "
            << testing::PrintToString(vector.expected) << " (" << vector.source << ")";
    }
}

TEST(Vectors, OfTablesAreMet) {
    for (const TableVector& vector : read_table_vectors()) {
        const std::string call = typed(function(vector.function), vector.arguments);
        EXPECT_FALSE(vector.source.empty()) << call;
        Table table;
        try {
            Call evaluation;
            const Value value = function(vector.function).call(vector.arguments, evaluation);
            table = std::get<Table>(value);
        } catch (const Error& error) {
            table.append({error.kind()});
        }
        ASSERT_EQ(table.rows(), vector.last_column.size()) << call;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const Cell& cell = table.at(row, table.columns() - 1);
            const Vector one{vector.function, vector.arguments, vector.last_column[row],
                             vector.tolerance, vector.source};
            EXPECT_TRUE(one.met_by(cell))
                << call << ", row " << row + 1 << " is " << testing::PrintToString(cell) << ", not "
                << testing::PrintToString(one.expected) << " (" << vector.source << ")";
        }
    }
}

TEST(Vectors, HaveASourceAndCoverEveryFunction) {
    std::set<std::string> functions;
    for (const Vector& vector : read_vectors()) {
        functions.insert(vector.function);
        EXPECT_FALSE(vector.source.empty()) << vector.call();
    }
    for (const Function* function : number_functions()) {
        // Ranges are in allocation.csv.
        EXPECT_TRUE(functions.contains(function->name) || function->name == "ALLOCATIONPRICE")
            << function->name;
    }
}

TEST(Vectors, AreRefusedWhenTheyDiffer) {
    const Vector number{
        .function = "F", .arguments = {}, .expected = 2.0, .tolerance = 1e-12, .source = {}};
    EXPECT_TRUE(number.met_by(Cell(2.0 + 1e-12)));
    EXPECT_FALSE(number.met_by(Cell(2.0 + 1e-11)));
    EXPECT_FALSE(number.met_by(Cell(Failure::no_answer)));
    const Vector failure{.function = "F",
                         .arguments = {},
                         .expected = Failure::no_answer,
                         .tolerance = 0,
                         .source = {}};
    EXPECT_TRUE(failure.met_by(Cell(Failure::no_answer)));
    EXPECT_FALSE(failure.met_by(Cell(Failure::division)));
    EXPECT_FALSE(failure.met_by(Cell(0.0)));
}

} // namespace

} // namespace headroom::test
