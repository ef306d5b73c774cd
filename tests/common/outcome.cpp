#include "outcome.hpp"

#include "core/label.hpp"
#include "translated.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headroom::test {

const Function& function(std::string_view name) {
    const Function* found = find(name);
    if (found == nullptr) {
        throw std::runtime_error("no function " + std::string(name));
    }
    return *found;
}

Cell outcome(const Function& function, Arguments arguments) {
    try {
        Call call;
        const Value value = function.call(arguments, call);
        if (const double* number = std::get_if<double>(&value)) {
            return *number;
        }
        if (const std::string* text = std::get_if<std::string>(&value)) {
            return *text;
        }
        return std::get<Table>(value).at(0, 0);
    } catch (const Error& error) {
        return error.kind() == Failure::cell ? Cell(CellError{error.cell()}) : Cell(error.kind());
    }
}

double number(std::string_view name, const std::vector<Value>& arguments) {
    try {
        Call call;
        return std::get<double>(function(name).call(arguments, call));
    } catch (const Error& error) {
        ADD_FAILURE() << typed(function(name), arguments) << ": "
                      << error.message(Language::english);
        return std::numeric_limits<double>::quiet_NaN();
    }
}

Error error(std::string_view name, const std::vector<Value>& arguments) {
    try {
        Call call;
        function(name).call(arguments, call);
    } catch (const Error& error) {
        expect_translated(error.sentence());
        return error;
    }
    throw std::runtime_error(typed(function(name), arguments) + " is not in error");
}

namespace {

bool reads_cells(const Function& function) {
    return std::any_of(function.arguments.begin(), function.arguments.end(),
                       [](const Argument& argument) { return argument.shape == Shape::cells; });
}

bool is_over_a_plan(const Function& function) {
    return !function.arguments.empty() && function.arguments.front().id == "assumptions";
}

/// The functions of the themes that calculate, for which `fits` says so.
std::vector<const Function*> calculating(auto fits) {
    std::vector<const Function*> functions;
    for (const Theme& theme : themes()) {
        for (const Function& function : theme.functions) {
            if (theme.calculates && fits(function)) {
                functions.push_back(&function);
            }
        }
    }
    return functions;
}

} // namespace

std::vector<const Function*> number_functions() {
    return calculating([](const Function& function) {
        return function.returns == Function::Returns::number && !reads_cells(function);
    });
}

std::vector<const Function*> calculating_functions() {
    return calculating([](const Function& function) { return !reads_cells(function); });
}

std::vector<const Function*> plan_functions() {
    return calculating(is_over_a_plan);
}

std::vector<Value> joined(Value first, Arguments others) {
    std::vector<Value> all;
    all.reserve(others.size() + 1);
    all.push_back(std::move(first));
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

std::vector<Value> complete_example(const Function& function) {
    const auto longest = std::max_element(function.examples.begin(), function.examples.end(),
                                          [](const Example& one, const Example& other) {
                                              return one.arguments.size() < other.arguments.size();
                                          });
    std::vector<Value> arguments = longest->arguments;
    arguments.resize(function.arguments.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (std::holds_alternative<std::monostate>(arguments[i])) {
            arguments[i] = default_of(function.arguments[i]);
        }
    }
    return arguments;
}

Value default_of(const Argument& argument) {
    if (const double* number = std::get_if<double>(&argument.otherwise)) {
        return *number;
    }
    if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
        return std::string(*word);
    }
    return {};
}

std::vector<Value> exchanged(std::vector<Value> arguments, std::size_t index, double value) {
    if (Table* range = std::get_if<Table>(&arguments[index])) {
        range->at(1, 0) = value;
    } else {
        arguments[index] = value;
    }
    return arguments;
}

namespace {

/// The call by the names of its arguments; what is left out has its default.
class Named {
public:
    Named(const Function& function, Arguments arguments) : function_(function) {
        for (std::size_t i = 0; i < function.arguments.size(); ++i) {
            const bool given =
                i < arguments.size() && !std::holds_alternative<std::monostate>(arguments[i]);
            values_.push_back(given ? arguments[i] : default_of(function.arguments[i]));
            if (double* number = std::get_if<double>(&values_.back())) {
                *number = function.arguments[i].limits.settled(*number);
            }
        }
    }

    const Value& operator[](std::string_view id) const {
        const auto found =
            std::find_if(function_.arguments.begin(), function_.arguments.end(),
                         [&](const Argument& argument) { return argument.id == id; });
        return values_.at(static_cast<std::size_t>(found - function_.arguments.begin()));
    }
    const double* number(std::string_view id) const { return std::get_if<double>(&(*this)[id]); }

    /// The numbers of one argument: one, those of its range, or none.
    std::vector<double> numbers(std::string_view id) const {
        std::vector<double> all;
        if (const double* one = number(id)) {
            all.push_back(*one);
        } else if (const Table* range = std::get_if<Table>(&(*this)[id])) {
            for (std::size_t row = 0; row < range->rows(); ++row) {
                if (const double* cell = std::get_if<double>(&range->at(row, 0))) {
                    all.push_back(*cell);
                }
            }
        }
        return all;
    }

private:
    const Function& function_;
    std::vector<Value> values_;
};

bool within_limits(const Function& function, const Named& named) {
    for (const Argument& argument : function.arguments) {
        const Limits& limits = argument.limits;
        for (const double number : named.numbers(argument.id)) {
            const auto keeps = [&](std::string_view other, auto order) {
                const double* bound = other.empty() ? nullptr : named.number(other);
                return bound == nullptr || order(number, *bound) || is_nearly(number, *bound);
            };
            const bool fine = std::isfinite(number) && limits.admit(limits.settled(number)) &&
                              keeps(limits.low_argument(), std::greater_equal<>()) &&
                              keeps(limits.high_argument(), std::less_equal<>());
            if (!fine) {
                return false;
            }
        }
    }
    return true;
}

bool metalog_exists(const Named& named) {
    const double low = *named.number("p_10");
    const double middle = *named.number("p_50");
    const double high = *named.number("p_90");
    const double* lower = named.number("lower");
    const double* upper = named.number("upper");
    if (!(low < middle && middle < high) || (lower != nullptr && *lower >= low) ||
        (upper != nullptr && *upper <= high)) {
        return false;
    }
    const auto scaled = [&](double x) {
        const double above = lower == nullptr ? 1 : x - *lower;
        const double below = upper == nullptr ? 1 : *upper - x;
        return lower != nullptr && upper != nullptr ? std::log(above / below)
               : lower != nullptr                   ? std::log(above)
               : upper != nullptr                   ? -std::log(below)
                                                    : x;
    };
    const double width = scaled(high) - scaled(low);
    const double skew = (scaled(middle) - scaled(low)) / width;
    const bool calculable = std::isfinite(width) && std::isfinite(skew);
    // Keelin 2016, section 3.4, as |a3| < 1.66711 a2. What overflows has no answer instead.
    return !calculable || std::abs(1 - 2 * skew) / 0.4 < 1.66711;
}

} // namespace

namespace {

/// Days as whole ones: a time of the day does not count.
double day_of(const Named& named, std::string_view id) {
    return std::floor(whole_or_same(*named.number(id)));
}

bool closes_without_debt(const Named& named) {
    const std::vector<double> charges = named.numbers("charges");
    const std::vector<double> paid = named.numbers("paid");
    const std::vector<double> adjustments = named.numbers("adjustments");
    double balance = *named.number("opening");
    double turnover = balance;
    for (std::size_t i = 0; i < std::min(charges.size(), paid.size()); ++i) {
        const double adjustment = i < adjustments.size() ? adjustments[i] : 0;
        turnover += charges[i] + paid[i] + std::abs(adjustment);
        balance += charges[i] - paid[i] + adjustment;
        if (balance < -1e-14 * turnover) {
            return false;
        }
        balance = std::max(0.0, balance);
    }
    return true;
}

bool cuts_within_caps(const Named& named) {
    const std::vector<double> headcounts = named.numbers("headcounts");
    const std::vector<double> cuts = named.numbers("cuts");
    const std::vector<double> caps = named.numbers("cap_share");
    for (std::size_t i = 0; i < headcounts.size(); ++i) {
        const double most = headcounts[i] * caps[i];
        if (cuts[i] > most && !is_nearly(cuts[i], most)) {
            return false;
        }
    }
    return true;
}

bool has_division(const Named& named) {
    const double* division = named.number("division");
    return division == nullptr ||
           *division <= static_cast<double>(named.numbers("headcounts").size());
}

} // namespace

bool fits(const Function& function, Arguments arguments) {
    const Named named(function, arguments);
    if (!within_limits(function, named)) {
        return false;
    }
    const std::string& name = function.name;
    if (name == "BACKLOGREVENUE" || name == "LATENTGROWTH") {
        return *named.number("backlog_share") < 1 ||
               folded(std::get<std::string>(named["basis"])) == "served";
    }
    if (name == "MACRS") {
        const double classes[] = {3, 5, 7, 10, 15, 20};
        return std::count(std::begin(classes), std::end(classes), *named.number("property_class")) >
               0;
    }
    if (name == "SEVERANCECOST") {
        const double* most = named.number("max_weeks");
        return most == nullptr || *most >= *named.number("min_weeks");
    }
    if (name == "ALLOCATECUTS") {
        return has_division(named);
    }
    if (name == "REVEALEDPAIN") {
        return has_division(named) && cuts_within_caps(named);
    }
    if (name == "BONUSSHARE") {
        return day_of(named, "acquired") >= 43006 &&
               day_of(named, "in_service") >= day_of(named, "acquired");
    }
    if (name == "LEASEVSBUY") {
        return static_cast<double>(named.numbers("payments").size()) <= *named.number("life");
    }
    if (name == "RESTRUCTURINGROLL") {
        return closes_without_debt(named);
    }
    return name != "METALOGINV" || metalog_exists(named);
}

} // namespace headroom::test
