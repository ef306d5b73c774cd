#include "risk/risk.hpp"

#include "plan/examples.hpp"
#include "risk/question.hpp"
#include "risk/tornado.hpp"

#include <cmath>
#include <limits>

namespace headroom {

namespace {

constexpr Text by_replicates =
    tr("by the spread of the eight independent parts, widened so that 95 of 100 are within two");

Text mean_error_by(const Outcome& outcome) {
    return outcome.replicates.empty()
               ? tr("standard deviation by the root of the number of answers")
               : by_replicates;
}

Text percentile_error_by(const Outcome& outcome) {
    return outcome.replicates.empty()
               ? tr("half of what lies between the percentiles one error of their rank apart")
               : by_replicates;
}

Text share_error_by(const Outcome& outcome) {
    return outcome.replicates.empty()
               ? tr("root of probability × (1 - probability) / number of plans")
               : by_replicates;
}

Table plan_risk(Call& call, const Cells<0>& assumptions, const std::string& line,
                std::optional<QuarterNumber> quarter, Number trials, Number seed,
                const std::optional<Cells<0>>& correlations, Sampling sampling,
                const GivenChanges& changes) {
    const auto outcome =
        Question{assumptions.table, line, quarter, trials, seed, correlations, sampling, changes}
            .outcome(call);
    const bool some = !outcome->answers.empty();
    call.step("no_answer", static_cast<double>(outcome->no_answer()));
    call.step("not_a_plan", static_cast<double>(outcome->not_a_plan));
    call.step("cut_off", outcome->cut_off);
    call.step("mean", some ? outcome->mean : 0);
    call.step("standard_error", outcome->standard_error());
    Table table;
    table.append({call.words(tr("trials")), static_cast<double>(outcome->trials)});
    table.append({call.words(tr("no answer")), static_cast<double>(outcome->no_answer())});
    const auto add = [&](const Phrase& label, auto value) {
        const double number = some ? value() : std::numeric_limits<double>::quiet_NaN();
        table.append(
            {call.words(label), std::isnan(number) ? Cell(Failure::no_answer) : Cell(number)});
    };
    const std::vector<double> percentiles =
        some ? outcome->percentiles({0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1},
                                    ranking_of(line_from(line)))
             : std::vector<double>(8);
    add(tr("mean"), [&] { return outcome->mean; });
    add(tr("standard error"), [&] { return outcome->standard_error(); });
    add(tr("standard deviation"), [&] { return outcome->deviation; });
    add(tr("minimum"), [&] { return outcome->minimum; });
    constexpr std::string_view labels[] = {"P5", "P10", "P25", "P50", "P75", "P90", "P95"};
    for (std::size_t i = 0; i < std::size(labels); ++i) {
        add(labels[i], [&] { return percentiles[i]; });
    }
    add(tr("maximum"), [&] { return percentiles.back(); });
    add(tr("CVaR 5 %"), [&] { return outcome->mean_of_lowest(0.05); });
    table.append({call.words(tr("not a plan")), static_cast<double>(outcome->not_a_plan)});
    table.append({call.words(tr("cut off")), outcome->cut_off});
    return table;
}

Function plan_risk_record() {
    return define<plan_risk>({
        .id = "planRisk",
        .summary = tr("What a line of the trade plan comes to when the drivers are uncertain: "
                      "mean, spread and percentiles over many random plans, in labelled rows."),
        .arguments = {{risk_argument::assumptions, plan_argument::line, plan_argument::quarter,
                       risk_argument::trials, risk_argument::seed, risk_argument::correlations,
                       risk_argument::sampling, plan_argument::changes}},
        .equation =
            tr("Each trial draws every driver that has low and high, and calculates the plan. "
               "Rows: trials, no answer, then of the trials with an answer mean, standard error, "
               "standard deviation, minimum, P5, P10, P25, P50, P75, P90, P95, maximum, and CVaR 5 "
               "%: the mean of the lowest 5 %. Percentiles as Calc's PERCENTILE; of cuts they and "
               "the maximum are over all trials that are a plan, as one without an answer needs "
               "more than any number. Last the trials that are not a plan (their drivers "
               "contradict each other, such as a payroll above all cost), which are in no other "
               "row, and the share of trials in which a distribution would have left its driver's "
               "limits: it is cut off there. Drivers in whole numbers are rounded to the nearest. "
               "A driver in changes is certain, and its correlations fall away. \"sobol\" spreads "
               "the trials evenly, in eight independent parts that take them by turns: best are "
               "8 × 2^k trials, such as 8,192; with other numbers the parts differ by one trial. "
               "Its standard error comes from the spread of the parts, widened (t with 7 degrees "
               "of freedom) so that the true mean is within two of it in 95 of 100 cases."),
        .source = simulation_source,
        .errors =
            tr("Cells are #NUM! when no trial has an answer, and of cuts those whose percentile "
               "lies among the trials without one. A trial has none when no number of cuts "
               "holds the margin."),
        .steps = {{"no_answer", tr("trials without an answer"), unit::number},
                  {"not_a_plan", tr("trials whose drivers contradict each other"), unit::number},
                  {"cut_off", tr("1 less the product of what is kept of each distribution"),
                   unit::share},
                  {"mean", tr("the answers' sum by their number"), unit::value},
                  {"standard_error",
                   tr("standard deviation by the root of the number of answers; with sobol by the "
                      "spread of the eight parts"),
                   unit::value}},
        .plain_form = PlainForm::frozen(simulation_is_frozen),
        .examples = {{.arguments = {example_uncertain_assumptions(), std::string("required cuts")},
                      .says = tr("How many cuts a margin of 33.5 % may take.")}},
        .see_also = {"PLANPERCENTILE", "PLANPROBABILITY", "PLANTORNADO"},
    });
}

void note_outcome(Call& call, const Outcome& outcome) {
    call.note({"no_answer", static_cast<double>(outcome.no_answer()),
               tr("trials without an answer"), &unit::number});
    call.note({"not_a_plan", static_cast<double>(outcome.not_a_plan),
               tr("trials whose drivers contradict each other"), &unit::number});
    call.note({"mean", outcome.mean, tr("the answers' sum by their number"), &unit::value});
    call.note({"standard_error", outcome.standard_error(), mean_error_by(outcome), &unit::value});
}

Amount plan_percentile(Call& call, const Cells<0>& assumptions, const std::string& line,
                       Probability probability, std::optional<QuarterNumber> quarter, Number trials,
                       Number seed, const std::optional<Cells<0>>& correlations, Sampling sampling,
                       const GivenChanges& changes) {
    const auto outcome =
        Question{assumptions.table, line, quarter, trials, seed, correlations, sampling, changes}
            .answered(call);
    const double result = outcome->percentiles({probability}, ranking_of(line_from(line))).front();
    if (std::isnan(result)) {
        static constexpr Text sentence =
            tr("The trials without an answer, %1% of %2%, need more cuts than any number: the "
               "percentile lies among them.");
        throw Error(Failure::no_answer, "probability", sentence,
                    {std::to_string(outcome->no_answer()), std::to_string(outcome->plans())});
    }
    if (call.explains()) {
        note_outcome(call, *outcome);
        const double error = outcome->percentile_error(probability, ranking_of(line_from(line)));
        if (!std::isnan(error)) {
            call.note({"error_of_percentile", error, percentile_error_by(*outcome), &unit::value});
        }
        call.note({"percentile", result,
                   tr("the answer that this share of all answers is at or below, between two of "
                      "them as PERCENTILE has it"),
                   &unit::value});
    }
    return Amount::of(result);
}

Function plan_percentile_record() {
    return define<plan_percentile>({
        .id = "planPercentile",
        .summary = tr("The value that a line of the trade plan stays at or below with a given "
                      "probability, when the drivers are uncertain."),
        .arguments = {{risk_argument::assumptions,
                       plan_argument::line,
                       {.id = "probability",
                        .help = tr("0.9 for P90, the value that nine of ten trials stay below."),
                        .limits = from(0).to(1)},
                       plan_argument::quarter,
                       risk_argument::trials,
                       risk_argument::seed,
                       risk_argument::correlations,
                       risk_argument::sampling,
                       plan_argument::changes}},
        .equation = tr("The percentile of the line over the trials that have an answer; PLANRISK "
                       "shows how many have none. Of cuts it is over all trials that are a plan: "
                       "one without an answer needs more than any number."),
        .source = simulation_source,
        .errors = tr("#NUM! when no trial has an answer, or of cuts when the percentile lies among "
                     "those without."),
        .steps_vary = true,
        .plain_form = PlainForm::frozen(simulation_is_frozen),
        .examples =
            {{.arguments = {example_uncertain_assumptions(), std::string("required cuts"), 0.9},
              .says = tr("The cuts that are enough in nine of ten cases.")},
             {.arguments = {example_uncertain_assumptions(), std::string("margin"), 0.1, 4.0},
              .says = tr("The margin after a year that is undercut in one of ten cases.")}},
        .see_also = {"PLANRISK", "PLANPROBABILITY"},
    });
}

Probability plan_probability(Call& call, const Cells<0>& assumptions, const std::string& line,
                             Amount threshold, std::optional<QuarterNumber> quarter, Number trials,
                             Number seed, const std::optional<Cells<0>>& correlations,
                             Sampling sampling, const GivenChanges& changes) {
    const auto outcome =
        Question{assumptions.table, line, quarter, trials, seed, correlations, sampling, changes}
            .answered(call);
    const double count = static_cast<double>(outcome->at_or_below(threshold));
    const double result = count / static_cast<double>(outcome->plans());
    if (call.explains()) {
        note_outcome(call, *outcome);
        call.note({"error_of_probability", outcome->share_error(threshold),
                   share_error_by(*outcome), &unit::probability});
        call.note({"at_or_below", count, tr("answers at or below the threshold"), &unit::number});
        call.note({"probability", result, "=at_or_below/(trials-not_a_plan)", &unit::probability});
    }
    return Probability::of(result);
}

Function plan_probability_record() {
    return define<plan_probability>({
        .id = "planProbability",
        .summary = tr("How likely a line of the trade plan is to stay at or below a threshold, "
                      "when the drivers are uncertain."),
        .arguments = {{risk_argument::assumptions,
                       plan_argument::line,
                       {.id = "threshold", .help = tr("What the line is held against.")},
                       plan_argument::quarter,
                       risk_argument::trials,
                       risk_argument::seed,
                       risk_argument::correlations,
                       risk_argument::sampling,
                       plan_argument::changes}},
        .equation = tr("Trials whose answer is at or below the threshold / all trials that are a "
                       "plan. A trial without an answer is not at or below; one whose drivers "
                       "contradict each other is not counted."),
        .source = simulation_source,
        .errors = tr("#NUM! when no trial has an answer."),
        .steps_vary = true,
        .plain_form = PlainForm::frozen(simulation_is_frozen),
        .examples =
            {{.arguments = {example_uncertain_assumptions(), std::string("required cuts"), 30000.0},
              .says = tr("How likely 30,000 cuts are enough to hold the margin.")},
             {.arguments = {example_uncertain_assumptions(), std::string("margin gap"), 0.0, 4.0},
              .says = tr("How likely the margin is held after a year.")}},
        .see_also = {"PLANRISK", "PLANPERCENTILE"},
    });
}

Table plan_fan(Call& call, const Cells<0>& assumptions, const std::string& line, Number trials,
               Number seed, const std::optional<Cells<0>>& correlations, Sampling sampling,
               const GivenChanges& changes) {
    // Growth is not defined in the first quarters: the question is asked of the last one.
    const auto fan = Question{assumptions.table, line,     std::nullopt, trials, seed,
                              correlations,      sampling, changes}
                         .fan(call);
    const std::size_t undefined = line_from(line) == Line::growth ? 3 : 0;
    Table table;
    for (std::size_t quarter = 0; quarter < fan->rows.size(); ++quarter) {
        std::vector<Cell> row;
        const auto add = [&](double value) {
            if (quarter < undefined) {
                row.emplace_back(Failure::not_available);
            } else if (std::isnan(value)) {
                row.emplace_back(Failure::no_answer);
            } else {
                row.emplace_back(value);
            }
        };
        for (const double percentile : fan->rows[quarter].values) {
            add(percentile);
        }
        add(fan->rows[quarter].mean);
        table.append(std::move(row));
    }
    call.step("rows", static_cast<double>(fan->rows.size()));
    return table;
}

Function plan_fan_record() {
    return define<plan_fan>({
        .id = "planFan",
        .summary = tr("How a line of the trade plan spreads in every quarter when the drivers are "
                      "uncertain: percentiles and mean, a row for each quarter; for a fan chart."),
        .arguments = {{risk_argument::assumptions, plan_argument::line,
                       risk_argument::trials_of_fan, risk_argument::seed,
                       risk_argument::correlations, risk_argument::sampling,
                       plan_argument::changes}},
        .equation = tr("Eight columns: P5, P10, P25, P50, P75, P90, P95, mean; the first row is "
                       "quarter 1, without titles. All quarters are of the same random plans; each "
                       "number is that of PLANPERCENTILE, or of PLANRISK, in its quarter."),
        .source = simulation_source,
        .errors = tr("Cells are #N/A for growth before quarter 4, #NUM! where no trial has an "
                     "answer or, of cuts, the percentile lies among those without."),
        .steps = {{"rows", tr("one for each quarter"), unit::periods}},
        .plain_form = PlainForm::frozen(simulation_is_frozen),
        .examples = {{.arguments = {example_uncertain_assumptions(),
                                    std::string("margin"),
                                    2048.0,
                                    1.0,
                                    {},
                                    std::string("sobol")},
                      .says = tr("How the margin may go. Enter it as an array, or take one number "
                                 "with INDEX: row 4, column 4 is the median after a year.")}},
        .see_also = {"PLANRISK", "PLANPERCENTILE", "TRADEPLAN"},
    });
}

} // namespace

std::vector<Function> risk_functions() {
    return {plan_risk_record(), plan_percentile_record(), plan_probability_record(),
            plan_tornado_record(), plan_fan_record()};
}

} // namespace headroom
