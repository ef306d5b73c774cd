// What Explain Cell writes on the sheet of workings.

#include "commands.hpp"
#include "strings.hpp"
#include "two_offices_test.hpp"

#include "outcome.hpp"

#include "core/catalogue.hpp"

#include <algorithm>
#include <cstdlib>

namespace headroom::test {

namespace {

constexpr std::string_view workings = "Headroom workings";

class CellExplained : public WithBareOffice<CalcTest> {
protected:
    static std::string explain(const Document& document, const Sheet& sheet, At at) {
        select(document, sheet, {at});
        return dispatch(office(), document, "explain");
    }
};

/// The cells of the sheet whose first column holds that text.
std::vector<int> rows_with(const Sheet& sheet, const std::string& text, int column = 0) {
    const Block used = sheet.used();
    std::vector<int> rows;
    for (int row = 0; row < used.rows; ++row) {
        if (sheet.text({row, column}) == text) {
            rows.push_back(row);
        }
    }
    return rows;
}

/// Everything on the sheet, for messages.
std::string written(const Sheet& sheet) {
    const Block used = sheet.used();
    std::string all;
    for (int row = 0; row < used.rows; ++row) {
        for (int column = 0; column < std::min(used.columns, 8); ++column) {
            all += (column == 0 ? "" : " | ") + sheet.text({row, column});
        }
        all += '\n';
    }
    return all;
}

/// Each call on the sheet agrees with Headroom.
void expect_agreement(const Sheet& sheet, std::size_t calls) {
    const std::vector<int> rows = rows_with(sheet, "they agree");
    EXPECT_EQ(rows.size(), calls) << written(sheet);
    for (const int row : rows) {
        EXPECT_EQ(sheet.text({row, 2}), "yes") << written(sheet);
    }
}

TEST_F(CellExplained, FollowsItsInputs) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_number({0, 0}, 2.5);
    sheet.set_formula({1, 0}, "=GPUMARGIN(A1;0.75;50000;5;2467.104)");
    explain(document, sheet, {1, 0});

    const Sheet paper = document.sheet(workings);
    expect_agreement(paper, 1);
    const int result = rows_with(paper, "Headroom's value").at(0);
    EXPECT_EQ(paper.formula({result, 2}), "=$Sheet1.$A$2");
    EXPECT_EQ(paper.value({result - 1, 2}), sheet.value({1, 0}));
    EXPECT_EQ(paper.text({0, 0}), "Sheet1.A2");

    sheet.set_number({0, 0}, 3);
    expect_agreement(paper, 1);
    EXPECT_EQ(paper.value({result - 1, 2}), sheet.value({1, 0}));
    EXPECT_NE(sheet.value({1, 0}), 0);
}

/// What calls can look like. The cells A1:A3 of a sheet with an apostrophe in its name hold 2.5,
/// 0.75 and 50000, its C1:C3 numbers for a series.
struct Looks {
    const char* what;
    const char* formula;
    std::size_t calls;
};

const Looks looks[] = {
    {"several in one formula",
     "=GPUMARGIN(2.5;0.75;50000;5;2467.104)*2+GPUMARGIN(3;0.75;50000;5;2467.104)", 2},
    {"nested", "=GPUMARGIN(GPUBREAKEVENPRICE(0.75;50000;5;2467.104);0.75;50000;5;2467.104)", 2},
    {"in another function",
     "=ROUND(MAX(1;2)*GPUMARGIN($'O''Hara 1'.A1;$'O''Hara 1'.A2;$'O''Hara 1'.A3;5;2467.104);3)", 1},
    {"names", "=GPUMARGIN(price;0.75;twice_fifty/2;5;2467.104)", 1},
    {"a call in a name", "=margin*2", 1},
    {"a name that moves", "=GPUMARGIN(beside;0.75;50000;5;2467.104)", 1},
    {"a name of the sheet", "=GPUMARGIN(own;0.75;50000;5;2467.104)", 1},
    {"a blank cell", "=GPUMARGIN(2.5;0.75;50000;5;2467.104;$'O''Hara 1'.F9)", 1},
    {"a blank cell with a name", "=GPUMARGIN(2.5;0.75;50000;5;2467.104;empty)", 1},
    {"a choice", "=SUM(VINTAGEDEPRECIATION($'O''Hara 1'.C1:C3;5;0;\"half\"))", 1},
    {"an error that was typed", "=IFERROR(GPUMARGIN(#N/A;0.75;50000;5;2467.104);5)", 1},
    {"open brackets", "=GPUMARGIN(2.5;0.75;50000;5;(2467.104", 1},
    {"blanks between", "= GPUMARGIN( 2.5 ; 0.75 ; 50000 ; 5 ; 2467.104 ) * ( 2 )", 1},
    {"in an array that is typed", "=SUM({1;2;3})*GPUMARGIN(2.5;0.75;50000;5;2467.104)", 1},
    {"as a condition", "=IF(AND(GPUMARGIN(2.5;0.75;50000;5;2467.104)>0.1;TRUE());1;2)", 1},
    {"left out", "=GPUMARGIN(2.5;0.75;50000;5;2467.104;;0.1)", 1},
    {"an error", "=GPUMARGIN(-1;0.75;50000;5;2467.104)", 1},
    {"a cell in error", "=GPUMARGIN(1/0;0.75;50000;5;2467.104)", 1},
    {"part of a table", "=INDEX(VINTAGEDEPRECIATION($'O''Hara 1'.C1:C3;5);2;1)", 1},
    {"an array in place of cells", "=INDEX(VINTAGEDEPRECIATION({1;2;3};5);2;1)", 1},
    {"a whole column", "=SUM(VINTAGEDEPRECIATION($'O''Hara 1'.C:C;5))", 1},
    {"a range that is calculated", "=SUM(VINTAGEDEPRECIATION(OFFSET($'O''Hara 1'.C1;0;0;3;1);5))",
     1},
    {"a place", "=GPUMARGIN(2.5;0.75;50000+ROW();5;2467.104)", 1},
};

// A plan with changes is one of its own, which reads the cells of the changes.
TEST_F(CellExplained, ShowsWhatACallChanges) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    const Table assumptions = std::get<Table>(function("PLANVALUE").examples.front().arguments[0]);
    sheet.write({0, 0}, assumptions);
    sheet.set_text({0, 3}, "price");
    sheet.set_number({0, 4}, 2.5);
    sheet.set_formula({0, 6}, "=PLANVALUE(A1:B20;\"gpu revenue\";4;D1:E1)");
    sheet.set_formula({1, 6}, "=PLANVALUE(A1:B20;\"gpu revenue\";4;{\"price\"|2.5})");
    sheet.set_formula({2, 6}, "=PLANVALUE(A1:B20;\"gpu revenue\";4)");
    // And each finds its own again.
    for (const int row : {0, 1, 2, 0, 1, 2}) {
        explain(document, sheet, {row, 6});
    }
    expect_agreement(document.sheet(workings), 3);
    EXPECT_EQ(document.sheets(), 5);
    const auto price = [&](std::string_view plan) {
        const Sheet sheet = document.sheet(plan);
        return sheet.value({rows_with(sheet, "Price").at(0), 2});
    };
    EXPECT_EQ(price("Headroom plan"), 2.5);
    EXPECT_EQ(price("Headroom plan 2"), 2.5);
    EXPECT_EQ(price("Headroom plan 3"), 2.2);
    sheet.set_number({0, 4}, 2.75);
    EXPECT_EQ(price("Headroom plan"), 2.75);
    expect_agreement(document.sheet(workings), 3);
}

TEST_F(CellExplained, AgreesHoweverTheCallLooks) {
    for (const Looks& each : looks) {
        SCOPED_TRACE(each.what);
        Document document = office().create();
        Sheet sheet = document.sheet();
        Sheet other = document.add_sheet("O'Hara 1");
        for (const auto& [row, value] : {std::pair{0, 2.5}, {1, 0.75}, {2, 50000.0}}) {
            other.set_number({row, 0}, value);
            other.set_number({row, 2}, 10 + value);
        }
        document.name_cells("price", other, {{0, 0}});
        document.name_cells("empty", other, {{8, 5}});
        document.name_cells_on(sheet, "own", "$Sheet1.$A$5");
        document.name_formula("twice_fifty", "100000");
        document.name_formula("margin", "GPUMARGIN(2.5;0.75;50000;5;2467.104)");
        document.name_formula("beside", "$Sheet1.A5", {4, 1});
        sheet.set_number({4, 0}, 2.25);
        sheet.set_formula({4, 1}, each.formula);
        explain(document, sheet, {4, 1});
        ASSERT_EQ(document.sheets(), 3);
        expect_agreement(document.sheet(workings), each.calls);
    }
}

// Without Headroom its value is missing, of which "no" would say something false.
TEST_F(CellExplained, SaysNothingOfAgreementWithoutHeadroom) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_number({0, 0}, 2.5);
    sheet.set_formula({1, 0}, "=GPUMARGIN(A1;0.75;50000;5;2467.104)");
    sheet.set_formula({2, 0}, "=2*SUM(GPUCASHFLOW(A1;0.75;50000;5;2467.104))");
    sheet.set_array_formula({{3, 0}, 6, 1}, "=GPUCASHFLOW(A1;0.75;50000;5;2467.104)");
    for (int row = 1; row < 4; ++row) {
        explain(document, sheet, {row, 0});
    }
    expect_agreement(document.sheet(workings), 3);
    document.store(office().folder() / "explained.ods");

    Document sent = office_without_headroom().load(office().folder() / "explained.ods");
    sent.sheet("Sheet1").set_number({0, 0}, 3);
    sent.calculate_all();
    const Sheet paper = sent.sheet(workings);
    const std::vector<int> rows = rows_with(paper, "they agree");
    EXPECT_EQ(rows.size(), 3U);
    for (const int row : rows) {
        EXPECT_EQ(paper.text({row, 2}), "cannot be told without Headroom") << written(paper);
    }
}

TEST_F(CellExplained, ShowsTablesInFullSize) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_array_formula({{0, 0}, 6, 1}, "=GPUCASHFLOW(2.5;0.75;50000;5;2467.104)");
    explain(document, sheet, {3, 0});
    const Sheet paper = document.sheet(workings);
    expect_agreement(paper, 1);
    EXPECT_EQ(paper.text({0, 0}), "Sheet1.A1");

    sheet.set_array_formula({{0, 3}, 4, 4}, "=MARGINBRIDGE(1000;240;100;-20;30)");
    explain(document, sheet, {0, 3});
    expect_agreement(paper, 2);
}

/// The assumptions of a plan in A1:B9.
void write_assumptions(Sheet& sheet) {
    const std::pair<const char*, double> rows[] = {
        {"Revenue", 1000},     {"operating profit", 240}, {"gpus ordered", 40},
        {"Capex per GPU", 40}, {"price", 0.002},          {"headcount", 3000},
        {"loaded cost", 0.2},  {"target margin", 0.24},   {"quarters", 8}};
    int row = 0;
    for (const auto& [label, value] : rows) {
        sheet.set_text({row, 0}, label);
        sheet.set_number({row++, 1}, value);
    }
}

// The plan is a sheet, one for each range of assumptions, however many cells ask for it.
TEST_F(CellExplained, ShowsThePlanOnASheetOfItsOwn) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    write_assumptions(sheet);
    sheet.set_formula({0, 4}, "=PLANVALUE(A1:B9;\"margin\";8)");
    sheet.set_formula({1, 4}, "=PLANVALUE(A1:B9;\"required cuts\")");
    sheet.set_formula({2, 4}, "=PLANVALUE(A1:B8;\"margin\";8)");
    explain(document, sheet, {0, 4});
    EXPECT_EQ(document.sheets(), 3);
    expect_agreement(document.sheet(workings), 1);
    const Sheet plan = document.sheet("Headroom plan");
    const std::string before = written(plan);
    const std::size_t steps = undo_steps(document).size();

    explain(document, sheet, {1, 4});
    EXPECT_EQ(document.sheets(), 3);
    EXPECT_EQ(written(plan), before);
    EXPECT_EQ(undo_steps(document).size(), steps + 1);
    expect_agreement(document.sheet(workings), 2);

    // It follows its assumptions, also where they are moved to.
    sheet.set_number({4, 1}, 0.0021);
    expect_agreement(document.sheet(workings), 2);
    EXPECT_NE(written(plan), before);
    sheet.insert_rows(0, 2);
    explain(document, sheet, {2, 4});
    EXPECT_EQ(document.sheets(), 3);
    expect_agreement(document.sheet(workings), 2);

    explain(document, sheet, {4, 4});
    EXPECT_EQ(document.sheets(), 4);
    EXPECT_EQ(document.sheet("Headroom plan 2").text({0, 0}), "Trade plan of $Sheet1.$A$3:$B$10");
    expect_agreement(document.sheet(workings), 3);
}

TEST_F(CellExplained, ShowsTheWholePlanBesideIt) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    write_assumptions(sheet);
    sheet.set_array_formula({{0, 4}, 9, 24}, "=TRADEPLAN(A1:B9)");
    explain(document, sheet, {0, 4});
    expect_agreement(document.sheet(workings), 1);
    EXPECT_EQ(document.sheets(), 3);
}

TEST_F(CellExplained, WritesOnNoPlanThatIsProtected) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    write_assumptions(sheet);
    sheet.set_formula({0, 4}, "=PLANVALUE(A1:B9;\"margin\";8)");
    explain(document, sheet, {0, 4});
    Sheet plan = document.sheet("Headroom plan");
    plan.protect();
    const std::string said = explain(document, sheet, {0, 4});
    EXPECT_TRUE(said.starts_with("The sheet Headroom plan is protected")) << said;
    expect_agreement(document.sheet(workings), 1);
}

TEST_F(CellExplained, SaysWhyThereIsNoAnswer) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=GPUMARGIN(-1;0.75;50000;5;2467.104)");
    sheet.set_formula({0, 1}, "=REASON(\"GPUMARGIN\";-1;0.75;50000;5;2467.104)");
    const std::string said = explain(document, sheet, {0, 0});
    EXPECT_EQ(said, "Sheet1.A1, GPUMARGIN: " + sheet.text({0, 1}) + '\n');
    const Sheet paper = document.sheet(workings);
    const int row = rows_with(paper, "why there is no answer").at(0);
    EXPECT_EQ(paper.text({row + 1, 0}), sheet.text({0, 1}));
    EXPECT_NE(sheet.text({0, 1}), "");
}

// When a call is asked for its reason, the results of those in it are not on the sheet yet.
TEST_F(CellExplained, SaysNothingIsWrongWithACallOfACall) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=GPUMARGIN(GPUBREAKEVENPRICE(0.75;50000;5;2467.104);0.75;50000;5;"
                              "2467.104)");
    sheet.set_formula({0, 1}, "=GPUIRR(GPUBREAKEVENPRICE(0.75;50000;5;2467.104;0.2);0.75;50000;5;"
                              "2467.104)");
    EXPECT_EQ(explain(document, sheet, {0, 0}), "");
    EXPECT_EQ(explain(document, sheet, {0, 1}), "");
    const Sheet paper = document.sheet(workings);
    EXPECT_EQ(paper.value({rows_with(paper, "result").at(0), 2}), sheet.value({0, 1}));
    EXPECT_EQ(rows_with(paper, "why there is no answer").size(), 0U);
}

TEST_F(CellExplained, LeavesWhatStandsOnASheetOfThatName) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    Sheet paper = document.add_sheet(workings);
    paper.set_text({0, 3}, "mine");
    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    explain(document, sheet, {0, 0});
    EXPECT_EQ(document.sheet(workings).text({0, 3}), "mine");
    EXPECT_EQ(document.sheet(workings).text({3, 0}), "Sheet1.A1");
}

TEST_F(CellExplained, SaysWhatIsFrozen) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=GPUIRR(2.5;0.75;50000;5;2467.104)");
    explain(document, sheet, {0, 0});
    const Sheet paper = document.sheet(workings);
    const int row = rows_with(paper, "result").at(0);
    EXPECT_EQ(paper.value({row, 2}), sheet.value({0, 0})) << written(paper);
    EXPECT_EQ(paper.text({row + 1, 0}),
              std::string(find("GPUIRR")->plain_form.why_frozen().english()));
}

TEST_F(CellExplained, RenewsWhatItWroteAndIsOneStep) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    sheet.set_formula({1, 0}, "=GPUMARGIN(2;0.75;50000;5;2467.104)*1");
    explain(document, sheet, {0, 0});
    explain(document, sheet, {1, 0});
    const Sheet paper = document.sheet(workings);
    const std::string before = written(paper);
    const std::vector<std::string> steps = undo_steps(document);
    EXPECT_EQ(steps.front(), "Explain Sheet1.A2");

    explain(document, sheet, {0, 0});
    EXPECT_EQ(written(paper), before);
    EXPECT_EQ(undo_steps(document).size(), steps.size() + 1);

    // A longer one pushes the next down; a row above the cell moves what is said of it.
    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)+0*GPUMARGIN(1;1;50000;5;1)");
    explain(document, sheet, {0, 0});
    expect_agreement(paper, 3);
    undo(document);
    EXPECT_EQ(written(paper), before);
    explain(document, sheet, {1, 0});
    EXPECT_EQ(rows_with(paper, "Sheet1.A2").size(), 1U);
}

TEST_F(CellExplained, IsWrittenBesideProtectedSheets) {
    for (const char* password : {"", "secret"}) {
        for (const char* name : {"Sheet1", "Other"}) {
            SCOPED_TRACE(std::string(name) + " protected with '" + password + '\'');
            Document document = office().create();
            Sheet sheet = document.sheet();
            write_assumptions(sheet);
            sheet.set_formula({0, 4}, "=PLANVALUE(A1:B9;\"margin\";8)");
            document.add_sheet("Other");
            document.sheet(name).protect(password);
            EXPECT_EQ(explain(document, sheet, {0, 4}), "");
            expect_agreement(document.sheet(workings), 1);
            EXPECT_EQ(document.sheets(), 4);
        }
    }
}

// To undo that a sheet was inserted ends an office in which nobody sees the document.
TEST_F(CellExplained, LeavesNoSheetBehindWhenItFails) {
    for (const bool shown : {false, true}) {
        SCOPED_TRACE(shown);
        Document document = shown ? office().create_shown() : office().create();
        Sheet sheet = document.sheet();
        write_assumptions(sheet);
        sheet.set_formula({0, 4}, "=PLANVALUE(A1:B9;\"margin\";8)");
        explain(document, sheet, {0, 4});
        document.uno()->getSheets()->removeByName(wide(std::string(workings)));
        document.sheet("Headroom plan").protect();
        const std::string said = explain(document, sheet, {0, 4});
        EXPECT_TRUE(said.starts_with("The sheet Headroom plan is protected")) << said;
        EXPECT_EQ(document.sheets(), 2);
        EXPECT_EQ(document.sheet(1).name(), "Headroom plan");
    }
}

// A reviewer writes "checked" beside a block and a sum below it.
TEST_F(CellExplained, LeavesWhatPeopleWroteBesideAndBelow) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    const std::string call = "GPUMARGIN(2;0.5;1000;5;100)";
    sheet.set_formula({0, 3}, "=" + call);
    sheet.set_formula({1, 3}, "=2*" + call);
    explain(document, sheet, {0, 3});
    Sheet paper = document.sheet(workings);
    const int end = paper.used().rows;
    paper.set_text({9, 5}, "beside");
    paper.set_text({9, 7}, "checked, AB");
    paper.set_text({end + 3, 0}, "below");
    paper.set_number({end + 3, 2}, 84);
    sheet.set_formula({4, 0}, "=$'Headroom workings'.C" + std::to_string(end + 4));
    explain(document, sheet, {1, 3});
    const std::string before = written(paper);
    const auto expect_notes = [&](int moved) {
        EXPECT_EQ(paper.text({9, 5}), "beside") << written(paper);
        EXPECT_EQ(paper.text({9, 7}), "checked, AB") << written(paper);
        EXPECT_EQ(paper.text({end + 3 + moved, 0}), "below") << written(paper);
        EXPECT_EQ(sheet.value({4, 0}), 84);
    };
    expect_notes(0);
    explain(document, sheet, {0, 3});
    EXPECT_EQ(written(paper), before);
    expect_notes(0);

    // A longer one moves what is below, a shorter one back; and so does what is undone.
    sheet.set_formula({0, 3}, "=" + call + "+" + call);
    explain(document, sheet, {0, 3});
    const int longer = rows_with(paper, "below").at(0) - end - 3;
    EXPECT_GT(longer, 5);
    expect_notes(longer);
    expect_agreement(paper, 3);
    undo(document);
    expect_notes(0);
    explain(document, sheet, {0, 3});
    sheet.set_formula({0, 3}, "=" + call);
    explain(document, sheet, {0, 3});
    EXPECT_EQ(written(paper), before);
    expect_notes(0);
    expect_agreement(paper, 2);
}

TEST_F(CellExplained, LeavesWhatPeopleWroteOnAPlan) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    write_assumptions(sheet);
    sheet.set_formula({0, 4}, "=PLANVALUE(A1:B10;\"margin\";8)");
    sheet.set_formula({1, 4}, "=PLANVALUE(A1:B10;\"required cuts\")");
    explain(document, sheet, {0, 4});
    explain(document, sheet, {1, 4});
    Sheet plan = document.sheet("Headroom plan");
    const int end = plan.used().rows;
    const int above = rows_with(plan, "Price").at(0);
    plan.set_text({end + 2, 0}, "checked, AB");
    plan.set_text({above, 8}, "list price");
    explain(document, sheet, {0, 4});
    EXPECT_EQ(plan.text({end + 2, 0}), "checked, AB") << written(plan);
    EXPECT_EQ(plan.text({above, 8}), "list price");

    // It is longer with another assumption, and another cell that reads it still finds its own.
    sheet.insert_rows(5, 1);
    sheet.set_text({5, 0}, "Wage growth");
    sheet.set_number({5, 1}, 0.05);
    explain(document, sheet, {0, 4});
    EXPECT_EQ(document.sheets(), 3);
    EXPECT_EQ(rows_with(plan, "checked, AB").size(), 1U) << written(plan);
    EXPECT_GT(rows_with(plan, "checked, AB").at(0), end + 2);
    expect_agreement(document.sheet(workings), 2);
}

// Where there is no room it goes to the end.
TEST_F(CellExplained, WritesOverNothingThatPeopleWrote) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    write_assumptions(sheet);
    sheet.set_formula({0, 4}, "=GPUMARGIN(2;0.5;1000;5;100)");
    explain(document, sheet, {0, 4});
    Sheet paper = document.sheet(workings);
    for (int row = 0; row < 40; ++row) {
        paper.set_text({row, 7}, "mine");
    }
    sheet.set_formula({0, 4}, "=SUM(INDEX(TRADEPLAN(A1:B9);2;2))");
    EXPECT_EQ(explain(document, sheet, {0, 4}), "");
    EXPECT_EQ(rows_with(paper, "mine", 7).size(), 40U);
    EXPECT_EQ(rows_with(paper, "Sheet1.E1").size(), 1U);
    EXPECT_GT(rows_with(paper, "Sheet1.E1").at(0), 40);
    expect_agreement(paper, 1);
}

TEST_F(CellExplained, DoesNothingWhereThereIsNothingOrItMustNot) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=1+1");
    sheet.set_text({1, 0}, "GPUMARGIN(1)");
    const std::string no_call = "There is no Headroom function in Sheet1.";
    EXPECT_TRUE(explain(document, sheet, {0, 0}).starts_with(no_call + "A1."));
    EXPECT_TRUE(explain(document, sheet, {1, 0}).starts_with(no_call + "A2."));
    EXPECT_EQ(document.sheets(), 1);

    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    // Of cells in columns without any contents the office names others.
    EXPECT_TRUE(explain(document, sheet, {0, 7}).starts_with(no_call + "H1."));
    document.protect();
    EXPECT_TRUE(explain(document, sheet, {0, 0}).starts_with("The sheets of this document are"));
    EXPECT_EQ(document.sheets(), 1);
    document.unprotect();
    explain(document, sheet, {0, 0});
    EXPECT_EQ(document.sheets(), 2);
}

} // namespace

} // namespace headroom::test
