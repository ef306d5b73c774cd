#include "csv.hpp"
#include "outcome.hpp"
#include "paths.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

namespace headroom::test {

namespace {

TEST(Limits, AreThoseOfTheTable) {
    std::set<std::string> listed;
    for (const auto& row : read_csv(std::string(path::tests) + "/vectors/limits.csv")) {
        const std::string key = row.at("function") + " " + row.at("argument");
        EXPECT_TRUE(listed.insert(key).second) << key << " is listed twice";
        std::string allowed;
        for (const Argument& argument : function(row.at("function")).arguments) {
            if (argument.id == row.at("argument")) {
                allowed = argument.limits.describe(Language::english);
            }
        }
        EXPECT_EQ(allowed, row.at("allowed")) << key << ": " << row.at("why");
    }
    for (const Function* function : catalogue()) {
        for (const Argument& argument : function->arguments) {
            const std::string key = function->name + " " + std::string(argument.id);
            EXPECT_EQ(listed.contains(key),
                      argument.shape == Shape::number || argument.shape == Shape::series)
                << key;
        }
    }
}

TEST(Limits, AdmitWhatTheirWordsSay) {
    struct Row {
        Limits limits;
        std::string_view words;
        double inside;
        double outside;
    };
    const double below_one = std::nextafter(1, 0);
    const double above_one = std::nextafter(1, 2);
    const Row rows[] = {
        {from(1), "at least 1", 1, below_one},
        {above(1), "above 1", above_one, 1},
        {below(1), "below 1", below_one, 1},
        {Limits().to(1), "at most 1", 1, above_one},
        {from(0).below(1), "at least 0 and below 1", below_one, 1},
        {from(0).below(1), "at least 0 and below 1", 0, -1e-300},
        {above(0).to(1), "above 0 and at most 1", 5e-324, 0},
        {above(-1), "above -1", std::nextafter(-1, 0), -1},
        {from(0).to("capex"), "at least 0 and at most capex", 1e308, -5e-324},
        {from(0.25), "at least 0.25", 0.25, 0.2},
        {from(1).whole(), "a whole number, at least 1", 2, 1.5},
        {from(1).to(4).whole(), "a whole number, at least 1 and at most 4", 4, 5},
        {Limits().whole(), "a whole number", -1e308, 0.5},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(row.limits.describe(Language::english), row.words);
        EXPECT_TRUE(row.limits.admit(row.inside)) << row.words << ": " << row.inside;
        EXPECT_FALSE(row.limits.admit(row.outside)) << row.words << ": " << row.outside;
    }
    EXPECT_EQ(Limits().describe(Language::english), "any number");
    EXPECT_EQ(from("low").describe(Language::english), "at least low");
    EXPECT_TRUE(Limits().admit(-1e308));
}

TEST(Limits, SettleWhatHasToBeWhole) {
    const Limits years = from(1).to(50).whole();
    for (const double value : {50 * (1 + 1e-12), 50 * (1 - 1e-12), 1 - 1e-12, 1 + 1e-12}) {
        EXPECT_FALSE(years.admit(value)) << value;
        EXPECT_TRUE(years.admit(years.settled(value))) << value;
    }
    for (const double value : {50 * (1 + 2e-9), 1 - 2e-9, 4.5, 0.0}) {
        EXPECT_FALSE(years.admit(years.settled(value))) << value;
    }
    EXPECT_EQ(from(1).to(50).settled(49 * (1 + 1e-12)), 49 * (1 + 1e-12)) << "not to be whole";
}

TEST(Limits, HoldAtTheirBoundsInEveryFunction) {
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            if (argument.shape != Shape::number && argument.shape != Shape::series) {
                continue;
            }
            for (const double bound : {argument.limits.low(), argument.limits.high()}) {
                for (const double value : {bound, std::nextafter(bound, -INFINITY),
                                           std::nextafter(bound, INFINITY), bound + 0.5}) {
                    const std::vector<Value> arguments = exchanged(example, i, value);
                    const bool refused = outcome(*function, arguments) == Cell(Failure::invalid);
                    EXPECT_EQ(refused, !fits(*function, arguments)) << typed(*function, arguments);
                }
            }
        }
    }
}

/// A utilisation of 1.0000000000000002 is what arithmetic makes of 1.
TEST(Limits, ForgiveTheNoiseOfArithmeticAtABound) {
    std::size_t tried = 0;
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            const Limits& limits = argument.limits;
            if (argument.shape != Shape::number) {
                continue;
            }
            const auto expect_forgiven = [&](double bound, double outwards) {
                if (!std::isfinite(bound) || bound == 0) {
                    return;
                }
                ++tried;
                const Cell wanted = outcome(*function, exchanged(example, i, bound));
                for (const double noise : {3e-16, 1e-12, 9e-10}) {
                    const double noisy = bound + outwards * std::abs(bound) * noise;
                    EXPECT_EQ(outcome(*function, exchanged(example, i, noisy)), wanted)
                        << function->name << ' ' << argument.id << ' ' << plain(noisy);
                }
                const double broken = bound + outwards * std::abs(bound) * 3e-9;
                EXPECT_EQ(outcome(*function, exchanged(example, i, broken)), Cell(Failure::invalid))
                    << function->name << ' ' << argument.id;
            };
            if (!limits.high_open()) {
                expect_forgiven(limits.high(), 1);
            }
            if (!limits.low_open()) {
                expect_forgiven(limits.low(), -1);
            }
        }
    }
    EXPECT_GT(tried, 40);
    const auto margin = [](double residual) {
        return outcome(function("GPUMARGIN"),
                       std::vector<Value>{2.5, 0.75, 0.7 * 3, 5.0, 2467.0, 0.09, residual});
    };
    EXPECT_EQ(margin(2.1 * (1 + 1e-12)), margin(0.7 * 3)) << "a residual of all of capex";
    EXPECT_EQ(margin(2.1 * (1 + 1e-8)), Cell(Failure::invalid));
}

/// 4.35 × 100 / 87 years are five, though the result of the arithmetic is 4.999999999999999.
TEST(WholeArguments, ForgiveTheNoiseOfArithmetic) {
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            if (!(argument.limits == argument.limits.whole()) || argument.shape != Shape::number) {
                continue;
            }
            for (const double whole :
                 {argument.limits.low(), argument.limits.low() + 2, argument.limits.high()}) {
                if (!std::isfinite(whole)) {
                    continue;
                }
                const auto result = [&](double value) {
                    Call call;
                    try {
                        return function->call(exchanged(example, i, value), call);
                    } catch (const Error& error) {
                        return Value(error.message(Language::english));
                    }
                };
                const Value wanted = result(whole);
                for (const double noise : {1e-16, 1e-14, 1e-12, 9e-10}) {
                    for (const double noisy : {whole * (1 - noise), whole * (1 + noise)}) {
                        EXPECT_EQ(result(noisy), wanted)
                            << function->name << ' ' << argument.id << ' ' << plain(noisy);
                    }
                }
                for (const double broken : {whole * (1 - 2e-9) - 2e-9, whole * (1 + 2e-9) + 2e-9}) {
                    EXPECT_EQ(outcome(*function, exchanged(example, i, broken)),
                              Cell(Failure::invalid))
                        << function->name << ' ' << argument.id << ' ' << plain(broken);
                }
            }
        }
    }
    EXPECT_EQ(number("GPUPAYBACK", {2.5, 0.75, 50000.0, 4.35 * 100 / 87, 2467.104}),
              number("GPUPAYBACK", {2.5, 0.75, 50000.0, 5.0, 2467.104}));
    std::vector<Value> plan = complete_example(function("PLANVALUE"));
    plan[2] = 5.0;
    const double fifth = number("PLANVALUE", plan);
    plan[2] = 4.35 * 100 / 87;
    EXPECT_EQ(number("PLANVALUE", plan), fifth);
    EXPECT_EQ(error("GPUPAYBACK", {2.5, 0.75, 50000.0, 51.0, 0.0}).message(Language::english),
              "life is 51; it must be a whole number, at least 1 and at most 50.");
}

TEST(WholeArguments, StandInTheWorkingsAsTheyCount) {
    Call call;
    const Table table =
        std::get<Table>(function("WORKINGS")
                            .call(std::vector<Value>{std::string("GPUNPV"), 2.5, 0.75, 50000.0,
                                                     4.35 * 100 / 87, 2467.104, 0.09},
                                  call));
    EXPECT_EQ(table.at(3, 0), Cell("life"));
    EXPECT_EQ(table.at(3, 1), Cell("=5"));
    EXPECT_EQ(table.at(3, 2), Cell(5.0));
}

} // namespace

} // namespace headroom::test
