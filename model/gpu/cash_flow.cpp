#include "gpu/cash_flow.hpp"

#include "core/define.hpp"
#include "core/elementary.hpp"
#include "core/sum.hpp"
#include "gpu/arguments.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom {

namespace {

/// The polynomial at v = exp(u), divided by its largest term there: of the same sign and never too
/// large, however far apart the coefficients are.
class Scaled {
public:
    explicit Scaled(std::span<const double> coefficients) {
        for (std::size_t power = 0; power < coefficients.size(); ++power) {
            if (coefficients[power] != 0) {
                terms_.push_back({coefficients[power] > 0 ? 1.0 : -1.0,
                                  elementary::log(std::abs(coefficients[power])),
                                  static_cast<double>(power)});
            }
        }
    }

    double operator()(double u) const {
        double largest = -std::numeric_limits<double>::infinity();
        for (const Term& term : terms_) {
            largest = std::max(largest, term.size + term.power * u);
        }
        Sum sum;
        for (const Term& term : terms_) {
            sum += term.sign * elementary::exp(term.size + term.power * u - largest);
        }
        return sum.value();
    }

private:
    struct Term {
        double sign, size, power;
    };
    std::vector<Term> terms_;
};

int sign_changes(std::span<const double> coefficients) {
    int changes = 0;
    double last = 0;
    for (const double coefficient : coefficients) {
        if (coefficient != 0) {
            changes += last * coefficient < 0 ? 1 : 0;
            last = coefficient > 0 ? 1 : -1;
        }
    }
    return changes;
}

} // namespace

std::vector<double> positive_roots(std::span<const double> coefficients) {
    const int changes = sign_changes(coefficients);
    if (changes == 0) {
        return {};
    }
    // Beyond these, v or 1 / v is no double.
    constexpr double end = 750;
    std::vector<double> turns{-end};
    if (changes > 1) {
        while (coefficients.front() == 0) {
            coefficients = coefficients.subspan(1);
        }
        const double largest = std::abs(
            *std::max_element(coefficients.begin(), coefficients.end(),
                              [](double a, double b) { return std::abs(a) < std::abs(b); }));
        std::vector<double> derivative;
        for (std::size_t i = 1; i < coefficients.size(); ++i) {
            derivative.push_back(static_cast<double>(i) * (coefficients[i] / largest));
        }
        for (const double turn : positive_roots(derivative)) {
            turns.push_back(elementary::log(turn));
        }
    }
    turns.push_back(end);
    const Scaled polynomial(coefficients);
    std::vector<double> roots;
    for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
        if ((polynomial(turns[i]) < 0) != (polynomial(turns[i + 1]) < 0)) {
            std::uintmax_t iterations = 200;
            const auto [left, right] = boost::math::tools::toms748_solve(
                polynomial, turns[i], turns[i + 1], boost::math::tools::eps_tolerance<double>(),
                iterations);
            roots.push_back(elementary::exp(left + (right - left) / 2));
        }
    }
    return roots;
}

namespace {

constexpr int most_years = 50;

namespace argument {

using namespace gpu_argument;

const ArgumentText life_in_years{
    .id = "life",
    .help = tr("Whole years the GPU is used and depreciated over."),
    .limits = from(1).to(most_years).whole(),
};
const ArgumentText erosion{
    .id = "erosion",
    .help = tr("How much the price falls each year. 15 % is 0.15; negative: it rises."),
    .limits = from(-1).to(1),
    .otherwise = 0.0,
};
const ArgumentText tax{
    .id = "tax",
    .help = tr("Tax rate on profit after depreciation; losses earn it back."),
    .limits = from(0).to(1),
    .otherwise = 0.0,
};

} // namespace argument

constexpr Text flow_source =
    tr("Free cash flow: operating profit after tax plus depreciation, Brealey, Myers & Allen, "
       "Principles of Corporate Finance; straight-line depreciation, IAS 16.62.");

std::string numbered(std::string_view id, std::size_t year) {
    return std::string(id) + '_' + std::to_string(year);
}

/// A term of a formula for each year of the life.
template <class Term> std::string each_year(std::span<const double> flows, Term term) {
    std::vector<std::string> terms;
    for (std::size_t year = 1; year < flows.size(); ++year) {
        terms.push_back(term(year));
    }
    return boost::join(terms, ";");
}

std::string flow_of(std::size_t year) {
    return numbered("flow", year);
}

std::string recovered_by(std::size_t year) {
    return numbered("recovered", year);
}

/// A year has a step of its own, so that all of them hold in any program.
void note_flow(Call& call, std::size_t year, bool last, double flow) {
    const std::string earned =
        year == 1 ? "revenue" : "revenue*(1-erosion)^" + std::to_string(year - 1);
    call.note(
        {flow_of(year), flow,
         "=(" + earned + "-(opex+depreciation))*(1-tax)+depreciation" + (last ? "+residual" : ""),
         &unit::money_per_gpu});
}

const Step revenue_step{"revenue", "=8760*utilisation*price", unit::money_per_gpu_year};
const Step depreciation_step{"depreciation", "=(capex-residual)/life", unit::money_per_gpu_year};

std::vector<double> cash_flow(Call& call, double price, double utilisation, double capex,
                              double life, double opex, double residual, double erosion,
                              double tax) {
    const double revenue = call.step("revenue", hours_per_year * utilisation * price);
    const double depreciation = call.step("depreciation", (capex - residual) / life);
    std::vector<double> flows{-capex};
    for (int year = 1; year <= life; ++year) {
        const double earned = revenue * elementary::pow(1 - erosion, year - 1);
        const double profit = difference(earned, opex + depreciation);
        flows.push_back(profit * (1 - tax) + depreciation);
    }
    flows.back() += residual;
    if (call.explains()) {
        for (std::size_t year = 1; year < flows.size(); ++year) {
            note_flow(call, year, year + 1 == flows.size(), flows[year]);
        }
    }
    return flows;
}

/// What the years are worth at that rate, less the purchase, as a formula.
std::string worth_formula(std::span<const double> flows, const std::string& rate) {
    return "SUM(" +
           each_year(flows,
                     [&](std::size_t year) {
                         return flow_of(year) + "/(1+" + rate + ")^" + std::to_string(year);
                     }) +
           ")-capex";
}

/// What the years are worth at that rate, less the purchase.
double worth(std::span<const double> flows, double rate) {
    Sum brought;
    for (std::size_t year = 1; year < flows.size(); ++year) {
        brought += flows[year] * elementary::pow(1 + rate, -static_cast<double>(year));
    }
    return difference(brought.value(), -flows.front());
}

Table gpu_cash_flow(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex,
                    Years life, MoneyPerGpuYear opex, MoneyPerGpu residual, Rate erosion,
                    Share tax) {
    const std::vector<double> flows =
        cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax);
    call.step("total", worth(flows, 0),
              [&] { return "=SUM(" + each_year(flows, flow_of) + ")-capex"; });
    Table column;
    for (const double amount : flows) {
        column.append({amount});
    }
    return column;
}

/// The steps, and a line a year for as long as any life: year, flow and what else is asked for.
void write_years(BlockWriter& block, std::vector<BlockWriter::Column> more = {}) {
    block.step(revenue_step.id, revenue_step.formula.code(), revenue_step.unit);
    block.step(depreciation_step.id, depreciation_step.formula.code(), depreciation_step.unit);
    std::vector<BlockWriter::Column> columns{
        {.id = "year_number", .first = "=0", .next = "=year_number.before+1"},
        {.id = "earned",
         .first = "=0",
         .next = "=IF(year_number=1;revenue;earned.before*(1-erosion))"},
        {.id = "flow",
         .first = "=-capex",
         .next = "=IF(year_number>life;\"\";(earned-(opex+depreciation))*(1-tax)+depreciation+"
                 "IF(year_number=life;residual;0))"}};
    columns.insert(columns.end(), more.begin(), more.end());
    block.table(columns, 1 + most_years);
}

void cash_flow_form(BlockWriter& block) {
    write_years(block);
    block.result("flow", "flow");
}

Function gpu_cash_flow_record() {
    return define<gpu_cash_flow>({
        .id = "gpuCashFlow",
        .summary = tr("The cash one GPU costs and brings, year by year, as a column: the purchase "
                      "in year 0, then what customers pay less running cost and tax."),
        .arguments = {{gpu_argument::price, gpu_argument::utilisation, gpu_argument::capex,
                       argument::life_in_years, gpu_argument::opex, gpu_argument::residual,
                       argument::erosion, argument::tax}},
        .equation = tr(
            "Year 0: −capex. Year t: (8760 × utilisation × price × (1−erosion)^(t−1) − opex − d) × "
            "(1−tax) + d, with d = (capex − residual) / life; the residual joins the last year."),
        .source = flow_source,
        .steps = {revenue_step,
                  depreciation_step,
                  {"total", tr("the flows of all years"), unit::money_per_gpu}},
        .plain_form = cash_flow_form,
        .examples =
            {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104},
              .says = tr("Six rows: year 0 and five years.")},
             {.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 5000.0, 0.15, 0.2},
              .says = tr(
                  "With a residual of 5,000, prices falling 15 % a year and a tax rate of 20 %.")}},
        .see_also = {"GPUNPV", "GPUIRR", "GPUPAYBACK"},
    });
}

MoneyPerGpu gpu_npv(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex,
                    Years life, MoneyPerGpuYear opex, Rate wacc, MoneyPerGpu residual, Rate erosion,
                    Share tax) {
    const std::vector<double> flows =
        cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax);
    call.result([&] { return '=' + worth_formula(flows, "wacc"); });
    return MoneyPerGpu::of(worth(flows, wacc));
}

/// The same with each flow discounted at that rate.
void write_discounted_years(BlockWriter& block, const std::string& rate) {
    write_years(block, {{.id = "discounted",
                         .first = "=flow",
                         .next = "=IF(year_number>life;0;flow/(1+" + rate + ")^year_number)"}});
}

void npv_form(BlockWriter& block) {
    write_discounted_years(block, "wacc");
    block.step("npv", "=SUM(discounted.all)", unit::money_per_gpu);
}

Function gpu_npv_record() {
    return define<gpu_npv>({
        .id = "gpuNpv",
        .summary = tr("What buying one GPU is worth today: its cash flows discounted at the cost "
                      "of capital, less the purchase. Above 0 it earns more than capital costs."),
        .arguments = {{gpu_argument::price,
                       gpu_argument::utilisation,
                       gpu_argument::capex,
                       argument::life_in_years,
                       gpu_argument::opex,
                       {.id = "wacc",
                        .help = tr("Cost of capital per year. 9 % is 0.09."),
                        .limits = above(-1)},
                       gpu_argument::residual,
                       argument::erosion,
                       argument::tax}},
        .equation = tr("Sum of GPUCASHFLOW in year t / (1+wacc)^t; year 0 is not discounted."),
        .source = flow_source,
        .steps = {revenue_step, depreciation_step, {"npv", "", unit::money_per_gpu}},
        .plain_form = npv_form,
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 0.09},
                      .says =
                          tr("At 9 % a year the purchase is worth a little more than it costs.")},
                     {.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 0.09, 0.0, 0.15},
                      .says = tr("When prices fall 15 % a year it is not.")}},
        .see_also = {"GPUCASHFLOW", "GPUIRR", "GPUPAYBACK"},
    });
}

/// How fast the worth changes with the rate.
double slope(std::span<const double> flows, double rate) {
    Sum sum;
    for (std::size_t year = 1; year < flows.size(); ++year) {
        const double t = static_cast<double>(year);
        sum += -t * flows[year] * elementary::pow(1 + rate, -t - 1);
    }
    return sum.value();
}

std::string slope_formula(std::span<const double> flows, const std::string& rate) {
    return "-SUM(" +
           each_year(flows,
                     [&](std::size_t year) {
                         return std::to_string(year) + '*' + flow_of(year) + "/(1+" + rate + ")^" +
                                std::to_string(year + 1);
                     }) +
           ')';
}

/// The rate of a discount factor to eight digits of it and of one plus it: one step of Newton's
/// method from there has all of them.
double rate_near(double factor) {
    const double rate = difference(1, factor) / factor;
    if (rate == 0) {
        return 0;
    }
    const double digits =
        8 - std::ceil(elementary::log10(std::min(std::abs(rate), 1 + rate) + 1e-300));
    const double scale = elementary::pow(10, digits);
    return std::round(rate * scale) / scale;
}

/// Where there are several rates, notes those below the highest, each found by the same method, and
/// how many there are of all. The signs of a flow change three times at most, and so many rates it
/// has.
void note_other_rates(Call& call, std::span<const double> flows, std::span<const double> factors) {
    if (factors.size() < 2 || !call.explains()) {
        return;
    }
    constexpr std::string_view names[] = {"second_rate", "third_rate"};
    std::vector<std::string> noted;
    for (const double factor : factors.subspan(1, std::min(factors.size() - 1, std::size(names)))) {
        const double start = rate_near(factor);
        const double rate = start - worth(flows, start) / slope(flows, start);
        if (std::isfinite(rate)) { // not so near to -1 that it is no number
            noted.emplace_back(names[noted.size()]);
            const std::string from = literal(start);
            call.note({noted.back(), rate,
                       '=' + from + "-(" + worth_formula(flows, from) + ")/(" +
                           slope_formula(flows, from) + ')',
                       &unit::rate});
        }
    }
    if (!noted.empty()) {
        call.note({"rates", static_cast<double>(1 + noted.size()),
                   "=1+COUNT(" + boost::join(noted, ";") + ")", &unit::number});
    }
}

Rate gpu_irr(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex, Years life,
             MoneyPerGpuYear opex, MoneyPerGpu residual, Rate erosion, Share tax) {
    const std::vector<double> flows =
        cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax);
    // The smallest discount factor belongs to the highest rate.
    const std::vector<double> factors = capex == 0 ? std::vector<double>() : positive_roots(flows);
    if (factors.empty()) {
        static constexpr Text costless = tr("The GPU costs nothing, so no rate of return exists.");
        static constexpr Text sentence = tr(
            "At no rate is the purchase worth just what it costs: the years do not bring it back.");
        throw Error(Failure::no_answer, {}, capex == 0 ? costless : sentence);
    }
    const double start = call.step("start", rate_near(factors.front()),
                                   [&] { return "=" + literal(rate_near(factors.front())); });
    const double at_start = call.step("worth_at_start", worth(flows, start),
                                      [&] { return '=' + worth_formula(flows, "start"); });
    const double by_rate = call.step("slope_at_start", slope(flows, start),
                                     [&] { return '=' + slope_formula(flows, "start"); });
    note_other_rates(call, flows, factors);
    return Rate::of(start - at_start / by_rate);
}

bool prove_irr(BlockWriter& block) {
    block.know_cell("rate", block.frozen()[0][0]);
    write_discounted_years(block, "rate");
    block.step("worth", "=SUM(discounted.all)", unit::money_per_gpu);
    block.proves("ABS(worth)<=1E-9*capex");
    return true;
}

Function gpu_irr_record() {
    return define<gpu_irr>({
        .id = "gpuIrr",
        .summary = tr("The return one GPU earns on its purchase per year: the cost of capital at "
                      "which GPUNPV is 0. #NUM! when the years do not bring the purchase back."),
        .arguments = {{gpu_argument::price, gpu_argument::utilisation, gpu_argument::capex,
                       argument::life_in_years, gpu_argument::opex, gpu_argument::residual,
                       argument::erosion, argument::tax}},
        .equation =
            tr("The rate at which the sum of GPUCASHFLOW in year t / (1+rate)^t is 0. Of several, "
               "the highest: above it the purchase is never worth its price; WORKINGS lists the "
               "others and says how many there are. Accurate to 1e-12 relative."),
        .source = tr("Internal rate of return: Brealey, Myers & Allen, Principles of Corporate "
                     "Finance; roots bracketed between the turns of the polynomial."),
        .errors = tr("#NUM! when no rate exists: the years do not bring the purchase back, or it "
                     "costs nothing."),
        .steps = {revenue_step,
                  depreciation_step,
                  {"start", "", unit::rate},
                  {"worth_at_start", "", unit::money_per_gpu},
                  {"slope_at_start", "", unit::money_per_gpu},
                  {"rate_of_return", "=start-worth_at_start/slope_at_start", unit::rate}},
        .plain_form = PlainForm::frozen(
            tr("Its rate is found by trying: no formula that every program has gives it. A proof "
               "beside it discounts the flows at that rate: they come to nothing."),
            prove_irr),
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104},
                      .says = tr("A steady price for five years.")},
                     {.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 5000.0, 0.15},
                      .says = tr("Prices falling 15 % a year, 5,000 left at the end.")}},
        .see_also = {"GPUNPV", "GPUCASHFLOW", "GPUPAYBACK"},
    });
}

/// What the years have brought so far, a step each.
void note_recovered(Call& call, std::span<const double> flows) {
    Sum recovered;
    for (std::size_t year = 1; year < flows.size() && call.explains(); ++year) {
        recovered += flows[year];
        call.note({recovered_by(year), recovered.value(),
                   '=' + (year == 1 ? "" : recovered_by(year - 1) + '+') + flow_of(year),
                   &unit::money_per_gpu});
    }
}

/// The flow of a year, where its number compares so with that of the payback. CHOOSE takes no more
/// than thirty.
auto flow_if(const std::string& compares) {
    return [compares](std::size_t year) {
        return "IF(" + std::to_string(year) + compares + ';' + flow_of(year) + ";0)";
    };
}

/// The first year after which no more is missing than Calc's minus takes for nothing.
std::string payback_year_formula(std::span<const double> flows) {
    return "=IF(capex=0;0;MIN(" +
           each_year(flows,
                     [](std::size_t year) {
                         return "IF(" + recovered_by(year) + "<capex-capex/2^48;1E9;" +
                                std::to_string(year) + ')';
                     }) +
           "))";
}

Years gpu_payback(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex,
                  Years life, MoneyPerGpuYear opex, MoneyPerGpu residual, Rate erosion, Share tax) {
    const std::vector<double> flows =
        cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax);
    note_recovered(call, flows);
    const auto found = [&](double year, double before, double flow) {
        call.step("year", year, [&] { return payback_year_formula(flows); });
        call.step("recovered_before", before,
                  [&] { return "=SUM(" + each_year(flows, flow_if("<year")) + ')'; });
        call.step("flow_of_year", flow,
                  [&] { return "=IF(capex=0;1;SUM(" + each_year(flows, flow_if("=year")) + "))"; });
    };
    if (capex == 0) {
        found(0, 0, 1);
        return Years::of(0);
    }
    Sum recovered;
    for (std::size_t year = 1; year < flows.size(); ++year) {
        const double before = recovered.value();
        recovered += flows[year];
        const double surplus = difference(recovered.value(), capex);
        if (surplus >= 0) {
            const auto last = static_cast<double>(year);
            found(last, before, flows[year]);
            return Years::of(surplus == 0 ? last : last - 1 + (capex - before) / flows[year]);
        }
    }
    static constexpr Text sentence = tr("When its life of %1% years is over, %2% of the %3% it "
                                        "cost has come back: it never pays back.");
    throw Error(
        Failure::no_answer, {}, sentence,
        {rounded(life), rounded(std::round(recovered.value() * 100) / 100), rounded(capex)});
}

void payback_form(BlockWriter& block) {
    // All is back when no more is missing than Calc's minus takes for nothing.
    write_years(block,
                {{.id = "recovered",
                  .first = "=0",
                  .next = "=IF(year_number>life;recovered.before;recovered.before+flow)"},
                 {.id = "paid_back",
                  .first = "=0",
                  .next = "=IF(paid_back.before>0;paid_back.before;IF(recovered<capex-capex/2^48;0;"
                          "IF(recovered<=capex+capex/2^48;year_number;year_number-1+"
                          "(capex-recovered.before)/flow)))"}});
    block.step("payback", "=IF(capex=0;0;IF(MAX(paid_back.all)>0;MAX(paid_back.all);NA()))",
               unit::years);
}

Function gpu_payback_record() {
    return define<gpu_payback>({
        .id = "gpuPayback",
        .summary = tr("After how many years one GPU has brought back what it cost, without "
                      "interest. #NUM! when it never does within its life."),
        .arguments = {{gpu_argument::price, gpu_argument::utilisation, gpu_argument::capex,
                       argument::life_in_years, gpu_argument::opex, gpu_argument::residual,
                       argument::erosion, argument::tax}},
        .equation = tr("The first time the sum of GPUCASHFLOW from year 0 on reaches 0; within a "
                       "year cash comes evenly."),
        .source = tr("Payback period: Brealey, Myers & Allen, Principles of Corporate Finance."),
        .errors = tr("#NUM! when the purchase is not brought back within its life."),
        .steps = {revenue_step,
                  depreciation_step,
                  {"year", "", unit::year_number},
                  {"recovered_before", "", unit::money_per_gpu},
                  {"flow_of_year", "", unit::money_per_gpu},
                  {"payback",
                   "=IF(capex=0;0;IF(recovered_before+flow_of_year-capex=0;year;year-1+(capex-"
                   "recovered_before)/flow_of_year))",
                   unit::years}},
        .plain_form = payback_form,
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104},
                      .says = tr("A steady price: before the five years are over.")},
                     {.arguments = {2.5, 0.75, 50000.0, 6.0, 2467.104, 0.0, 0.1},
                      .says = tr("Prices falling 10 % a year, used for six years.")}},
        .see_also = {"GPUCASHFLOW", "GPUIRR", "GPUNPV"},
    });
}

} // namespace

std::vector<Function> cash_flow_functions() {
    return {gpu_cash_flow_record(), gpu_npv_record(), gpu_irr_record(), gpu_payback_record()};
}

} // namespace headroom
