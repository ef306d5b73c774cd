// Work that takes long shows a dialog, whose button ends it without a trace.

#include "calc_test.hpp"
#include "commands.hpp"
#include "snapshot.hpp"
#include "strings.hpp"

#include <com/sun/star/accessibility/AccessibleRole.hpp>
#include <com/sun/star/accessibility/XAccessible.hpp>
#include <com/sun/star/accessibility/XAccessibleAction.hpp>
#include <com/sun/star/awt/XExtendedToolkit.hpp>
#include <com/sun/star/frame/XDesktop.hpp>

#include <fstream>
#include <future>
#include <thread>

namespace headroom::test {

namespace {

namespace uno = com::sun::star::uno;
namespace accessibility = com::sun::star::accessibility;
using accessibility::XAccessible;
using accessibility::XAccessibleContext;
using namespace std::chrono_literals;

class CancelledWork : public CalcTest {};

/// The first button in a window.
uno::Reference<accessibility::XAccessibleAction>
button_in(const uno::Reference<XAccessibleContext>& context) {
    if (context->getAccessibleRole() == accessibility::AccessibleRole::PUSH_BUTTON) {
        return {context, uno::UNO_QUERY_THROW};
    }
    for (sal_Int32 i = 0; i < context->getAccessibleChildCount(); ++i) {
        if (const auto found = button_in(context->getAccessibleChild(i)->getAccessibleContext());
            found.is()) {
            return found;
        }
    }
    return {};
}

// The office has nothing newer to list its windows with.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
/// Presses the button of Headroom's dialog; says whether there is one.
bool press_cancel(const Office& office) {
    const uno::Reference<com::sun::star::awt::XExtendedToolkit> toolkit(
        office.service("com.sun.star.awt.Toolkit"), uno::UNO_QUERY_THROW);
    for (sal_Int32 i = 0; i < toolkit->getTopWindowCount(); ++i) {
        const uno::Reference<XAccessible> window(toolkit->getTopWindow(i), uno::UNO_QUERY);
        if (window.is() && window->getAccessibleContext()->getAccessibleName() == "Headroom") {
            const auto button = button_in(window->getAccessibleContext());
            return button.is() && button->doAccessibleAction(0);
        }
    }
    return false;
}

#pragma GCC diagnostic pop

int documents(const Office& office) {
    const uno::Reference<com::sun::star::frame::XDesktop> desktop(
        office.service("com.sun.star.frame.Desktop"), uno::UNO_QUERY_THROW);
    const auto all = desktop->getComponents()->createEnumeration();
    int count = 0;
    for (; all->hasMoreElements(); ++count) {
        all->nextElement();
    }
    return count;
}

/// Each row has a call of its own.
Document with_calls(Office& office, int rows) {
    Document document = office.create();
    Sheet sheet = document.sheet();
    std::vector<std::vector<std::string>> formulas;
    for (int row = 0; row < rows; ++row) {
        formulas.push_back(
            {"=GPUMARGIN(2.5+" + std::to_string(row) + "/1000;0.75;50000;5;2467.104)"});
    }
    sheet.write_formulas({0, 0}, formulas);
    return document;
}

/// Runs a command and cancels it as soon as that can be done.
std::string cancelled(const Office& office, const Document& document, const std::string& command,
                      const std::string& url) {
    auto running = std::async(std::launch::async, [&] {
        return dispatch(office, document, command, {{"URL", url}});
    });
    bool pressed = false;
    while (running.wait_for(50ms) != std::future_status::ready) {
        try {
            pressed = pressed || press_cancel(office);
        } catch (const uno::Exception&) {
            // The dialog has just gone.
            continue;
        }
    }
    EXPECT_TRUE(pressed) << command;
    return running.get();
}

TEST_F(CancelledWork, LeavesNoCopy) {
    const Document document = with_calls(office(), 4000);
    const std::filesystem::path file = office().folder() / "there.ods";
    std::ofstream(file) << "as it was";
    EXPECT_EQ(cancelled(office(), document, "plain-copy", "file://" + file.string()),
              "Cancelled: no copy was saved.");
    std::string kept;
    std::getline(std::ifstream(file), kept);
    EXPECT_EQ(kept, "as it was");
    EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
    EXPECT_EQ(documents(office()), 1);

    // And the next one goes through.
    EXPECT_TRUE(dispatch(office(), with_calls(office(), 1), "plain-copy",
                         {{"URL", "file://" + file.string()}})
                    .starts_with("Saved as"));
}

TEST_F(CancelledWork, LeavesACopyAsItIs) {
    const std::filesystem::path file = office().folder() / "copy.ods";
    dispatch(office(), with_calls(office(), 2000), "plain-copy",
             {{"URL", "file://" + file.string()}});
    const Document copy = office().load(file);
    const std::string first = copy.sheet("Sheet1").formula({0, 0});
    EXPECT_EQ(cancelled(office(), copy, "live-copy", "-"), "Cancelled: the copy is as it was.");
    for (const int row : {0, 1, 500, 1999}) {
        EXPECT_TRUE(copy.sheet("Sheet1").formula({row, 0}).starts_with("=$'Headroom workings'"));
    }
    EXPECT_EQ(copy.sheet("Sheet1").formula({0, 0}), first);
    EXPECT_EQ(undo_steps(copy).size(), 0U);
    EXPECT_EQ(copy.sheets(), 3);
}

TEST_F(CancelledWork, LeavesNoReport) {
    const Document document = with_calls(office(), 4000);
    const std::size_t steps = undo_steps(document).size();
    EXPECT_EQ(cancelled(office(), document, "report", "-"), "Cancelled: no report was written.");
    EXPECT_EQ(document.sheets(), 1);
    EXPECT_EQ(documents(office()), 1);
    EXPECT_EQ(undo_steps(document).size(), steps);
}

TEST_F(CancelledWork, LeavesNumberFormats) {
    const Document document = with_calls(office(), 8000);
    EXPECT_EQ(cancelled(office(), document, "share", "-"), "Cancelled: nothing was changed.");
    EXPECT_EQ(document.sheet().number_format({0, 0}), "General");
}

} // namespace

} // namespace headroom::test
