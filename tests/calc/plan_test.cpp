// The trade plan in real Calc: ranges of assumptions, workings, simulations.

#include "calc_test.hpp"
#include "calls.hpp"

#include "assumption_draw.hpp"
#include "csv.hpp"
#include "outcome.hpp"
#include "paths.hpp"
#include "plan/examples.hpp"
#include "plan/line.hpp"
#include "plan/plan.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace headroom::test {

namespace {

class CellPlans : public CalcTest {};

std::vector<std::map<std::string, std::string>> vectors() {
    return read_csv(std::string(path::tests) + "/vectors/plan.csv");
}

Table vector_assumptions() {
    Table table;
    for (const auto& row : vectors()) {
        if (row.at("quarter") == "driver") {
            table.append({row.at("line"), std::stod(row.at("value"))});
        }
    }
    return table;
}

TEST_F(CellPlans, MeetTheVectors) {
    std::vector<CellCall> calls;
    std::vector<double> wanted;
    for (const auto& row : vectors()) {
        const std::string& quarter = row.at("quarter");
        if (quarter != "driver" && row.at("value") != "#N/A") {
            const bool cuts = quarter == "required cuts";
            const std::string line = cuts ? quarter
                                     : row.at("line") == "cumulative_fcf"
                                         ? "cumulative free cash flow"
                                         : row.at("line");
            const double number = cuts ? 12 : std::stod(quarter.substr(1));
            calls.push_back({"PLANVALUE", {vector_assumptions(), line, number}});
            wanted.push_back(std::stod(row.at("value")));
        }
    }
    const Document document = office().create();
    Sheet sheet = document.sheet();
    const std::vector<CellOutcome> outcomes = evaluate(sheet, calls);
    ASSERT_EQ(outcomes.size(), 48U);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const double* got = std::get_if<double>(&outcomes[i].content);
        EXPECT_TRUE(got != nullptr && std::abs(*got - wanted[i]) <= 1e-9 * std::abs(wanted[i]))
            << calls[i].text() << " is " << outcomes[i] << ", not " << wanted[i];
    }
}

TEST_F(CellPlans, AreTheModelsTables) {
    const char* names[] = {"TRADEPLAN", "PLANALTERNATIVES", "PLANCHECK"};
    const Table assumptions = vector_assumptions();
    Document document = office().create();
    Sheet inputs = document.sheet();
    inputs.write({0, 0}, assumptions);
    const std::string range = "$" + inputs.name() + ".A:B";
    for (const char* name : names) {
        Call call;
        const Value value = function(name).call(std::vector<Value>{assumptions}, call);
        const Table& wanted = std::get<Table>(value);
        Sheet sheet = document.add_sheet(name);
        const Block block{
            {0, 0}, static_cast<int>(wanted.rows()), static_cast<int>(wanted.columns())};
        sheet.set_array_formula(block, "=" + std::string(name) + "(" + range + ")");
        const Table got = sheet.read(block);
        for (std::size_t row = 0; row < wanted.rows(); ++row) {
            for (std::size_t column = 0; column < wanted.columns(); ++column) {
                EXPECT_EQ(got.at(row, column), wanted.at(row, column))
                    << name << " " << row << " " << column;
            }
        }
    }
}

TEST_F(CellPlans, HaveWorkingsThatCalcArrivesAtToo) {
    Draw draw(41);
    int compared = 0;
    for (int i = 0; i < 40; ++i) {
        // Few quarters: the workings of the last one show all before.
        Table assumptions = random_assumptions(draw, 5000);
        assumptions = with_driver(assumptions, "quarters", 1 + std::floor(draw.even(0, 9)));
        assumptions = with_driver(assumptions, "hold_from", 1.0);
        Document document = office().create();
        Sheet sheet = document.sheet();
        for (std::size_t line = 0; line < shown_lines; ++line) {
            std::vector<Value> arguments{std::string("PLANVALUE"), assumptions,
                                         std::string(lines()[line].name.english())};
            if (i % 4 == 3) {
                arguments = {std::string("PLANSOLVE"), assumptions, std::string("loaded_cost"),
                             std::string(lines()[line].name.english()), 1e6};
            }
            Table workings;
            try {
                Call call;
                workings = std::get<Table>(function("WORKINGS").call(arguments, call));
            } catch (const Error&) {
                continue; // growth before quarter 4
            }
            std::map<std::string, std::string> cells;
            std::vector<std::vector<std::string>> formulas;
            std::vector<std::size_t> rows;
            double largest = 0;
            for (std::size_t row = 0; row < workings.rows(); ++row) {
                const std::string& id = std::get<std::string>(workings.at(row, 0));
                const std::string& formula = std::get<std::string>(workings.at(row, 1));
                const double* value = std::get_if<double>(&workings.at(row, 2));
                if (value == nullptr || !formula.starts_with('=')) {
                    continue;
                }
                const At at{static_cast<int>(formulas.size()), static_cast<int>(line)};
                formulas.push_back({with_cells(formula, cells)});
                cells[id] = at.name();
                rows.push_back(row);
                largest = std::max(largest, std::abs(*value));
            }
            if (formulas.empty()) {
                continue;
            }
            sheet.write_formulas({0, static_cast<int>(line)}, formulas);
            const Table got =
                sheet.read({{0, static_cast<int>(line)}, static_cast<int>(formulas.size()), 1});
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const double wanted = std::get<double>(workings.at(rows[row], 2));
                const double* value = std::get_if<double>(&got.at(row, 0));
                // What is left of amounts of billions is exact to the digits of those.
                const double scale = std::abs(wanted) < 10 ? 1 : largest;
                EXPECT_TRUE(value != nullptr && std::abs(*value - wanted) <= 1e-12 * scale)
                    << lines()[line].name.english() << ": "
                    << std::get<std::string>(workings.at(rows[row], 0)) << " is "
                    << testing::PrintToString(got.at(row, 0)) << " in Calc, " << plain(wanted)
                    << " in the workings of " << literal(assumptions);
                ++compared;
            }
        }
    }
    EXPECT_GT(compared, 20000);
}

TEST_F(CellPlans, SayInWhichRowANumberIsStoredAsText) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.write({0, 0}, example_assumptions());
    sheet.set_text({9, 1}, "2.2");
    sheet.set_formula({0, 4}, "=PLANVALUE(A1:B20;\"margin\";4)");
    sheet.set_formula({1, 4}, "=REASON(\"PLANVALUE\";A1:B20;\"margin\";4)");
    sheet.set_formula({2, 4}, "=INDEX(PLANCHECK(A1:B20);1;3)");
    EXPECT_EQ(sheet.error({0, 4}), 502);
    for (const int row : {1, 2}) {
        EXPECT_TRUE(sheet.text({row, 4}).starts_with(
            "row 10 of assumptions: price is the text \"2.2\"; it must be a number."))
            << sheet.text({row, 4});
    }
    sheet.set_number({9, 1}, 2.2);
    EXPECT_EQ(sheet.error({0, 4}), 0);
    EXPECT_EQ(sheet.text({1, 4}), "");
    EXPECT_EQ(sheet.text({2, 4}), "No problem found.");
    sheet.set_formula({9, 1}, "=1/0");
    EXPECT_EQ(sheet.error({0, 4}), 532) << "the error of the cell is the plan's";
    sheet.set_formula({9, 1}, "=2+0.2");
    sheet.set_number_format({9, 1}, "#,##0.00 [$$-409]");
    sheet.set_number_format({2, 1}, "0.0%");
    EXPECT_EQ(sheet.value({0, 4}),
              number("PLANVALUE", {example_assumptions(), std::string("margin"), 4.0}));
}

// Where the sign for the next column is also that for the next argument, an inline pair is a row;
// where it is that for the next row, a column.
TEST_F(CellPlans, TakeChangesAsCellsOrAsAnArray) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    const Table assumptions = example_assumptions();
    sheet.write({0, 0}, assumptions);
    Table changes;
    changes.append({std::string("Price"), 2.5});
    changes.append({std::string("tax rate"), 0.25});
    sheet.write({0, 3}, changes);
    const Table both = with_driver(with_driver(assumptions, "price", 2.5), "tax_rate", 0.25);
    const auto value = [](const Table& table) {
        return number("PLANVALUE", {table, std::string("free cash flow"), 8.0});
    };
    const std::pair<const char*, double> calls[] = {
        {"D1:E2", value(both)},
        {"D1:E20", value(both)},
        {"D:E", value(both)},
        {"{\"price\";2.5|\"tax_rate\";0.25}", value(both)},
        {"{\"price\";2.5;\"tax_rate\";0.25}", value(both)},
        {"{\"price\"|2.5|\"tax_rate\"|0.25}", value(both)},
        {"{\"price\";2.5}", value(with_driver(assumptions, "price", 2.5))},
        {"{\"price\"|2.5}", value(with_driver(assumptions, "price", 2.5))},
        {"IF({1;1|1;1};D1:E2)", value(both)},
        {"G1:H3", value(assumptions)},
        {"", value(assumptions)},
    };
    for (const auto& [given, wanted] : calls) {
        sheet.set_formula({0, 9},
                          std::string("=PLANVALUE(A1:B20;\"free cash flow\";8;") + given + ")");
        EXPECT_EQ(sheet.error({0, 9}), 0) << given;
        EXPECT_EQ(sheet.value({0, 9}), wanted) << given;
    }
    sheet.set_formula({0, 9}, "=PLANVALUE(A1:B20;\"free cash flow\";8;D1:E2)");
    sheet.set_number({0, 4}, 2.6);
    EXPECT_EQ(sheet.value({0, 9}), value(with_driver(both, "price", 2.6))) << "they are read live";
    sheet.set_text({0, 3}, "prise");
    sheet.set_formula({1, 9}, "=REASON(\"PLANVALUE\";A1:B20;\"free cash flow\";8;D1:E2)");
    EXPECT_EQ(sheet.error({0, 9}), 502);
    EXPECT_TRUE(sheet.text({1, 9}).starts_with("row 1 of changes names \"prise\""))
        << sheet.text({1, 9});
    sheet.set_formula({0, 9}, "=PLANVALUE(A1:B20;\"margin\";8;2.5)");
    EXPECT_EQ(sheet.error({0, 9}), 504);
}

TEST_F(CellPlans, FanOutAsTheModelDoes) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    const Table assumptions = example_uncertain_assumptions();
    sheet.write({0, 0}, assumptions);
    Call call;
    const Value value =
        function("PLANFAN").call(std::vector<Value>{assumptions, std::string("growth"), 800.0, 3.0,
                                                    Value(), std::string("sobol")},
                                 call);
    const Table& wanted = std::get<Table>(value);
    const Block block{{0, 7}, static_cast<int>(wanted.rows()), static_cast<int>(wanted.columns())};
    sheet.set_array_formula(block, "=PLANFAN(A1:E21;\"growth\";800;3;;\"Sobol \")");
    const Table got = sheet.read(block);
    for (std::size_t row = 0; row < wanted.rows(); ++row) {
        for (std::size_t column = 0; column < wanted.columns(); ++column) {
            EXPECT_EQ(got.at(row, column), wanted.at(row, column)) << row << " " << column;
        }
    }
    sheet.set_formula({30, 0}, "=INDEX(PLANFAN(A1:E21;\"growth\";800;3;;\"sobol\");4;4)");
    EXPECT_EQ(sheet.content({30, 0}), wanted.at(3, 3));
}

TEST_F(CellPlans, SimulateTheSameDigitsOnEveryRecalculation) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    const Table assumptions = example_uncertain_assumptions();
    sheet.write({0, 0}, assumptions);
    const std::vector<std::pair<std::string, std::vector<Value>>> calls{
        {"=PLANPERCENTILE(A1:E21;\"required cuts\";0.9;;20000;7)",
         {std::string("PLANPERCENTILE"),
          assumptions,
          std::string("required cuts"),
          0.9,
          {},
          20000.0,
          7.0}},
        {"=PLANPROBABILITY(A1:E21;\"margin gap\";0;4)",
         {std::string("PLANPROBABILITY"), assumptions, std::string("margin gap"), 0.0, 4.0}},
        {"=INDEX(PLANRISK(A1:E21;\"margin\");3;2)", {}},
        {"=INDEX(PLANTORNADO(A1:E21;\"margin\";4);1;1)", {}},
        {"=PLANPERCENTILE(A1:E21;\"margin\";0.5;;;;H1:J2)", {}},
    };
    Table correlations;
    correlations.append({std::string("driver"), std::string("driver"), std::string("rank")});
    correlations.append({std::string("price"), std::string("utilisation"), 0.6});
    sheet.write({0, 7}, correlations);
    std::vector<Cell> before;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const At at{static_cast<int>(i), 6};
        sheet.set_formula(at, calls[i].first);
        before.push_back(sheet.content(at));
        if (!calls[i].second.empty()) {
            const std::vector<Value>& all = calls[i].second;
            EXPECT_EQ(before.back(),
                      outcome(function(std::get<std::string>(all[0])), Arguments(all).subspan(1)));
        }
        EXPECT_FALSE(std::holds_alternative<std::monostate>(before.back())) << calls[i].first;
    }
    document.calculate_all();
    const auto changed = [&] {
        std::vector<bool> which;
        for (std::size_t i = 0; i < calls.size(); ++i) {
            which.push_back(sheet.content({static_cast<int>(i), 6}) != before[i]);
        }
        return which;
    };
    const std::vector<bool> none(calls.size());
    EXPECT_EQ(changed(), none);
    for (int row = 1; row <= 20; ++row) {
        if (std::get<std::string>(assumptions.at(static_cast<std::size_t>(row), 0)) ==
            "cost_growth") {
            sheet.set_number({row, 1}, 0.18);
            EXPECT_NE(changed(), none) << "a changed assumption is never answered from before";
            sheet.set_number({row, 1}, 0.175);
        }
    }
    EXPECT_EQ(changed(), none);
}

TEST_F(CellPlans, BearALongRun) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.write({0, 0}, example_uncertain_assumptions());
    const double before = office().megabytes();
    sheet.set_formula({0, 6}, "=PLANPERCENTILE(A1:E21;\"required cuts\";0.9;;10000000)");
    EXPECT_EQ(sheet.error({0, 6}), 0);
    EXPECT_NEAR(sheet.value({0, 6}),
                number("PLANPERCENTILE",
                       {example_uncertain_assumptions(), std::string("required cuts"), 0.9}),
                500);
    EXPECT_LT(office().megabytes() - before, 200);
    sheet.set_formula({1, 6}, "=PLANPERCENTILE(A1:E21;\"required cuts\";0.9;;10000001)");
    EXPECT_EQ(sheet.error({1, 6}), 502);
}

} // namespace

} // namespace headroom::test
