#pragma once

#include "core/function.hpp"

#include <span>
#include <vector>

namespace headroom {

/// The positive roots, in rising order, at which the polynomial sum c[t] v^t changes its sign.
/// Between the roots of its derivative a polynomial is monotone, so each root is bracketed and
/// found by Boost.Math; Descartes' rule ends the recursion. Relative error of a root about 1e-13
/// times its condition; never fails, whatever the size of the coefficients.
std::vector<double> positive_roots(std::span<const double> coefficients);

std::vector<Function> cash_flow_functions();

} // namespace headroom
