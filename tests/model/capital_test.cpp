#include "capital/capital.hpp"

#include "core/sum.hpp"
#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::test {

namespace {

std::vector<double> numbers_of(const Value& value) {
    const Table& table = std::get<Table>(value);
    std::vector<double> numbers;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t cell = 0; cell < table.columns(); ++cell) {
            if (const double* number = std::get_if<double>(&table.at(row, cell))) {
                numbers.push_back(*number);
            }
        }
    }
    return numbers;
}

Value result(std::string_view name, const std::vector<Value>& arguments) {
    Call call;
    return function(name).call(arguments, call);
}

/// Declining balance with a switch to straight line, the method behind the tables (IRS Pub. 946,
/// "Figuring the deduction without tables"), in percent.
std::vector<double> declining_balance(int recovery_class, int quarter) {
    const double rate = (recovery_class <= 10 ? 2.0 : 1.5) / recovery_class;
    const double first = quarter == 0 ? 0.5 : 1.125 - 0.25 * quarter;
    std::vector<double> charges;
    double left = 100;
    double life = recovery_class;
    for (int year = 0; year <= recovery_class; ++year) {
        const double part = year == 0 ? first : std::min(1.0, life);
        const double charge = std::max(left * rate * part, left / life * part);
        charges.push_back(std::min(charge, left));
        left -= charges.back();
        life -= part;
    }
    return charges;
}

TEST(Macrs, TablesAreWholeAndRoundTheMethod) {
    for (const int recovery_class : {3, 5, 7, 10, 15, 20}) {
        for (int quarter = 0; quarter <= 4; ++quarter) {
            const std::span<const double> table = macrs_percentages(recovery_class, quarter);
            ASSERT_EQ(table.size(), static_cast<std::size_t>(recovery_class) + 1);
            EXPECT_NEAR(std::accumulate(table.begin(), table.end(), 0.0), 100, 1e-9)
                << recovery_class << ' ' << quarter;
            const std::vector<double> exact = declining_balance(recovery_class, quarter);
            for (std::size_t year = 0; year < table.size(); ++year) {
                // The IRS rounds to 0.01 and lets neighbours take up the rest.
                EXPECT_NEAR(table[year], exact[year], 0.0145)
                    << recovery_class << ' ' << quarter << ' ' << year + 1;
            }
        }
    }
}

// IRS Pub. 946, tables, a row of each.
TEST(Macrs, GivesThePublishedFigures) {
    struct Row {
        double recovery_class, year, quarter, percentage;
    };
    const Row rows[] = {{3, 1, 0, 33.33},   {7, 6, 0, 8.92},   {10, 9, 0, 6.56},
                        {15, 16, 0, 2.95},  {20, 2, 0, 7.219}, {3, 4, 1, 1.54},
                        {20, 21, 1, 0.565}, {7, 1, 2, 17.85},  {15, 7, 2, 5.91},
                        {20, 8, 3, 4.566},  {7, 8, 3, 5.53},   {15, 9, 4, 5.90},
                        {20, 18, 4, 4.459}, {10, 11, 4, 5.74}};
    for (const Row& row : rows) {
        const Value quarter = row.quarter == 0 ? Value() : Value(row.quarter);
        EXPECT_DOUBLE_EQ(number("MACRS", {100.0, row.recovery_class, row.year, quarter}),
                         row.percentage);
    }
}

TEST(Macrs, WritesOffTheWholeCostWithOrWithoutBonus) {
    for (const double bonus : {0.0, 0.4, 1.0}) {
        double total = 0;
        for (double year = 1; year <= 8; ++year) {
            total += number("MACRS", {50000.0, 5.0, year, {}, bonus});
        }
        EXPECT_NEAR(total, 50000, 1e-9);
    }
    EXPECT_EQ(number("MACRS", {100.0, 5.0, 7.0}), 0);
    EXPECT_EQ(number("MACRS", {100.0, 5.0, 1e300}), 0);
    EXPECT_EQ(error("MACRS", {100.0, 6.0, 1.0}).argument(), "property_class");
}

TEST(VintageDepreciation, FollowsItsConvention) {
    const Table capex = column({100, 0, 0, 0, 0});
    EXPECT_EQ(numbers_of(result("VINTAGEDEPRECIATION", {capex, 4.0})),
              (std::vector<double>{25, 25, 25, 25, 0}));
    EXPECT_EQ(numbers_of(result("VINTAGEDEPRECIATION", {capex, 4.0, 0.0, std::string("next")})),
              (std::vector<double>{0, 25, 25, 25, 25}));
    EXPECT_EQ(numbers_of(result("VINTAGEDEPRECIATION", {capex, 4.0, 0.2, std::string("half")})),
              (std::vector<double>{10, 20, 20, 20, 10}));
    EXPECT_EQ(numbers_of(result("VINTAGEDEPRECIATION", {capex, 2.5})),
              (std::vector<double>{40, 40, 20, 0, 0}));
}

TEST(VintageDepreciation, ChargesEverythingOnceTheHorizonIsLongEnough) {
    Draw draw(47);
    for (const char* convention : {"full", "next", "half"}) {
        for (int round = 0; round < 300; ++round) {
            const double life = std::floor(draw.even(1, 12));
            const double residual = draw.even(0, 0.5);
            Table capex;
            double bought = 0;
            for (int period = 0; period < 25; ++period) {
                const double amount = period < 10 ? draw.even(0, 1e9) : 0;
                capex.append({amount});
                bought += amount;
            }
            const std::vector<double> charges = numbers_of(
                result("VINTAGEDEPRECIATION", {capex, life, residual, std::string(convention)}));
            EXPECT_NEAR(std::accumulate(charges.begin(), charges.end(), 0.0),
                        bought * (1 - residual), 1e-14 * bought);
        }
    }
}

/// The definition, purchase by purchase: how much of the period lies within its life.
std::vector<double> vintage_by_vintage(const std::vector<double>& capex, double life,
                                       double residual_share, double start) {
    std::vector<double> charges;
    for (std::size_t period = 0; period < capex.size(); ++period) {
        Sum charge;
        for (std::size_t vintage = 0; vintage <= period; ++vintage) {
            const double age = static_cast<double>(period - vintage);
            const double overlap = std::min(age + 1, start + life) - std::max(age, start);
            charge += std::max(0.0, overlap) * capex[vintage] * (1 - residual_share) / life;
        }
        charges.push_back(charge.value());
    }
    return charges;
}

TEST(VintageDepreciation, IsTheSumOfItsVintages) {
    Draw draw(48);
    for (const auto& [convention, start] :
         {std::pair("full", 0.0), std::pair("next", 1.0), std::pair("half", 0.5)}) {
        for (int round = 0; round < 1000; ++round) {
            const double life = draw.chance(0.1)   ? draw.even(0.01, 1)
                                : draw.chance(0.5) ? std::floor(draw.even(1, 70))
                                                   : draw.magnitude(1, 70);
            const double residual = draw.chance(0.5) ? 0 : draw.even(0, 1);
            std::vector<double> capex(1 + draw.index(60));
            Table cells;
            for (double& amount : capex) {
                // Large purchases next to small ones, and none.
                amount = draw.chance(0.3) ? 0 : draw.magnitude(1e-9, 1e15);
                cells.append({amount});
            }
            const std::vector<double> got = numbers_of(
                result("VINTAGEDEPRECIATION", {cells, life, residual, std::string(convention)}));
            const std::vector<double> wanted = vintage_by_vintage(capex, life, residual, start);
            ASSERT_EQ(got.size(), wanted.size());
            for (std::size_t period = 0; period < got.size(); ++period) {
                // The ends of a life that is no whole number are differences of about its size.
                const double ends =
                    1e-15 * (1 + life) * *std::max_element(capex.begin(), capex.end());
                const double noise = life == std::floor(life) ? 0 : ends;
                EXPECT_NEAR(got[period], wanted[period], 1e-14 * wanted[period] + noise)
                    << convention << ' ' << life << ' ' << period;
            }
        }
    }
}

TEST(VintageDepreciation, IsNothingOnceAllIsWrittenOff) {
    Draw draw(49);
    for (int round = 0; round < 300; ++round) {
        const std::size_t life = 1 + draw.index(20);
        Table cells;
        for (std::size_t period = 0; period < 60; ++period) {
            cells.append({period < 30 ? draw.magnitude(1e-9, 1e15) : 0});
        }
        for (const double noisy :
             {static_cast<double>(life), static_cast<double>(life) * (1 + 4e-16),
              static_cast<double>(life) * 4.35 * 100 / 435}) {
            for (const char* convention : {"full", "next", "half"}) {
                const std::vector<Value> given{cells, noisy, 0.1, std::string(convention)};
                const std::vector<double> charges =
                    numbers_of(result("VINTAGEDEPRECIATION", given));
                for (std::size_t period = 31 + life; period < 60; ++period) {
                    EXPECT_EQ(charges[period], 0) << convention << ' ' << noisy << ' ' << period;
                }
                Call call;
                const Table workings = std::get<Table>(
                    function("WORKINGS")
                        .call(joined(std::string("VINTAGEDEPRECIATION"), given), call));
                EXPECT_EQ(workings.at(workings.rows() - 1, 0), Cell("not_yet_charged"));
                EXPECT_EQ(workings.at(workings.rows() - 1, 2), Cell(0.0));
            }
        }
    }
}

TEST(VintageDepreciation, KeepsTheShapeOfItsRange) {
    Table row;
    row.append({100.0, 100.0, 0.0});
    const Table result_row = std::get<Table>(result("VINTAGEDEPRECIATION", {row, 2.0}));
    EXPECT_EQ(result_row.rows(), 1U);
    EXPECT_EQ(result_row.columns(), 3U);
}

TEST(LeaseVsBuy, BreaksEvenAtItsBreakEvenPayment) {
    Draw draw(53);
    for (int round = 0; round < 500; ++round) {
        const double price = draw.magnitude(1e3, 1e9);
        const double wacc = draw.even(-0.05, 0.3);
        const double tax = draw.even(0, 0.9);
        const double life = std::floor(draw.even(4, 20));
        const double residual = draw.even(0, 1) * price;
        const std::vector<double> first = numbers_of(
            result("LEASEVSBUY", {price, column({1, 1, 1, 1}), wacc, tax, life, residual}));
        const double level = first[3];
        if (level >= 0) {
            const std::vector<double> second =
                numbers_of(result("LEASEVSBUY", {price, column({level, level, level, level}), wacc,
                                                 tax, life, residual}));
            EXPECT_NEAR(second[2], 0, 1e-9 * price);
            EXPECT_EQ(second[2], difference(second[1], second[0]));
        }
    }
}

} // namespace

} // namespace headroom::test
