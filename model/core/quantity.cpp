#include "core/quantity.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <cmath>

namespace headroom {

double whole_or_same(double value) {
    const double nearest = std::round(value);
    const bool whole = std::abs(value - nearest) <= 1e-9 * std::max(1.0, std::abs(value));
    return whole ? nearest + 0.0 : value; // -0 becomes 0
}

bool is_nearly(double value, double bound) {
    return std::abs(value - bound) <= 1e-9 * std::abs(bound);
}

double whole_up(double value) {
    return std::ceil(whole_or_same(value));
}

std::string whole_up_formula(std::string_view step) {
    return boost::replace_all_copy(std::string("=IF(ABS(x-ROUND(x;0))<=1E-9*MAX(1;ABS(x));"
                                               "ROUND(x;0);ROUNDUP(x;0))"),
                                   "x", step);
}

double difference(double left, double right) {
    const bool same = std::abs(left - right) < std::ldexp(std::abs(left), -48);
    return same ? 0 : left - right;
}

} // namespace headroom
