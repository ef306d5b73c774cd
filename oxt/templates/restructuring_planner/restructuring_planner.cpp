#include "templates/restructuring_planner/restructuring_planner.hpp"

#include "templates/restructuring_planner/tables.hpp"
#include "templates/written.hpp"

#include <boost/algorithm/string/replace.hpp>

namespace headroom::workbook {

namespace {

using namespace written;

using namespace planner;

/// Replaces M by the method's part of a name, as in cuts_M.
std::string of_method(const std::string& content, const Method& method) {
    return boost::replace_all_copy(content, "_M", std::string("_") + method.id);
}

class Inputs : InputsSheet {
public:
    explicit Inputs(const Facts& facts)
        : InputsSheet(
              facts, "Blue on yellow is typed in and may be changed; everything else is a formula. "
                     "The figures are a fictional example to overwrite. The divisions have a "
                     "sheet of their own.") {}

    Sheet sheet() {
        section("What to save");
        choice("Target taken from", "target_from", "typed in", {"typed in", "margin gap"},
               "The saving below, or the profit that is missing to a margin: the gap that "
               "REQUIREDCUTS closes.");
        assumption("Saving to reach", "typed_target", 80, Format::tenth, "$m a year",
                   "example. Used when the target is typed in.");
        assumption("Revenue", "revenue", 2400, Format::tenth, "$m a year",
                   "example. Used for the margin gap.");
        assumption("Operating profit", "operating_profit", 288, Format::tenth, "$m a year",
                   "example, before any of the measures here.");
        assumption("Margin to hold", "margin_to_hold", 0.155, Format::percent, "share of revenue",
                   "example.");
        section("How");
        choice("Method of the headline", "method", methods[0].word,
               {methods[0].word, methods[1].word, methods[2].word},
               "All three are shown side by side; this one is in the verdict.");
        assumption("Time for attrition to work", "attrition_years", 1, Format::cents, "years",
                   "a year between the decision and the cuts. 0: no attrition is waited for.");
        section("What a cut costs");
        assumption("Severance for a year of service", "weeks_per_year", 2, Format::tenth,
                   "weeks of pay", "a common plan; law and contract decide.");
        assumption("At least", "min_weeks", 8, Format::tenth, "weeks of pay", "example.");
        assumption("At most", "max_weeks", 39, Format::tenth, "weeks of pay",
                   "example. A high number sets no limit.");
        fact("Paid notice", "notice_months", "Paid notice given", "October 2025", Format::tenth);
        return finish();
    }
};

// Plan --------------------------------------------------------------------------------------

class Plan : ChainSheet {
public:
    Plan() : ChainSheet({.name = "Plan", .columns = {70, 26, 32, 76}}) {}

    Sheet sheet() {
        add_title(sheet_, "The plan, one line after the other",
                  "$m is million dollars a year unless it says otherwise. Every line is a formula "
                  "over named cells and columns; put the cursor on it to read it.",
                  4);
        target();
        attrition();
        cuts();
        return std::move(sheet_);
    }

private:
    void target() {
        section("1  What has to be saved");
        line("Figures missing in the divisions table", "missing_figures",
             "=8*SUMPRODUCT(((division_names<>\"\")+(division_positions<>\"\")>0)*1)-"
             "COUNT(division_positions;division_savings;division_pains;division_caps;"
             "division_attrition;division_replaced;division_pay;division_tenure)",
             Format::whole, "figures", "Eight for each row with a name or positions.");
        line("Profit missing to the margin to hold", "margin_gap",
             "=margin_to_hold*revenue-operating_profit", Format::tenth, "$m",
             "Negative: the margin is above it.");
        line("Saving to reach", "target_saving",
             "=MAX(0;IF(target_from=\"typed in\";typed_target;margin_gap))", Format::tenth, "$m",
             "As chosen in Inputs.");
        line("Average saving of a position", "average_saving",
             "=SUMPRODUCT(division_positions;division_savings)/SUM(division_positions)",
             Format::whole, "$ a year", "Weighted by positions.");
        line("For comparison: cuts at the average, no attrition", "cuts_at_average",
             call("REQUIREDCUTS", "revenue*1000000;operating_profit*1000000;"
                                  "(operating_profit+target_saving)/revenue;average_saving"),
             Format::whole, "positions", "REQUIREDCUTS: what one company-wide figure would say.");
    }

    void attrition() {
        section("2  What attrition does");
        line("Positions that fall away", "attrition_exits", "=SUM(whole_exits)", Format::whole,
             "positions", "ATTRITIONEXITS in each division, whole positions.");
        line("What they save", "attrition_saved", "=SUM(attrition_savings)", Format::tenth, "$m",
             "At the end of the time that attrition has.");
        line("Left to save", "left_to_save", "=MAX(0;target_saving-attrition_saved)", Format::tenth,
             "$m", "Attrition first: only this is spread over the divisions.");
        line("Most that cuts can save", "most_to_save",
             "=SUMPRODUCT(saving_each;INT(cap_each*heads_left+0.000000001))", Format::tenth, "$m",
             "Every division cut to its largest share.");
    }

    void cuts() {
        section("3  The cuts, by the method of the headline");
        line("Positions cut", "chosen_cuts", chosen("cuts_total_M"), Format::whole, "positions",
             "Their sum over all divisions.");
        line("Share of the positions left", "chosen_share", "=chosen_cuts/SUM(heads_left)",
             Format::percent, "share", "After attrition.");
        line("What they save", "chosen_saving", chosen("saving_M"), Format::tenth, "$m",
             "A little over what is left to save: positions are whole.");
        line("Severance", "chosen_severance", chosen("severance_total_M"), Format::tenth,
             "$m, once", "SEVERANCECOST in each division.");
        line("Payback", "chosen_payback", chosen("payback_M"), Format::tenth, "months",
             "CUTPAYBACK: from the announcement, notice included.");
        line("Divisions cut", "chosen_divisions", chosen("divisions_M"), Format::whole, "divisions",
             "Where at least one position goes.");
        line("Pain of one more $m", "pain_price", call("ALLOCATIONPRICE", allocation_terms),
             Format::cents, "pain per $m",
             "ALLOCATIONPRICE: what asking for a little more costs, least pain.");
    }

    static std::string chosen(const std::string& name) {
        std::string choices;
        for (const Method& method : methods) {
            choices += ";" + of_method(name, method);
        }
        return "=CHOOSE(IF(method=\"least pain\";1;IF(method=\"pro rata\";2;3))" + choices + ")";
    }
};

// Answer ------------------------------------------------------------------------------------

constexpr const char* verdict =
    "=IF(missing_figures<>0;\"The divisions table is not complete: each division in use needs "
    "eight figures, in numbers. See the sheet Divisions.\";"
    "IF(ISERROR(left_to_save);\"No answer with these inputs. The sheet Checks says why.\";"
    "IF(target_saving=0;\"Nothing has to be saved, so no position has to go.\";"
    "IF(left_to_save=0;\"Attrition alone is enough: \"&FIXED(attrition_exits;0)&\" positions fall "
    "away by themselves and save $\"&FIXED(attrition_saved;1)&\"m, the target is $\"&"
    "FIXED(target_saving;1)&\"m. No cut is needed.\";"
    "IF(ISERROR(chosen_cuts);IF(most_to_save<left_to_save;\"No answer: the caps are too low. With "
    "every division cut to its largest share, cuts save $\"&FIXED(most_to_save;1)&\"m; $\"&"
    "FIXED(left_to_save;1)&\"m are left to save after attrition.\";"
    "\"No answer with these inputs. The sheet Checks says why.\");"
    "\"After attrition \"&FIXED(chosen_cuts;0)&\" positions would have to go, \"&"
    "FIXED(100*chosen_share;1)&\" % of those left, in \"&chosen_divisions&"
    "IF(chosen_divisions=1;\" division\";\" divisions\")&\". They save $\"&FIXED(chosen_saving;1)"
    "&\"m a year\"&IFERROR(\" and cost $\"&FIXED(chosen_severance;1)&\"m in severance, paid back "
    "after \"&FIXED(chosen_payback;1)&\" months.\";\". What they cost has no answer: see "
    "Checks.\"))))))";

class Answer {
public:
    Sheet sheet() {
        add_title(sheet_, "Restructuring planner",
                  "How many positions a saving takes after attrition, and where, by three methods. "
                  "A fictional example to overwrite. It works on divisions, never on named people, "
                  "and takes no side: no cuts at all is an answer too.",
                  5);
        add_status(sheet_, 2);
        question();
        headline();
        compare_methods();
        chart();
        return std::move(sheet_);
    }

private:
    void figure(const std::string& what, const std::string& content, Format format,
                const std::string& unit, const std::string& meaning, Look look = Look::formula) {
        sheet_.add({label(what), formula(content, format, {}, look), note(unit), note(meaning, 2)});
    }

    void question() {
        add_question(sheet_,
                     "=\"The question here: a saving\"&IFERROR(\" of $\"&FIXED(target_saving;1)&"
                     "\"m a year\";\"\")&\" is to be reached. How many positions does that take "
                     "after attrition, and in which "
                     "divisions?\"",
                     "=\"How many cuts a margin takes when GPUs are bought is another question: "
                     "Talent for GPUs asks it for one year, Trade plan for several.\"",
                     5);
    }

    void headline() {
        add_section(sheet_, "The answer", 5);
        figure("Positions that fall away by attrition", "=attrition_exits", Format::whole,
               "positions", "Nobody is asked to go.", Look::result);
        figure("Positions to cut", "=chosen_cuts", Format::whole, "positions",
               "By the method chosen in Inputs.", Look::result);
        sheet_.add({formula_text(verdict, Look::result_text, 5)}, 14);
        figure("Saving to reach", "=target_saving", Format::tenth, "$m a year",
               "Typed in, or the gap to a margin.");
        figure("Saved by attrition", "=attrition_saved", Format::tenth, "$m a year",
               "Taken off before any cut.");
        figure("Left to save by cuts", "=left_to_save", Format::tenth, "$m a year", "The rest.");
        figure("Pain of one more $m", "=pain_price", Format::cents, "pain per $m",
               "What asking for a little more costs.");
        figure("Checks", "=checks", Format::many, "see Checks", "Whether the workbook adds up.",
               Look::check);
    }

    void compare_methods() {
        add_section(sheet_, "Three methods side by side", 5);
        sheet_.add({column_heading("What is left to save, spread with"),
                    number_heading(methods[0].heading), number_heading(methods[1].heading),
                    number_heading(methods[2].heading)});
        const auto row = [&](const std::string& what, const std::string& name,
                             const std::string& content, Format format) {
            std::vector<Cell> cells{label(what)};
            for (const Method& method : methods) {
                cells.push_back(
                    formula(of_method(content, method), format, of_method(name, method)));
            }
            sheet_.add(std::move(cells));
        };
        row("Positions cut", "cuts_total_M", "=SUM(cuts_M)", Format::whole);
        row("Divisions cut", "divisions_M", "=COUNTIF(cuts_M;\">0\")+0*SUM(cuts_M)", Format::whole);
        row("Largest share of one division", "most_share_M", "=MAX(shares_M)", Format::percent);
        row("Saved, $m a year", "saving_M", "=SUMPRODUCT(saving_each;cuts_M)", Format::tenth);
        row("Severance, $m once", "severance_total_M", "=SUM(severance_M)", Format::tenth);
        row("Effect on the first 12 months, $m", "first_year_M",
            "=IF(cuts_total_M=0;0;CUTSAVINGS(1;saving_M;severance_total_M;"
            "SAVINGMONTHS(0;notice_months)))",
            Format::tenth);
        row("Payback, months", "payback_M",
            "=IF(cuts_total_M=0;0;CUTPAYBACK(saving_M;severance_total_M;notice_months))",
            Format::tenth);
        row("Pain in total", "pain_M",
            "=SUMPRODUCT(pain_each*cuts_M^2/(2*(heads_left+(heads_left=0))))", Format::tenth);
    }

    void chart() {
        sheet_.add({}, 3);
        const int place = sheet_.add({}, 66);
        const Sheet table = cuts_sheet();
        Chart chart = table.charts.front();
        chart.name = "Cuts";
        chart.title = "Positions cut in each division";
        chart.value_axis = "positions";
        chart.format = Format::whole;
        chart.sheet = table.name;
        chart.row = place;
        chart.width = 196;
        chart.height = 64;
        chart.series.clear();
        for (const Method& method : methods) {
            chart.series.push_back(series(table, of_method("cuts_M", method), Drawn::columns));
        }
        sheet_.charts.push_back(std::move(chart));
    }

    Sheet sheet_{.name = "Answer", .columns = {72, 34, 34, 34, 26}};
};

// Workings, checks --------------------------------------------------------------------------

constexpr const char* payback_terms = "chosen_saving;chosen_severance;notice_months";

std::string chosen_allocation() {
    return std::string(allocation_terms) + ";method";
}

Sheet workings() {
    Sheet sheet = workings_sheet(
        "Every step of the allocation and of its payback. First the arguments, then the steps; the "
        "last row is the result. A range stands as the numbers it holds.");
    add_workings(sheet, "ALLOCATECUTS", chosen_allocation(), 12, false);
    add_workings(sheet, "CUTPAYBACK", payback_terms, 7, false);
    add_workings(sheet, "ALLOCATIONPRICE", allocation_terms, 9, true);
    return sheet;
}

class Checks : written::ChecksSheet {
public:
    Sheet sheet() {
        agree("No figure is missing in the divisions table", "=missing_figures", "=0",
              Format::whole);
        attrition();
        for (const Method& method : methods) {
            cuts(method);
        }
        agree("The price of pain leads to what is left to save",
              "=IF(pain_price=0;0;SUMPRODUCT(saving_each*heads_left*"
              "((pain_price*saving_each>=cap_each*pain_each)*cap_each+"
              "(pain_price*saving_each<cap_each*pain_each)*pain_price*saving_each/"
              "(pain_each+(pain_each=0)))))",
              "=IF(pain_price=0;0;left_to_save)", Format::cents);
        agree("After the payback months the saving equals severance",
              "=IF(chosen_cuts=0;0;(chosen_payback-notice_months)/12*chosen_saving)",
              "=chosen_severance", Format::cents);
        sum_up();
        reasons();
        reasons_at("ATTRITIONEXITS", "attrition_reasons", "Attrition");
        reason("ALLOCATECUTS", chosen_allocation());
        reason("ALLOCATIONPRICE", allocation_terms);
        reasons_at("SEVERANCECOST", "severance_reasons", "Severance");
        reason("CUTPAYBACK", payback_terms, "chosen_cuts=0");
        return finish();
    }

private:
    void attrition() {
        agree("Exits are positions less what an exponential decay leaves", "=SUM(exact_exits)",
              "=SUM(positions_before)-SUMPRODUCT(positions_before;"
              "EXP(-attrition_rates*(1-attrition_replaced)*attrition_years))",
              Format::cents);
        agree("Attrition first: target is attrition and what is left", "=target_saving",
              "=IF(left_to_save=0;target_saving;attrition_saved+left_to_save)", Format::cents);
        agree("Positions are those left and those that fell away", "=SUM(division_positions)",
              "=SUM(heads_left)+attrition_exits", Format::whole);
    }

    void cuts(const Method& method) {
        const std::string heading = method.heading;
        const auto at_least_so = [&](const std::string& what, const std::string& left,
                                     const std::string& right) {
            at_least(heading + ": " + what, of_method(left, method), of_method(right, method),
                     Format::thousandths);
        };
        at_least_so("attrition and cuts reach the target", "=attrition_saved+saving_M",
                    "=target_saving");
        at_least_so("one position fewer would not", "=left_to_save",
                    "=saving_M-COM.MICROSOFT.MINIFS(saving_each;cuts_M;\">0\")");
        agree(heading + ": cuts beyond a division's largest share",
              of_method("=SUMPRODUCT((cuts_M>cap_each*heads_left+0.000001)*1)", method), "=0",
              Format::whole);
        agree(heading + ": severance is cuts times pay times weeks",
              of_method("=severance_total_M", method),
              of_method("=SUMPRODUCT(cuts_M*pay_each*weeks_each)/1000000", method), Format::cents);
    }
};

} // namespace

Workbook restructuring_planner(const Source& source) {
    const Facts& facts = source.facts;
    return {.title = "Restructuring planner",
            .subject = "How a saving could be spread over divisions after attrition",
            .sheets = {Answer().sheet(), Inputs(facts).sheet(), divisions_sheet(),
                       attrition_sheet(), cuts_sheet(), severance_sheet(), Plan().sheet(),
                       workings(), Checks().sheet()}};
}

} // namespace headroom::workbook
