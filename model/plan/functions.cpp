#include "plan/functions.hpp"

#include "core/label.hpp"
#include "core/memory.hpp"
#include "plan/changes.hpp"
#include "plan/check.hpp"
#include "plan/examples.hpp"
#include "plan/plan_sheet.hpp"
#include "plan/workings.hpp"

#include <span>

namespace headroom {

namespace {

std::shared_ptr<const Plan> plan_of(Call& call, const Table& cells, std::string_view argument,
                                    const Phrase& whole) {
    const auto make = [&] {
        return std::make_shared<const Plan>(read_assumptions(cells, argument, Read::values, whole));
    };
    return call.memory() == nullptr ? make() : call.memory()->plan(cells, make);
}

constexpr std::string_view assumptions_id = "assumptions";

} // namespace

std::shared_ptr<const Plan> plan_of(Call& call, const Table& cells, std::string_view argument) {
    return plan_of(call, cells, argument, argument);
}

std::shared_ptr<const Plan> plan_of(Call& call, const Table& assumptions,
                                    const GivenChanges& changes) {
    return changes ? plan_of(call, changed(assumptions, changes->table), assumptions_id,
                             with_changes(assumptions_id))
                   : plan_of(call, assumptions, assumptions_id);
}

Assumptions uncertain_assumptions(const Table& assumptions, const GivenChanges& changes) {
    return changes ? read_assumptions(changed(assumptions, changes->table), assumptions_id,
                                      Read::spreads, with_changes(assumptions_id))
                   : read_assumptions(assumptions, assumptions_id, Read::spreads);
}

Line line_from(const std::string& name) {
    const std::optional<Line> line = line_named(name);
    if (!line) {
        static constexpr Text sentence = tr("line is %1%, which is no line of the plan. %2%");
        throw Error(Failure::invalid, "line", sentence, {in_quotes(name), line_advice(name)});
    }
    return *line;
}

int quarter_from(const std::optional<QuarterNumber>& quarter, const Plan& plan) {
    const int number = quarter ? static_cast<int>(*quarter) : plan.quarters();
    plan.value(Line::revenue, number); // refuses what lies beyond the plan
    return number;
}

namespace plan_argument {

const ArgumentText assumptions{
    .id = "assumptions",
    .help = tr("Range of two columns or more: drivers' names and values."),
    .named_rows = true,
};
const ArgumentText line{
    .id = "line",
    .help = tr("Line of the plan in quotation marks, such as \"margin\"."),
};
const ArgumentText quarter{
    .id = "quarter",
    .help = tr("Number of the quarter; left out: the last one."),
    .limits = from(1).to(most_quarters).whole(),
};
const ArgumentText changes{
    .id = "changes",
    .help =
        tr("Cells or array: drivers and values in place of those of assumptions, in this call."),
    .named_rows = true,
};

} // namespace plan_argument

namespace {

Table trade_plan(Call& call, const Cells<2>& assumptions, const GivenChanges& changes) {
    const auto plan = plan_of(call, assumptions.table, changes);
    call.step("rows", plan->quarters());
    Table table;
    std::vector<Cell> titles{call.words(tr("quarter"))};
    for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
        titles.emplace_back(call.words(record.name));
    }
    table.append(std::move(titles));
    for (int quarter = 1; quarter <= plan->quarters(); ++quarter) {
        std::vector<Cell> row{static_cast<double>(quarter)};
        for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
            try {
                row.emplace_back(plan->value(record.line, quarter));
            } catch (const Error& error) {
                row.emplace_back(error.kind());
            }
        }
        table.append(std::move(row));
    }
    return table;
}

constexpr Text plan_source = tr("Profit, cash and headcount rolled forward quarter by quarter from "
                                "the last reported one; each line is an accounting identity.");

/// Room for as many quarters as the plan may have.
void trade_plan_form(BlockWriter& block) {
    const SharedBlock& plan = plan_sheet(block);
    for (const std::string_view id : {"lines", "quarters", "plan_holds"}) {
        block.know(id, plan);
    }
    block.only_if("plan_holds=1");
    std::vector<std::vector<std::string>> rows(1, {block.words(tr("quarter"))});
    for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
        rows.front().push_back(block.words(record.name));
    }
    for (std::size_t quarter = 0; quarter < plan.areas.find("lines")->second.columns; ++quarter) {
        std::vector<std::string>& row = rows.emplace_back();
        row.push_back("=quarters.0_" + std::to_string(quarter));
        for (std::size_t line = 0; line < shown_lines; ++line) {
            row.push_back("=lines." + std::to_string(line) + '_' + std::to_string(quarter));
        }
    }
    block.grid("plan", rows);
    block.result("plan");
}

Function trade_plan_record() {
    return define<trade_plan>({
        .id = "tradePlan",
        .summary = tr("The whole trade plan: a row for each quarter, a column for each line, from "
                      "demand and GPUs to margin, cash flow and required cuts."),
        .arguments = {{plan_argument::assumptions, plan_argument::changes}},
        .equation = tr("Each line's equation is in the section on the trade plan; "
                       "WORKINGS(\"PLANVALUE\"; …) shows it with its numbers."),
        .source = plan_source,
        .errors = tr("Cells are #N/A for growth before quarter 4, and #NUM! where no number of "
                     "cuts holds the margin."),
        .steps = {{"rows", tr("one for each quarter, below a row of titles"), unit::periods}},
        .plain_form = PlainForm::on_sheets(trade_plan_form),
        .examples = {{.arguments = {example_assumptions()},
                      .says = tr("A cloud business that orders GPUs. Enter it as an array, or take "
                                 "one line with PLANVALUE.")}},
        .see_also = {"PLANVALUE", "PLANCHECK"},
    });
}

Amount plan_value(Call& call, const Cells<2>& assumptions, const std::string& line,
                  std::optional<QuarterNumber> quarter, const GivenChanges& changes) {
    const auto plan = plan_of(call, assumptions.table, changes);
    const Line wanted = line_from(line);
    const int number = quarter_from(quarter, *plan);
    if (wanted == Line::growth) {
        plan->value(wanted, number); // not defined everywhere, and then without workings
    }
    if (call.explains()) {
        note_workings(call, *plan, wanted, number);
    }
    return Amount::of(plan->value(wanted, number));
}

void plan_value_form(BlockWriter& block) {
    find_in_plan(block, plan_sheet(block));
    block.only_if("plan_holds=1");
    block.step("plan_value", '=' + found_in("lines"), unit::value);
}

Table dearer_hours() {
    Table changes;
    changes.append({std::string("price"), 2.5});
    return changes;
}

Function plan_value_record() {
    return define<plan_value>({
        .id = "planValue",
        .summary = tr("One line of the trade plan in one quarter, such as the margin or the cuts "
                      "that hold it."),
        .arguments = {{plan_argument::assumptions, plan_argument::line, plan_argument::quarter,
                       plan_argument::changes}},
        .equation = tr("The line's equation, quarter after quarter from quarter 0; WORKINGS shows "
                       "it with its numbers. Changes are as if they had been typed into "
                       "assumptions: in two columns of drivers and values, or one after the other "
                       "in a single row or column. A blank is the driver's default."),
        .source = plan_source,
        .errors = tr("#N/A for growth before quarter 4; #NUM! where the line depends on required "
                     "cuts and no number of cuts holds the margin."),
        .steps_vary = true,
        .plain_form = PlainForm::on_sheets(plan_value_form),
        .examples = {{.arguments = {example_assumptions(), std::string("margin"), 4.0},
                      .says = tr("The margin after a year.")},
                     {.arguments = {example_assumptions(), std::string("required cuts")},
                      .says = tr("The cuts that hold a margin of 33.5 % from quarter 4 on.")},
                     {.arguments = {example_assumptions(), std::string("margin"), 8.0,
                                    dearer_hours()},
                      .says = tr("What if, in one cell: the margin after two years at a price of "
                                 "2.5.")}},
        .see_also = {"TRADEPLAN", "PLANSOLVE", "PLANPERCENTILE"},
    });
}

} // namespace

std::vector<Function> plan_functions() {
    return {trade_plan_record(), plan_value_record(), plan_check_record()};
}

} // namespace headroom
