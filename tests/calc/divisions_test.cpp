// Cuts spread over divisions, against an optimum found elsewhere.

#include "calc_test.hpp"
#include "calls.hpp"

#include "csv.hpp"
#include "outcome.hpp"
#include "paths.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace headroom::test {

namespace {

constexpr double target = 6000;

/// The divisions of tests/vectors/allocation.csv in the columns A to D, headings above, and what
/// the least painful cuts are before they are rounded.
class CellDivisions : public CalcTest {
protected:
    CellDivisions() : document_(office().create()), sheet_(document_.sheet()) {
        Table cells;
        for (const auto& row : read_csv(std::string(path::tests) + "/vectors/allocation.csv")) {
            if (row.at("division") == "lambda") {
                price_ = std::stod(row.at("continuous optimum (target 6000)"));
                continue;
            }
            cells.append({std::stod(row.at("headcount")), std::stod(row.at("saving per head")),
                          std::stod(row.at("pain")), std::stod(row.at("cap share"))});
            optimum_.push_back(std::stod(row.at("continuous optimum (target 6000)")));
        }
        sheet_.write({0, 0}, cells);
    }

    std::vector<double> cuts(const std::string& method) {
        const int rows = static_cast<int>(optimum_.size());
        const Block block{{0, 6}, rows, 1};
        sheet_.set_array_formula(block, "=ALLOCATECUTS(" + ranges_ + ";6000;\"" + method + "\")");
        std::vector<double> all;
        for (int row = 0; row < rows; ++row) {
            all.push_back(sheet_.value({row, 6}));
            EXPECT_EQ(sheet_.error({row, 6}), 0);
            // The same one by one.
            sheet_.set_formula({row, 7}, "=ALLOCATECUTS(" + ranges_ + ";6000;\"" + method + "\";" +
                                             std::to_string(row + 1) + ")");
            EXPECT_EQ(sheet_.value({row, 7}), all.back());
        }
        return all;
    }

    double at(std::size_t division, int column) {
        return sheet_.value({static_cast<int>(division), column});
    }

    Document document_;
    Sheet sheet_;
    std::string ranges_ = "A1:A5;B1:B5;C1:C5;D1:D5";
    std::vector<double> optimum_;
    double price_ = 0;
};

TEST_F(CellDivisions, ReachTheTargetWithoutASparePosition) {
    for (const char* method : {"least pain", "pro rata", "cheapest"}) {
        const std::vector<double> all = cuts(method);
        double saved = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_EQ(all[i], std::round(all[i])) << method;
            EXPECT_GE(all[i], 0) << method;
            EXPECT_LE(all[i], at(i, 0) * at(i, 3)) << method;
            saved += all[i] * at(i, 1);
        }
        EXPECT_GE(saved, target * (1 - 1e-12)) << method;
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_TRUE(all[i] == 0 || saved - at(i, 1) < target) << method << ' ' << i;
        }
    }
}

TEST_F(CellDivisions, HaveTheLeastPainThatAnOptimiserFound) {
    const std::vector<double> all = cuts("least pain");
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_NEAR(all[i], optimum_[i], 1) << i;
    }
}

// Parts of positions, rounded until the target is reached, come to 122 and more pain. Of all whole
// numbers within the caps only these have so little.
TEST_F(CellDivisions, ExchangePositionsForLessPain) {
    Table cells;
    cells.append({500.0, 80e3, 1.0, 0.2});
    cells.append({300.0, 60e3, 2.0, 0.1});
    cells.append({1200.0, 45e3, 1.5, 0.15});
    cells.append({80.0, 150e3, 3.0, 0.05});
    sheet_.write({10, 0}, cells);
    sheet_.set_array_formula({{10, 6}, 4, 1},
                             "=ALLOCATECUTS(A11:A14;B11:B14;C11:C14;D11:D14;8000000)");
    sheet_.set_formula({14, 6}, "=SUM(G11:G14)");
    sheet_.set_formula({15, 6}, "=SUMPRODUCT(G11:G14;B11:B14)");
    sheet_.set_formula({16, 6}, "=SUMPRODUCT(C11:C14*G11:G14^2/(2*A11:A14))");
    const double expected[] = {56, 12, 49, 4, 121, 8.005e6};
    for (int row = 0; row < 6; ++row) {
        EXPECT_EQ(sheet_.value({10 + row, 6}), expected[row]) << row;
    }
    EXPECT_NEAR(sheet_.value({16, 6}), 5.416625, 1e-12);

    // The workings say that no whole positions can have less.
    const std::string workings = "=INDEX(WORKINGS(\"ALLOCATECUTS\";A11:A14;B11:B14;C11:C14;D11:D14;"
                                 "8000000);11;";
    sheet_.set_formula({17, 6}, workings + "3)");
    sheet_.set_formula({18, 6}, workings + "1)");
    EXPECT_EQ(sheet_.text({18, 6}), "least_pain_possible");
    EXPECT_NEAR(sheet_.value({17, 6}), 5.416625, 1e-12);
}

// As many heads as were once counted off one by one.
TEST_F(CellDivisions, AreCutWithoutCountingThem) {
    Table cells;
    cells.append({1e15, 1.0, 0.0, 0.5});
    cells.append({1e15, 2.0, 1.0, 0.5});
    sheet_.write({10, 0}, cells);
    for (const char* method : {"least pain", "cheapest"}) {
        sheet_.set_formula({10, 6}, "=ALLOCATECUTS(A11:A12;B11:B12;C11:C12;D11:D12;"
                                    "123456789012345;\"" +
                                        std::string(method) + "\";1)");
        EXPECT_EQ(sheet_.value({10, 6}), 123456789012345) << method;
    }
    sheet_.set_formula({10, 6}, "=ALLOCATECUTS(A11:A12;B11:B12;C11:C12;D11:D12;"
                                "500000000000001;;2)");
    EXPECT_EQ(sheet_.value({10, 6}), 1);
}

TEST_F(CellDivisions, HaveThePriceThatAnOptimiserFound) {
    sheet_.set_formula({0, 9}, "=ALLOCATIONPRICE(" + ranges_ + ";6000)");
    EXPECT_NEAR(sheet_.value({0, 9}), price_, 1e-12 * price_);
}

TEST_F(CellDivisions, HaveNoAnswerBeyondTheCaps) {
    const double most = 0.18 * 10000 + 0.22 * 15000 + 0.24 * 12000 + 0.16 * 16000 + 0.3 * 7500;
    for (const char* function : {"ALLOCATECUTS", "ALLOCATIONPRICE"}) {
        const std::string call = "=" + std::string(function) + "(" + ranges_ + ";";
        sheet_.set_formula({0, 9}, call + plain(most - 0.01) + ")");
        EXPECT_EQ(sheet_.error({0, 9}), 0);
        sheet_.set_formula({0, 9}, call + plain(most + 0.01) + ")");
        EXPECT_EQ(sheet_.error({0, 9}), 503);
    }
}

} // namespace

} // namespace headroom::test
