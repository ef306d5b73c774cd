#pragma once

namespace headroom {

/// The elementary functions from + − × ÷ and √ alone, which IEEE 754 fixes to the last digit, so
/// that every processor, compiler and C library gives the same ones. The C library's own are made
/// otherwise on each, with other last digits. Special values as in the C standard, annex F.
///
/// Each is within 0.6 units in the last place, sin_pi within 0.8, whatever the argument, subnormal
/// numbers included; a result that is a double itself is that double. None depends on the rounding
/// of a fused operation; all take the processor to round to the nearest.
///
/// Method: tables of 128 entries and short series between them (Tang); constants and sums in two
/// parts (Cody & Waite, Dekker). Sources: at each function in elementary.cpp; as an introduction
/// J.-M. Muller, Elementary Functions: Algorithms and Implementation, 3rd edition (2016).
namespace elementary {

double exp(double x);
double expm1(double x); ///< e^x − 1, exact to its own last digit where that is small
double log(double x);
double log1p(double x); ///< ln(1 + x), exact to its own last digit where that is small
double log10(double x);
/// The square is rounded once, as x × x.
double pow(double x, double y);
double sin_pi(double x); ///< sin(πx)

} // namespace elementary

} // namespace headroom
