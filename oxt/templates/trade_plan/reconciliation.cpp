#include "templates/trade_plan/sheets.hpp"

#include "templates/written.hpp"

namespace headroom::workbook::plan {

namespace {

using namespace written;

std::string utilisation() {
    return taken("plan_utilisation", Driver::utilisation);
}

std::string price_terms() {
    return "plan_price;" + utilisation();
}

/// Cuts of the one-year question, in the plan's own figures: today's business and so many GPUs.
std::string one_year(const std::string& gpus, const std::string& severance,
                     const std::string& months) {
    const std::string revenue = gpus + "*8760*" + utilisation() + "*plan_price";
    return "REQUIREDCUTS(4*plan_revenue+" + revenue + ";4*plan_profit+" + revenue +
           "*one_year_gpu_margin;plan_profit/plan_revenue;plan_loaded_cost;" + severance + ";" +
           months + ";plan_cut_backfill)";
}

std::string cuts_of(const std::string& table) {
    return "PLANVALUE(" + table + ";\"required cuts\")";
}

/// "17.5 %" of a rate in a cell.
std::string percentage(const std::string& rate) {
    return "FIXED(100*" + rate + ";1)&\" %\"";
}

class Reconciliation {
public:
    explicit Reconciliation(const Facts& facts) : facts_(facts) {}

    Sheet sheet() {
        add_title(sheet_, "Reconciliation",
                  "How many cuts? Three questions, three numbers, and none is wrong. This sheet "
                  "asks all three with the figures of this workbook and changes one thing after "
                  "the other until the first has become the last.",
                  width);
        questions();
        walk();
        inputs();
        return std::move(sheet_);
    }

private:
    static constexpr int width = 5;

    void questions() {
        add_section(sheet_, "Three questions", width);
        sheet_.add({column_heading("What differs"), number_heading("Talent for GPUs"),
                    number_heading("Chips alone, in Narrative check"),
                    number_heading("This plan, in Answer"), column_heading("What it does")});
        const auto row = [&](const std::string& what, const std::string& one_year,
                             const std::string& chips, const std::string& plan, Format format,
                             const std::string& why, Look look = Look::formula) {
            const auto cell = [&](const std::string& content) {
                return formula(or_dash(content), format, {}, look);
            };
            sheet_.add({label(what), cell(one_year), cell(chips), cell(plan), note(why)});
        };
        const auto plan_alone = [&](const std::string& what, const std::string& content,
                                    const std::string& why) {
            row(what, "0", "0", content, Format::percent, why);
        };
        row("Cuts required", "one_year_cuts", "chips_cuts", "required_cuts", Format::whole,
            "The answers.", Look::result);
        const std::string quarters = "\"Q\"&plan_hold_from&\" to Q\"&plan_quarters";
        row("Period that counts", "\"one year\"", quarters, quarters, Format::many,
            "The tightest quarter decides.");
        row("GPUs", "catch_up_gpus", "plan_gpus+0", "plan_gpus+0", Format::whole,
            "To catch up with a rival, or as ordered.");
        const std::string last_price = "plan_price*(1-plan_erosion)^(plan_quarters/4)";
        row("Price of an hour at the end", "plan_price+0", last_price, last_price, Format::cents,
            "Cheaper hours, more cuts.");
        row("Margin to hold", "plan_profit/plan_revenue", "plan_profit/plan_revenue",
            "plan_target+0", Format::percent_fine, "Today's, or as in Assumptions.");
        const std::string severance =
            "IF(" + cut_quarter() + "<plan_hold_from;\"paid before\";\"counts\")";
        row("Severance", "\"counts\"", severance, severance, Format::many,
            "It lowers what a cut saves at first.");
        const std::string notice =
            "IF(" + cut_quarter() + "-1+plan_notice/3<plan_hold_from;\"over before\";\"counts\")";
        row("Notice", "\"counts\"", notice, notice, Format::many, "Pay goes on as long.");
        plan_alone("Growth of revenue", "plan_growth+0", "Its profit can pay for GPUs.");
        plan_alone("Growth of other costs", "plan_cost_growth+0", "It takes from that profit.");
        plan_alone("Growth of pay", "plan_wage_growth+0", "Costs more; a cut saves more.");
        plan_alone("Leavers not replaced, a year",
                   "plan_attrition*(1-" +
                       taken("plan_attrition_backfill", Driver::attrition_backfill) + ")",
                   "Payroll falls without cuts.");
    }

    void step(const std::string& what, const std::string& content, const std::string& why,
              const std::string& name = {}) {
        const int row = static_cast<int>(sheet_.rows.size()) + 1;
        const std::string change =
            "[.B" + std::to_string(row) + "]-[.B" + std::to_string(row - 1) + "]";
        sheet_.add(
            {label(what), formula(or_dash(content), Format::whole, name),
             first_step_ == 0 ? text(Look::formula, "–") : formula(or_dash(change), Format::whole),
             formula_text(why, Look::formula_note, 2)},
            two_lines);
        if (first_step_ == 0) {
            first_step_ = row;
        }
    }

    void walk() {
        add_section(sheet_, "From one number to the other", width);
        sheet_.add({column_heading("One thing after the other"), number_heading("Cuts required"),
                    number_heading("Change"),
                    text(Look::column_heading, "What is different from the row above", 2)});
        step("Talent for GPUs, first year",
             one_year("catch_up_gpus", "plan_severance", "SAVINGMONTHS(0;plan_notice)"),
             "=\"One year like the last, and GPUs with which it grows by \"&" +
                 percentage("rival_growth") + "&\". Severance and notice count.\"",
             "one_year_cuts");
        step("Talent for GPUs, later years", one_year("catch_up_gpus", "0", "12"),
             "=\"Severance is paid and the notice over: a cut saves a whole year's cost.\"");
        step("The GPUs of this plan", one_year("plan_gpus", "0", "12"),
             "=FIXED(plan_gpus;0)&\" GPUs as ordered, not \"&IFERROR(FIXED(catch_up_gpus;0);"
             "\"as many as it takes to catch up\")&\".\"");
        step("Quarter by quarter", cuts_of("chips_steady"),
             "=\"Quarters instead of one year. A change: in a quarter that counts some GPUs are "
             "not yet delivered, or not sold.\"");
        step("Prices move: chips alone", cuts_of("chips_alone"),
             "=\"The price of an hour falls by \"&" + percentage("plan_erosion") +
                 "&\" a year. This is the number of the sheet Narrative check.\"");
        step("The business grows", cuts_of("chips_growing"),
             "=\"Revenue could grow by \"&" + percentage("plan_growth") +
                 "&\" a year; demand and other costs grow too, the latter by \"&" +
                 percentage("plan_cost_growth") + "&\".\"");
        step("Pay rises", cuts_of("chips_and_pay"),
             "=\"By \"&" + percentage("plan_wage_growth") + "&\" a year.\"");
        step("People leave", cuts_of("chips_and_leavers"),
             "=" + percentage("plan_attrition") + "&\" a year, and \"&" +
                 percentage(taken("plan_attrition_backfill", Driver::attrition_backfill)) +
                 "&\" of them are replaced.\"");
        step("All else as in Assumptions: this plan", "required_cuts",
             "=\"The margin to hold as typed in, \"&" + percentage("plan_target") +
                 "&\", and what replaces the work.\"");
        const int last = static_cast<int>(sheet_.rows.size());
        sheet_.named_columns.push_back({"walk_cuts", 1, first_step_, last});
        sheet_.named_columns.push_back({"walk_changes", 2, first_step_ + 1, last});
        sheet_.add({label("From the first to the last"),
                    formula(or_dash("(required_cuts-one_year_cuts)"), Format::whole),
                    formula("=IF(COUNT(walk_cuts)=ROWS(walk_cuts);SUM(walk_changes);\"–\")",
                            Format::whole, "walk_total"),
                    note("The sum of the changes. A dash: no number of cuts is an answer.", 2)});
    }

    void inputs() {
        add_section(sheet_, "What Talent for GPUs needs besides", width);
        sheet_.add({column_heading("Figure"), number_heading("Value"), column_heading("Unit"),
                    text(Look::column_heading, "Source", 2)});
        const auto fact = [&](const std::string& what, const std::string& name,
                              std::string_view item, std::string_view as_of, Format format) {
            const Fact& fact = facts_.at(std::string(item) + ", " + std::string(as_of));
            sheet_.add({label(what), input(fact.value, format, name), note(fact.unit),
                        note("Fact: " + fact.source + ". " + fact.as_of + ".", 2)});
        };
        fact("Revenue of the quarter a year earlier", "year_ago_revenue", "AWS net sales",
             "Q2 2024", Format::whole);
        fact("Growth to catch up with", "rival_growth", "Azure growth", "quarter ended June 2025",
             Format::percent);
        const auto line = [&](const std::string& what, const std::string& content, Format format,
                              const std::string& name, const std::string& unit,
                              const std::string& how) {
            sheet_.add({label(what), formula(content, format, name), note(unit), note(how, 2)});
        };
        line("GPUs that this takes",
             "=GPUSFORREVENUE(MAX(0;4*GROWTHGAP(year_ago_revenue*1000000;plan_revenue;"
             "rival_growth));" +
                 price_terms() + ")",
             Format::whole, "catch_up_gpus", "GPUs", "GROWTHGAP and GPUSFORREVENUE.");
        line("Margin of a GPU",
             "=GPUMARGIN(" + price_terms() + ";plan_capex_per_gpu;" +
                 taken("plan_life", Driver::life) +
                 ";plan_gpu_opex;0;plan_residual_share*plan_capex_per_gpu)",
             Format::percent, "one_year_gpu_margin", "share of revenue",
             "GPUMARGIN with the figures of Assumptions.");
    }

    const Facts& facts_;
    Sheet sheet_{.name = "Reconciliation", .columns = {60, 34, 34, 34, 52}};
    int first_step_ = 0;
};

} // namespace

Sheet reconciliation_sheet(const Facts& facts) {
    return Reconciliation(facts).sheet();
}

} // namespace headroom::workbook::plan
