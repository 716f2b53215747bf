#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/bym2_problem.hpp"

namespace riskmap::stats {

/// Values of everything the model holds, or a change of them.
struct Bym2Effect {
    std::vector<double> fixed;  ///< intercept and slopes
    std::vector<double> u;
    std::vector<double> v;
    std::vector<double> eta;  ///< log risk

    Bym2Effect(std::size_t size, std::size_t width) : fixed(width), u(size), v(size), eta(size) {}
    Bym2Effect& operator+=(const Bym2Effect& change);
};

/// The linear system behind one Newton step: intercept, slopes, u and v given a Gaussian likelihood
/// of precision w per row. The unstructured v is eliminated exactly: given the rest, v_i has
/// precision d_i = 1 + a^2 w_i (a = sigma sqrt(1 - phi), c = sigma sqrt(phi)), which leaves
/// weighted least squares with weights w / d and the precision Q* + c^2 diag(w / d) for u; slopes
/// border it. Not centred, so that sigma = 0, phi = 0 and phi = 1 are ordinary. One per thread.
class Bym2System {
  public:
    Bym2System(const Bym2Problem& problem, const Icar& icar, const Bym2Prior& prior);

    std::size_t size() const { return icar_->size(); }
    std::size_t width() const { return width_; }

    void set(double sigma, double phi);
    /// Factors the system for these weights and solves it for the working response: the pull of the
    /// likelihood (w times response, per row) and of the prior of the fixed effects.
    void solve(std::span<const double> weight, std::span<const double> pull, Bym2Effect& effect);
    /// The effect of a pull of the likelihood alone, after `solve`.
    void respond(std::span<const double> pull, Bym2Effect& effect);
    /// log determinant of the precision of all effects, up to a constant of the problem.
    double log_determinant() const;
    /// v'v + u'Q*u + f'Pf with the fixed effects taken from their prior mean.
    double penalty(const Bym2Effect& effect) const;

    /// Variances of log risk.
    void variances(std::span<double> out);
    std::vector<double> fixed_variances() const;

    /// Replaces columns of standard normals by draws of the field alone, with one more normal per
    /// component for each.
    void colour(std::span<double> fields, std::span<const double> more) const;
    /// Makes a coloured field in `effect.u` and standard normals in `effect.fixed` and `effect.v`
    /// a draw of all effects around zero; answers its quadratic form under the system's precision.
    double complete(Bym2Effect& effect) const;

  private:
    const Icar* icar_;
    std::size_t width_;
    std::vector<std::vector<double>> x_;  ///< [effect][row]
    std::vector<double> prior_mean_;
    std::vector<double> prior_precision_;
    IcarPosterior field_;
    double a_ = 0;
    double c_ = 0;
    std::vector<double> weight_;
    std::vector<double> deflation_;    ///< d
    std::vector<double> information_;  ///< w / d
    std::vector<double> responses_;    ///< columns: c G W~ X, then c G g
    std::vector<double> root_;         ///< lower root of the Schur complement, width x width

    void factor_border();
    void half_solve(std::span<double> right) const;
    void solve_transposed(std::span<double> right) const;
    void finish(std::span<const double> pull, std::span<const double> field, Bym2Effect& effect);
};

}  // namespace riskmap::stats
