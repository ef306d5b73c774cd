#include "plan/workings.hpp"

#include <algorithm>
#include <cctype>
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

} // namespace headroom
