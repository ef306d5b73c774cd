// What is wrong with a range of assumptions, and what is allowed but seldom meant.

#include "plan/check.hpp"

#include "core/define.hpp"
#include "core/label.hpp"
#include "plan/changes.hpp"
#include "plan/examples.hpp"
#include "plan/functions.hpp"
#include "plan/plan.hpp"
#include "risk/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace headroom {

namespace {

enum class Gravity { error, warning, remark };
/// Formulas compare with these, so they are the same in every language.
constexpr std::array<std::string_view, 3> gravity_names{"error", "warning", "remark"};

struct Finding {
    Gravity gravity;
    Problem problem;
};

/// Looks at assumptions that are a plan for what is allowed but seldom meant.
class Doubts {
public:
    Doubts(const Table& cells, const Checked& checked)
        : cells_(cells), checked_(checked), assumptions_(checked.assumptions),
          values_(assumptions_.values) {}

    /// In the order of the rows.
    std::vector<Finding> found() {
        payroll();
        columns_without_heading();
        distribution_without_heading();
        if (checked_.problems.empty()) {
            plan_.emplace(assumptions_);
            yearly_revenue();
            capped_revenue();
            gpus_without_price();
            idle_gpus();
            gpus_in_another_unit();
            rates_above_one();
            cuts_too_late();
            for (const Uncertain& uncertain : assumptions_.uncertain) {
                if (!contradicts(uncertain)) {
                    idle(uncertain);
                }
                outside(uncertain);
            }
        }
        std::stable_sort(findings_.begin(), findings_.end(),
                         [](const Finding& left, const Finding& right) {
                             return left.problem.row < right.problem.row;
                         });
        return std::move(findings_);
    }

private:
    double value(Driver driver) const { return values_[driver]; }

    std::size_t row(Driver driver) const {
        return assumptions_.rows[static_cast<std::size_t>(driver)];
    }

    void add(Gravity gravity, Driver driver, Text sentence, std::vector<Phrase> values) {
        findings_.push_back(
            {gravity,
             {row(driver), std::string(record_of(driver).id),
              Error(Failure::invalid, "assumptions", sentence, std::move(values))}});
    }
    void warn(Driver driver, Text sentence, std::vector<Phrase> values) {
        add(Gravity::warning, driver, sentence, std::move(values));
    }

    double payroll_at_start() const {
        return value(Driver::headcount) * value(Driver::loaded_cost) / 4;
    }

    /// Payroll below this share of all cost: somebody mistook a unit.
    static constexpr double least_payroll = 0.01;

    void payroll() {
        const double cost = value(Driver::revenue) - value(Driver::operating_profit);
        if (payroll_at_start() > cost && PlanEquations<double>::other_cost_at_start(values_) < 0) {
            static constexpr Text sentence =
                tr("loaded_cost is %1% a year, so the payroll of quarter 0 is %2%: more than all "
                   "cost of that quarter (%3%). Is loaded_cost a year's, and are revenue and "
                   "operating_profit a quarter's, of the same business as the headcount?");
            warn(Driver::loaded_cost, sentence,
                 {rounded(value(Driver::loaded_cost)), brief(payroll_at_start()), brief(cost)});
        } else if (payroll_at_start() > 0 && payroll_at_start() < least_payroll * cost) {
            static constexpr Text sentence =
                tr("loaded_cost is %1% a year, so the payroll of quarter 0 is %2%: less than 1 %% "
                   "of its cost (%3%). Is loaded_cost in the same unit of money as revenue, and a "
                   "year's?");
            warn(Driver::loaded_cost, sentence,
                 {rounded(value(Driver::loaded_cost)), brief(payroll_at_start()), brief(cost)});
        }
    }

    void yearly_revenue() {
        constexpr double most = 10;
        const double cost = value(Driver::revenue) - value(Driver::operating_profit);
        const double times = cost / payroll_at_start();
        if (payroll_at_start() >= least_payroll * cost && payroll_at_start() > 0 && times > most) {
            static constexpr Text sentence =
                tr("All cost of quarter 0 (revenue less operating_profit) is %1% times its "
                   "payroll, which looks like the cost of a year. The plan counts in quarters: are "
                   "revenue and operating_profit of three months, and is loaded_cost a year's?");
            warn(Driver::revenue, sentence, {brief(times)});
        }
    }

    void capped_revenue() {
        const double demand_growth = PlanConstants<double>::demand_growth_of(values_);
        if (value(Driver::base_growth) > demand_growth && value(Driver::backlog_share) == 0) {
            static constexpr Text sentence =
                tr("base_growth is %1% and demand_growth %2%, and nothing is unserved: demand caps "
                   "revenue, which grows by demand_growth only. Leave demand_growth out to have it "
                   "as base_growth.");
            warn(Driver::demand_growth, sentence,
                 {rounded(value(Driver::base_growth)), rounded(demand_growth)});
        }
    }

    void gpus_without_price() {
        const double gpus = value(Driver::gpus_ordered);
        const bool no_price = value(Driver::price) == 0;
        const bool no_capex = value(Driver::capex_per_gpu) == 0;
        if (gpus > 0 && (no_price || no_capex)) {
            static constexpr Text price =
                tr("gpus_ordered is %1%, but price is 0: the GPUs earn nothing.");
            static constexpr Text capex =
                tr("gpus_ordered is %1%, but capex_per_gpu is 0: the GPUs cost nothing to buy.");
            static constexpr Text both = tr("gpus_ordered is %1%, but price and capex_per_gpu are "
                                            "0: the GPUs earn nothing and cost nothing to buy.");
            warn(Driver::gpus_ordered,
                 no_price && no_capex ? both
                 : no_price           ? price
                                      : capex,
                 {rounded(gpus)});
        }
        if (gpus == 0 && !no_price) {
            static constexpr Text sentence =
                tr("price is %1%, but gpus_ordered is 0: there is no GPU that earns it.");
            warn(Driver::price, sentence, {rounded(value(Driver::price))});
        }
    }

    double most_of(Line line) const {
        double most = 0;
        for (int quarter = 1; quarter <= plan_->quarters(); ++quarter) {
            most = std::max(most, plan_->raw(line, quarter));
        }
        return most;
    }

    void idle_gpus() {
        if (value(Driver::gpus_ordered) == 0 || value(Driver::price) == 0) {
            return;
        }
        if (most_of(Line::gpus) == 0) {
            static constexpr Text late = tr("gpus_ordered is %1%, but lead_quarters is %2%: none "
                                            "comes by quarter %3%, the last of the plan.");
            warn(Driver::lead_quarters, late,
                 {rounded(value(Driver::gpus_ordered)), rounded(value(Driver::lead_quarters)),
                  rounded(value(Driver::quarters))});
        } else if (most_of(Line::gpu_revenue) == 0) {
            static constexpr Text idle =
                tr("gpus_ordered is %1%, but the GPUs sell nothing in any quarter: what there is "
                   "without them serves all demand. They serve a backlog_share, or demand that "
                   "grows faster than base_growth.");
            warn(Driver::gpus_ordered, idle, {rounded(value(Driver::gpus_ordered))});
        }
    }

    /// A GPU in dollars beside a revenue in millions, or its price beside its capex.
    void gpus_in_another_unit() {
        constexpr double far = 100;
        const double capex = value(Driver::capex_per_gpu);
        const double yearly = value(Driver::price) * value(Driver::utilisation) * hours_per_year;
        const double ordered = value(Driver::gpus_ordered) * capex;
        if (value(Driver::gpus_ordered) == 0 || capex == 0) {
            return;
        }
        if (ordered > far * value(Driver::revenue)) {
            static constexpr Text sentence =
                tr("All GPUs cost %1%, which is %2% times the revenue of quarter 0. Is "
                   "capex_per_gpu in the same unit of money as revenue?");
            warn(Driver::capex_per_gpu, sentence,
                 {brief(ordered), brief(ordered / value(Driver::revenue))});
        } else if (yearly > far * capex ||
                   (yearly > 0 && yearly * value(Driver::life) * far < capex)) {
            static constexpr Text sentence =
                tr("A GPU costs %1% and earns %2% a year. Are capex_per_gpu and price, of one "
                   "hour, in the same unit of money?");
            warn(Driver::capex_per_gpu, sentence, {brief(capex), brief(yearly)});
        }
    }

    void rates_above_one() {
        for (const DriverRecord& record : drivers()) {
            double most = value(record.driver);
            for (const Uncertain& uncertain : assumptions_.uncertain) {
                most = uncertain.driver == record.driver ? std::max(most, uncertain.high) : most;
            }
            const bool usual = record.otherwise == 1.0; // as a utilisation of 1 is
            if (record.unit.fraction && (most > 1 || (most == 1 && !usual))) {
                static constexpr Text sentence =
                    tr("%1% is as high as %2%, which is %3% %%. For %2% %% type %2%%% or %4%.");
                warn(record.driver, sentence,
                     {std::string(record.id), rounded(most), rounded(100 * most),
                      rounded(most / 100)});
            }
        }
    }

    void cuts_too_late() {
        const int quarters = plan_->quarters();
        if (value(Driver::headcount) == 0) {
            return;
        }
        if (value(Driver::cut_quarter) > quarters) {
            static constexpr Text sentence = tr("cut_quarter is %1%, after the last quarter (%2%): "
                                                "no cut takes effect in the plan.");
            add(Gravity::remark, Driver::cut_quarter, sentence,
                {rounded(value(Driver::cut_quarter)), std::to_string(quarters)});
            return;
        }
        int first = 1;
        while (first <= quarters && !(plan_->raw(Line::saving_per_cut, first) > 0)) {
            ++first;
        }
        if (first > quarters) {
            static constexpr Text sentence =
                tr("No cut saves anything by quarter %1%, the last of the plan: notice, severance "
                   "and replacement cost more than the pay that is saved.");
            warn(Driver::hold_from, sentence, {std::to_string(quarters)});
        } else if (value(Driver::hold_from) < first && needs_cuts()) {
            static constexpr Text sentence = tr(
                "hold_from is %1%, but a cut saves nothing before quarter %2% (cut_quarter, "
                "notice_months, severance): cuts cannot mend the margin of the quarters before.");
            warn(Driver::hold_from, sentence,
                 {rounded(value(Driver::hold_from)), std::to_string(first)});
        }
    }

    /// Whether the margin is missed in a quarter that counts as long as nobody goes.
    bool needs_cuts() const {
        Assumptions uncut = assumptions_;
        uncut.values[Driver::cuts] = 0;
        const Plan plan(std::move(uncut));
        for (int quarter = static_cast<int>(value(Driver::hold_from)); quarter <= plan.quarters();
             ++quarter) {
            if (plan.raw(Line::margin_gap, quarter) > 0) {
                return true;
            }
        }
        return false;
    }

    /// The assumptions with a driver at an end of its spread.
    Assumptions at(const Uncertain& uncertain, double end) const {
        Assumptions changed = assumptions_;
        changed.values[uncertain.driver] = end;
        return changed;
    }

    /// Low and high with which there is no plan. Whether there are such.
    bool contradicts(const Uncertain& uncertain) {
        for (const double end : {uncertain.low, uncertain.high}) {
            try {
                check_together(at(uncertain, end).values, "assumptions");
            } catch (const Error& error) {
                static constexpr Text sentence = tr("With %1% at %2% there is no plan, and trials "
                                                    "without one are in no figure. %3%");
                warn(uncertain.driver, sentence,
                     {std::string(record_of(uncertain.driver).id), rounded(end), error.sentence()});
                return true;
            }
        }
        return false;
    }

    /// Low and high that change no line of the plan.
    void idle(const Uncertain& uncertain) {
        for (const double end : {uncertain.low, uncertain.high}) {
            const Plan other(at(uncertain, end));
            for (int quarter = 1; quarter <= plan_->quarters(); ++quarter) {
                for (const LineRecord& record : lines()) {
                    const double before = plan_->raw(record.line, quarter);
                    const double after = other.raw(record.line, quarter);
                    if (after != before && !(std::isnan(after) && std::isnan(before))) {
                        return;
                    }
                }
            }
        }
        static constexpr Text sentence = tr("%1% has low and high, but no line of the plan depends "
                                            "on it as the other assumptions stand.");
        warn(uncertain.driver, sentence, {std::string(record_of(uncertain.driver).id)});
    }

    void outside(const Uncertain& uncertain) {
        constexpr double worth_saying = 1e-7; // a trial of the ten million that are possible
        const double share = share_outside(uncertain);
        if (share >= worth_saying) {
            const DriverRecord& record = record_of(uncertain.driver);
            static constexpr Text sentence =
                tr("The %1% distribution of %2% reaches beyond what %2% may be (%3%): the %4% %% "
                   "outside are cut off, and the rest is drawn from.");
            warn(uncertain.driver, sentence,
                 {std::string(spread_names[static_cast<std::size_t>(uncertain.spread)]),
                  std::string(record.id), record.limits.words(), brief(100 * share)});
        }
    }

    /// A word such as "normal" in a column that is not headed as the one that has it.
    void distribution_without_heading() {
        for (const DriverRecord& record : drivers()) {
            const std::size_t at = row(record.driver);
            for (std::size_t column = 2; at > 0 && column < cells_.columns(); ++column) {
                const auto* word = std::get_if<std::string>(&cells_.at(at - 1, column));
                const auto* heading = std::get_if<std::string>(&cells_.at(0, column));
                if (word != nullptr && std::ranges::count(spread_names, folded(*word)) > 0 &&
                    (heading == nullptr || folded(*heading) != "distribution")) {
                    static constexpr Text sentence =
                        tr("Column %1% has %2% beside %3%, but the first row does not head it "
                           "distribution: it is not read, and whatever has low and high is pert.");
                    warn(record.driver, sentence,
                         {std::to_string(column + 1), in_quotes(*word), std::string(record.id)});
                    return;
                }
            }
        }
    }

    /// Numbers beside the values that nobody reads, because the first row does not say what they
    /// are.
    void columns_without_heading() {
        if (checked_.columns.low || checked_.columns.high) {
            return;
        }
        for (const DriverRecord& record : drivers()) {
            const std::size_t at = row(record.driver);
            for (std::size_t column = 2; at > 0 && column < cells_.columns(); ++column) {
                if (std::holds_alternative<double>(cells_.at(at - 1, column))) {
                    static constexpr Text sentence =
                        tr("Column %1% has a number beside %2%, but the first row has no heading "
                           "low or high: it is not read, and nothing is uncertain.");
                    warn(record.driver, sentence,
                         {std::to_string(column + 1), std::string(record.id)});
                    return;
                }
            }
        }
    }

    const Table& cells_;
    const Checked& checked_;
    const Assumptions& assumptions_;
    const Drivers<double>& values_;
    std::optional<Plan> plan_;
    std::vector<Finding> findings_;
};

/// Of a driver in changes, where it stands there.
Problem placed(Problem problem, const Changes& changes) {
    const std::optional<Driver> driver = driver_named(problem.driver);
    const std::size_t row = driver ? changes.row(*driver) : 0;
    if (row > 0) {
        static constexpr Text in_changes = tr("%1%: %2%");
        problem.row = row;
        problem.error = Error(Failure::invalid, "changes", in_changes,
                              {row_of("changes", row), problem.error.sentence()});
    }
    return problem;
}

/// What is wrong with assumptions and changes, then what is allowed but seldom meant.
std::vector<Finding> findings_in(const Table& assumptions, const GivenChanges& given) {
    const Changes changes(given ? given->table : Table());
    const Table cells = changes.problems().empty() ? changes.made_in(assumptions) : assumptions;
    const Checked checked = check_assumptions(cells, "assumptions",
                                              given ? with_changes("assumptions")
                                                    : Phrase(std::string_view("assumptions")));
    std::vector<Finding> findings;
    for (const Problem& problem : checked.problems) {
        findings.push_back({Gravity::error, problem});
    }
    for (const Problem& problem : changes.problems()) {
        findings.push_back({Gravity::error, problem});
    }
    if (cells.columns() >= 2) {
        for (Finding& finding : Doubts(cells, checked).found()) {
            findings.push_back({finding.gravity, placed(std::move(finding.problem), changes)});
        }
    }
    return findings;
}

Table plan_check(Call& call, const Cells<0>& assumptions, const GivenChanges& changes) {
    const std::vector<Finding> findings = findings_in(assumptions.table, changes);
    Table table;
    const auto add = [&](Gravity gravity, double row, const Phrase& sentence, std::string driver) {
        table.append({row, std::string(gravity_names[static_cast<std::size_t>(gravity)]),
                      call.words(sentence), driver.empty() ? std::string("–") : std::move(driver)});
    };
    std::array<double, gravity_names.size()> counts{};
    for (const auto& [gravity, problem] : findings) {
        ++counts[static_cast<std::size_t>(gravity)];
        add(gravity, static_cast<double>(problem.row), problem.error.sentence(), problem.driver);
    }
    if (findings.empty()) {
        add(Gravity::remark, 0, tr("No problem found."), {});
    }
    call.step("problems", counts[static_cast<std::size_t>(Gravity::error)]);
    call.step("warnings", counts[static_cast<std::size_t>(Gravity::warning)]);
    return table;
}

} // namespace

Function plan_check_record() {
    return define<plan_check>({
        .id = "planCheck",
        .summary = tr("Everything that is wrong, or likely to be, with a range of assumptions: "
                      "row, kind, a sentence and the driver, or one row that says all is well."),
        .arguments = {{plan_argument::assumptions, plan_argument::changes}},
        .equation = tr("Four columns: row within the range (0: the range as a whole), kind (error, "
                       "warning or remark), what is wrong, driver. Errors come first: a plan with "
                       "one is not calculated, or not its risk where only low and high are wrong. "
                       "A warning is allowed, but seldom meant. Where a driver of changes is "
                       "concerned, the row is that in changes, and the sentence says so."),
        .source = tr("The limits in each driver's definition."),
        .steps = {{"problems", tr("how many errors there are"), unit::number},
                  {"warnings", tr("how many warnings there are"), unit::number}},
        .plain_form =
            PlainForm::frozen(tr("Its findings are sentences that Headroom writes. Where it finds "
                                 "that there is no plan, the plan in the copy is an error, too.")),
        .examples = {{.arguments = {example_assumptions()},
                      .says = tr("In a row beside the assumptions: INDEX(PLANCHECK(…); 1; 3).")}},
        .see_also = {"PLANVALUE", "REASON"},
    });
}

} // namespace headroom
