#pragma once

#include <span>
#include <vector>

#include "stats/bym2_prior.hpp"
#include "stats/icar.hpp"

namespace riskmap::stats {

/// Counts with their expectation: observed_i ~ Poisson(expected_i exp(eta_i)), eta = intercept +
/// covariates + sigma (sqrt(1 - phi) v + sqrt(phi) u). A row whose expectation is 0 or NaN has no
/// likelihood term and stays in the graph. Counts may be weighted sums, hence real.
struct Bym2Problem {
    std::vector<double> observed;
    std::vector<double> expected;
    std::vector<std::vector<double>> covariates;  ///< columns, finite everywhere

    std::size_t size() const { return observed.size(); }
    bool counts(std::size_t row) const { return expected[row] > 0; }
    /// Throws an internal `Error` when columns differ in length or hold what cannot be fitted.
    void check(const Icar& icar, const Bym2Prior& prior) const;
};

/// What a Laplace approximation draws from: standard normals, consumed in this order.
struct Bym2Normals {
    std::vector<double> field;  ///< size
    std::vector<double> more;   ///< one per component
    std::vector<double> fixed;  ///< intercept and covariates
    std::vector<double> noise;  ///< size
};

/// The Gaussian approximation of intercept, slopes, u and v at fixed sigma and phi. The
/// unstructured v is eliminated exactly: given the rest, v_i has precision d_i = 1 + a^2 w_i (a =
/// sigma sqrt(1 - phi), c = sigma sqrt(phi), w the Poisson mean), which leaves weighted least
/// squares with weights w / d and the precision Q* + c^2 diag(w / d) for u; slopes border it. Not
/// centred, so that sigma = 0, phi = 0 and phi = 1 are ordinary. Holds its work space; one per
/// thread.
class Bym2Laplace {
  public:
    Bym2Laplace(const Bym2Problem& problem, const Icar& icar, const Bym2Prior& prior);

    /// Newton from `log_risk`, which becomes the point where the last step was linearised. False
    /// when 60 steps do not bring the largest change below `tolerance`.
    bool find(double sigma, double phi, std::vector<double>& log_risk, double tolerance);
    /// One step from a `log_risk` that `find` returned: the same state again.
    void restore(double sigma, double phi, std::span<const double> log_risk);

    /// log p(y | sigma, phi), Laplace approximation, up to a constant of the problem.
    double log_likelihood() const { return log_likelihood_; }
    const std::vector<double>& log_risk() const { return eta_; }
    const std::vector<double>& fixed() const { return fixed_; }

    /// Variances of log risk.
    void variances(std::span<double> out);
    /// Moves the centre by the third derivative of the likelihood: delta = -H^-1 A'(w o var) / 2.
    void correct_mean(std::span<const double> variance);
    /// Mean of log risk and of the fixed effects after the correction.
    const std::vector<double>& mean_log_risk() const { return centre_eta_; }
    const std::vector<double>& mean_fixed() const { return centre_fixed_; }
    /// Variance of each fixed effect.
    std::vector<double> fixed_variances() const;

    /// A draw around the corrected mean: writes log risk and fixed effects, destroys the normals,
    /// and returns log p(draw, y) - log q(draw), up to the cell's Laplace approximation.
    double draw(Bym2Normals& normals, std::span<double> log_risk, std::span<double> fixed);

  private:
    const Bym2Problem* problem_;
    const Icar* icar_;
    std::size_t size_;
    std::size_t width_;                   ///< fixed effects
    std::vector<std::vector<double>> x_;  ///< [effect][row]
    std::vector<double> prior_mean_;
    std::vector<double> prior_precision_;
    std::vector<double> log_expected_;  ///< 0 where there is no term
    IcarPosterior field_;

    double a_ = 0;
    double c_ = 0;
    std::vector<double> weight_;     ///< w at the point of linearisation
    std::vector<double> deflation_;  ///< d
    std::vector<double> information_;
    std::vector<double> responses_;  ///< columns: c G W~ X, then c G g
    std::vector<double> root_;       ///< lower root of the Schur complement, width x width
    std::vector<double> fixed_;
    std::vector<double> u_;
    std::vector<double> v_;
    std::vector<double> eta_;
    std::vector<double> centre_fixed_;
    std::vector<double> centre_u_;
    std::vector<double> centre_v_;
    std::vector<double> centre_eta_;
    double log_likelihood_ = 0;
    double mode_log_joint_ = 0;

    void set(double sigma, double phi);
    void step(std::span<const double> log_risk);
    void factor_border();
    void solve_border(std::span<double> right) const;
    double likelihood(std::span<const double> log_risk) const;
    double log_joint(std::span<const double> fixed,
                     std::span<const double> u,
                     std::span<const double> v,
                     std::span<const double> log_risk) const;
};

}  // namespace riskmap::stats
