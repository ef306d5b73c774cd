#pragma once

#include "plan/assumptions.hpp"

#include <span>
#include <vector>

namespace headroom {

/// The rank correlation that two uncertain drivers are to have.
struct Correlation {
    Driver left;
    Driver right;
    double rank;

    friend bool operator==(const Correlation&, const Correlation&) = default;
};

/// The lower triangle by which independent normals become correlated ones.
/// Source: Cholesky; rank correlation r needs the normal correlation 2 sin(pi r / 6) (Pearson
/// 1907).
/// Empty when there are no correlations. Throws Error when they cannot be together.
std::vector<double> mixing(std::span<const Uncertain> uncertain,
                           std::span<const Correlation> correlations);

} // namespace headroom
