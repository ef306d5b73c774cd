// Plain copies whose ranges are changed where people change them: rows come between, labels are
// worded anew.

#include "plain_copy_test.hpp"

#include "outcome.hpp"

#include "core/catalogue.hpp"

#include <utility>

namespace headroom::test {

namespace {

class PlainCopyRanges : public PlainCopyTest {
protected:
    /// What the cells of the first row show in the copy, of a changed document.
    static void expect_same(const Document& original, const Document& copy, int calls) {
        for (int call = 0; call < calls; ++call) {
            const At at{0, 7 + call};
            EXPECT_EQ(original.sheet("Sheet1").error(at), 0);
            EXPECT_TRUE(
                same_number(copy.sheet("Sheet1").value(at), original.sheet("Sheet1").value(at)))
                << copy.sheet("Sheet1").text(at) << " for " << original.sheet("Sheet1").formula(at);
        }
    }

    /// What the checks beside frozen results say.
    static std::vector<std::string> checks(const Sheet& sheet) {
        std::vector<std::string> said;
        for (int row = 0; row < sheet.used().rows; ++row) {
            if (sheet.text({row, 0}) == "inputs") {
                said.push_back(sheet.text({row, 2}));
            }
        }
        return said;
    }
};

/// Rows of assumptions below headings, from A1 on: remarks, a blank row, and changes in D1:E2.
Document plan_in_cells(Office& office) {
    Document document = office.create();
    Sheet sheet = document.sheet();
    Table table;
    table.append({std::string("driver"), std::string("value")});
    table.append({std::string("# what is known"), std::string("today")});
    const Table example = std::get<Table>(function("PLANVALUE").examples.front().arguments[0]);
    for (std::size_t row = 0; row < example.rows(); ++row) {
        table.append({example.at(row, 0), example.at(row, 1)});
        if (row == 3) {
            table.append({Cell(), Cell()});
        }
    }
    sheet.write({0, 0}, table);
    sheet.set_text({0, 3}, "price");
    sheet.set_number({0, 4}, 2.4);
    sheet.set_text({1, 3}, "life");
    sheet.set_number({1, 4}, 6);
    return document;
}

constexpr int rows_of_plan = 23;
const std::string plan = "A1:B" + std::to_string(rows_of_plan);

/// A row in the middle of the assumptions, and one in the middle of the changes.
constexpr int middle = 10;

struct Inserted {
    const char* what;
    At at;
    std::vector<Cell> cells;
    bool stale;
};

const Inserted inserted[] = {
    {"nothing", {middle, 0}, {}, false},
    {"a remark", {middle, 0}, {std::string(" # growth of wages"), 0.05}, false},
    {"a driver", {middle, 0}, {std::string("Wage growth"), 0.05}, true},
    {"a driver below headings", {1, 0}, {std::string("Wage growth"), 0.05}, true},
    {"a driver above the last", {rows_of_plan - 1, 0}, {std::string("Wage growth"), 0.05}, true},
    {"a value without a name", {middle, 0}, {Cell(), 0.05}, true},
    {"no driver", {middle, 0}, {std::string("hint")}, true},
    {"a change", {1, 3}, {std::string("tax_rate"), 0.2}, true},
};

void insert(const Document& document, const Inserted& row) {
    Sheet sheet = document.sheet("Sheet1");
    sheet.insert_rows(row.at.row, 1);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const At at{row.at.row, row.at.column + static_cast<int>(i)};
        if (const double* number = std::get_if<double>(&row.cells[i])) {
            sheet.set_number(at, *number);
        } else if (const auto* text = std::get_if<std::string>(&row.cells[i])) {
            sheet.set_text(at, *text);
        }
    }
}

TEST_F(PlainCopyRanges, NoticeWhatComesBetweenTheRowsOfAPlan) {
    for (const char* name : {"rows.ods", "rows.xlsx"}) {
        for (const Inserted& row : inserted) {
            SCOPED_TRACE(std::string(name) + ": " + row.what);
            Document original = plan_in_cells(office());
            Sheet calls = original.sheet();
            calls.set_formula({0, 7}, "=PLANVALUE(" + plan + ";\"margin\";8;D1:E2)");
            calls.set_formula({0, 8}, "=PLANVALUE(A:B;\"margin\";8;D1:E2)");
            calls.set_formula({0, 9}, "=PLANSOLVE(" + plan + ";\"price\";\"margin\";0.4;8)");
            const std::string said = save_copy(original, file(name));
            ASSERT_TRUE(std::filesystem::exists(file(name))) << said;
            Document copy = office_without_headroom().load(file(name));
            copy.calculate_all();
            expect_same(original, copy, 3);
            insert(original, row);
            insert(copy, row);
            // That a remark is none of the inputs is not known of what is frozen.
            const bool more_stands_there = !row.cells.empty() && row.at.column == 0;
            EXPECT_EQ(checks(copy.sheet("Headroom workings")),
                      std::vector<std::string>{more_stands_there ? "stale" : "current"});
            copy.store(file("changed.xlsx"), filter::xlsx);
            const Document gnumerics =
                office_without_headroom().load(values_in_gnumeric(file("changed.xlsx"), "Sheet1"));
            for (const At at : {At{0, 7}, At{0, 8}}) {
                if (row.stale) {
                    EXPECT_NE(copy.sheet("Sheet1").error(at), 0) << at.column;
                    EXPECT_TRUE(gnumerics.sheet().text(at).starts_with('#')) << at.column;
                } else {
                    EXPECT_TRUE(same_number(copy.sheet("Sheet1").value(at), calls.value(at)));
                    EXPECT_TRUE(same_number(gnumerics.sheet().value(at), calls.value(at)))
                        << gnumerics.sheet().text(at);
                }
            }
        }
    }
}

TEST_F(PlainCopyRanges, NoticeWhatComesToStandBelowWholeColumns) {
    Document original = plan_in_cells(office());
    original.sheet().set_formula({0, 7}, "=PLANVALUE(A:B;\"margin\";8)");
    original.sheet().set_formula({0, 8}, "=PLANPERCENTILE(A:B;\"margin\";0.5;8;100)");
    save_copy(original, file("below.ods"));
    for (const bool insert_first : {false, true}) {
        Document copy = office_without_headroom().load(file("below.ods"));
        copy.calculate_all();
        expect_same(original, copy, 1);
        EXPECT_EQ(checks(copy.sheet("Headroom workings")), std::vector<std::string>{"current"});
        Sheet sheet = copy.sheet("Sheet1");
        if (insert_first) {
            sheet.insert_rows(rows_of_plan, 1);
        }
        EXPECT_EQ(sheet.error({0, 7}), 0);
        sheet.set_text({rows_of_plan, 0}, "wage growth");
        EXPECT_NE(sheet.error({0, 7}), 0);
        EXPECT_EQ(checks(copy.sheet("Headroom workings")), std::vector<std::string>{"stale"});
    }
}

TEST_F(PlainCopyRanges, NoticeRowsBetweenThoseOfASeriesAndATable) {
    Document original = office().create();
    Sheet sheet = original.sheet();
    for (int row = 0; row < 3; ++row) {
        sheet.set_number({row, 0}, 100);
        for (const auto& [column, value] : {std::pair{3, 9000.0}, {4, 5.0}}) {
            sheet.set_text({row, 2}, "part");
            sheet.set_number({row, column}, value);
        }
    }
    sheet.set_formula({0, 7}, "=SUM(VINTAGEDEPRECIATION(A1:A3;5))");
    sheet.set_formula({0, 8}, "=SUM(VINTAGEDEPRECIATION(A:A;5))");
    sheet.set_formula({0, 9}, "=GPUTCO(C1:E3;1000;0.8)");
    sheet.set_formula({0, 10}, "=REASON(\"VINTAGEDEPRECIATION\";A1:A3;5)");
    save_copy(original, file("series.xlsx"));
    for (const int row : {1, 3}) {
        Document copy = office_without_headroom().load(file("series.xlsx"));
        copy.calculate_all();
        expect_same(original, copy, 3);
        Sheet changed = copy.sheet("Sheet1");
        changed.insert_rows(row, 1);
        changed.set_number({row, 0}, 50);
        EXPECT_EQ(changed.error({0, 7}) != 0, row == 1);
        EXPECT_NE(changed.error({0, 8}), 0);
        EXPECT_EQ(changed.error({0, 9}) != 0, row == 1);
        EXPECT_EQ(checks(copy.sheet("Headroom workings")),
                  std::vector<std::string>{row == 1 ? "stale" : "current"});
    }
}

struct Reworded {
    const char* what;
    At at;
    const char* text;
    bool stale;
};

const Reworded reworded[] = {
    {"a remark", {1, 0}, "# what was known", false},
    {"a remark after blanks", {1, 0}, " #", false},
    {"beside a remark", {1, 1}, "2026", false},
    {"a remark in a blank row", {6, 0}, "# about GPUs", false},
    {"the heading of names", {0, 0}, "Driver name", false},
    {"no heading of names", {0, 0}, "", false},
    {"a remark for a heading", {0, 0}, "# drivers", false},
    {"the heading of values", {0, 1}, "Value (USD)", false},
    {"a driver's label", {3, 0}, "Operating profit", false},
    {"a driver in capitals", {2, 0}, "REVENUE", false},
    {"another driver", {11, 0}, "price erosion", true},
    {"a driver becomes a remark", {11, 0}, "# price", true},
    {"a remark becomes a driver", {1, 0}, "wage growth", true},
    {"a heading becomes a driver", {0, 0}, "wage growth", true},
    {"a heading becomes a number", {0, 1}, "2,400", true},
    {"a blank row gets a name", {6, 0}, "wage growth", true},
    {"no driver", {11, 0}, "hint", true},
    {"a change", {0, 3}, "Price", false},
    {"another change", {0, 3}, "tax rate", true},
};

TEST_F(PlainCopyRanges, TakeLabelsForWhatTheFunctionsTakeThemFor) {
    for (const char* name : {"labels.ods", "labels.xlsx"}) {
        Document original = plan_in_cells(office());
        original.sheet().set_formula({0, 7}, "=PLANVALUE(" + plan + ";\"margin\";8;D1:E2)");
        original.sheet().set_formula({0, 8}, "=PLANVALUE(A:B;\"margin\";8;D:E)");
        save_copy(original, file(name));
        for (const Reworded& each : reworded) {
            SCOPED_TRACE(std::string(name) + ": " + each.what);
            Document copy = office_without_headroom().load(file(name));
            copy.calculate_all();
            copy.sheet("Sheet1").set_text(each.at, each.text);
            copy.store(file("changed.xlsx"), filter::xlsx);
            const Document gnumerics =
                office_without_headroom().load(values_in_gnumeric(file("changed.xlsx"), "Sheet1"));
            for (const At at : {At{0, 7}, At{0, 8}}) {
                EXPECT_EQ(copy.sheet("Sheet1").error(at) != 0, each.stale);
                EXPECT_EQ(gnumerics.sheet().text(at).starts_with('#'), each.stale)
                    << gnumerics.sheet().text(at);
            }
            if (!each.stale) {
                expect_same(original, copy, 2);
            }
        }
    }
}

} // namespace

} // namespace headroom::test
