#include "plan/attribution.hpp"

#include "core/define.hpp"
#include "plan/examples.hpp"
#include "plan/functions.hpp"
#include "plan/plan.hpp"
#include "plan/plan_sheet.hpp"
#include "trade/trade.hpp"

namespace headroom {

namespace {

Table plan_attribution(Call& call, const Cells<2>& cells, const Cells<2>& baseline_cells,
                       const std::string& line_name, std::optional<QuarterNumber> quarter,
                       const GivenChanges& changes) {
    const auto plan = plan_of(call, cells.table, changes);
    const auto baseline = plan_of(call, baseline_cells.table, "baseline");
    const Line line = line_from(line_name);
    const int number = quarter_from(quarter, *plan);
    if (plan->quarters() != baseline->quarters()) {
        static constexpr Text sentence = tr("baseline ends with quarter %1% and assumptions with "
                                            "quarter %2%; both must end with the same.");
        throw Error(Failure::invalid, "baseline", sentence,
                    {std::to_string(baseline->quarters()), std::to_string(plan->quarters())});
    }
    constexpr std::size_t themes = driver_theme_names.size();
    std::vector<double> values;
    for (std::size_t coalition = 0; coalition < std::size_t{1} << themes; ++coalition) {
        Assumptions mixed = baseline->assumptions();
        for (const DriverRecord& record : drivers()) {
            if ((coalition >> static_cast<std::size_t>(record.theme) & 1) != 0) {
                mixed.values[record.driver] = plan->assumptions().values[record.driver];
            }
        }
        try {
            check_together(mixed.values, "assumptions");
            values.push_back(Plan(std::move(mixed)).value(line, number));
        } catch (const Error& error) {
            if (error.kind() == Failure::not_available) {
                throw;
            }
            std::optional<Phrase> names;
            for (std::size_t theme = 0; theme < themes; ++theme) {
                if ((coalition >> theme & 1) != 0) {
                    const Text name = driver_theme_names[theme];
                    names = names ? Phrase(tr("%1%, %2%"), {*names, name}) : name;
                }
            }
            static constexpr Text sentence =
                tr("The shares need every mixture of the two plans; with %1% from assumptions and "
                   "the rest from baseline there is no answer. %2%");
            throw Error(Failure::no_answer, {}, sentence,
                        {names.value_or(tr("nothing")), error.sentence()});
        }
    }
    const std::vector<double> shares = shapley_shares(values);
    Table table;
    table.append({call.words(tr("baseline")), values.front()});
    for (std::size_t theme = 0; theme < themes; ++theme) {
        table.append({call.words(driver_theme_names[theme]), shares[theme]});
    }
    table.append({call.words(tr("plan")), values.back()});
    call.step("total_change", values.back() - values.front());
    return table;
}

/// The plan of a coalition: its themes from assumptions, the others from baseline.
const SharedBlock& mixed_plan(BlockWriter& block, const SharedBlock& plan,
                              const SharedBlock& baseline, std::size_t coalition) {
    const std::string from = plan_origin(block);
    const std::string& rest = block.placed("baseline").formula;
    VariedPlan varied{.title = {}, .plan = baseline, .other = &plan};
    std::optional<Phrase> names;
    for (std::size_t theme = 0; theme < driver_theme_names.size(); ++theme) {
        if ((coalition >> theme & 1) != 0) {
            const Text name = driver_theme_names[theme];
            names = names ? Phrase(tr("%1%, %2%"), {*names, name}) : name;
        }
    }
    static constexpr Text title = tr("Trade plan with %1% from %2% and the rest from %3%");
    varied.title = block.words({title, {*names, from, rest}});
    for (const DriverRecord& record : drivers()) {
        if ((coalition >> static_cast<std::size_t>(record.theme) & 1) != 0) {
            varied.others.push_back(record.driver);
        }
    }
    return varied_plan_sheet(
        block, "mixture " + std::to_string(coalition) + " of " + from + " and " + rest, varied);
}

void plan_attribution_form(BlockWriter& block) {
    constexpr std::size_t themes = driver_theme_names.size();
    static_assert(themes == 4, "the weights below are for four");
    constexpr std::size_t last = (std::size_t{1} << themes) - 1;
    const SharedBlock& plan = plan_sheet(block);
    const SharedBlock& baseline = plan_sheet(block, "baseline");
    find_in_plan(block, plan);
    block.know("baseline_last_quarter", baseline, "last_quarter");
    block.know("baseline_holds", baseline, "plan_holds");
    const auto value = [](std::size_t coalition) { return "value_" + std::to_string(coalition); };
    std::string sum;
    for (std::size_t coalition = 0; coalition <= last; ++coalition) {
        const SharedBlock& mixed = coalition == 0 ? baseline
                                   : coalition == last
                                       ? plan
                                       : mixed_plan(block, plan, baseline, coalition);
        const std::string id = "mixture_" + std::to_string(coalition);
        block.know(id, mixed, "lines");
        block.step(value(coalition), '=' + found_in(id), unit::value);
        sum += (sum.empty() ? "" : "+") + value(coalition);
    }
    block.only_if("AND(plan_holds=1;baseline_holds=1;last_quarter=baseline_last_quarter;ISNUMBER(" +
                  sum + "))");
    std::vector<std::vector<std::string>> rows{{block.words(tr("baseline")), '=' + value(0)}};
    for (std::size_t theme = 0; theme < themes; ++theme) {
        // |S|! (n-|S|-1)! / n! for the coalitions S that the theme joins.
        std::string share = "=0";
        for (std::size_t coalition = 0; coalition <= last; ++coalition) {
            if ((coalition >> theme & 1) == 0) {
                const bool alone = coalition == 0 || (coalition | std::size_t{1} << theme) == last;
                share += "+(" + value(coalition | std::size_t{1} << theme) + '-' +
                         value(coalition) + (alone ? ")/4" : ")/12");
            }
        }
        rows.push_back({block.words(driver_theme_names[theme]), share});
    }
    rows.push_back({block.words(tr("plan")), '=' + value(last)});
    block.grid("shares", rows);
    block.result("shares");
}

} // namespace

Function plan_attribution_record() {
    Table baseline = example_assumptions();
    for (std::size_t row = 0; row < baseline.rows(); ++row) {
        if (std::get<std::string>(baseline.at(row, 0)) == "gpus_ordered") {
            baseline.at(row, 1) = 0.0;
        }
        if (std::get<std::string>(baseline.at(row, 0)) == "cost_growth") {
            baseline.at(row, 1) = 0.1;
        }
    }
    return define<plan_attribution>({
        .id = "planAttribution",
        .summary =
            tr("How much demand, GPUs, people and costs each contribute to what a line differs by "
               "between two sets of assumptions. An accounting share, not a cause."),
        .arguments = {{plan_argument::assumptions,
                       {.id = "baseline",
                        .help = tr("The assumptions to compare with, in a range like the first."),
                        .named_rows = true},
                       plan_argument::line,
                       plan_argument::quarter,
                       plan_argument::changes}},
        .equation = tr("Six rows: baseline, demand, GPUs, people, costs, plan. Each theme's share "
                       "is its Shapley value over the 16 mixtures of the two sets; baseline and "
                       "shares add up to plan. Costs are all that belongs to no other theme: "
                       "operating profit of quarter 0, other costs, tax, target and time. "
                       "Changes are made in assumptions and not in baseline, so that with one "
                       "range for both the shares are those of the changes."),
        .source = tr("L. S. Shapley, A value for n-person games (1953)."),
        .errors = tr("#NUM! when the line has no answer in one of the mixtures."),
        .steps = {{"total_change", tr("plan less baseline; the shares sum to it"), unit::value}},
        .plain_form = PlainForm::over_variants(plan_attribution_form),
        .examples =
            {{.arguments = {example_assumptions(), baseline, std::string("margin"), 12.0},
              .says =
                  tr("Why the margin differs from a plan without GPUs and with slower costs.")}},
        .see_also = {"SHAPLEY", "PLANALTERNATIVES"},
    });
}

} // namespace headroom
