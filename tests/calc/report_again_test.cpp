// What a report says of the one before, and what becomes of notes on that one.

#include "report_test.hpp"
#include "snapshot.hpp"

#include <com/sun/star/container/XNamed.hpp>
#include <com/sun/star/sheet/XSheetAnnotationsSupplier.hpp>
#include <com/sun/star/table/CellAddress.hpp>

#include <algorithm>
#include <functional>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

int row_with(const Sheet& sheet, const std::string& label) {
    for (int row = 0; row < sheet.used().rows; ++row) {
        if (sheet.text({row, 0}) == label) {
            return row;
        }
    }
    ADD_FAILURE() << "there is no " << label;
    return 0;
}

TEST_F(Reports, NameWhatHasChangedAndKeepWhatWasFilledIn) {
    Document document = faultless(office());
    Sheet sheet = document.sheet();
    report(document);
    Sheet paper = document.sheet(report_sheet);
    const auto row_of = [&](const std::string& label) {
        for (int row = 0; row < paper.used().rows; ++row) {
            if (paper.text({row, 0}) == label) {
                return row;
            }
        }
        return -1;
    };
    paper.set_text({row_of("Owner"), 1}, "Treasury");
    paper.set_text({row_of("Change log"), 1}, "May: first version");
    paper.set_text({row_of("Change log") + 2, 1}, "June: price");
    report(document);
    paper = document.sheet(report_sheet);
    EXPECT_EQ(beside(document, "Owner"), "Treasury");
    EXPECT_EQ(paper.text({row_of("Change log") + 2, 1}), "June: price");
    const std::string title = "Changes since the report of " + beside(document, "Made on");
    EXPECT_EQ(section(document, title),
              std::vector<std::string>{"No input, call or result has changed since."});

    sheet.set_number({0, 1}, 2.75);
    sheet.set_formula({12, 1}, "=GPUMARGIN(A13;$B$2;$B$3;$B$4;0)");
    report(document);
    EXPECT_EQ(section(document, title),
              (std::vector<std::string>{
                  "Input Sheet1.B1: 2.5 before, 2.75 now",
                  "Call in Sheet1.B13: GPUMARGIN(A13;$B$2;$B$3;$B$4;$B$5) before, "
                  "GPUMARGIN(A13;$B$2;$B$3;$B$4;0) now",
                  "Result of Sheet1.B13, GPUMARGIN(A13;$B$2;$B$3;$B$4;0): 0.407006088280061 "
                  "before, 0.524353120243531 now",
                  "Result of Sheet1.B15, GPUMARGIN(B1*12/12;B2;B3;B4;B5;0): 0.240967792998478 "
                  "before, 0.309970720907707 now"}));
    EXPECT_EQ(beside(document, "Owner"), "Treasury");
    EXPECT_EQ(document.sheets(), 2);
}

TEST_F(Reports, KnowCellsAgainThatWereMoved) {
    Document document = faultless(office());
    Sheet sheet = document.sheet();
    document.name_formula("dear", "2*Sheet1.$B$1");
    sheet.set_formula({30, 1}, "=B1*1.1");
    sheet.set_formula({31, 1}, "=GPUMARGIN(B31;B2;B3;B4;B5)+0*GPUMARGIN(dear;B2;B3;B4;B5)");
    sheet.set_number_format({31, 1}, "0.00%");
    const auto changes = [&] {
        report(document);
        return section(document, "Changes since the report of " + beside(document, "Made on"));
    };
    changes();
    EXPECT_EQ(changes().size(), 1U);
    sheet.insert_rows(2, 1);
    const uno::Reference<com::sun::star::container::XNamed> named(sheet.uno(),
                                                                  uno::UNO_QUERY_THROW);
    named->setName("Neu.1");
    const std::string moved =
        "Inputs and calls that stand in another cell now, or on a sheet of another name: ";
    const std::vector<std::string> only_moved = changes();
    ASSERT_EQ(only_moved.size(), 1U) << testing::PrintToString(only_moved);
    EXPECT_TRUE(only_moved[0].starts_with(moved)) << only_moved[0];
    EXPECT_EQ(changes(), std::vector<std::string>{"No input, call or result has changed since."});

    // The same text that means other cells.
    sheet.insert_rows(0, 1);
    sheet.set_formula({33, 1}, "=GPUMARGIN(B32;B2;B4;B5;B6)+0*GPUMARGIN(dear;B2;B4;B5;B6)");
    std::vector<std::string> other = changes();
    EXPECT_EQ(std::ranges::count_if(other,
                                    [](const std::string& line) {
                                        return line.starts_with("Call in Neu.1.B34: GPUMARGIN(");
                                    }),
              2)
        << testing::PrintToString(other);
    sheet.set_formula({33, 1}, "=GPUMARGIN(B33;B3;B5;B6;B7)+0*GPUMARGIN(dear;B3;B5;B6;B7)");
    changes();

    sheet.insert_rows(0, 1);
    sheet.set_number({3, 1}, 0.76);
    sheet.set_formula({17, 1}, "");
    sheet.set_formula({33, 1}, "=B3*1.2");
    std::vector<std::string> all = changes();
    std::erase_if(all, [](const std::string& line) { return line.starts_with("Result of"); });
    ASSERT_EQ(all.size(), 4U) << testing::PrintToString(all);
    EXPECT_EQ(all[0], "Input Neu.1.B4: 0.75 before, 0.76 now");
    EXPECT_EQ(all[1], "Input Neu.1.B34: =$'Neu.1'.$B$2*1.1 before, =$'Neu.1'.$B$3*1.2 now");
    EXPECT_EQ(all[2], "Call that is gone from Neu.1.B17: GPUMARGIN(B2*12/12;B3;B5;B6;B7;0)");
    EXPECT_TRUE(all[3].starts_with(moved));
}

TEST_F(Reports, TakeNoSheetOfSomebodyElse) {
    Document document = faultless(office());
    document.add_sheet(report_sheet).set_text({0, 0}, "mine");
    for (int time = 0; time < 2; ++time) {
        const std::string said = report(document);
        EXPECT_TRUE(said.starts_with("The report is on the sheet Headroom report 2.")) << said;
        EXPECT_EQ(document.sheet(report_sheet).text({0, 0}), "mine");
        EXPECT_EQ(document.sheets(), 3);
    }
}

TEST_F(Reports, LeaveNotesWhereTheyAre) {
    const std::pair<const char*, std::function<void(Sheet&)>> notes[] = {
        {"beside",
         [](Sheet& paper) {
             paper.set_text({row_with(paper, "Owner"), 6}, "asked on Monday");
         }},
        {"at the right of a finding",
         [](Sheet& paper) {
             paper.set_text({row_with(paper, "Numbers typed into calls"), 2}, "agreed");
         }},
        {"below",
         [](Sheet& paper) {
             paper.set_text({paper.used().rows + 3, 0}, "all inputs were seen");
         }},
        {"a comment",
         [](Sheet& paper) {
             const uno::Reference<com::sun::star::sheet::XSheetAnnotationsSupplier> comments(
                 paper.uno(), uno::UNO_QUERY_THROW);
             comments->getAnnotations()->insertNew(com::sun::star::table::CellAddress(1, 0, 3),
                                                   "really?");
         }},
    };
    for (const auto& [what, write] : notes) {
        SCOPED_TRACE(what);
        const Document document = faultless(office());
        report(document);
        Sheet paper = document.sheet(report_sheet);
        paper.set_text({row_with(paper, "Owner"), 1}, "Treasury");
        write(paper);
        const Snapshot before = snapshot(document);
        const std::string said = report(document);
        EXPECT_TRUE(said.starts_with("The report is on the sheet Headroom report 2.")) << said;
        EXPECT_TRUE(said.ends_with("it stays as it is, on the sheet Headroom report.")) << said;
        EXPECT_EQ(differences(before, snapshot(document), same_result), "");
        const Sheet next = document.sheet("Headroom report 2");
        EXPECT_EQ(next.text({row_with(next, "Owner"), 1}), "Treasury");
        row_with(next, "No input, call or result has changed since.");
        // The next one follows the last one, which nobody has written on.
        report(document);
        EXPECT_EQ(document.sheets(), 3);
    }
}

TEST_F(Reports, KeepWhatStandsBesideAFieldAndStayOnTheirSheet) {
    const std::filesystem::path files[] = {office().folder() / "filled in.ods",
                                           office().folder() / "filled in.xlsx"};
    Document document = faultless(office());
    report(document);
    Sheet paper = document.sheet(report_sheet);
    paper.set_text({row_with(paper, "Reviewed by"), 1}, "Audit");
    paper.set_text({row_with(paper, "Reviewed by"), 2}, "in May");
    paper.insert_rows(row_with(paper, "Change log") + 2, 5);
    paper.set_text({row_with(paper, "Change log") + 6, 1}, "June: price");
    for (const std::filesystem::path& file : files) {
        document.store(file, file.extension() == ".ods" ? filter::ods : filter::xlsx);
        const Document again = office().load(file);
        report(again);
        EXPECT_EQ(again.sheets(), 2) << file;
        const Sheet filled = again.sheet(report_sheet);
        EXPECT_EQ(filled.text({row_with(filled, "Reviewed by"), 1}), "Audit in May");
        EXPECT_EQ(filled.text({row_with(filled, "Change log") + 6, 1}), "June: price");
    }
}

} // namespace

} // namespace headroom::test
