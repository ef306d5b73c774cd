#include "templates/gpu_business_case/tables.hpp"

#include "templates/written.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <span>

namespace headroom::workbook::gpu_case {

namespace {

using namespace written;

/// Replaces # by the number of the row that is added next.
std::string in_next_row(const Sheet& sheet, const std::string& content) {
    return boost::replace_all_copy(content, "#", std::to_string(sheet.rows.size() + 1));
}

/// A formula that stays empty in the rows beyond the life.
std::string while_alive(const std::string& content) {
    return "=IF([.A#]=\"\";\"\";" + content + ")";
}

std::string year_within(int year, const std::string& last) {
    const std::string number = std::to_string(year);
    return "=IF(" + number + "<=" + last + ";" + number + ";\"\")";
}

struct Column {
    const char* heading;
    const char* name;
    const char* content; ///< of every year but year 0 where `first_year` is empty
    Format format;
    bool first_year = false; ///< filled in year 0 too
};

constexpr Column cash_columns[] = {
    {"Price, $ per hour", "", "price*(1-erosion)^([.A#]-1)", Format::cents},
    {"Revenue", "revenues", "8760*utilisation*[.B#]", Format::whole},
    {"Running cost", "running_costs", "opex_per_gpu", Format::whole},
    {"Depreciation", "charges", "(capex-residual)/life", Format::whole},
    {"Profit before tax", "", "[.C#]-[.D#]-[.E#]", Format::whole},
    {"Margin", "", "IF([.C#]=0;\"\";[.F#]/[.C#])", Format::percent},
    {"Tax", "taxes", "tax*[.F#]", Format::whole},
    {"Cash flow", "cash_flows",
     "INDEX(GPUCASHFLOW(price;utilisation;capex;life;opex_per_gpu;residual;erosion;tax);[.A#]+1)",
     Format::whole, true},
    {"Cumulative cash flow", "cumulative_cash", "SUM([.I$first:.I#])", Format::whole, true},
    {"Present value", "present_values", "[.I#]/(1+wacc)^[.A#]", Format::whole, true},
    {"Cumulative present value", "cumulative_worth", "SUM([.K$first:.K#])", Format::whole, true},
    {"Paid back after, years", "paid_back",
     "IF(AND([.J#]>=0;COUNTIF([.J$first:.J@];\">=0\")=0);[.A#]-1-[.J@]/[.I#];\"\")", Format::cents},
    {"Share of its life", "shares_of_life", "[.A#]/life", Format::percent_whole, true},
};

std::string sum_of(char column, int first, int last) {
    const std::string letter(1, column);
    return "=SUM([." + letter + std::to_string(first) + ":." + letter + std::to_string(last) + "])";
}

/// The named ones, from the second column of the sheet on.
void name_columns(Sheet& sheet, std::span<const Column> columns, int heading, int first, int last) {
    int number = 0;
    for (const Column& column : columns) {
        ++number;
        if (*column.name != '\0') {
            sheet.named_columns.push_back({.name = column.name,
                                           .column = number,
                                           .first = first,
                                           .last = last,
                                           .heading = heading});
        }
    }
}

} // namespace

Sheet cash_sheet() {
    Sheet sheet{.name = "Cash",
                .columns = {16, 20, 22, 22, 26, 22, 20, 20, 22, 24, 22, 24, 26, 20},
                .landscape = true};
    add_title(sheet, "Cash, year by year",
              "One GPU, in $. The purchase is year 0; every year's cash comes at its end. Cash "
              "flow: GPUCASHFLOW. It is what is left after running cost and tax; depreciation only "
              "lowers the tax. In a year with a loss the loss saves tax elsewhere.",
              14);
    sheet.gap();
    std::vector<Cell> headings{number_heading("Year")};
    for (const Column& column : cash_columns) {
        headings.push_back(number_heading(column.heading));
    }
    const int heading = sheet.add(std::move(headings));
    // The sums stand above the years, so that the rows which a short life leaves are at the end.
    const int first = heading + 2;
    const int last = first + most_years;
    std::vector<Cell> sums{label("Life")};
    for (const Column& column : cash_columns) {
        const char letter = static_cast<char>('A' + sums.size());
        const bool adds_up = column.format == Format::whole && letter != 'J' && letter != 'L';
        sums.push_back(adds_up ? formula(sum_of(letter, first, last), Format::whole) : label(""));
    }
    sheet.add(std::move(sums));
    for (int year = 0; year <= most_years; ++year) {
        std::vector<Cell> cells{formula(year_within(year, "life"), Format::whole)};
        for (const Column& column : cash_columns) {
            std::string content =
                year == 0 && !column.first_year ? "=\"\"" : while_alive(column.content);
            boost::replace_all(content, "first", std::to_string(first));
            boost::replace_all(content, "@", std::to_string(sheet.rows.size()));
            cells.push_back(formula(in_next_row(sheet, content), column.format));
        }
        sheet.add(std::move(cells));
    }
    sheet.spare_rows.push_back({first, last, static_cast<int>(std::size(cash_columns)) + 1});
    name_columns(sheet, cash_columns, heading, first, last);
    sheet.named_columns.push_back({"years", 0, first, last});
    sheet.add({}, 3);
    constexpr double height = 88;
    const int place = sheet.add({}, height);
    sheet.charts.push_back(
        {.name = "Cash by year",
         .title = "Cumulative cash of one GPU by share of its life, a point at each year's end",
         .value_axis = "$",
         // Years would need an axis that ends elsewhere with each life.
         .categories = series(sheet, "shares_of_life", Drawn::path).values,
         .series = {series(sheet, "cumulative_cash", Drawn::path),
                    series(sheet, "cumulative_worth", Drawn::path)},
         .format = Format::whole,
         .category_format = Format::percent_whole,
         .row = place,
         .left = 2,
         .width = 298,
         .height = height - 2,
         .labels = false,
         .category_scale = Scale{.low = 0, .high = 1, .step = 0.2}});
    return sheet;
}

namespace {

void add_npv_table(Sheet& sheet, const std::vector<double>& prices) {
    add_section(sheet, "What one GPU is worth beyond its cost (NPV in $), by price and utilisation",
                8);
    std::vector<Cell> shares{number_heading("$ per GPU-hour")};
    for (const double share : {0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0}) {
        shares.push_back(input(share, Format::percent));
    }
    const std::string heading = std::to_string(sheet.add(std::move(shares)));
    for (const double price : prices) {
        std::vector<Cell> cells{input(price, Format::cents)};
        for (char column = 'B'; column <= 'H'; ++column) {
            const std::string npv = "=GPUNPV([.$A#];[." + std::string(1, column) + "$" + heading +
                                    "];capex;life;opex_per_gpu;wacc;residual;erosion;tax)";
            cells.push_back(
                formula(in_next_row(sheet, npv), Format::whole, {}, Look::signed_amount));
        }
        sheet.add(std::move(cells));
    }
    sheet.add({note("Price down, utilisation across; both may be typed over. Everything else is as "
                    "in Inputs. Green: worth its capital.",
                    8)});
}

void add_erosion_table(Sheet& sheet) {
    add_section(sheet, "What falling prices do", 8);
    sheet.add({number_heading("Price falls by, per year"), number_heading("NPV, $ per GPU"),
               number_heading("IRR, per year"), number_heading("Payback, years"),
               number_heading("Price in the last year"), number_heading("Margin in the last year"),
               number_heading("Price that pays"), number_heading("Utilisation that pays")});
    const auto terms = [](const std::string& price, const std::string& wacc) {
        return "(" + price + ";utilisation;capex;life;opex_per_gpu;" + wacc + "residual;[.A#];tax)";
    };
    const std::string last_price = "price*(1-[.A#])^(life-1)";
    // The NPV is a straight line in the price, and in the utilisation.
    const std::string factor = "(1-[.B#]/(GPUNPV" + terms("2*price", "wacc;") + "-[.B#]))";
    const auto or_none = [](const std::string& content) {
        return "=IFERROR(" + content + ";\"none\")";
    };
    for (const double erosion : {0.0, 0.05, 0.1, 0.15, 0.2, 0.3}) {
        const auto cell = [&](const std::string& content, Format format,
                              Look look = Look::formula) {
            return formula(in_next_row(sheet, content), format, {}, look);
        };
        sheet.add({input(erosion, Format::percent),
                   cell("=GPUNPV" + terms("price", "wacc;"), Format::whole, Look::signed_amount),
                   cell(or_none("GPUIRR" + terms("price", "")), Format::percent),
                   cell(or_none("GPUPAYBACK" + terms("price", "")), Format::cents),
                   cell("=" + last_price, Format::cents),
                   cell(or_none("GPUMARGIN(" + last_price +
                                ";utilisation;capex;life;opex_per_gpu;0;residual)"),
                        Format::percent),
                   cell(or_none("price*" + factor), Format::cents),
                   cell(or_none("utilisation*" + factor), Format::percent)});
    }
    sheet.add({note("None: at no rate, or never within its life. Price and utilisation that pay: "
                    "where the NPV is 0; above 100 % no utilisation is enough.",
                    8)});
}

} // namespace

Sheet prices_sheet(const Facts& facts) {
    Sheet sheet{.name = "Prices", .columns = {36, 28, 28, 28, 32, 32, 28, 30}, .landscape = true};
    add_title(sheet, "Where it pays and where it does not",
              "The same case at other prices, utilisations and price erosions. Published list "
              "prices run from 1.99 to 5.00 $ per GPU-hour.",
              8);
    const double listed = facts.at("H100 rental price, 2025-2026").value;
    add_npv_table(sheet, {1.99, 2.25, 2.5, 2.75, listed, 3.25, 4, 5});
    add_erosion_table(sheet);
    return sheet;
}

namespace {

constexpr const char* table_end = "MAX(life;tax_class+1;COUNT(lease_payments))";

constexpr Column tax_columns[] = {
    {"Straight-line, as in the books", "book_charges", "IF([.A#]<=life;(capex-residual)/life;0)",
     Format::whole},
    {"MACRS, as for US tax", "tax_charges", "MACRS(capex;tax_class;[.A#];;bonus)", Format::whole},
    {"MACRS ahead so far", "", "SUM([.C$first:.C#])-SUM([.B$first:.B#])", Format::whole},
    {"Tax saved, straight-line", "book_shields", "tax*[.B#]/(1+wacc)^[.A#]", Format::whole},
    {"Tax saved, MACRS", "tax_shields", "tax*[.C#]/(1+wacc)^[.A#]", Format::whole},
};

void add_year_table(Sheet& sheet) {
    add_section(sheet, "Depreciation and lease payments of one GPU, in $", 7);
    std::vector<Cell> headings{number_heading("Year")};
    for (const Column& column : tax_columns) {
        headings.push_back(number_heading(column.heading));
    }
    headings.push_back(number_heading("Lease payment, typed in"));
    const int heading = sheet.add(std::move(headings));
    const int first = heading + 2;
    const int last = first + most_years - 1;
    sheet.add({label("Sum"), formula("=SUM(book_charges)", Format::whole),
               formula("=SUM(tax_charges)", Format::whole), label(""),
               formula("=SUM(book_shields)", Format::whole),
               formula("=SUM(tax_shields)", Format::whole),
               formula("=SUM(lease_payments)", Format::whole)});
    for (int year = 1; year <= most_years; ++year) {
        std::vector<Cell> cells{formula(year_within(year, table_end), Format::whole)};
        for (const Column& column : tax_columns) {
            const std::string content = boost::replace_all_copy(while_alive(column.content),
                                                                "first", std::to_string(first));
            cells.push_back(formula(in_next_row(sheet, content), column.format));
        }
        cells.push_back(input(year <= 5 ? std::optional(14000.0) : std::nullopt, Format::whole));
        sheet.add(std::move(cells));
    }
    constexpr int payments = static_cast<int>(std::size(tax_columns)) + 1;
    sheet.spare_rows.push_back({first, last, payments});
    name_columns(sheet, tax_columns, heading, first, last);
    sheet.named_columns.push_back({"lease_payments", payments, first, last});
    sheet.add({note("Tax saved: depreciation times the tax rate, in today's money. MACRS writes "
                    "off the whole price, the books leave the residual value. Payments fall at the "
                    "end of each year; the 14,000 are an assumption (low): type in an offer, and "
                    "leave the years after it blank.",
                    7)});
}

} // namespace

Sheet tax_and_lease_sheet() {
    Sheet sheet{
        .name = "Tax and lease", .columns = {30, 38, 38, 38, 38, 38, 38}, .landscape = true};
    add_title(sheet, "Tax and lease",
              "Two questions beside the case: what faster tax depreciation is worth, and whether a "
              "lease is cheaper than the purchase. Neither is in the NPV of the case.",
              7);
    add_year_table(sheet);
    add_section(sheet, "What follows", 7);
    const auto row = [&](const std::string& what, const std::string& content,
                         const std::string& name, const std::string& meaning) {
        sheet.add({label(what, 2), formula(content, Format::whole, name), note("$ per GPU"),
                   note(meaning, 3)});
    };
    const auto part = [](int number) {
        return "=INDEX(LEASEVSBUY(" + std::string(lease_terms) + ");" + std::to_string(number) +
               ";2)";
    };
    row("MACRS instead of straight-line is worth", "=SUM(tax_shields)-SUM(book_shields)",
        "macrs_gain", "What the earlier deductions add to the NPV.");
    row("NPV of buying", part(1), "buying",
        "LEASEVSBUY: purchase less the tax that depreciation saves and the residual.");
    row("NPV of leasing", part(2), "leasing", "Payments after tax.");
    row("Advantage of leasing", part(3), "leasing_gain",
        "Negative: buying is cheaper. The running cost is the same in both and left out.");
    row("Break-even payment", part(4), "payment_to_equal",
        "The yearly payment at which both cost the same.");
    sheet.add({formula_text(
                  "=IF(ISERROR(leasing_gain);\"No answer with these inputs. The sheet Checks says "
                  "why.\";IF(COUNT(lease_payments)<>life;\"The lease runs \"&COUNT(lease_payments)"
                  "&\" years and the GPU \"&life&\": not the same thing is compared.\";"
                  "IF(leasing_gain>=0;\"With these payments leasing is cheaper by $\"&"
                  "FIXED(leasing_gain;0)&\" per GPU.\";\"With these payments buying is cheaper "
                  "by $\"&FIXED(-leasing_gain;0)&\" per GPU.\")))",
                  Look::result_text, 7)},
              9);
    return sheet;
}

} // namespace headroom::workbook::gpu_case
