#include "templates/sheets.hpp"

#include <gtest/gtest.h>

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
const std::map<std::string, std::string> sound{{"inputs.txt", R"(title     Inputs

section   Power

fact      PUE
name      pue
value     PUE, 2024
format    cents

assumption Load
name      load
value     0.8
format    percent
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

columns   Line
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
    /// A workbook of these sheets, written; what is wrong with it when it cannot be.
    static std::string said_of(const std::map<std::string, std::string>& files) {
        const std::filesystem::path folder =
            std::filesystem::path(testing::TempDir()) / "headroom rows" / "planted";
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "facts.csv") << facts_csv;
        for (const auto& [name, rows] : files) {
            std::ofstream(folder / name) << rows;
        }
        try {
            write(workbook(folder), "0", folder / "written");
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    }

    /// The same with one of its texts replaced by another.
    static std::string said_with(const std::string& file, const std::string& text,
                                 const std::string& fault) {
        std::map<std::string, std::string> files = sound;
        std::string& rows = files.at(file);
        EXPECT_NE(rows.find(text), std::string::npos) << text;
        rows.replace(std::min(rows.find(text), rows.size()), text.size(), fault);
        return said_of(files);
    }

    static Workbook workbook(const std::filesystem::path& folder) {
        const Facts facts(folder / "facts.csv");
        const Source source{facts, folder};
        return {.title = "Planted",
                .subject = "Faults",
                .sheets = {inputs_sheet(source),
                           plain_sheet(source, "chain.txt",
                                       {.name = "Chain", .columns = {50, 30, 30, 60}}),
                           ChecksSheet(source).read()}};
    }

    static Sheet chain() {
        EXPECT_EQ(said_of(sound), "");
        return workbook(std::filesystem::path(testing::TempDir()) / "headroom rows" / "planted")
            .sheets.at(1);
    }
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
    EXPECT_EQ(line.where, "planted/chain.txt:13");
    EXPECT_EQ(std::get<Formula>(sheet.rows.at(6).cells.at(1).content).text,
              "=IF(ISERROR(pue);[.A7]*drawn&\" and more\";"
              "IFERROR([.A7]*drawn&\" and more\";\"none\"))");
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
              "planted/chain.txt:13: another cell is named load, at planted/inputs.txt:10"},
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
             {"chain.txt", "=[.A#]", "=[.A#abvoe]",
              "planted/chain.txt:21: there is no row #abvoe; the nearest is above"},
             {"chain.txt", "line      Power", " line      Power",
              "planted/chain.txt:13: goes on with nothing: line      Power drawn"},
             {"inputs.txt", "value     PUE, 2024", "value     PUE",
              "planted/inputs.txt:5: there is no fact PUE; there is PUE, 2024"},
             {"inputs.txt", "value     0.8", "value     0.8 kW",
              "planted/inputs.txt:10: 0.8 kW is no number"},
             {"inputs.txt", "value     segment", "value     segments",
              "planted/inputs.txt:17: there is no choice segments; the nearest is segment"},
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
