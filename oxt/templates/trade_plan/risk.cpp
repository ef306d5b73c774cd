#include "templates/trade_plan/sheets.hpp"

#include "templates/written.hpp"

#include <boost/algorithm/string/replace.hpp>

namespace headroom::workbook::plan {

namespace {

using namespace written;

constexpr const char* required = "assumptions;\"required cuts\"";

class Risk {
public:
    Sheet sheet() {
        add_title(sheet_, "Risk",
                  "The plan tried many times, each time with other figures drawn from the ranges "
                  "in Assumptions. The same inputs give the same digits on every machine. A "
                  "percentile is the value that this share of the trials stays at or below.",
                  width);
        simulation();
        chances();
        percentiles();
        tornado();
        return std::move(sheet_);
    }

private:
    static constexpr int width = 8;

    void simulation() {
        add_section(sheet_, "The simulation", width);
        const auto setting = [&](const std::string& what, const std::string& name, double value,
                                 const std::string& why) {
            sheet_.add({label(what), input(value, Format::whole, name), note(why, 6)});
        };
        setting("Trials", "trials", 10000, "More trials, steadier digits. From 2 to 10,000,000.");
        sheet_.rows.back().cells[1].allowed = {.limits = from(2).to(10000000), .whole = true};
        setting("Seed", "seed", 1, "Another whole number draws other figures.");
        sheet_.add({column_heading("Rank correlation of"), column_heading("and"),
                    number_heading("Correlation"), column_heading("Why"),
                    text(Look::column_heading, ""), text(Look::column_heading, ""),
                    text(Look::column_heading, ""), text(Look::column_heading, "")});
        const int first = static_cast<int>(sheet_.rows.size()) + 1;
        const auto pair = [&](const char* one, const char* other, double rank, const char* why) {
            sheet_.add({text(Look::input_name, one), text(Look::input_name, other),
                        input(rank, Format::cents), note(why, 5)});
        };
        pair("Price", "Utilisation", 0.4,
             "When demand is strong both are high. The stories use this one too. Judgement.");
        pair("Base growth", "Cost growth", 0.6,
             "A business that grows faster spends more. Judgement.");
        pair("Demand growth", "Base growth", 0.3, "The same markets. Judgement.");
        const int last = static_cast<int>(sheet_.rows.size());
        sheet_.named_columns.push_back({"correlations", 0, first, last, 3});
        sheet_.named_columns.push_back({"price_correlation", 0, first, first, 3});
    }

    void chances() {
        add_section(sheet_, "How likely", width);
        const auto chance = [&](const std::string& what, const std::string& name,
                                const std::string& content, const std::string& meaning) {
            sheet_.add(
                {label(what), formula(content, Format::percent, name), note(meaning, width - 2)});
        };
        const std::string terms = std::string(risk_terms) + ")";
        chance("Margin held without a cut, in every quarter that counts", "chance_held",
               "=PLANPROBABILITY(" + std::string(required) + ";0;;" + terms,
               "Trials whose required cuts are 0.");
        chance("Margin held without a cut, in the tightest quarter", "chance_tight",
               "=PLANPROBABILITY(without_cuts;\"margin gap\";0;tight_quarter;" + terms,
               "The quarter that is tightest with the assumptions as they stand; trials with "
               "another tightest quarter make the first line lower.");
        chance("The announced cuts are enough", "chance_enough",
               "=PLANPROBABILITY(" + std::string(required) + ";announced_cuts;;" + terms,
               "Trials that need no more than the announced cuts.");
        chance("Trials without an answer", "share_unanswered", counted(2) + "/trials",
               "No number of cuts holds the margin; they count as more than any number.");
        chance("Trials that are no plan", "share_no_plan", counted(16) + "/trials",
               "What is drawn contradicts itself, such as a payroll above all cost; in no other "
               "figure.");
        chance("Trials cut off at the limits of a driver", "share_cut_off", counted(17),
               "A distribution reaches beyond what its driver may be.");
    }

    /// A row of PLANRISK. By its number: the office finds no text among those that a function
    /// returns.
    static std::string counted(int row) {
        return "=INDEX(PLANRISK(" + std::string(required) + ";;" + std::string(risk_terms) + ");" +
               std::to_string(row) + ";2)";
    }

    void percentiles() {
        add_section(sheet_, "How much", width);
        const std::pair<const char*, const char*> points[] = {
            {"0.05", "P5"},  {"0.1", "P10"}, {"0.25", "P25"}, {"0.5", "P50"},
            {"0.75", "P75"}, {"0.9", "P90"}, {"0.95", "P95"}};
        std::vector<Cell> headings{column_heading("Percentile")};
        for (const auto& [probability, title] : points) {
            headings.push_back(number_heading(title));
        }
        const int heading = sheet_.add(std::move(headings));
        const auto row = [&](const std::string& what, const std::string& line,
                             const std::string& quarter, Format format) {
            std::vector<Cell> cells{label(what)};
            const std::string begin = "=PLANPERCENTILE(" + line + ";";
            const std::string rest = ";" + quarter + ";" + risk_terms + ")";
            for (const auto& [probability, title] : points) {
                std::string content = begin;
                content.append(probability).append(rest);
                cells.push_back(formula(std::move(content), format));
            }
            return sheet_.add(std::move(cells));
        };
        const int cuts = row("Required cuts, positions", required, "", Format::whole);
        std::vector<Cell>& cells = sheet_.rows.back().cells;
        cells[2].name = "cuts_p10";
        cells[4].name = "cuts_p50";
        cells[6].name = "cuts_p90";
        std::vector<Cell> announced{label("Announced cuts, positions")};
        for (std::size_t i = 0; i < std::size(points); ++i) {
            announced.push_back(formula("=announced_cuts", Format::whole));
        }
        const int level = sheet_.add(std::move(announced));
        row("Missing to the margin, tightest quarter, nobody cut", "without_cuts;\"margin gap\"",
            "tight_quarter", Format::percent_fine);
        row("Margin in the last quarter, nobody cut", "without_cuts;\"margin\"", "",
            Format::percent_fine);

        row("Free cash flow of all quarters, with the cuts, $m",
            "assumptions;\"cumulative free cash flow\"", "", Format::millions);
        sheet_.add({}, 3);
        const int place = sheet_.add({}, 68);
        const auto across = [](int number) {
            return "B" + std::to_string(number) + ":H" + std::to_string(number);
        };
        sheet_.charts.push_back(
            {.name = "Percentiles",
             .title = "Required cuts, by percentile of the trials",
             .value_axis = "positions",
             .categories = across(heading),
             .series = {{.label = "A" + std::to_string(cuts), .values = across(cuts)},
                        {.label = "A" + std::to_string(level),
                         .values = across(level),
                         .drawn = Drawn::level}},
             .format = Format::whole,
             .row = place,
             .left = 2,
             .width = 190,
             .height = 66,
             .labels = false});
    }

    void tornado() {
        constexpr int rows = 10;
        add_section(sheet_, "What the required cuts depend on most", width, true);
        sheet_.add({column_heading("Driver"), number_heading("Cuts at its low"),
                    number_heading("Cuts at its high"), number_heading("Swing"),
                    number_heading("Low against plan"), number_heading("High against plan"),
                    text(Look::column_heading, ""), text(Look::column_heading, "")});
        const int heading = static_cast<int>(sheet_.rows.size());
        const std::string table = "PLANTORNADO(" + std::string(required) + ")";
        for (int rank = 1; rank <= rows; ++rank) {
            const std::string here = std::to_string(sheet_.rows.size() + 1);
            const auto part = [&](int column) {
                return "INDEX(" + table + ";" + std::to_string(rank) + ";" +
                       std::to_string(column) + ")";
            };
            const auto against = [&](char column) {
                const std::string cell = "[." + std::string(1, column) + here + "]";
                return formula(or_dash("(" + cell + "-required_cuts)"), Format::whole);
            };
            sheet_.add(
                {formula_text(or_dash(label_of(part(1)))), formula(or_dash(part(2)), Format::whole),
                 formula(or_dash(part(3)), Format::whole), formula(or_dash(part(4)), Format::whole),
                 against('B'), against('C'), note(""), note("")});
        }
        sheet_.add({note("One driver at a time, at its low and at its high, all others at their "
                         "value. A dash: no number of cuts is an answer there.",
                         width)});
        sheet_.add({}, 3);
        const int place = sheet_.add({}, 100);
        const auto down = [&](char column) {
            const std::string letter(1, column);
            return letter + std::to_string(heading + 1) + ":" + letter +
                   std::to_string(heading + rows);
        };
        sheet_.charts.push_back(
            {.name = "Tornado",
             .title = "Required cuts against the plan, each driver at its low and at its high",
             .value_axis = "positions more or fewer",
             .categories = down('A'),
             .series = {{.label = "E" + std::to_string(heading), .values = down('E')},
                        {.label = "F" + std::to_string(heading), .values = down('F')}},
             .format = Format::whole,
             .row = place,
             .left = 2,
             .width = 190,
             .height = 98,
             .labels = false,
             .lying = true});
    }

    /// What the assumptions call the driver of that id; where they have the id itself, in words.
    static std::string label_of(const std::string& id) {
        const std::string words = "SUBSTITUTE(" + id + ";\"_\";\" \")";
        return "IFERROR(INDEX(assumptions;MATCH(" + words +
               ";INDEX(assumptions;0;1);0);1);"
               "UPPER(LEFT(" +
               words + ";1))&MID(" + words + ";2;99))";
    }

    Sheet sheet_{.name = "Risk", .columns = {62, 27, 21, 21, 21, 21, 21, 21}};
};

} // namespace

Sheet risk_sheet() {
    return Risk().sheet();
}

} // namespace headroom::workbook::plan
