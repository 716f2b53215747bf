#include "stats/bym2_prior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace riskmap::stats {
namespace {

constexpr double largest_logit = 12;
constexpr std::size_t table_steps = 480;
constexpr double table_step = 2 * largest_logit / static_cast<double>(table_steps);

/// Distance from the unstructured model: d(phi) = sqrt(phi sum(g - 1) - sum log(1 + phi (g - 1)))
/// over the eigenvalues g of the scaled covariance, by the determinant of (1 - phi) Q* + phi I.
class Distance {
  public:
    explicit Distance(const Icar& icar)
        : icar_(icar), factor_(icar.pattern()), diagonal_(icar.size()), edges_(icar.edges()) {
        for (const double variance : icar.variances()) {
            excess_ += variance - 1;
        }
        // The log determinant of Q* on its range, from the slope of the determinant near phi = 1 is
        // not needed: it is the constrained determinant without information.
        IcarPosterior field(icar);
        field.condition(std::vector<double>(icar.size(), 0.0));
        base_ = field.log_determinant();
        std::vector<double> members(icar.component_count(), 0);
        for (const std::uint32_t k : icar.component()) {
            if (k != Icar::alone) {
                members[k] += 1;
            }
        }
        for (const double count : members) {
            base_ -= std::log(count);
        }
    }

    double at(double logit) {
        const double phi = inverse_logit(logit);
        const double rest = inverse_logit(-logit);
        for (std::size_t row = 0; row < diagonal_.size(); ++row) {
            diagonal_[row] = rest * icar_.diagonal()[row] + phi;
        }
        for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
            edges_[edge] = rest * icar_.edges()[edge];
        }
        expects(factor_.factor(diagonal_, edges_), "PhiPrior: the blend of precisions is positive");
        const auto null = static_cast<double>(icar_.component_count());
        const double log_sum =
            factor_.log_determinant() - base_ + null * (std::log(rest) - std::log(phi));
        return std::sqrt(std::max(0.0, phi * excess_ - log_sum));
    }

  private:
    const Icar& icar_;
    SparseCholesky factor_;
    std::vector<double> diagonal_;
    std::vector<double> edges_;
    double excess_ = 0;
    double base_ = 0;
};

}  // namespace

double logit(double share) { return std::log(share) - std::log1p(-share); }

double inverse_logit(double x) {
    return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
}

double SigmaPrior::cdf(double sigma) const {
    if (sigma <= 0) {
        return 0;
    }
    return kind == Kind::half_normal ? std::erf(sigma / scale / std::sqrt(2.0))
                                     : -std::expm1(-sigma / scale);
}

double SigmaPrior::quantile(double probability) const {
    expects(probability >= 0 && probability < 1, "SigmaPrior::quantile: probability in [0, 1)");
    return kind == Kind::half_normal ? -scale * normal_quantile((1 - probability) / 2)
                                     : -scale * std::log1p(-probability);
}

double SigmaPrior::second_moment() const {
    return kind == Kind::half_normal ? scale * scale : 2 * scale * scale;
}

PhiPrior PhiPrior::uniform() { return {}; }

PhiPrior PhiPrior::penalised(const Icar& icar, double u, double a) {
    expects(icar.has_neighbours(), "PhiPrior::penalised: the graph has neighbours");
    expects(u > 0 && u < 1 && a > 0 && a < 1, "PhiPrior::penalised: u and a are between 0 and 1");
    Distance distance(icar);
    PhiPrior prior;
    prior.rate_ = -std::log1p(-a) / distance.at(logit(u));
    for (std::size_t i = 0; i <= table_steps; ++i) {
        const double at = -largest_logit + static_cast<double>(i) * table_step;
        prior.table_.push_back(-std::expm1(-prior.rate_ * distance.at(at)));
    }
    const double whole = prior.table_.back();
    prior.table_.front() = 0;
    for (double& value : prior.table_) {
        value /= whole;
    }
    return prior;
}

PhiPrior PhiPrior::beta(double a, double b) {
    expects(a > 0 && b > 0, "PhiPrior::beta: a and b are positive");
    PhiPrior prior;
    for (std::size_t i = 0; i <= table_steps; ++i) {
        const double at = -largest_logit + static_cast<double>(i) * table_step;
        prior.table_.push_back(beta_cdf(inverse_logit(at), a, b));
    }
    prior.table_.front() = 0;
    prior.table_.back() = 1;
    return prior;
}

std::pair<double, double> PhiPrior::range() const {
    constexpr double usual = 7;
    constexpr double rare = 1e-4;
    if (table_.empty()) {
        return {-usual, usual};
    }
    if (rate_ > 0) {
        return {-usual, largest_logit};
    }
    return {std::min(-usual, quantile(rare)), std::max(usual, quantile(1 - rare))};
}

double PhiPrior::cdf(double x) const {
    if (table_.empty()) {
        return inverse_logit(x);
    }
    const double place =
        std::clamp((x + largest_logit) / table_step, 0.0, static_cast<double>(table_steps));
    const auto cell = std::min(static_cast<std::size_t>(place), table_steps - 1);
    const double part = place - static_cast<double>(cell);
    return table_[cell] + part * (table_[cell + 1] - table_[cell]);
}

double PhiPrior::quantile(double probability) const {
    expects(probability > 0 && probability < 1, "PhiPrior::quantile: probability in (0, 1)");
    if (table_.empty()) {
        return logit(probability);
    }
    const auto above = std::upper_bound(table_.begin(), table_.end(), probability);
    const auto cell = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(
            above - table_.begin(), 1, static_cast<std::ptrdiff_t>(table_steps)) -
        1);
    const double mass = table_[cell + 1] - table_[cell];
    const double part = mass > 0 ? (probability - table_[cell]) / mass : 0.5;
    return -largest_logit + (static_cast<double>(cell) + part) * table_step;
}

double PhiPrior::mean() const {
    if (table_.empty()) {
        return 0.5;
    }
    double sum = 0;
    for (std::size_t cell = 0; cell < table_steps; ++cell) {
        const double middle = -largest_logit + (static_cast<double>(cell) + 0.5) * table_step;
        sum += (table_[cell + 1] - table_[cell]) * inverse_logit(middle);
    }
    return sum;
}

}  // namespace riskmap::stats
