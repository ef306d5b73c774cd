#include "plan/search.hpp"

#include "core/define.hpp"
#include "core/elementary.hpp"
#include "core/label.hpp"
#include "plan/examples.hpp"
#include "plan/functions.hpp"
#include "plan/plan.hpp"
#include "plan/plan_sheet.hpp"
#include "plan/workings.hpp"

#include <boost/math/tools/roots.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace headroom {

namespace {

constexpr double not_there = std::numeric_limits<double>::quiet_NaN();

/// The plan with one driver exchanged; throws Error when the drivers contradict each other then.
Plan with(const Assumptions& assumptions, Driver driver, double value) {
    Assumptions changed = assumptions;
    changed.values[driver] = value;
    check_together(changed.values, "assumptions");
    return Plan(std::move(changed));
}

// PLANSOLVE ---------------------------------------------------------------------------------

/// Where a driver is looked for.
struct Range {
    double low;
    double high;
};

/// A value that was tried, and by how much the line misses its target there.
struct Try {
    double value;
    double miss;
};

/// Looks for the value of one driver at which a line meets its target.
class Solver {
public:
    Solver(const Assumptions& assumptions, Driver driver, Line line, int quarter, double target)
        : assumptions_(assumptions), driver_(driver), line_(line), quarter_(quarter),
          target_(target) {
        const double today = assumptions.values[driver];
        const std::optional<Driver> follows = record_of(driver).follows;
        today_ = !std::isnan(today) ? today : follows ? assumptions.values[*follows] : 0;
    }

    /// The solution nearest to today's value; nothing when there is none in the range.
    std::optional<double> solve(const Range& range) {
        std::vector<Try> tries;
        for (const double value : grid(range)) {
            tries.push_back({value, miss(value)});
        }
        if (record_of(driver_).step == 0) {
            refine(tries);
        }
        for (const Try& one : tries) {
            if (!std::isnan(one.miss)) {
                least_ = std::min(least_, one.miss + target_);
                most_ = std::max(most_, one.miss + target_);
            }
        }
        std::vector<double> solutions;
        const bool any_number = record_of(driver_).step == 0;
        for (std::size_t i = 0; i < tries.size(); ++i) {
            if (meets(tries[i])) {
                solutions.push_back(tries[i].value);
            }
            if (!any_number || i + 1 == tries.size()) {
                continue;
            }
            if (meets(tries[i]) != meets(tries[i + 1])) {
                solutions.push_back(edge(tries[i], tries[i + 1]));
            } else if (tries[i].miss * tries[i + 1].miss < 0) {
                between(tries[i], tries[i + 1], solutions);
            }
        }
        const auto nearest =
            std::min_element(solutions.begin(), solutions.end(), [&](double left, double right) {
                return std::abs(left - today_) < std::abs(right - today_);
            });
        return nearest == solutions.end() ? std::nullopt : std::optional(*nearest);
    }

    /// What the line came to over the range.
    double least() const { return least_; }
    double most() const { return most_; }

private:
    /// A miss below this, of a target of 0, is rounding.
    static constexpr double smallest_scale = 1e-6;

    bool meets(const Try& one) const {
        return std::abs(one.miss) <= 1e-9 * std::max(std::abs(target_), smallest_scale);
    }

    /// Where the line is flat at its target: the end of that stretch, between a value that meets
    /// the target and one that does not.
    double edge(const Try& low, const Try& high) const {
        const bool begins_low = meets(low);
        std::uintmax_t most = 200;
        const auto [left, right] = boost::math::tools::bisect(
            [&](double value) {
                return meets({value, miss(value)}) == begins_low ? -1.0 : 1.0;
            },
            low.value, high.value, boost::math::tools::eps_tolerance<double>(52), most);
        return begins_low ? left : right;
    }

    double miss(double value) const {
        try {
            return with(assumptions_, driver_, value).value(line_, quarter_) - target_;
        } catch (const Error&) {
            return not_there;
        }
    }

    /// Values over the range in rising order: all there are of a driver in steps; otherwise evenly
    /// spread ones and, ever further from today's value, ones that double their distance.
    std::vector<double> grid(const Range& range) const {
        std::vector<double> values{range.low, range.high, today_};
        const double step = record_of(driver_).step;
        if (step > 0) {
            values.clear();
            for (double value = std::ceil(range.low / step) * step; value <= range.high;
                 value += step) {
                values.push_back(value);
            }
            return values;
        }
        constexpr int even = 64;
        if (std::isfinite(range.high - range.low)) {
            for (int i = 1; i < even; ++i) {
                values.push_back(range.low + (range.high - range.low) * i / even);
            }
        }
        for (int power = -30; power <= 60; ++power) {
            const double distance = std::max(std::abs(today_), 1.0) * std::ldexp(1.0, power);
            values.push_back(today_ + distance);
            values.push_back(today_ - distance);
        }
        std::erase_if(values, [&](double value) {
            return !(value >= range.low && value <= range.high) || !admissible(driver_, value);
        });
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        return values;
    }

    /// Adds the last value with an answer beside one without: the line may meet its target there.
    void refine(std::vector<Try>& tries) const {
        std::vector<Try> more;
        for (std::size_t i = 0; i + 1 < tries.size(); ++i) {
            Try with_answer = tries[i];
            Try without = tries[i + 1];
            if (std::isnan(with_answer.miss) == std::isnan(without.miss)) {
                continue;
            }
            if (std::isnan(with_answer.miss)) {
                std::swap(with_answer, without);
            }
            for (int halving = 0; halving < 60; ++halving) {
                const double middle = with_answer.value + (without.value - with_answer.value) / 2;
                const Try tried{middle, miss(middle)};
                (std::isnan(tried.miss) ? without : with_answer) = tried;
            }
            more.push_back(with_answer);
        }
        tries.insert(tries.end(), more.begin(), more.end());
        std::sort(tries.begin(), tries.end(),
                  [](const Try& left, const Try& right) { return left.value < right.value; });
    }

    /// A root between two values whose misses differ in sign. Where the line jumps over its target
    /// there is none.
    void between(const Try& low, const Try& high, std::vector<double>& solutions) const {
        struct NoAnswer {};
        std::vector<Try> tried;
        const auto function = [&](double value) {
            const double result = miss(value);
            if (std::isnan(result)) {
                throw NoAnswer();
            }
            tried.push_back({value, result});
            return result;
        };
        try {
            std::uintmax_t most = 300;
            boost::math::tools::toms748_solve(function, low.value, high.value, low.miss, high.miss,
                                              boost::math::tools::eps_tolerance<double>(52), most);
        } catch (const NoAnswer&) {
            return;
        }
        const auto best =
            std::min_element(tried.begin(), tried.end(), [](const Try& left, const Try& right) {
                return std::abs(left.miss) < std::abs(right.miss);
            });
        const double scale = std::max({std::abs(target_), std::abs(low.miss), std::abs(high.miss)});
        if (best != tried.end() && std::abs(best->miss) <= 1e-9 * scale) {
            solutions.push_back(best->value);
        }
    }

    const Assumptions& assumptions_;
    Driver driver_;
    Line line_;
    int quarter_;
    double target_;
    double today_;
    double least_ = std::numeric_limits<double>::infinity();
    double most_ = -std::numeric_limits<double>::infinity();
};

Driver driver_from(const std::string& name) {
    const std::optional<Driver> driver = driver_named(name);
    if (!driver) {
        static constexpr Text sentence = tr("driver is %1%, which is no driver of the plan. %2%");
        throw Error(Failure::invalid, "driver", sentence, {in_quotes(name), driver_advice(name)});
    }
    return *driver;
}

/// The driver's own limits, cut to what the call allows. An open end is left out by a billionth.
Range range_of(Driver driver, const std::optional<Amount>& low, const std::optional<Amount>& high) {
    const Limits& limits = record_of(driver).limits;
    const auto check = [&](const std::optional<Amount>& bound, std::string_view name) {
        if (bound && !limits.admit_size(*bound)) {
            static constexpr Text sentence = tr("%1% is %2%; %3% must be %4%.");
            throw Error(Failure::invalid, std::string(name), sentence,
                        {name, rounded(*bound), record_of(driver).id, limits.words()});
        }
    };
    check(low, "low");
    check(high, "high");
    if (low && high && *low > *high) {
        static constexpr Text sentence = tr("low is %1%, above high (%2%).");
        throw Error(Failure::invalid, "low", sentence, {rounded(*low), rounded(*high)});
    }
    return {low ? double(*low) : limits.low() + (limits.low_open() ? 1e-9 : 0),
            high ? double(*high) : limits.high() - (limits.high_open() ? 1e-9 : 0)};
}

/// The range in words; where it is the driver's own, as its limits say it.
Phrase words_of(const Range& range, const Limits& limits) {
    const bool own = range.low <= limits.low() + 1e-9 && range.high >= limits.high() - 1e-9;
    return (own ? limits : from(range.low).to(range.high)).words();
}

Amount plan_solve(Call& call, const Cells<2>& cells, const std::string& driver_name,
                  const std::string& line_name, Amount target, std::optional<QuarterNumber> quarter,
                  std::optional<Amount> low, std::optional<Amount> high,
                  const GivenChanges& changes) {
    const auto plan = plan_of(call, cells.table, changes);
    const Driver driver = driver_from(driver_name);
    const Line line = line_from(line_name);
    const int number = quarter_from(quarter, *plan);
    const Range range = range_of(driver, low, high);
    if (line == Line::growth && number < 4) {
        plan->value(line, number); // says why
    }
    Solver solver(plan->assumptions(), driver, line, number, target);
    const std::optional<double> solution = solver.solve(range);
    if (!solution) {
        const std::string id(record_of(driver).id);
        const Phrase tried = words_of(range, record_of(driver).limits);
        if (solver.least() > solver.most()) {
            static constexpr Text none = tr("No %1% (%2%) gives an answer at all.");
            throw Error(Failure::no_answer, "target", none, {id, tried});
        }
        if (solver.least() == solver.most()) {
            static constexpr Text flat =
                tr("%1% does not change %2% in quarter %3%: it is %4%, not %5%.");
            throw Error(Failure::no_answer, "target", flat,
                        {id, record_of(line).name, std::to_string(number), rounded(solver.least()),
                         rounded(target)});
        }
        static constexpr Text sentence =
            tr("No %1% (%2%) brings %3% to %4% in quarter %5%; there it goes from %6% to %7%.");
        throw Error(Failure::no_answer, "target", sentence,
                    {id, tried, record_of(line).name, rounded(target), std::to_string(number),
                     brief(solver.least()), brief(solver.most())});
    }
    if (call.explains()) {
        note_workings(call, with(plan->assumptions(), driver, *solution), line, number);
        call.note({"solution", *solution, "=" + literal(*solution), &record_of(driver).unit});
    }
    return Amount::of(*solution);
}

/// The plan of a range with one driver from another cell.
const SharedBlock& exchanged_plan(BlockWriter& block, const SharedBlock& plan,
                                  std::vector<VariedPlan::Exchange> cells) {
    static constexpr Text title = tr("Trade plan of %1% with %2% from %3%");
    const std::string range = plan_origin(block);
    const VariedPlan::Exchange& first = cells.front();
    const std::string key = "plan of " + range + " with " +
                            std::string(record_of(first.driver).id) + " from " + first.cell;
    return varied_plan_sheet(
        block, key,
        {.title = block.words({title, {range, record_of(first.driver).label, first.cell}}),
         .plan = plan,
         .cells = std::move(cells)});
}

/// Where the driver that is sought may change later, nothing is proved.
bool prove_solution(BlockWriter& block) {
    const std::string& quoted = block.placed("driver").formula;
    const auto driver = driver_named(quoted.size() < 2 || quoted.front() != '"'
                                         ? std::string()
                                         : quoted.substr(1, quoted.size() - 2));
    if (!driver) {
        return false;
    }
    const SharedBlock& plan = plan_sheet(block);
    find_in_plan(block, plan);
    const SharedBlock& solved = exchanged_plan(block, plan, {{*driver, block.frozen()[0][0]}});
    block.know("solved", solved, "lines");
    block.step("line_now", '=' + found_in("lines"), unit::value);
    block.step("line_there", '=' + found_in("solved"), unit::value);
    block.proves("ABS(line_there-target)<=1E-9*MAX(ABS(target);IFERROR(ABS(line_now);0))");
    return true;
}

Function plan_solve_record() {
    return define<plan_solve>({
        .id = "planSolve",
        .summary = tr("The value of one driver at which a line of the trade plan meets a target: "
                      "goal seek in a cell, without changing the assumptions."),
        .arguments = {{plan_argument::assumptions,
                       {.id = "driver",
                        .help = tr("Driver to look for in quotation marks, such as \"price\".")},
                       plan_argument::line,
                       {.id = "target", .help = tr("What that line has to be.")},
                       plan_argument::quarter,
                       {.id = "low",
                        .help = tr("Least value to try; left out: the driver's own limit.")},
                       {.id = "high",
                        .help = tr("Greatest value to try; left out: the driver's own limit.")},
                       plan_argument::changes}},
        .equation = tr("The driver's value at which the line is the target, all else as it is. Of "
                       "several the one nearest to today's. Drivers that count, such as GPUs, may "
                       "come out with a fraction."),
        .source = tr("G. E. Alefeld, F. A. Potra & Y. Shi, Algorithm 748, ACM TOMS 21 (1995), "
                     "between values where the line passes its target."),
        .errors = tr("#NUM! when no value in the range meets the target, also where the line jumps "
                     "over it."),
        .steps_vary = true,
        .plain_form = PlainForm::frozen(
            tr("The value is found by trying: no formula that every program has gives it. A proof "
               "beside it is the plan with that value: its line meets the target."),
            prove_solution),
        .examples =
            {{.arguments = {example_assumptions(), std::string("price"), std::string("margin"),
                            0.4},
              .says =
                  tr("The price per GPU-hour that brings the margin of the last quarter to 40 %.")},
             {.arguments = {example_assumptions(), std::string("gpus_ordered"),
                            std::string("unserved"), 0.0, 6.0},
              .says = tr("The GPUs that serve all demand in quarter 6.")}},
        .see_also = {"PLANVALUE", "PLANALTERNATIVES"},
    });
}

// PLANALTERNATIVES --------------------------------------------------------------------------

/// One way to close the gap: a driver, and the end towards which it helps.
struct Lever {
    Text name;
    Driver driver;
    double end;
};

std::span<const Lever> levers() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double almost_nothing = -1 + 1e-9;
    static const Lever all[] = {
        {tr("price"), Driver::price, infinity},
        {tr("utilisation"), Driver::utilisation, 1},
        {tr("life"), Driver::life, record_of(Driver::life).limits.high()},
        {tr("fewer GPUs"), Driver::gpus_ordered, 0},
        {tr("later GPUs (lead quarters)"), Driver::lead_quarters, most_quarters},
        {tr("attrition backfill"), Driver::attrition_backfill, 0},
        {tr("wage growth"), Driver::wage_growth, almost_nothing},
        {tr("cost growth"), Driver::cost_growth, almost_nothing},
    };
    return all;
}

/// A value near this one, on the way to `end`, that still holds when it is typed: in 15 digits.
template <class Holds> double typable(double value, double end, Holds holds) {
    for (double noise = 0; noise < 1e-12; noise = std::max(2 * noise, 1e-16)) {
        const double outwards = std::copysign(noise * std::abs(value), end - value);
        const double typed = std::stod(literal(value + outwards));
        if (holds(typed)) {
            return typed;
        }
    }
    return value;
}

/// The value nearest to today's, on the way to the lever's end, that leaves no gap in any quarter
/// that counts; nothing when not even the end does.
std::optional<double> closing(const Assumptions& assumptions, const Lever& lever) {
    const double today = assumptions.values[lever.driver];
    const auto holds = [&](double value) {
        try {
            return with(assumptions, lever.driver, value).holds_margin();
        } catch (const Error&) {
            return false;
        }
    };
    if (holds(today)) {
        return today;
    }
    const double step = record_of(lever.driver).step;
    if (step > 0) {
        for (double value = today + step; value <= lever.end; value += step) {
            if (holds(value)) {
                return value;
            }
        }
        return std::nullopt;
    }
    constexpr int steps = 64;
    const bool far = std::isinf(lever.end);
    double before = today;
    for (int i = 1; i <= steps; ++i) {
        const double after =
            far ? std::max(today, 1e-3) * elementary::pow(1e6, static_cast<double>(i) / steps)
                : today + (lever.end - today) * i / steps;
        if (holds(after)) {
            std::uintmax_t most = 200;
            const auto [low, high] = boost::math::tools::bisect(
                [&](double value) { return holds(value) ? 1.0 : -1.0; }, std::min(before, after),
                std::max(before, after), boost::math::tools::eps_tolerance<double>(50), most);
            return typable(after > before ? high : low, after, holds);
        }
        before = after;
    }
    return std::nullopt;
}

Table plan_alternatives(Call& call, const Cells<2>& cells, const GivenChanges& changes) {
    const auto plan = plan_of(call, cells.table, changes);
    Assumptions assumptions = plan->assumptions();
    assumptions.values[Driver::cuts] = 0;
    Table table;
    double can = 0;
    const auto add = [&](Text name, double today, std::optional<double> needed) {
        can += needed ? 1 : 0;
        const Cell none = Failure::no_answer;
        // Formulas compare with yes and no, so they are the same in every language.
        table.append({call.words(name), today, needed ? Cell(*needed) : none,
                      needed ? Cell(*needed - today) : none, std::string(needed ? "yes" : "no")});
    };
    for (const Lever& lever : levers()) {
        add(lever.name, assumptions.values[lever.driver], closing(assumptions, lever));
    }
    const Plan without_cuts(assumptions);
    const double target = assumptions.values[Driver::target_margin];
    double lowest = target;
    for (int number = static_cast<int>(assumptions.values[Driver::hold_from]);
         number <= without_cuts.quarters(); ++number) {
        lowest = std::min(lowest, target - without_cuts.raw(Line::margin_gap, number));
    }
    add(tr("target margin"), target, lowest);
    const double required = without_cuts.raw(Line::required_cuts, 1);
    add(tr("cuts"), 0, std::isnan(required) ? std::nullopt : std::optional(required));
    call.step("levers_that_can", can);
    return table;
}

bool prove_alternatives(BlockWriter& block) {
    const SharedBlock& plan = plan_sheet(block);
    block.know("values", plan);
    const std::string hold_from =
        "values." + std::to_string(static_cast<std::size_t>(Driver::hold_from));
    std::vector<Driver> exchanged = exchanged_by_alternatives();
    exchanged.resize(std::min(exchanged.size(), block.frozen().size()));
    std::string all;
    for (std::size_t row = 0; row < exchanged.size(); ++row) {
        const std::string& needed = block.frozen()[row][2];
        std::vector<VariedPlan::Exchange> cells{{exchanged[row], needed}};
        if (exchanged[row] != Driver::cuts) {
            cells.push_back({Driver::cuts, "0"});
        }
        const SharedBlock& closed = exchanged_plan(block, plan, std::move(cells));
        const std::string id = '_' + std::to_string(row);
        block.know_cell("needed" + id, needed);
        block.know("quarters" + id, closed, "quarters");
        block.know("gaps" + id, closed, "margin_gaps");
        block.know("holds" + id, closed, "plan_holds");
        block.step("closed" + id,
                   "=IF(ISNUMBER(needed" + id + ");IF(COUNTIFS(quarters" + id + ".all;\">=\"&" +
                       hold_from + ";gaps" + id + ".all;\">1E-9\")=0;holds" + id + ";0);1)",
                   unit::number);
        all += (all.empty() ? "closed" : "*closed") + id;
    }
    block.proves(all + "=1");
    return !all.empty();
}

Function plan_alternatives_record() {
    return define<plan_alternatives>({
        .id = "planAlternatives",
        .summary = tr("Before any cut: for each lever alone the value that closes the margin gap, "
                      "the change from today, and whether it can at all."),
        .arguments = {{plan_argument::assumptions, plan_argument::changes}},
        .equation = tr("A row for each lever: its name, today's value, the value needed, the "
                       "change, yes or no. Levers: price, utilisation, life, fewer or later GPUs, "
                       "attrition not backfilled, wage growth, cost growth, target margin, cuts. "
                       "All else as it is and without cuts, the smallest change with which every "
                       "quarter from hold_from on has its target margin."),
        .source =
            tr("Bisection between the last value that leaves a gap and the first that does not."),
        .errors = tr("Cells are #NUM! where the lever alone cannot close the gap."),
        .steps = {{"levers_that_can", tr("how many of the levers can close the gap alone"),
                   unit::number}},
        .plain_form = PlainForm::frozen(
            tr("The values are found by trying: no formula that every program has gives them. A "
               "proof beside them is the plan with each of them: it holds its margin."),
            prove_alternatives),
        .examples =
            {{.arguments = {example_assumptions()},
              .says = tr(
                  "What else could be done. Enter it as an array, or take one cell with INDEX.")}},
        .see_also = {"PLANSOLVE", "PLANVALUE", "PLANATTRIBUTION"},
    });
}

} // namespace

std::vector<Driver> exchanged_by_alternatives() {
    std::vector<Driver> drivers;
    for (const Lever& lever : levers()) {
        drivers.push_back(lever.driver);
    }
    drivers.insert(drivers.end(), {Driver::target_margin, Driver::cuts});
    return drivers;
}

std::vector<Function> plan_search_functions() {
    return {plan_solve_record(), plan_alternatives_record()};
}

} // namespace headroom
