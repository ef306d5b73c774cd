#include "cash_flow.hpp"

#include "gpu_arguments.hpp"
#include "sum.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

double value_at(std::span<const double> coefficients, double v) {
    double value = 0;
    for (std::size_t i = coefficients.size(); i-- > 0;) {
        value = value * v + coefficients[i];
    }
    return value;
}

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

double root_between(std::span<const double> coefficients, double low, double high) {
    const auto value = [&](double v) { return value_at(coefficients, v); };
    std::uintmax_t iterations = 200;
    const auto [left, right] = boost::math::tools::toms748_solve(
        value, low, high, boost::math::tools::eps_tolerance<double>(), iterations);
    return left + (right - left) / 2;
}

} // namespace

std::vector<double> positive_roots(std::span<const double> coefficients) {
    while (!coefficients.empty() && coefficients.back() == 0) {
        coefficients = coefficients.first(coefficients.size() - 1);
    }
    while (!coefficients.empty() && coefficients.front() == 0) {
        coefficients = coefficients.subspan(1);
    }
    const int changes = sign_changes(coefficients);
    if (changes == 0) {
        return {};
    }
    std::vector<double> turns{0};
    if (changes > 1) {
        std::vector<double> derivative;
        for (std::size_t i = 1; i < coefficients.size(); ++i) {
            derivative.push_back(static_cast<double>(i) * coefficients[i]);
        }
        const std::vector<double> inner = positive_roots(derivative);
        turns.insert(turns.end(), inner.begin(), inner.end());
    }
    // Beyond the last turn the sign changes once at most, to that of the highest power.
    double far = std::max(1.0, turns.back() * 2);
    while ((value_at(coefficients, far) < 0) != (coefficients.back() < 0)) {
        far *= 2;
    }
    turns.push_back(far);
    std::vector<double> roots;
    for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
        const double low = value_at(coefficients, turns[i]);
        const double high = value_at(coefficients, turns[i + 1]);
        if (low != 0 && (low < 0) != (high < 0)) {
            roots.push_back(root_between(coefficients, turns[i], turns[i + 1]));
        }
    }
    return roots;
}

namespace {

namespace argument {

using namespace gpu_argument;

const ArgumentText life_in_years{
    .id = "life",
    .help = {"Whole years the GPU is used and depreciated over."},
    .limits = from(1).to(50).whole(),
};
const ArgumentText erosion{
    .id = "erosion",
    .help = {"How much the price falls each year. 15 % is 0.15; negative: it rises."},
    .limits = above(-1).to(1),
    .otherwise = 0.0,
};
const ArgumentText tax{
    .id = "tax",
    .help = {"Tax rate on profit after depreciation; losses earn it back."},
    .limits = from(0).to(1),
    .otherwise = 0.0,
};

} // namespace argument

constexpr Text flow_source{
    "Free cash flow: operating profit after tax plus depreciation, Brealey, Myers & Allen, "
    "Principles of Corporate Finance; straight-line depreciation, IAS 16.62."};

/// Year t of the flow as a Calc formula over the years T.
const std::string years = "ROW(INDIRECT(\"A1:A\"&life))";
const std::string flow = "((revenue*(1-erosion)^(" + years +
                         "-1)-opex-depreciation)*(1-tax)+depreciation+(" + years +
                         "=life)*residual)";

const Step revenue_step{"revenue", "=8760*utilisation*price", unit::money_per_gpu_year};
const Step depreciation_step{"depreciation", "=(capex-residual)/life", unit::money_per_gpu_year};

std::vector<double> cash_flow(Call& call, double price, double utilisation, double capex,
                              double life, double opex, double residual, double erosion,
                              double tax) {
    const double revenue = call.step("revenue", hours_per_year * utilisation * price);
    const double depreciation = call.step("depreciation", (capex - residual) / life);
    std::vector<double> flows{-capex};
    for (int year = 1; year <= life; ++year) {
        const double earned = revenue * std::pow(1 - erosion, year - 1);
        flows.push_back((earned - opex - depreciation) * (1 - tax) + depreciation);
    }
    flows.back() += residual;
    return flows;
}

Table gpu_cash_flow(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex,
                    Years life, MoneyPerGpuYear opex, MoneyPerGpu residual, Rate erosion,
                    Share tax) {
    Table column;
    Sum total;
    for (const double amount :
         cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax)) {
        column.append({amount});
        total += amount;
    }
    call.step("total", total.value());
    return column;
}

Function gpu_cash_flow_record() {
    return define<gpu_cash_flow>({
        .id = "gpuCashFlow",
        .summary = {"The cash one GPU costs and brings, year by year, as a column: the purchase in "
                    "year 0, then what customers pay less running cost and tax."},
        .arguments = {{gpu_argument::price, gpu_argument::utilisation, gpu_argument::capex,
                       argument::life_in_years, gpu_argument::opex, gpu_argument::residual,
                       argument::erosion, argument::tax}},
        .equation = {"Year 0: −capex. Year t: (8760 × utilisation × price × (1−erosion)^(t−1) − "
                     "opex − d) × (1−tax) + d, with d = (capex − residual) / life; the residual "
                     "joins the last year."},
        .source = flow_source,
        .steps = {revenue_step,
                  depreciation_step,
                  {"total", "=-capex+SUMPRODUCT(" + flow + ")", unit::money_per_gpu}},
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104},
                      .says = {"Six rows: year 0 and five years."}},
                     {.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 5000.0, 0.15, 0.2},
                      .says = {"With a residual of 5,000, prices falling 15 % a year and a tax "
                               "rate of 20 %."}}},
        .see_also = {"GPUNPV", "GPUIRR", "GPUPAYBACK"},
    });
}

MoneyPerGpu gpu_npv(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex,
                    Years life, MoneyPerGpuYear opex, Rate wacc, MoneyPerGpu residual, Rate erosion,
                    Share tax) {
    Sum npv;
    double year = 0;
    for (const double amount :
         cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax)) {
        npv += amount * std::pow(1 + wacc, -year);
        ++year;
    }
    return MoneyPerGpu::of(npv.value());
}

Function gpu_npv_record() {
    return define<gpu_npv>({
        .id = "gpuNpv",
        .summary = {"What buying one GPU is worth today: its cash flows discounted at the cost of "
                    "capital, less the purchase. Above 0 it earns more than capital costs."},
        .arguments = {{gpu_argument::price,
                       gpu_argument::utilisation,
                       gpu_argument::capex,
                       argument::life_in_years,
                       gpu_argument::opex,
                       {.id = "wacc",
                        .help = {"Cost of capital per year. 9 % is 0.09."},
                        .limits = above(-1)},
                       gpu_argument::residual,
                       argument::erosion,
                       argument::tax}},
        .equation = {"Sum of GPUCASHFLOW in year t / (1+wacc)^t; year 0 is not discounted."},
        .source = flow_source,
        .steps = {revenue_step,
                  depreciation_step,
                  {"npv", "=-capex+SUMPRODUCT(" + flow + "/(1+wacc)^" + years + ")",
                   unit::money_per_gpu}},
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 0.09},
                      .says = {"At 9 % a year the purchase is worth a little more than it "
                               "costs."}},
                     {.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 0.09, 0.0, 0.15},
                      .says = {"When prices fall 15 % a year it is not."}}},
        .see_also = {"GPUCASHFLOW", "GPUIRR", "GPUPAYBACK"},
    });
}

Rate gpu_irr(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex, Years life,
             MoneyPerGpuYear opex, MoneyPerGpu residual, Rate erosion, Share tax) {
    const std::vector<double> flows =
        cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax);
    // The smallest discount factor belongs to the highest rate.
    const std::vector<double> factors = capex == 0 ? std::vector<double>() : positive_roots(flows);
    if (factors.empty()) {
        static constexpr Text costless{"The GPU costs nothing, so no rate of return exists."};
        static constexpr Text sentence{"At no rate is the purchase worth just what it costs: the "
                                       "years do not bring it back."};
        throw Error(Failure::no_answer, {}, capex == 0 ? costless : sentence);
    }
    const double rate = (1 - factors.front()) / factors.front();
    const double scale = std::pow(10, 8 - std::ceil(std::log10(std::abs(rate) + 1e-300)));
    const double start = call.step("start", rate == 0 ? 0 : std::round(rate * scale) / scale,
                                   [&] { return "=" + rounded(std::round(rate * scale) / scale); });
    Sum worth;
    Sum slope;
    for (std::size_t year = 0; year < flows.size(); ++year) {
        const double t = static_cast<double>(year);
        worth += flows[year] * std::pow(1 + start, -t);
        slope += -t * flows[year] * std::pow(1 + start, -t - 1);
    }
    call.step("worth_at_start", worth.value());
    call.step("slope_at_start", slope.value());
    return Rate::of(start - worth.value() / slope.value());
}

Function gpu_irr_record() {
    return define<gpu_irr>({
        .id = "gpuIrr",
        .summary = {"The return one GPU earns on its purchase per year: the cost of capital at "
                    "which GPUNPV is 0. #NUM! when the years do not bring the purchase back."},
        .arguments = {{gpu_argument::price, gpu_argument::utilisation, gpu_argument::capex,
                       argument::life_in_years, gpu_argument::opex, gpu_argument::residual,
                       argument::erosion, argument::tax}},
        .equation = {"The rate at which the sum of GPUCASHFLOW in year t / (1+rate)^t is 0. Of "
                     "several, the highest: above it the purchase is never worth its price. "
                     "Accurate to 1e-12 relative."},
        .source = {"Internal rate of return: Brealey, Myers & Allen, Principles of Corporate "
                   "Finance; roots bracketed between the turns of the polynomial."},
        .errors = {"#NUM! when no rate exists: the years do not bring the purchase back, or it "
                   "costs nothing."},
        .steps = {revenue_step,
                  depreciation_step,
                  {"start", "", unit::rate},
                  {"worth_at_start", "=-capex+SUMPRODUCT(" + flow + "*(1+start)^-" + years + ")",
                   unit::money_per_gpu},
                  {"slope_at_start",
                   "=SUMPRODUCT(-" + years + "*" + flow + "*(1+start)^(-" + years + "-1))",
                   unit::money_per_gpu},
                  {"rate_of_return", "=start-worth_at_start/slope_at_start", unit::rate}},
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104},
                      .says = {"A steady price for five years."}},
                     {.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104, 5000.0, 0.15},
                      .says = {"Prices falling 15 % a year, 5,000 left at the end."}}},
        .see_also = {"GPUNPV", "GPUCASHFLOW", "GPUPAYBACK"},
    });
}

Years gpu_payback(Call& call, MoneyPerGpuHour price, Share utilisation, MoneyPerGpu capex,
                  Years life, MoneyPerGpuYear opex, MoneyPerGpu residual, Rate erosion, Share tax) {
    const std::vector<double> flows =
        cash_flow(call, price, utilisation, capex, life, opex, residual, erosion, tax);
    if (capex == 0) {
        call.step("year", 0.0);
        call.step("recovered_before", 0.0);
        call.step("flow_of_year", 1.0);
        return Years::of(0);
    }
    Sum before;
    for (std::size_t year = 1; year < flows.size(); ++year) {
        Sum recovered = before;
        recovered += flows[year];
        if (recovered.value() >= capex) {
            const double whole = call.step("year", static_cast<double>(year));
            const double part = call.step("recovered_before", before.value());
            const double amount = call.step("flow_of_year", flows[year]);
            return Years::of(whole - 1 + (capex - part) / amount);
        }
        before = recovered;
    }
    static constexpr Text sentence{
        "In its %1% years the GPU brings back %2% of the %3% it costs: it never pays back."};
    throw Error(Failure::no_answer, {}, sentence,
                {plain(life), rounded(before.value()), rounded(capex)});
}

Function gpu_payback_record() {
    const std::string recovered = "MMULT((" + years + ">=TRANSPOSE(" + years + "))*1;" + flow + ")";
    return define<gpu_payback>({
        .id = "gpuPayback",
        .summary = {"After how many years one GPU has brought back what it cost, without interest. "
                    "#NUM! when it never does within its life."},
        .arguments = {{gpu_argument::price, gpu_argument::utilisation, gpu_argument::capex,
                       argument::life_in_years, gpu_argument::opex, gpu_argument::residual,
                       argument::erosion, argument::tax}},
        .equation = {"The first time the sum of GPUCASHFLOW from year 0 on reaches 0; within a "
                     "year cash comes evenly."},
        .source = {"Payback period: Brealey, Myers & Allen, Principles of Corporate Finance."},
        .errors = {"#NUM! when the purchase is not brought back within its life."},
        .steps = {revenue_step,
                  depreciation_step,
                  {"year",
                   "=IF(capex=0;0;SUMPRODUCT(MIN(IF(" + recovered + ">=capex;" + years + ";1E9))))",
                   unit::year_number},
                  {"recovered_before", "=SUMPRODUCT((" + years + "<year)*" + flow + ")",
                   unit::money_per_gpu},
                  {"flow_of_year", "=IF(capex=0;1;SUMPRODUCT((" + years + "=year)*" + flow + "))",
                   unit::money_per_gpu},
                  {"payback", "=IF(capex=0;0;year-1+(capex-recovered_before)/flow_of_year)",
                   unit::years}},
        .examples = {{.arguments = {2.5, 0.75, 50000.0, 5.0, 2467.104},
                      .says = {"A steady price: before the five years are over."}},
                     {.arguments = {2.5, 0.75, 50000.0, 6.0, 2467.104, 0.0, 0.1},
                      .says = {"Prices falling 10 % a year, used for six years."}}},
        .see_also = {"GPUCASHFLOW", "GPUIRR", "GPUNPV"},
    });
}

} // namespace

std::vector<Function> cash_flow_functions() {
    return {gpu_cash_flow_record(), gpu_npv_record(), gpu_irr_record(), gpu_payback_record()};
}

} // namespace headroom
