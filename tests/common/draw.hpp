#pragma once

#include "core/function.hpp"

#include <random>
#include <vector>

namespace headroom::test {

/// The random numbers of a test: the same on every machine and in every run.
class Draw {
public:
    explicit Draw(std::mt19937_64::result_type seed) : engine_(seed) {}

    /// Between the bounds, evenly. The standard's distributions differ between libraries.
    double even(double low, double high);
    /// Between positive bounds, each order of magnitude as likely as the next.
    double magnitude(double low, double high);
    /// One of 0, 1, … count - 1.
    std::size_t index(std::size_t count);
    bool chance(double probability) { return even(0, 1) < probability; }

    /// Valid arguments of a sensible size for their units; optional ones are sometimes left out.
    std::vector<Value> arguments(const Function& function);
    /// A value of one argument within its limits, given valid ones before it.
    Value argument(const Argument& argument, const Function& function, Arguments earlier);

private:
    double number(const Argument& argument, const Function& function, Arguments earlier);
    /// A number of a range, in that row of what the ranges before it have there.
    double beside(std::size_t row, const Argument& argument, const Function& function,
                  Arguments earlier);
    Table components();
    Table series(const Argument& argument, const Function& function, Arguments earlier);

    std::mt19937_64 engine_;
};

} // namespace headroom::test
