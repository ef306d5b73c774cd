#include "trade_plan_test.hpp"

#include "snapshot.hpp"

#include <boost/lexical_cast.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace headroom::test {

namespace {

TEST_F(TradePlan, ShowsWhatTheFunctionsGive) {
    const Table plan = table();
    EXPECT_EQ(value("required_cuts"), number("PLANVALUE", {plan, required}));
    EXPECT_GT(value("required_cuts"), 0);
    const std::vector<Value> rest{Value(), 8192.0, 1.0, correlations(), std::string("sobol")};
    for (const auto& [name, probability] :
         {std::pair("cuts_p10", 0.1), {"cuts_p50", 0.5}, {"cuts_p90", 0.9}}) {
        std::vector<Value> arguments{plan, required, probability};
        arguments.insert(arguments.end(), rest.begin(), rest.end());
        EXPECT_NEAR(value(name), number("PLANPERCENTILE", arguments), 1e-6) << name;
    }
    for (const auto& [name, threshold] :
         {std::pair("chance_held", 0.0), {"chance_enough", value("announced_cuts")}}) {
        std::vector<Value> arguments{plan, required, threshold};
        arguments.insert(arguments.end(), rest.begin(), rest.end());
        EXPECT_NEAR(value(name), number("PLANPROBABILITY", arguments), 1e-12) << name;
    }
    const Sheet quarters = sheet("Quarters");
    const int margin = row("Margin", "Quarters");
    const int nobody_cut = row("Margin, nobody cut", "Quarters");
    for (int quarter = 1; quarter <= 12; ++quarter) {
        const std::vector<Value> arguments{plan, std::string("margin"), double(quarter)};
        EXPECT_NEAR(quarters.value({margin, quarter + 1}), number("PLANVALUE", arguments), 1e-12);
        EXPECT_NEAR(quarters.value({nobody_cut, quarter + 1}),
                    number("PLANVALUE", {variant("without_cuts"), arguments[1], arguments[2]}),
                    1e-12);
    }
}

TEST_F(TradePlan, ShowsWholeTablesAsTheFunctionsGiveThem) {
    const auto expect = [&](const Table& table, const std::string& on, int first, int rows) {
        const Sheet shown = sheet(on);
        for (int row = 0; row < rows; ++row) {
            for (std::size_t column = 0; column < table.columns(); ++column) {
                const Cell& cell = table.at(static_cast<std::size_t>(row), column);
                const At at{first + row, static_cast<int>(column)};
                SCOPED_TRACE(on + at.name());
                if (const double* expected = std::get_if<double>(&cell)) {
                    EXPECT_NEAR(shown.value(at), *expected, 1e-9 * std::max(1.0, *expected));
                } else if (std::holds_alternative<Failure>(cell)) {
                    EXPECT_EQ(shown.text(at), "–");
                } else if (column > 0) { // labels are the sheet's own
                    EXPECT_EQ(shown.text(at), std::get<std::string>(cell));
                }
            }
        }
    };
    const auto result = [&](std::string_view name, const std::vector<Value>& arguments) {
        return std::get<Table>(call(name, arguments));
    };
    expect(result("PLANTORNADO", {table(), required}), "Risk", row("Driver", "Risk") + 1, 10);
    const Table levers = result("PLANALTERNATIVES", {table()});
    const int first_lever = row("Lever", "Alternatives") + 1;
    expect(levers, "Alternatives", first_lever, 10);
    for (int lever = 0; lever < 10; ++lever) {
        EXPECT_EQ(sheet("Alternatives").text({first_lever + lever, 0}),
                  std::get<std::string>(levers.at(static_cast<std::size_t>(lever), 0)));
    }
    expect(result("PLANATTRIBUTION",
                  {variant("without_cuts"), variant("last_quarter"), std::string("margin")}),
           "Attribution", row("Last quarter repeated", "Attribution"), 6);

    // No lever but the margin itself brings 60 %.
    type(place("plan_target"), 0.6);
    const Table hard = result("PLANALTERNATIVES", {table()});
    EXPECT_EQ(hard.at(3, 2), Cell(Failure::no_answer));
    expect(hard, "Alternatives", first_lever, 10);
}

/// The scenarios beside the plan, as they stand and as somebody types others.
TEST_F(TradePlan, HoldsScenariosAgainstThePlan) {
    const Sheet scenarios = sheet("Scenarios");
    const int cuts = row("Cuts required to hold the margin", "Scenarios");
    const int p90 = row("The same, P90 of the trials", "Scenarios");
    const int margin = row("Margin, last quarter", "Scenarios");
    const auto expect_scenario = [&](int number) {
        const Table plan = number == 0 ? table() : variant("scenario_" + std::to_string(number));
        const int column = 2 + number;
        EXPECT_EQ(scenarios.value({cuts, column}), this->number("PLANVALUE", {plan, required}));
        EXPECT_NEAR(scenarios.value({margin, column}),
                    this->number("PLANVALUE", {plan, std::string("margin")}), 1e-12);
        // What a scenario changes is certain, and its correlations fall away.
        const Value changes =
            number == 0 ? Value() : Value(block("scenario_" + std::to_string(number)));
        EXPECT_NEAR(scenarios.value({p90, column}),
                    this->number("PLANPERCENTILE", {table(), required, 0.9, Value(), 8192.0, 1.0,
                                                    correlations(), std::string("sobol"), changes}),
                    1e-6);
    };
    std::set<double> different;
    for (int scenario = 0; scenario <= 4; ++scenario) {
        SCOPED_TRACE(scenario);
        expect_scenario(scenario);
        different.insert(scenarios.value({p90, 2 + scenario}));
    }
    EXPECT_EQ(different.size(), 5U) << "they differ in what they ask for";

    const Place first = first_of_block("scenario_2");
    type(first, std::string("Price"));
    type({first.sheet, {first.at.row, first.at.column + 1}}, 3.0);
    expect_scenario(2);
    const int refusal = row("–", "Scenarios");
    type({first.sheet, {first.at.row, first.at.column + 1}}, -1.0);
    EXPECT_EQ(scenarios.error({cuts, 4}), 502);
    EXPECT_TRUE(scenarios.text({refusal + 1, 0})
                    .starts_with("Half the GPUs: row 1 of changes: price is -1"))
        << scenarios.text({refusal + 1, 0});
    EXPECT_EQ(text("checks"), "Look");
    EXPECT_EQ(scenarios.error({cuts, 2}), 0) << "the plan itself is fine";
    EXPECT_EQ(scenarios.error({cuts, 3}), 0);
}

/// The baseline of the attribution is a plan of its own with few rows.
TEST_F(TradePlan, RestsAsTheLastQuarterDoes) {
    const Table at_rest = block("at_rest");
    EXPECT_LT(at_rest.rows(), 22U);
    const Table last_quarter = variant("last_quarter");
    for (const char* line : {"revenue", "margin", "operating profit", "free cash flow",
                             "cumulative free cash flow", "headcount", "required cuts"}) {
        for (const double quarter : {1.0, 12.0}) {
            EXPECT_EQ(number("PLANVALUE", {at_rest, std::string(line), quarter}),
                      number("PLANVALUE", {last_quarter, std::string(line), quarter}))
                << line;
        }
    }
}

/// The fan of the margin, from one simulation of all quarters.
TEST_F(TradePlan, FansOutByQuarter) {
    const Sheet risk = sheet("Risk");
    const int first = row("Q1", "Risk");
    const std::vector<double> probabilities{0.05, 0.25, 0.5, 0.75, 0.95};
    for (const int quarter : {1, 7, 12}) {
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            const double margin =
                number("PLANPERCENTILE", {table(), std::string("margin"), probabilities[i],
                                          static_cast<double>(quarter), 8192.0, 1.0, correlations(),
                                          std::string("sobol"), block("without_cuts")});
            EXPECT_NEAR(risk.value({first + quarter - 1, 1 + static_cast<int>(i)}),
                        100 * (margin - value("plan_target")), 1e-9)
                << quarter;
        }
    }
}

TEST_F(TradePlan, CutsAsManyAsTheMarginTakes) {
    EXPECT_GE(value("tight_margin_with_cuts"), value("plan_target"));
    EXPECT_LT(value("tight_margin"), value("plan_target"));
    const double enough = value("required_cuts");
    type(place("plan_cuts"), enough - 1);
    EXPECT_EQ(value("required_cuts"), enough);
    EXPECT_LT(value("tight_margin_with_cuts"), value("plan_target"));
    EXPECT_EQ(text("checks"), "OK");
}

TEST_F(TradePlan, FollowsTheAssumptions) {
    const Sheet answer = document().sheet(0);
    const At finding = answer.in_style("Verdict").at(0);
    struct Change {
        std::map<std::string, Cell> inputs;
        bool more_cuts;
        std::string sentence;
        std::string checks = "OK";
    };
    const double before = value("required_cuts");
    for (const Change& change : std::initializer_list<Change>{
             {{{"Price", 2.0}}, true, "With these assumptions the margin would fall to "},
             {{{"Price", 3.0}}, false, "No cuts are needed: "},
             // A price is left that no GPU earns.
             {{{"GPUs ordered", 0.0}}, false, "No cuts are needed: ", "Warning"}}) {
        std::map<std::string, Cell> earlier;
        for (const auto& [name, cell] : change.inputs) {
            earlier[name] = sheet(input(name).sheet).content(input(name).at);
            type(input(name), cell);
        }
        EXPECT_EQ(value("required_cuts") > before, change.more_cuts);
        EXPECT_EQ(text("checks"), change.checks) << change.sentence;
        EXPECT_TRUE(answer.text(finding).starts_with(change.sentence)) << answer.text(finding);
        for (const auto& [name, cell] : earlier) {
            type(input(name), cell);
        }
    }
    EXPECT_EQ(value("required_cuts"), before);

    type(place("plan_target"), 0.6);
    EXPECT_EQ(content("required_cuts"), Cell(Failure::no_answer));
    EXPECT_TRUE(answer.text(finding).starts_with("No number of cuts holds the margin"));
    EXPECT_TRUE(reason("PLANVALUE").starts_with("No number of cuts holds the target margin"));
    // To accept a lower margin is always possible.
    EXPECT_NE(answer.text(answer.in_style("Verdict").at(2)).find("other lever"), std::string::npos);
}

TEST_F(TradePlan, NamesTheAssumptionThatIsWrong) {
    EXPECT_EQ(text("plan_check"), "No problem found.");
    type(input("Utilisation"), 75.0);
    EXPECT_NE(text("plan_check").find("utilisation"), std::string::npos) << text("plan_check");
    EXPECT_EQ(content("required_cuts"), Cell(Failure::invalid));
    EXPECT_EQ(text("story"), "no answer");
    EXPECT_EQ(text("checks"), "Look") << "an assumption that is refused makes the checks fail";
    EXPECT_NE(reason("PLANVALUE").find("utilisation is 75"), std::string::npos)
        << reason("PLANVALUE");
    const Sheet answer = sheet("Answer");
    EXPECT_TRUE(answer.text(answer.in_style("Verdict").at(0))
                    .starts_with("An assumption cannot be right: see Check of the table"))
        << "a typing error is no finding about the business";
}

TEST_F(TradePlan, CountsTrialsThatNoCutsCanHold) {
    // Cuts from quarter 6 on cannot help quarters 4 and 5.
    type(input("Cut quarter"), 6.0);
    const Sheet answer = sheet("Answer");
    EXPECT_GT(value("share_unanswered"), 0.5);
    EXPECT_EQ(content("cuts_p90"), Cell(Failure::no_answer)) << "more than any number";
    EXPECT_EQ(answer.text({row("Required cuts, P90", "Answer"), 1}), "–");
    EXPECT_LT(value("chance_enough"), 0.5);
    EXPECT_NE(answer.text(answer.in_style("Verdict").at(1)).find("no number of cuts holds it"),
              std::string::npos)
        << answer.text(answer.in_style("Verdict").at(1));
}

/// Fewer quarters than the tables have room for leave dashes, not errors.
TEST_F(TradePlan, CanBeShorter) {
    type(place("plan_quarters"), 8.0);
    EXPECT_EQ(cells_in_error(snapshot(document())), "");
    EXPECT_EQ(sheet("Quarters").text({row("Margin", "Quarters"), 10}), "–");
    EXPECT_EQ(text("checks"), "OK");
}

TEST_F(TradePlan, SaysWhichStoryFitsByItsRule) {
    EXPECT_EQ(text("story"), "not identified");
    struct Case {
        std::map<std::string, double> inputs;
        std::string story;
    };
    const std::map<std::string, double> much_automation{
        {"automated_share", 0.2}, {"automated_share_low", 0.15}, {"automated_share_high", 0.25}};
    const auto announced = [](double cuts, std::map<std::string, double> inputs = {}) {
        inputs["announced_cuts"] = cuts;
        return inputs;
    };
    for (const Case& one :
         std::initializer_list<Case>{{announced(38000), "chips"},
                                     {announced(70000, much_automation), "automation"},
                                     {announced(60000), "both"},
                                     {announced(200000), "neither"},
                                     {announced(1000), "neither"},
                                     // AI that costs more than the people do replaces nobody.
                                     {{{"ai_cost", 400000}, {"ai_cost_high", 500000}}, "chips"},
                                     {{{"corporate_positions", 3000000}}, "no answer"}}) {
        std::string trace;
        std::map<std::string, double> earlier;
        for (const auto& [name, number] : one.inputs) {
            earlier[name] = value(name);
            type(place(name), number);
            trace += name + " " + text(name) + " ";
        }
        SCOPED_TRACE(trace);
        EXPECT_EQ(text("story"), one.story)
            << text("chips_p10") << " to " << text("chips_p90") << ", " << text("automation_p10")
            << " to " << text("automation_p90");
        for (const auto& [name, number] : earlier) {
            type(place(name), number);
        }
    }
    EXPECT_EQ(text("story"), "not identified");
}

TEST_F(TradePlan, ShowsFactsAsTheirSourcesHaveThem) {
    struct Sourced {
        const char* driver;
        const char* item;
        const char* as_of;
        double scale = 1;
    };
    constexpr Sourced sourced[] = {{"Revenue", "AWS net sales", "Q2 2025", 1e6},
                                   {"Operating profit", "AWS operating income", "Q2 2025", 1e6},
                                   {"Life", "Amazon server useful life", "2025"},
                                   {"Notice months", "Paid notice given", "October 2025"}};
    const Sheet assumptions = sheet("Assumptions");
    std::set<std::string> names;
    for (const Sourced& one : sourced) {
        SCOPED_TRACE(one.driver);
        names.insert(one.driver);
        const auto fact = test::fact(one.item, one.as_of);
        const int at = row(one.driver);
        EXPECT_EQ(assumptions.value({at, 1}),
                  one.scale * boost::lexical_cast<double>(fact.at("value")));
        EXPECT_TRUE(assumptions.text({at, 7}).starts_with(fact.at("source")));
        EXPECT_EQ(assumptions.text({at, 8}), fact.at("as of"));
    }
    // kW at the rack, PUE, load, hours of a year, $ per kWh, and $1,500 for the rest.
    const auto published = [](const char* item, const char* as_of) {
        return boost::lexical_cast<double>(test::fact(item, as_of).at("value"));
    };
    EXPECT_NEAR(value("plan_gpu_opex"),
                published("Power per H100 GPU at the rack", "2024") * published("PUE", "2024") *
                        0.8 * 8760 * published("Industrial electricity", "2024") +
                    1500,
                1e-9);
    for (int at = 5; at < assumptions.used().rows; ++at) {
        const std::string kind = assumptions.text({at, 6});
        const std::string driver = assumptions.text({at, 0});
        EXPECT_TRUE(kind.empty() ? driver.starts_with("#")
                                 : kind == (names.contains(driver) ? "Fact" : "Judgement"))
            << driver << ": " << kind;
    }
}

/// Every simulation with new random numbers, then every cell again. The quickest of a few, for a
/// machine that does other things too.
TEST_F(TradePlan, CalculatesQuickly) {
    using Seconds = std::chrono::duration<double>;
    Seconds quickest(1e9);
    for (double seed = 2; seed <= 4; ++seed) {
        const auto start = std::chrono::steady_clock::now();
        type(place("seed"), seed);
        document().calculate_all();
        quickest = std::min(quickest, Seconds(std::chrono::steady_clock::now() - start));
    }
    RecordProperty("seconds", std::to_string(quickest.count()));
    EXPECT_LT(quickest.count(), 3);
}

} // namespace

} // namespace headroom::test
