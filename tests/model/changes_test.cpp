// What a call changes in its assumptions: as if it had been typed into them.

#include "plan/changes.hpp"

#include "assumption_draw.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

Cell text(const char* words) {
    return std::string(words);
}

Table rows(std::initializer_list<std::vector<Cell>> all) {
    Table table;
    for (const std::vector<Cell>& row : all) {
        table.append(row);
    }
    return table;
}

/// The arguments of a call, with changes in their place at the end.
std::vector<Value> with_changes_at_end(const Function& function, std::vector<Value> arguments,
                                       const Table& changes) {
    EXPECT_EQ(function.arguments.back().id, "changes") << function.name;
    arguments.resize(function.arguments.size());
    arguments.back() = changes;
    return arguments;
}

/// What the call gives or, where it fails, the sentence.
Value result(const Function& function, const std::vector<Value>& arguments) {
    Call call;
    try {
        return function.call(arguments, call);
    } catch (const Error& error) {
        return error.message(Language::english);
    }
}

std::string refusal(const Table& changes) {
    return error("PLANVALUE", {example_assumptions(), std::string("margin"), {}, changes})
        .message(Language::english);
}

/// A few trials are enough here.
std::vector<Value> quick(const Function& function, std::vector<Value> arguments) {
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
        if (function.arguments[i].id == "trials") {
            arguments.resize(std::max(arguments.size(), i + 1));
            arguments[i] = 64.0;
        }
    }
    return arguments;
}

/// The table with a driver certain at a value, typed where it stands or at the end.
Table retyped(Table assumptions, Driver driver, const Cell& value) {
    for (std::size_t row = 0; row < assumptions.rows(); ++row) {
        const auto* name = std::get_if<std::string>(&assumptions.at(row, 0));
        if (name != nullptr && driver_named(*name) == driver) {
            assumptions.at(row, 1) = value;
            for (std::size_t column = 2; column < assumptions.columns(); ++column) {
                assumptions.at(row, column) = {};
            }
            return assumptions;
        }
    }
    std::vector<Cell> row(assumptions.columns());
    row[0] = std::string(record_of(driver).id);
    row[1] = value;
    assumptions.append(std::move(row));
    return assumptions;
}

TEST(Changes, AreTheLastArgumentOfEveryFunctionOfThePlan) {
    std::vector<std::string> names;
    for (const Function* function : plan_functions()) {
        ASSERT_FALSE(function->arguments.empty());
        EXPECT_EQ(function->arguments.back().id, "changes") << function->name;
        EXPECT_TRUE(function->arguments.back().optional) << function->name;
        names.push_back(function->name);
    }
    for (const char* name :
         {"TRADEPLAN", "PLANVALUE", "PLANSOLVE", "PLANALTERNATIVES", "PLANATTRIBUTION", "PLANCHECK",
          "PLANTORNADO", "PLANRISK", "PLANPERCENTILE", "PLANPROBABILITY", "PLANFAN"}) {
        EXPECT_EQ(std::ranges::count(names, name), 1) << name;
    }
}

// To the last digit, whatever is changed: also drivers that the table lacks or has blank.
TEST(Changes, GiveThePlanOfATableInWhichTheyAreTyped) {
    Draw draw(71);
    std::size_t answers = 0;
    for (int i = 0; i < 40; ++i) {
        const Table assumptions =
            i % 2 == 0 ? random_assumptions(draw, 5000) : random_uncertain_assumptions(draw);
        const Table other = random_assumptions(draw, 5000);
        const Checked values = check_assumptions(other, "other");
        Table typed = assumptions;
        Table changes(0, 2);
        for (int k = 0; k < 3; ++k) {
            const auto driver = static_cast<Driver>(draw.index(driver_count));
            const double value = values.assumptions.values[driver];
            bool known = false;
            for (std::size_t row = 0; row < changes.rows(); ++row) {
                known = known || changes.at(row, 0) == Cell(std::string(record_of(driver).id));
            }
            const bool needed = driver == Driver::revenue || driver == Driver::operating_profit;
            if (known || driver == Driver::quarters || driver == Driver::hold_from) {
                continue;
            }
            const Cell cell = std::isnan(value) || (draw.chance(0.2) && !needed) ? Cell() : value;
            changes.append({std::string(record_of(driver).id), cell});
            typed = retyped(typed, driver, cell);
        }
        for (const Function* function : plan_functions()) {
            if (function->name == "PLANCHECK") {
                continue; // says which row it is about
            }
            std::vector<Value> arguments = quick(*function, function->examples[0].arguments);
            arguments[0] = assumptions;
            if (function->name == "PLANATTRIBUTION") {
                arguments[1] = assumptions;
                arguments[3] = {};
            }
            const Value changed =
                result(*function, with_changes_at_end(*function, arguments, changes));
            arguments[0] = typed;
            const Value wanted = result(*function, arguments);
            answers += std::holds_alternative<std::string>(wanted) ? 0 : 1;
            const bool both_fail = std::holds_alternative<std::string>(wanted) &&
                                   std::holds_alternative<std::string>(changed);
            EXPECT_TRUE(changed == wanted || both_fail)
                << function->name << " with " << literal(changes);
        }
    }
    EXPECT_GT(answers, 200U);
}

TEST(Changes, AreReadInEveryLayoutThatAnArrayMayHave) {
    const double wanted = number(
        "PLANVALUE", {with_driver(with_driver(example_assumptions(), "price", 2.5), "life", 6.0),
                      std::string("margin")});
    const Table layouts[] = {
        rows({{text("price"), 2.5}, {text("life"), 6.0}}),
        rows({{text(" PRICE "), 2.5, text("a note")}, {text("Life"), 6.0, 9.0}}),
        rows({{text("driver"), text("value")}, {text("price"), 2.5}, {text("life"), 6.0}}),
        rows({{text("# my scenario"), Cell()},
              {Cell(), Cell()},
              {text("price"), 2.5},
              {text("life"), 6.0}}),
        rows({{text("price"), 2.5, text("life"), 6.0}}),
        rows({{text("price"), 2.5, text("life"), 6.0, text("# as offered")}}),
        rows({{text("price")}, {2.5}, {text("life")}, {6.0}}),
    };
    for (const Table& changes : layouts) {
        EXPECT_EQ(number("PLANVALUE", {example_assumptions(), std::string("margin"), {}, changes}),
                  wanted)
            << literal(changes);
    }
    const double price = number("PLANVALUE", {with_driver(example_assumptions(), "price", 2.5),
                                              std::string("margin"), 8.0});
    for (const Table& pair : {rows({{text("price"), 2.5}}), rows({{text("price")}, {2.5}})}) {
        EXPECT_EQ(number("PLANVALUE", {example_assumptions(), std::string("margin"), 8.0, pair}),
                  price);
    }
    const double unchanged = number("PLANVALUE", {example_assumptions(), std::string("margin")});
    for (const Table& nothing :
         {Table(3, 2), Table(1, 1), rows({{text("# nothing yet"), Cell()}})}) {
        EXPECT_EQ(number("PLANVALUE", {example_assumptions(), std::string("margin"), {}, nothing}),
                  unchanged);
    }
}

TEST(Changes, AreRefusedWithTheirRowAndTheSentenceOfAssumptions) {
    const auto refused = [](const Table& changes, const std::string& said) {
        EXPECT_EQ(refusal(changes), said);
    };
    refused(rows({{text("life"), 6.0}, {text("prise"), 2.5}}),
            "row 2 of changes names \"prise\", which is no driver of the plan. The nearest "
            "is price. Put # before a remark.");
    refused(rows({{text("prise"), Cell()}}),
            "row 1 of changes names \"prise\", which is no driver of the plan. The nearest "
            "is price. Put # before a remark.");
    refused(rows({{text("price"), 2.5}, {text("life"), 6.0}, {text("Price"), 2.6}}),
            "row 3 of changes gives price a second time; row 1 has it already.");
    refused(rows({{text("life"), 6.0, text("utilisation"), 75.0}}),
            "row 2 of changes: utilisation is 75; it must be above 0 and at most 1. For 75 % type "
            "75% or 0.75.");
    refused(rows({{text("price"), text("2.5")}}),
            "row 1 of changes: price is the text \"2.5\"; it must be a number. It looks like one "
            "but is stored as text: format the cell as a number and type the value again.");
    // 0 is no revenue that a plan can have.
    refused(rows({{text("revenue"), Cell()}}),
            "row 1 of changes: revenue is blank; the plan cannot do without it.");
    refused(rows({{text("operating_profit"), Cell()}}),
            "row 1 of changes: operating_profit is blank; the plan cannot do without it. Type 0 if "
            "that is meant.");
    refused(rows({{text("hold_from"), 13.0}}), "assumptions with changes: hold_from is 13, but the "
                                               "plan ends with quarter 12.");
    refused(rows({{text("price")}}), "changes ends with a name without a value. Drivers and values "
                                     "go by turns.");
    refused(rows({{text("price"), 2.5, text("life")}}),
            "changes ends with a name without a value. Drivers and values go by turns.");
    refused(rows({{Cell(), 2.5}, {text("life"), 6.0}}),
            "row 1 of changes has a value but no name. Name it, or put # before a remark.");
    EXPECT_EQ(error("PLANVALUE", {example_assumptions(), std::string("margin"), {}, 2.5})
                  .message(Language::english),
              "changes is one value; it must be a range of cells.");
    // A wrong value that is changed is not in the plan.
    EXPECT_EQ(number("PLANVALUE", {with_driver(example_assumptions(), "price", -1.0),
                                   std::string("margin"),
                                   {},
                                   rows({{text("price"), 2.2}})}),
              number("PLANVALUE", {example_assumptions(), std::string("margin")}));
}

TEST(Changes, HaveTheBlankDefaultWhereTheyAreBlank) {
    Table capped = with_driver(example_assumptions(), "cuts", 100.0);
    capped = with_driver(capped, "demand_growth", 0.1);
    const auto of = [](const Table& table, const char* line, const Value& changes) {
        return number("PLANVALUE", {table, std::string(line), 12.0, changes});
    };
    const Table blank = rows({{text("cuts"), Cell()}, {text("demand_growth"), Cell()}});
    Table left_out = example_assumptions();
    for (std::size_t row = 0; row < left_out.rows(); ++row) {
        if (left_out.at(row, 0) == text("demand_growth")) {
            left_out.at(row, 1) = {};
        }
    }
    for (const char* line : {"demand", "cuts", "margin"}) {
        EXPECT_EQ(of(capped, line, blank), of(left_out, line, {})) << line;
    }
    // As base_growth, and as that is changed.
    const Table growth = rows({{text("base_growth"), 0.3}});
    EXPECT_EQ(of(left_out, "demand", growth),
              of(with_driver(with_driver(left_out, "base_growth", 0.3), "demand_growth", 0.3),
                 "demand", {}));
}

// Low and high belong to the value that was there.
TEST(Changes, MakeADriverCertain) {
    const Table uncertain = example_uncertain_assumptions();
    Table correlations = rows({{text("price"), text("utilisation"), 0.5}});
    const auto risk = [&](const Table& table, const Value& pairs, const Value& changes) {
        Call call;
        return function("PLANRISK")
            .call(
                std::vector<Value>{
                    table, std::string("margin"), 12.0, 500.0, 1.0, pairs, {}, changes},
                call);
    };
    const Table price = rows({{text("price"), 3.5}});
    EXPECT_EQ(risk(uncertain, {}, price), risk(retyped(uncertain, Driver::price, 3.5), {}, {}));
    EXPECT_EQ(risk(uncertain, correlations, price), risk(uncertain, {}, price))
        << "a correlation of what is certain by a change falls away";
    EXPECT_NE(risk(uncertain, correlations, {}), risk(uncertain, {}, {}));
    Call call;
    const Value bars =
        function("PLANTORNADO")
            .call(std::vector<Value>{uncertain, std::string("margin"), {}, price}, call);
    EXPECT_EQ(std::get<Table>(bars).rows(), 2U);
}

TEST(Changes, OfAnAttributionAreNotMadeInItsBaseline) {
    Call call;
    const Value shares = function("PLANATTRIBUTION")
                             .call(std::vector<Value>{example_assumptions(), example_assumptions(),
                                                      std::string("margin"), 12.0,
                                                      rows({{text("gpus_ordered"), 0.0}})},
                                   call);
    const Table& table = std::get<Table>(shares);
    const double base = number("PLANVALUE", {example_assumptions(), std::string("margin"), 12.0});
    const double without =
        number("PLANVALUE", {with_driver(example_assumptions(), "gpus_ordered", 0.0),
                             std::string("margin"), 12.0});
    EXPECT_EQ(table.at(0, 1), Cell(base));
    EXPECT_EQ(table.at(5, 1), Cell(without));
    EXPECT_EQ(table.at(1, 1), Cell(0.0)) << "demand is what it was";
    EXPECT_NEAR(std::get<double>(table.at(2, 1)), without - base, 1e-12);
}

TEST(Changes, AreNamedByPlanCheck) {
    const auto found = [](const Table& changes) {
        Call call;
        return std::get<Table>(
            function("PLANCHECK").call(std::vector<Value>{example_assumptions(), changes}, call));
    };
    const Table wrong =
        found(rows({{text("life"), 6.0}, {text("prise"), 2.5}, {text("life"), 7.0}}));
    ASSERT_EQ(wrong.rows(), 2U);
    EXPECT_EQ(wrong.at(0, 0), Cell(2.0));
    EXPECT_EQ(wrong.at(0, 1), text("error"));
    EXPECT_NE(std::get<std::string>(wrong.at(0, 2)).find("row 2 of changes"), std::string::npos);
    EXPECT_EQ(wrong.at(1, 0), Cell(3.0));
    EXPECT_EQ(wrong.at(1, 3), text("life"));
    const Table doubtful = found(rows({{text("life"), 6.0}, {text("loaded_cost"), 250.0}}));
    ASSERT_EQ(doubtful.rows(), 1U);
    EXPECT_EQ(doubtful.at(0, 0), Cell(2.0));
    EXPECT_EQ(doubtful.at(0, 1), text("warning"));
    EXPECT_TRUE(
        std::get<std::string>(doubtful.at(0, 2)).starts_with("row 2 of changes: loaded_cost"))
        << std::get<std::string>(doubtful.at(0, 2));
}

TEST(Changes, AreInTheWorkings) {
    Call call;
    const Value workings =
        function("WORKINGS")
            .call(std::vector<Value>{std::string("PLANVALUE"), example_assumptions(),
                                     std::string("gpu revenue"), 4.0, rows({{text("price"), 2.5}})},
                  call);
    const Table& table = std::get<Table>(workings);
    int seen = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.at(row, 0) == text("changes")) {
            ++seen;
        }
        if (table.at(row, 0) == text("price")) {
            EXPECT_EQ(table.at(row, 1), text("=2.5"));
            ++seen;
        }
    }
    EXPECT_EQ(seen, 2);
}

} // namespace

} // namespace headroom::test
