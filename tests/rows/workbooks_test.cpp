#include "templates/facts.hpp"
#include "templates/workbooks.hpp"

#include "own_folder.hpp"
#include "paths.hpp"

#include "core/catalogue.hpp"
#include "core/function.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace headroom::workbook {

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
    std::ostringstream content;
    content << std::ifstream(file).rdbuf();
    return content.str();
}

/// The rows of the workbooks as they are, in a folder of their own where faults can be planted.
class WorkbookRows : public testing::Test {
protected:
    WorkbookRows() {
        fs::remove_all(folder_);
        for (const Template& each : workbooks()) {
            const std::string name(each.folder);
            fs::create_directories(folder_ / name);
            for (const auto& file : fs::directory_iterator(original_ / name)) {
                if (file.path().extension() == ".txt") {
                    fs::copy(file, folder_ / name);
                }
            }
        }
    }
    ~WorkbookRows() override { fs::remove_all(folder_); }

    fs::path folder(const std::string& workbook) const { return folder_ / workbook; }

    Workbook made(const std::string& workbook) const {
        const auto named = std::ranges::find(workbooks(), workbook, &Template::folder);
        return named->make({facts_, folder(workbook)});
    }

    /// What is wrong with a workbook; empty when nothing is.
    std::string said_of(const std::string& workbook) const {
        try {
            write(made(workbook), "0", folder_ / "written");
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    }

    /// The same while a file is another.
    std::string said_with(const fs::path& file, const std::string& content) const {
        const std::string before = content_of(file);
        std::ofstream(file) << content;
        std::string said = said_of(file.parent_path().filename().string());
        std::ofstream(file) << before;
        return said;
    }

private:
    const fs::path original_ = fs::path(test::path::facts).parent_path();
    const fs::path folder_ = own_folder();
    const Facts facts_{test::path::facts};
};

/// In which line the entry begins that this place is in.
std::ptrdiff_t line_of_entry(const std::string& content, std::size_t at) {
    const std::size_t before = content.rfind("\n\n", at);
    return before == std::string::npos
               ? 1
               : 3 + std::count(content.begin(),
                                content.begin() + static_cast<std::ptrdiff_t>(before), '\n');
}

TEST_F(WorkbookRows, TellWhatIsWrongAndWhere) {
    struct Fault {
        const char* file;
        const char* text;
        const char* fault;
        const char* said;
    };
    for (const Fault& fault : {
             Fault{"trade_plan/assumptions.txt", "driver    Churn", "driver    Chrun",
                   "there is no driver Chrun; the nearest is Churn"},
             {"trade_plan/assumptions.txt", "distribution triangular", "distribution triangle",
              "there is no distribution triangle; the nearest is triangular"},
             {"trade_plan/assumptions.txt", "high      0.3\n", "", "driver needs high"},
             {"trade_plan/assumptions.txt", "kind      Fact", "kind      Facts",
              "there is no kind Facts; the nearest is Fact"},
             {"trade_plan/assumptions.txt", "AWS net sales", "AWS net sale",
              "there is no fact AWS net sale; the nearest is AWS net sales"},
             {"trade_plan/facts.txt", "series    AWS growth", "series    AWS growht",
              "there is no fact AWS growht; the nearest is AWS growth"},
             {"trade_plan/facts.txt", "series    Azure growth\nformat    percent\n",
              "series    Azure growth\n", "series needs format"},
             {"trade_plan/scenarios.txt", "change    Churn", "change    Chrun",
              "there is no assumption Chrun; the nearest is Churn"},
             {"trade_plan/scenarios.txt", "like      chips_alone", "like      chip_alone",
              "there is no variant above named chip_alone; the nearest is chips_alone"},
             {"trade_plan/scenarios.txt", "but       Wage growth", "but       Pay",
              "chips_growing does not change Pay"},
             {"trade_plan/quarters.txt", "#quarter)", "#quater)",
              "there is no row #quater; the nearest is quarter"},
             {"trade_plan/quarters.txt", "place     charts", "place     chart",
              "there is nothing for the place chart; the nearest is charts"},
             {"restructuring_planner/divisions.txt", "; 1250; 6\n", "; 1250\n",
              "there are 8 columns, and 7 values"},
             {"restructuring_planner/divisions.txt", "division  Ash", "divison   Ash",
              "there is no kind of row divison; the nearest is division"},
             {"gpu_business_case/cash.txt", "total     sum", "total     average",
              "total is sum or not there, not average"},
             {"gpu_business_case/cash.txt",
              "$#first:", "$#frist:", "there is no row #frist; the nearest is first"},
             {"gpu_business_case/cash.txt", "utilisation*[.B#]", "utilizaton*[.B#]",
              "no cell is named utilizaton; the nearest is utilisation"},
             {"trade_plan/scenarios.txt", "=automated_positions", "=automated_postions",
              "no cell is named automated_postions; the nearest is automated_positions"},
             {"trade_plan/quarters.txt", "plan_quarters;", "plan_quarter;",
              "no cell is named plan_quarter; the nearest is plan_quarters"},
             {"gpu_business_case/inputs.txt", "whole     1 to 10", "whole     1",
              "limits are as 1 to 10, above 0 to below 1, above 0, 0 or more or any number, not 1"},
         }) {
        const fs::path file = folder("") / fault.file;
        std::string content = content_of(file);
        const std::size_t at = content.find(fault.text);
        ASSERT_NE(at, std::string::npos) << fault.text;
        const std::string where = ":" + std::to_string(line_of_entry(content, at));
        content.replace(at, std::string(fault.text).size(), fault.fault);
        EXPECT_EQ(said_with(file, content), fault.file + where + ": " + fault.said);
    }
}

class EachWorkbook : public WorkbookRows, public testing::WithParamInterface<std::string> {};

std::string text_of(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell.content);
    return text == nullptr ? "" : *text;
}

const Sheet& sheet_of(const Workbook& workbook, const std::string& name) {
    return *std::ranges::find(workbook.sheets, name, &Sheet::name);
}

/// A check says for how many years or quarters there is room, which the C++ decides.
TEST_F(WorkbookRows, KnowHowMuchRoomThereIs) {
    const auto expect_room = [](const Workbook& workbook, const std::string& check, int room) {
        const Sheet& checks = sheet_of(workbook, "Checks");
        const auto row = std::ranges::find_if(checks.rows, [&](const Row& candidate) {
            return !candidate.cells.empty() && text_of(candidate.cells[0]) == check;
        });
        ASSERT_NE(row, checks.rows.end()) << check;
        EXPECT_EQ(std::get<Formula>(row->cells.at(1).content).text, "=" + std::to_string(room));
    };
    const auto named = [](const Sheet& sheet, const std::string& name) {
        return *std::ranges::find(sheet.named_columns, name, &NamedColumn::name);
    };
    const Workbook plan = made("trade_plan");
    expect_room(plan, "The tables have room for every quarter",
                named(sheet_of(plan, "Quarters"), "gpus_delivered").columns);
    const Workbook gpu = made("gpu_business_case");
    const NamedColumn years = named(sheet_of(gpu, "Cash"), "years");
    expect_room(gpu, "The table of cash has room for the whole life", years.last - years.first);
}

/// By the date, or by the source where the date is a whole year.
TEST(PublicFacts, AreKnownWithTheResultsOfAQuarter) {
    struct Known {
        const char* as_of;
        const char* source;
        double quarter;
    };
    for (const Known& fact : {
             Known{"Q2 2025", "Amazon Q2 2025 earnings release", 2025.2},
             {"quarter ended June 2025", "Microsoft FY25 Q4 earnings release", 2025.2},
             {"October 2025", "announced before the results of Q3 2025", 2025.3},
             {"November 2025", "after them", 2025.4},
             {"January 2026", "before the results of Q4 2025", 2025.4},
             {"March 2026", "after them", 2026.1},
             {"2025", "Amazon Q3 2025 earnings call", 2025.3},
             {"2026", "Amazon Q4 2025 earnings call", 2025.4},
         }) {
        EXPECT_EQ(known_with({.item = "",
                              .unit = "",
                              .as_of = fact.as_of,
                              .source = fact.source,
                              .confidence = "",
                              .value = 0}),
                  fact.quarter)
            << fact.as_of;
    }
    EXPECT_THROW(known_with({.item = "Load",
                             .unit = "",
                             .as_of = "2024",
                             .source = "a survey",
                             .confidence = "",
                             .value = 0}),
                 std::runtime_error);
}

TEST_F(WorkbookRows, LeaveNothingOut) {
    const fs::path file = folder("trade_plan") / "quarters.txt";
    std::string content = content_of(file);
    const std::string place = "\nplace     charts\n";
    content.erase(content.find(place), place.size());
    EXPECT_EQ(said_with(file, content), "trade_plan/quarters.txt: there is no place charts");
}

/// Whatever a line of a workbook begins with, no other word may stand there.
TEST_P(EachWorkbook, HasNoWordThatCouldBeAnother) {
    ASSERT_EQ(said_of(GetParam()), "");
    for (const auto& file : fs::directory_iterator(folder(GetParam()))) {
        const std::string content = content_of(file);
        int faults = 0;
        for (std::size_t line = 0; line < content.size(); line = content.find('\n', line) + 1) {
            if (content[line] == ' ' || content[line] == '\n') {
                continue;
            }
            const std::size_t end = content.find_first_of(" \n", line);
            std::string fault = content;
            fault.insert(end, "x");
            const std::string said = said_with(file, fault);
            EXPECT_TRUE(said.starts_with(GetParam() + "/" + file.path().filename().string()))
                << content.substr(line, 60) << "\n"
                << said;
            ++faults;
        }
        EXPECT_GT(faults, 0);
    }
}

/// Where an accountant meets it.
TEST_F(WorkbookRows, GiveEveryFunctionAHome) {
    std::string formulas;
    for (const Template& each : workbooks()) {
        for (const Sheet& sheet : made(std::string(each.folder)).sheets) {
            for (const Row& row : sheet.rows) {
                for (const Cell& cell : row.cells) {
                    if (const auto* formula = std::get_if<Formula>(&cell.content)) {
                        formulas += formula->text + "\n";
                    }
                }
            }
        }
    }
    std::string without;
    for (const Function* function : catalogue()) {
        if (!std::regex_search(formulas, std::regex("\\b" + function->name + "\\("))) {
            without += function->name + "\n";
        }
    }
    EXPECT_EQ(without, "") << "these are used in no workbook";
}

std::vector<std::string> folders() {
    std::vector<std::string> all;
    for (const Template& each : workbooks()) {
        all.emplace_back(each.folder);
    }
    return all;
}

INSTANTIATE_TEST_SUITE_P(, EachWorkbook, testing::ValuesIn(folders()),
                         [](const auto& workbook) { return workbook.param; });

} // namespace

} // namespace headroom::workbook
