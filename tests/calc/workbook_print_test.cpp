#include "workbook_test.hpp"

#include "charts.hpp"
#include "pages.hpp"
#include "strings.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/container/XIndexAccess.hpp>
#include <com/sun/star/container/XNameAccess.hpp>
#include <com/sun/star/style/XStyleFamiliesSupplier.hpp>
#include <com/sun/star/table/CellHoriJustify.hpp>
#include <com/sun/star/table/XColumnRowRange.hpp>

#include <algorithm>
#include <cmath>
#include <regex>

namespace headroom::test {

namespace uno = com::sun::star::uno;
namespace container = com::sun::star::container;

namespace {

/// What the reader of a workbook sees: pages, charts and the sentences on page one.
class WorkbookPages : public TemplateTest {};

/// A sheet of paper, upright.
struct Paper {
    const char* name;
    double width, height; ///< millimetres
};

constexpr Paper a4{"A4", 210, 297};
constexpr Paper letter{"Letter", 215.9, 279.4};

constexpr double points_per_millimetre = 72 / 25.4;

/// Every page on that paper, lying or upright as it was.
void put_on(const Paper& paper, Document& document) {
    const uno::Reference<com::sun::star::style::XStyleFamiliesSupplier> supplier(
        document.uno(), uno::UNO_QUERY_THROW);
    const auto pages = supplier->getStyleFamilies()
                           ->getByName("PageStyles")
                           .get<uno::Reference<container::XNameAccess>>();
    for (const rtl::OUString& name : pages->getElementNames()) {
        const uno::Reference<com::sun::star::beans::XPropertySet> page(pages->getByName(name),
                                                                       uno::UNO_QUERY_THROW);
        const auto hundredths = [](double millimetres) {
            return uno::Any(static_cast<sal_Int32>(std::lround(100 * millimetres)));
        };
        const bool lying = page->getPropertyValue("IsLandscape").get<bool>();
        page->setPropertyValue("Width", hundredths(lying ? paper.height : paper.width));
        page->setPropertyValue("Height", hundredths(lying ? paper.width : paper.height));
    }
}

void expect_on(const Paper& paper, const Page& page) {
    const double shorter = std::min(page.width, page.height);
    const double longer = std::max(page.width, page.height);
    EXPECT_NEAR(shorter, paper.width * points_per_millimetre, 1);
    EXPECT_NEAR(longer, paper.height * points_per_millimetre, 1);
}

/// The names of the sheets, each once for every page of it, as the footers have them.
std::vector<std::string> sheets_in_footers(const std::vector<Page>& pages,
                                           const std::string& title) {
    std::vector<std::string> sheets;
    const std::regex pattern("(.+) – (.+) Page ([0-9]+) of ([0-9]+)");
    for (const Page& page : pages) {
        std::smatch parts;
        if (!std::regex_match(page.footer, parts, pattern)) {
            ADD_FAILURE() << "the footer is: " << page.footer;
            continue;
        }
        sheets.push_back(parts[2]);
        EXPECT_EQ(parts[1], title);
        EXPECT_EQ(parts[3], std::to_string(sheets.size())) << page.footer;
        EXPECT_EQ(parts[4], std::to_string(pages.size())) << page.footer;
    }
    return sheets;
}

/// Of ordinary letters of 9 points: text is printed at 70 % of what the screen shows, or more.
constexpr double least_text = 6.3 * 1.1;

/// What a footer and the margins leave of a page for its sheet.
double filled(const Page& page) {
    constexpr double top = 14 * points_per_millimetre;
    const bool lying = page.width > page.height;
    const double below = (lying ? 12 + 9 : 22 + 9) * points_per_millimetre;
    return (page.bottom - top) / (page.height - top - below);
}

void expect_readable(const Page& page) {
    EXPECT_GT(page.smallest, least_text);
}

/// A sheet that needs several pages does not leave one of them nearly blank.
void expect_well_filled(const std::vector<Page>& pages, const std::vector<std::string>& sheets) {
    for (std::size_t i = 0; i < std::min(pages.size(), sheets.size()); ++i) {
        if (std::count(sheets.begin(), sheets.end(), sheets[i]) > 1) {
            EXPECT_GT(filled(pages[i]), 1.0 / 3) << pages[i].footer;
        }
    }
}

/// Whether Calc breaks the sheet, as it was last printed, into pages side by side.
bool broken_between_columns(const Sheet& sheet) {
    const uno::Reference<com::sun::star::table::XColumnRowRange> range(sheet.range(sheet.used()),
                                                                       uno::UNO_QUERY_THROW);
    const uno::Reference<container::XIndexAccess> columns(range->getColumns(),
                                                          uno::UNO_QUERY_THROW);
    for (sal_Int32 index = 1; index < columns->getCount(); ++index) {
        const uno::Reference<com::sun::star::beans::XPropertySet> column(columns->getByIndex(index),
                                                                         uno::UNO_QUERY_THROW);
        if (column->getPropertyValue("IsStartOfNewPage").get<bool>()) {
            return true;
        }
    }
    return false;
}

} // namespace

/// Whoever holds the numbers of two workbooks side by side has to see that they answer two
/// questions.
TEST_P(WorkbookPages, SayOnPageOneWhichQuestionTheyAnswer) {
    const Document document = create();
    const Sheet answer = document.sheet(0);
    const std::vector<At> sentences = answer.in_style("Question");
    ASSERT_EQ(sentences.size(), 2U);
    EXPECT_TRUE(answer.text(sentences[0]).starts_with("The question here: "))
        << answer.text(sentences[0]);
    EXPECT_TRUE(answer.text(sentences[0]).ends_with("?")) << answer.text(sentences[0]);
    const std::string other = answer.text(sentences[1]);
    int others = 0;
    for (const std::string& name : templates()) {
        EXPECT_EQ(other.find(GetParam()), std::string::npos) << other;
        others += other.find(name) != std::string::npos ? 1 : 0;
    }
    EXPECT_GT(others, 0) << other;
}

/// An axis that begins just below nearly equal values makes a small difference look like a
/// collapse.
TEST_P(WorkbookPages, DrawValuesFromNothing) {
    const std::vector<DrawnChart> drawn = charts(create());
    ASSERT_FALSE(drawn.empty());
    for (const DrawnChart& chart : drawn) {
        EXPECT_LE(chart.lowest, 0) << chart.sheet << ", " << chart.title;
        EXPECT_GE(chart.highest, 0) << chart.sheet << ", " << chart.title;
    }
}

TEST_P(WorkbookPages, HaveNoEmptyPlacesInCharts) {
    for (const DrawnChart& chart : charts(create())) {
        SCOPED_TRACE(chart.sheet + ", " + chart.title);
        if (chart.by_number) {
            continue; // What is not there has no place.
        }
        EXPECT_FALSE(chart.categories.empty());
        for (const std::string& category : chart.categories) {
            EXPECT_NE(category, "");
            EXPECT_NE(category, "–");
        }
    }
}

/// A life of five years has no sixth.
TEST_P(WorkbookPages, EndAxesWhereTheirNumbersEnd) {
    Document document = create();
    const std::map<std::string, Place> names = document.named_cells();
    for (const double life : {5.0, 3.0, 10.0}) {
        if (const auto place = names.find("life"); place != names.end()) {
            document.sheet(place->second).set_number(place->second.at, life);
        }
        for (const DrawnChart& chart : charts(document)) {
            if (chart.by_number) {
                EXPECT_GT(chart.last, 0);
                EXPECT_NEAR(chart.end, chart.last, 1e-12) << chart.sheet << ", life " << life;
            }
        }
    }
}

/// Ids such as price_erosion are for formulas.
TEST_P(WorkbookPages, NameNothingInChartsByItsId) {
    for (const DrawnChart& chart : charts(create())) {
        for (const auto& names : {chart.categories, chart.series}) {
            for (const std::string& name : names) {
                EXPECT_EQ(name.find('_'), std::string::npos) << chart.title << ": " << name;
                const bool lower = !name.empty() && name.front() >= 'a' && name.front() <= 'z';
                EXPECT_FALSE(lower && !chart.by_number) << chart.title << ": " << name;
            }
        }
    }
}

/// A verdict among figures stands where they do.
TEST_P(WorkbookPages, AlignChecksWithFigures) {
    const Document document = create();
    namespace table = com::sun::star::table;
    for (const Place& check : document.in_style("Check")) {
        const uno::Reference<com::sun::star::beans::XPropertySet> cell(
            document.sheet(check).cell(check.at), uno::UNO_QUERY_THROW);
        EXPECT_EQ(cell->getPropertyValue("HoriJustify").get<table::CellHoriJustify>(),
                  table::CellHoriJustify_RIGHT)
            << check.sheet << check.at.name();
    }
}

TEST_P(WorkbookPages, PrintAlikeOnA4AndLetter) {
    Document document = create();
    std::vector<std::vector<std::string>> footers;
    for (const Paper& paper : {a4, letter}) {
        SCOPED_TRACE(paper.name);
        put_on(paper, document);
        const std::vector<Page> pages = print(document, office().folder());
        for (const Page& page : pages) {
            SCOPED_TRACE(page.footer);
            expect_on(paper, page);
            EXPECT_LT(page.right, page.width);
            EXPECT_EQ(page.text.find("###"), std::string::npos) << page.text;
            expect_readable(page);
        }
        footers.push_back(sheets_in_footers(pages, GetParam()));
        expect_well_filled(pages, footers.back());
        for (int index = 0; index < document.sheets(); ++index) {
            const Sheet sheet = document.sheet(index);
            EXPECT_FALSE(broken_between_columns(sheet)) << sheet.name();
        }
    }
    EXPECT_EQ(footers[0], footers[1]);

    std::vector<std::string> sheets;
    for (int index = 0; index < document.sheets(); ++index) {
        sheets.push_back(document.sheet(index).name());
    }
    std::vector<std::string> printed = footers[0];
    printed.erase(std::unique(printed.begin(), printed.end()), printed.end());
    EXPECT_EQ(printed, sheets);
}

INSTANTIATE_TEST_SUITE_P(, WorkbookPages, testing::ValuesIn(templates()), template_test_name);

} // namespace headroom::test
