#include "core/beta.hpp"

#include "core/elementary.hpp"
#include "core/normal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {

namespace {

/// What Stirling's formula for ln Γ leaves out: ln Γ(z) - (z - 1/2) ln z + z - ln √(2π), z >= 1.
/// Source: NIST Digital Library of Mathematical Functions, 5.11.1, from 10 on; below, the
/// recurrence of Γ, whose step is a series in 1 / (2 z + 1).
double beyond_stirling(double z) {
    double sum = 0;
    for (; z < 10; ++z) {
        const double square = 1 / ((2 * z + 1) * (2 * z + 1));
        double step = 0;
        for (int term = 35; term >= 3; term -= 2) {
            step = (step + 1.0 / term) * square;
        }
        sum += step;
    }
    constexpr double coefficients[] = {1.0 / 156,  -691.0 / 360360, 1.0 / 1188, -1.0 / 1680,
                                       1.0 / 1260, -1.0 / 360,      1.0 / 12};
    double series = 0;
    for (const double coefficient : coefficients) {
        series = series / (z * z) + coefficient;
    }
    return sum + series / z;
}

/// t - ln(1 + t), which is t²/2 for small t; `above` is 1 + t, exact where t is close to -1.
double beyond_linear(double t, double above) {
    if (t < -0.5 || t > 0.5) {
        return t - elementary::log(above);
    }
    const double s = t / (2 + t); // ln(1 + t) = 2 artanh s
    const double square = s * s;
    double series = 0;
    for (int term = 33; term >= 3; term -= 2) {
        series = series * square + 1.0 / term;
    }
    return s * (t - 2 * square * series);
}

/// A beta distribution with its parameters a and b, both from 1 on.
class Beta {
public:
    Beta(double a, double b)
        : a_(a), b_(b), size_(elementary::log(a / (a + b) * b / (2 * std::numbers::pi)) / 2 +
                              beyond_stirling(a + b) - beyond_stirling(a) - beyond_stirling(b)) {}

    /// The value x that it stays below with probability p, 0 < p <= 1/2. ln F is a concave function
    /// of ln x: from the left, Newton's steps come closer and closer and never go beyond; Halley's
    /// are longer by what the curvature says.
    double quantile(double p) const {
        const double ln_p = elementary::log(p);
        const double least = at_least(ln_p);
        double x = std::max(least, near(p));
        for (int round = 0; round < 100; ++round) {
            const Place place = at(x);
            const double miss = place.ln_below - ln_p;
            const double slope = place.slope;
            const double bend = a_ - (b_ - 1) * x / (1 - x) - slope; // of ln slope
            const double newton = -miss / slope;
            const double step = newton / std::max(0.5, 1 + newton * bend / 2);
            const double next = std::min(x + x * elementary::expm1(step), x + (1 - x) / 2);
            x = std::max(least, next);
            if (std::abs(miss) < 1e-6) {
                break;
            }
        }
        return x;
    }

private:
    struct Place {
        double ln_below; ///< ln F(x)
        double slope;    ///< its derivative by ln x
    };

    /// ln of x^a (1 - x)^b / B(a, b): what it is at the mean a / (a + b), less what it falls from
    /// there. Source: C. Loader, Fast and accurate computation of binomial probabilities (2000).
    double ln_weight(double x) const {
        const double sum = a_ + b_;
        const double from_mean = x * sum - a_;
        return size_ - a_ * beyond_linear(from_mean / a_, x * sum / a_) -
               b_ * beyond_linear(-from_mean / b_, (1 - x) * sum / b_);
    }

    Place at(double x) const {
        if (x <= (a_ + 1) / (a_ + b_ + 2)) {
            const double fraction = continued_fraction(a_, b_, x);
            return {ln_weight(x) + elementary::log(fraction / a_), a_ / fraction / (1 - x)};
        }
        const double weight = elementary::exp(ln_weight(x));
        const double above = weight * continued_fraction(b_, a_, 1 - x) / b_;
        return {elementary::log1p(-above), weight / (1 - above) / (1 - x)};
    }

    /// F(x) = x^a (1 - x)^b / (a B(a, b)) times this, for x up to about the mean. Source: NIST
    /// Digital Library of Mathematical Functions, 8.17.22, each two of its levels made one.
    static double continued_fraction(double a, double b, double x) {
        const auto odd = [&](double m) {
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        };
        const auto even = [&](double m) {
            return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        };
        double last = odd(0);
        double inverse = 1 / (1 + last);
        double difference = inverse;
        double sum = inverse;
        for (double m = 1; m < 1e5 && std::abs(difference) > 1e-17 * sum; ++m) {
            const double here = even(m);
            const double next = odd(m);
            const double numerator = -last * here;
            const double previous = inverse;
            inverse = 1 / (1 + here + next + numerator * inverse);
            difference *= -numerator * inverse * previous;
            sum += difference;
            last = next;
        }
        return sum;
    }

    /// Below the quantile: F(x) is at most x^a / (a B(a, b)).
    double at_least(double ln_p) const {
        const double ln_beta =
            -a_ * elementary::log1p(b_ / a_) - b_ * elementary::log1p(a_ / b_) - size_;
        return elementary::exp((ln_p + elementary::log(a_) + ln_beta) / a_);
    }

    /// Somewhere near the quantile, or 0. Source: M. Abramowitz & I. Stegun, Handbook of
    /// Mathematical Functions (1964), 26.5.22.
    double near(double p) const {
        const double z = normal_quantile(p, 1 - p);
        const double left = 1 / (2 * a_ - 1);
        const double right = 1 / (2 * b_ - 1);
        const double lambda = (z * z - 3) / 6;
        const double h = 2 / (left + right);
        if (h + lambda <= 0) {
            return 0;
        }
        const double w =
            -z * std::sqrt(h + lambda) / h - (right - left) * (lambda + 5.0 / 6 - 2 / (3 * h));
        return a_ / (a_ + b_ * elementary::exp(2 * w));
    }

    double a_;
    double b_;
    double size_; ///< ln of the weight at the mean
};

/// For p <= 1/2.
double lower_quantile(double a, double b, double p) {
    return p == 0 ? 0 : Beta(a, b).quantile(p);
}

} // namespace

double beta_quantile(double alpha, double beta, double p, double q) {
    if (alpha == 1 && beta == 1) {
        return p;
    }
    if (alpha == 1) {
        const double ln_above = p < q ? elementary::log1p(-p) : elementary::log(q);
        return -elementary::expm1(ln_above / beta);
    }
    if (beta == 1) {
        return elementary::pow(p, 1 / alpha);
    }
    return p <= q ? lower_quantile(alpha, beta, p) : 1 - lower_quantile(beta, alpha, q);
}

} // namespace headroom
