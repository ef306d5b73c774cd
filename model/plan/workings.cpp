#include "plan/workings.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace headroom {

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
        const LineRecord& record = record_of(line);
        return filled(quarter == 0 ? record.at_start : record.formula, quarter);
    }

    /// The formula of a line with the ids of this quarter's steps in it, noted from left to right:
    /// in one expression of C++ each compiler has an order of its own.
    std::string filled(std::string_view formula, int quarter) {
        return headroom::filled(
            formula,
            {.word = [&](std::string_view id) { return named(id); },
             .quarter = [&] { return std::to_string(quarter); },
             .line = [&](Line line, When when) { return reference(line, when, quarter); }});
    }

    std::string named(std::string_view word) {
        if (word != other_cost_at_start) {
            return driver(*driver_named(word));
        }
        std::string id(word);
        if (known_.insert(id).second) {
            std::string formula = filled(other_cost_at_start_formula, 0);
            call_.note({id, PlanEquations<double>::other_cost_at_start(plan_.assumptions().values),
                        std::move(formula), &unit::money_per_quarter});
        }
        return id;
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

    std::string reference(Line line, When when, int quarter) {
        const int lifetime = static_cast<int>(4 * plan_.assumptions().values[Driver::life]);
        switch (when) {
        case When::now:
            break;
        case When::before:
            return step(line, quarter - 1);
        case When::a_year_ago:
            return step(line, quarter - 4);
        case When::retiring:
            return quarter > lifetime ? step(line, quarter - lifetime) : "0";
        case When::in_service:
            return "SUM(" + list(line, std::max(1, quarter - lifetime + 1), quarter) + ")";
        case When::so_far:
            return "SUM(" + list(line, 1, quarter) + ")";
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

} // namespace headroom
