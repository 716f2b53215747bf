#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph.hpp"

namespace riskmap::stats {

/// Why an empirical Bayes estimate is what it is.
enum class BayesState : std::uint8_t {
    estimated,        ///< a mixture of the row's own rate and the mean
    pooled,           ///< no variance beyond chance: the mean itself; such rows must not be ranked
    no_cases_around,  ///< its whole neighbourhood has no cases: the global estimate
    isolated,         ///< no neighbours: the global estimate
    nobody_at_risk,   ///< nobody at risk, or not known: NaN
};

/// Moments of rates around a mean (Marshall 1991).
struct RateMoments {
    double mean = 0;      ///< sum of cases / sum at risk; NaN when nobody is at risk
    double variance = 0;  ///< between rows beyond Poisson chance; negative when there is none
};
/// Rows whose `at_risk` is not a positive number are left out.
RateMoments rate_moments(std::span<const double> cases, std::span<const double> at_risk);

struct EmpiricalBayes {
    RateMoments moments;  ///< of all rows
    std::vector<double> rate;
    std::vector<BayesState> state;
};

/// Rates drawn towards the mean of all rows (Marshall 1991, eq. 4): b + a (p_i - b) / (a + b / n_i)
/// with a = max(0, variance).
EmpiricalBayes marshall_global(std::span<const double> cases, std::span<const double> at_risk);

/// Two definitions of the variance of a neighbourhood of i are in use: squares around the mean of
/// the neighbourhood of i (`one_mean`; GeoDa), which estimates a variance, and squares of each row
/// around the mean of its own neighbourhood (`own_means`; spdep).
enum class LocalVariance : std::uint8_t { one_mean, own_means };

/// Rates drawn towards the mean of the row and its neighbours (Marshall 1991). Where a
/// neighbourhood has no cases the formula is 0/0 and where a row is alone it smooths nothing: both
/// return the global estimate and say so.
EmpiricalBayes marshall_local(std::span<const double> cases,
                              std::span<const double> at_risk,
                              const Graph& neighbours,
                              LocalVariance variance = LocalVariance::one_mean);

/// Assuncao and Reis (1999): rates as deviates (p_i - b) / sqrt(a + b / n_i) that small populations
/// do not inflate; where the variance is not positive it is b / n_i. NaN for rows with nobody at
/// risk and for all rows without cases.
std::vector<double> empirical_bayes_index(std::span<const double> cases,
                                          std::span<const double> at_risk);
/// The same with the variance beyond chance written into `index`, for many repetitions.
void empirical_bayes_index(std::span<const double> cases,
                           std::span<const double> at_risk,
                           std::span<double> index);

}  // namespace riskmap::stats
