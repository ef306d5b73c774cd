#include "outcome.hpp"

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
        return error.kind();
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
        return error;
    }
    throw std::runtime_error(typed(function(name), arguments) + " is not in error");
}

std::vector<const Function*> number_functions() {
    std::vector<const Function*> functions;
    std::copy_if(
        catalogue().begin(), catalogue().end(), std::back_inserter(functions),
        [](const Function* function) { return function->returns == Function::Returns::number; });
    return functions;
}

std::vector<Value> joined(Value first, Arguments others) {
    std::vector<Value> all;
    all.reserve(others.size() + 1);
    all.push_back(std::move(first));
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

std::vector<Value> complete_example(const Function& function) {
    std::vector<Value> arguments = function.examples.front().arguments;
    for (std::size_t i = arguments.size(); i < function.arguments.size(); ++i) {
        const Default& otherwise = function.arguments[i].otherwise;
        if (const double* number = std::get_if<double>(&otherwise)) {
            arguments.emplace_back(*number);
        } else {
            arguments.emplace_back(std::string(std::get<std::string_view>(otherwise)));
        }
    }
    return arguments;
}

bool inside(const Function& function, std::size_t index, double value, Arguments arguments) {
    const Argument& argument = function.arguments[index];
    const auto is = [&](std::size_t other, std::string_view id) {
        return function.arguments[other].id == id;
    };
    bool admitted = std::isfinite(value) && argument.limits.admit(value);
    for (std::size_t other = 0; other < function.arguments.size(); ++other) {
        if (other == index) {
            continue;
        }
        if (is(other, argument.limits.high_argument())) {
            admitted = admitted && value <= std::get<double>(arguments[other]);
        }
        if (function.arguments[other].limits.high_argument() == argument.id) {
            admitted = admitted && std::get<double>(arguments[other]) <= value;
        }
        if (is(index, "backlog_share") && is(other, "basis")) {
            const std::string* basis = std::get_if<std::string>(&arguments[other]);
            admitted = admitted && (value < 1 || (basis && folded(*basis) == "served"));
        }
    }
    return admitted;
}

} // namespace headroom::test
