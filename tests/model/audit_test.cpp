#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace headroom::test {

namespace {

Value call(std::string_view name, std::vector<Value> arguments) {
    Call inner;
    return function(name).call(arguments, inner);
}

void expect_rows(const Table& table, const std::vector<std::vector<Cell>>& rows) {
    ASSERT_EQ(table.rows(), rows.size());
    ASSERT_EQ(table.columns(), 4u);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < 4; ++column) {
            EXPECT_EQ(table.at(row, column), rows[row][column]) << row << ',' << column;
        }
    }
}

TEST(Workings, ShowArgumentsStepsAndResult) {
    expect_rows(
        std::get<Table>(call("WORKINGS", {std::string(" cutSavings"), 10.0, 1200.0, {}, 6.0})),
        {{"heads", "=10", 10.0, "positions"},
         {"loaded_cost", "=1200", 1200.0, "money per position and year"},
         {"severance", "=0", 0.0, "money per position (default)"},
         {"months", "=6", 6.0, "months"},
         {"backfill", "=0", 0.0, "share (default)"},
         {"replacement", "=0", 0.0, "money per position and year (default)"},
         {"net_saving_per_cut", "=(loaded_cost-replacement)*(1-backfill)*months/12-severance",
          600.0, "money per position"},
         {"savings", "=heads*net_saving_per_cut", 6000.0, "money"}});
}

TEST(Workings, ShowWordsAsTexts) {
    const auto table =
        std::get<Table>(call("WORKINGS", {std::string("BACKLOGREVENUE"), 100.0, 0.5}));
    EXPECT_EQ(table.at(2, 0), Cell("basis"));
    EXPECT_EQ(table.at(2, 1), Cell("=\"demand\""));
    EXPECT_EQ(table.at(2, 2), Cell("demand"));
    EXPECT_EQ(table.at(2, 3), Cell("text (default)"));
    EXPECT_EQ(table.at(4, 2), Cell(1.0));
    EXPECT_EQ(table.at(5, 2), Cell(100.0));
}

TEST(Workings, ShowHowFarACallWithoutAnswerCame) {
    const auto table = std::get<Table>(
        call("WORKINGS", {std::string("REQUIREDCUTS"), 100.0, 0.0, 0.5, 12.0, 4.0, 3.0}));
    const std::size_t rows = table.rows();
    EXPECT_EQ(table.at(rows - 3, 0), Cell("gap"));
    EXPECT_EQ(table.at(rows - 3, 2), Cell(50.0));
    EXPECT_EQ(table.at(rows - 2, 2), Cell(-1.0));
    EXPECT_EQ(table.at(rows - 1, 0), Cell("required_cuts"));
    EXPECT_EQ(table.at(rows - 1, 2), Cell(Failure::no_answer));
}

TEST(Workings, EndInTheResultOfTheCall) {
    Draw draw(15);
    for (const Function* function : number_functions()) {
        for (int i = 0; i < 100; ++i) {
            const std::vector<Value> given = draw.arguments(*function);
            const Cell result = outcome(*function, given);
            const auto table = std::get<Table>(call("WORKINGS", joined(function->name, given)));
            EXPECT_EQ(table.at(table.rows() - 1, 2), result) << function->name;
        }
    }
}

/// The result is the table, or one number of it, and no step.
TEST(Workings, ShowTheStepsOfATableAsTheyAre) {
    for (const Function* function : calculating_functions()) {
        if (function->returns == Function::Returns::number) {
            continue;
        }
        for (const Example& example : function->examples) {
            std::vector<Call::Record> records;
            Call recording(Language::english, &records);
            function->call(example.arguments, recording);
            const auto table =
                std::get<Table>(call("WORKINGS", joined(function->name, example.arguments)));
            for (const Call::Record& record : records) {
                for (std::size_t row = 0; row < table.rows(); ++row) {
                    if (table.at(row, 0) == Cell(std::string(record.step))) {
                        EXPECT_EQ(table.at(row, 2), Cell(record.value))
                            << typed(*function, example.arguments) << ' ' << record.step;
                    }
                }
            }
        }
    }
}

TEST(Workings, AreRefusedWhereThereAreNone) {
    struct Row {
        std::vector<Value> arguments;
        Failure kind;
        const char* message;
    };
    const Row rows[] = {
        {{std::string("GPUNOTHING")},
         Failure::invalid,
         "Headroom has no function of that name. The menu Headroom > Function Reference lists all "
         "of them."},
        {{std::string("CUTSAVING"), 10.0},
         Failure::invalid,
         "Headroom has no function of that name. The nearest is CUTSAVINGS. Write the name in "
         "quotation marks: WORKINGS(\"CUTSAVINGS\"; …)."},
        {{std::string("REASON")},
         Failure::invalid,
         "REASON calculates nothing, so it has no workings."},
        {{5.0}, Failure::invalid, "function is 5; it must be a text in quotation marks."},
        {{std::string("SAVINGMONTHS"), -1.0},
         Failure::invalid,
         "start_month is -1; it must be at least 0."},
    };
    for (const Row& row : rows) {
        const Error thrown = error("WORKINGS", row.arguments);
        EXPECT_EQ(thrown.kind(), row.kind);
        EXPECT_EQ(thrown.message(Language::english), row.message);
    }
    EXPECT_EQ(error("WORKINGS", {}).kind(), Failure::count);
    EXPECT_EQ(error("WORKINGS", {std::string("SAVINGMONTHS")}).kind(), Failure::count);
}

TEST(Reason, IsEmptyWithoutAnError) {
    Draw draw(16);
    for (const Function* function : number_functions()) {
        for (int i = 0; i < 100; ++i) {
            const std::vector<Value> given = draw.arguments(*function);
            const bool failed = std::holds_alternative<Failure>(outcome(*function, given));
            const Value reason = call("REASON", joined(function->name, given));
            EXPECT_EQ(std::get<std::string>(reason).empty(), !failed) << function->name;
        }
    }
}

TEST(Reason, NamesTheNearestFunction) {
    EXPECT_EQ(std::get<std::string>(call("REASON", {std::string("GPUMARGN"), 1.0})),
              "Headroom has no function of that name. The nearest is GPUMARGIN. Write the name in "
              "quotation marks: REASON(\"GPUMARGIN\"; …).");
    for (const char* name : {"", "SUM", "IRR", "\u00A0"}) {
        EXPECT_EQ(std::get<std::string>(call("REASON", {std::string(name), 1.0})),
                  "Headroom has no function of that name. The menu Headroom > Function Reference "
                  "lists all of them.");
    }
    EXPECT_EQ(error("REASON", {5.0}).kind(), Failure::invalid);
}

std::string reason_of(const Function& function, const std::vector<Value>& arguments) {
    return std::get<std::string>(call("REASON", joined(function.name, arguments)));
}

TEST(Reason, SaysWhyCellsOfATableAreErrors) {
    const Function& plan = function("TRADEPLAN");
    const std::string said = reason_of(plan, plan.examples[0].arguments);
    EXPECT_TRUE(said.starts_with("The call is right, but cells of the table are errors: 3, the "
                                 "first in row 2 and column "))
        << said;
    EXPECT_NE(said.find("#N/A for growth before quarter 4"), std::string::npos) << said;

    std::vector<const Function*> functions = calculating_functions();
    for (const Function* function : plan_functions()) {
        functions.push_back(function);
    }
    for (const Function* function : functions) {
        for (const Example& example : function->examples) {
            Call inner;
            const Value result = function->call(example.arguments, inner);
            const Table* table = std::get_if<Table>(&result);
            bool errors = false;
            for (std::size_t i = 0; table != nullptr && i < table->rows(); ++i) {
                for (std::size_t column = 0; column < table->columns(); ++column) {
                    errors = errors || std::holds_alternative<Failure>(table->at(i, column));
                }
            }
            EXPECT_EQ(reason_of(*function, example.arguments).empty(), !errors) << function->name;
            EXPECT_TRUE(!errors || !function->errors.english().empty()) << function->name;
        }
    }
}

TEST(Reason, CannotTellOneTypedValueFromACell) {
    struct Row {
        Value capex;
        double life;
        const char* ends;
    };
    const Row rows[] = {
        {column({100.0}), 5.0, ""},
        {100.0, 5.0, "in a cell of its own it is right. REASON cannot see which of the two it is."},
        {0.0, 5.0,
         "when that cell is blank, which is Err:502. REASON cannot see which of these it "
         "is."},
        {-1.0, 5.0, "it gives Err:504 before all else. REASON cannot see whether it is."},
        {std::string("abc"), 5.0, "before all else. REASON cannot see whether it is."},
        {100.0, 0.0, "before all else. REASON cannot see whether it is."},
        {column({100.0}), 0.0, "A blank cell counts as 0."},
    };
    for (const Row& row : rows) {
        const std::string said = reason_of(function("VINTAGEDEPRECIATION"), {row.capex, row.life});
        EXPECT_TRUE(said.ends_with(row.ends)) << said;
        EXPECT_EQ(said.empty(), *row.ends == '\0') << said;
    }
    EXPECT_EQ(error("PLANVALUE", {5.0, std::string("margin")}).kind(), Failure::count);
}

TEST(Version, IsThreeNumbers) {
    const auto text = std::get<std::string>(call("HEADROOMVERSION", {}));
    EXPECT_EQ(text, version());
    EXPECT_EQ(std::count(text.begin(), text.end(), '.'), 2);
}

} // namespace

} // namespace headroom::test
