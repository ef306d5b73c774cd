// What the panel beside the sheet says as the cursor moves.

#include "calc_test.hpp"
#include "commands.hpp"
#include "strings.hpp"

#include <com/sun/star/awt/XControl.hpp>
#include <com/sun/star/awt/XControlContainer.hpp>
#include <com/sun/star/awt/XTextComponent.hpp>
#include <com/sun/star/awt/XWindow.hpp>
#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/frame/XController2.hpp>
#include <com/sun/star/frame/XDesktop2.hpp>
#include <com/sun/star/frame/XModel.hpp>
#include <com/sun/star/ui/XDeck.hpp>
#include <com/sun/star/ui/XDecks.hpp>
#include <com/sun/star/ui/XPanel.hpp>
#include <com/sun/star/ui/XPanels.hpp>
#include <com/sun/star/ui/XSidebarProvider.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <thread>

namespace headroom::test {

namespace {

namespace awt = com::sun::star::awt;
namespace ui = com::sun::star::ui;
namespace uno = com::sun::star::uno;
using namespace std::chrono_literals;

class CellPanel : public CalcTest {};

/// A new document in a window: hidden ones, as other tests have, are without a panel.
uno::Reference<com::sun::star::sheet::XSpreadsheetDocument> in_a_window(const Office& office) {
    const uno::Reference<com::sun::star::frame::XDesktop2> desktop(
        office.service("com.sun.star.frame.Desktop"), uno::UNO_QUERY_THROW);
    return {desktop->loadComponentFromURL("private:factory/scalc", "_blank", 0, {}),
            uno::UNO_QUERY_THROW};
}

uno::Reference<awt::XControlContainer> panel_of(const Document& document) {
    const uno::Reference<com::sun::star::frame::XModel> model(document.uno(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::frame::XController2> controller(
        model->getCurrentController(), uno::UNO_QUERY_THROW);
    const uno::Reference<ui::XDeck> deck(
        controller->getSidebar()->getDecks()->getByName("HeadroomDeck"), uno::UNO_QUERY_THROW);
    const uno::Reference<ui::XPanel> panel(deck->getPanels()->getByName("HeadroomPanel"),
                                           uno::UNO_QUERY_THROW);
    return {panel->getDialog(), uno::UNO_QUERY_THROW};
}

std::string text_in(const Document& document, const char* control) {
    const uno::Reference<awt::XControl> found = panel_of(document)->getControl(wide(control));
    const uno::Reference<awt::XTextComponent> text(found, uno::UNO_QUERY);
    if (text.is()) {
        return narrow(text->getText());
    }
    const uno::Reference<com::sun::star::beans::XPropertySet> model(found->getModel(),
                                                                    uno::UNO_QUERY_THROW);
    return narrow(model->getPropertyValue("Label").get<rtl::OUString>());
}

/// What it says once the cursor rests there.
std::string said_of(const Document& document, const Sheet& sheet, At at) {
    select(document, sheet, {at});
    const std::string cell = sheet.name() + '.' + at.name();
    for (int i = 0; i < 100 && text_in(document, "cell") != cell; ++i) {
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_EQ(text_in(document, "cell"), cell);
    return text_in(document, "text");
}

/// Cells as they can be, and lines that the panel says of them. A1:A3 hold 2.5, 0.75 and #DIV/0!.
struct Said {
    const char* what;
    const char* formula;
    std::vector<std::string> lines;
};

const Said said[] = {
    {"arguments by name",
     "=GPUMARGIN(A1;A2;50000;5;2467.104;;B9)",
     {"Result: 0.240967792998478", "GPUMARGIN", "price: 2.5 money per billable GPU-hour (A1)",
      "utilisation: 0.75 share (A2)", "capex: 50000 money per GPU",
      "opex: 2467.104 money per GPU and year", "wacc: left out, so 0",
      "residual: blank, which counts as 0 money per GPU (B9)"}},
    {"sums and products",
     "=GPUMARGIN(A1*2-1;-A2^2+1.3125;100000/2%%;5;twice+2467)",
     {"price: 4 money per billable GPU-hour (A1*2-1)", "utilisation: 1.875 share (-A2^2+1.3125)",
      "capex: 500000000 money per GPU (100000/2%%)",
      "opex: 2472 money per GPU and year (twice+2467)"}},
    {"what would have to be calculated",
     "=GPUMARGIN(MAX(A1:A2);A2;50000;5;2467.104)",
     {"Result: 0.240967792998478", "price: MAX(A1:A2)"}},
    {"nested",
     "=2*GPUMARGIN(GPUBREAKEVENPRICE(A2;50000;5;2467.104;0.2);A2;50000;5;2467.104)",
     {"The cell shows: 0.4", "GPUBREAKEVENPRICE", "margin: 0.2 share of revenue", "GPUMARGIN",
      "price: the result of GPUBREAKEVENPRICE"}},
    {"a reason",
     "=REQUIREDCUTS(12000000000;0;24;200000)",
     {"Result: Err:502",
      "Why: target_margin is 24; it must be below 1. For 24 % type 24% or 0.24."}},
    {"a cell in error",
     "=GPUMARGIN(A3;A2;50000;5;2467.104)",
     {"Result: #DIV/0!", "Why: price, which is A3, is in error itself.", "price: #DIV/0! (A3)"}},
    {"an error of something else",
     "=GPUMARGIN(A1;A2;50000;5;2467.104)/0",
     {"The cell shows: #DIV/0!", "Why: none of its Headroom functions is in error, but something "
                                 "else in the formula."}},
    {"a range",
     "=SUM(VINTAGEDEPRECIATION(A1:A2;5))",
     {"The cell shows: 1.15", "capex: A1:A2, 2 × 1 cells", "life: 5 periods"}},
    {"a choice",
     "=BACKLOGREVENUE(100;A2;\"served\")",
     {"basis: \"served\"", "realisable: left out, so 1"}},
    {"a simulation",
     "=PLANPERCENTILE(A1:B2;\"margin\";0.5)",
     {"Result: Err:502", "Explain Cell says more.", "trials: left out, so 10000"}},
    {"another call looked into",
     "=REASON(\"GPUMARGIN\";A1)",
     {"function: \"GPUMARGIN\"", "argument: 2.5 (A1)"}},
    {"nothing", "=1+1", {"There is no Headroom function in this cell."}},
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char letter : text) {
        if (letter == '\n') {
            lines.emplace_back();
        } else {
            lines.back() += letter;
        }
    }
    return lines;
}

TEST_F(CellPanel, SaysWhatStandsInTheCell) {
    Document document(in_a_window(office()));
    dispatch(office(), document, "panel");
    Sheet sheet = document.sheet();
    sheet.set_number({0, 0}, 2.5);
    sheet.set_number({1, 0}, 0.75);
    sheet.set_formula({2, 0}, "=1/0");
    document.name_formula("twice", "2*$Sheet1.$A$1");
    int row = 10;
    for (const Said& each : said) {
        SCOPED_TRACE(each.what);
        sheet.set_formula({++row, 4}, each.formula);
        const std::string text = said_of(document, sheet, {row, 4});
        const std::vector<std::string> lines = lines_of(text);
        for (const std::string& line : each.lines) {
            EXPECT_NE(std::find(lines.begin(), lines.end(), line), lines.end()) << line << "\nin\n"
                                                                                << text;
        }
    }
    sheet.set_array_formula({{0, 6}, 6, 1}, "=GPUCASHFLOW(2.5;0.75;50000;5;2467.104)");
    EXPECT_TRUE(said_of(document, sheet, {2, 6}).starts_with("This cell: 13957.896, one of 6 × 1"));
}

TEST_F(CellPanel, FollowsItsInputs) {
    Document document(in_a_window(office()));
    dispatch(office(), document, "panel");
    Sheet sheet = document.sheet();
    sheet.set_number({0, 0}, 2.5);
    sheet.set_formula({1, 0}, "=GPUMARGIN(A1;0.75;50000;5;2467.104)");
    said_of(document, sheet, {1, 0});
    const std::size_t steps = undo_steps(document).size();
    sheet.set_number({0, 0}, 3);
    const auto follows = [&] {
        return text_in(document, "text").find("price: 3 money") != std::string::npos;
    };
    for (int i = 0; i < 100 && !follows(); ++i) {
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_TRUE(follows()) << text_in(document, "text");
    EXPECT_EQ(undo_steps(document).size(), steps + 1) << "it changes nothing";
}

TEST_F(CellPanel, IsNotInAHiddenWindow) {
    const Document document = office().create();
    EXPECT_EQ(dispatch(office(), document, "panel"), "");
}

// The one who holds a key down waits for nothing, and neither do ten documents for each other.
TEST_F(CellPanel, DoesNothingWhileTheCursorMoves) {
    std::deque<Document> documents;
    for (int i = 0; i < 10; ++i) {
        documents.emplace_back(in_a_window(office()));
        dispatch(office(), documents.back(), "panel");
        Sheet sheet = documents.back().sheet();
        sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
        sheet.set_formula({1, 0},
                          "=GPUMARGIN(" + std::to_string(i + 2) + ";0.75;50000;5;2467.104)");
    }
    const Document& first = documents.front();
    const Sheet sheet = first.sheet();
    EXPECT_TRUE(said_of(first, sheet, {0, 0}).starts_with("Result"));
    // Each step is followed by the next before the panel would say anything.
    int steps = 0;
    auto last = std::chrono::steady_clock::now();
    for (; steps < 200; ++steps) {
        select(first, sheet, {{1, 0}});
        const std::string cell = text_in(first, "cell");
        const auto now = std::chrono::steady_clock::now();
        if (now - last > 60ms) {
            break; // The machine is too busy to tell.
        }
        last = now;
        ASSERT_EQ(cell, "Sheet1.A1") << steps;
    }
    EXPECT_GT(steps, 0);
    for (int i = 0; i < 10; ++i) {
        const Document& document = documents[static_cast<std::size_t>(i)];
        EXPECT_NE(said_of(document, document.sheet(), {1, 0})
                      .find("price: " + std::to_string(i + 2) + " money"),
                  std::string::npos);
    }
}

TEST_F(CellPanel, EndsWithItsOffice) {
    Office other;
    Document document(in_a_window(other));
    dispatch(other, document, "panel");
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    said_of(document, sheet, {0, 0});
    for (int i = 0; i < 30; ++i) {
        const Document more(in_a_window(other));
        dispatch(other, more, "panel");
        more.sheet().set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
        // Closed at once, or while the panel waits.
        if (i % 2 == 0) {
            select(more, more.sheet(), {{1, 0}});
        }
    }
    EXPECT_TRUE(said_of(document, sheet, {1, 0}).starts_with("There is no Headroom function"));
    select(document, sheet, {{0, 0}});
    const uno::Reference<com::sun::star::frame::XDesktop2> desktop(
        other.service("com.sun.star.frame.Desktop"), uno::UNO_QUERY_THROW);
    try {
        desktop->terminate();
    } catch (const uno::Exception&) {
        // It is gone before it can answer.
    }
    for (int i = 0; i < 250 && other.running(); ++i) {
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_FALSE(other.running());
}

} // namespace

} // namespace headroom::test
