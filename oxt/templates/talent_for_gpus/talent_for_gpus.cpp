#include "templates/talent_for_gpus/talent_for_gpus.hpp"

#include "templates/sheets.hpp"

#include <boost/algorithm/string/replace.hpp>

namespace headroom::workbook {

namespace {

constexpr const char* people_terms = "loaded_cost;severance;months_felt;backfill;replacement";
constexpr const char* gpu_terms = "utilisation;capex;life;opex_per_gpu;wacc;residual";
constexpr const char* cuts_call = "revenue_with_gpus*1000000;profit_with_gpus*1000000;"
                                  "target_margin;loaded_cost;severance;months_felt;backfill;"
                                  "replacement";
constexpr const char* margin_call = "price;utilisation;capex;life;opex_per_gpu;wacc;residual";

// Inputs ------------------------------------------------------------------------------------

class Inputs : InputsSheet {
public:
    explicit Inputs(const Facts& facts) : InputsSheet(facts, inputs_subtitle) {}

    Sheet sheet() {
        choose();
        companies();
        gpus();
        people();
        return finish();
    }

private:
    void choose() {
        section("What to answer");
        choice("Margin to hold", "base", "segment", {"segment", "group"},
               "The segment is AWS, the group is Amazon. GPUs that earn less than the segment may "
               "still earn more than the group: the base decides the answer.");
        choice("Growth to catch up with", "rival", "Azure", {"Azure", "Google Cloud"},
               "The two rivals that the story names.");
        assumption("Margin aimed at, against today's", "target_change", 0, Format::percent_fine,
                   "share of revenue", "hold today's margin. 1 % means one point more.");
    }

    void companies() {
        section("The companies");
        fact("AWS net sales, a year earlier", "prior_revenue", "AWS net sales", "Q2 2024",
             Format::whole);
        fact("AWS net sales", "segment_revenue", "AWS net sales", "Q2 2025", Format::whole);
        fact("AWS operating income", "segment_profit", "AWS operating income", "Q2 2025",
             Format::whole);
        fact("AWS growth as published", "stated_growth", "AWS growth", "Q2 2025", Format::percent);
        fact("Amazon net sales", "group_revenue", "Amazon net sales", "Q2 2025", Format::whole);
        fact("Amazon operating income", "group_profit", "Amazon operating income", "Q2 2025",
             Format::whole);
        fact("Azure growth", "azure_growth", "Azure growth", "quarter ended June 2025",
             Format::percent);
        fact("Google Cloud growth", "google_growth", "Google Cloud growth", "Q2 2025",
             Format::percent);
        fact("Backlog of GPU demand, as claimed", "backlog_share", "GPU backlog share claimed",
             "October 2025", Format::percent);
        fact("AWS contracted orders (not unmet demand)", "contracted_orders",
             "AWS contracted backlog (RPO) - not unmet demand", "Q2 2025", Format::whole);
        fact("Amazon capital expenditure, guided", "guided_capex",
             "Amazon capital expenditure (guided)", "2025", Format::whole);
    }

    void gpus() {
        section("One GPU", true);
        fact("List price of an H100", "list_price", "H100 rental price", "2025-2026",
             Format::cents);
        assumption("Discount on the list price", "discount", 0.15, Format::percent,
                   "share of list price", "long contracts are sold below list. 0 % uses the list.");
        assumption("Utilisation", "utilisation", 0.75, Format::percent, "billed share of hours",
                   "three quarters of all hours are billed.");
        fact("Capex per GPU, all-in", "capex", "All-in capex per GPU", "2025", Format::whole);
        fact("Useful life", "life", "Amazon server useful life", "2025", Format::tenth);
        assumption("Residual value", "residual", 0, Format::whole, "$ per GPU",
                   "nothing left at the end.");
        assumption("Cost of capital", "wacc", 0, Format::percent, "per year",
                   "0 % gives the margin in the books, depreciation only.");
        fact("Power per GPU at the rack", "kw", "Power per H100 GPU at the rack", "2024",
             Format::cents);
        fact("PUE", "pue", "PUE", "2024", Format::cents);
        assumption("Average load", "load", 0.8, Format::percent, "share of kW",
                   "servers draw less than their rated power.");
        fact("Electricity", "tariff", "Industrial electricity", "2024", Format::cents);
        assumption("Other running cost", "other_opex", 1500, Format::whole, "$ per GPU and year",
                   "maintenance, software, staff: 3 % of capex.");
    }

    void people() {
        section("Positions");
        fact("Corporate positions", "corporate_positions", "Corporate employees of Amazon", "2025",
             Format::whole);
        fact("Announced cuts", "announced_cuts", "Announced job cuts", "October 2025",
             Format::whole);
        fact("Loaded cost of a position", "loaded_cost", "Loaded cost of a corporate position",
             "2025", Format::whole);
        fact("Severance", "severance", "Severance per position", "2025", Format::whole);
        fact("Paid notice", "notice_months", "Paid notice given", "October 2025", Format::tenth);
        assumption("Months gone when announced", "start_month", 0, Format::tenth, "months",
                   "the 12 months start with the announcement.");
        assumption("Positions filled again", "backfill", 0, Format::percent, "share of cuts",
                   "none.");
        assumption("Cost of what replaces the work", "replacement", 0, Format::whole,
                   "$ per cut and year", "none.");
    }
};

// Chain -------------------------------------------------------------------------------------

class Chain : ChainSheet {
public:
    Chain()
        : ChainSheet({.name = "Chain", .columns = {74, 30, 40, 116}, .landscape = true}, "Link") {}

    Sheet sheet() {
        add_title(sheet_, "From growth to cuts, one link after the other",
                  "$m is million dollars, a year unless it says otherwise. Every link is a formula "
                  "over named cells; put the cursor on it to read it.",
                  4);
        demand();
        gpus();
        margin();
        people();
        instead();
        return std::move(sheet_);
    }

private:
    void demand() {
        section("1  The growth that is missing");
        line("Growth of the segment", "growth", "=segment_revenue/prior_revenue-1", Format::percent,
             "per year", "Net sales against the same quarter a year earlier.");
        line("Growth to catch up with", "target_growth",
             "=IF(rival=\"Azure\";azure_growth;IF(rival=\"Google Cloud\";google_growth;NA()))",
             Format::percent, "per year", "The rival chosen in Inputs.");
        line("Growth gap of the quarter", "growth_gap",
             call("GROWTHGAP", "prior_revenue;segment_revenue;target_growth"), Format::whole,
             "$m a quarter", "GROWTHGAP: what the quarter would have had to bring on top.");
        line("Revenue that GPUs have to bring", "needed_revenue", "=MAX(0;4*growth_gap)",
             Format::whole, "$m", "Four quarters; none when the segment is ahead.");
    }

    void gpus() {
        section("2  The GPUs that bring it");
        line("Price", "price", "=list_price*(1-discount)", Format::cents, "$ per GPU-hour",
             "List price less discount.");
        line("GPUs", "gpus", call("GPUSFORREVENUE", "needed_revenue*1000000;price;utilisation"),
             Format::whole, "GPUs", "GPUSFORREVENUE: whole GPUs, in service all year.");
        line("Capex", "total_capex", "=gpus*capex/1000000", Format::whole, "$m, once",
             "All-in capex per GPU.");
        line("Capex against the guided spending", "capex_share", "=total_capex/guided_capex",
             Format::percent, "share", "Of everything the group plans to spend in a year.");
        line("Running cost of one GPU", "opex_per_gpu",
             call("GPUOPEX", "kw;pue;load;tariff;0;other_opex"), Format::whole,
             "$ per GPU and year", "GPUOPEX: power and other running cost.");
        line("Cost of a billed hour", "hour_cost", call("GPUHOURCOST", gpu_terms), Format::cents,
             "$ per GPU-hour", "GPUHOURCOST: depreciation and running cost.");
        line("Margin of a GPU", "gpu_margin", call("GPUMARGIN", margin_call), Format::percent,
             "share of revenue", "GPUMARGIN: what is left of the price.");
        line("Revenue of the GPUs", "gpu_revenue", "=gpus*8760*utilisation*price/1000000",
             Format::whole, "$m", "A little over the gap: GPUs are whole.");
        line("Profit of the GPUs", "gpu_profit", "=gpu_revenue*gpu_margin", Format::whole, "$m",
             "Revenue times margin.");
    }

    void margin() {
        section("3  What they do to the margin", true);
        line("Revenue today", "base_revenue",
             "=4*IF(base=\"segment\";segment_revenue;IF(base=\"group\";group_revenue;NA()))",
             Format::whole, "$m",
             "Segment or group as chosen in Inputs; four quarters like the last.");
        line("Operating profit today", "base_profit",
             "=4*IF(base=\"segment\";segment_profit;IF(base=\"group\";group_profit;NA()))",
             Format::whole, "$m", "The same.");
        line("Margin today", "base_margin", "=base_profit/base_revenue", Format::percent_fine,
             "share of revenue", "Profit over revenue.");
        line("Margin to hold", "target_margin", "=base_margin+target_change", Format::percent_fine,
             "share of revenue", "Today's and the change aimed at.");
        line("Revenue with the GPUs", "revenue_with_gpus", "=base_revenue+gpu_revenue",
             Format::whole, "$m", "Today's and the GPUs'.");
        line("Operating profit with the GPUs", "profit_with_gpus", "=base_profit+gpu_profit",
             Format::whole, "$m", "Today's and the GPUs'.");
        line("Margin with the GPUs", "margin_with_gpus", "=profit_with_gpus/revenue_with_gpus",
             Format::percent_fine, "share of revenue", "Profit over revenue.");
        line("Profit missing to the margin to hold", "profit_gap",
             "=target_margin*revenue_with_gpus-profit_with_gpus", Format::whole, "$m",
             "Negative: the margin is above it.");
    }

    void people() {
        section("4  The cuts that would bring it back");
        line("Months of savings in the first year", "months_felt",
             call("SAVINGMONTHS", "start_month;notice_months"), Format::tenth, "months",
             "SAVINGMONTHS: pay goes on during the notice.");
        line("Required cuts, first year", "required_cuts", call("REQUIREDCUTS", cuts_call),
             Format::whole, "positions", "REQUIREDCUTS: with severance and the months that count.");
        line("Required cuts, later years", "required_cuts_later",
             call("REQUIREDCUTS", "revenue_with_gpus*1000000;profit_with_gpus*1000000;"
                                  "target_margin;loaded_cost;0;12;backfill;replacement"),
             Format::whole, "positions", "REQUIREDCUTS: twelve months, severance paid.");
        line("Cuts that are possible", "possible_cuts", "=MIN(required_cuts;corporate_positions)",
             Format::whole, "positions", "Not more than all corporate positions.");
        line("What they save", "savings",
             "=CUTSAVINGS(possible_cuts;" + std::string(people_terms) + ")/1000000", Format::whole,
             "$m, first year", "CUTSAVINGS: after severance and notice.");
        line("Margin after these cuts", "margin_after_cuts",
             "=(profit_with_gpus+savings)/revenue_with_gpus", Format::percent_fine,
             "share of revenue", "Profit and savings over revenue.");
        line("What the announced cuts save, first year", "announced_savings",
             "=CUTSAVINGS(announced_cuts;" + std::string(people_terms) + ")/1000000", Format::whole,
             "$m, first year", "CUTSAVINGS of the announced positions.");
        line("What the announced cuts save, later years", "announced_savings_later",
             "=CUTSAVINGS(announced_cuts;loaded_cost;0;12;backfill;replacement)/1000000",
             Format::whole, "$m", "CUTSAVINGS: twelve months, severance paid.");
        line("Capex that one position carries", "capex_per_job",
             call("CAPEXPERJOB", "loaded_cost;life;wacc"), Format::whole, "$",
             "CAPEXPERJOB: the spending whose yearly charge equals one position's cost.");
        line("GPUs bought for that", "gpus_per_job", "=capex_per_job/capex", Format::tenth, "GPUs",
             "Before their running cost.");
    }

    void instead() {
        section("5  The same margin without cuts");
        line("Price that holds the margin", "price_to_hold",
             "=IF(gpus=0;price;" +
                 call("GPUBREAKEVENPRICE",
                      "utilisation;capex;life;opex_per_gpu;target_margin;wacc;residual")
                     .substr(1) +
                 "+(target_margin*base_revenue-base_profit)*1000000/"
                 "((1-target_margin)*gpus*8760*utilisation))",
             Format::cents, "$ per GPU-hour",
             "GPUBREAKEVENPRICE at the margin to hold, and what the rest of the business lacks.");
        line("Against the price assumed", "price_change", "=price_to_hold/price-1", Format::percent,
             "change", "How much dearer an hour would have to be.");
        line("Margin to accept instead", "margin_given_up", "=(target_margin-margin_with_gpus)*100",
             Format::points, "points", "What holding nothing would cost.");
    }
};

// Answer ------------------------------------------------------------------------------------

/// Beside tables of cuts for other inputs than those of the answer.
constexpr const char* all_positions =
    "=\"A figure above \"&FIXED(corporate_positions;0)&\" is more than all corporate positions: "
    "cuts alone cannot hold the margin there.\"";

class Answer {
public:
    Sheet sheet() {
        add_title(sheet_, "Talent for GPUs",
                  "Do the cuts pay for the chips? The arithmetic of the claim with public figures "
                  "of Amazon, AWS and their rivals. It takes no side: no cuts at all is an answer "
                  "too. All amounts in US dollars; figures of the second quarter of 2025.",
                  4);
        add_status(sheet_);
        question();
        headline();
        margins();
        claim();
        bases();
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
            "=\"The question here: how many positions would have to go within one year to hold the "
            "margin of \"&IF(base=\"group\";\"Amazon\";\"AWS\")&\", if AWS had rented out so many "
            "GPUs that it grew like \"&rival&\"?\"",
            "=\"Trade plan asks for several years in which the business, its costs and pay grow, "
            "GPU prices fall and people leave, so its number is another. Its sheet Reconciliation "
            "leads from this number to that one, step by step.\"",
            4);
    }

    void headline() {
        add_section(sheet_, "The answer", 4);
        figure("Cuts required to hold the margin, first year",
               "=IF(required_cuts>corporate_positions;\"more than all\";required_cuts)",
               Format::whole, "positions", "After severance and notice.", Look::result);
        figure("Cuts announced", "=announced_cuts", Format::whole, "positions",
               "Press, October 2025.", Look::result);
        sheet_.add({formula_text(
                       "=IF(ISERROR(required_cuts);\"No answer with these inputs. The sheet Checks "
                       "says why.\";"
                       "IF(required_cuts>corporate_positions;\"More than all positions: the margin "
                       "would take \"&FIXED(required_cuts;0)&\" cuts in the first year, and there "
                       "are \"&FIXED(corporate_positions;0)&\" corporate positions. Cuts alone "
                       "cannot hold it\"&IF(required_cuts_later>corporate_positions;\", in later "
                       "years neither.\";\"; once severance is paid it would take \"&"
                       "FIXED(required_cuts_later;0)&\".\");"
                       "IF(required_cuts=0;\"No cuts are needed: with these inputs the margin "
                       "holds by itself, so chips do not explain the announced cuts.\";"
                       "IF(required_cuts>announced_cuts;\"The chips would take more cuts than were "
                       "announced: \"&FIXED(required_cuts;0)&\" against \"&FIXED(announced_cuts;0)"
                       "&\".\";\"With these inputs the chips account for \"&FIXED(required_cuts;0)"
                       "&\" of the \"&FIXED(announced_cuts;0)&\" announced cuts in the first year, "
                       "and for \"&FIXED(required_cuts_later;0)&\" once severance is paid. The "
                       "rest needs another reason.\"))))",
                       Look::result_text, 4)},
                   13);
        figure("Required cuts against announced", "=required_cuts/announced_cuts", Format::percent,
               "share", "Above 100 %: more than announced.");
        figure("Required cuts in all corporate positions", "=required_cuts/corporate_positions",
               Format::percent, "share", "All of Amazon's. Above 100 %: cuts alone cannot do it.");
        figure("Price per GPU-hour that needs no cut", "=price_to_hold", Format::cents,
               "$ per GPU-hour", "What could be done instead of cutting.");
        figure("Against the price assumed", "=price_change", Format::percent, "change",
               "Assumed: list price less discount.");
        figure("Checks", "=checks", Format::many, "see Checks", "Whether the workbook adds up.",
               Look::check);
    }

    void margins() {
        add_section(sheet_, "The margin", 4);
        const int header =
            sheet_.add({column_heading("Operating margin"), number_heading("Margin"),
                        number_heading("Margin to hold"), number_heading("Missing to it")});
        const auto row = [&](const std::string& what, const std::string& content) {
            const std::string here = std::to_string(sheet_.rows.size() + 1);
            sheet_.add(
                {label(what), formula(content, Format::percent_fine),
                 formula("=target_margin", Format::percent_fine),
                 formula("=MAX(0;[.C" + here + "]-[.B" + here + "])", Format::percent_fine)});
        };
        row("Today", "=base_margin");
        row("With the GPUs", "=margin_with_gpus");
        row("After the cuts", "=margin_after_cuts");
        const int last = static_cast<int>(sheet_.rows.size());
        sheet_.add({}, 2);
        const int place = sheet_.add({}, 66);
        const auto series = [&](char column, Drawn drawn, bool labels = true) {
            const std::string letter(1, column);
            return Series{.label = letter + std::to_string(header),
                          .values = letter + std::to_string(header + 1) + ":" + letter +
                                    std::to_string(last),
                          .drawn = drawn,
                          .labels = labels};
        };
        // What is missing is near nothing, so that the axis starts there: margins that are nearly
        // alike would make Calc start it just below them, and one point look like a collapse.
        sheet_.charts.push_back(
            {.name = "Margin",
             .title = "Operating margin before, with GPUs and after cuts",
             .value_axis = "share of revenue",
             .categories = "A" + std::to_string(header + 1) + ":A" + std::to_string(last),
             .series = {series('B', Drawn::columns), series('C', Drawn::level),
                        series('D', Drawn::columns, false)},
             .format = Format::percent_fine,
             .row = place,
             .left = 6,
             .width = 190,
             .height = 64});
    }

    void claim() {
        add_section(sheet_, "The claim, read closely", 4, true);
        sheet_.add({column_heading("Claim"), number_heading("Figure"), column_heading("Unit"),
                    column_heading("What it says, and what not")});
        figure("Announced cuts in all corporate positions", "=announced_cuts/corporate_positions",
               Format::percent, "share", "The article says \"nearly 10 %\".");
        figure("Growth, against Azure", "=growth-azure_growth", Format::percent, "per year",
               "Negative: behind. Azure includes more than rented servers.");
        figure("Growth, against Google Cloud", "=growth-google_growth", Format::percent, "per year",
               "Negative: behind, from a larger base than Google's.");
        figure("Claimed backlog as a share of demand",
               "=BACKLOGREVENUE(4*segment_revenue;backlog_share;\"demand\")", Format::whole,
               "$m a year missed", "That share of all demand is not served.");
        figure("Claimed backlog as a share of supply",
               "=BACKLOGREVENUE(4*segment_revenue;backlog_share;\"served\")", Format::whole,
               "$m a year missed", "That share on top of what is served.");
        figure("Contracted orders instead", "=contracted_orders", Format::whole, "$m, total",
               "Up 25 % on the year: perhaps the source of the figure. Signed contracts not yet "
               "delivered are not unmet demand.");
        figure("Contracted orders, in years of revenue", "=contracted_orders/(4*segment_revenue)",
               Format::cents, "years", "At today's revenue.");
        figure("Revenue that the growth gap asks for", "=needed_revenue", Format::whole,
               "$m a year", "For comparison with the three readings.");
        figure("GPUs for it", "=gpus", Format::whole, "GPUs", "Bought and in service at once.");
        figure("Capex for them", "=total_capex", Format::whole, "$m, once",
               "Inputs has what the whole group guided for 2025.");
        figure("Announced cuts, first-year saving", "=announced_savings", Format::whole, "$m",
               "After severance and notice.");
        figure("Announced cuts, saving in later years", "=announced_savings_later", Format::whole,
               "$m a year", "Once everybody has left.");
    }

    void bases() {
        add_section(sheet_, "Whose margin? The base decides", 4);
        sheet_.add({column_heading("Cuts required to hold today's margin"),
                    number_heading("Segment: AWS"), number_heading("Group: Amazon"),
                    column_heading("Why they differ")});
        const auto cuts = [](const std::string& base, const std::string& terms) {
            std::string formula = "=REQUIREDCUTS((4*B_revenue+gpu_revenue)*1000000;"
                                  "(4*B_profit+gpu_profit)*1000000;"
                                  "B_profit/B_revenue+target_change;" +
                                  terms + ")";
            return boost::replace_all_copy(formula, "B_", base + "_");
        };
        const auto row = [&](const std::string& what, const std::string& terms,
                             const std::string& why) {
            sheet_.add({label(what), formula(cuts("segment", terms), Format::whole),
                        formula(cuts("group", terms), Format::whole), note(why)});
        };
        sheet_.add({label("Margin today"),
                    formula("=segment_profit/segment_revenue", Format::percent_fine),
                    formula("=group_profit/group_revenue", Format::percent_fine),
                    note("Retail earns less than cloud.")});
        sheet_.add({label("Margin of a GPU"), formula("=gpu_margin", Format::percent_fine),
                    formula("=gpu_margin", Format::percent_fine),
                    note("Below the one, above the other: it dilutes the first and lifts the "
                         "second.")});
        row("First year", people_terms, "With severance and notice.");
        row("Later years", "loaded_cost;0;12;backfill;replacement", "Severance is paid.");
        sheet_.add({formula_text(all_positions, Look::formula_text, 4)});
    }

    Sheet sheet_{.name = "Answer", .columns = {72, 30, 32, 66}};
};

// What if, workings, checks -----------------------------------------------------------------

Sheet prices_sheet(const Facts& facts) {
    Sheet sheet{.name = "Prices", .columns = {34, 30, 34, 36, 40, 40}, .landscape = true};
    add_title(sheet, "The price decides",
              "The same chain at other prices per GPU-hour, all else as in Inputs: the article's "
              "conclusion stands at some prices and falls at others. Published prices run from "
              "1.99 to 5.00.",
              6);
    sheet.gap();
    const int header =
        sheet.add({number_heading("Price, $ per GPU-hour"), number_heading("Margin of a GPU"),
                   number_heading("GPUs"), number_heading("Margin with the GPUs"),
                   number_heading("Cuts, segment margin"), number_heading("Cuts, group margin")});
    const double listed = facts.at("H100 rental price", "2025-2026").value;
    for (const double price : {1.99, 2.25, 2.50, 2.75, listed, 5.00}) {
        const std::string row = std::to_string(sheet.rows.size() + 1);
        const std::string at = "[.A" + row + "]";
        const std::string revenue = "[.C" + row + "]*8760*utilisation*" + at;
        const auto cuts = [&](const std::string& base) {
            return "=REQUIREDCUTS(4*" + base + "_revenue*1000000+" + revenue + ";4*" + base +
                   "_profit*1000000+" + revenue + "*[.B" + row + "];" + base + "_profit/" + base +
                   "_revenue+target_change;" + people_terms + ")";
        };
        sheet.add({input(price, Format::cents),
                   formula("=GPUMARGIN(" + at + ";" + gpu_terms + ")", Format::percent),
                   formula("=GPUSFORREVENUE(needed_revenue*1000000;" + at + ";utilisation)",
                           Format::whole),
                   formula("=(base_profit+" + revenue + "*[.B" + row + "]/1000000)/(base_revenue+" +
                               revenue + "/1000000)",
                           Format::percent_fine),
                   formula(cuts("segment"), Format::whole), formula(cuts("group"), Format::whole)});
    }
    const int last = static_cast<int>(sheet.rows.size());
    sheet.add({formula_text(all_positions, Look::formula_text, 6)});
    sheet.gap();
    const int place = sheet.add({}, 82);
    const auto cells = [&](char column) {
        return column + std::to_string(header + 1) + ":" + column + std::to_string(last);
    };
    sheet.charts.push_back(
        {.name = "Cuts by price",
         .title = "Cuts required in the first year, by price per GPU-hour",
         .value_axis = "positions",
         .categories = cells('A'),
         .series = {{.label = "E" + std::to_string(header), .values = cells('E')},
                    {.label = "F" + std::to_string(header), .values = cells('F')}},
         .format = Format::whole,
         .category_format = Format::cents,
         .row = place,
         .left = 2,
         .width = 208,
         .height = 80});
    return sheet;
}

Sheet workings() {
    Sheet sheet = workings_sheet(
        "Every step of the two headline results. First the arguments, then the steps; the last row "
        "is the result. Retype a formula with the names replaced by cells and you get the same "
        "number.");
    add_workings(sheet, "REQUIREDCUTS", cuts_call, 12, false);
    add_workings(sheet, "GPUMARGIN", margin_call, 12, false);
    return sheet;
}

class Checks : ChecksSheet {
public:
    Sheet sheet() {
        agree("Published growth is growth of the published sales", "=ROUND(growth;3)",
              "=stated_growth", Format::percent);
        agree("Profit of the GPUs is revenue less yearly cost", "=gpu_profit",
              "=gpu_revenue-gpus*hour_cost*8760*utilisation/1000000", Format::cents);
        agree("Margin at break-even price is the margin asked for",
              "=GPUMARGIN(GPUBREAKEVENPRICE(utilisation;capex;life;opex_per_gpu;target_margin;"
              "wacc;residual);" +
                  std::string(gpu_terms) + ")",
              "=target_margin", Format::percent_fine);
        at_least("GPUs bring the revenue that is missing", "=gpu_revenue", "=needed_revenue");
        at_least("One GPU fewer does not", "=needed_revenue",
                 "=MAX(0;gpus-1)*8760*utilisation*price/1000000");
        at_least("There are as many positions as required cuts", "=corporate_positions",
                 "=required_cuts", Format::whole);
        at_least("Required cuts close the gap",
                 "=CUTSAVINGS(required_cuts;" + std::string(people_terms) + ")/1000000",
                 "=MAX(0;profit_gap)");
        at_least("One cut fewer does not", "=MAX(0;profit_gap)",
                 "=CUTSAVINGS(MAX(0;required_cuts-1);" + std::string(people_terms) + ")/1000000");
        at_least("Margin after the cuts reaches the margin to hold", "=margin_after_cuts",
                 "=target_margin", Format::percent_fine);
        agree("At the price that needs no cut, the margin is the one to hold",
              "=IF(gpus=0;target_margin;(base_profit+gpus*8760*utilisation*"
              "(price_to_hold-hour_cost)/1000000)/"
              "(base_revenue+gpus*8760*utilisation*price_to_hold/1000000))",
              "=target_margin", Format::percent_fine);
        sum_up();
        reasons();
        reason("GROWTHGAP", "prior_revenue;segment_revenue;target_growth");
        reason("GPUOPEX", "kw;pue;load;tariff;0;other_opex");
        reason("GPUSFORREVENUE", "needed_revenue*1000000;price;utilisation");
        reason("GPUMARGIN", margin_call);
        reason("SAVINGMONTHS", "start_month;notice_months");
        reason("REQUIREDCUTS", cuts_call);
        return finish();
    }
};

} // namespace

Workbook talent_for_gpus(const Facts& facts) {
    return {.title = "Talent for GPUs",
            .subject = "What GPU spending does to the margin, and the cuts that would restore it",
            .sheets = {Answer().sheet(), Inputs(facts).sheet(), Chain().sheet(),
                       prices_sheet(facts), workings(), Checks().sheet()}};
}

} // namespace headroom::workbook
