// What somebody without Headroom sees of a workbook that was prepared to be shared.

#include "commands.hpp"
#include "pages.hpp"
#include "snapshot.hpp"
#include "strings.hpp"
#include "two_offices_test.hpp"
#include "workbook_with_calls.hpp"

#include <com/sun/star/beans/NamedValue.hpp>
#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/frame/XModel.hpp>
#include <com/sun/star/sheet/ConditionOperator.hpp>
#include <com/sun/star/sheet/XSheetConditionalEntries.hpp>
#include <com/sun/star/table/XColumnRowRange.hpp>
#include <com/sun/star/task/XJob.hpp>
#include <com/sun/star/util/XProtectable.hpp>

#include <algorithm>
#include <chrono>
#include <regex>
#include <set>

namespace headroom::test {

namespace uno = com::sun::star::uno;
namespace beans = com::sun::star::beans;

namespace {

class SharedWorkbooks : public WithBareOffice<CalcTest> {
protected:
    static std::string prepare(const Document& document) {
        return dispatch(office(), document, "share", {{"URL", "-"}});
    }
};

const std::string call = "GPUMARGIN(2.5;0.75;50000;5;2467.104)";

/// A cell, and whether its result is lost in either kind of file.
struct Case {
    std::string formula;
    std::string format; ///< none: General
    bool lost_in_ods = false;
    bool lost_in_xlsx = false;

    bool is_lost() const { return lost_in_ods || lost_in_xlsx; }
};

const std::vector<Case> cases = {
    {"=" + call, ""},
    {"=1000*" + call, ""},
    {"=-" + call + "/1000000", ""},
    {"=" + call + "*1E19", ""},
    {"=REQUIREDCUTS(12000000000;0;0.24;200000)", ""},
    {"=INDEX(GPUCASHFLOW(2.5;0.75;50000;5;2467.104);2)", ""},
    {"=margin*2", ""},
    {"=" + call, "0.0%"},
    {"=" + call, "0.000\" of 1\""},
    {"=A1+1", ""},
    {"=HEADROOMVERSION()", ""},
    {"=IF(" + call + ">0;\"yes\";\"no\")", ""},
    {"=REASON(\"GPUMARGIN\";-1;0.75;50000;5;2467.104)", ""},
    {"=IF(" + call + ">0;\"\";\"no\")", "", true, true},
    {"=IF($Z$9=\"\";\"\";" + call + ")", ""},
    {"=IF($Z$9=\"\";\"\";" + call + ")", "0.00"},
    {"=IFERROR(GPUMARGIN(-1;0.75;50000;5;2467.104);\"\")", "0.00"},
    {"=GPUMARGIN(-1;0.75;50000;5;2467.104)", "", true, true},
    {"=" + call + "+0*RAND()", "", true, true},
    {"=GPUMARGIN(OFFSET($A$1;0;0)+2;0.75;50000;5;2467.104)", "0.00", true, true},
    {"=" + call + "&\"TODAY()\"", ""},
    {"=GPUMARGIN($Z$2;0.75;50000;5;2467.104)", "0.00", true, true},
    {"=GPUMARGIN(today_or_not;0.75;50000;5;2467.104)", "0.00", true, true},
    {"=" + call + ">0.1", "", false, true},
    {"=1*(" + call + ">0.1)", "0.0"},
    {"=AND(" + call + ">0.1)", "0.0", false, true},
};

void format_by_condition(Sheet& sheet, At at, const std::string& formula) {
    const uno::Reference<beans::XPropertySet> cell(sheet.cell(at), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::sheet::XSheetConditionalEntries> entries(
        cell->getPropertyValue("ConditionalFormat"), uno::UNO_QUERY_THROW);
    uno::Sequence<beans::PropertyValue> entry(3);
    entry.getArray()[0].Name = "Operator";
    entry.getArray()[0].Value <<= com::sun::star::sheet::ConditionOperator_FORMULA;
    entry.getArray()[1].Name = "Formula1";
    entry.getArray()[1].Value <<= wide(formula);
    entry.getArray()[2].Name = "StyleName";
    entry.getArray()[2].Value <<= rtl::OUString("Good");
    entries->addNew(entry);
    cell->setPropertyValue("ConditionalFormat", uno::Any(entries));
}

Document with_cases(Office& office) {
    Document document = office.create();
    Sheet sheet = document.sheet();
    document.name_formula("margin", call);
    document.name_formula("today_or_not", "2.5+0*NOW()");
    sheet.set_formula({0, 25}, "=TODAY()");
    sheet.set_formula({1, 25}, "=2.5+0*Z1");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const At at{static_cast<int>(i), 0};
        sheet.set_formula(at, cases[i].formula);
        if (!cases[i].format.empty()) {
            sheet.set_number_format(at, cases[i].format);
        }
    }
    format_by_condition(sheet, {0, 0}, "A1>0");
    return document;
}

/// The rows of column A that a message names.
std::set<int> rows_in(const std::string& said) {
    static const std::regex cells("Sheet1\\.A([0-9]+)(?::A([0-9]+))?");
    std::set<int> rows;
    for (std::sregex_iterator match(said.begin(), said.end(), cells);
         match != std::sregex_iterator(); ++match) {
        const int first = std::stoi((*match)[1]);
        const int last = (*match)[2].matched ? std::stoi((*match)[2]) : first;
        for (int row = first; row <= last; ++row) {
            rows.insert(row);
        }
    }
    return rows;
}

TEST_F(SharedWorkbooks, LoseNothingThatWasNotNamed) {
    const Document document = with_cases(office());
    const std::string said = prepare(document);
    const Sheet sheet = document.sheet();
    for (const bool xlsx : {false, true}) {
        const std::filesystem::path file =
            office().folder() / (xlsx ? "shared.xlsx" : "shared.ods");
        document.store(file, xlsx ? filter::xlsx : filter::ods);
        const Document sent = office_without_headroom().load(file);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            SCOPED_TRACE(cases[i].formula + (xlsx ? " in .xlsx" : " in .ods"));
            const At at{static_cast<int>(i), 0};
            const bool lost = xlsx ? cases[i].lost_in_xlsx : cases[i].lost_in_ods;
            EXPECT_EQ(sent.sheet().text(at) != sheet.text(at), lost) << sent.sheet().text(at);
        }
    }
    const std::set<int> lost = rows_in(said.substr(std::min(said.size(), said.find("People"))));
    for (std::size_t i = 0; i < cases.size(); ++i) {
        EXPECT_EQ(lost.contains(static_cast<int>(i) + 1), cases[i].is_lost())
            << cases[i].formula << '\n'
            << said;
    }
}

// Without the command they are lost: else the test above would prove nothing.
TEST_F(SharedWorkbooks, WouldLoseResultsOtherwise) {
    const Document document = with_cases(office());
    document.store(office().folder() / "as it is.ods");
    const Document sent = office_without_headroom().load(office().folder() / "as it is.ods");
    EXPECT_EQ(sent.sheet().text({1, 0}), "#NAME?");
    EXPECT_NE(sent.sheet().text({7, 0}), "#NAME?");
}

TEST_F(SharedWorkbooks, ShowTheSameDigits) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    const uno::Reference<com::sun::star::table::XColumnRowRange> range(sheet.uno(),
                                                                       uno::UNO_QUERY_THROW);
    const std::vector<std::string> formulas = {"=" + call,
                                               "=-" + call,
                                               "=" + call + "*100000",
                                               "=ROUND(" + call + ";0)",
                                               "=-" + call + "/1000000",
                                               "=MACRS(1000000;5;1)",
                                               "=GPUCAPEX(25000.5)",
                                               "=HEADROOMVERSION()"};
    int column = 0;
    for (const sal_Int32 width : {1200, 1800, 2258, 2700, 3000, 4000}) {
        const uno::Reference<beans::XPropertySet> one(range->getColumns()->getByIndex(column),
                                                      uno::UNO_QUERY_THROW);
        one->setPropertyValue("Width", uno::Any(width));
        for (std::size_t i = 0; i < formulas.size(); ++i) {
            sheet.set_formula({static_cast<int>(i), column}, formulas[i]);
        }
        ++column;
    }
    const std::string before = print(document, office().folder()).at(0).text;
    prepare(document);
    EXPECT_EQ(print(document, office().folder()).at(0).text, before);
    EXPECT_EQ(before.find("###"), before.npos);
    // What becomes of it later shows, too.
    sheet.set_formula({3, 5}, "=" + call);
    EXPECT_EQ(sheet.text({3, 5}).substr(0, 6), "0.2409");
}

TEST_F(SharedWorkbooks, AreChangedInOneStep) {
    const Document document = with_cases(office());
    const Sheet sheet = document.sheet();
    const std::size_t steps = undo_steps(document).size();
    prepare(document);
    EXPECT_EQ(undo_steps(document).size(), steps + 1);
    EXPECT_EQ(undo_steps(document).front(), "Prepare to Share");
    EXPECT_NE(sheet.number_format({0, 0}), "General");
    EXPECT_EQ(sheet.number_format({7, 0}), "0.0%");
    const std::string again = prepare(document);
    EXPECT_TRUE(again.starts_with("No result of Headroom's has the number format General"))
        << again;
    EXPECT_EQ(undo_steps(document).size(), steps + 1);
    undo(document);
    EXPECT_EQ(sheet.number_format({0, 0}), "General");
}

TEST_F(SharedWorkbooks, NameWhatIsInArraysAndConditions) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_array_formula({{0, 0}, 6, 1}, "=GPUCASHFLOW(2.5;0.75;50000;5;2467.104)");
    sheet.set_formula({0, 2}, "=" + call);
    format_by_condition(sheet, {0, 2}, "ORG.HEADROOM.FUNCTIONS.SAVINGMONTHS(1)>0");
    EXPECT_EQ(prepare(document),
              "Cells that had the number format General and now have one of their own, which shows "
              "the same: 1.\nSheet1.C1\n\n"
              "People without Headroom do not see the results of cells with:\n"
              "an array formula: Sheet1.A1:A6\n\n"
              "What these decide with Headroom's functions is not decided without it:\n"
              "a conditional format on the sheet Sheet1\n\n"
              "Save a Plain Copy makes a workbook that needs no Headroom.");
}

TEST_F(SharedWorkbooks, AreRefusedWhereNothingCanBeChanged) {
    Document document = office().create();
    EXPECT_TRUE(prepare(document).starts_with("There is no Headroom function in the cells"));
    document.sheet().set_formula({0, 0}, "=" + call);
    document.store(office().folder() / "read only.ods");
    EXPECT_TRUE(prepare(office().load_read_only(office().folder() / "read only.ods"))
                    .starts_with("This document is read-only"));

    const uno::Reference<com::sun::star::util::XProtectable> sheet(document.sheet().uno(),
                                                                   uno::UNO_QUERY_THROW);
    sheet->protect("");
    EXPECT_TRUE(prepare(document).starts_with("Cells that had the number format General"));
    EXPECT_NE(document.sheet().number_format({0, 0}), "General");
    EXPECT_TRUE(sheet->isProtected());
    undo(document);
    sheet->unprotect("");
    document.sheet().set_formula({1, 0}, "=" + call);
    sheet->protect("secret");
    EXPECT_TRUE(prepare(document).starts_with("The sheet Sheet1 is protected with a password"));
    EXPECT_EQ(document.sheet().number_format({1, 0}), "General");
}

// What is not changed may be protected.
TEST_F(SharedWorkbooks, ArePreparedBesideWhatIsProtected) {
    Document document = office().create();
    document.sheet().set_formula({0, 0}, "=" + call);
    document.add_sheet("Other").protect("secret");
    const uno::Reference<com::sun::star::util::XProtectable> structure(document.uno(),
                                                                       uno::UNO_QUERY_THROW);
    structure->protect("secret");
    EXPECT_TRUE(prepare(document).starts_with("Cells that had the number format General"));
    EXPECT_NE(document.sheet().number_format({0, 0}), "General");
    EXPECT_TRUE(structure->isProtected());
}

TEST_F(SharedWorkbooks, OfTheMenuAreTheSame) {
    const Document document = workbook_with_calls(office());
    const Snapshot before = snapshot(document);
    prepare(document);
    EXPECT_EQ(differences(before, snapshot(document), same_formula), "");
}

/// What the office does before it saves.
void before_saving(const Office& office, const Document& document) {
    const uno::Reference<com::sun::star::task::XJob> job(office.service("org.headroom.ShareOffer"),
                                                         uno::UNO_QUERY_THROW);
    uno::Sequence<beans::NamedValue> environment(1);
    environment.getArray()[0] = {"Model", uno::Any(document.uno())};
    uno::Sequence<beans::NamedValue> arguments(1);
    arguments.getArray()[0] = {"Environment", uno::Any(environment)};
    job->execute(arguments);
}

Document with_many_calls(Office& office, bool formatted) {
    Document document = office.create_shown();
    Sheet sheet = document.sheet();
    std::vector<std::vector<std::string>> formulas;
    for (int row = 0; row < 20000; ++row) {
        formulas.push_back(
            {"=GPUMARGIN(2.5+" + std::to_string(row) + "/1000;0.75;50000;5;2467.104)"});
    }
    sheet.write_formulas({0, 0}, formulas);
    for (int row = 0; formatted && row < 20000; row += 2) {
        sheet.set_number_format({row, 0}, "0.00");
    }
    return document;
}

// Without a window nobody is asked, and nothing waits for an answer.
TEST_F(SharedWorkbooks, AreSavedAtOnce) {
    using namespace std::chrono_literals;
    for (const bool formatted : {false, true}) {
        const Document document = with_many_calls(office(), formatted);
        const auto start = std::chrono::steady_clock::now();
        before_saving(office(), document);
        EXPECT_LT(std::chrono::steady_clock::now() - start, 200ms) << formatted;
        EXPECT_EQ(document.sheet().number_format({19999, 0}), "General");
        document.store(office().folder() / "many.ods");
    }
}

} // namespace

} // namespace headroom::test
