#include "calc_test.hpp"

#include "catalogue.hpp"

#include <thread>

namespace headroom::test {

namespace {

class OfficeTest : public CalcTest {};

TEST_F(OfficeTest, AnswersWithTheVersionThatWasBuilt) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=HEADROOMVERSION()");
    EXPECT_EQ(sheet.text({0, 0}), version());
    EXPECT_EQ(sheet.error({0, 0}), 0);
}

TEST_F(OfficeTest, WithoutTheExtensionTheNameIsUnknown) {
    Office bare(Extension::absent);
    const Document document = bare.create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=HEADROOMVERSION()");
    EXPECT_EQ(sheet.error({0, 0}), 525);
}

TEST_F(OfficeTest, KeepsWhatIsWrittenToAFile) {
    const std::filesystem::path file = office().folder() / "kept.ods";
    {
        Document document = office().create();
        Sheet sheet = document.sheet();
        sheet.set_number({0, 0}, 2.5);
        sheet.set_text({1, 0}, "25");
        sheet.set_formula({2, 0}, "=GPUMARGIN(A1;0.75;50000;5;2467.104)");
        sheet.set_number_format({2, 0}, "0.00%");
        document.name_cells("price", sheet, {});
        sheet.set_formula({3, 0}, "=price+1");
        document.store(file);
    }
    const Document document = office().load(file);
    const Sheet sheet = document.sheet();
    EXPECT_EQ(sheet.value({0, 0}), 2.5);
    EXPECT_EQ(sheet.content({1, 0}), Cell("25"));
    EXPECT_EQ(sheet.text({2, 0}), "24.10%");
    EXPECT_EQ(sheet.number_format({2, 0}), "0.00%");
    EXPECT_EQ(sheet.value({3, 0}), 3.5);
}

TEST_F(OfficeTest, MovesWholeBlocks) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    Table values;
    values.append({1.5, std::string("text"), {}});
    values.append({-2.0, std::string("2.5"), 1e300});
    sheet.write({1, 1}, values);
    sheet.write_formulas({3, 1}, {{"=B2*2", "=1/0", "=NA()"}});
    const Table read = sheet.read({.first = {1, 1}, .rows = 3, .columns = 3});
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            EXPECT_EQ(read.at(row, column), values.at(row, column)) << row << ',' << column;
        }
    }
    EXPECT_EQ(read.at(2, 0), Cell(3.0));
    EXPECT_EQ(read.at(2, 1), Cell(Failure::division));
    EXPECT_EQ(read.at(2, 2), Cell(Failure::not_available));
    EXPECT_EQ((Block{{1, 25}, 3, 3}.name()), "Z2:AB4");
}

TEST_F(OfficeTest, EndsAtItsLimit) {
    Office slow(Extension::absent, std::chrono::seconds(8));
    const Document document = slow.create();
    const Sheet sheet = document.sheet();
    const auto wait_for_ever = [&] {
        for (;;) {
            sheet.error({0, 0});
        }
    };
    EXPECT_ANY_THROW(wait_for_ever());
    // The connection may break a moment before the process is gone.
    for (int i = 0; i < 100 && slow.running(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_FALSE(slow.running());
}

} // namespace

} // namespace headroom::test
