#include "people/people.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

TEST(NetSavingPerCut, TakesOffWhatIsPaidElsewhere) {
    struct Row {
        double loaded_cost;
        double severance;
        double months;
        double backfill;
        double replacement;
        double saving;
    };
    const Row rows[] = {
        {200000, 0, 12, 0, 0, 200000},
        {200000, 84000, 12, 0, 0, 116000},
        {200000, 84000, 6, 0, 0, 16000},
        {200000, 84000, 3, 0, 0, -34000},
        {200000, 0, 12, 0.25, 0, 150000},
        {200000, 0, 12, 0, 20000, 180000},
        {200000, 0, 0, 0, 0, 0},
        {200000, 30000, 9, 0.5, 40000, 30000},
        {200000, 0, 12, 0, 250000, -50000},
    };
    for (const Row& row : rows) {
        EXPECT_DOUBLE_EQ(net_saving_per_cut(MoneyPerPositionYear::of(row.loaded_cost),
                                            MoneyPerPosition::of(row.severance),
                                            Months::of(row.months), Share::of(row.backfill),
                                            MoneyPerPositionYear::of(row.replacement)),
                         row.saving)
            << row.loaded_cost << ' ' << row.severance << ' ' << row.months;
    }
}

TEST(RequiredCuts, CloseTheGapAndOneFewerDoesNot) {
    const Function& cuts = function("REQUIREDCUTS");
    Draw draw(9);
    int answers = 0;
    for (int i = 0; i < 5000; ++i) {
        std::vector<Value> given = draw.arguments(cuts);
        given.resize(cuts.arguments.size());
        const Cell result = outcome(cuts, given);
        const double revenue = std::get<double>(given[0]);
        const double profit = std::get<double>(given[1]);
        const double target = std::get<double>(given[2]) * revenue;
        const auto saved = [&](double heads) {
            return number("CUTSAVINGS", {heads, given[3], given[4], given[5], given[6], given[7]});
        };
        if (result == Cell(Failure::no_answer)) {
            EXPECT_LE(saved(1), 0) << typed(cuts, given);
            EXPECT_LT(profit, target) << typed(cuts, given);
            continue;
        }
        ++answers;
        const double heads = std::get<double>(result);
        // As good as a whole number of cuts is that number.
        const double noise =
            3e-9 * (std::abs(profit) + std::abs(target)) + 1e-9 * std::abs(saved(1));
        EXPECT_EQ(heads, std::round(heads));
        EXPECT_GE(profit + saved(heads), target - noise) << typed(cuts, given);
        if (heads > 0) {
            EXPECT_LT(profit + saved(heads - 1), target) << typed(cuts, given);
        }
    }
    EXPECT_GT(answers, 1000) << "too few of the draws have an answer to prove anything";
}

TEST(RequiredCuts, AreExactlyThoseThatWereMissing) {
    for (const double heads : {0.0, 1.0, 7.0, 30000.0, 1234567.0}) {
        for (const double target : {0.07, 0.1, 0.33, 0.5}) {
            const double revenue = 1e12;
            const double profit = target * revenue - heads * 150000;
            EXPECT_EQ(
                number("REQUIREDCUTS", {revenue, profit, target, 200000.0, 0.0, 12.0, 0.25, 0.0}),
                heads)
                << heads << " at " << target;
        }
    }
}

TEST(RequiredCuts, RiseWithWhateverMakesACutWorthLess) {
    struct Row {
        std::size_t argument;
        double more;
        int sign;
    };
    const std::vector<Value> base{12e9, 1e9, 0.3, 200000.0, 20000.0, 9.0, 0.1, 10000.0};
    const Row rows[] = {{0, 13e9, 1},    {1, 1.1e9, -1}, {2, 0.31, 1}, {3, 210000.0, -1},
                        {4, 30000.0, 1}, {5, 10.0, -1},  {6, 0.2, 1},  {7, 20000.0, 1}};
    for (const Row& row : rows) {
        std::vector<Value> moved = base;
        moved[row.argument] = row.more;
        const double change = number("REQUIREDCUTS", moved) - number("REQUIREDCUTS", base);
        EXPECT_GT(change * row.sign, 0) << typed(function("REQUIREDCUTS"), moved);
    }
}

// IAS 19.165; ASC 420-10-25-4 to 25-9; ASC 712-10-25-4.
TEST(Severance, IsSaidToBeAnExpenseWhenEachStandardHasIt) {
    for (const char* name : {"REQUIREDCUTS", "CUTSAVINGS", "SEVERANCECOST"}) {
        const std::string said(function(name).source.english());
        for (const char* words :
             {"IAS 19.165", "cannot be withdrawn", "ASC 420", "at communication",
              "minimum retention period", "60 days", "ASC 712", "probable and can be estimated"}) {
            EXPECT_NE(said.find(words), std::string::npos) << name << ": " << words;
        }
    }
}

TEST(CutSavings, AreProportionalToTheHeads) {
    Draw draw(10);
    for (int i = 0; i < 500; ++i) {
        std::vector<Value> given = draw.arguments(function("CUTSAVINGS"));
        const double heads = std::get<double>(given[0]);
        const double all = number("CUTSAVINGS", given);
        given[0] = 1.0;
        EXPECT_NEAR(all, heads * number("CUTSAVINGS", given), 1e-12 * std::abs(all));
    }
}

TEST(SavingMonths, LieBetweenNothingAndAYear) {
    Draw draw(11);
    for (int i = 0; i < 500; ++i) {
        const double start = draw.even(0, 14);
        const double notice = draw.even(0, 8);
        const double months = number("SAVINGMONTHS", {start, notice});
        EXPECT_DOUBLE_EQ(months, start + notice < 12 ? 12 - start - notice : 0);
        EXPECT_EQ(number("CUTSAVINGS", {1.0, 1200.0, 0.0, months}),
                  number("CUTSAVINGS", {1.0, 1200.0, {}, months}));
    }
}

} // namespace

} // namespace headroom::test
