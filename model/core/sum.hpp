#pragma once

#include "core/double_double.hpp"

#include <cmath>

namespace headroom {

/// A sum that carries its rounding error along, for many terms that cancel.
/// Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
/// ZAMM 54 (1974).
class Sum {
public:
    Sum& operator+=(double term) {
        const double total = total_ + term;
        error_ +=
            std::abs(total_) >= std::abs(term) ? (total_ - total) + term : (term - total) + total_;
        total_ = total;
        return *this;
    }

    /// Adds left * right without rounding the product.
    void add_product(double left, double right) {
        const DoubleDouble product = exact_product(left, right);
        *this += product.high;
        *this += product.low;
    }

    double value() const { return total_ + error_; }

private:
    double total_ = 0;
    double error_ = 0;
};

} // namespace headroom
