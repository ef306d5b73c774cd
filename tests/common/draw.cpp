#include "draw.hpp"

#include "assumption_draw.hpp"
#include "core/elementary.hpp"
#include "plan/line.hpp"

#include "outcome.hpp"

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
    if (&unit == &unit::years || &unit == &unit::periods) {
        return {0.25, 40, true};
    }
    if (&unit == &unit::months) {
        return {0, 18, false};
    }
    if (&unit == &unit::date) {
        return {43006, 47500, false}; // 2017 to 2030
    }
    if (&unit == &unit::weeks || &unit == &unit::year_number) {
        return {0, 24, false};
    }
    if (&unit == &unit::ratio || &unit == &unit::kilowatts || &unit == &unit::pain ||
        &unit == &unit::number || &unit == &unit::money_per_gpu_hour ||
        &unit == &unit::money_per_kilowatt_hour) {
        return {0.01, 100, true};
    }
    if (&unit == &unit::positions || &unit == &unit::money_per_position) {
        return {1, 1e6, true};
    }
    return {1, 1e10, true};
}

/// The number that a limit names; nothing when the limit is a number itself.
const double* named(const Function& function, Arguments earlier, std::string_view id) {
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        if (function.arguments[i].id == id) {
            return std::get_if<double>(&earlier[i]);
        }
    }
    return nullptr;
}

const Table* first_range(Arguments earlier) {
    for (const Value& value : earlier) {
        if (const Table* range = std::get_if<Table>(&value)) {
            return range;
        }
    }
    return nullptr;
}

/// What all divisions cut to their caps save, in whole positions.
double most_saved(Arguments ranges) {
    const auto at = [&](std::size_t argument, std::size_t row) {
        return std::get<double>(std::get<Table>(ranges[argument]).at(row, 0));
    };
    double saved = 0;
    for (std::size_t row = 0; row < std::get<Table>(ranges[0]).rows(); ++row) {
        saved += at(1, row) * std::floor(at(0, row) * at(3, row));
    }
    return saved;
}

} // namespace

double Draw::even(double low, double high) {
    return low + (high - low) * std::ldexp(static_cast<double>(engine_() >> 11), -53);
}

double Draw::magnitude(double low, double high) {
    return elementary::exp(even(elementary::log(low), elementary::log(high)));
}

std::size_t Draw::index(std::size_t count) {
    return static_cast<std::size_t>(even(0, static_cast<double>(count)));
}

double Draw::number(const Argument& argument, const Function& function, Arguments earlier) {
    const Limits& limits = argument.limits;
    auto [low, high, by_magnitude] = sensible(*argument.unit);
    if (argument.unit == &unit::class_years) {
        const double classes[] = {3, 5, 7, 10, 15, 20};
        return classes[index(std::size(classes))];
    }
    if (argument.id == "quarter" && limits.high() == most_quarters) {
        return 1 + std::floor(even(0, 8));
    }
    if (argument.id == "trials") {
        return 2 + std::floor(even(0, 2000));
    }
    if (argument.id == "target_saving" && first_range(earlier) != nullptr) {
        return most_saved(earlier) * even(-0.05, 1);
    }
    if (const double* least = named(function, earlier, limits.low_argument())) {
        return chance(0.1) ? *least : *least + magnitude(1e-3, 1e3);
    }
    if (const double* most = named(function, earlier, limits.high_argument())) {
        return *most * even(0, 1);
    }
    if (argument.unit == &unit::value) {
        // Of one size, so that the points of one distribution are neighbours.
        return even(-1000, 1000);
    }
    if (std::isinf(limits.low()) && by_magnitude) {
        return (chance(0.5) ? -1 : 1) * magnitude(low, high);
    }
    if (limits.low() == 0 && !limits.low_open() && chance(0.1)) {
        return 0.0;
    }
    low = std::max(low, limits.low());
    high = std::min(high, limits.high());
    if (argument.id == "backlog_share") {
        high = std::min(high, 1.0); // As a share of demand, the basis when it is left out.
    }
    if (argument.id == "division") {
        high = static_cast<double>(first_range(earlier)->rows());
    }
    if (limits == limits.whole()) {
        return std::floor(even(low, high + 1));
    }
    return by_magnitude ? magnitude(low, high) : even(low, high);
}

double Draw::beside(std::size_t row, const Argument& argument, const Function& function,
                    Arguments earlier) {
    const auto at = [&](std::size_t series) {
        return std::get<double>(std::get<Table>(earlier[series]).at(row, 0));
    };
    if (function.name == "RESTRUCTURINGROLL" && argument.id == "paid") {
        return chance(0.1) ? 0 : at(1) * even(0, 0.9);
    }
    if (function.name == "RESTRUCTURINGROLL" && argument.id == "adjustments") {
        return chance(0.3) ? 0 : at(1) * even(-0.1, 0.5);
    }
    if (function.name == "REVEALEDPAIN" && argument.id == "cuts") {
        return chance(0.2) ? 0 : std::round(at(0) * even(0, 1));
    }
    if (function.name == "REVEALEDPAIN" && argument.id == "cap_share") {
        return chance(0.2) ? at(2) / at(0) : std::min(1.0, at(2) / at(0) * even(1, 5));
    }
    return number(argument, function, earlier);
}

Table Draw::components() {
    Table table(1 + index(5), 3 + index(2));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double capex = chance(0.1) ? 0 : magnitude(100, 1e5);
        table.at(row, 0) = "component " + std::to_string(row + 1);
        table.at(row, 1) = capex;
        table.at(row, 2) = chance(0.5) ? 1 + std::floor(even(0, 30)) : magnitude(0.25, 40);
        if (table.columns() > 3 && chance(0.7)) {
            table.at(row, 3) = chance(0.2) ? capex : capex * even(0, 1);
        }
    }
    return table;
}

Table Draw::series(const Argument& argument, const Function& function, Arguments earlier) {
    const Table* model = first_range(earlier);
    const std::size_t count = function.name == "SHAPLEY" ? std::size_t{2} << index(4)
                              : model != nullptr         ? model->rows()
                                                         : 3 + index(6);
    Table column(count, 1);
    for (std::size_t row = 0; row < count; ++row) {
        const double drawn = beside(row, argument, function, earlier);
        column.at(row, 0) = argument.unit == &unit::positions ? std::round(drawn) : drawn;
    }
    return column;
}

Value Draw::argument(const Argument& argument, const Function& function, Arguments earlier) {
    if (argument.id == "components") {
        return components();
    }
    if (argument.shape == Shape::cells) {
        return argument.optional ? Value() : Value(random_uncertain_assumptions(*this));
    }
    if (argument.shape == Shape::text) {
        return std::string(argument.id == "driver" ? drivers()[index(driver_count)].id
                                                   : lines()[index(shown_lines)].name.english());
    }
    if (argument.shape == Shape::choice) {
        return std::string(argument.choices[index(argument.choices.size())]);
    }
    if (argument.shape == Shape::series) {
        return series(argument, function, earlier);
    }
    return number(argument, function, earlier);
}

std::vector<Value> Draw::arguments(const Function& function) {
    // What arguments demand of each other, such as p10 < p50 < p90, most draws meet after a few.
    for (;;) {
        std::vector<Value> values;
        for (const Argument& one : function.arguments) {
            values.push_back(one.optional && chance(0.3) ? Value()
                                                         : argument(one, function, values));
        }
        if (!fits(function, values)) {
            continue;
        }
        while (!values.empty() && std::holds_alternative<std::monostate>(values.back())) {
            values.pop_back();
        }
        return values;
    }
}

} // namespace headroom::test
