#include "core/normal.hpp"

#include "core/elementary.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace headroom {

namespace {

/// c[0] + x (c[1] + x (c[2] + …
template <std::size_t count> double polynomial(const std::array<double, count>& c, double x) {
    double sum = c.back();
    for (std::size_t i = count - 1; i-- > 0;) {
        sum = sum * x + c[i];
    }
    return sum;
}

/// A quotient of polynomials, each from the constant on.
template <std::size_t above, std::size_t below> struct Rational {
    std::array<double, above> numerator;
    std::array<double, below> denominator;

    double at(double x) const { return polynomial(numerator, x) / polynomial(denominator, x); }
};

/// e^(-z²/2), the square without a rounding that would be felt far out.
double bell(double z) {
    const double coarse = std::trunc(z * 16) / 16;
    return elementary::exp(-coarse * coarse / 2) *
           elementary::exp(-(z - coarse) * (z + coarse) / 2);
}

} // namespace

/// Source: W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of
/// Computation 23 (1969), with the coefficients for the normal distribution of Algorithm 715, ACM
/// Transactions on Mathematical Software 19 (1993).
double normal_probability(double z) {
    static constexpr Rational<5, 5> middle{{18154.981253343561249, 1067.6894854603709582,
                                            161.02823106855587881, 2.2352520354606839287,
                                            .065682337918207449113},
                                           {45507.789335026729956, 10260.932208618978205,
                                            976.09855173777669322, 47.20258190468824187, 1}};
    static constexpr Rational<9, 9> side{
        {9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326, 2494.5375852903726711,
         597.27027639480026226, 93.506656132177855979, 8.8831497943883759412, .39894151208813466764,
         1.0765576773720192317e-8},
        {19685.429676859990727, 38912.003286093271411, 34900.952721145977266, 18615.571640885098091,
         6485.558298266760755, 1519.377599407554805, 235.38790178262499861, 22.266688044328115691,
         1}};
    static constexpr Rational<6, 6> tail{
        {2.9112874951168792e-5, .001421619193227893466, .022235277870649807, .1274011611602473639,
         .21589853405795699, .02307344176494017303},
        {7.29751555083966205e-5, .00378239633202758244, .0659881378689285515, .468238212480865118,
         1.28426009614491121, 1}};
    constexpr double inverse_root_of_two_pi = 0.3989422804014326779399461;
    const double size = std::abs(z);
    if (size <= 0.67448975) {
        return 0.5 + z * middle.at(z * z);
    }
    if (!(size < 40)) {
        return std::isnan(z) ? z : z > 0 ? 1 : 0;
    }
    double below = 0; // minus the size
    if (size <= 5.656854248) {
        below = bell(size) * side.at(size);
    } else {
        const double square = 1 / (z * z);
        below = bell(size) * (inverse_root_of_two_pi - square * tail.at(square)) / size;
    }
    return z > 0 ? 1 - below : below;
}

/// Source: M. J. Wichura, Algorithm AS 241: the percentage points of the normal distribution,
/// Applied Statistics 37 (1988), PPND16.
double normal_quantile(double p, double q) {
    static constexpr Rational<8, 8> middle{
        {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
         1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
         3.3430575583588128105e+4, 2.5090809287301226727e+3},
        {1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
         2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
         5.2264952788528545610e+3}};
    static constexpr Rational<8, 8> side{
        {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
         3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
         2.27238449892691845833e-2, 7.74545014278341407640e-4},
        {1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
         1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
         1.05075007164441684324e-9}};
    static constexpr Rational<8, 8> tail{
        {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
         2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
         2.71155556874348757815e-5, 2.01033439929228813265e-7},
        {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
         7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
         2.04426310338993978564e-15}};
    const double from_middle = p < q ? p - 0.5 : 0.5 - q;
    if (std::abs(from_middle) <= 0.425) {
        return from_middle * middle.at(0.180625 - from_middle * from_middle);
    }
    const double least = p < q ? p : q;
    if (least == 0) {
        const double infinity = std::numeric_limits<double>::infinity();
        return p < q ? -infinity : infinity;
    }
    const double distance = std::sqrt(-elementary::log(least));
    const double size = distance <= 5 ? side.at(distance - 1.6) : tail.at(distance - 5);
    return p < q ? -size : size;
}

} // namespace headroom
