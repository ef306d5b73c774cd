// How a report looks, beside protected sheets and on paper.

#include "pages.hpp"
#include "paths.hpp"
#include "report_test.hpp"
#include "strings.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/container/XNameAccess.hpp>
#include <com/sun/star/container/XNamed.hpp>
#include <com/sun/star/style/XStyleFamiliesSupplier.hpp>
#include <com/sun/star/util/XProtectable.hpp>

#include <array>
#include <filesystem>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

/// Where the rows of the calls begin, below their headings.
int row_of_calls(const Sheet& paper) {
    for (int row = 0; row < paper.used().rows; ++row) {
        if (paper.text({row, 2}) == "Result of the call") {
            return row + 1;
        }
    }
    ADD_FAILURE() << "the report has no table of calls";
    return 0;
}

/// What makes a heading, a result and a reason look as they do.
std::vector<uno::Any> looks(const Document& document) {
    const Sheet paper = document.sheet(report_sheet);
    const int calls = row_of_calls(paper);
    std::vector<uno::Any> all;
    for (const At at : {At{0, 0}, At{calls - 1, 0}, At{calls, 1}, At{calls, 2}, At{calls, 5}}) {
        const uno::Reference<com::sun::star::beans::XPropertySet> cell(paper.cell(at),
                                                                       uno::UNO_QUERY_THROW);
        for (const char* property :
             {"CharWeight", "CharHeight", "CharColor", "CellBackColor", "IsTextWrapped",
              "HoriJustify", "VertJustify", "ShrinkToFit", "ParaIndent", "CharLocale"}) {
            all.push_back(cell->getPropertyValue(wide(property)));
        }
    }
    return all;
}

// The office makes and changes no cell styles while a sheet is protected, whichever it is.
TEST_F(Reports, AreWrittenBesideProtectedSheets) {
    const std::vector<uno::Any> usual = [] {
        const Document document = faultless(office());
        report(document);
        return looks(document);
    }();
    for (const bool shown : {false, true}) {
        for (const char* password : {"", "secret"}) {
            for (const char* name : {"Sheet1", "Other"}) {
                SCOPED_TRACE(std::string(name) + " protected with '" + password + '\'');
                Document document = faultless(office(), shown);
                document.add_sheet("Other");
                document.sheet(name).protect(password);
                const std::string said = report(document);
                ASSERT_TRUE(said.starts_with("The report is on the sheet")) << said;
                EXPECT_EQ(looks(document), usual);
                // A second one, over what was formatted.
                report(document);
                EXPECT_EQ(looks(document), usual);
                const uno::Reference<com::sun::star::util::XProtectable> sheet(
                    document.sheet(name).uno(), uno::UNO_QUERY_THROW);
                EXPECT_TRUE(sheet->isProtected());
                sheet->unprotect(wide(password));
                report(document);
                EXPECT_EQ(looks(document), usual) << "no style was left half made";
                EXPECT_FALSE(document.in_style("Headroom heading").empty());
            }
        }
    }
}

void set_paper(const Document& document, sal_Int32 width, sal_Int32 height) {
    const uno::Reference<com::sun::star::style::XStyleFamiliesSupplier> families(
        document.uno(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::container::XNameAccess> styles(
        families->getStyleFamilies()->getByName("PageStyles"), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::beans::XPropertySet> style(
        styles->getByName("Headroom report"), uno::UNO_QUERY_THROW);
    style->setPropertyValue("Width", uno::Any(width));
    style->setPropertyValue("Height", uno::Any(height));
}

TEST_F(Reports, FitOnA4AndLetter) {
    const Document document =
        office().load(std::filesystem::path(path::templates) / "GPU business case.ots");
    report(document);
    for (const auto& [width, height] : {std::pair{29700, 21000}, {27940, 21590}}) {
        SCOPED_TRACE(width);
        set_paper(document, width, height);
        std::size_t pages = 0;
        for (const Page& page : print(document, office().folder())) {
            if (page.footer.find(" / ") == page.footer.npos) {
                continue; // the workbook's own
            }
            ++pages;
            EXPECT_LE(page.right, page.width - 30);
            EXPECT_LE(page.bottom, page.height - 30);
            EXPECT_GE(page.smallest, 6) << page.text;
        }
        EXPECT_GT(pages, 3U);
    }
}

// Paper breaks lines elsewhere than the screen.
TEST_F(Reports, PrintNoLineOverTheNext) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    const uno::Reference<com::sun::star::container::XNamed> named(sheet.uno(),
                                                                  uno::UNO_QUERY_THROW);
    named->setName(wide("Müller's 1.Q"));
    std::string cells;
    for (int row = 0; row < 4; ++row) {
        sheet.set_number({row, 1},
                         std::array{0.75, 50000.0, 5.0, 2467.0}[static_cast<std::size_t>(row)]);
        cells +=
            (row == 0 ? "" : ";") + std::string("$'Müller''s 1.Q'.$B$") + std::to_string(row + 1);
    }
    sheet.set_formula({0, 3}, "=GPUHOURCOST(" + cells + ")");
    for (int row = 1; row < 40; ++row) {
        sheet.set_formula({row, 3}, "=GPUHOURCOST(" + cells + ";0." +
                                        std::string(static_cast<std::size_t>(row), '1') + ")");
    }
    report(document);
    for (const Page& page : print(document, office().folder())) {
        EXPECT_LT(page.covered, 0.3) << page.text;
    }
}

} // namespace

} // namespace headroom::test
