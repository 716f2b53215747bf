#pragma once

#include <span>
#include <vector>

#include "stats/bym2_system.hpp"

namespace riskmap::stats {

/// The Gaussian approximation of intercept, slopes, u and v at fixed sigma and phi: its mode by
/// Newton's method, its moments, and draws from it. Holds its work space; one per thread.
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
    const std::vector<double>& log_risk() const { return mode_.eta; }

    /// Variances of log risk.
    void variances(std::span<double> out) { system_.variances(out); }
    /// Moves the centre by the third derivative of the likelihood: delta = -H^-1 A'(w o var) / 2.
    void correct_mean(std::span<const double> variance);
    /// Mean of log risk and of the fixed effects after the correction.
    const Bym2Effect& centre() const { return centre_; }
    /// Variance of each fixed effect.
    std::vector<double> fixed_variances() const { return system_.fixed_variances(); }

    /// Replaces columns of standard normals, one per draw, by draws of the field alone, with one
    /// more normal per component for each draw.
    void colour(std::span<double> fields, std::span<const double> more) const {
        system_.colour(fields, more);
    }
    /// Makes a coloured field in `effect.u` and standard normals in `effect.fixed` and `effect.v`
    /// a draw around the corrected mean; answers log p(draw, y) - log q(draw), up to the cell's
    /// Laplace approximation.
    double draw(Bym2Effect& effect) const;

  private:
    const Bym2Problem* problem_;
    Bym2System system_;
    std::vector<double> log_expected_;  ///< 0 where there is no term
    std::vector<double> weight_;        ///< Poisson mean at the point of linearisation
    std::vector<double> pull_;
    Bym2Effect mode_;
    Bym2Effect centre_;
    Bym2Effect shift_;
    double log_likelihood_ = 0;
    double mode_log_joint_ = 0;

    void step(std::span<const double> log_risk);
    void settle();
    double log_joint(const Bym2Effect& effect) const;
};

}  // namespace riskmap::stats
