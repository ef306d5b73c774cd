// What Insert writes at the cursor, and what it leaves alone.

#include "charts.hpp"
#include "commands.hpp"
#include "pages.hpp"
#include "snapshot.hpp"
#include "strings.hpp"
#include "two_offices_test.hpp"

#include "plan/examples.hpp"
#include "plan/plan.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/sheet/XSheetCondition.hpp>
#include <com/sun/star/util/XMergeable.hpp>
#include <com/sun/star/util/XProtectable.hpp>

namespace headroom::test {

namespace {

namespace beans = com::sun::star::beans;
namespace uno = com::sun::star::uno;

class Insertions : public WithBareOffice<CalcTest> {
protected:
    /// As who chooses the entry and, asked, says no.
    static std::string insert(const Document& document, const Sheet& sheet, At at,
                              const std::string& what, const std::string& overwrite = "false") {
        select(document, sheet, {at});
        return dispatch(office(), document, "insert/" + what, {{"Overwrite", overwrite}});
    }
};

constexpr At titles{2, 0}; ///< of a table inserted in the first cell

int row_with(const Sheet& sheet, const std::string& text, int column = 0, int from = 0) {
    for (int row = from; row < sheet.used().rows; ++row) {
        if (sheet.text({row, column}) == text) {
            return row;
        }
    }
    ADD_FAILURE() << "there is no " << text;
    return 0;
}

const Plan& example_plan() {
    static const Plan plan(read_assumptions(example_assumptions(), "assumptions", Read::values));
    return plan;
}

/// Each cell of the plan whose heading of lines stands there.
void expect_example_plan(const Sheet& sheet, At heading) {
    for (int quarter = 1; quarter <= example_plan().quarters(); ++quarter) {
        EXPECT_EQ(sheet.value({heading.row, heading.column + 1 + quarter}), quarter);
        for (std::size_t line = 0; line < shown_lines; ++line) {
            const LineRecord& record = lines()[line];
            SCOPED_TRACE(std::string(record.id) + " in " + std::to_string(quarter));
            const At at{heading.row + 1 + static_cast<int>(line), heading.column + 1 + quarter};
            EXPECT_EQ(sheet.text({at.row, heading.column}), record.name.english());
            if (record.line == Line::growth && quarter < 4) {
                EXPECT_EQ(sheet.formula(at), "");
            } else {
                EXPECT_EQ(sheet.error(at), 0);
                EXPECT_EQ(sheet.value(at), example_plan().value(record.line, quarter));
                EXPECT_NE(sheet.number_format(at), "General");
            }
        }
    }
}

TEST_F(Insertions, MakeAPlanAndItsChartFromAnEmptySheet) {
    for (const char* table : {"assumptions-common", "assumptions"}) {
        SCOPED_TRACE(table);
        const Document document = office().create();
        const Sheet sheet = document.sheet();
        EXPECT_EQ(insert(document, sheet, {0, 0}, table), "");
        EXPECT_EQ(insert(document, sheet, {5, 1}, "plan"), "");
        expect_example_plan(sheet, {titles.row, 8});
        const DrawnChart chart = chart_titled(document, "Margin of the trade plan");
        EXPECT_EQ(chart.categories.size(), 12U);
        EXPECT_EQ(chart.series, (std::vector<std::string>{"margin", "target margin"}));
        EXPECT_EQ(
            undo_steps(document),
            (std::vector<std::string>{"Insert Trade plan", "Insert Assumptions of a trade plan"}));
    }
}

TEST_F(Insertions, HaveEveryDriverWithUnitNoteAndDistribution) {
    const Document document = office().create();
    const Sheet sheet = document.sheet();
    insert(document, sheet, {0, 0}, "assumptions");
    int row = titles.row;
    EXPECT_EQ(sheet.text({row, 3}), "low");
    EXPECT_EQ(sheet.text({row, 4}), "high");
    EXPECT_EQ(sheet.text({row, 5}), "distribution");
    for (const DriverRecord& record : drivers()) {
        SCOPED_TRACE(std::string(record.id));
        EXPECT_EQ(sheet.text({++row, 0}), record.label.english());
        EXPECT_EQ(sheet.text({row, 2}), record.unit.name.english());
        EXPECT_EQ(sheet.text({row, 6}), record.help.english());
        EXPECT_EQ(sheet.text({row, 1}).ends_with('%'), record.unit.fraction);
        const uno::Reference<beans::XPropertySet> cell(sheet.cell({row, 5}), uno::UNO_QUERY_THROW);
        const uno::Reference<com::sun::star::sheet::XSheetCondition> choice(
            cell->getPropertyValue("Validation"), uno::UNO_QUERY_THROW);
        EXPECT_EQ(narrow(choice->getFormula1()),
                  R"("pert";"triangular";"uniform";"normal";"lognormal";"metalog")");
    }
    EXPECT_EQ(sheet.used().rows, row + 1);
    // Blank: as many as are required.
    EXPECT_EQ(sheet.formula({row_with(sheet, "Cuts"), 1}), "");
    EXPECT_EQ(sheet.text({row_with(sheet, "Utilisation"), 5}), "triangular");
}

TEST_F(Insertions, AskTheRiskFunctionsForEachCell) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    insert(document, sheet, {0, 0}, "assumptions-common");
    const std::string range = "$A$3:$G$23";
    const struct {
        const char* what;
        const char* heading;
        std::string formula;
    } tables[] = {
        {"risk", "statistic", "PLANRISK(" + range + ";\"margin\";12)"},
        {"tornado", "driver", "PLANTORNADO(" + range + ";\"margin\";12)"},
        {"alternatives", "lever", "PLANALTERNATIVES(" + range + ")"},
        {"attribution", "part", "PLANATTRIBUTION(" + range + ";" + range + ";\"margin\";12)"},
    };
    Sheet other = document.add_sheet("Arrays");
    int row = 30;
    for (const auto& table : tables) {
        SCOPED_TRACE(table.what);
        EXPECT_EQ(insert(document, sheet, {row, 0}, table.what), "");
        const int first = row_with(sheet, table.heading, 0, row) + 1;
        // The range is the other sheet's.
        std::string elsewhere = table.formula;
        for (std::size_t at = elsewhere.find("$A$3"); at != elsewhere.npos;
             at = elsewhere.find("$A$3", at + 12)) {
            elsewhere.insert(at, "$Sheet1.");
        }
        other.set_formula({0, 0}, "=ROWS(" + elsewhere + ")");
        other.set_formula({0, 1}, "=COLUMNS(" + elsewhere + ")");
        const int rows = static_cast<int>(other.value({0, 0}));
        const int columns = static_cast<int>(other.value({0, 1}));
        ASSERT_GT(rows, 2);
        const Block array{{2, 0}, rows, columns};
        other.set_array_formula(array, "=" + elsewhere);
        Table expected = other.read(array);
        for (int i = 0; i < rows; ++i) {
            for (int j = 0; j < columns; ++j) {
                Cell& cell = expected.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
                if (cell == Cell(Failure::no_answer)) {
                    cell = std::string("–");
                }
            }
        }
        EXPECT_EQ(sheet.read({{first, 0}, rows, columns}), expected);
        EXPECT_EQ(sheet.text({first + rows, 0}), "") << "and no more";
        for (int i = 0; i < rows; ++i) {
            for (int j = 1; j < columns; ++j) {
                EXPECT_NE(sheet.number_format({first + i, j}), "General") << i << ',' << j;
                EXPECT_FALSE(sheet.formula({first + i, j}).starts_with("{"));
            }
        }
        row = sheet.used().rows + 2;
        other.set_array_formula(array, "");
    }
}

TEST_F(Insertions, ShowAnotherLineAsItIsCounted) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    insert(document, sheet, {0, 0}, "assumptions-common");
    insert(document, sheet, {30, 0}, "tornado");
    EXPECT_EQ(sheet.text({35, 1}), "38.81%");
    sheet.set_text({32, 1}, "revenue");
    sheet.set_number({33, 1}, 4);
    // As it is drawn: the cell itself knows nothing of a format under a condition.
    std::string drawn;
    for (const Page& page : print(document, office().folder())) {
        drawn += page.text + '\n';
    }
    EXPECT_NE(drawn.find("38,411,846,250"), std::string::npos) << drawn;
    EXPECT_EQ(drawn.find("3841184625000.00%"), std::string::npos) << drawn;
}

TEST_F(Insertions, KeepTheAssumptionsAgainstWhichAChangeIsShared) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    insert(document, sheet, {0, 0}, "assumptions-common");
    insert(document, sheet, {30, 0}, "attribution");
    const int first = row_with(sheet, "baseline");
    const int gpus = row_with(sheet, "GPUs", 0, first);
    EXPECT_EQ(sheet.value({gpus, 1}), 0);
    const double before = sheet.value({first, 1});
    sheet.set_number({row_with(sheet, "Price"), 1}, 2.5);
    EXPECT_EQ(sheet.value({first, 1}), before);
    EXPECT_NE(sheet.value({gpus, 1}), 0);
    EXPECT_NEAR(sheet.value({gpus, 1}), sheet.value({first + 5, 1}) - before, 1e-12);
    // The next table is about the assumptions and not about what was kept of them.
    EXPECT_EQ(insert(document, sheet, {70, 0}, "risk"), "");
}

TEST_F(Insertions, CompareAScenarioWithThePlan) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    insert(document, sheet, {0, 0}, "assumptions-common");
    EXPECT_EQ(insert(document, sheet, {30, 0}, "scenario"), "");
    const int lines = row_with(sheet, "line", 0, 30) + 1;
    const int margin = row_with(sheet, "margin", 0, lines);
    const double planned = example_plan().value(Line::margin, 12);
    for (int row = lines; row < lines + 6; ++row) {
        EXPECT_EQ(sheet.error({row, 3}), 0);
        EXPECT_EQ(sheet.value({row, 3}), 0) << "as long as nothing is otherwise";
    }
    sheet.set_text({33, 0}, "Price");
    sheet.set_number({33, 1}, 2.5);
    EXPECT_EQ(sheet.value({33, 2}), 2.2) << "as planned";
    EXPECT_EQ(sheet.value({margin, 1}), planned);
    Table assumptions = example_assumptions();
    for (std::size_t row = 0; row < assumptions.rows(); ++row) {
        if (assumptions.at(row, 0) == Cell("price")) {
            assumptions.at(row, 1) = 2.5;
        }
    }
    const Plan otherwise(read_assumptions(assumptions, "assumptions", Read::values));
    EXPECT_EQ(sheet.value({margin, 2}), otherwise.value(Line::margin, 12));
    EXPECT_NE(sheet.value({margin, 3}), 0);
}

TEST_F(Insertions, OverwriteOnlyWhatTheUserGivesUp) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_text({10, 3}, "mine");
    sheet.set_formula({11, 0}, "=1+1");
    sheet.set_array_formula({{12, 0}, 2, 2}, "=TRANSPOSE(D10:E11)");
    const Snapshot before = snapshot(document);
    const auto same = [](const Shown& one, const Shown& other) {
        return same_result(one, other) && same_formula(one, other);
    };
    const auto expect_unchanged = [&] {
        EXPECT_EQ(differences(before, snapshot(document), same), "");
        EXPECT_EQ(snapshot(document).size(), before.size());
    };
    const std::string full = "The cells A1:G23 are not empty: nothing was inserted.";
    const std::size_t steps = undo_steps(document).size();
    for (const char* overwrite : {"", "false"}) {
        EXPECT_TRUE(
            insert(document, sheet, {0, 0}, "assumptions-common", overwrite).starts_with(full));
        expect_unchanged();
        EXPECT_EQ(undo_steps(document).size(), steps);
    }
    EXPECT_EQ(insert(document, sheet, {0, 0}, "assumptions-common", "true"), "");
    EXPECT_EQ(sheet.text({10, 3}), "");
    EXPECT_EQ(undo_steps(document).size(), steps + 1);
    undo(document);
    expect_unchanged();

    // Half of an array cannot go.
    EXPECT_TRUE(insert(document, sheet, {13, 0}, "assumptions-common", "true")
                    .starts_with("Part of the array formula in Sheet1.A13 is in the way"));
    expect_unchanged();
}

TEST_F(Insertions, SplitMergedCellsOnlyWhereTheUserWantsIt) {
    const Document document = office().create();
    const Sheet sheet = document.sheet();
    const uno::Reference<com::sun::star::util::XMergeable> cells(sheet.range({{4, 0}, 3, 2}),
                                                                 uno::UNO_QUERY_THROW);
    cells->merge(true);
    EXPECT_TRUE(insert(document, sheet, {0, 0}, "assumptions-common")
                    .starts_with("Some of the cells A1:G23 are merged: nothing was inserted."));
    EXPECT_TRUE(cells->getIsMerged());
    EXPECT_EQ(insert(document, sheet, {0, 0}, "assumptions-common", "true"), "");
    EXPECT_FALSE(cells->getIsMerged());
    undo(document);
    EXPECT_TRUE(cells->getIsMerged());
}

TEST_F(Insertions, AreUndoneWithAllThatTheyChanged) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    insert(document, sheet, {0, 0}, "assumptions-common");
    const Snapshot before = snapshot(document);
    for (const char* what :
         {"plan", "risk", "tornado", "alternatives", "attribution", "scenario"}) {
        SCOPED_TRACE(what);
        EXPECT_EQ(insert(document, sheet, {30, 1}, what), "");
        EXPECT_GT(snapshot(document).size(), before.size());
        undo(document);
        EXPECT_EQ(differences(before, snapshot(document), same_formula), "");
        EXPECT_EQ(snapshot(document).size(), before.size());
        EXPECT_TRUE(charts(document).empty());
        EXPECT_EQ(sheet.number_format({34, 2}), "General");
    }
}

TEST_F(Insertions, KeepTheirValuesAtAReaderWithoutHeadroom) {
    Snapshot before;
    for (const char* file : {"inserted.ods", "inserted.xlsx"}) {
        const Document document = office().create();
        Sheet sheet = document.sheet();
        insert(document, sheet, {0, 0}, "assumptions-common");
        insert(document, sheet, {5, 1}, "plan");
        int row = 30;
        for (const char* what : {"risk", "tornado", "alternatives", "attribution", "scenario"}) {
            insert(document, sheet, {row, 0}, what);
            row += 35;
        }
        before = snapshot(document);
        const bool ods = std::string_view(file).ends_with("ods");
        document.store(office().folder() / file, ods ? filter::ods : filter::xlsx);
        const Document sent = office_without_headroom().load(office().folder() / file);
        EXPECT_EQ(differences(
                      before, snapshot(sent),
                      [](const Shown& one, const Shown& other) { return one.text == other.text; }),
                  "")
            << file;
    }
}

TEST_F(Insertions, AreWrittenBesideProtectedSheets) {
    for (const char* password : {"", "secret"}) {
        SCOPED_TRACE(password);
        Document document = office().create();
        Sheet sheet = document.sheet();
        document.add_sheet("Other").protect(password);
        EXPECT_EQ(insert(document, sheet, {0, 0}, "assumptions-common"), "");
        EXPECT_EQ(insert(document, sheet, {5, 1}, "plan"), "");
        expect_example_plan(sheet, {titles.row, 8});
        int row = 30;
        for (const char* what : {"risk", "tornado", "alternatives", "attribution", "scenario"}) {
            SCOPED_TRACE(what);
            const std::string said = insert(document, sheet, {row, 0}, what);
            const bool of_any_line =
                what != std::string_view("alternatives") && what != std::string_view("scenario");
            EXPECT_EQ(said.starts_with("The table is there. Because a sheet is protected"),
                      of_any_line)
                << said;
            row += 35;
        }
        EXPECT_EQ(sheet.text({70, 1}), "38.81%");
    }
}

TEST_F(Insertions, SayWhyTheyDoNothing) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    EXPECT_TRUE(insert(document, sheet, {0, 0}, "plan").starts_with("There is no table of"));
    EXPECT_TRUE(insert(document, sheet, {1048570, 0}, "assumptions")
                    .starts_with("There is no room for it at Sheet1.A1048571"));
    insert(document, sheet, {0, 0}, "assumptions-common");
    insert(document, sheet, {40, 0}, "assumptions-common");
    EXPECT_TRUE(insert(document, sheet, {90, 0}, "plan").starts_with("There are several tables"));
    EXPECT_EQ(insert(document, sheet, {45, 0}, "tornado"), "") << "the one that was chosen";
    EXPECT_NE(sheet.formula({45, 8}).find("$A$43:$G$63"), std::string::npos)
        << sheet.formula({45, 8});
    sheet.set_number({row_with(sheet, "Price"), 1}, -1);
    EXPECT_NE(insert(document, sheet, {4, 0}, "plan").find("price is -1"), std::string::npos);
    uno::Reference<com::sun::star::util::XProtectable>(sheet.uno(), uno::UNO_QUERY_THROW)
        ->protect({});
    EXPECT_TRUE(
        insert(document, sheet, {90, 0}, "risk").starts_with("The sheet Sheet1 is protected"));
}

} // namespace

} // namespace headroom::test
