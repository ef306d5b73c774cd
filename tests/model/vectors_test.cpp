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
