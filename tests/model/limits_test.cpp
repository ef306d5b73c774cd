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

} // namespace

} // namespace headroom::test
