// What the standards make of a lease, an impairment, a severance programme and a tax bonus, at the
// edges of their rules.

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

Table table(std::string_view name, const std::vector<Value>& arguments) {
    Call call;
    return std::get<Table>(function(name).call(arguments, call));
}

std::string message(std::string_view name, const std::vector<Value>& arguments) {
    return error(name, arguments).message(Language::english);
}

TEST(BonusShare, FallsByAFifthAYearUntilTheNewLaw) {
    // 1 January of 2023 to 2028, as Calc counts days.
    const double years[] = {44927, 45292, 45658, 46023, 46388, 46753};
    const double shares[] = {0.8, 0.6, 0.4, 0.2, 0, 0};
    for (std::size_t i = 0; i < std::size(years); ++i) {
        const double acquired = std::min(45676.0, years[i] - 1);
        EXPECT_EQ(number("BONUSSHARE", {acquired, years[i]}), shares[i]);
        EXPECT_EQ(number("BONUSSHARE", {acquired, years[i] - 1}), i == 0 ? 1 : shares[i - 1]);
        EXPECT_EQ(number("BONUSSHARE", {acquired, years[i] - 0.001}), i == 0 ? 1 : shares[i - 1])
            << "late in the evening before";
        EXPECT_EQ(number("BONUSSHARE", {45677.0, years[i] + 2000}), 1);
    }
}

TEST(BonusShare, CountsWholeDays) {
    EXPECT_EQ(number("BONUSSHARE", {45676.999, 45700.0}), 0.4);
    EXPECT_EQ(number("BONUSSHARE", {45677.001, 45700.0}), 1);
    EXPECT_EQ(number("BONUSSHARE", {45700.7, 45700.2}), 1) << "used on the day it is acquired";
    EXPECT_EQ(number("BONUSSHARE", {45677 - 1e-8, 45700.0}), 1) << "noise";
    EXPECT_EQ(message("BONUSSHARE", {43005.5, 45700.0}),
              "acquired is 2017-09-27: these rules hold for what was acquired after 2017-09-27.");
    EXPECT_EQ(message("BONUSSHARE", {45700.0, 45677.0}),
              "in_service is 2025-01-20, before acquired (2025-02-12): nothing is used before it "
              "is acquired.");
    EXPECT_EQ(message("BONUSSHARE", {std::string("2025-01-23"), 45700.0}),
              "acquired is the text \"2025-01-23\"; it must be a number.");
}

/// A year's first day counts to it, whatever the calendar.
TEST(BonusShare, GoesThroughMacrs) {
    for (const double in_service : {44900.0, 45000.0, 45400.0, 45700.0, 46100.0, 46500.0}) {
        const double bonus = number("BONUSSHARE", {44000.0, in_service});
        double total = 0;
        for (double year = 1; year <= 6; ++year) {
            total += number("MACRS", {50000.0, 5.0, year, {}, bonus});
        }
        EXPECT_NEAR(total, 50000, 1e-9);
    }
}

TEST(LeaseTest, TurnsAtThreeQuartersOfLifeAndNineTenthsOfValue) {
    Draw draw(311);
    for (int round = 0; round < 2000; ++round) {
        const double life = draw.magnitude(0.1, 60);
        const double value = draw.magnitude(1, 1e12);
        const double years = 0.75 * life;
        const double payments = 0.9 * value;
        const auto test = [&](double term, double worth) {
            return number("LEASETEST", {0.0, 0.0, term, life, worth, value});
        };
        const double below = 1 - 1e-8;
        EXPECT_EQ(test(years * below, payments * below), 0);
        for (const double noise : {1.0, 1 - 1e-15, 1 + 1e-15, 1 - 5e-10, 1 + 1e-8}) {
            EXPECT_EQ(test(years * noise, 0), 1) << plain(life) << ' ' << noise;
            EXPECT_EQ(test(years * below, payments * noise), 1) << plain(value) << ' ' << noise;
        }
        for (std::size_t flag = 0; flag < 3; ++flag) {
            std::vector<Value> given{0.0, 0.0, years * below, life, payments * below, value, 0.0};
            given[flag == 2 ? 6 : flag] = 1.0;
            EXPECT_EQ(number("LEASETEST", given), 1);
        }
    }
}

TEST(Impairment, IsNothingWhereTheCarryingAmountIsRecovered) {
    Draw draw(312);
    for (int round = 0; round < 2000; ++round) {
        Table flows;
        double sum = 0;
        for (std::size_t year = 0; year < 1 + draw.index(8); ++year) {
            const double flow = draw.magnitude(0.01, 1e9);
            flows.append({flow});
            sum += flow;
        }
        const double fair = draw.even(0, 0.9) * sum;
        const auto loss = [&](const char* standard, double carrying, double wacc) {
            return number("IMPAIRMENT", {std::string(standard), carrying, flows, fair, wacc});
        };
        for (const double noise : {1.0, 1 - 4e-16, 1 + 4e-16}) {
            EXPECT_EQ(loss("US GAAP", sum * noise, 0.1), 0) << plain(sum);
            EXPECT_EQ(loss("IFRS", sum * noise, 0), 0) << plain(sum);
        }
        const double above = sum * (1 + 1e-12);
        EXPECT_DOUBLE_EQ(loss("US GAAP", above, 0.1), above - fair) << "all of it, at once";
        EXPECT_NEAR(loss("IFRS", above, 0), above - sum, 1e-15 * above) << "only what is missing";
        EXPECT_EQ(loss("US GAAP", above, 0.5), loss("US GAAP", above, 0)) << "not discounted";

        // What is written down to is recovered.
        const double carrying = sum * draw.even(0.5, 3);
        const double wacc = draw.even(-0.05, 0.5);
        for (const char* standard : {"US GAAP", "IFRS"}) {
            const double first = loss(standard, carrying, wacc);
            EXPECT_NEAR(loss(standard, carrying - first, wacc), 0, 1e-15 * carrying) << standard;
        }
        EXPECT_LE(loss("IFRS", carrying, wacc), loss("IFRS", carrying, wacc + 0.01));
        EXPECT_EQ(loss("us  gaap", carrying, wacc), loss("US GAAP", carrying, wacc));
    }
}

TEST(SeveranceAccrual, AddsUpToWhatIsPaid) {
    Draw draw(313);
    for (int round = 0; round < 1000; ++round) {
        const double amount = draw.magnitude(1, 1e9);
        const double stay = draw.chance(0.3) ? 0 : draw.magnitude(1, 1e9);
        const double service = draw.chance(0.2) ? 0 : draw.even(0, 24);
        const double probable = draw.even(-12, 12);
        for (const char* standard : {"ASC 420", "ASC 712", "IAS 19"}) {
            const auto accrued = [&](double months) {
                return number("SEVERANCEACCRUAL", {std::string(standard), amount, service, months,
                                                   2.0, stay, probable});
            };
            EXPECT_EQ(accrued(-13), 0);
            double last = 0;
            for (double month = -12; month <= 36; month += 0.5) {
                EXPECT_GE(accrued(month), last) << standard << ' ' << month;
                last = accrued(month);
            }
            const bool stays = std::string_view(standard) == "IAS 19";
            EXPECT_EQ(last, amount + (stays ? stay : 0)) << standard;
        }
    }
}

TEST(SeveranceAccrual, TurnsAtItsEdges) {
    const auto accrued = [](const char* standard, double service, double months,
                            double retention = 2, double stay = 0, double probable = 0) {
        return number("SEVERANCEACCRUAL",
                      {std::string(standard), 1200.0, service, months, retention, stay, probable});
    };
    EXPECT_EQ(accrued("ASC 420", 2, 0), 1200) << "exactly the minimum";
    EXPECT_EQ(accrued("ASC 420", 2 + 1e-12, 0), 1200) << "but for noise";
    EXPECT_EQ(accrued("ASC 420", 2.001, 0), 0);
    EXPECT_EQ(accrued("ASC 420", 4, -1e-15), 0) << "nothing is earned yet";
    EXPECT_EQ(accrued("ASC 420", 2, 0.3 - 0.1 - 0.2), 1200) << "noise before the day itself";
    EXPECT_EQ(accrued("ASC 420", 2, -0.001), 0);
    EXPECT_EQ(accrued("ASC 420", 4, 1, 2, 500, -3), 300) << "only amount and time count";
    EXPECT_EQ(accrued("ASC 712", 4, 0.1 * 3, 2, 500, 0.3), 1200) << "noise before it is probable";
    EXPECT_EQ(accrued("ASC 712", 4, 0.29, 2, 500, 0.3), 0);
    EXPECT_EQ(accrued("IAS 19", 10, -0.5, 2, 500, -0.5), 1200);
    EXPECT_EQ(accrued("IAS 19", 10, 5, 2, 500, 3), 1450);
    EXPECT_EQ(accrued("IAS 19", 0, 0, 2, 500, 3), 1700);
    EXPECT_EQ(accrued("IAS 19", 0, -0.001, 2, 500, 3), 0);
}

TEST(RestructuringRoll, CarriesEveryCentForward) {
    Draw draw(314);
    for (int round = 0; round < 500; ++round) {
        const double opening = draw.chance(0.3) ? 0 : draw.magnitude(0.01, 1e9);
        Table charges;
        Table paid;
        Table adjustments;
        double balance = opening;
        for (std::size_t period = 0; period < 12; ++period) {
            const double charge = draw.chance(0.3) ? 0 : draw.magnitude(0.01, 1e9);
            const double adjustment = draw.even(-0.5, 0.5) * charge;
            const double payment = (balance + charge + adjustment) * draw.even(0, 1);
            balance += charge - payment + adjustment;
            charges.append({charge});
            paid.append({payment});
            adjustments.append({adjustment});
        }
        const Table roll = table("RESTRUCTURINGROLL", {opening, charges, paid, adjustments});
        ASSERT_EQ(roll.rows(), 12U);
        ASSERT_EQ(roll.columns(), 5U);
        double expected = opening;
        for (std::size_t row = 0; row < roll.rows(); ++row) {
            const auto at = [&](std::size_t column) {
                return std::get<double>(roll.at(row, column));
            };
            EXPECT_EQ(at(0), expected);
            EXPECT_GE(at(4), 0);
            EXPECT_EQ(at(0) + at(1) - at(2) + at(3), at(4));
            expected = at(4);
        }
    }
}

TEST(RestructuringRoll, EndsAtNothingWhenAllIsPaid) {
    Draw draw(315);
    for (int round = 0; round < 2000; ++round) {
        const double first = draw.magnitude(0.01, 1e9);
        const double second = draw.magnitude(0.01, 1e9);
        const double release = draw.even(0, 1) * second;
        const double left = first + second - release;
        for (const double noise : {1.0, 1 + 4e-16, 1 - 4e-16}) {
            const Table roll = table("RESTRUCTURINGROLL",
                                     {0.0, column({first, second, 0}), column({0, 0, left * noise}),
                                      column({0, -release, 0})});
            EXPECT_EQ(std::get<double>(roll.at(2, 4)), 0) << plain(first) << ' ' << plain(second);
        }
        const Error refused =
            error("RESTRUCTURINGROLL",
                  {0.0, column({first, second, 0}), column({0, 0, (first + second) * 1.001})});
        EXPECT_EQ(refused.kind(), Failure::invalid);
        EXPECT_EQ(refused.argument(), "paid");
    }
    EXPECT_EQ(message("RESTRUCTURINGROLL", {5.0, column({5, 8}), column({3, 20})}),
              "Row 2 would close at -5, below 0: paid and adjustments take more than the 15 that "
              "opening and charges come to.");
    EXPECT_EQ(
        error("RESTRUCTURINGROLL", {5.0, column({5, 8}), column({3, 2}), column({1})}).argument(),
        "adjustments");
}

TEST(LeaseVsBuy, InAdvanceCostsTheInterestOfAYearMore) {
    Draw draw(316);
    for (int round = 0; round < 1000; ++round) {
        const double wacc = draw.chance(0.3) ? draw.magnitude(1e-12, 1e-6) : draw.even(-0.05, 0.3);
        const double life = 4 + std::floor(draw.even(0, 10));
        const auto lease = [&](const char* timing, double payment) {
            return table("LEASEVSBUY", {50000.0, column({payment, payment, payment, payment}), wacc,
                                        0.21, life, 5000.0, std::string(timing)});
        };
        const auto at = [](const Table& rows, std::size_t row) {
            return std::get<double>(rows.at(row, 1));
        };
        const Table end = lease("end", 12000);
        const Table begin = lease(" Begin ", 12000);
        EXPECT_EQ(at(begin, 0), at(end, 0));
        EXPECT_NEAR(at(begin, 1), at(end, 1) * (1 + wacc), 1e-15 * 50000);
        EXPECT_NEAR(at(begin, 3), at(end, 3) / (1 + wacc), 1e-14 * at(end, 3));
        EXPECT_NEAR(at(lease("begin", at(begin, 3)), 2), 0, 1e-14 * 50000) << plain(wacc);
    }
    EXPECT_EQ(message("LEASEVSBUY", {100.0, column({30, 30, 30}), 0.05, 0.2, 2.0}),
              "payments holds 3 payments, one a year, but life is 2: what is no longer used is not "
              "leased.");
}

} // namespace

} // namespace headroom::test
