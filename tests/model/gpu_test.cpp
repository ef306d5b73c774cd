#include "gpu/gpu.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

/// The annuity from its definition, with 64 bits of mantissa and its power series next to zero:
/// 1 - (1+w)^-n = n w (1 - (n+1)/2 w + (n+1)(n+2)/6 w² - …).
long double recovery(long double life, long double wacc) {
    if (std::abs(wacc * life) > 1e-3L) {
        return wacc / (1 - std::pow(1 + wacc, -life));
    }
    long double term = 1;
    long double sum = 0;
    for (int k = 1; k < 20; ++k) {
        sum += term;
        term *= -wacc * (life + static_cast<long double>(k)) / static_cast<long double>(k + 1);
    }
    return 1 / (life * sum);
}

TEST(CapitalCharge, IsAccurateForEveryCostOfCapital) {
    for (const double life : {0.5, 1.0, 4.5, 5.0, 20.0, 50.0}) {
        for (const double size :
             {1e-300, 1e-18, 1e-16, 1e-12, 1e-9, 1e-8, 1e-6, 1e-4, 1e-3, 0.01, 0.09, 0.5, 0.9}) {
            for (const double wacc : {size, -size}) {
                const double factor = capital_recovery_factor(Years::of(life), Rate::of(wacc));
                const auto exact = static_cast<double>(recovery(life, wacc));
                EXPECT_NEAR(factor / exact, 1, 1e-14) << "life " << life << ", wacc " << wacc;
            }
        }
    }
}

TEST(CapitalCharge, IsStraightLineAtNoCostOfCapital) {
    const auto charge = [](double capex, double life, double wacc, double residual) {
        return double(capital_charge(MoneyPerGpu::of(capex), Years::of(life), Rate::of(wacc),
                                     MoneyPerGpu::of(residual)));
    };
    EXPECT_EQ(charge(50000, 5, 0, 0), 10000);
    EXPECT_EQ(charge(50000, 5, 0, 5000), 9000);
    EXPECT_NEAR(charge(50000, 5, 1e-12, 5000), 9000, 1e-6);
    EXPECT_EQ(charge(50000, 5, 0.09, 50000), 50000 * 0.09)
        << "what keeps its price costs only its interest";
    EXPECT_EQ(charge(0, 5, 0.09, 0), 0);
}

TEST(CapitalCharge, PaysBackTheCapexAndItsInterest) {
    Draw draw(3);
    for (int i = 0; i < 1000; ++i) {
        const double capex = draw.magnitude(1, 1e10);
        const double residual = capex * draw.even(0, 1);
        const auto life = static_cast<int>(1 + draw.index(30));
        const double wacc = draw.even(-0.3, 0.5);
        const double charge = capital_charge(MoneyPerGpu::of(capex), Years::of(life),
                                             Rate::of(wacc), MoneyPerGpu::of(residual));
        double owed = capex;
        for (int year = 0; year < life; ++year) {
            owed = owed * (1 + wacc) - charge;
        }
        const double scale = capex * std::max(1.0, std::pow(1 + wacc, life));
        EXPECT_NEAR(owed / scale, residual / scale, 1e-12) << "life " << life << ", wacc " << wacc;
    }
}

TEST(GpuBreakEvenPrice, EarnsExactlyTheMargin) {
    const Function& price = function("GPUBREAKEVENPRICE");
    Draw draw(4);
    for (int i = 0; i < 2000; ++i) {
        std::vector<Value> given = draw.arguments(price);
        given.resize(price.arguments.size());
        const auto [utilisation, capex, life, opex, margin, wacc, residual] =
            std::tie(given[0], given[1], given[2], given[3], given[4], given[5], given[6]);
        const double break_even = number("GPUBREAKEVENPRICE", given);
        if (break_even <= 0) {
            continue; // A negative cost of capital can outweigh the running cost.
        }
        const double earned =
            number("GPUMARGIN", {break_even, utilisation, capex, life, opex, wacc, residual});
        const double* wanted = std::get_if<double>(&margin);
        EXPECT_NEAR(earned, wanted == nullptr ? 0 : *wanted, 1e-13) << typed(price, given);
    }
}

TEST(GpuMargin, IsOneMinusCostOverPrice) {
    const Function& cost = function("GPUHOURCOST");
    Draw draw(5);
    for (int i = 0; i < 2000; ++i) {
        const std::vector<Value> given = draw.arguments(cost);
        const double hour = number("GPUHOURCOST", given);
        const double price = draw.magnitude(0.01, 100);
        EXPECT_NEAR(number("GPUMARGIN", joined(price, given)), 1 - hour / price,
                    1e-13 * std::max(1.0, std::abs(hour / price)));
    }
}

TEST(GpuMargin, MovesWithEachArgumentAsItMust) {
    struct Row {
        std::size_t argument;
        double more;
        int sign;
    };
    const std::vector<Value> base{2.5, 0.75, 50000.0, 5.0, 2467.104, 0.09, 5000.0};
    const Row rows[] = {{0, 2.6, 1},    {1, 0.76, 1}, {2, 51000.0, -1}, {3, 5.1, 1},
                        {4, 2500., -1}, {5, 0.1, -1}, {6, 6000.0, 1}};
    for (const Row& row : rows) {
        std::vector<Value> moved = base;
        moved[row.argument] = row.more;
        const double change = number("GPUMARGIN", moved) - number("GPUMARGIN", base);
        EXPECT_GT(change * row.sign, 0) << typed(function("GPUMARGIN"), moved);
    }
}

TEST(GpuOpex, AddsUpItsParts) {
    const double power = number("GPUOPEX", {1.38, 1.25, 0.8, 0.08});
    const double colocation = number("GPUOPEX", {1.38, 1.25, 0.8, 0.0, 130.0});
    const double all = number("GPUOPEX", {1.38, 1.25, 0.8, 0.08, 130.0, 400.0});
    EXPECT_NEAR(power, 1.38 * 1.25 * 0.8 * 8760 * 0.08, 1e-9);
    EXPECT_NEAR(colocation, 12 * 130 * 1.38, 1e-9);
    EXPECT_NEAR(all, power + colocation + 400, 1e-9);
}

} // namespace

} // namespace headroom::test
