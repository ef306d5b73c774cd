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
