// A long session in real Calc: what every call leaves behind would add up.

#include "office.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace headroom::test {

namespace {

/// One of each way a value can cross the border, each in its own cells: `row` makes them differ.
std::vector<std::string> formulas(int row) {
    const std::string price = std::to_string(2 + row * 0.001);
    const std::string gpu = price + ";0.75;50000;5;2467.104";
    return {
        "=GPUMARGIN(" + gpu + ")",                                // numbers, a number back
        "=GPUMARGIN(" + price + ";0.75;50000;5;2467.104;;$A$4)",  // left out, and a blank cell
        "=GPUMARGIN(\"no number " + price + "\";0.75;50000;5;1)", // a text, an error back
        "=LEN(REASON(\"GPUMARGIN\";\"ä€😀 " + price + "\"))",      // texts, a text back
        "=INDEX(WORKINGS(\"GPUMARGIN\";" + gpu + ");3;2)",        // a table back
        "=INDEX(MARGINBRIDGE(" + price + ";0.5;3;1);2;2)",
        "=SUM(SHAPLEY($A$1:$A$2))",                      // a range
        "=SUM(SHAPLEY($A$1:$A$3))",                      // with an error in it
        "=SUM(SHAPLEY($B$1:$B$1048576))",                // a whole column
        "=LEN(REASON(\"SHAPLEY\";{1|2|" + price + "}))", // an array
    };
}

constexpr int rows = 1000;
constexpr int rounds = 100; // of 10 kinds of calls: a million
constexpr int warming_up = 10;

TEST(Session, OfAMillionCallsDoesNotGrow) {
    Office office(Extension::installed, std::chrono::minutes(10));
    Document document = office.create();
    Sheet sheet = document.sheet();
    Table given;
    given.append({0.0, 0.0});
    given.append({5.0, 5.0});
    sheet.write({0, 0}, given);
    sheet.set_formula({2, 0}, "=1/0");
    std::vector<std::vector<std::string>> cells;
    for (int row = 0; row < rows; ++row) {
        cells.push_back(formulas(row));
    }
    sheet.write_formulas({0, 3}, cells);

    const std::vector<int> wanted{0, 0, 502, 0, 0, 0, 0, 532, 0, 0};
    for (std::size_t kind = 0; kind < wanted.size(); ++kind) {
        EXPECT_EQ(sheet.error({7, 3 + static_cast<int>(kind)}), wanted[kind]) << cells[7][kind];
    }

    double warm = 0;
    for (int round = 0; round < rounds; ++round) {
        if (round == warming_up) {
            warm = office.megabytes();
        }
        document.calculate_all();
    }
    // An any is 24 bytes, a string 16 and more: 90,000 of them would show.
    EXPECT_LT(office.megabytes() - warm, 1.5);
}

} // namespace

} // namespace headroom::test
