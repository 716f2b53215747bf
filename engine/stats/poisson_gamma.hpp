#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace riskmap::stats {

/// Ratios theta_i ~ Gamma with this mean and shape, counts ~ Poisson(expected_i theta_i).
struct PoissonGammaMl {
    double mean = 1;
    double shape = 1;        ///< 1 / squared coefficient of variation; infinite when `collapsed`
    bool collapsed = false;  ///< the counts vary no more than Poisson: every ratio equals the mean
    double ratio(double observed, double expected) const;
};

/// Maximum likelihood (Clayton and Kaldor 1987). Rows with an expectation of 0 or NaN are left out;
/// at least one event must remain.
PoissonGammaMl fit_poisson_gamma_ml(std::span<const double> observed,
                                    std::span<const double> expected);

/// The same model with a half-normal prior on the coefficient of variation, integrated over it and
/// the mean: homogeneous counts shrink hard but never to intervals of width zero.
class PoissonGamma {
  public:
    /// `cv_scale` > 0 is the scale of the half-normal prior. Rows without expectation are left
    /// out.
    PoissonGamma(std::span<const double> observed,
                 std::span<const double> expected,
                 double cv_scale = 0.75);

    /// Posterior mean of the ratio of a row with these counts; a row without expectation gets the
    /// mean of the others.
    double ratio(double observed, double expected) const;
    /// Quantile of that ratio, probability in (0, 1).
    double quantile(double observed, double expected, double probability) const;

  private:
    struct Node {
        double mean;
        double shape;
        double weight;
    };
    std::vector<Node> nodes_;
};

}  // namespace riskmap::stats
