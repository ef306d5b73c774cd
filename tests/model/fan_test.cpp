// PLANFAN: all quarters from one simulation, each as if it had been asked for alone.

#include "assumption_draw.hpp"
#include "core/memory.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/line.hpp"
#include "risk/fan.hpp"

#include <gtest/gtest.h>

namespace headroom::test {

namespace {

Table fan_of(const std::vector<Value>& arguments, Memory* memory = nullptr) {
    Call call(Language::english, nullptr, memory);
    return std::get<Table>(function("PLANFAN").call(arguments, call));
}

// To the last digit, for every line.
TEST(PlanFan, HasThePercentilesOfEveryQuarter) {
    Draw draw(61);
    int errors = 0;
    for (std::size_t line = 0; line < shown_lines; ++line) {
        const std::string name(lines()[line].id);
        for (const char* sampling : {"random", "sobol"}) {
            const Table table =
                line % 3 == 0 ? with_driver(example_uncertain_assumptions(), "cut_quarter", 6.0)
                              : random_uncertain_assumptions(draw);
            const Value seed = 1 + static_cast<double>(line);
            Table fan;
            try {
                fan = fan_of({table, name, 700.0, seed, {}, std::string(sampling)});
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), Failure::not_available) << "growth in a short plan";
                continue;
            }
            EXPECT_EQ(fan.columns(), 8U);
            for (std::size_t quarter = 1; quarter <= fan.rows(); ++quarter) {
                for (std::size_t i = 0; i < Fan::percentiles.size(); ++i) {
                    const Cell wanted = outcome(function("PLANPERCENTILE"),
                                                std::vector<Value>{table,
                                                                   name,
                                                                   Fan::percentiles[i],
                                                                   static_cast<double>(quarter),
                                                                   700.0,
                                                                   seed,
                                                                   {},
                                                                   std::string(sampling)});
                    EXPECT_EQ(fan.at(quarter - 1, i), wanted) << name << " in quarter " << quarter;
                    errors += std::holds_alternative<double>(wanted) ? 0 : 1;
                }
                Call call;
                try {
                    const Value risk = function("PLANRISK")
                                           .call(std::vector<Value>{table,
                                                                    name,
                                                                    static_cast<double>(quarter),
                                                                    700.0,
                                                                    seed,
                                                                    {},
                                                                    std::string(sampling)},
                                                 call);
                    EXPECT_EQ(fan.at(quarter - 1, 7), std::get<Table>(risk).at(2, 1)) << name;
                } catch (const Error& error) {
                    EXPECT_EQ(fan.at(quarter - 1, 7), Cell(error.kind())) << name;
                }
            }
        }
    }
    EXPECT_GT(errors, 20);
}

TEST(PlanFan, IsOneSimulationForAllCells) {
    Memory memory;
    const std::vector<Value> arguments{example_uncertain_assumptions(), std::string("margin"),
                                       500.0};
    const Table first = fan_of(arguments, &memory);
    EXPECT_EQ(fan_of(arguments, &memory), first);
    EXPECT_EQ(memory.simulations().runs(), 1U);
    std::vector<Value> other = arguments;
    other[2] = 501.0;
    fan_of(other, &memory);
    EXPECT_EQ(memory.simulations().runs(), 2U);
}

// More quarters than are held at once.
TEST(PlanFan, DoesNotDependOnHowManyQuartersFitIntoMemory) {
    const double trials = 1'000'000; // twelve quarters at a time
    const Table table = with_driver(example_uncertain_assumptions(), "quarters", 14.0);
    const Table fan = fan_of({table, std::string("gpu revenue"), trials});
    ASSERT_EQ(fan.rows(), 14U);
    for (const double quarter : {12.0, 13.0}) {
        EXPECT_EQ(fan.at(static_cast<std::size_t>(quarter) - 1, 3),
                  Cell(number("PLANPERCENTILE",
                              {table, std::string("gpu revenue"), 0.5, quarter, trials})));
    }
}

} // namespace

} // namespace headroom::test
