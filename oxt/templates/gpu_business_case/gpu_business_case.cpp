#include "templates/gpu_business_case/gpu_business_case.hpp"

#include "templates/gpu_business_case/tables.hpp"
#include "templates/written.hpp"

namespace headroom::workbook {

namespace {

using namespace written;

using namespace gpu_case;

class Inputs : InputsSheet {
public:
    explicit Inputs(const Facts& facts) : InputsSheet(facts, inputs_subtitle) {}

    Sheet sheet() {
        revenue();
        purchase();
        running_cost();
        finance();
        return finish();
    }

private:
    void revenue() {
        section("What a GPU brings");
        fact("List price of an H100", "list_price", "H100 rental price", "2025-2026",
             Format::cents);
        assumption("Discount on the list price", "discount", 0.15, Format::percent,
                   "share of list price", "long contracts are sold below list. 0 % uses the list.");
        assumption("Utilisation", "utilisation", 0.75, Format::percent, "billed share of hours",
                   "three quarters of all hours are billed.");
        assumption("Price erosion", "erosion", 0.1, Format::percent, "fall per year",
                   "newer chips push older ones' price down. 0 % under a fixed contract.");
        assumption("GPUs to buy", "gpus", 1000, Format::whole, "GPUs",
                   "an example; the case is worked out for one and multiplied.");
    }

    void purchase() {
        section("What it costs to buy");
        choice("Capex taken from", "capex_from", "all-in figure", {"all-in figure", "build-up"},
               "The all-in figure below, or GPUCAPEX from server, network and facility. The sheet "
               "Case shows both.");
        fact("Capex per GPU, all-in", "all_in_capex", "All-in capex per GPU", "2025",
             Format::whole);
        fact("Build-up: server", "server_price", "H100 server (8 GPUs)", "2023", Format::whole);
        assumption("Build-up: GPUs in that server", "gpus_per_server", 8, Format::whole, "GPUs",
                   "as the server is sold.");
        assumption("Build-up: on top of that price", "server_overhead", 1, Format::cents,
                   "factor, 1 is nothing", "the price is the whole server's already.");
        assumption("Build-up: network", "network_share", 0.1, Format::percent,
                   "share of both together", "a tenth of servers and network together.");
        assumption("Build-up: building and power", "facility_per_kw", 10000, Format::whole,
                   "$ per kW", "an own building; 0 when it is rented.");
        fact("Useful life", "life", "Amazon server useful life", "2025", Format::whole);
        whole(from(1).to(most_years));
        assumption("Residual value", "residual", 0, Format::whole, "$ per GPU",
                   "nothing left at the end.");
    }

    void running_cost() {
        section("What it costs to run", true);
        fact("Power per GPU at the rack", "kw", "Power per H100 GPU at the rack", "2024",
             Format::cents);
        fact("PUE", "pue", "PUE", "2024", Format::cents);
        assumption("Average load", "load", 0.8, Format::percent, "share of kW",
                   "servers draw less than their rated power.");
        fact("Electricity", "tariff", "Industrial electricity", "2024", Format::cents);
        assumption("Colocation rent", "colo", 0, Format::whole, "$ per kW and month",
                   "an own building, which is in the capex.");
        assumption("Other running cost", "other_opex", 1500, Format::whole, "$ per GPU and year",
                   "maintenance, software, staff: 3 % of capex.");
    }

    void finance() {
        section("Capital and tax");
        assumption("Cost of capital, after tax", "wacc", 0.09, Format::percent, "per year",
                   "what the money could earn elsewhere at the same risk.");
        assumption("Tax rate", "tax", 0.21, Format::percent, "share of profit",
                   "a company that pays the US federal rate. 0 % leaves tax out.");
        assumption("MACRS class", "tax_class", 5, Format::whole, "years: 3, 5, 7, …",
                   "computers are 5-year property. Only the sheet Tax and lease uses it.");
        assumption("Bonus depreciation", "bonus", 0, Format::percent, "share of price",
                   "none. The share that applies depends on the date of purchase.");
    }
};

// Case --------------------------------------------------------------------------------------

class Case : ChainSheet {
public:
    Case() : ChainSheet({.name = "Case", .columns = {66, 26, 38, 76}}) {}

    Sheet sheet() {
        add_title(sheet_, "The case of one GPU",
                  "What one GPU costs, earns and returns. Every line is a formula over named "
                  "cells; put the cursor on it to read it.",
                  4);
        cost();
        hour();
        life();
        fleet();
        return std::move(sheet_);
    }

private:
    void cost() {
        section("1  What it costs");
        line("Capex built up from its parts", "built_up_capex",
             call("GPUCAPEX", "server_price/gpus_per_server;server_overhead;network_share;kw;"
                              "facility_per_kw"),
             Format::whole, "$ per GPU", "GPUCAPEX: its share of server, network and building.");
        line("Against the all-in figure", "capex_difference", "=built_up_capex/all_in_capex-1",
             Format::percent, "difference", "Two sources for the same thing: near 0 is good.");
        line("Capex of the case", "capex",
             "=IF(capex_from=\"all-in figure\";all_in_capex;built_up_capex)", Format::whole,
             "$ per GPU", "As chosen in Inputs.");
        line("Running cost", "opex_per_gpu", call("GPUOPEX", "kw;pue;load;tariff;colo;other_opex"),
             Format::whole, "$ per GPU and year", "GPUOPEX: power, rent and the rest.");
    }

    void hour() {
        section("2  What a billed hour costs and earns");
        line("Price in the first year", "price", "=list_price*(1-discount)", Format::cents,
             "$ per GPU-hour", "List price less discount.");
        line("Cost, as in the books", "book_cost",
             call("GPUHOURCOST", "utilisation;capex;life;opex_per_gpu;0;residual"), Format::cents,
             "$ per GPU-hour", "GPUHOURCOST: depreciation and running cost.");
        line("Cost with the cost of capital", "full_cost",
             call("GPUHOURCOST", "utilisation;capex;life;opex_per_gpu;wacc;residual"),
             Format::cents, "$ per GPU-hour", "GPUHOURCOST: before tax, at a steady price.");
        line("Margin in the first year, books", "first_margin", call("GPUMARGIN", margin_terms),
             Format::percent, "share of revenue", "GPUMARGIN without cost of capital.");
        line("Margin in the first year, after cost of capital", "economic_margin",
             call("GPUMARGIN", "price;utilisation;capex;life;opex_per_gpu;wacc;residual"),
             Format::percent, "share of revenue", "GPUMARGIN with it.");
        line("Margin in the last year, books", "last_margin",
             call("GPUMARGIN", "price*(1-erosion)^(life-1);utilisation;capex;life;opex_per_gpu;0;"
                               "residual"),
             Format::percent, "share of revenue", "GPUMARGIN at the price that is left by then.");
    }

    void life() {
        section("3  What it returns over its life");
        line("Net present value", "npv_per_gpu", call("GPUNPV", npv_terms), Format::whole,
             "$ per GPU", "GPUNPV: all cash after tax in today's money, less the purchase.");
        line("Internal rate of return", "return_rate", call("GPUIRR", flow_terms), Format::percent,
             "per year", "GPUIRR: the cost of capital at which the NPV is 0.");
        line("Payback", "payback_years", call("GPUPAYBACK", flow_terms), Format::cents, "years",
             "GPUPAYBACK: when the cash has brought the purchase back, without interest.");
        line("NPV at twice the price", "npv_at_twice",
             "=GPUNPV(2*price;utilisation;capex;life;opex_per_gpu;wacc;residual;erosion;tax)",
             Format::whole, "$ per GPU",
             "The NPV is a straight line in price and utilisation; this is its second point.");
        line("Price that pays", "price_to_pay", "=price*(1-npv_per_gpu/(npv_at_twice-npv_per_gpu))",
             Format::cents, "$ per GPU-hour",
             "First-year price at which the NPV is 0; it erodes like the other.");
        line("Utilisation that pays", "utilisation_to_pay",
             "=utilisation*(1-npv_per_gpu/(npv_at_twice-npv_per_gpu))", Format::percent,
             "billed share of hours", "The same for the utilisation. Above 100 %: none does.");
    }

    void fleet() {
        section("4  All GPUs together");
        line("Capex", "fleet_capex", "=gpus*capex/1000000", Format::tenth, "$m, once",
             "GPUs times capex.");
        line("Revenue in the first year", "fleet_revenue", "=gpus*8760*utilisation*price/1000000",
             Format::tenth, "$m", "GPUs, billed hours and price.");
        line("Net present value", "fleet_npv", "=gpus*npv_per_gpu/1000000", Format::tenth, "$m",
             "GPUs times NPV.");
    }
};

// Answer ------------------------------------------------------------------------------------

constexpr const char* verdict =
    "=IF(ISERROR(npv_per_gpu);\"No answer with these inputs. The sheet Checks says why.\";"
    "IF(npv_per_gpu>=0;\"With these inputs the case pays: at \"&FIXED(100*wacc;1)&\" % cost of "
    "capital each GPU is worth $\"&FIXED(npv_per_gpu;0)&\" more than it costs.\"&"
    "IFERROR(\" The money is back after \"&FIXED(payback_years;1)&\" years.\";\"\");"
    "IF(ISERROR(payback_years);\"With these inputs the case does not pay: in \"&life&IF(life=1;\" "
    "year\";\" years\")&\" a "
    "GPU "
    "does not bring back what it costs.\";\"With these inputs the case does not pay: the money is "
    "back after \"&FIXED(payback_years;1)&\" years, but at \"&FIXED(100*wacc;1)&\" % cost of "
    "capital each GPU is worth $\"&FIXED(-npv_per_gpu;0)&\" less than it costs.\")&"
    "IFERROR(\" It would take a price of $\"&FIXED(price_to_pay;2)&\" or a utilisation of \"&"
    "FIXED(100*utilisation_to_pay;0)&\" %\"&IF(utilisation_to_pay>1;\", which no GPU reaches.\";"
    "\".\");\"\")))";

/// "none" where there is no answer, but an error stays one where an input is wrong.
std::string or_none(const std::string& content) {
    return "=IF(ISERROR(npv_per_gpu);" + content + ";IFERROR(" + content + ";\"none\"))";
}

class Answer {
public:
    Sheet sheet() {
        add_title(sheet_, "GPU business case",
                  "Does a GPU earn back what it costs, and what its capital could earn elsewhere? "
                  "An H100 at published prices, as an example to overwrite. All amounts in US "
                  "dollars.",
                  4);
        add_status(sheet_);
        question();
        headline();
        cash();
        break_evens();
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
            "=\"The question here: does a GPU that is bought today and rented out for \"&life&\" "
            "years bring back more than it costs, after tax, falling prices and what its capital "
            "could earn elsewhere?\"",
            "=\"Talent for GPUs and Trade plan ask what GPUs do to the margin in the books. A GPU "
            "can "
            "have a good margin in its first year, as below, and not pay over its life.\"",
            4);
    }

    void headline() {
        add_section(sheet_, "The answer", 4);
        figure("Net present value of one GPU", "=npv_per_gpu", Format::whole, "$ per GPU",
               "What it is worth beyond its cost.", Look::result);
        figure("Internal rate of return", or_none("return_rate"), Format::percent, "per year",
               "To compare with the cost of capital.", Look::result);
        sheet_.add({formula_text(verdict, Look::result_text, 4)}, 14);
        figure("Cost of capital", "=wacc", Format::percent, "per year", "From Inputs.");
        figure("Payback", or_none("payback_years"), Format::tenth, "years", "Without interest.");
        figure("Margin in the first year", "=first_margin", Format::percent, "share of revenue",
               "As in the books.");
        figure("Margin in the last year", "=last_margin", Format::percent, "share of revenue",
               "At the price left after the erosion.");
        figure("Capex of all GPUs", "=fleet_capex", Format::tenth, "$m, once",
               "For the number of GPUs in Inputs.");
        figure("Net present value of all GPUs", "=fleet_npv", Format::tenth, "$m",
               "The same for all of them.");
        figure("Checks", "=checks", Format::many, "see Checks", "Whether the workbook adds up.",
               Look::check);
    }

    void cash() {
        add_section(sheet_, "When the money comes back", 4);
        sheet_.add({}, 2);
        const int place = sheet_.add({}, 58);
        const Sheet table = cash_sheet();
        Chart chart = table.charts.front();
        chart.name = "Cumulative cash";
        chart.sheet = table.name;
        chart.row = place;
        chart.left = 6;
        chart.width = 186;
        chart.height = 56;
        sheet_.charts.push_back(std::move(chart));
    }

    void break_evens() {
        add_section(sheet_, "What has to be earned", 4);
        sheet_.add({column_heading("To cover"), number_heading("Price, $ per GPU-hour"),
                    number_heading("or utilisation"), column_heading("What it is")});
        const auto row = [&](const std::string& what, const std::string& wacc,
                             const std::string& meaning) {
            const std::string rest = "capex;life;opex_per_gpu;0;" + wacc + ";residual)";
            sheet_.add({label(what),
                        formula("=GPUBREAKEVENPRICE(utilisation;" + rest, Format::cents),
                        formula(or_none("GPUBREAKEVENUTIL(price;" + rest), Format::percent),
                        note(meaning)});
        };
        row("Depreciation and running cost", "0", "Margin 0 in the books, first year.");
        row("The cost of capital too", "wacc", "Before tax, at a steady price.");
        sheet_.add({label("All of it over the life, with erosion and tax"),
                    formula("=price_to_pay", Format::cents),
                    formula("=utilisation_to_pay", Format::percent),
                    note("NPV 0. Above 100 %: none is enough.")});
        sheet_.add({label("Assumed in this case"), formula("=price", Format::cents),
                    formula("=utilisation", Format::percent), note("From Inputs.")});
    }

    Sheet sheet_{.name = "Answer", .columns = {72, 32, 34, 64}};
};

// Workings, checks --------------------------------------------------------------------------

Sheet workings() {
    Sheet sheet = workings_sheet(
        "Every step of the headline results. First the arguments, then the steps; the last row is "
        "the result. Retype a formula with the names replaced by cells, as an array where it has "
        "ROW in it, and you get the same number.");
    add_workings(sheet, "GPUMARGIN", margin_terms, 12, false);
    add_workings(sheet, "GPUNPV", npv_terms, 12, false);
    add_workings(sheet, "GPUIRR", flow_terms, 14, true);
    return sheet;
}

class Checks : written::ChecksSheet {
public:
    Sheet sheet() {
        cash();
        break_evens();
        tax_and_lease();
        sum_up();
        reasons();
        reason("GPUCAPEX",
               "server_price/gpus_per_server;server_overhead;network_share;kw;facility_per_kw");
        reason("GPUOPEX", "kw;pue;load;tariff;colo;other_opex");
        reason("GPUMARGIN", margin_terms);
        reason("GPUNPV", npv_terms);
        reason("GPUIRR", flow_terms);
        reason("GPUPAYBACK", flow_terms);
        reason("MACRS", "capex;tax_class;1;;bonus");
        reason("LEASEVSBUY", lease_terms);
        return finish();
    }

private:
    void cash() {
        at_least("The table of cash has room for the whole life", "=" + std::to_string(most_years),
                 "=life", Format::whole);
        agree("Cash is revenue less running cost, tax and capex, plus residual", "=SUM(cash_flows)",
              "=SUM(revenues)-SUM(running_costs)-SUM(taxes)-capex+residual", Format::cents);
        agree("Depreciation takes capex down to the residual", "=SUM(charges)", "=capex-residual",
              Format::cents);
        agree("GPUNPV is Calc's own NPV of the cash", "=npv_per_gpu",
              "=NPV(wacc;cash_flows)*(1+wacc)", Format::cents);
        agree("GPUNPV is the sum of the present values", "=npv_per_gpu", "=SUM(present_values)",
              Format::cents);
        agree("GPUIRR is Calc's own IRR of the cash", "=return_rate",
              "=IRR(cash_flows;return_rate)", Format::percent_fine, "0.0000001");
        agree(
            "At a cost of capital of GPUIRR the NPV is 0",
            "=ROUND(GPUNPV(price;utilisation;capex;life;opex_per_gpu;return_rate;residual;erosion;"
            "tax);6)",
            "=0", Format::cents, "0.000001");
        agree("Payback is where the cumulative cash crosses 0", "=payback_years", "=SUM(paid_back)",
              Format::cents);
    }

    void break_evens() {
        agree("At the break-even price the margin is 0",
              "=GPUMARGIN(GPUBREAKEVENPRICE(utilisation;capex;life;opex_per_gpu;0;0;residual);"
              "utilisation;capex;life;opex_per_gpu;0;residual)",
              "=0", Format::percent_fine);
        agree("At the break-even utilisation the margin is 0",
              "=GPUMARGIN(price;GPUBREAKEVENUTIL(price;capex;life;opex_per_gpu;0;0;residual);"
              "capex;life;opex_per_gpu;0;residual)",
              "=0", Format::percent_fine);
        agree(
            "At the price that pays the NPV is 0",
            "=ROUND(GPUNPV(price_to_pay;utilisation;capex;life;opex_per_gpu;wacc;residual;erosion;"
            "tax);6)",
            "=0", Format::cents, "0.000001");
        agree("At the utilisation that pays the NPV is 0 (tested up to 100 %)",
              "=IF(utilisation_to_pay>1;0;ROUND(GPUNPV(price;utilisation_to_pay;capex;life;opex_"
              "per_gpu;"
              "wacc;residual;erosion;tax);6))",
              "=0", Format::cents, "0.000001");
    }

    void tax_and_lease() {
        agree("MACRS writes off the whole price (tested up to class 7)", "=SUM(tax_charges)",
              "=IF(tax_class<=7;capex;SUM(tax_charges))", Format::cents);
        agree("The NPV of leasing is Calc's own", "=leasing", "=-NPV(wacc;lease_payments)*(1-tax)",
              Format::cents);
        agree("At the break-even payment leasing costs what buying does", "=buying",
              "=PV(wacc;COUNT(lease_payments);payment_to_equal)*(1-tax)", Format::cents);
    }
};

} // namespace

Workbook gpu_business_case(const Source& source) {
    const Facts& facts = source.facts;
    return {.title = "GPU business case",
            .subject = "What one GPU earns over its life, and at which price and utilisation it "
                       "pays",
            .sheets = {Answer().sheet(), Inputs(facts).sheet(), Case().sheet(), cash_sheet(),
                       prices_sheet(facts), tax_and_lease_sheet(), workings(), Checks().sheet()}};
}

} // namespace headroom::workbook
