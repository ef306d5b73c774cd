// A plain copy in an office without Headroom, beside its original in one with it.

#include "plain_copy_test.hpp"
#include "paths.hpp"
#include "process.hpp"
#include "snapshot.hpp"
#include "strings.hpp"
#include "workbook_with_calls.hpp"

#include "assumption_draw.hpp"
#include "outcome.hpp"

#include "core/catalogue.hpp"

#include <com/sun/star/beans/PropertyValue.hpp>
#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/sheet/ConditionOperator.hpp>
#include <com/sun/star/sheet/ValidationType.hpp>
#include <com/sun/star/sheet/XCalculatable.hpp>
#include <com/sun/star/sheet/XSheetCondition.hpp>
#include <com/sun/star/sheet/XSheetConditionalEntries.hpp>
#include <com/sun/star/util/XModifiable.hpp>
#include <com/sun/star/util/XProtectable.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

class PlainCopies : public PlainCopyTest {};

/// The cells of the original that the copy shows otherwise, and calls that are left.
std::string not_alike(const Document& original, const Document& copy,
                      const std::string& but_for_sheet = {}) {
    const Snapshot shown = snapshot(copy);
    const std::string left = cells_where(shown, [](const Place& place, const Shown& cell) {
        // That sheet lists the calls, as texts.
        return cell.calculated() && place.sheet != "About this copy" &&
               std::any_of(catalogue().begin(), catalogue().end(), [&](const Function* each) {
                   return cell.formula.find(each->name + "(") != std::string::npos ||
                          cell.formula.find("headroom.functions") != std::string::npos;
               });
    });
    Snapshot wanted = snapshot(original);
    std::erase_if(wanted, [&](const auto& cell) {
        // A copy that said it is live would say something false: what it says is looked at below.
        return cell.first.sheet == but_for_sheet || cell.second.text.starts_with("LIVE. ");
    });
    return left + differences(wanted, shown, [](const Shown& one, const Shown& other) {
               if (one.error != 0 || other.error != 0) {
                   return one.error != 0 && other.error != 0;
               }
               return same_number(one.value, other.value) &&
                      (one.value != 0 || one.text == other.text);
           });
}

/// The same inputs of both, where none of what is frozen looks.
void change(const Document& document) {
    Sheet inputs = document.sheet("O'Hara 1");
    inputs.set_number({1, 0}, 4);
    inputs.set_number({1, 2}, 0.2);
    inputs.set_number({2, 0}, 11);
    inputs.set_number({2, 2}, 35);
    inputs.set_number({0, 1}, 0.6);
}

TEST_F(PlainCopies, RecalculateWithoutHeadroom) {
    for (const char* name : {"copy.ods", "copy.xlsx"}) {
        SCOPED_TRACE(name);
        const Document original = workbook_with_calls(office());
        const Snapshot before = snapshot(original);
        const std::string said = save_copy(original, file(name));
        EXPECT_EQ(differences(before, snapshot(original), same_formula), "");
        EXPECT_EQ(original.sheets(), 2);
        ASSERT_TRUE(std::filesystem::exists(file(name))) << said;

        Document copy = office_without_headroom().load(file(name));
        copy.calculate_all();
        EXPECT_EQ(not_alike(original, copy), "");
        EXPECT_EQ(copy.sheet("Sheet1").number_format({1, 0}), "0.0%");
        change(original);
        change(copy);
        EXPECT_EQ(not_alike(original, copy), "");
        EXPECT_FALSE(
            same_number(copy.sheet("Sheet1").value({10, 0}), before.at({"Sheet1", {10, 0}}).value));
    }
}

/// What the checks beside frozen results say, from the first on.
std::vector<std::string> checks(const Document& copy) {
    const Sheet sheet = copy.sheet("Headroom workings");
    std::vector<std::string> said;
    for (int row = 0; row < sheet.used().rows; ++row) {
        if (sheet.text({row, 0}) == "inputs") {
            said.push_back(sheet.text({row, 2}));
        }
    }
    return said;
}

TEST_F(PlainCopies, SayWhetherWhatIsFrozenIsStale) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    const double given[] = {2.5, 0.75, 50000, 5, 2467.104};
    for (int row = 0; row < 5; ++row) {
        sheet.set_number({row, 0}, given[row]);
    }
    sheet.set_formula({0, 1}, "=GPUIRR(A1;A2;A3;A4;A5;A6)");
    sheet.set_formula({1, 1}, "=HEADROOMVERSION()");
    for (const char* name : {"stale.ods", "stale.xlsx"}) {
        SCOPED_TRACE(name);
        save_copy(original, file(name));
        Document copy = office_without_headroom().load(file(name));
        copy.calculate_all();
        using Said = std::vector<std::string>;
        EXPECT_EQ(checks(copy), (Said{"current", "current"}));
        EXPECT_TRUE(same_number(copy.sheet("Sheet1").value({0, 1}), sheet.value({0, 1})));
        EXPECT_EQ(copy.sheet("Sheet1").text({1, 1}), version());
        for (int row = 0; row < 6; ++row) {
            Sheet inputs = copy.sheet("Sheet1");
            inputs.set_number({row, 0}, row == 5 ? 0.5 : given[row] * 1.01);
            EXPECT_EQ(checks(copy), (Said{"stale", "current"})) << row;
            if (row == 5) {
                inputs.clear({row, 0});
            } else {
                inputs.set_number({row, 0}, given[row]);
            }
            EXPECT_EQ(checks(copy), (Said{"current", "current"})) << row;
        }
    }
}

TEST_F(PlainCopies, SayWhetherACellOfARangeThatWasLookedIntoHasChanged) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    for (int row = 0; row < 3; ++row) {
        sheet.set_number({row, 0}, 100);
    }
    original.name_cells("spent", sheet, {{0, 0}, 3, 1});
    sheet.set_formula({0, 1}, "=REASON(\"VINTAGEDEPRECIATION\";A1:A3;5;0)");
    sheet.set_formula({1, 1}, "=INDEX(WORKINGS(\"VINTAGEDEPRECIATION\";spent;5;0);1;1)");
    save_copy(original, file("looked.ods"));
    Document copy = office_without_headroom().load(file("looked.ods"));
    copy.calculate_all();
    using Said = std::vector<std::string>;
    EXPECT_EQ(checks(copy), (Said{"current", "current"}));
    copy.sheet("Sheet1").set_number({1, 0}, -1);
    EXPECT_EQ(checks(copy), (Said{"stale", "stale"}));
}

TEST_F(PlainCopies, SayWhatTheyAre) {
    const Document original = workbook_with_calls(office());
    save_copy(original, file("about.ods"));
    Document copy = office_without_headroom().load(file("about.ods"));
    copy.calculate_all();
    const Sheet about = copy.sheet(0);
    EXPECT_EQ(about.name(), "About this copy");
    std::map<std::string, std::string> facts;
    int row = 0;
    for (; about.text({row, 0}) != "Cell"; ++row) {
        ASSERT_LT(row, 40);
        facts[about.text({row, 0})] = about.text({row, 1});
    }
    EXPECT_EQ(facts["With"], "Headroom " + std::string(version()));
    EXPECT_EQ(facts["Calls that recalculate"], "20");
    EXPECT_EQ(facts["Calls that kept their value"], "4");
    EXPECT_EQ(facts["Different ones of these, with inputs changed since"], "0");
    EXPECT_EQ(facts["Calls that are left"], "the name margin");
    int calls = 0;
    for (++row; row < about.used().rows; ++row, ++calls) {
        EXPECT_TRUE(same_number(about.value({row, 5}), 0)) << about.text({row, 0});
        EXPECT_NE(about.text({row, 5}), "differs") << about.text({row, 0});
        EXPECT_TRUE(about.text({row, 6}).starts_with('=') ||
                    about.text({row, 6}).starts_with("{="));
    }
    EXPECT_EQ(calls, 24);
}

TEST_F(PlainCopies, AreNotSavedWhereTheyWouldShowSomethingElse) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    // What is empty in the block is no number.
    sheet.set_array_formula({{1, 0}, 1, 1}, "=SUM(GPUCASHFLOW(2.5;0.75;50000;5;2467.104)*1)");
    EXPECT_TRUE(save_copy(original, file("other.ods"))
                    .starts_with("The copy was not saved, because Sheet1.A2 would not show"));
    EXPECT_FALSE(std::filesystem::exists(file("other.ods")));
}

TEST_F(PlainCopies, LeaveEverythingWhereTheyCannotBeMade) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    sheet.set_number({0, 0}, 1);
    EXPECT_TRUE(save_copy(original, file("nothing.ods")).starts_with("There is no Headroom"));
    EXPECT_FALSE(std::filesystem::exists(file("nothing.ods"))) << "without a call";

    sheet.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    EXPECT_TRUE(save_copy(original, file("copy.csv")).starts_with("A plain copy is an .xlsx"));
    EXPECT_FALSE(std::filesystem::exists(file("copy.csv"))) << "of another kind";

    EXPECT_TRUE(save_copy(original, "/proc/copy.ods").starts_with("The plain copy could not"));

    // A folder of that name cannot be replaced.
    std::filesystem::create_directories(file("folder.ods") / "full");
    save_copy(original, file("folder.ods"));
    EXPECT_TRUE(std::filesystem::is_directory(file("folder.ods") / "full"));
    EXPECT_FALSE(std::filesystem::exists(file("folder.ods.part")));

    original.store(file("itself.ods"));
    const Document itself = office().load(file("itself.ods"));
    const auto size = std::filesystem::file_size(file("itself.ods"));
    save_copy(itself, file("itself.ods"));
    EXPECT_EQ(std::filesystem::file_size(file("itself.ods")), size);
}

void protect(const Sheet& sheet, const std::string& password) {
    const uno::Reference<com::sun::star::util::XProtectable> protectable(sheet.uno(),
                                                                         uno::UNO_QUERY_THROW);
    protectable->protect(wide(password));
}

TEST_F(PlainCopies, KeepProtectionAndRespectPasswords) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    sheet.set_array_formula({{0, 0}, 6, 1}, "=GPUCASHFLOW(2.5;0.75;50000;5;2467.104)");
    sheet.set_formula({0, 1}, "=GPUIRR(2.5;0.75;50000;5;2467.104)");
    protect(sheet, "");
    original.protect();
    const std::string said = save_copy(original, file("protected.ods"));
    ASSERT_TRUE(std::filesystem::exists(file("protected.ods"))) << said;
    const Document copy = office_without_headroom().load(file("protected.ods"));
    EXPECT_EQ(not_alike(original, copy), "");
    for (const auto& object : {uno::Reference<uno::XInterface>(copy.sheet("Sheet1").uno()),
                               uno::Reference<uno::XInterface>(copy.uno())}) {
        const uno::Reference<com::sun::star::util::XProtectable> protectable(object,
                                                                             uno::UNO_QUERY_THROW);
        EXPECT_TRUE(protectable->isProtected());
    }

    Document locked = office().create();
    Sheet secret = locked.sheet();
    secret.set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    protect(secret, "word");
    EXPECT_TRUE(save_copy(locked, file("locked.ods"))
                    .starts_with("The sheet Sheet1 is protected with a password"));
    EXPECT_FALSE(std::filesystem::exists(file("locked.ods")));
}

TEST_F(PlainCopies, DoNotLieUnencryptedBesideADocumentWithAPassword) {
    {
        Document document = office().create();
        document.sheet().set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
        document.store_with_password(file("secret.ods"), "word");
    }
    const Document document = office().load(file("secret.ods"), "word");
    EXPECT_TRUE(save_copy(document, file("open.xlsx")).starts_with("This document has a password"));
    EXPECT_FALSE(std::filesystem::exists(file("open.xlsx")));

    EXPECT_TRUE(save_copy(document, file("copy of it.ods")).starts_with("Saved as"));
    EXPECT_ANY_THROW(office().load(file("copy of it.ods"), "other")) << "with another password";
    const Document copy = office().load(file("copy of it.ods"), "word");
    EXPECT_TRUE(same_number(copy.sheet("Sheet1").value({0, 0}), document.sheet().value({0, 0})));
}

TEST_F(PlainCopies, GoOnWithAnotherSheetOfWorkings) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    constexpr int rows = 20000;
    std::vector<std::vector<std::string>> formulas;
    for (int row = 0; row < rows; ++row) {
        formulas.push_back(
            {"=GPUMARGIN(2.5+" + std::to_string(row) + "/1000;0.75;50000;5;2467.104)"});
    }
    sheet.write_formulas({0, 0}, formulas);
    const auto start = std::chrono::steady_clock::now();
    const std::string said = save_copy(original, file("many.ods"));
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    ASSERT_TRUE(said.starts_with("Saved as")) << said;
    RecordProperty("seconds", std::to_string(time.count()));
    // On a machine with nothing else to do it is below 30 s.
    EXPECT_LT(time.count(), 120);
    const Document copy = office_without_headroom().load(file("many.ods"));
    EXPECT_EQ(copy.sheets(), 4);
    for (const int row : {0, 100, 19999}) {
        EXPECT_TRUE(same_number(copy.sheet("Sheet1").value({row, 0}), sheet.value({row, 0})));
    }
    EXPECT_TRUE(copy.sheet("Sheet1").formula({19999, 0}).starts_with("=$'Headroom workings 2'."));
}

TEST_F(PlainCopies, SayWhereCallsAreLeft) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    const std::string call = "GPUMARGIN(2.5;0.75;50000;5;2467.104)";
    sheet.set_formula({0, 0}, "=" + call);
    original.name_formula("margin", call);
    const uno::Reference<com::sun::star::beans::XPropertySet> cell(sheet.range({{3, 1}, 2, 1}),
                                                                   uno::UNO_QUERY_THROW);
    const auto validation = cell->getPropertyValue("Validation")
                                .get<uno::Reference<com::sun::star::beans::XPropertySet>>();
    validation->setPropertyValue("Type", uno::Any(com::sun::star::sheet::ValidationType_DECIMAL));
    const uno::Reference<com::sun::star::sheet::XSheetCondition> condition(validation,
                                                                           uno::UNO_QUERY_THROW);
    condition->setOperator(com::sun::star::sheet::ConditionOperator_GREATER);
    condition->setFormula1(wide(call));
    cell->setPropertyValue("Validation", uno::Any(validation));
    const auto formats =
        cell->getPropertyValue("ConditionalFormat")
            .get<uno::Reference<com::sun::star::sheet::XSheetConditionalEntries>>();
    uno::Sequence<com::sun::star::beans::PropertyValue> entry(3);
    entry.getArray()[0].Name = "Operator";
    entry.getArray()[0].Value <<= com::sun::star::sheet::ConditionOperator_GREATER;
    entry.getArray()[1].Name = "Formula1";
    entry.getArray()[1].Value <<= wide(call);
    entry.getArray()[2].Name = "StyleName";
    entry.getArray()[2].Value <<= wide("Default");
    formats->addNew(entry);
    cell->setPropertyValue("ConditionalFormat", uno::Any(formats));

    const std::string said = save_copy(original, file("left.ods"));
    for (const char* each : {"the name margin", "the validation of Sheet1.B4:B5",
                             "a conditional format on the sheet Sheet1"}) {
        EXPECT_NE(said.find(each), std::string::npos) << each << " in " << said;
    }
}

TEST_F(PlainCopies, NameCellsThatNeverStayTheSame) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    sheet.set_formula({0, 0}, "=2+RAND()");
    sheet.set_formula({1, 0}, "=GPUMARGIN(A1;0.75;50000;5;2467.104)");
    const std::string said = save_copy(original, file("random.ods"));
    EXPECT_NE(said.find("another value at each recalculation"), said.npos) << said;
    EXPECT_NE(said.find("Sheet1.A1"), said.npos) << said;
    EXPECT_FALSE(std::filesystem::exists(file("random.ods")));
}

TEST_F(PlainCopies, LeaveTheirOriginalAsItIs) {
    const Document original = workbook_with_calls(office());
    const uno::Reference<com::sun::star::util::XModifiable> modifiable(original.uno(),
                                                                       uno::UNO_QUERY_THROW);
    modifiable->setModified(false);
    const std::vector<std::string> steps = undo_steps(original);
    const Snapshot before = snapshot(original);
    save_copy(original, file("unchanged.xlsx"));
    EXPECT_FALSE(modifiable->isModified());
    EXPECT_EQ(undo_steps(original), steps);
    EXPECT_EQ(differences(before, snapshot(original), same_formula), "");
    EXPECT_EQ(differences(snapshot(original), before, same_formula), "");
}

/// A sheet as Gnumeric calculates it, in a file that holds nothing but values.
std::filesystem::path values_in_gnumeric(const std::filesystem::path& workbook,
                                         const std::string& sheet) {
    std::filesystem::path values = workbook.parent_path() / (sheet + ".csv");
    Process ssconvert(path::ssconvert,
                      {"--recalc", "--export-type=Gnumeric_stf:stf_assistant", "-O",
                       "sheet='" + sheet + '\'', workbook.string(), values.string()},
                      workbook.parent_path() / "ssconvert.log", std::chrono::seconds(120));
    EXPECT_EQ(ssconvert.wait(), 0) << ssconvert.log();
    return values;
}

/// Holds what two documents have on a sheet against each other; returns how many numbers there are.
int expect_same_sheet(const Document& original, const std::string& name, const Sheet& copied) {
    const Sheet sheet = original.sheet(name);
    const Table wanted = sheet.read(sheet.used());
    const Table shown = copied.read(sheet.used());
    int numbers = 0;
    for (std::size_t row = 0; row < wanted.rows(); ++row) {
        for (std::size_t column = 0; column < wanted.columns(); ++column) {
            const double* one = std::get_if<double>(&wanted.at(row, column));
            const double* other = std::get_if<double>(&shown.at(row, column));
            numbers += one == nullptr ? 0 : 1;
            // What is left of amounts that cancel is noise.
            EXPECT_TRUE(one == nullptr ? other == nullptr
                                       : other != nullptr && (same_number(*one, *other) ||
                                                              std::abs(*one - *other) < 1e-5))
                << name << '.' << At{static_cast<int>(row), static_cast<int>(column)}.name()
                << " is " << testing::PrintToString(shown.at(row, column)) << " and not "
                << testing::PrintToString(wanted.at(row, column));
        }
    }
    return numbers;
}

TEST_F(PlainCopies, OfAWorkbookFollowItsInputs) {
    const std::filesystem::path templates(path::templates);
    Document original = office().load(templates / "Talent for GPUs.ots");
    const std::string said = save_copy(original, file("Talent.xlsx"));
    ASSERT_TRUE(std::filesystem::exists(file("Talent.xlsx"))) << said;
    Document copy = office_without_headroom().load(file("Talent.xlsx"));
    copy.calculate_all();
    EXPECT_EQ(not_alike(original, copy), "");
    const auto names = original.named_cells();
    for (const auto& [name, value] : {std::pair{"discount", 0.35}, {"life", 6.0}, {"wacc", 0.12}}) {
        const Place place = names.at(name);
        original.sheet(place).set_number(place.at, value);
        copy.sheet(place).set_number(place.at, value);
    }
    for (const auto& [name, choice] :
         {std::pair{"as_of", "Q1 2026"}, {"price_from", "contract price"}}) {
        const Place place = names.at(name);
        original.sheet(place).set_text(place.at, choice);
        copy.sheet(place).set_text(place.at, choice);
    }
    // That sheet holds nothing but WORKINGS, which is frozen.
    EXPECT_EQ(not_alike(original, copy, "Workings"), "");
    // The claims in another program: their figures and their verdicts.
    copy.store(file("Changed.xlsx"), filter::xlsx);
    const Document gnumerics =
        office_without_headroom().load(values_in_gnumeric(file("Changed.xlsx"), "Claims"));
    EXPECT_GT(expect_same_sheet(original, "Claims", gnumerics.sheet()), 40);
    for (int claim = 1; claim <= 12; ++claim) {
        const Place verdict = names.at("verdict_" + std::to_string(claim));
        EXPECT_EQ(gnumerics.sheet().text(verdict.at), original.sheet(verdict).text(verdict.at))
            << claim;
    }
    EXPECT_TRUE(copy.sheet("Answer").text({2, 0}).starts_with("PLAIN COPY. Made with Headroom"))
        << copy.sheet("Answer").text({2, 0});
    const Sheet about = copy.sheet("About this copy");
    for (int row = 0; row < 20; ++row) {
        if (about.text({row, 0}) == "Different ones of these, with inputs changed since") {
            EXPECT_GT(about.value({row, 1}), 0);
        }
    }
}

TEST_F(PlainCopies, OfAPlanFollowItsInputs) {
    const std::filesystem::path templates(path::templates);
    Document original = office().load(templates / "Trade plan.ots");
    const std::string said = save_copy(original, file("Plan.xlsx"));
    ASSERT_TRUE(std::filesystem::exists(file("Plan.xlsx"))) << said;
    const auto names = original.named_cells();
    Document copy = office_without_headroom().load(file("Plan.xlsx"));
    // Once is enough: the original has simulations, and the copy many cells.
    const auto calculation = [](const Document& document) {
        return uno::Reference<com::sun::star::sheet::XCalculatable>(document.uno(),
                                                                    uno::UNO_QUERY_THROW);
    };
    for (const Document* each : {&original, &copy}) {
        calculation(*each)->enableAutomaticCalculation(false);
    }
    for (const auto& [name, value] : {std::pair{"plan_price", 2.2},
                                      {"plan_life", 2.0},
                                      {"plan_lead_quarters", 2.0},
                                      {"plan_hold_from", 5.0},
                                      {"plan_target", 0.34},
                                      {"plan_quarters", 10.0},
                                      {"plan_attrition_backfill", 1.0}}) {
        const Place place = names.at(name);
        original.sheet(place).set_number(place.at, value);
        copy.sheet(place).set_number(place.at, value);
    }
    for (const Document* each : {&original, &copy}) {
        calculation(*each)->calculate();
        calculation(*each)->enableAutomaticCalculation(true);
    }
    copy.store(file("Changed.xlsx"), filter::xlsx);
    // What is on the other sheets comes from trials, goal seek and sentences, and stays as it was.
    for (const auto& [name, fewest] : {std::pair{"Quarters", 250}, {"Attribution", 20}}) {
        EXPECT_GT(expect_same_sheet(original, name, copy.sheet(name)), fewest);
        const Document gnumerics =
            office_without_headroom().load(values_in_gnumeric(file("Changed.xlsx"), name));
        EXPECT_GT(expect_same_sheet(original, name, gnumerics.sheet()), fewest);
    }

    // With another name in the range, what was read of it is no longer true.
    const Sheet plan = copy.sheet("Headroom plan");
    EXPECT_EQ(plan.error({4, 3}), 0);
    const Place price = names.at("plan_price");
    copy.sheet(price).set_text({price.at.row, 0}, "Price erosion");
    EXPECT_NE(plan.error({4, 3}), 0);
}

// To Calc a truth value is a number; other programs tell them apart.
TEST_F(PlainCopies, CountTrueAsOne) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    sheet.set_formula({0, 0}, "=TRUE()");
    sheet.set_number({1, 0}, 40);
    for (int row = 2; row < 9; ++row) {
        sheet.set_text({row, 0}, "-");
    }
    const char* calls[] = {
        "=GPUMARGIN(2.5;A1;50000;5;2467.104)", "=GPUMARGIN(2.5;A2>30;50000;5;2467.104)",
        "=GPUMARGIN(2.5;TRUE();50000;5;2467.104)", "=INDEX(VINTAGEDEPRECIATION(A1:A2;5);2;1)",
        "=PLANVALUE(D1:E5;\"margin\";4)"};
    const std::pair<const char*, const char*> plan[] = {{"revenue", "=1000"},
                                                        {"operating profit", "=300"},
                                                        {"quarters", "=4"},
                                                        {"utilisation", "=A1"},
                                                        {"life", "=TRUE()"}};
    int row = 0;
    for (const auto& [driver, value] : plan) {
        sheet.set_text({row, 3}, driver);
        sheet.set_formula({row++, 4}, value);
    }
    row = 0;
    for (const char* call : calls) {
        sheet.set_formula({row, 1}, call);
        EXPECT_EQ(sheet.error({row++, 1}), 0) << call;
    }
    save_copy(original, file("true.xlsx"));
    const Document gnumerics =
        office_without_headroom().load(values_in_gnumeric(file("true.xlsx"), "Sheet1"));
    for (row = 0; row < static_cast<int>(std::size(calls)); ++row) {
        EXPECT_TRUE(same_number(gnumerics.sheet().value({row, 1}), sheet.value({row, 1})))
            << calls[row] << ": " << gnumerics.sheet().text({row, 1});
    }
}

/// What the proofs on a sheet of workings say, from the first on.
std::vector<std::string> proofs(const Sheet& sheet) {
    std::vector<std::string> said;
    for (int row = 0; row < sheet.used().rows; ++row) {
        if (sheet.text({row, 0}) == "proved") {
            said.push_back(sheet.text({row, 2}));
        }
    }
    return said;
}

/// A call whose result is frozen, over the example arguments of its function in cells from A1 on,
/// a column or two each, and an input that makes the result wrong.
struct Proved {
    const char* function;
    At input;
    double otherwise;
};

const Proved proved[] = {{"GPUIRR", {0, 0}, 2.6},
                         {"ALLOCATECUTS", {0, 4}, 6100},
                         {"ALLOCATIONPRICE", {2, 1}, 0.3},
                         {"PLANSOLVE", {0, 4}, 0.41},
                         {"PLANALTERNATIVES", {1, 1}, 33000}};

TEST_F(PlainCopies, ProveWhatIsFrozen) {
    for (const Proved& each : proved) {
        SCOPED_TRACE(each.function);
        Document original = office().create();
        Sheet inputs = original.sheet();
        std::string call = std::string("=") + each.function + '(';
        int column = 0;
        for (const Value& value : function(each.function).examples.front().arguments) {
            call += column == 0 ? "" : ";";
            if (const auto* text = std::get_if<std::string>(&value)) {
                call += '"' + *text + '"';
                ++column;
                continue;
            }
            const Table* table = std::get_if<Table>(&value);
            const Table cells = table != nullptr ? *table : [&] {
                Table one;
                one.append({std::get<double>(value)});
                return one;
            }();
            inputs.write({0, column}, cells);
            const At last{static_cast<int>(cells.rows()) - 1,
                          column + static_cast<int>(cells.columns()) - 1};
            call += "$Sheet1." + At{0, column}.name() + (table == nullptr ? "" : ':' + last.name());
            column = last.column + 1;
        }
        Sheet calls = original.add_sheet("Calls");
        calls.set_formula({0, 0}, call + ')');
        save_copy(original, file("proved.xlsx"));
        Document copy = office_without_headroom().load(file("proved.xlsx"));
        copy.calculate_all();
        EXPECT_EQ(proofs(copy.sheet("Headroom workings")), std::vector<std::string>{"yes"});
        copy.sheet("Sheet1").set_number(each.input, each.otherwise);
        copy.store(file("changed.xlsx"), filter::xlsx);
        EXPECT_EQ(proofs(copy.sheet("Headroom workings")), std::vector<std::string>{"no"});
        for (const auto& [name, says] : {std::pair{"proved.xlsx", "yes"}, {"changed.xlsx", "no"}}) {
            const Document gnumerics =
                office_without_headroom().load(values_in_gnumeric(file(name), "Headroom workings"));
            EXPECT_EQ(proofs(gnumerics.sheet()), std::vector<std::string>{says});
        }
    }
}

TEST_F(PlainCopies, OfPlansHoldHoweverTheRangeIsGiven) {
    Document original = office().create();
    Sheet calls = original.sheet();
    Sheet inputs = original.add_sheet("O'Hara 1");
    const Table assumptions = std::get<Table>(function("TRADEPLAN").examples.front().arguments[0]);
    inputs.write({0, 0}, assumptions);
    const int rows = static_cast<int>(assumptions.rows());
    const std::string columns = "$'O''Hara 1'.A:B";
    const std::string range = "$'O''Hara 1'.A1:B" + std::to_string(rows);
    original.name_cells("my_plan", inputs, {{0, 0}, rows, 2});
    calls.set_text({0, 1}, "free cash-flow ");
    calls.set_number({1, 1}, 3);
    calls.set_array_formula({{0, 3}, 13, 5}, "=TRADEPLAN(" + columns + ")");
    const std::vector<std::string> formulas = {
        "=PLANVALUE(" + columns + ";B1;B2)",
        "=PLANVALUE(my_plan;\"margin\")*2+PLANVALUE(my_plan;\"Required Cuts\";B2)",
        "=PLANVALUE(IF(B2=3;" + range + ";" + columns + ");\"margin\";B2)",
        "=IFERROR(PLANVALUE(B1:C2;\"margin\");\"no plan\")",
        "=INDEX(TRADEPLAN(my_plan);B2;2)",
    };
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        calls.set_formula({static_cast<int>(i), 0}, formulas[i]);
    }
    const std::string said = save_copy(original, file("ranges.ods"));
    ASSERT_TRUE(std::filesystem::exists(file("ranges.ods"))) << said;
    Document copy = office_without_headroom().load(file("ranges.ods"));
    copy.calculate_all();
    EXPECT_EQ(not_alike(original, copy), "");
    int price = 0;
    while (inputs.text({price, 0}) != "price") {
        ASSERT_LT(++price, rows);
    }
    for (const Document* each : {&original, &copy}) {
        each->sheet("Sheet1").set_number({1, 1}, 7);
        each->sheet("O'Hara 1").set_number({price, 1}, 2.4);
    }
    EXPECT_EQ(calls.error({1, 0}), 0) << calls.formula({1, 0});
    EXPECT_EQ(not_alike(original, copy), "");

    // Headroom reads on below; the copy cannot, and says so.
    copy.sheet("O'Hara 1").set_text({rows, 0}, "wage_growth");
    EXPECT_NE(copy.sheet("Sheet1").error({0, 0}), 0);
    EXPECT_EQ(copy.sheet("Sheet1").error({1, 0}), 0) << "it ends above that";
}

TEST_F(PlainCopies, OfChangedPlansReadTheChangesWhereTheyStand) {
    Document original = office().create();
    Sheet calls = original.sheet();
    Sheet inputs = original.add_sheet("Inputs");
    const Table assumptions = std::get<Table>(function("TRADEPLAN").examples.front().arguments[0]);
    inputs.write({0, 0}, assumptions);
    const std::string range = "$Inputs.$A$1:$B$" + std::to_string(assumptions.rows());
    const At name{0, 4};
    const At value{0, 5};
    inputs.set_text(name, "price");
    inputs.set_number(value, 2.5);
    inputs.set_text({1, 4}, "tax_rate"); // which the table lacks
    inputs.set_number({1, 5}, 0.2);
    original.name_cells("dearer", inputs, {{0, 4}, 3, 2});
    const std::vector<std::string> formulas = {
        "=PLANVALUE(" + range + ";\"margin\";8)",
        "=PLANVALUE(" + range + ";\"free cash flow\";8;dearer)",
        "=PLANVALUE(" + range + ";\"margin\";8;dearer)",
        "=PLANVALUE(" + range + ";\"margin\";8;{\"price\";2.6})",
        "=PLANVALUE(" + range + ";\"margin\";8;{\"price\"|2.6})",
        "=PLANVALUE(" + range + ";\"margin\";8;{\"price\";2.6|\"life\";6})",
        "=PLANVALUE(" + range + ";\"margin\";8;IF(1;$Inputs.$E$1:$F$2))",
        "=IFERROR(PLANVALUE(" + range + ";\"margin\";8;{\"prise\";2.6});\"no plan\")",
        "=INDEX(TRADEPLAN(" + range + ";dearer);5;2)",
        "=INDEX(PLANATTRIBUTION(" + range + ';' + range + ";\"margin\";8;dearer);3;2)",
    };
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        calls.set_formula({static_cast<int>(i), 0}, formulas[i]);
        EXPECT_EQ(calls.error({static_cast<int>(i), 0}), 0) << formulas[i];
    }
    const std::string said = save_copy(original, file("changes.ods"));
    ASSERT_TRUE(std::filesystem::exists(file("changes.ods"))) << said;
    Document copy = office_without_headroom().load(file("changes.ods"));
    copy.calculate_all();
    EXPECT_EQ(not_alike(original, copy), "");
    for (const Document* each : {&original, &copy}) {
        each->sheet("Inputs").set_number(value, 2.9);
    }
    EXPECT_EQ(
        calls.value({2, 0}),
        number("PLANVALUE", {with_driver(with_driver(assumptions, "price", 2.9), "tax_rate", 0.2),
                             std::string("margin"), 8.0}));
    EXPECT_EQ(not_alike(original, copy), "");
    for (const Document* each : {&original, &copy}) {
        each->sheet("Inputs").set_number(value, -1);
    }
    EXPECT_NE(calls.error({2, 0}), 0);
    EXPECT_NE(copy.sheet("Sheet1").error({2, 0}), 0);
    EXPECT_EQ(copy.sheet("Sheet1").error({3, 0}), 0) << "its changes are others";

    // Headroom looks the name up anew; the copy cannot, and says so.
    copy.sheet("Inputs").set_number(value, 2.9);
    EXPECT_EQ(copy.sheet("Sheet1").error({2, 0}), 0);
    copy.sheet("Inputs").set_text(name, "price_erosion");
    EXPECT_NE(copy.sheet("Sheet1").error({2, 0}), 0);
    copy.sheet("Inputs").set_text(name, "price");
    copy.sheet("Inputs").set_text({2, 4}, "life"); // blank when the copy was made
    EXPECT_NE(copy.sheet("Sheet1").error({2, 0}), 0);
}

} // namespace

} // namespace headroom::test
