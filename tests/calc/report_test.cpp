// What the report finds in a workbook, and what it does not.

#include "report_test.hpp"
#include "paths.hpp"
#include "snapshot.hpp"
#include "strings.hpp"
#include "workbook_with_calls.hpp"

#include <com/sun/star/sheet/XCalculatable.hpp>
#include <com/sun/star/sheet/XSheetAnnotationsSupplier.hpp>
#include <com/sun/star/table/CellAddress.hpp>
#include <com/sun/star/util/XProtectable.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

std::string row_text(const Sheet& sheet, int row) {
    std::string text;
    for (int column = 0; column < 6; ++column) {
        text += (column == 0 ? "" : " | ") + sheet.text({row, column});
    }
    return text.substr(0, text.find_last_not_of(" |") + 1);
}

} // namespace

std::vector<std::string> section(const Document& document, const std::string& title) {
    const Sheet sheet = document.sheet(report_sheet);
    const int rows = sheet.used().rows;
    std::vector<std::string> found;
    for (int row = 0; row < rows; ++row) {
        // The table of all checks has the same texts, with counts beside.
        if (sheet.text({row, 0}) == title && sheet.text({row, 1}).empty()) {
            for (int below = row + 1; below < rows && !row_text(sheet, below).empty(); ++below) {
                found.push_back(row_text(sheet, below));
            }
        }
    }
    return found;
}

std::string beside(const Document& document, const std::string& label) {
    const Sheet sheet = document.sheet(report_sheet);
    for (int row = 0; row < sheet.used().rows; ++row) {
        if (sheet.text({row, 0}) == label) {
            return sheet.text({row, 1});
        }
    }
    return "no such row";
}

Document faultless(Office& office, bool shown) {
    Document document = shown ? office.create_shown() : office.create();
    Sheet sheet = document.sheet();
    const std::pair<const char*, double> inputs[] = {{"Price", 2.5},
                                                     {"Utilisation", 0.75},
                                                     {"Capex", 50000},
                                                     {"Life", 5},
                                                     {"Running cost", 2467.104}};
    for (int row = 0; row < 5; ++row) {
        sheet.set_text({row, 0}, inputs[row].first);
        sheet.set_number({row, 1}, inputs[row].second);
    }
    // Prices below each other, and a margin beside each.
    sheet.set_text({6, 0}, "Prices");
    sheet.set_text({6, 1}, "Margins");
    for (int row = 7; row < 13; ++row) {
        sheet.set_number({row, 0}, 2 + 0.1 * row);
        sheet.set_formula({row, 1},
                          "=GPUMARGIN(A" + std::to_string(row + 1) + ";$B$2;$B$3;$B$4;$B$5)");
        sheet.set_number_format({row, 1}, "0.00%");
    }
    sheet.set_formula({14, 1}, "=ROUND(GPUMARGIN(B1*12/12;B2;B3;B4;B5;0);2)");
    sheet.set_number_format({14, 1}, "0.00");
    // A price, its margin, the next price: no price is typed over a margin.
    for (int row = 20; row < 28; row += 2) {
        sheet.set_text({row, 0}, "Price");
        sheet.set_number({row, 1}, 2 + 0.1 * row);
        sheet.set_text({row + 1, 0}, "Margin");
        sheet.set_formula({row + 1, 1},
                          "=GPUMARGIN(B" + std::to_string(row + 1) + ";$B$2;$B$3;$B$4;$B$5)");
        sheet.set_number_format({row + 1, 1}, "0.00%");
    }
    const Table plan = [] {
        Table table;
        table.append(
            {std::string("name"), std::string("value"), std::string("low"), std::string("high")});
        table.append({std::string("revenue"), 30000.0, {}, {}});
        table.append({std::string("operating_profit"), 9000.0, {}, {}});
        table.append({std::string("headcount"), 100.0, {}, {}});
        table.append({std::string("loaded_cost"), 200.0, 190.0, 220.0});
        table.append({std::string("target_margin"), 0.31, {}, {}});
        return table;
    }();
    sheet.write({0, 5}, plan);
    sheet.set_text({8, 5}, "Seed");
    sheet.set_number({8, 6}, 7);
    sheet.set_formula({10, 5}, "=PLANPERCENTILE(F1:I6;\"margin\";0.9;8;1000;G9)");
    sheet.set_number_format({10, 5}, "0.00%");
    return document;
}

namespace {

constexpr const char* checks[] = {"Values that differ from a recalculation",
                                  "Values typed over a formula",
                                  "Numbers typed into calls",
                                  "Blank cells that count as 0",
                                  "Inputs without a label or note",
                                  "Simulations without a seed of their own",
                                  "Errors and warnings of PLANCHECK",
                                  "Results that people without Headroom do not see"};

/// Which of the checks found something.
std::set<std::string> found_by(const Document& document) {
    std::set<std::string> found;
    for (const char* check : checks) {
        if (beside(document, check) != "nothing") {
            found.insert(check);
        }
    }
    return found;
}

TEST_F(Reports, FindNothingThatIsNotThere) {
    const Document document = faultless(office());
    const std::string said = report(document);
    EXPECT_EQ(found_by(document), std::set<std::string>()) << said;
    EXPECT_EQ(said, "The report is on the sheet Headroom report. Calls: 12.\n"
                    "Nothing was found that a reviewer would ask about.");
    EXPECT_EQ(section(document, "Simulations").size(), 2U);
    EXPECT_EQ(section(document, "Plans"),
              (std::vector<std::string>{"Assumptions | What PLANCHECK says | Row | Kind",
                                        "$Sheet1.$F$1:$I$6 | No problem found. | 0 | remark"}));
}

TEST_F(Reports, SayOfEachSimulationHowItIsSampledAndHowCertainItIs) {
    Document document = faultless(office());
    document.sheet().set_formula({12, 5},
                                 "=PLANPERCENTILE(F1:I6;\"margin\";0.9;8;1000;G9;;\"sobol\";"
                                 "{\"headcount\";90})");
    const auto error_of = [&](const std::string& more) {
        Document other = faultless(office());
        Sheet sheet = other.sheet();
        sheet.set_array_formula({.first = {20, 5}, .rows = 4, .columns = 2},
                                "=PLANRISK(F1:I6;\"margin\";8;1000;G9" + more + ")");
        EXPECT_EQ(sheet.text({23, 5}), "standard error");
        return sheet.value({23, 6});
    };
    const double random = error_of("");
    const double sobol = error_of(";;\"sobol\";{\"headcount\";90}");
    EXPECT_NE(random, sobol);
    report(document);
    const Sheet said = document.sheet(report_sheet);
    std::vector<std::pair<std::string, double>> found;
    for (int row = 0; row < said.used().rows; ++row) {
        if (said.text({row, 2}) == "1000" && said.text({row, 3}) == "7") {
            found.emplace_back(said.text({row, 4}), said.value({row, 5}));
        }
    }
    EXPECT_EQ(found,
              (std::vector<std::pair<std::string, double>>{{"random", random}, {"sobol", sobol}}));
}

/// One fault, and what the report says of it.
struct Fault {
    const char* check;
    std::function<void(Document&, Sheet&)> plant;
    std::string row;          ///< of the report
    const char* in = nullptr; ///< where it stands; none: under the check's title
};

const std::vector<Fault> faults = {
    {checks[0],
     [](Document& document, Sheet& sheet) {
         const uno::Reference<com::sun::star::sheet::XCalculatable> calculation(
             document.uno(), uno::UNO_QUERY_THROW);
         calculation->enableAutomaticCalculation(false);
         sheet.set_number({7, 0}, 3);
     },
     "Sheet1.B8 | 0.297192400924517 is shown, and a recalculation gives 0.367473160832065"},
    {checks[1],
     [](Document&, Sheet& sheet) {
         sheet.set_number({10, 1}, 0.4);
     },
     "Sheet1.B11 | 0.4 is typed where Sheet1.B10 and Sheet1.B12 have the same formula"},
    {checks[2],
     [](Document&, Sheet& sheet) {
         sheet.set_formula({14, 1}, "=GPUMARGIN(2.5;B2;B3*1.1;B4;B5)");
         sheet.set_number_format({14, 1}, "0.00");
     },
     "Sheet1.B15 | price of GPUMARGIN: 2.5; capex of GPUMARGIN: 1.1"},
    {checks[2],
     [](Document&, Sheet& sheet) {
         sheet.set_formula({14, 1}, "=GPUMARGIN(B1;75%;B3*90%;B4+100%;-(-2467);0%)");
         sheet.set_number_format({14, 1}, "0.00");
     },
     "Sheet1.B15 | utilisation of GPUMARGIN: 75%; capex of GPUMARGIN: 90%; opex of GPUMARGIN: "
     "-(-2467)"},
    {checks[2],
     [](Document&, Sheet& sheet) {
         sheet.set_formula({14, 1}, "=PLANVALUE(F1:I6;\"margin\";8;{\"loaded_cost\";210})");
         sheet.set_number_format({14, 1}, "0.00");
     },
     "Sheet1.B15 | changes of PLANVALUE: {\"loaded_cost\";210}"},
    {checks[3],
     [](Document&, Sheet& sheet) {
         sheet.set_formula({14, 1}, "=GPUMARGIN(B1;B2;B3;B4;B5;D1)");
         sheet.set_number_format({14, 1}, "0.00");
     },
     "Sheet1.B15 | wacc of GPUMARGIN is Sheet1.D1, which is blank and counts as 0"},
    {checks[4],
     [](Document&, Sheet& sheet) {
         sheet.set_number({30, 3}, 2.25);
         sheet.set_formula({14, 1}, "=GPUMARGIN(D31;B2;B3;B4;B5)");
         sheet.set_number_format({14, 1}, "0.00");
     },
     "Sheet1.D31 | 2.25: nothing beside it says what it is"},
    {checks[5],
     [](Document&, Sheet& sheet) {
         sheet.set_formula({10, 5}, "=PLANPERCENTILE(F1:I6;\"margin\";0.9;8)");
         sheet.set_number_format({10, 5}, "0.00%");
     },
     "Sheet1.F11 | PLANPERCENTILE has no seed of its own, and so seed 1"},
    {checks[6],
     [](Document&, Sheet& sheet) {
         sheet.set_text({3, 5}, "gpus_ordered");
         sheet.set_number({3, 6}, 5);
     },
     "$Sheet1.$F$1:$I$6 | gpus_ordered is 5, but price and capex_per_gpu are 0: the GPUs earn "
     "nothing and cost nothing to buy. | 4 | warning",
     "Plans"},
    {checks[7],
     [](Document&, Sheet& sheet) {
         sheet.set_number_format({8, 1}, "General");
     },
     "Sheet1.B9 | the number format General (lost in an .ods file)"},
    {checks[7],
     [](Document&, Sheet& sheet) {
         sheet.set_array_formula({{40, 0}, 6, 1}, "=GPUCASHFLOW(B1;B2;B3;B4;B5)");
     },
     "Sheet1.A41:A46 | an array formula"},
};

TEST_F(Reports, FindEachPlantedFaultAndNoOther) {
    for (const Fault& fault : faults) {
        SCOPED_TRACE(fault.row);
        Document document = faultless(office());
        Sheet sheet = document.sheet();
        fault.plant(document, sheet);
        report(document);
        EXPECT_EQ(found_by(document), std::set<std::string>{fault.check});
        const std::vector<std::string> rows =
            section(document, fault.in == nullptr ? fault.check : fault.in);
        EXPECT_NE(std::find(rows.begin(), rows.end(), fault.row), rows.end())
            << testing::PrintToString(rows);
        if (fault.in == nullptr) {
            EXPECT_EQ(rows.size(), 1U) << testing::PrintToString(rows);
        }
    }
}

// An .xlsx keeps what it was saved with.
TEST_F(Reports, FindAValueThatWasSavedStale) {
    const std::filesystem::path file = office().folder() / "stale.xlsx";
    {
        Document document = faultless(office());
        Sheet sheet = document.sheet();
        faults.front().plant(document, sheet);
        document.store(file, filter::xlsx);
    }
    const Document document = office().load(file);
    report(document);
    EXPECT_EQ(section(document, checks[0]), std::vector<std::string>{faults.front().row});
}

TEST_F(Reports, KnowLabelsOfAllKinds) {
    Document document = faultless(office());
    Sheet sheet = document.sheet();
    sheet.set_number({30, 3}, 2.25);
    sheet.set_formula({14, 1}, "=GPUMARGIN(D31;B2;B3;B4;B5)");
    sheet.set_number_format({14, 1}, "0.00");
    report(document);
    EXPECT_EQ(found_by(document), std::set<std::string>{checks[4]});
    const uno::Reference<com::sun::star::sheet::XSheetAnnotationsSupplier> comments(
        sheet.uno(), uno::UNO_QUERY_THROW);
    comments->getAnnotations()->insertNew(com::sun::star::table::CellAddress(0, 3, 30),
                                          "From the contract");
    report(document);
    EXPECT_EQ(found_by(document), std::set<std::string>());
    comments->getAnnotations()->removeByIndex(0);
    document.name_cells("contract_price", sheet, {{30, 3}});
    report(document);
    EXPECT_EQ(found_by(document), std::set<std::string>());
}

/// What the report says that an input is.
std::string label_of(const Document& document, const std::string& where) {
    const Sheet paper = document.sheet(report_sheet);
    for (int row = paper.used().rows; row > 0; --row) {
        if (paper.text({row, 0}) == where && paper.text({row, 3}).empty()) {
            return paper.text({row, 1});
        }
    }
    return "no input";
}

TEST_F(Reports, SayWhatAnInputIs) {
    Document document = faultless(office());
    Sheet sheet = document.sheet();
    // A table of facts below its title, with a blank between.
    const Table facts = [] {
        Table table;
        table.append({std::string("Facts"), {}, {}, {}});
        table.append({std::string("Input"), std::string("Value"), std::string("Confidence"),
                      std::string("Known with")});
        table.append({std::string("Price in May"), 2.5, std::string("high"), 2025.2});
        table.append({std::string("Price in June"), 2.6, {}, 2025.3});
        return table;
    }();
    sheet.write({40, 0}, facts);
    // Texts without headings, units beside, and two of them in a row.
    const Table rows = [] {
        Table table;
        table.append({std::string("Capex"), 50000.0, std::string("$"), std::string("Life"), 5.0});
        table.append({std::string("regime"), std::string("US GAAP"), {}, {}, {}});
        return table;
    }();
    sheet.write({50, 0}, rows);
    sheet.set_formula({60, 1}, "=GPUMARGIN(B43*D43/D44;B2;B51;E51;B5)+0*COUNTA(A41:D44;A51:E52)");
    sheet.set_number_format({60, 1}, "0.00");
    report(document);
    const std::pair<const char*, const char*> labels[] = {
        {"Sheet1.B43", "Price in May"},
        {"Sheet1.C43", "Price in May, Confidence"},
        {"Sheet1.D43", "Price in May, Known with"},
        {"Sheet1.D44", "Price in June, Known with"},
        {"Sheet1.A43", "Input"},
        {"Sheet1.A42", ""},
        {"Sheet1.B51", "Capex"},
        {"Sheet1.E51", "Life"},
        {"Sheet1.B52", "regime"},
        {"Sheet1.A52", ""},
        {"Sheet1.A8", "Prices"},
        {"Sheet1.F3", "name"},
        {"Sheet1.G3", "operating_profit"},
        {"Sheet1.H5", "loaded_cost, low"},
    };
    for (const auto& [where, label] : labels) {
        EXPECT_EQ(label_of(document, where), label) << where;
    }
}

TEST_F(Reports, OfTheWorkbooksSayNothingFalse) {
    const std::pair<const char*, std::set<std::string>> workbooks[] = {
        // A price twice as high, typed on purpose.
        {"GPU business case", {checks[2]}},
        {"Restructuring planner", {}},
        // The months of a quarter and of half a year, typed on purpose.
        {"Talent for GPUs", {checks[2]}},
        // Another life, typed on purpose.
        {"Trade plan", {checks[2]}}};
    for (const auto& [title, expected] : workbooks) {
        SCOPED_TRACE(title);
        const Document document =
            office().load(std::filesystem::path(path::templates) / (std::string(title) + ".ots"));
        const Snapshot before = snapshot(document);
        const std::string said = report(document);
        EXPECT_EQ(found_by(document), expected) << said;
        EXPECT_EQ(differences(before, snapshot(document), same_result), "");
    }
}

TEST_F(Reports, HaveTheSameHashForTheSameInputsOnly) {
    const auto hash = [](const Document& document) {
        report(document);
        return beside(document, "Hash of all inputs");
    };
    // The office does not keep relative names in .xlsx.
    const auto with_calls = [] {
        Document document = workbook_with_calls(office());
        document.sheet().set_formula({5, 0}, "=GPUMARGIN($A$1;0.75;50000;5;2467.104)");
        return document;
    };
    Document document = with_calls();
    const std::string first = hash(document);
    EXPECT_EQ(first.size(), 36U);
    EXPECT_EQ(hash(with_calls()), first);
    for (const char* file : {"hash.ods", "hash.xlsx"}) {
        document.store(office().folder() / file,
                       std::string_view(file).ends_with("x") ? filter::xlsx : filter::ods);
        EXPECT_EQ(hash(office().load(office().folder() / file)), first) << file;
    }
    Sheet inputs = document.sheet("O'Hara 1");
    std::set<std::string> hashes{first};
    std::size_t count = 1;
    const auto expect_another = [&] {
        hashes.insert(hash(document));
        EXPECT_EQ(hashes.size(), ++count);
    };
    inputs.set_number({0, 0}, 2.5000000000001);
    expect_another();
    inputs.set_number({0, 0}, 2.5);
    EXPECT_EQ(hash(document), first);
    inputs.set_number({5, 0}, 12000000001);
    expect_another();
    document.sheet().set_formula({0, 0}, "=$'O''Hara 1'.A1*1.2");
    expect_another();
    document.sheet().set_formula({1, 0}, "=GPUMARGIN($'O''Hara 1'.A1;0.76;50000;5;2467.104)");
    expect_another();
    // What no call reads is no input.
    inputs.set_number({20, 20}, 7);
    hashes.insert(hash(document));
    EXPECT_EQ(hashes.size(), count);
}

// The same on every platform: this very text, and no other, was hashed.
TEST_F(Reports, HaveTheHashThatIsDocumented) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_number({0, 0}, 0.1);
    sheet.set_text({0, 1}, "demand");
    sheet.set_formula({1, 0}, "=BACKLOGREVENUE(100;A1;B1)");
    report(document);
    // By Python's uuid5 in the namespace 0, of the lines:
    // number Sheet1.A1 0.1
    // text Sheet1.B1 6 demand
    // formula Sheet1.A2 BACKLOGREVENUE(100;$Sheet1.$A$1;$Sheet1.$B$1)
    EXPECT_EQ(beside(document, "Hash of all inputs"), "b10fbefe-0732-5117-a9ff-e8a1b1d7802e");
}

TEST_F(Reports, AreOneStepAndLeaveTheWorkbookAsItIs) {
    // The office cannot take a sheet back where nobody sees it.
    const Document document = faultless(office(), true);
    const Snapshot before = snapshot(document);
    const std::size_t steps = undo_steps(document).size();
    report(document);
    EXPECT_EQ(undo_steps(document).size(), steps + 1);
    EXPECT_EQ(undo_steps(document).front(), "Report");
    undo(document);
    EXPECT_EQ(document.sheets(), 1);
    EXPECT_EQ(differences(before, snapshot(document), same_result), "");
}

TEST_F(Reports, AreRefusedWhereTheyCannotBeWritten) {
    Document document = office().create();
    EXPECT_TRUE(report(document).starts_with("There is no Headroom function in the cells"));
    EXPECT_EQ(document.sheets(), 1);
    document.sheet().set_formula({0, 0}, "=SAVINGMONTHS(1)");
    document.store(office().folder() / "read only.ods");
    EXPECT_TRUE(report(office().load_read_only(office().folder() / "read only.ods"))
                    .starts_with("This document is read-only"));
    document.protect();
    EXPECT_TRUE(report(document).starts_with("The sheets of this document are protected"));
    document.unprotect();
    report(document);
    const uno::Reference<com::sun::star::util::XProtectable> paper(
        document.sheet(report_sheet).uno(), uno::UNO_QUERY_THROW);
    paper->protect("");
    EXPECT_TRUE(report(document).starts_with("The sheet Headroom report is protected"));
}

TEST_F(Reports, OfManyCallsAreDoneInTime) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    std::vector<std::vector<std::string>> formulas;
    sheet.set_text({0, 0}, "Prices");
    sheet.set_text({0, 1}, "Margins");
    for (int row = 1; row <= 20000; ++row) {
        formulas.push_back({std::to_string(2 + row / 1000.0),
                            "=GPUMARGIN(A" + std::to_string(row + 1) + ";0.75;50000;5;2467.104)"});
    }
    sheet.write_formulas({1, 0}, formulas);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(
        report(document).starts_with("The report is on the sheet Headroom report. Calls: 20000."));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

} // namespace

} // namespace headroom::test
