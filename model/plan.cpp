#include "plan.hpp"

#include "label.hpp"
#include "memory.hpp"
#include "plan_check.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

namespace headroom {

Plan::Plan(Assumptions assumptions) : assumptions_(std::move(assumptions)) {
    PlanEquations<double> equations(assumptions_.values);
    rows_.resize(static_cast<std::size_t>(quarters()));
    for (Quarter<double>& row : rows_) {
        equations.advance(row);
    }
    required_ = equations.required_cuts();
    const double cuts =
        assumptions_.cuts_as_required() ? required_ : assumptions_.values[Driver::cuts];
    double cash = 0;
    for (int number = 1; number <= quarters(); ++number) {
        Quarter<double>& row = rows_[static_cast<std::size_t>(number - 1)];
        equations.finish(row, number, cuts, cash);
        row[Line::required_cuts] = required_;
        cash = row[Line::cumulative_free_cash_flow];
    }
    demand_at_start_ =
        assumptions_.values[Driver::revenue] / (1 - assumptions_.values[Driver::backlog_share]);
}

double Plan::raw(Line line, int quarter) const {
    if (quarter >= 1) {
        return rows_[static_cast<std::size_t>(quarter - 1)][line];
    }
    const double revenue = assumptions_.values[Driver::revenue];
    switch (line) {
    case Line::demand:
        return demand_at_start_;
    case Line::revenue:
        return revenue;
    case Line::unserved:
        return demand_at_start_ - revenue;
    default:
        return 0;
    }
}

double Plan::value(Line line, int quarter) const {
    if (quarter > quarters()) {
        beyond(quarter);
    }
    if (line == Line::growth && quarter < 4) {
        static constexpr Text sentence{
            "growth compares with a year before; there is none before quarter 4."};
        throw Error(Failure::not_available, "quarter", sentence);
    }
    const bool by_cuts = record_of(line).after_cuts && assumptions_.cuts_as_required();
    if ((by_cuts || line == Line::required_cuts) && std::isnan(required_)) {
        no_cuts();
    }
    return finite(raw(line, quarter));
}

void Plan::beyond(int quarter) const {
    static constexpr Text sentence{"quarter is %1%, but the plan has only %2% quarters."};
    throw Error(Failure::invalid, "quarter", sentence,
                {std::to_string(quarter), std::to_string(quarters())});
}

void Plan::no_cuts() const {
    double least = 0;
    int neediest = 0;
    double most = assumptions_.values[Driver::headcount];
    int dearest = 0;
    for (int number = static_cast<int>(assumptions_.values[Driver::hold_from]);
         number <= quarters(); ++number) {
        const double gap =
            margin_gap(assumptions_.values[Driver::target_margin], raw(Line::revenue, number),
                       raw(Line::profit_before_cuts, number));
        const double saving = raw(Line::saving_per_cut, number);
        const bool lacks = gap > 0;
        if (lacks && saving <= 0) {
            static constexpr Text sentence{"No number of cuts holds the target margin: in quarter "
                                           "%1% it is missed by %2%, and a cut brings %3% then."};
            throw Error(Failure::no_answer, {}, sentence,
                        {std::to_string(number), brief(gap), brief(saving)});
        }
        if (lacks && gap / saving > least) {
            least = gap / saving;
            neediest = number;
        }
        if (!lacks && saving < 0 && gap / saving < most) {
            most = gap / saving;
            dearest = number;
        }
    }
    if (dearest != 0) {
        static constexpr Text sentence{"No number of cuts holds the target margin: quarter %1% "
                                       "needs %2% cuts, but what they cost allows only %3% in "
                                       "quarter %4%."};
        throw Error(Failure::no_answer, {}, sentence,
                    {std::to_string(neediest), rounded(std::ceil(least)), rounded(std::floor(most)),
                     std::to_string(dearest)});
    }
    static constexpr Text sentence{"No number of cuts holds the target margin: quarter %1% needs "
                                   "%2% cuts, more than the headcount of %3%."};
    throw Error(Failure::no_answer, {}, sentence,
                {std::to_string(neediest), rounded(std::ceil(least)), rounded(most)});
}

bool Plan::holds_margin() const {
    for (int number = static_cast<int>(assumptions_.values[Driver::hold_from]);
         number <= quarters(); ++number) {
        if (!(raw(Line::margin_gap, number) <= 0)) {
            return false;
        }
    }
    return true;
}

std::size_t Plan::bytes() const {
    return sizeof *this + assumptions_.uncertain.capacity() * sizeof(Uncertain) +
           rows_.capacity() * sizeof(Quarter<double>);
}

std::shared_ptr<const Plan> plan_of(Call& call, const Table& cells, std::string_view argument) {
    const auto make = [&] {
        return std::make_shared<const Plan>(read_assumptions(cells, argument, Read::values));
    };
    return call.memory() == nullptr ? make() : call.memory()->plan(cells, make);
}

Line line_from(const std::string& name) {
    const std::optional<Line> line = line_named(name);
    if (!line) {
        static constexpr Text sentence{"line is %1%, which is no line of the plan. %2%"};
        throw Error(Failure::invalid, "line", sentence, {in_quotes(name), line_advice(name)});
    }
    return *line;
}

int quarter_from(const std::optional<QuarterNumber>& quarter, const Plan& plan) {
    const int number = quarter ? static_cast<int>(*quarter) : plan.quarters();
    plan.value(Line::revenue, number); // refuses what lies beyond the plan
    return number;
}

// Workings ----------------------------------------------------------------------------------

namespace {

/// Writes the formulas of a line and of all it depends on, each once.
class Workings {
public:
    Workings(Call& call, const Plan& plan) : call_(call), plan_(plan) {}

    std::string step(Line line, int quarter) {
        const LineRecord& record = record_of(line);
        if (quarter == 0 && line == Line::revenue) {
            return driver(Driver::revenue);
        }
        std::string id = line == Line::cuts ? "cuts_made"
                         : record.of_the_plan
                             ? std::string(record.id)
                             : std::string(record.id) + "_q" + std::to_string(quarter);
        if (known_.insert(id).second) {
            std::string formula = formula_of(line, quarter);
            call_.note({id, plan_.value(line, quarter), std::move(formula), &record.unit});
        }
        return id;
    }

private:
    std::string formula_of(Line line, int quarter) {
        if (line == Line::cuts) {
            return plan_.assumptions().cuts_as_required() ? "=" + step(Line::required_cuts, quarter)
                                                          : "=" + driver(Driver::cuts);
        }
        if (line == Line::required_cuts) {
            std::string needed = "=MAX(0;" + held(Line::least_cuts) + ")";
            double most = 0;
            for (int number = hold_from(); number <= plan_.quarters(); ++number) {
                most = std::max(most, plan_.raw(Line::least_cuts, number));
            }
            call_.note({"exact_cuts", most, std::move(needed), &unit::positions});
            return "=ROUNDUP(exact_cuts;0)";
        }
        if (quarter == 0 && line == Line::demand) {
            return filled("=revenue/(1-backlog_share)", 0);
        }
        if (quarter == 0 && line == Line::unserved) {
            return filled("={demand}-revenue", 0);
        }
        return filled(record_of(line).formula, quarter);
    }

    /// The formula of a line with the ids of this quarter's steps in it, noted from left to right:
    /// in one expression of C++ each compiler has an order of its own.
    std::string filled(std::string_view formula, int quarter) {
        std::string result;
        std::string word;
        for (std::size_t i = 0; i < formula.size(); ++i) {
            const char letter = formula[i];
            if (letter == '{') {
                const std::size_t end = formula.find('}', i);
                result += reference(formula.substr(i + 1, end - i - 1), quarter);
                i = end;
            } else if (std::islower(static_cast<unsigned char>(letter)) || letter == '_') {
                word += letter;
            } else {
                result += named(word);
                word.clear();
                result += letter;
            }
        }
        return result + named(word);
    }

    std::string named(const std::string& word) {
        if (word == "other_cost_at_start") {
            if (known_.insert(word).second) {
                std::string formula =
                    filled("=revenue-operating_profit-headcount*loaded_cost/4", 0);
                call_.note({word,
                            PlanEquations<double>::other_cost_at_start(plan_.assumptions().values),
                            std::move(formula), &unit::money_per_quarter});
            }
            return word;
        }
        return word.empty() ? word : driver(*driver_named(word));
    }

    std::string driver(Driver driver) {
        const DriverRecord& record = record_of(driver);
        std::string id(record.id);
        if (known_.insert(id).second) {
            const Drivers<double>& values = plan_.assumptions().values;
            if (record.follows && std::isnan(values[driver])) {
                call_.note({id, values[*record.follows], "=" + this->driver(*record.follows),
                            &record.unit});
            } else {
                call_.note({id, values[driver], "=" + literal(values[driver]), &record.unit});
            }
        }
        return id;
    }

    /// What stands in braces: a line, and of which quarter or quarters.
    std::string reference(std::string_view words, int quarter) {
        if (words == "quarter") {
            return std::to_string(quarter);
        }
        const std::size_t blank = words.find(' ');
        const std::string_view id = words.substr(0, blank);
        const std::string_view when = blank == words.npos ? "" : words.substr(blank + 1);
        const Line line = std::find_if(lines().begin(), lines().end(), [&](const auto& record) {
                              return record.id == id;
                          })->line;
        const int lifetime = static_cast<int>(4 * plan_.assumptions().values[Driver::life]);
        if (when == "before") {
            return step(line, quarter - 1);
        }
        if (when == "a year ago") {
            return step(line, quarter - 4);
        }
        if (when == "retiring") {
            return quarter > lifetime ? step(line, quarter - lifetime) : "0";
        }
        if (when == "in service") {
            return list(line, std::max(1, quarter - lifetime + 1), quarter);
        }
        if (when == "so far") {
            return list(line, 1, quarter);
        }
        return step(line, quarter);
    }

    std::string held(Line line) { return list(line, hold_from(), plan_.quarters()); }

    int hold_from() const {
        return static_cast<int>(plan_.assumptions().values[Driver::hold_from]);
    }

    std::string list(Line line, int first, int last) {
        std::string ids;
        for (int quarter = first; quarter <= last; ++quarter) {
            ids += (ids.empty() ? "" : ";") + step(line, quarter);
        }
        return ids;
    }

    Call& call_;
    const Plan& plan_;
    std::set<std::string> known_;
};

} // namespace

void note_workings(Call& call, const Plan& plan, Line line, int quarter) {
    Workings(call, plan).step(line, quarter);
}

// Functions ---------------------------------------------------------------------------------

namespace plan_argument {

const ArgumentText assumptions{
    .id = "assumptions",
    .help = {"Range of two columns or more: drivers' names and values."},
};
const ArgumentText line{
    .id = "line",
    .help = {"Line of the plan in quotation marks, such as \"margin\"."},
};
const ArgumentText quarter{
    .id = "quarter",
    .help = {"Number of the quarter; left out: the last one."},
    .limits = from(1).to(most_quarters).whole(),
};

} // namespace plan_argument

Table example_assumptions() {
    const std::pair<const char*, double> rows[] = {
        {"revenue", 30873e6},     {"operating_profit", 10160e6},
        {"base_growth", 0.175},   {"cost_growth", 0.175},
        {"backlog_share", 0.2},   {"demand_growth", 0.25},
        {"gpus_ordered", 1.2e6},  {"order_quarters", 4},
        {"lead_quarters", 1},     {"price", 2.2},
        {"price_erosion", 0.15},  {"utilisation", 0.75},
        {"capex_per_gpu", 50000}, {"gpu_opex", 2467},
        {"headcount", 100000},    {"loaded_cost", 250000},
        {"severance", 84000},     {"notice_months", 3},
        {"target_margin", 0.335}, {"hold_from", 4}};
    Table table;
    for (const auto& [name, value] : rows) {
        table.append({std::string(name), value});
    }
    return table;
}

Table example_uncertain_assumptions() {
    const Table certain = example_assumptions();
    Table table;
    table.append({std::string("driver"), std::string("value"), std::string("low"),
                  std::string("high"), std::string("distribution")});
    for (std::size_t row = 0; row < certain.rows(); ++row) {
        const std::string& name = std::get<std::string>(certain.at(row, 0));
        std::vector<Cell> cells{name, certain.at(row, 1), {}, {}, {}};
        if (name == "price") {
            cells[2] = 1.7;
            cells[3] = 2.9;
        } else if (name == "utilisation") {
            cells[2] = 0.6;
            cells[3] = 0.9;
            cells[4] = std::string("triangular");
        } else if (name == "cost_growth") {
            cells[2] = 0.155;
            cells[3] = 0.195;
            cells[4] = std::string("normal");
        }
        table.append(std::move(cells));
    }
    return table;
}

namespace {

Table trade_plan(Call& call, const Cells<2>& assumptions) {
    const auto plan = plan_of(call, assumptions.table);
    call.step("rows", plan->quarters());
    Table table;
    std::vector<Cell> titles{std::string("quarter")};
    for (const LineRecord& record : std::span(lines()).first(shown_lines)) {
        titles.emplace_back(std::string(record.name));
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

constexpr Text plan_source{"Profit, cash and headcount rolled forward quarter by quarter from the "
                           "last reported one; each line is an accounting identity."};

Function trade_plan_record() {
    return define<trade_plan>({
        .id = "tradePlan",
        .summary = {"The whole trade plan: a row for each quarter, a column for each line, from "
                    "demand and GPUs to margin, cash flow and required cuts."},
        .arguments = {{plan_argument::assumptions}},
        .equation = {"Each line's equation is in the section on the trade plan; "
                     "WORKINGS(\"PLANVALUE\"; …) shows it with its numbers."},
        .source = plan_source,
        .errors = {"Cells are #N/A for growth before quarter 4, and #NUM! where no number of cuts "
                   "holds the margin."},
        .steps = {{"rows", "one for each quarter, below a row of titles", unit::periods}},
        .examples = {{.arguments = {example_assumptions()},
                      .says = {"A cloud business that orders GPUs. Enter it as an array, or take "
                               "one line with PLANVALUE."}}},
        .see_also = {"PLANVALUE", "PLANCHECK"},
    });
}

Amount plan_value(Call& call, const Cells<2>& assumptions, const std::string& line,
                  std::optional<QuarterNumber> quarter) {
    const auto plan = plan_of(call, assumptions.table);
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

Function plan_value_record() {
    return define<plan_value>({
        .id = "planValue",
        .summary = {"One line of the trade plan in one quarter, such as the margin or the cuts "
                    "that hold it."},
        .arguments = {{plan_argument::assumptions, plan_argument::line, plan_argument::quarter}},
        .equation = {"The line's equation, quarter after quarter from quarter 0; WORKINGS shows it "
                     "with its numbers."},
        .source = plan_source,
        .errors = {"#N/A for growth before quarter 4; #NUM! where the line depends on required "
                   "cuts and no number of cuts holds the margin."},
        .steps_vary = true,
        .examples = {{.arguments = {example_assumptions(), std::string("margin"), 4.0},
                      .says = {"The margin after a year."}},
                     {.arguments = {example_assumptions(), std::string("required cuts")},
                      .says = {"The cuts that hold a margin of 33.5 % from quarter 4 on."}}},
        .see_also = {"TRADEPLAN", "PLANSOLVE", "PLANPERCENTILE"},
    });
}

} // namespace

std::vector<Function> plan_functions() {
    return {trade_plan_record(), plan_value_record(), plan_check_record()};
}

} // namespace headroom
