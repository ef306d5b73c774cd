#include "templates/sheets.hpp"
#include "templates/wrong_inputs.hpp"

#include "own_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

namespace headroom::workbook {

namespace {

const std::string facts_csv = "item,value,unit,as of,source,confidence\n"
                              "PUE,1.25,ratio,2024,industry average,medium\n";

/// Rows without a fault, a file a sheet.
const std::map<std::string, std::string> sound{{"answer.txt", R"(title     Planted
subtitle  Faults
)"},
                                               {"inputs.txt", R"(title     Inputs

section   Power

fact      PUE
name      pue
value     PUE, 2024
format    cents
limits    1 or more

assumption Load
name      load
value     0.8
format    percent
limits    above 0 to 1
unit      share
why       an example.

choice    Base
name      base
value     segment
choices   segment or group
why       an example.
)"},
                                               {"chain.txt", R"(title     Chain
subtitle  One line
          after the other.
wrong_when ISERROR(pue)

all_headings Line
number    Value
text      Unit
text      How

section   Power

line      Power drawn
name      drawn
formula   =pue*
          load
format    cents
unit      kW
note      More than is used.

rows      1; PUE, 2024
format    cents
formula   =[.A#]*drawn&" and
          more"
else      none
format    cents
)"},
                                               {"checks.txt", R"(agree     The same twice
this      =drawn
that      =pue*load
format    cents

reasons

reason    =GPUOPEX(1;pue;load;0.08)
)"}};

class Rows : public testing::Test {
protected:
    ~Rows() override { std::filesystem::remove_all(folder_.parent_path()); }

    Workbook workbook() const {
        const Facts facts(folder_ / "facts.csv");
        const Source source{facts, folder_};
        return with_inputs_counted(
            {.title = "Planted",
             .subject = "Faults",
             .sheets = {
                 inputs_sheet(source),
                 plain_sheet(source, "chain.txt", {.name = "Chain", .columns = {50, 30, 30, 60}}),
                 ChecksSheet(source).read(), AnswerSheet(source, {40, 40, 40, 40}).read()}});
    }

    /// What is wrong with a workbook of these sheets; empty when it can be written.
    std::string said_of(const std::map<std::string, std::string>& files) const {
        std::filesystem::create_directories(folder_);
        std::ofstream(folder_ / "facts.csv") << facts_csv;
        for (const auto& [name, rows] : files) {
            std::ofstream(folder_ / name) << rows;
        }
        try {
            write(workbook(), "0", folder_ / "written");
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    }

    /// The same with one of its texts replaced by another.
    std::string said_with(const std::string& file, const std::string& text,
                          const std::string& fault) const {
        std::map<std::string, std::string> files = sound;
        std::string& rows = files.at(file);
        EXPECT_NE(rows.find(text), std::string::npos) << text;
        rows.replace(std::min(rows.find(text), rows.size()), text.size(), fault);
        return said_of(files);
    }

    Sheet chain() const {
        EXPECT_EQ(said_of(sound), "");
        return workbook().sheets.at(1);
    }

private:
    const std::filesystem::path folder_ = own_folder() / "planted";
};

TEST_F(Rows, AreTakenWithoutAFault) {
    EXPECT_EQ(said_of(sound), "");
}

/// A text goes on with a blank; a formula without one, but for its own texts.
TEST_F(Rows, GoOnInTheNextLine) {
    const Sheet sheet = chain();
    EXPECT_EQ(std::get<std::string>(sheet.rows.at(1).cells.at(0).content),
              "One line after the other.");
    const Row& line = sheet.rows.at(5);
    EXPECT_EQ(std::get<Formula>(line.cells.at(1).content).text, "=pue*load");
    EXPECT_EQ(line.cells.at(1).name, "drawn");
    EXPECT_EQ(line.cells.at(1).where, "planted/chain.txt:13");
    EXPECT_EQ(std::get<Formula>(sheet.rows.at(6).cells.at(1).content).text,
              "=IF(ISERROR(pue);[.A7]*drawn&\" and more\";"
              "IFERROR([.A7]*drawn&\" and more\";\"none\"))");
}

/// Of what a formula rests on, however far back.
TEST_F(Rows, CountTheInputsThatAreWrong) {
    std::map<std::string, std::string> files = sound;
    std::string& rows = files.at("chain.txt");
    const std::string formula = "[.A#]*drawn&";
    rows.replace(rows.find(formula), formula.size(), "WRONG_INPUTS(IF(drawn>0;1;[.A5]))&");
    EXPECT_EQ(said_of(files), "");
    const Row row = workbook().sheets.at(1).rows.at(6);
    EXPECT_EQ(std::get<Formula>(row.cells.at(1).content).text,
              "=IF(ISERROR(pue);IF(load_state=\"OK\";0;1)+IF(pue_state=\"OK\";0;1)&\" and "
              "more\";IFERROR(IF(load_state=\"OK\";0;1)+IF(pue_state=\"OK\";0;1)&\" and "
              "more\";\"none\"))");
    const Sheet inputs = workbook().sheets.at(0);
    EXPECT_EQ(std::get<Formula>(inputs.rows.at(6).cells.at(6).content).text,
              "=IF(IFERROR(AND(ISNUMBER([.B7]);[.B7]>0;[.B7]<=1);FALSE());\"OK\";\"A number "
              "belongs here: above 0 "
              "and at most 1.\")");
}

TEST(RowNumbers, StandWhereAFormulaLeavesThemOpen) {
    EXPECT_EQ(in_row("=[.A#]+[.B$#first]-[.C#above]", 7, {{"first", 3}}), "=[.A7]+[.B$3]-[.C6]");
}

TEST_F(Rows, AreRepeatedForValuesAndFacts) {
    const Sheet sheet = chain();
    EXPECT_EQ(std::get<double>(sheet.rows.at(6).cells.at(0).content), 1);
    EXPECT_EQ(std::get<double>(sheet.rows.at(7).cells.at(0).content), 1.25);
}

TEST_F(Rows, TellWhatIsWrongAndWhere) {
    struct Fault {
        const char* file;
        const char* text;
        const char* fault;
        const char* said;
    };
    for (const Fault& fault : {
             Fault{"chain.txt", "line      Power", "lnie      Power",
                   "planted/chain.txt:13: there is no kind of row lnie; the nearest is line"},
             {"chain.txt", "unit      kW", "unti      kW",
              "planted/chain.txt:13: line has no unti; the nearest is unit"},
             {"chain.txt", "unit      kW\n", "", "planted/chain.txt:13: line needs unit"},
             {"chain.txt", "unit      kW\n", "unit      kW\nunit      W\n",
              "planted/chain.txt:13: line has unit twice"},
             {"chain.txt", "format    cents", "format    cent",
              "planted/chain.txt:13: there is no format cent; the nearest is cents"},
             {"chain.txt", "formula   =pue*", "formula   pue*",
              "planted/chain.txt:13: a formula begins with =, not pue* load"},
             {"chain.txt", "=pue*", "=peu*",
              "planted/chain.txt:13: no cell is named peu; the nearest is pue"},
             {"chain.txt", "name      drawn", "name      load",
              "planted/chain.txt:13: another cell is named load, at planted/inputs.txt:11"},
             {"chain.txt", "PUE, 2024", "PUE, 2042",
              "planted/chain.txt:21: there is no fact PUE, 2042; the nearest is PUE, 2024"},
             {"chain.txt", "else      none\n", "note      1\nnote      2\nnote      3\n",
              "planted/chain.txt:21: there is room for 4 cells, not 5"},
             {"chain.txt", "else      none\nformat    cents\n", "else      none\n",
              "planted/chain.txt:21: rows needs a format below each formula and value"},
             {"chain.txt", "wrong_when ISERROR(pue)\n", "",
              "planted/chain.txt:20: else needs a wrong_when below the title"},
             {"chain.txt", "subtitle  One line", "          One line",
              "planted/chain.txt:1: title needs subtitle"},
             {"chain.txt", "=pue*", "=pue)*(",
              "planted/chain.txt:13: the brackets do not match in =pue)*(load"},
             {"chain.txt", "name      drawn", "name      q1",
              "planted/chain.txt:13: a cell cannot be named q1"},
             {"chain.txt", "name      drawn", "name",
              "planted/chain.txt:14: there is nothing beside name"},
             {"chain.txt", "line      Power drawn", "line",
              "planted/chain.txt:13: line needs a text"},
             {"chain.txt", "line      Power drawn", "gap 3",
              "planted/chain.txt:13: gap stands alone"},
             {"chain.txt", "=pue*", "=(pue*",
              "planted/chain.txt:13: the brackets do not match in =(pue*load"},
             {"chain.txt", "more\"", "more",
              "planted/chain.txt:21: a text in the formula has no end"},
             {"chain.txt", "else      none\nformat    cents\n", "format    cents\nelse      none\n",
              "planted/chain.txt:21: else stands below the formula or value that it is for"},
             {"chain.txt", "=[.A#]", "=[.A#abvoe]",
              "planted/chain.txt:21: there is no row #abvoe; the nearest is above"},
             {"chain.txt", "line      Power", " line      Power",
              "planted/chain.txt:13: goes on with nothing: line      Power drawn"},
             {"inputs.txt", "value     PUE, 2024", "value     PUE",
              "planted/inputs.txt:5: there is no fact PUE; there is PUE, 2024"},
             {"inputs.txt", "value     0.8", "value     0.8 kW",
              "planted/inputs.txt:11: 0.8 kW is no number"},
             {"inputs.txt", "value     segment", "value     segments",
              "planted/inputs.txt:19: there is no choice segments; the nearest is segment"},
             {"inputs.txt", "limits    1 or more\n", "", "planted/inputs.txt:5: fact needs limits"},
             {"inputs.txt", "above 0 to 1", "above 0 or more",
              "planted/inputs.txt:11: limits are as 1 to 10, above 0 to below 1, above 0, 0 or "
              "more "
              "or any number, not above 0 or more"},
             {"inputs.txt", "section   Power", "section   Power\npage      old",
              "planted/inputs.txt:3: page is new or not there, not old"},
             {"checks.txt", "=GPUOPEX", "=GPUOPEXX",
              "planted/checks.txt:8: there is no function GPUOPEXX; the nearest is GPUOPEX"},
             {"checks.txt", "=GPUOPEX(1;pue", "=GPUOPEX(1;puo",
              "planted/checks.txt:8: no cell is named puo; the nearest is pue"},
             {"checks.txt", "that      =pue*load", "that      pue*load",
              "planted/checks.txt:1: a formula begins with =, not pue*load"},
         }) {
        EXPECT_EQ(said_with(fault.file, fault.text, fault.fault), fault.said) << fault.fault;
    }
}

} // namespace

} // namespace headroom::workbook
