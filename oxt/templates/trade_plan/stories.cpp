#include "templates/trade_plan/sheets.hpp"

#include "templates/written.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/replace.hpp>

namespace headroom::workbook::plan {

namespace {

using namespace written;

constexpr const char* verdict =
    "=IF(ISERROR(chips_p10+automation_p10+announced_cuts);\"no answer\";"
    "IF(AND(chips_fits=\"yes\";automation_fits=\"yes\");\"not identified\";"
    "IF(chips_fits=\"yes\";\"chips\";IF(automation_fits=\"yes\";\"automation\";"
    "IF(AND(chips_p10+automation_p10<=announced_cuts;IFERROR(announced_cuts<=chips_p90+automation_"
    "p90;TRUE()));"
    "\"both\";\"neither\")))))";

constexpr const char* verdict_in_words =
    "=IF(story=\"not identified\";\"Not identified: each story alone predicts a range that "
    "contains the announced \"&FIXED(announced_cuts;0)&\". The number of cuts cannot tell them "
    "apart; the margin, the capex and the work that is gone could.\";"
    "IF(story=\"chips\";\"Chips: only their range contains the announced \"&"
    "FIXED(announced_cuts;0)&\".\";"
    "IF(story=\"automation\";\"Automation: only its range, a share that is typed in below, "
    "contains the announced \"&"
    "FIXED(announced_cuts;0)&\".\";"
    "IF(story=\"both\";\"Both: neither alone reaches the announced \"&FIXED(announced_cuts;0)&"
    "\", the two together do.\";"
    "IF(story=\"neither\";\"Neither: the announced \"&FIXED(announced_cuts;0)&\" lie outside "
    "both ranges, and outside the two added up. Another reason is needed.\";"
    "\"No answer with these inputs. The sheet Checks says why.\")))))";

class Stories {
public:
    explicit Stories(const Facts& facts) : facts_(facts) {}

    Sheet sheet() {
        add_title(sheet_, "Narrative check",
                  "Two stories about the same cuts, run through the same model. Chips: positions "
                  "go to pay for GPUs. Automation: positions go because AI does their work. Each "
                  "predicts a number; the announced one is held against both. It takes no side.",
                  width);
        answer();
        predictions();
        rule();
        inputs();
        whole_plan();
        return std::move(sheet_);
    }

private:
    static constexpr int width = 5;

    void answer() {
        add_section(sheet_, "The verdict", width);
        sheet_.add({label("Which story the announced cuts fit"),
                    formula_text(verdict, Look::result, 2, "story"),
                    note("By the rule below.", 2)});
        sheet_.add({formula_text(verdict_in_words, Look::result_text, width)}, 14);
    }

    void predictions() {
        add_section(sheet_, "What each story predicts, today's business and nothing else", width);
        sheet_.add({column_heading("Figure"), number_heading("Chips"), number_heading("Automation"),
                    column_heading("What it is"), text(Look::column_heading, "")});
        const auto row = [&](const std::string& what, const Cell& chips, const Cell& automation,
                             const std::string& meaning) {
            sheet_.add({label(what), chips, automation, note(meaning, 2)});
        };
        const auto whole = [](const std::string& content, const std::string& name = {},
                              Look look = Look::formula) {
            return formula(content, Format::whole, name, look);
        };
        const auto margin = [](const std::string& content) {
            return formula(content, Format::percent_fine);
        };
        row("Cuts predicted", whole("=PLANVALUE(chips_alone;\"required cuts\")", "chips_cuts"),
            whole(if_it_pays("PLANVALUE(automation_alone;\"cuts\")"), "automation_cuts"),
            "To hold today's margin; or the positions whose work AI does, which is typed in "
            "below.");
        for (const auto& [title, probability] :
             {std::pair("P10", "0.1"), {"P50", "0.5"}, {"P90", "0.9"}}) {
            const std::string id = boost::to_lower_copy(std::string(title));
            const std::string after = ";" + std::string(probability) + ";;trials;seed";
            row(title,
                whole("=PLANPERCENTILE(chips_alone;\"required cuts\"" + after +
                          ";price_correlation)",
                      "chips_" + id),
                whole(if_it_pays("PLANPERCENTILE(automation_alone;\"cuts\"" + after + ")"),
                      "automation_" + id),
                id == "p50" ? "The middle of the trials." : "One of ten trials lies beyond.");
        }
        row("Cuts announced", whole("=announced_cuts"), whole("=announced_cuts"),
            "All of Amazon: both stories count a cut anywhere in the company.");
        const auto fits = [](const std::string& story) {
            return formula(
                boost::replace_all_copy(
                    std::string("=IF(AND(S_p10<=announced_cuts;IFERROR(announced_cuts<=S_p90;"
                                "TRUE()));\"yes\";\"no\")"),
                    "S", story),
                Format::many, story + "_fits");
        };
        row("Announced cuts between P10 and P90", fits("chips"), fits("automation"),
            "What the rule looks at. Without a P90 the range is open.");
        row("GPUs bought", whole("=PLANVALUE(chips_alone;\"gpus\")"),
            whole("=PLANVALUE(automation_alone;\"gpus\")"),
            "Of the plan; the other story needs "
            "none.");
        row("Margin before the cuts, last quarter", margin("=PLANVALUE(chips_alone;\"margin\")"),
            margin("=PLANVALUE(last_quarter;\"margin\")"),
            "Chips: it falls. Automation: it is today's.");
        row("Margin after the cuts, last quarter", margin("=plan_profit/plan_revenue"),
            margin("=PLANVALUE(automation_alone;\"margin\")"),
            "Chips: back to today's. Automation: above it. This would tell them apart.");
        row("Required cuts without the GPUs", whole("=PLANVALUE(last_quarter;\"required cuts\")"),
            whole("=PLANVALUE(last_quarter;\"required cuts\")"),
            "None: a business at rest keeps its margin.");
        row("Does the AI pay?", dash(),
            formula("=IF(PLANVALUE(automation_alone;\"margin\")>"
                    "PLANVALUE(last_quarter;\"margin\");\"yes\";\"no\")",
                    Format::many, "automation_pays"),
            "Where it costs more than the positions, the story predicts no cuts.");
        row("Trials without an answer",
            formula("=INDEX(PLANRISK(chips_alone;\"required cuts\";;trials;seed;"
                    "price_correlation);2;2)/trials",
                    Format::percent),
            formula("=INDEX(PLANRISK(automation_alone;\"cuts\";;trials;seed);2;2)/trials",
                    Format::percent),
            "No number of cuts is enough, or more than there are positions.");
    }

    static std::string if_it_pays(const std::string& content) {
        return "=IF(automation_pays=\"no\";0;" + content + ")";
    }

    void rule() {
        add_section(sheet_, "The rule", width);
        const auto line = [&](const char* word, const char* meaning) {
            sheet_.add({label(word), note(meaning, width - 1)});
        };
        line("not identified", "The announced number lies between P10 and P90 of both stories: "
                               "it fits either, so it proves neither.");
        line("chips, automation", "It lies in the range of that story and not of the other.");
        line("both",
             "It lies in neither range, but between the sum of their P10 and that of their P90.");
        line("neither", "None of these.");
    }

    void inputs() {
        add_section(sheet_, "What is assumed here", width);
        sheet_.add({column_heading("Input"), number_heading("Value"), number_heading("Low"),
                    number_heading("High"), column_heading("Source")});
        const auto fact = [&](const std::string& what, const std::string& name,
                              std::string_view item, std::string_view as_of) {
            const Fact& fact = facts_.at(std::string(item) + ", " + std::string(as_of));
            sheet_.add({label(what), input(fact.value, Format::whole, name), dash(), dash(),
                        note("Fact: " + fact.source + ". " + fact.as_of + ".")});
        };
        const auto judgement = [&](const std::string& what, const std::string& name, double value,
                                   double low, double high, Format format, const std::string& why) {
            sheet_.add({label(what), input(value, format, name), input(low, format, name + "_low"),
                        input(high, format, name + "_high"), note("Judgement: " + why)});
        };
        fact("Announced cuts", "announced_cuts", "Announced job cuts", "October 2025");
        fact("Corporate positions of Amazon", "corporate_positions",
             "Corporate employees of Amazon", "2025");
        judgement("Share of them whose work AI does", "automated_share", 0.06, 0.03, 0.12,
                  Format::percent, "nobody has published a measured share. Try others.");
        judgement("What that AI costs, $ per position and year", "ai_cost", 30000, 10000, 80000,
                  Format::whole, "software, computing and those who look after it.");
        const auto positions = [](const std::string& end, const std::string& name) {
            return formula("=ROUND(corporate_positions*automated_share" + end + ";0)",
                           Format::whole, name);
        };
        sheet_.add({label("Positions whose work AI does"), positions("", "automated_positions"),
                    positions("_low", "automated_low"), positions("_high", "automated_high"),
                    note("Share times positions.")});
    }

    void whole_plan() {
        add_section(sheet_, "The same question in the whole plan", width);
        sheet_.add({column_heading("Required cuts"), number_heading("As assumed"),
                    number_heading("P10"), number_heading("P90"), column_heading("What it is")});
        const auto row = [&](const std::string& what, const std::string& table,
                             const std::string& name, const std::string& meaning) {
            const auto percentile = [&](const char* probability) {
                return formula("=PLANPERCENTILE(" + table + ";\"required cuts\";" + probability +
                                   ";;" + risk_terms + ")",
                               Format::whole);
            };
            sheet_.add({label(what),
                        formula("=PLANVALUE(" + table + ";\"required cuts\")", Format::whole, name),
                        percentile("0.1"), percentile("0.9"), note(meaning)});
        };
        row("With the GPUs", "assumptions", "cuts_with_gpus", "The plan of this workbook.");
        row("Without them", "without_gpus", "cuts_without_gpus",
            "No GPUs, all else the same: growth of costs alone.");
        sheet_.add({label("Difference"),
                    formula("=cuts_with_gpus-cuts_without_gpus", Format::whole, "cuts_for_gpus"),
                    dash(), dash(),
                    note("What the GPUs ask for in this plan; the trials differ, so no range.")});
        sheet_.add({note("The plan grows, the stories above stand still: growth brings profit that "
                         "can pay for GPUs too, so the plan may need fewer cuts than the chips "
                         "alone.",
                         width)},
                   10);
    }

    static Cell dash() { return text(Look::formula, "–"); }

    const Facts& facts_;
    Sheet sheet_{.name = "Narrative check", .columns = {72, 32, 32, 32, 78}};
};

} // namespace

Sheet stories_sheet(const Facts& facts) {
    return Stories(facts).sheet();
}

} // namespace headroom::workbook::plan
