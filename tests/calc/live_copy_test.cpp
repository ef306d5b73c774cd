// A plain copy turned back, beside its original.

#include "calc_test.hpp"
#include "commands.hpp"
#include "paths.hpp"
#include "snapshot.hpp"
#include "strings.hpp"
#include "workbook_with_calls.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/container/XNamed.hpp>
#include <com/sun/star/sheet/FilterConnection.hpp>
#include <com/sun/star/sheet/FilterOperator.hpp>
#include <com/sun/star/sheet/XSheetAnnotationAnchor.hpp>
#include <com/sun/star/sheet/XSheetAnnotationsSupplier.hpp>
#include <com/sun/star/sheet/XSheetFilterable.hpp>
#include <com/sun/star/table/CellAddress.hpp>
#include <com/sun/star/table/XColumnRowRange.hpp>
#include <com/sun/star/text/XSimpleText.hpp>
#include <com/sun/star/util/XMergeable.hpp>
#include <com/sun/star/util/XProtectable.hpp>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

class LiveCopies : public CalcTest {
protected:
    static Document copied(const Document& original, const std::string& name) {
        const std::filesystem::path file = office().folder() / name;
        const std::string said =
            dispatch(office(), original, "plain-copy", {{"URL", "file://" + file.string()}});
        EXPECT_TRUE(std::filesystem::exists(file)) << said;
        return office().load(file);
    }

    /// Without a message box.
    static std::string turn_back(const Document& copy) {
        return dispatch(office(), copy, "live-copy", {{"URL", "-"}});
    }

    static void expect_one_step(const Document& copy) {
        const Snapshot before = snapshot(copy);
        turn_back(copy);
        EXPECT_EQ(undo_steps(copy), (std::vector<std::string>{"Turn a Plain Copy Back"}));
        undo(copy);
        EXPECT_EQ(differences(before, snapshot(copy), same_formula), "");
        EXPECT_EQ(differences(snapshot(copy), before, same_formula), "");
    }
};

/// The formulas of each that the other has not, and results that differ.
std::string not_alike(const Document& original, const Document& turned) {
    const Snapshot before = snapshot(original);
    const Snapshot now = snapshot(turned);
    return differences(before, now, same_formula) + differences(now, before, same_formula) +
           differences(before, now, [](const Shown& one, const Shown& other) {
               return one.error == other.error && one.text == other.text;
           });
}

uno::Reference<com::sun::star::beans::XPropertySet> properties(const Sheet& sheet, At at) {
    return {sheet.cell(at), uno::UNO_QUERY_THROW};
}

sal_Int32 colour(const Sheet& sheet, At at) {
    return properties(sheet, at)->getPropertyValue("CellBackColor").get<sal_Int32>();
}

void set_colour(const Sheet& sheet, At at, sal_Int32 colour) {
    properties(sheet, at)->setPropertyValue("CellBackColor", uno::Any(colour));
}

uno::Reference<com::sun::star::sheet::XSheetAnnotations> comments(const Sheet& sheet) {
    const uno::Reference<com::sun::star::sheet::XSheetAnnotationsSupplier> supplier(
        sheet.uno(), uno::UNO_QUERY_THROW);
    return supplier->getAnnotations();
}

void set_comment(const Sheet& sheet, At at, const std::string& text) {
    comments(sheet)->insertNew(com::sun::star::table::CellAddress(0, at.column, at.row),
                               wide(text));
}

std::string comment(const Sheet& sheet, At at) {
    const uno::Reference<com::sun::star::sheet::XSheetAnnotationAnchor> anchor(
        sheet.cell(at), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::text::XSimpleText> text(anchor->getAnnotation(),
                                                                 uno::UNO_QUERY_THROW);
    return narrow(text->getString());
}

void remove_rows(const Sheet& sheet, int first, int count) {
    const uno::Reference<com::sun::star::table::XColumnRowRange> range(sheet.uno(),
                                                                       uno::UNO_QUERY_THROW);
    range->getRows()->removeByIndex(first, count);
}

TEST_F(LiveCopies, HaveTheFormulasOfTheirOriginal) {
    const std::string xlsx = "copy.xlsx";
    for (const std::string& name : {std::string("copy.ods"), xlsx}) {
        SCOPED_TRACE(name);
        const Document original = workbook_with_calls(office());
        const Document copy = copied(original, name);
        EXPECT_EQ(copy.sheets(), 4);
        const std::string said = turn_back(copy);
        EXPECT_TRUE(said.starts_with("Cells whose formulas call Headroom again: 20."));
        EXPECT_EQ(copy.sheets(), 2);
        // The office does not keep relative names in .xlsx.
        EXPECT_EQ(said.find("another value") != std::string::npos, name == xlsx) << said;
        if (name == xlsx) {
            original.sheet().clear({5, 0});
            copy.sheet("Sheet1").clear({5, 0});
        }
        EXPECT_EQ(not_alike(original, copy), "");
        EXPECT_EQ(copy.sheet("Sheet1").number_format({1, 0}), "0.0%");
        EXPECT_EQ(comments(copy.sheet("Sheet1"))->getCount(), 0);
    }
}

TEST_F(LiveCopies, OfTheWorkbooksAreTheWorkbooks) {
    for (const char* title :
         {"Talent for GPUs", "GPU business case", "Restructuring planner", "Trade plan"}) {
        SCOPED_TRACE(title);
        const Document original =
            office().load(std::filesystem::path(path::templates) / (std::string(title) + ".ots"));
        const Document copy = copied(original, std::string(title) + ".ods");
        const std::string said = turn_back(copy);
        EXPECT_EQ(copy.sheets(), original.sheets()) << said;
        EXPECT_EQ(not_alike(original, copy), "") << said;
    }
}

TEST_F(LiveCopies, LookAsTheirOriginal) {
    for (const char* name : {"marks.ods", "marks.xlsx"}) {
        SCOPED_TRACE(name);
        Document original = office().create();
        Sheet sheet = original.sheet();
        const std::string call = "=GPUIRR(2.5;0.75;50000;5;2467.104)";
        for (int row = 0; row < 4; ++row) {
            sheet.set_formula({row, 0}, call);
        }
        sheet.set_array_formula({{0, 1}, 3, 2}, call);
        set_colour(sheet, {1, 0}, 0x123456);
        set_colour(sheet, {1, 1}, 0x654321);
        set_comment(sheet, {1, 0}, "Of the board\nin May");
        set_comment(sheet, {3, 0}, "Ask Jo");
        const Document copy = copied(original, name);
        const Sheet marked = copy.sheet("Sheet1");
        EXPECT_EQ(colour(marked, {1, 0}), 0xFFF2CC);
        EXPECT_TRUE(comment(marked, {1, 0}).starts_with("Of the board\nin May\n\nGPUIRR("));
        // What somebody has changed since is his.
        set_colour(marked, {3, 0}, 0xFF0000);
        const std::string said = turn_back(copy);
        EXPECT_EQ(said, "Cells whose formulas call Headroom again: 5.");
        const Sheet turned = copy.sheet("Sheet1");
        EXPECT_EQ(colour(turned, {0, 0}), -1);
        EXPECT_EQ(colour(turned, {1, 0}), 0x123456);
        EXPECT_EQ(colour(turned, {0, 1}), -1);
        EXPECT_EQ(colour(turned, {1, 1}), 0x654321);
        EXPECT_EQ(colour(turned, {1, 2}), -1);
        EXPECT_EQ(colour(turned, {3, 0}), 0xFF0000);
        EXPECT_EQ(comment(turned, {1, 0}), "Of the board\nin May");
        EXPECT_EQ(comment(turned, {3, 0}), "Ask Jo");
        EXPECT_EQ(comments(turned)->getCount(), 2);
        EXPECT_EQ(not_alike(original, copy), "");
    }
}

/// Hides the rows from the first on whose number is not above that.
void filter(const Sheet& sheet, const Block& cells, double above) {
    const uno::Reference<com::sun::star::sheet::XSheetFilterable> filterable(sheet.range(cells),
                                                                             uno::UNO_QUERY_THROW);
    const auto descriptor = filterable->createFilterDescriptor(true);
    const com::sun::star::sheet::TableFilterField field(
        com::sun::star::sheet::FilterConnection_AND, 0,
        com::sun::star::sheet::FilterOperator_GREATER, true, above, {});
    descriptor->setFilterFields(uno::Sequence<com::sun::star::sheet::TableFilterField>(&field, 1));
    filterable->filter(descriptor);
}

int hidden_rows(const Sheet& sheet, int rows) {
    int hidden = 0;
    for (int row = 0; row < rows; ++row) {
        const uno::Reference<com::sun::star::table::XColumnRowRange> range(
            sheet.range({{row, 0}, 1, 1}), uno::UNO_QUERY_THROW);
        const uno::Reference<com::sun::star::beans::XPropertySet> one(
            range->getRows()->getByIndex(0), uno::UNO_QUERY_THROW);
        hidden += one->getPropertyValue("IsVisible").get<bool>() ? 0 : 1;
    }
    return hidden;
}

TEST_F(LiveCopies, KeepFiltersBesideOtherDocuments) {
    const auto filtered = [](int rows) {
        Document document = office().create();
        Sheet sheet = document.sheet();
        for (int row = 0; row < rows; ++row) {
            sheet.set_number({row, 0}, 2 + row / 10.0);
            sheet.set_formula({row, 1},
                              "=GPUMARGIN(A" + std::to_string(row + 1) + ";0.75;50000;5;2467.104)");
        }
        filter(sheet, {{0, 0}, rows, 2}, 2.25);
        return document;
    };
    const Document original = filtered(8);
    const Document other = filtered(5);
    ASSERT_EQ(hidden_rows(original.sheet(), 8), 3);
    for (const char* name : {"filtered.ods", "filtered.xlsx"}) {
        SCOPED_TRACE(name);
        const Snapshot beside = snapshot(other);
        const Document copy = copied(original, name);
        EXPECT_EQ(hidden_rows(copy.sheet("Sheet1"), 8), 3);
        EXPECT_EQ(turn_back(copy), "Cells whose formulas call Headroom again: 8.");
        EXPECT_EQ(hidden_rows(copy.sheet("Sheet1"), 8), 3);
        EXPECT_EQ(not_alike(original, copy), "");
        EXPECT_EQ(differences(beside, snapshot(other), same_formula), "");
    }
}

/// The same done to both: formulas go along with what they refer to.
void rearrange(Document& document) {
    document.sheet("O'Hara 1").insert_rows(0, 2);
    document.sheet("Sheet1").insert_rows(3, 1);
    remove_rows(document.sheet("Sheet1"), 5, 1);
    const uno::Reference<com::sun::star::container::XNamed> named(document.sheet("O'Hara 1").uno(),
                                                                  uno::UNO_QUERY_THROW);
    named->setName("Inputs of \"1\"");
}

TEST_F(LiveCopies, FollowWhatWasMovedInTheCopy) {
    for (const char* name : {"moved.ods", "moved.xlsx"}) {
        SCOPED_TRACE(name);
        Document original = workbook_with_calls(office());
        // Arrays would be torn apart.
        for (int column = 3; column < 6; ++column) {
            original.sheet().set_array_formula({{0, column}, 9, 1}, "");
        }
        Document copy = copied(original, name);
        rearrange(original);
        rearrange(copy);
        const std::string said = turn_back(copy);
        // The row of one was removed.
        EXPECT_TRUE(said.find("changed in the copy") != std::string::npos) << said;
        EXPECT_EQ(differences(snapshot(original), snapshot(copy), same_formula), "") << said;
    }
}

TEST_F(LiveCopies, LeaveAloneWhatWasChangedInTheCopy) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    const std::string call = "=GPUMARGIN(2.5;0.75;50000;5;2467.104)";
    for (int row = 0; row < 3; ++row) {
        sheet.set_formula({row, 0}, call + "*" + std::to_string(row + 1));
    }
    Document copy = copied(original, "changed.ods");
    Sheet changed = copy.sheet("Sheet1");
    changed.set_number({1, 0}, 7);
    EXPECT_EQ(turn_back(copy),
              "Cells whose formulas call Headroom again: 2.\n\nThese cells were changed in the "
              "copy, or need a function or a name that is missing here. They are as they were, and "
              "the sheets that the copy added stay:\nSheet1.A2");
    EXPECT_EQ(copy.sheets(), 3);
    EXPECT_EQ(changed.formula({0, 0}), sheet.formula({0, 0}));
    EXPECT_EQ(changed.value({1, 0}), 7);
    // Once more, when it is as it was.
    changed.set_formula({1, 0}, sheet.formula({1, 0}));
    turn_back(copy);
    EXPECT_EQ(copy.sheets(), 1);
    EXPECT_EQ(not_alike(original, copy), "");
}

TEST_F(LiveCopies, KeepTheSheetsThatSomebodyRefersTo) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    Document copy = copied(original, "referred.ods");
    copy.sheet("Sheet1").set_formula({5, 5}, "=$'Headroom workings'.C3*2");
    EXPECT_TRUE(turn_back(copy).ends_with("references to them in:\nSheet1.F6"));
    EXPECT_EQ(copy.sheets(), 3);
    EXPECT_EQ(copy.sheet("Sheet1").error({5, 5}), 0);
}

TEST_F(LiveCopies, AreOneStep) {
    const Document original = workbook_with_calls(office());
    expect_one_step(copied(original, "step.ods"));
}

/// The office remembers the last hundred changes of a step.
TEST_F(LiveCopies, AreOneStepOfManyCells) {
    Document original = office().create();
    std::vector<std::vector<std::string>> formulas;
    for (int row = 0; row < 60; ++row) {
        formulas.push_back(
            {"=GPUIRR(" + std::to_string(2.5 + row / 100.0) + ";0.75;50000;5;2467.104)"});
    }
    original.sheet().write_formulas({0, 0}, formulas);
    expect_one_step(copied(original, "many.ods"));
}

bool is_protected(const Sheet& sheet) {
    const uno::Reference<com::sun::star::util::XProtectable> protectable(sheet.uno(),
                                                                         uno::UNO_QUERY_THROW);
    return protectable->isProtected();
}

TEST_F(LiveCopies, KeepProtectionMergedCellsAndHiddenSheets) {
    for (const char* name : {"kept.ods", "kept.xlsx"}) {
        SCOPED_TRACE(name);
        Document original = office().create();
        Sheet sheet = original.sheet();
        Sheet hidden = original.add_sheet("Hidden");
        const std::string call = "=GPUMARGIN(2.5;0.75;50000;5;2467.104)";
        sheet.set_formula({0, 0}, call);
        hidden.set_formula({0, 0}, call + "*2");
        const uno::Reference<com::sun::star::util::XMergeable> merged(sheet.range({{0, 0}, 2, 2}),
                                                                      uno::UNO_QUERY_THROW);
        merged->merge(true);
        const auto is_visible = [](const Sheet& one) {
            const uno::Reference<com::sun::star::beans::XPropertySet> set(one.uno(),
                                                                          uno::UNO_QUERY_THROW);
            return set->getPropertyValue("IsVisible").get<bool>();
        };
        const uno::Reference<com::sun::star::beans::XPropertySet> set(hidden.uno(),
                                                                      uno::UNO_QUERY_THROW);
        set->setPropertyValue("IsVisible", uno::Any(false));
        sheet.protect("");
        original.add_sheet("Notes").protect("word");
        const Document copy = copied(original, name);
        turn_back(copy);
        EXPECT_EQ(not_alike(original, copy), "");
        EXPECT_TRUE(is_protected(copy.sheet("Sheet1")));
        EXPECT_TRUE(is_protected(copy.sheet("Notes")));
        EXPECT_FALSE(is_protected(copy.sheet("Hidden")));
        EXPECT_FALSE(is_visible(copy.sheet("Hidden")));
        const uno::Reference<com::sun::star::util::XMergeable> still(
            copy.sheet("Sheet1").range({{0, 0}, 2, 2}), uno::UNO_QUERY_THROW);
        EXPECT_TRUE(still->getIsMerged());
    }
}

TEST_F(LiveCopies, SayWhyTheyAreNotMade) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    EXPECT_TRUE(turn_back(original).starts_with("This is not a plain copy"));

    const Document copy = copied(original, "locked.ods");
    const Snapshot before = snapshot(copy);
    copy.sheet("Sheet1").protect("word");
    EXPECT_TRUE(turn_back(copy).starts_with("The sheet Sheet1 is protected with a password"));
    EXPECT_EQ(differences(before, snapshot(copy), same_formula), "");

    // As by a version that knows more functions.
    Document newer = copied(original, "newer.ods");
    Sheet about = newer.sheet("About this copy");
    for (int row = 0; row < about.used().rows; ++row) {
        if (about.text({row, 6}).starts_with("=GPUMARGIN")) {
            about.set_text({row, 6}, "=NEWFUNCTION(1)");
        }
    }
    EXPECT_TRUE(turn_back(newer).ends_with("Sheet1.A1"));
    EXPECT_EQ(newer.sheets(), 3);
}

} // namespace

} // namespace headroom::test
