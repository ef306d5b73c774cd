#include "risk/tornado.hpp"

#include "plan/examples.hpp"
#include "plan/plan.hpp"
#include "risk/question.hpp"
#include "risk/tornado_form.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

Table plan_tornado(Call& call, const Cells<0>& assumptions, const std::string& line,
                   std::optional<QuarterNumber> quarter, const GivenChanges& changes) {
    const Assumptions read = uncertain_assumptions(assumptions.table, changes);
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

} // namespace

Function plan_tornado_record() {
    return define<plan_tornado>({
        .id = "planTornado",
        .summary = tr("Which uncertain driver moves a line of the trade plan most: the line with "
                      "each driver at its low and at its high, the largest swing first."),
        .arguments = {{risk_argument::assumptions, plan_argument::line, plan_argument::quarter,
                       plan_argument::changes}},
        .equation = tr("A row for each driver with low and high: driver, line at low, line at "
                       "high, swing (the distance of the two). All other drivers at their values. "
                       "A driver in changes is certain."),
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

} // namespace headroom
