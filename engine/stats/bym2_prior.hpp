#pragma once

#include <utility>
#include <vector>

#include "stats/icar.hpp"

namespace riskmap::stats {

/// Prior of the standard deviation sigma of the whole residual.
struct SigmaPrior {
    enum class Kind {
        half_normal,  ///< |N(0, scale^2)|
        exponential,  ///< rate 1 / scale; -log(a) / U is the penalised-complexity prior P(sigma >
                      ///< U) = a
    };
    Kind kind = Kind::half_normal;
    double scale = 0.75;

    double cdf(double sigma) const;
    /// Inverse of `cdf`, probability in [0, 1).
    double quantile(double probability) const;
    /// E[sigma^2].
    double second_moment() const;
};

/// Prior of the spatial share phi of the residual, on the logit scale.
class PhiPrior {
  public:
    /// phi ~ U(0, 1).
    static PhiPrior uniform();
    /// phi ~ Beta(a, b), both above 0; what lies past logit 12 or -12 is put just inside.
    static PhiPrior beta(double a, double b);
    /// Penalised complexity with P(phi < u) = a (Simpson et al. 2017; Riebler et al. 2016), cut at
    /// logit 12, past which 1 - phi cannot be told from 0. An `Icar` without neighbours is an
    /// internal `Error`.
    static PhiPrior penalised(const Icar& icar, double u, double a);

    double cdf(double logit) const;
    /// The logit with this probability below it, probability in (0, 1).
    double quantile(double probability) const;
    double mean() const;
    /// Rate of the exponential distance; 0 but for the penalised prior.
    double rate() const { return rate_; }
    /// Where a search of the logit has to begin and end.
    std::pair<double, double> range() const;

  private:
    double rate_ = 0;
    std::vector<double> table_;  ///< cdf on an even grid of logits; empty: uniform
};

double logit(double share);
double inverse_logit(double x);

struct Bym2Prior {
    std::vector<double> fixed_mean;  ///< intercept, then one per covariate
    std::vector<double> fixed_sd;
    SigmaPrior sigma;
    PhiPrior phi = PhiPrior::uniform();
};

}  // namespace riskmap::stats
