#include "draw.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

/// What is seen in practice, before the argument's own limits.
struct Sensible {
    double low;
    double high;
    bool by_magnitude;
};

Sensible sensible(const Unit& unit) {
    if (unit.fraction) {
        return {-0.5, 1.5, false};
    }
    if (&unit == &unit::years) {
        return {0.25, 40, true};
    }
    if (&unit == &unit::months) {
        return {0, 18, false};
    }
    if (&unit == &unit::ratio || &unit == &unit::kilowatts || &unit == &unit::money_per_gpu_hour ||
        &unit == &unit::money_per_kilowatt_hour) {
        return {0.01, 100, true};
    }
    return {1, 1e10, true};
}

} // namespace

double Draw::even(double low, double high) {
    return low + (high - low) * std::ldexp(static_cast<double>(engine_() >> 11), -53);
}

double Draw::magnitude(double low, double high) {
    return std::exp(even(std::log(low), std::log(high)));
}

std::size_t Draw::index(std::size_t count) {
    return static_cast<std::size_t>(even(0, static_cast<double>(count)));
}

Value Draw::argument(const Argument& argument, const Function& function, Arguments earlier) {
    if (argument.shape == Shape::choice) {
        return std::string(argument.choices[index(argument.choices.size())]);
    }
    auto [low, high, by_magnitude] = sensible(*argument.unit);
    if (std::isinf(argument.limits.low()) && by_magnitude) {
        return (chance(0.5) ? -1 : 1) * magnitude(low, high);
    }
    if (argument.limits.low() == 0 && !argument.limits.low_open() && chance(0.1)) {
        return 0.0;
    }
    low = std::max(low, argument.limits.low());
    high = std::min(high, argument.limits.high());
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        if (function.arguments[i].id == argument.limits.high_argument()) {
            return std::get<double>(earlier[i]) * even(0, 1);
        }
    }
    if (argument.id == "backlog_share") {
        high = std::min(high, 1.0); // As a share of demand, the basis when it is left out.
    }
    return by_magnitude ? magnitude(low, high) : even(low, high);
}

std::vector<Value> Draw::arguments(const Function& function) {
    std::vector<Value> values;
    for (const Argument& one : function.arguments) {
        values.push_back(one.optional && chance(0.3) ? Value() : argument(one, function, values));
    }
    while (!values.empty() && std::holds_alternative<std::monostate>(values.back())) {
        values.pop_back();
    }
    return values;
}

} // namespace headroom::test
