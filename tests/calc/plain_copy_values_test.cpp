// What a plain copy shows in an office without Headroom and in Gnumeric, after its inputs have
// changed, beside its original in an office with it.

#include "gnumeric.hpp"
#include "paths.hpp"
#include "plain_copy_test.hpp"
#include "snapshot.hpp"

#include "assumption_draw.hpp"
#include "outcome.hpp"

#include "core/catalogue.hpp"

#include <com/sun/star/sheet/XCalculatable.hpp>

#include <cmath>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

class PlainCopyValues : public PlainCopyTest {};

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

TEST_F(PlainCopyValues, OfAWorkbookFollowItsInputs) {
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
        if (about.text({row, 0}) == "Of these, inputs changed since") {
            EXPECT_GT(about.value({row, 1}), 0);
        }
    }
}

TEST_F(PlainCopyValues, OfAPlanFollowItsInputs) {
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
    // Fractions become smaller and large numbers larger; what is counted in small steps is below.
    int changed = 0;
    for (const Place& input : original.in_style("Input")) {
        const Cell now = original.sheet(input).content(input.at);
        const double* number = std::get_if<double>(&now);
        if (number == nullptr || (*number == std::round(*number) && *number < 100)) {
            continue;
        }
        const double other =
            *number == std::round(*number) ? std::round(1.03 * *number) : 0.98 * *number;
        original.sheet(input).set_number(input.at, other);
        copy.sheet(input).set_number(input.at, other);
        ++changed;
    }
    EXPECT_GT(changed, 20);
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
    // No formula asks for what only some programs have, such as a whole column by INDEX.
    for (const char* name : {"Checks", "Risk", "Scenarios"}) {
        const Document gnumerics =
            office_without_headroom().load(values_in_gnumeric(file("Plan.xlsx"), name));
        const Sheet sheet = gnumerics.sheet();
        for (int cell = 0; cell < sheet.used().rows * sheet.used().columns; ++cell) {
            const At at{cell / sheet.used().columns, cell % sheet.used().columns};
            EXPECT_FALSE(sheet.text(at).starts_with("#REF!")) << name << '.' << at.name();
        }
    }

    // With another name in the range, what was read of it is no longer true.
    const Sheet plan = copy.sheet("Headroom plan");
    EXPECT_EQ(plan.error({4, 3}), 0);
    const Place price = names.at("plan_price");
    copy.sheet(price).set_text({price.at.row, 0}, "Price erosion");
    EXPECT_NE(plan.error({4, 3}), 0);
}

// To Calc a truth value is a number; other programs tell them apart.
TEST_F(PlainCopyValues, CountTrueAsOne) {
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

TEST_F(PlainCopyValues, ProveWhatIsFrozen) {
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

TEST_F(PlainCopyValues, OfPlansHoldHoweverTheRangeIsGiven) {
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

TEST_F(PlainCopyValues, OfChangedPlansReadTheChangesWhereTheyStand) {
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
