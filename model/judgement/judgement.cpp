#include "judgement/judgement.hpp"

#include "core/define.hpp"

#include "core/beta.hpp"
#include "core/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

namespace argument {

const ArgumentText probability{
    .id = "p",
    .help = tr("Probability of staying at or below the result."),
    .limits = from(0).to(1),
};
const ArgumentText low{.id = "low", .help = tr("The least it can be.")};
const ArgumentText mode{
    .id = "mode",
    .help = tr("What it is most likely."),
    .limits = from("low"),
};
const ArgumentText high{
    .id = "high",
    .help = tr("The most it can be."),
    .limits = from("mode"),
};

} // namespace argument

Amount triangular_inv(Call& call, Probability p, Amount low, Amount mode, Amount high) {
    const double width = call.step("width", high - low);
    const double below = call.step("share_below_mode", width == 0 ? 0 : (mode - low) / width);
    // Each end is exact, also where the mode is at it.
    const double value = p <= below && p < 1 ? low + std::sqrt(p * width * (mode - low))
                                             : high - std::sqrt((1 - p) * width * (high - mode));
    return Amount::of(std::clamp<double>(value, low, high));
}

Function triangular_inv_record() {
    return define<triangular_inv>({
        .id = "triangularInv",
        .summary = tr("The value that an estimate with a least, a likeliest and a greatest value "
                      "stays below with a given probability (triangular distribution)."),
        .arguments = {{argument::probability, argument::low, argument::mode, argument::high}},
        .equation = tr("low + √(p (high−low)(mode−low)) up to p = (mode−low)/(high−low), above it "
                       "high − √((1−p)(high−low)(high−mode))"),
        .source = tr("N. L. Johnson, S. Kotz & N. Balakrishnan, Continuous Univariate "
                     "Distributions, volume 2 (triangular distribution)."),
        .steps = {{"width", "=high-low", unit::value},
                  {"share_below_mode", "=IF(width=0;0;(mode-low)/width)", unit::share},
                  {"quantile",
                   "=IF(p<=share_below_mode;low+SQRT(p*width*(mode-low));"
                   "high-SQRT((1-p)*width*(high-mode)))",
                   unit::value}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {0.9, 1.99, 2.95, 5.0},
                      .says = tr("A price per GPU-hour that nine of ten outcomes stay below.")},
                     {.arguments = {0.5, 0.0, 1.0, 2.0},
                      .says = tr("The median of a symmetric estimate is its middle.")}},
        .see_also = {"PERTINV", "METALOGINV"},
    });
}

Amount pert_inv(Call& call, Probability p, Amount low, Amount mode, Amount high, Number shape) {
    const double width = call.step("width", high - low);
    const double alpha = call.step("alpha", width == 0 ? 1 : 1 + shape * (mode - low) / width);
    const double beta = call.step("beta", width == 0 ? 1 : 1 + shape * (high - mode) / width);
    if (width == 0) {
        return low;
    }
    const double part = beta_quantile(alpha, beta, p, 1 - p);
    return Amount::of(part < 0.5 ? low + width * part : high - width * (1 - part));
}

Function pert_inv_record() {
    return define<pert_inv>({
        .id = "pertInv",
        .summary = tr("The value that an estimate with a least, a likeliest and a greatest value "
                      "stays below with a given probability (PERT: smoother than triangular)."),
        .arguments = {{argument::probability,
                       argument::low,
                       argument::mode,
                       argument::high,
                       {.id = "shape",
                        .help = tr("How much the likeliest value weighs; 0 is uniform."),
                        .limits = from(0).to(1e6),
                        .otherwise = 4.0}}},
        .equation = tr("low + (high − low) × the p-quantile of a beta distribution with 1 + shape "
                       "× (mode−low)/(high−low) and 1 + shape × (high−mode)/(high−low)"),
        .source = tr("D. Vose, Risk Analysis (modified PERT); D. G. Malcolm et al., Operations "
                     "Research 7 (1959)."),
        .steps = {{"width", "=high-low", unit::value},
                  {"alpha", "=IF(width=0;1;1+shape*(mode-low)/width)", unit::number},
                  {"beta", "=IF(width=0;1;1+shape*(high-mode)/width)", unit::number},
                  {"quantile",
                   "=IF(p=0;low;IF(p=1;high;IF(width=0;low;low+width*BETA.INV(p;alpha;beta))))",
                   unit::value}},
        .plain_form = PlainForm::of_steps(),
        .examples = {{.arguments = {0.9, 1.99, 2.95, 5.0},
                      .says = tr("A price per GPU-hour that nine of ten outcomes stay below.")},
                     {.arguments = {0.1, 0.5, 0.75, 0.9},
                      .says = tr("A utilisation that is undercut once in ten times.")}},
        .see_also = {"TRIANGULARINV", "METALOGINV"},
    });
}

/// The unbounded scale on which the metalog's quantiles are joined.
struct Scale {
    std::optional<Amount> lower;
    std::optional<Amount> upper;

    double to(double x) const {
        if (lower && upper) {
            return elementary::log((x - *lower) / (*upper - x));
        }
        return lower ? elementary::log(x - *lower) : upper ? -elementary::log(*upper - x) : x;
    }
    double from(double z) const {
        if (lower && upper) {
            const double width = *upper - *lower;
            return z < 0 ? *lower + width / (1 + elementary::exp(-z))
                         : *upper - width / (1 + elementary::exp(z));
        }
        return lower ? *lower + elementary::exp(z) : upper ? *upper - elementary::exp(-z) : z;
    }
    std::string formula_to(const std::string& x) const {
        if (lower && upper) {
            return "=LN((" + x + "-lower)/(upper-" + x + "))";
        }
        return lower ? "=LN(" + x + "-lower)" : upper ? "=-LN(upper-" + x + ")" : "=" + x;
    }
    std::string formula_from() const {
        if (lower && upper) {
            return "=lower+(upper-lower)/(1+EXP(-z))";
        }
        return lower ? "=lower+EXP(z)" : upper ? "=upper-EXP(-z)" : "=z";
    }
};

Amount metalog_inv(Call& call, Probability p, Amount p10, Amount p50, Amount p90,
                   std::optional<Amount> lower, std::optional<Amount> upper) {
    static constexpr Text above = tr("%1% is %2%; it must be above %3% (%4%).");
    static constexpr Text below = tr("%1% is %2%; it must be below %3% (%4%).");
    const auto demand = [](bool fine, std::string_view id, double value, Text sentence,
                           std::string_view other, double bound) {
        if (!fine) {
            throw Error(Failure::invalid, std::string(id), sentence,
                        {id, exact(value), other, exact(bound)});
        }
    };
    demand(p10 < p90, "p_90", p90, above, "p_10", p10);
    demand(!lower || *lower < p10, "lower", lower.value_or(p10), below, "p_10", p10);
    demand(!upper || *upper > p90, "upper", upper.value_or(p90), above, "p_90", p90);
    demand(p50 > p10, "p_50", p50, above, "p_10", p10);
    demand(p50 < p90, "p_50", p50, below, "p_90", p90);

    const Scale scale{lower, upper};
    const double z10 = call.step("z_low", scale.to(p10), [&] { return scale.formula_to("p_10"); });
    const double z50 =
        call.step("z_median", scale.to(p50), [&] { return scale.formula_to("p_50"); });
    const double z90 = call.step("z_high", scale.to(p90), [&] { return scale.formula_to("p_90"); });
    const double skew = call.step("skew", (z50 - z10) / finite(z90 - z10));
    // Keelin 2016, feasibility of the three-term metalog: |a3| / a2 below 1.66711.
    if (std::abs(1 - 2 * skew) / 0.4 >= 1.66711) {
        static constexpr Text sentence = tr("p_50 lies %1% of the way from p_10 to p_90; a metalog "
                                            "distribution needs between %2% and %3%.");
        static constexpr Text scaled =
            tr("p_50 lies %1% of the way from p_10 to p_90 on the scale of the bounds; a metalog "
               "distribution needs between %2% and %3%.");
        throw Error(Failure::invalid, "p_50", lower || upper ? scaled : sentence,
                    {rounded(skew), rounded(0.1666), rounded(0.8334)});
    }
    const double log_odds = call.step("log_odds", elementary::log(p / (1 - p)));
    const double spread = (z90 - z10) / elementary::log(9.0);
    const double scaled_spread = call.step("spread", spread);
    const double z =
        call.step("z", z50 + scaled_spread * log_odds * (0.5 + (p - 0.5) * (1 - 2 * skew) / 0.8));
    call.result([&] { return scale.formula_from(); });
    return Amount::of(scale.from(z));
}

void metalog_form(BlockWriter& block) {
    const auto scaled = [&](const char* id, const std::string& x) {
        block.step(id,
                   "=IF(lower=\"left out\";IF(upper=\"left out\";" + x + ";-LN(upper-" + x +
                       "));IF(upper=\"left out\";LN(" + x + "-lower);LN((" + x + "-lower)/(upper-" +
                       x + "))))",
                   unit::number);
    };
    scaled("z_low", "p_10");
    scaled("z_median", "p_50");
    scaled("z_high", "p_90");
    block.step("skew", "=(z_median-z_low)/(z_high-z_low)", unit::share);
    block.step("log_odds", "=LN(p/(1-p))", unit::number);
    block.step("spread", "=(z_high-z_low)/LN(9)", unit::number);
    block.step("z", "=z_median+spread*log_odds*(0.5+(p-0.5)*(1-2*skew)/0.8)", unit::number);
    // The points in order, and what Keelin's three terms can follow.
    block.step("feasible", "=IF(AND(p_10<p_50;p_50<p_90;ABS(1-2*skew)/0.4<1.66711);1;NA())",
               unit::number);
    block.step("quantile",
               "=feasible*IF(lower=\"left out\";IF(upper=\"left out\";z;upper-EXP(-z));"
               "IF(upper=\"left out\";lower+EXP(z);lower+(upper-lower)/(1+EXP(-z))))",
               unit::value);
}

Function metalog_inv_record() {
    return define<metalog_inv>({
        .id = "metalogInv",
        .summary =
            tr("The value that an estimate given by its 10 %, 50 % and 90 % points stays below "
               "with a given probability (metalog distribution, with bounds if wanted)."),
        .arguments =
            {{{.id = "p",
               .help = tr("Probability of staying at or below the result."),
               .limits = above(0).below(1)},
              {.id = "p_10", .help = tr("Undercut in one of ten cases.")},
              {.id = "p_50", .help = tr("As often above as below.")},
              {.id = "p_90", .help = tr("Exceeded in one of ten cases.")},
              {.id = "lower",
               .help = tr("It can never be less. A blank cell is 0: leave it out instead.")},
              {.id = "upper",
               .help = tr("It can never be more. A blank cell is 0: leave it out instead.")}}},
        .equation = tr("z50 + a2 ln(p/(1−p)) + a3 (p − 0.5) ln(p/(1−p)) with a2 = (z90−z10) / (2 "
                       "ln 9), a3 = (1 − 2r)(z90−z10) / (0.8 ln 9), r = (z50−z10)/(z90−z10); z is "
                       "x, ln(x−lower), −ln(upper−x) or ln((x−lower)/(upper−x))"),
        .source = tr("T. W. Keelin, The Metalog Distributions, Decision Analysis 13 (2016), "
                     "three-term SPT metalog, alpha 0.1."),
        .steps = {{"z_low", "", unit::number},
                  {"z_median", "", unit::number},
                  {"z_high", "", unit::number},
                  {"skew", "=(z_median-z_low)/(z_high-z_low)", unit::share},
                  {"log_odds", "=LN(p/(1-p))", unit::number},
                  {"spread", "=(z_high-z_low)/LN(9)", unit::number},
                  {"z", "=z_median+spread*log_odds*(0.5+(p-0.5)*(1-2*skew)/0.8)", unit::number},
                  {"quantile", "", unit::value}},
        .plain_form = metalog_form,
        .examples = {{.arguments = {0.95, 1.5, 2.5, 4.0},
                      .says =
                          tr("An estimate of 1.5, 2.5 and 4: what 95 % of outcomes stay below.")},
                     {.arguments = {0.05, 1.5, 2.5, 4.0, 0.0},
                      .says = tr("The same, which can never be negative.")}},
        .see_also = {"PERTINV", "TRIANGULARINV"},
    });
}

} // namespace

std::vector<Function> judgement_functions() {
    return {triangular_inv_record(), pert_inv_record(), metalog_inv_record()};
}

} // namespace headroom
