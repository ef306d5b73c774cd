#include "risk/risk.hpp"

#include "core/define.hpp"
#include "core/label.hpp"
#include "core/memory.hpp"
#include "plan/examples.hpp"
#include "plan/functions.hpp"
#include "plan/plan.hpp"
#include "risk/simulations.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "risk/tornado_form.hpp"

namespace headroom {

namespace {

constexpr double most_trials = 10'000'000;

/// Reads rows of driver, driver, rank correlation.
std::vector<Correlation> correlations_from(const Table& cells,
                                           const std::vector<Uncertain>& uncertain) {
    const auto refuse = [](Text sentence, std::vector<Phrase> values) {
        throw Error(Failure::invalid, "correlations", sentence, std::move(values));
    };
    if (cells.columns() < 3) {
        static constexpr Text sentence =
            tr("correlations must have three columns: driver, driver and rank correlation.");
        refuse(sentence, {});
    }
    std::vector<Correlation> correlations;
    std::set<std::pair<Driver, Driver>> known;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        const Phrase place = row_of("correlations", row + 1);
        const auto text = [&](std::size_t column) {
            const std::string* found = std::get_if<std::string>(&cells.at(row, column));
            return found == nullptr ? std::string() : *found;
        };
        if (is_remark(text(0))) {
            continue;
        }
        for (std::size_t column = 0; column < 3; ++column) {
            if (const auto error = error_in(cells.at(row, column), "correlations", place)) {
                throw *error;
            }
        }
        const Cell& number = cells.at(row, 2);
        const bool heading = row == 0 && !driver_named(text(0)) && !driver_named(text(1)) &&
                             std::holds_alternative<std::string>(number) &&
                             !begins_like_number(std::get<std::string>(number));
        const bool empty = folded(text(0)).empty() && folded(text(1)).empty() &&
                           std::holds_alternative<std::monostate>(number);
        if (heading || empty) {
            continue;
        }
        std::array<Driver, 2> pair{};
        for (std::size_t column = 0; column < 2; ++column) {
            const std::optional<Driver> driver = driver_named(text(column));
            if (!driver) {
                static constexpr Text sentence =
                    tr("%1% names %2%, which is no driver of the plan. %3%");
                refuse(sentence, {place, in_quotes(text(column)), driver_advice(text(column))});
            }
            const bool drawn = std::any_of(uncertain.begin(), uncertain.end(),
                                           [&](const auto& one) { return one.driver == *driver; });
            if (!drawn) {
                static constexpr Text sentence =
                    tr("%1% names %2%, which is certain: it has no low and high.");
                refuse(sentence, {place, std::string(record_of(*driver).id)});
            }
            pair[column] = *driver;
        }
        const double* rank = std::get_if<double>(&number);
        if (rank == nullptr || !(*rank > -1 && *rank < 1)) {
            static constexpr Text sentence =
                tr("%1%: the rank correlation must be a number above -1 and below 1.");
            refuse(sentence, {place});
        }
        std::sort(pair.begin(), pair.end());
        if (pair[0] == pair[1] || !known.insert({pair[0], pair[1]}).second) {
            static constexpr Text sentence =
                tr("%1% names a driver with itself or a pair that another row has already.");
            refuse(sentence, {place});
        }
        if (*rank != 0) {
            correlations.push_back({pair[0], pair[1], *rank});
        }
    }
    std::sort(correlations.begin(), correlations.end(), [](const auto& left, const auto& right) {
        return std::pair(left.left, left.right) < std::pair(right.left, right.right);
    });
    return correlations;
}

/// What every risk function is asked, and the outcome of its simulation.
struct Question {
    const Cells<0>& assumptions;
    const std::string& line;
    std::optional<QuarterNumber> quarter;
    Number trials;
    Number seed;
    std::optional<Cells<0>> correlations;

    std::shared_ptr<const Outcome> ask(Call& call) const {
        Assumptions read = read_assumptions(assumptions.table, "assumptions", Read::spreads);
        // The order of the rows must not matter.
        std::sort(read.uncertain.begin(), read.uncertain.end(),
                  [](const Uncertain& left, const Uncertain& right) {
                      return left.driver < right.driver;
                  });
        const Line wanted = line_from(line);
        const Plan plan(read);
        const int number = quarter_from(quarter, plan);
        if (wanted == Line::growth && number < 4) {
            plan.value(wanted, number); // says why
        }
        SimulationInput input{.values = read.values,
                              .uncertain = read.uncertain,
                              .correlations = {},
                              .line = wanted,
                              .quarter = number,
                              .trials = static_cast<std::uint32_t>(trials),
                              .seed = static_cast<std::uint64_t>(seed)};
        if (correlations) {
            input.correlations = correlations_from(correlations->table, read.uncertain);
        }
        if (call.memory() != nullptr) {
            return call.memory()->simulations().outcome(input);
        }
        return Simulations().outcome(input);
    }
};

/// Cuts without an answer are more than any number of them; other lines are not there at all.
Ranking ranking_of(const std::string& line) {
    const Line asked = line_from(line);
    return asked == Line::required_cuts || asked == Line::cuts ? Ranking::of_all_trials
                                                               : Ranking::of_answers;
}

/// The outcome, which must have an answer in it.
std::shared_ptr<const Outcome> answered(Call& call, const Question& question) {
    std::shared_ptr<const Outcome> outcome = question.ask(call);
    if (outcome->answers.empty()) {
        static constexpr Text sentence = tr("None of the %1% trials has an answer.");
        throw Error(Failure::no_answer, {}, sentence, {std::to_string(outcome->trials)});
    }
    return outcome;
}

namespace argument {

const ArgumentText assumptions{
    .id = "assumptions",
    .help = tr("Range with names and values and, headed in row 1, low, high, distribution."),
};
const ArgumentText trials{
    .id = "trials",
    .help = tr("How many random plans are tried."),
    .limits = from(2).to(most_trials).whole(),
    .otherwise = 10000.0,
};
const ArgumentText seed{
    .id = "seed",
    .help = tr("Another whole number gives other random plans."),
    .limits = from(0).to(999999999999).whole(),
    .otherwise = 1.0,
};
const ArgumentText correlations{
    .id = "correlations",
    .help = tr("Range of three columns: driver, driver, rank correlation."),
};

} // namespace argument

constexpr Text simulation_source =
    tr("Monte Carlo with Philox4x32-10 (Salmon et al. 2011): the random number of a driver in a "
       "trial depends on seed, driver and trial alone. Correlations by a Gaussian copula.");

Table plan_risk(Call& call, const Cells<0>& assumptions, const std::string& line,
                std::optional<QuarterNumber> quarter, Number trials, Number seed,
                std::optional<Cells<0>> correlations) {
    const auto outcome = Question{assumptions, line, quarter, trials, seed, correlations}.ask(call);
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
        some ? outcome->percentiles({0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1}, ranking_of(line))
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
        .arguments = {{argument::assumptions, plan_argument::line, plan_argument::quarter,
                       argument::trials, argument::seed, argument::correlations}},
        .equation =
            tr("Each trial draws every driver that has low and high, and calculates the plan. "
               "Rows: trials, no answer, then of the trials with an answer mean, standard error, "
               "standard deviation, minimum, P5, P10, P25, P50, P75, P90, P95, maximum, and CVaR 5 "
               "%: the mean of the lowest 5 %. Percentiles as Calc's PERCENTILE; of cuts they and "
               "the maximum are over all trials that are a plan, as one without an answer needs "
               "more than any number. Last the trials that are not a plan (their drivers "
               "contradict each other, such as a payroll above all cost), which are in no other "
               "row, and the share of trials in which a distribution would have left its driver's "
               "limits: it is cut off there. Drivers in whole numbers are rounded to the nearest."),
        .source = simulation_source,
        .errors = tr("Cells are #NUM! when no trial has an answer. A trial has none when no number "
                     "of cuts holds the margin."),
        .steps = {{"no_answer", tr("trials without an answer"), unit::number},
                  {"not_a_plan", tr("trials whose drivers contradict each other"), unit::number},
                  {"cut_off", tr("1 less the product of what is kept of each distribution"),
                   unit::share},
                  {"mean", tr("the answers' sum by their number"), unit::value},
                  {"standard_error", tr("standard deviation by the root of the number of answers"),
                   unit::value}},
        .plain_form =
            PlainForm::frozen(tr("The trials of a simulation are more than cells can hold.")),
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
    call.note({"standard_error", outcome.standard_error(),
               tr("standard deviation by the root of the number of answers"), &unit::value});
}

Amount plan_percentile(Call& call, const Cells<0>& assumptions, const std::string& line,
                       Probability probability, std::optional<QuarterNumber> quarter, Number trials,
                       Number seed, std::optional<Cells<0>> correlations) {
    const auto outcome = answered(call, {assumptions, line, quarter, trials, seed, correlations});
    const double result = outcome->percentiles({probability}, ranking_of(line)).front();
    if (std::isnan(result)) {
        static constexpr Text sentence =
            tr("The trials without an answer, %1% of %2%, need more cuts than any number: the "
               "percentile lies among them.");
        throw Error(Failure::no_answer, "probability", sentence,
                    {std::to_string(outcome->no_answer()), std::to_string(outcome->plans())});
    }
    if (call.explains()) {
        note_outcome(call, *outcome);
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
        .arguments = {{argument::assumptions,
                       plan_argument::line,
                       {.id = "probability",
                        .help = tr("0.9 for P90, the value that nine of ten trials stay below."),
                        .limits = from(0).to(1)},
                       plan_argument::quarter,
                       argument::trials,
                       argument::seed,
                       argument::correlations}},
        .equation = tr("The percentile of the line over the trials that have an answer; PLANRISK "
                       "shows how many have none. Of cuts it is over all trials that are a plan: "
                       "one without an answer needs more than any number."),
        .source = simulation_source,
        .errors = tr("#NUM! when no trial has an answer, or of cuts when the percentile lies among "
                     "those without."),
        .steps_vary = true,
        .plain_form =
            PlainForm::frozen(tr("The trials of a simulation are more than cells can hold.")),
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
                             Number seed, std::optional<Cells<0>> correlations) {
    const auto outcome = answered(call, {assumptions, line, quarter, trials, seed, correlations});
    const double count = static_cast<double>(outcome->at_or_below(threshold));
    const double result = count / static_cast<double>(outcome->plans());
    if (call.explains()) {
        note_outcome(call, *outcome);
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
        .arguments = {{argument::assumptions,
                       plan_argument::line,
                       {.id = "threshold", .help = tr("What the line is held against.")},
                       plan_argument::quarter,
                       argument::trials,
                       argument::seed,
                       argument::correlations}},
        .equation = tr("Trials whose answer is at or below the threshold / all trials that are a "
                       "plan. A trial without an answer is not at or below; one whose drivers "
                       "contradict each other is not counted."),
        .source = simulation_source,
        .errors = tr("#NUM! when no trial has an answer."),
        .steps_vary = true,
        .plain_form =
            PlainForm::frozen(tr("The trials of a simulation are more than cells can hold.")),
        .examples =
            {{.arguments = {example_uncertain_assumptions(), std::string("required cuts"), 30000.0},
              .says = tr("How likely 30,000 cuts are enough to hold the margin.")},
             {.arguments = {example_uncertain_assumptions(), std::string("margin gap"), 0.0, 4.0},
              .says = tr("How likely the margin is held after a year.")}},
        .see_also = {"PLANRISK", "PLANPERCENTILE"},
    });
}

Table plan_tornado(Call& call, const Cells<0>& assumptions, const std::string& line,
                   std::optional<QuarterNumber> quarter) {
    const Assumptions read = read_assumptions(assumptions.table, "assumptions", Read::spreads);
    const Line wanted = line_from(line);
    const Plan plan(read);
    const int number = quarter_from(quarter, plan);
    if (wanted == Line::growth && number < 4) {
        plan.value(wanted, number); // says why
    }
    struct Bar {
        Driver driver;
        Cell low;
        Cell high;
        double swing; ///< below 0 where there is none
    };
    std::vector<Bar> bars;
    for (const Uncertain& one : read.uncertain) {
        const auto at = [&](double value) -> Cell {
            try {
                Assumptions changed = read;
                changed.values[one.driver] = value;
                check_together(changed.values, "assumptions");
                return Plan(std::move(changed)).value(wanted, number);
            } catch (const Error& error) {
                return error.kind();
            }
        };
        Bar bar{one.driver, at(one.low), at(one.high), -1};
        if (std::holds_alternative<double>(bar.low) && std::holds_alternative<double>(bar.high)) {
            bar.swing = std::abs(std::get<double>(bar.high) - std::get<double>(bar.low));
        }
        bars.push_back(std::move(bar));
    }
    std::sort(bars.begin(), bars.end(), [](const Bar& left, const Bar& right) {
        return left.swing != right.swing ? left.swing > right.swing : left.driver < right.driver;
    });
    if (bars.empty()) {
        static constexpr Text sentence = tr("No driver in assumptions has low and high.");
        throw Error(Failure::no_answer, "assumptions", sentence);
    }
    Table table;
    for (const Bar& bar : bars) {
        table.append({std::string(record_of(bar.driver).id), bar.low, bar.high,
                      bar.swing < 0 ? Cell(Failure::no_answer) : Cell(bar.swing)});
    }
    call.step("drivers", static_cast<double>(bars.size()));
    return table;
}

Function plan_tornado_record() {
    return define<plan_tornado>({
        .id = "planTornado",
        .summary = tr("Which uncertain driver moves a line of the trade plan most: the line with "
                      "each driver at its low and at its high, the largest swing first."),
        .arguments = {{argument::assumptions, plan_argument::line, plan_argument::quarter}},
        .equation = tr("A row for each driver with low and high: driver, line at low, line at "
                       "high, swing (the distance of the two). All other drivers at their values."),
        .source = tr("One driver at a time, as in every tornado chart."),
        .errors = tr("#NUM! when no driver has low and high; cells are #NUM! where the line has no "
                     "answer, and Err:502 where a driver is so far out that there is no plan, "
                     "which PLANCHECK explains."),
        .steps = {{"drivers", tr("how many drivers have low and high"), unit::number}},
        .plain_form = PlainForm::over_variants(tornado_form),
        .examples = {{.arguments = {example_uncertain_assumptions(), std::string("required cuts")},
                      .says = tr("What the cuts depend on most.")}},
        .see_also = {"PLANRISK", "PLANATTRIBUTION"},
    });
}

} // namespace

std::vector<Function> risk_functions() {
    return {plan_risk_record(), plan_percentile_record(), plan_probability_record(),
            plan_tornado_record()};
}

} // namespace headroom
