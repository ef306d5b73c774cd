#include "risk/question.hpp"

#include "core/label.hpp"
#include "core/memory.hpp"
#include "plan/changes.hpp"
#include "plan/plan.hpp"
#include "risk/simulations.hpp"

#include <algorithm>
#include <set>

namespace headroom {

namespace {

constexpr double most_trials = 10'000'000;
constexpr double most_trials_of_fan = 1'000'000; // of each quarter

/// Reads rows of driver, driver, rank correlation. Those of drivers that are certain by a change
/// are passed over.
std::vector<Correlation> correlations_from(const Table& cells,
                                           const std::vector<Uncertain>& uncertain,
                                           const std::optional<Changes>& changes) {
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
        bool by_change = false;
        for (std::size_t column = 0; column < 2; ++column) {
            const std::optional<Driver> driver = driver_named(text(column));
            if (!driver) {
                static constexpr Text sentence =
                    tr("%1% names %2%, which is no driver of the plan. %3%");
                refuse(sentence, {place, in_quotes(text(column)), driver_advice(text(column))});
            }
            const bool drawn = std::any_of(uncertain.begin(), uncertain.end(),
                                           [&](const auto& one) { return one.driver == *driver; });
            const bool changed = changes && changes->row(*driver) > 0;
            by_change = by_change || changed;
            if (!drawn && !changed) {
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
        if (*rank != 0 && !by_change) {
            correlations.push_back({pair[0], pair[1], *rank});
        }
    }
    std::sort(correlations.begin(), correlations.end(), [](const auto& left, const auto& right) {
        return std::pair(left.left, left.right) < std::pair(right.left, right.right);
    });
    return correlations;
}

} // namespace

SimulationInput Question::simulation() const {
    Assumptions read = uncertain_assumptions(assumptions, changes);
    // The order of the rows must not matter.
    std::sort(
        read.uncertain.begin(), read.uncertain.end(),
        [](const Uncertain& left, const Uncertain& right) { return left.driver < right.driver; });
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
                          .seed = static_cast<std::uint64_t>(seed),
                          .sampling = sampling};
    if (correlations) {
        const std::optional<Changes> made =
            changes ? std::optional<Changes>(changes->table) : std::nullopt;
        input.correlations = correlations_from(correlations->table, read.uncertain, made);
    }
    return input;
}

std::shared_ptr<const Fan> Question::fan(Call& call) const {
    const SimulationInput input = simulation();
    return call.memory() != nullptr ? call.memory()->simulations().fan(input)
                                    : Simulations().fan(input);
}

std::shared_ptr<const Outcome> Question::outcome(Call& call) const {
    const SimulationInput input = simulation();
    return call.memory() != nullptr ? call.memory()->simulations().outcome(input)
                                    : Simulations().outcome(input);
}

std::shared_ptr<const Outcome> Question::answered(Call& call) const {
    std::shared_ptr<const Outcome> outcome = this->outcome(call);
    if (outcome->answers.empty()) {
        static constexpr Text sentence = tr("None of the %1% trials has an answer.");
        throw Error(Failure::no_answer, {}, sentence, {std::to_string(outcome->trials)});
    }
    return outcome;
}

namespace risk_argument {

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
const ArgumentText trials_of_fan{
    .id = "trials",
    .help = tr("How many random plans are tried."),
    .limits = from(2).to(most_trials_of_fan).whole(),
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

const ArgumentText sampling{
    .id = "sampling",
    .help = tr("\"sobol\": spread evenly, far more certain with as many trials. Or \"random\"."),
    .otherwise = std::string_view("random"),
};

} // namespace risk_argument

const Text simulation_source =
    tr("Monte Carlo with Philox4x32-10 (Salmon et al. 2011): the random number of a driver in a "
       "trial depends on seed, driver and trial alone. Correlations by a Gaussian copula. "
       "\"sobol\": Sobol points (Joe & Kuo 2008), nested scrambling (Owen 1995) by hash (Laine & "
       "Karras 2011, Burley 2020), eight times with other scrambles.");

const Text simulation_is_frozen = tr("The trials of a simulation are more than cells can hold.");

} // namespace headroom
