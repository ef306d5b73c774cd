#include "assumption_draw.hpp"
#include "core/memory.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace headroom::test {

namespace {

Table table_of(std::string_view name, const std::vector<Value>& arguments) {
    Call call;
    return std::get<Table>(function(name).call(arguments, call));
}

std::map<std::string, Cell> labelled(const Table& table) {
    std::map<std::string, Cell> rows;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        rows[std::get<std::string>(table.at(row, 0))] = table.at(row, 1);
    }
    return rows;
}

const Table uncertain = example_uncertain_assumptions();

TEST(PlanRisk, HasTheRowsOfTheContract) {
    const Table table = table_of("PLANRISK", {uncertain, std::string("margin")});
    const char* labels[] = {"trials",
                            "no answer",
                            "mean",
                            "standard error",
                            "standard deviation",
                            "minimum",
                            "P5",
                            "P10",
                            "P25",
                            "P50",
                            "P75",
                            "P90",
                            "P95",
                            "maximum",
                            "CVaR 5 %",
                            "not a plan",
                            "cut off"};
    ASSERT_EQ(table.rows(), std::size(labels));
    double last = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        EXPECT_EQ(table.at(row, 0), Cell(std::string(labels[row])));
        if (row >= 5 && row <= 13) {
            EXPECT_GE(std::get<double>(table.at(row, 1)), last) << labels[row];
            last = std::get<double>(table.at(row, 1));
        }
    }
    EXPECT_EQ(table.at(0, 1), Cell(10000.0));
}

TEST(PlanRisk, AgreesWithTheFunctionsForOneStatistic) {
    const auto rows = labelled(
        table_of("PLANRISK", {uncertain, std::string("required cuts"), 12.0, 5000.0, 3.0}));
    const std::pair<const char*, double> percentiles[] = {
        {"minimum", 0}, {"P5", 0.05}, {"P50", 0.5}, {"P90", 0.9}, {"maximum", 1}};
    for (const auto& [label, probability] : percentiles) {
        EXPECT_EQ(rows.at(label),
                  Cell(number("PLANPERCENTILE", {uncertain, std::string("required cuts"),
                                                 probability, 12.0, 5000.0, 3.0})));
    }
    const double median = std::get<double>(rows.at("P50"));
    const double share = number(
        "PLANPROBABILITY", {uncertain, std::string("required cuts"), median, 12.0, 5000.0, 3.0});
    EXPECT_NEAR(share, 0.5, 0.02);
}

TEST(PlanRisk, IsThePlanItselfWhenNothingIsUncertain) {
    const auto rows =
        labelled(table_of("PLANRISK", {example_assumptions(), std::string("margin")}));
    const double margin = number("PLANVALUE", {example_assumptions(), std::string("margin")});
    for (const char* label : {"minimum", "P5", "P50", "maximum"}) {
        EXPECT_EQ(rows.at(label), Cell(margin)) << label;
    }
    EXPECT_NEAR(std::get<double>(rows.at("mean")), margin, 1e-14);
    EXPECT_NEAR(std::get<double>(rows.at("standard deviation")), 0, 1e-14);
}

TEST(PlanRisk, DoesNotDependOnTheOrderOfTheRows) {
    Table turned;
    turned.append({uncertain.at(0, 0), uncertain.at(0, 1), uncertain.at(0, 2), uncertain.at(0, 3),
                   uncertain.at(0, 4)});
    for (std::size_t row = uncertain.rows(); row-- > 1;) {
        turned.append({uncertain.at(row, 0), uncertain.at(row, 1), uncertain.at(row, 2),
                       uncertain.at(row, 3), uncertain.at(row, 4)});
    }
    EXPECT_EQ(table_of("PLANRISK", {turned, std::string("margin")}),
              table_of("PLANRISK", {uncertain, std::string("margin")}));
}

TEST(PlanRisk, SharesOneRunBetweenCells) {
    Memory memory;
    Call call(Language::english, nullptr, &memory);
    const std::string line = "margin";
    function("PLANRISK").call(std::vector<Value>{uncertain, line}, call);
    function("PLANPERCENTILE").call(std::vector<Value>{uncertain, line, 0.1}, call);
    function("PLANPROBABILITY").call(std::vector<Value>{uncertain, line, 0.3, 12.0}, call);
    EXPECT_EQ(memory.simulations().runs(), 1U);
    const Table other = with_driver(uncertain, "tax_rate", 0.3);
    function("PLANPERCENTILE").call(std::vector<Value>{other, line, 0.1}, call);
    EXPECT_EQ(memory.simulations().runs(), 2U) << "any assumption changes the question";
}

TEST(PlanRisk, ShowsTrialsWithoutAnAnswer) {
    // Cuts from quarter 6 on cannot help the quarters before.
    const Table hard = with_driver(uncertain, "cut_quarter", 6.0);
    const auto rows = labelled(table_of("PLANRISK", {hard, std::string("required cuts")}));
    const double none = std::get<double>(rows.at("no answer"));
    EXPECT_GT(none, 100);
    EXPECT_LT(none, 9000);
    EXPECT_EQ(rows.at("maximum"), Cell(Failure::no_answer)) << "more than any number";
    // The percentile is the rank among all trials, not among those that have an answer.
    const double held = 1 - none / 10000;
    const auto percentile = [&](double probability) {
        return outcome(function("PLANPERCENTILE"),
                       std::vector<Value>{hard, std::string("required cuts"), probability});
    };
    EXPECT_EQ(percentile(held + 0.001), Cell(Failure::no_answer));
    const double below = std::get<double>(percentile(held - 0.001));
    const double reached = number("PLANPROBABILITY", {hard, std::string("required cuts"), below});
    EXPECT_GE(reached, held - 0.001);
    EXPECT_LE(reached, held);
    EXPECT_TRUE(std::holds_alternative<double>(
        outcome(function("PLANPERCENTILE"), std::vector<Value>{hard, std::string("margin"), 0.99})))
        << "a margin is not there without its cuts";
    const Table impossible = with_driver(uncertain, "target_margin", 0.9);
    const auto all = labelled(table_of("PLANRISK", {impossible, std::string("required cuts")}));
    EXPECT_EQ(all.at("no answer"), Cell(10000.0));
    EXPECT_EQ(all.at("P50"), Cell(Failure::no_answer));
    EXPECT_EQ(outcome(function("PLANPERCENTILE"),
                      std::vector<Value>{impossible, std::string("required cuts"), 0.5}),
              Cell(Failure::no_answer));
}

TEST(PlanRisk, RefusesWhatCannotBeAsked) {
    Table pairs;
    const auto correlated = [&](std::initializer_list<Cell> row) {
        Table table;
        table.append({std::string("one"), std::string("other"), std::string("rank correlation")});
        table.append(row);
        return error("PLANRISK", {uncertain, std::string("margin"), {}, {}, {}, table})
            .message(Language::english);
    };
    const auto text = [](const char* words) { return Cell(std::string(words)); };
    EXPECT_NE(correlated({text("price"), text("life"), 0.5}).find("names life, which is certain"),
              std::string::npos);
    EXPECT_NE(correlated({text("price"), text("prise"), 0.5}).find("row 2 of correlations"),
              std::string::npos);
    EXPECT_NE(correlated({text("price"), text("utilisation"), 1.0}).find("below 1"),
              std::string::npos);
    EXPECT_NE(correlated({text("price"), text("price"), 0.5}).find("with itself"),
              std::string::npos);
    EXPECT_NE(
        correlated({text("price"), text("utilisation"), text("0.8")}).find("must be a number"),
        std::string::npos);
    Table first_row;
    first_row.append({text("price"), text("utilisation"), text("0.8")});
    EXPECT_EQ(outcome(function("PLANRISK"),
                      std::vector<Value>{uncertain, std::string("margin"), {}, {}, {}, first_row}),
              Cell(Failure::invalid))
        << "no heading, but a number stored as text";
    Table fine;
    fine.append({text("price"), text("utilisation"), 0.5});
    EXPECT_NE(table_of("PLANRISK", {uncertain, std::string("margin"), {}, {}, {}, fine}),
              table_of("PLANRISK", {uncertain, std::string("margin")}));
    fine.append({text("Utilisation"), text("Price"), 0.4});
    EXPECT_EQ(outcome(function("PLANRISK"),
                      std::vector<Value>{uncertain, std::string("margin"), {}, {}, {}, fine}),
              Cell(Failure::invalid))
        << "the same pair again";
    EXPECT_EQ(
        outcome(function("PLANRISK"), std::vector<Value>{uncertain, std::string("growth"), 3.0}),
        Cell(Failure::not_available));
    EXPECT_EQ(outcome(function("PLANRISK"),
                      std::vector<Value>{uncertain, std::string("margin"), {}, 1.0}),
              Cell(Failure::invalid));
}

TEST(PlanTornado, ShowsTheLineAtTheEndsOfEachDriver) {
    const Table table = table_of("PLANTORNADO", {uncertain, std::string("margin"), 4.0});
    ASSERT_EQ(table.rows(), 3U);
    EXPECT_EQ(outcome(function("PLANTORNADO"),
                      std::vector<Value>{example_assumptions(), std::string("margin")}),
              Cell(Failure::no_answer))
        << "nothing is uncertain";
    double last = 1;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& driver = std::get<std::string>(table.at(row, 0));
        for (std::size_t source = 1; source < uncertain.rows(); ++source) {
            if (uncertain.at(source, 0) == Cell(driver)) {
                for (const std::size_t end : {1U, 2U}) {
                    EXPECT_EQ(table.at(row, end),
                              Cell(number("PLANVALUE", {with_driver(uncertain, driver,
                                                                    uncertain.at(source, end + 1)),
                                                        std::string("margin"), 4.0})));
                }
            }
        }
        const double swing = std::get<double>(table.at(row, 3));
        EXPECT_EQ(swing, std::abs(std::get<double>(table.at(row, 2)) -
                                  std::get<double>(table.at(row, 1))));
        EXPECT_LE(swing, last);
        last = swing;
    }
}

} // namespace

} // namespace headroom::test
