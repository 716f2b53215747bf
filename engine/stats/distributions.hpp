#pragma once

#include <cstdint>

namespace riskmap::stats {

/// log Gamma(x), x > 0. Safe on several threads, unlike `std::lgamma`.
double log_gamma(double x);
/// d/dx log Gamma(x), x > 0.
double digamma(double x);
/// d2/dx2 log Gamma(x), x > 0.
double trigamma(double x);

double normal_density(double x);
/// P(Z <= x); accurate in the far left tail.
double normal_cdf(double x);
/// The x with P(Z <= x) = `probability`; -inf at 0 and +inf at 1.
double normal_quantile(double probability);

/// P(Y = count), mean >= 0; 0 for a negative count.
double poisson_density(std::int64_t count, double mean);
double poisson_log_density(std::int64_t count, double mean);
/// P(Y <= count); 0 for a negative count.
double poisson_cdf(std::int64_t count, double mean);
/// P(Y >= count); 1 for a count of 0 or less.
double poisson_upper_tail(std::int64_t count, double mean);

/// P(X <= x) of a gamma variate with shape > 0 and scale 1; 0 for x <= 0.
double gamma_cdf(double x, double shape);
/// Inverse of `gamma_cdf`; 0 at probability 0, +inf at 1.
double gamma_quantile(double probability, double shape);

/// P(X > x) of a chi-squared variate.
double chi_squared_upper_tail(double x, double degrees);
/// P(X <= x) of a beta variate with both shapes > 0.
double beta_cdf(double x, double a, double b);
/// Inverse of `beta_cdf`.
double beta_quantile(double probability, double a, double b);

}  // namespace riskmap::stats
