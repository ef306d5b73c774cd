#pragma once

namespace headroom {

/// The probability of staying below z under the standard normal distribution, small ones to 15
/// digits too; that of staying above z is normal_probability(-z). Source: W. J. Cody (1969).
double normal_probability(double z);

/// The value that the standard normal distribution stays below with probability p; `q` is 1 - p,
/// exact where p is close to 1; -infinity at 0, infinity at 1. To 15 digits. Source: M. J. Wichura,
/// AS 241 (1988).
double normal_quantile(double p, double q);

} // namespace headroom
