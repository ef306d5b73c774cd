#include "templates/trade_plan/trade_plan.hpp"

#include "templates/trade_plan/sheets.hpp"
#include "templates/written.hpp"

namespace headroom::workbook {

namespace {

using namespace written;

using namespace plan;

// Answer ------------------------------------------------------------------------------------

constexpr const char* margin_in_words =
    "=IF(LEFT(plan_check;6)=\"Error:\";\"An assumption cannot be right: see Check of the table "
    "on the sheet Assumptions.\";"
    "IF(ISERROR(required_cuts);\"No number of cuts holds the margin with these assumptions. The "
    "sheet Checks says why.\";"
    "IF(required_cuts=0;\"No cuts are needed: with these assumptions the margin is never below \"&"
    "FIXED(100*tight_margin;1)&\" % from quarter \"&plan_hold_from&\" on.\";"
    "\"With these assumptions the margin would fall to \"&FIXED(100*tight_margin;1)&\" % in "
    "quarter \"&tight_quarter&\" if nobody were cut; \"&FIXED(required_cuts;0)&\" cuts keep it at "
    "\"&FIXED(100*plan_target;1)&\" % or more from quarter \"&plan_hold_from&\" on.\"))&"
    "IF(LEFT(plan_check;8)=\"Warning:\";\" There is a warning about the assumptions: see Check of "
    "the table on that sheet.\";\"\"))";

constexpr const char* risk_in_words =
    "=IFERROR(\"Within the ranges assumed, \"&FIXED(100*chance_held;0)&\" of 100 trials hold the "
    "margin without any cut, and the announced \"&FIXED(announced_cuts;0)&\" are enough in \"&"
    "FIXED(100*chance_enough;0)&\" of 100.\"&IF(share_unanswered>0.005;\" In \"&"
    "FIXED(100*share_unanswered;0)&\" of 100 no number of cuts holds it.\";\"\");\"The risk has no "
    "answer with these assumptions.\")";

constexpr const char* levers_in_words =
    "=IFERROR(IF(tight_margin>=plan_target;\"Nothing has to be done instead of cuts.\";"
    "IF(levers_that_close=0;\"No other lever would be enough alone instead of cuts.\";"
    "\"Instead of cuts, \"&IF(levers_that_close=1;\"one other lever would be enough alone\";"
    "levers_that_close&\" other levers would each be enough alone\")&IF(ISNUMBER(price_needed);"
    "\", such as a price of $\"&FIXED(price_needed;2)&\" per GPU-hour.\";\".\")));"
    "\"What could be done instead has no answer with these assumptions.\")";

constexpr const char* story_in_words =
    "=IF(story=\"no answer\";\"Whether chips or automation fit the announced cuts has no answer "
    "with these inputs.\";\"Which story the announced cuts fit: \"&story&\". See Narrative "
    "check.\")";

class Answer {
public:
    Sheet sheet() {
        add_title(sheet_, "Trade plan",
                  "GPUs, margin and positions quarter by quarter, with AWS's public figures and "
                  "judgements that are marked as such. It takes no side: no cuts at all, no answer "
                  "and \"not identified\" are results. All amounts in US dollars.",
                  4);
        add_status(sheet_);
        question();
        headline();
        findings();
        chart();
        return std::move(sheet_);
    }

private:
    void figure(const std::string& what, const std::string& content, Format format,
                const std::string& unit, const std::string& meaning, Look look = Look::formula) {
        sheet_.add({label(what), formula(content, format, {}, look), note(unit), note(meaning)});
    }

    void question() {
        add_question(
            sheet_,
            "=\"The question here: how many positions would have to go so that the margin is at \"&"
            "FIXED(100*plan_target;1)&\" % or more in every quarter from quarter \"&plan_hold_from&"
            "\" to \"&plan_quarters&\", while the business grows and GPUs are bought?\"",
            "=\"Other questions have other answers: one year without growth, as in Talent for "
            "GPUs, "
            "\"&IFERROR(FIXED(one_year_cuts;0);\"none\")&\"; today's business and the GPUs alone, "
            "as "
            "in Narrative check, \"&IFERROR(FIXED(chips_cuts;0);\"none\")&\". The sheet "
            "Reconciliation leads from one to the other.\"",
            4);
    }

    void headline() {
        add_section(sheet_, "The answer", 4);
        figure("Cuts required to hold the margin", "=required_cuts", Format::whole, "positions",
               "With the assumptions as they stand.", Look::result);
        figure("Cuts announced", "=announced_cuts", Format::whole, "positions",
               "Press, October 2025; all of Amazon.", Look::result);
        figure("Required cuts, P10", or_dash("cuts_p10"), Format::whole, "positions",
               "At least one trial in ten needs no more.");
        figure("Required cuts, P50", or_dash("cuts_p50"), Format::whole, "positions",
               "At least half need no more.");
        figure("Required cuts, P90", or_dash("cuts_p90"), Format::whole, "positions",
               "One in ten needs more; a dash: no number.");
        figure("Trials that no number of cuts can hold", or_dash("share_unanswered"),
               Format::percent, "of the trials", "They count as more than any number.");
        figure("Chance that the margin is held without a cut", "=chance_held", Format::percent,
               "of the trials", "In every quarter that counts.");
        figure("Chance that the announced cuts are enough", "=chance_enough", Format::percent,
               "of the trials", "They may also be more than enough.");
        figure("Lowest margin, nobody cut", "=tight_margin", Format::percent_fine,
               "share of revenue", "Of the quarters that count.");
        figure("Margin to hold", "=plan_target", Format::percent_fine, "share of revenue",
               "From Assumptions.");
        figure("Checks", "=checks", Format::many, "see Checks", "Whether the workbook adds up.",
               Look::check);
    }

    void findings() {
        add_section(sheet_, "In words", 4);
        const auto sentence = [&](const char* content, double height) {
            sheet_.add({formula_text(content, Look::result_text, 4)}, height);
        };
        sentence(margin_in_words, 12);
        sentence(risk_in_words, 12);
        sentence(levers_in_words, 7);
        sentence(story_in_words, 7);
        sheet_.add({note("Announced cuts are the whole company's; the plan is that of one segment. "
                         "How many of them fall on AWS is not published.",
                         4)},
                   6);
    }

    void chart() {
        sheet_.add({}, 3);
        const int place = sheet_.add({}, 54);
        const Sheet quarters = quarters_sheet();
        Chart chart = quarters.charts.front();
        chart.name = "Answer";
        chart.sheet = quarters.name;
        chart.row = place;
        chart.left = 4;
        chart.width = 190;
        chart.height = 52;
        sheet_.charts.push_back(std::move(chart));
    }

    Sheet sheet_{.name = "Answer", .columns = {78, 30, 32, 62}};
};

// Checks ------------------------------------------------------------------------------------

std::string in_last_quarter(const std::string& line, const std::string& table = "assumptions") {
    return "PLANVALUE(" + table + ";\"" + line + "\")";
}

std::string shares(const std::string& name, int first, int last) {
    return "INDEX(" + name + ";" + std::to_string(first) + "):INDEX(" + name + ";" +
           std::to_string(last) + ")";
}

/// How many of a kind PLANCHECK finds. Of several texts that a function returns the office finds
/// none to be equal to any, unless they are joined with another first.
std::string found(const std::string& kind) {
    return "=SUMPRODUCT((INDEX(PLANCHECK(assumptions);0;2)&\"\"=\"" + kind + "\")*1)";
}

class Checks : written::ChecksSheet {
public:
    Sheet sheet() {
        agree("No assumption is refused: errors that PLANCHECK finds", found("error"), "=0",
              Format::whole);
        warn_of("Warnings of PLANCHECK: allowed, but seldom meant", found("warning"));
        plan();
        agree("Attribution: last quarter and shares make the plan, margin",
              "=SUM(" + shares("margin_shares", 1, 5) + ")", "=INDEX(margin_shares;6)",
              Format::percent_fine);
        agree("Attribution: last quarter and shares make the plan, profit in $m",
              "=SUM(" + shares("profit_shares", 1, 5) + ")/1000000",
              "=INDEX(profit_shares;6)/1000000", Format::cents);
        agree("Alternatives need as many cuts as the plan", "=cuts_needed", "=required_cuts",
              Format::whole);
        agree("Reconciliation: the first number and the changes make the last",
              "=IF(COUNT(walk_cuts)=ROWS(walk_cuts);one_year_cuts+walk_total;required_cuts)",
              "=required_cuts", Format::whole);
        agree("Positions cut in all quarters are the cuts of the plan", "=SUM(quarter_cuts)",
              "=IF(" + cut_quarter() + ">plan_quarters;0;" + in_last_quarter("cuts") + ")",
              Format::whole);
        risk();
        agree("A business at rest without GPUs needs no cuts",
              "=PLANVALUE(last_quarter;\"required cuts\")", "=0", Format::whole);
        agree("Automation predicts the positions whose work AI does", "=automation_cuts",
              "=IF(automation_pays=\"no\";0;automated_positions)", Format::whole);
        sum_up();
        reasons(true);
        reason("PLANVALUE", "assumptions;\"required cuts\"");
        reason("PLANALTERNATIVES", "assumptions");
        reason("PLANATTRIBUTION", "without_cuts;last_quarter;\"margin\"");
        reason("PLANTORNADO", "assumptions;\"required cuts\"");
        reason("PLANPERCENTILE", "assumptions;\"required cuts\";0.5;;trials;seed;correlations");
        reason("PLANPROBABILITY",
               "without_cuts;\"margin gap\";0;tight_quarter;trials;seed;correlations");
        reason("PLANRISK", "chips_alone;\"required cuts\";;trials;seed;price_correlation");
        reason("PLANPERCENTILE", "automation_alone;\"cuts\";0.5;;trials;seed");
        problems();
        return finish();
    }

private:
    /// What PLANCHECK says, with the row within the table of assumptions.
    void problems() {
        constexpr int most = 5;
        section("What PLANCHECK says of the assumptions");
        for (int number = 1; number <= most; ++number) {
            const auto part = [&](int column) {
                return "INDEX(PLANCHECK(assumptions);" + std::to_string(number) + ";" +
                       std::to_string(column) + ")";
            };
            const std::string there =
                "=IF(" + std::to_string(number) + ">ROWS(PLANCHECK(assumptions));\"–\";";
            line(formula_text(there + "IF(" + part(1) + "=0;\"The whole table\";\"Row \"&(" +
                              part(1) + "+" + std::to_string(heading_row - 1) +
                              ")&\" of Assumptions: \"&" + part(2) + "))"),
                 formula_text(there + part(3) + ")", Look::formula_text, 4));
        }
        const std::string more = "=IF(ROWS(PLANCHECK(assumptions))>" + std::to_string(most) + ";";
        line(formula_text(more + "\"And more\";\"–\")"),
             formula_text(more + "ROWS(PLANCHECK(assumptions))-" + std::to_string(most) +
                              "&\" more, which =PLANCHECK(assumptions) lists.\";\"–\")",
                          Look::formula_text, 4));
        spare(most + 1);
    }

    void plan() {
        at_least("The tables have room for every quarter", "=" + std::to_string(most_quarters),
                 "=plan_quarters", Format::whole);
        agree("Demand is revenue and what is not served, last quarter, $m",
              "=" + in_last_quarter("demand") + "/1000000",
              "=(" + in_last_quarter("revenue") + "+" + in_last_quarter("unserved") + ")/1000000",
              Format::cents);
        std::string costs;
        for (const char* line :
             {"other cost", "gpu opex", "depreciation", "payroll", "severance", "replacement"}) {
            costs += "-" + in_last_quarter(line);
        }
        agree("Operating profit is revenue less all costs, last quarter, $m",
              "=" + in_last_quarter("operating profit") + "/1000000",
              "=(" + in_last_quarter("revenue") + costs + ")/1000000", Format::cents);
        agree("All GPUs ordered are delivered (when the plan is long enough)",
              "=SUM(gpus_delivered)",
              "=IF(plan_lead_quarters+plan_order_quarters<=plan_quarters;plan_gpus;"
              "SUM(gpus_delivered))",
              Format::whole);
        agree("Free cash flow adds up over the quarters, $m", "=SUM(cash_flows)/1000000",
              "=" + in_last_quarter("cumulative free cash flow") + "/1000000", Format::cents);
        at_least("The required cuts hold the margin in every quarter that counts",
                 "=IF(plan_cuts=\"\";tight_margin_with_cuts;plan_target)", "=plan_target",
                 Format::percent_fine);
        agree("No cuts are required exactly when nobody cut holds the margin",
              "=IF(required_cuts=0;1;0)", "=IF(tight_margin>=plan_target;1;0)", Format::whole);
    }

    void risk() {
        at_least("P50 of the required cuts is not below P10", "=cuts_p50", "=cuts_p10",
                 Format::whole);
        at_least("P90 of the required cuts is not below P50", "=cuts_p90", "=cuts_p50",
                 Format::whole);
        at_least("Held in every quarter is not likelier than in the tightest", "=chance_tight",
                 "=chance_held", Format::percent_fine);
        at_least("More cuts are not less likely to be enough", "=chance_enough", "=chance_held",
                 Format::percent_fine);
        agree("Nine of ten trials need no more than P90",
              "=ROUND(PLANPROBABILITY(assumptions;\"required cuts\";cuts_p90;;trials;seed;"
              "correlations);2)",
              "=MAX(0.9;ROUND(chance_held;2))", Format::percent_fine);
    }
};

} // namespace

Workbook trade_plan(const Source& source) {
    const Facts& facts = source.facts;
    return {.title = "Trade plan",
            .subject = "GPUs, margin and positions quarter by quarter, with risk, alternatives and "
                       "two stories about the cuts",
            .sheets = {Answer().sheet(), reconciliation_sheet(facts), assumptions_sheet(facts),
                       quarters_sheet(), risk_sheet(), alternatives_sheet(), attribution_sheet(),
                       stories_sheet(facts), variants_sheet(facts), Checks().sheet(),
                       variant_tables_sheet(facts)}};
}

} // namespace headroom::workbook
