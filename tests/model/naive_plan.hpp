#pragma once

#include "plan/driver.hpp"
#include "plan/line.hpp"

#include <map>
#include <optional>
#include <vector>

namespace headroom::test {

/// The trade plan written down as the contract words it, with powers and sums over all vintages,
/// in long double: slow, plain, and sharing nothing with the code it is held against.
class NaivePlan {
public:
    /// Cuts are NaN when they are as many as required.
    explicit NaivePlan(const Drivers<double>& drivers);

    /// The lines that every number of cuts has, and those of `cuts` positions.
    long double value(Line line, int quarter, long double cuts) const;

    /// The smallest whole number of cuts that holds the margin, found by trying all of them up to
    /// the headcount, which is small.
    std::optional<int> required_cuts() const;

private:
    bool holds(int cuts) const;
    std::map<Line, long double> row(int quarter, long double cuts) const;

    Drivers<double> d_;
    std::vector<long double> demand_;
    std::vector<long double> revenue_;
};

} // namespace headroom::test
