#include "stats/negative_binomial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace riskmap::stats {
namespace {

constexpr int most_iterations = 200;
constexpr double infinite = std::numeric_limits<double>::infinity();

struct Problem {
    Eigen::MatrixXd x;
    Eigen::VectorXd y;
    Eigen::VectorXd offset;
};

Problem problem_of(std::span<const std::int64_t> counts,
                   const std::vector<std::vector<double>>& columns,
                   std::span<const double> offset) {
    const auto rows = static_cast<Eigen::Index>(counts.size());
    Problem p{Eigen::MatrixXd(rows, static_cast<Eigen::Index>(columns.size())),
              Eigen::VectorXd(rows),
              Eigen::VectorXd(rows)};
    for (std::size_t j = 0; j < columns.size(); ++j) {
        expects(columns[j].size() == counts.size(), "fit_negative_binomial: rows agree");
        for (std::size_t i = 0; i < counts.size(); ++i) {
            p.x(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = columns[j][i];
        }
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        expects(counts[i] >= 0 && std::isfinite(offset[i]),
                "fit_negative_binomial: counts are not negative, offsets finite");
        p.y(static_cast<Eigen::Index>(i)) = static_cast<double>(counts[i]);
        p.offset(static_cast<Eigen::Index>(i)) = offset[i];
    }
    return p;
}

Eigen::VectorXd weights(const Eigen::VectorXd& mu, double theta) {
    return std::isinf(theta) ? mu : Eigen::VectorXd(mu.array() / (1 + mu.array() / theta));
}

/// One weighted least squares step from means `mu`.
Eigen::VectorXd step(const Problem& p, const Eigen::VectorXd& mu, double theta) {
    const Eigen::VectorXd root = weights(mu, theta).cwiseSqrt();
    const Eigen::VectorXd working =
        (mu.array().log() - p.offset.array() + (p.y - mu).array() / mu.array()).matrix();
    const Eigen::MatrixXd scaled = root.asDiagonal() * p.x;
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(scaled);
    if (qr.rank() < p.x.cols()) {
        throw Error(ErrorKind::model,
                    Text{"ước lượng nhị thức âm: các cột phụ thuộc nhau; bỏ bớt một cột",
                         "negative binomial fit: the columns depend on each other; leave one out"});
    }
    return qr.solve(root.cwiseProduct(working));
}

Eigen::VectorXd means(const Problem& p, const Eigen::VectorXd& beta) {
    return (p.x * beta + p.offset).array().exp().matrix();
}

/// First derivative and information of the log likelihood in theta.
struct ThetaScore {
    double score = 0;
    double information = 0;
};
ThetaScore theta_score(const Problem& p, const Eigen::VectorXd& mu, double theta) {
    ThetaScore result;
    for (Eigen::Index i = 0; i < mu.size(); ++i) {
        const double y = p.y(i);
        const double sum = theta + mu(i);
        result.score +=
            digamma(theta + y) - digamma(theta) + std::log(theta / sum) + 1 - (y + theta) / sum;
        result.information += -trigamma(theta + y) + trigamma(theta) - 1 / theta + 2 / sum -
                              (y + theta) / (sum * sum);
    }
    return result;
}

double log_likelihood(const Problem& p, const Eigen::VectorXd& mu, double theta) {
    double sum = 0;
    for (Eigen::Index i = 0; i < mu.size(); ++i) {
        const double y = p.y(i);
        sum += std::isinf(theta) ? y * std::log(mu(i)) - mu(i) - log_gamma(y + 1)
                                 : log_gamma(theta + y) - log_gamma(theta) - log_gamma(y + 1) +
                                       theta * std::log(theta / (theta + mu(i))) +
                                       (y > 0 ? y * std::log(mu(i) / (theta + mu(i))) : 0);
    }
    return sum;
}

/// Coefficients at fixed theta, from `mu`; false when they did not settle.
bool solve_coefficients(const Problem& p,
                        double theta,
                        Eigen::VectorXd& beta,
                        Eigen::VectorXd& mu) {
    for (int i = 0; i < most_iterations; ++i) {
        const Eigen::VectorXd next = step(p, mu, theta);
        const double moved = (next - beta).cwiseAbs().maxCoeff();
        beta = next;
        mu = means(p, beta);
        if (!(moved > 1e-12 * (1 + beta.cwiseAbs().maxCoeff()))) {
            return mu.allFinite();
        }
    }
    return false;
}

/// Newton in log theta, halved where it would leave.
bool solve_theta(const Problem& p, const Eigen::VectorXd& mu, double& theta) {
    for (int i = 0; i < most_iterations; ++i) {
        const ThetaScore s = theta_score(p, mu, theta);
        const double slope = theta * s.score;
        const double curvature = theta * theta * s.information - slope;
        double move = curvature > 0 ? slope / curvature : (slope > 0 ? 1 : -1);
        move = std::clamp(move, -2.0, 2.0);
        theta *= std::exp(move);
        if (std::abs(move) < 1e-12) {
            return true;
        }
        if (theta > 1e9) {
            return false;
        }
    }
    return false;
}

}  // namespace

NegativeBinomialFit fit_negative_binomial(std::span<const std::int64_t> counts,
                                          const std::vector<std::vector<double>>& columns,
                                          std::span<const double> offset) {
    expects(!columns.empty() && counts.size() >= columns.size() && counts.size() == offset.size(),
            "fit_negative_binomial: columns, and at least as many rows");
    const Problem p = problem_of(counts, columns, offset);
    NegativeBinomialFit fit;
    if (!(p.y.sum() > 0)) {
        throw Error(ErrorKind::model,
                    Text{"ước lượng nhị thức âm: không có vụ nào để ước lượng",
                         "negative binomial fit: there are no cases to fit"});
    }
    Eigen::VectorXd mu = (p.y.array() + 0.1).matrix();
    Eigen::VectorXd beta = Eigen::VectorXd::Zero(p.x.cols());
    fit.theta = infinite;
    fit.converged = solve_coefficients(p, infinite, beta, mu);
    const double beyond_poisson = ((p.y - mu).array().square() - p.y.array()).sum();
    if (fit.converged && beyond_poisson > 0) {
        fit.theta = mu.squaredNorm() / beyond_poisson;
        fit.converged = false;
        for (fit.iterations = 1; fit.iterations <= most_iterations; ++fit.iterations) {
            const double before = fit.theta;
            const bool settled = solve_theta(p, mu, fit.theta);
            if (!settled || !solve_coefficients(p, fit.theta, beta, mu)) {
                break;
            }
            if (std::abs(fit.theta / before - 1) < 1e-11) {
                fit.converged = true;
                break;
            }
        }
        fit.overdispersed = fit.converged;
    }
    const Eigen::MatrixXd information = p.x.transpose() * weights(mu, fit.theta).asDiagonal() * p.x;
    const Eigen::MatrixXd covariance = information.inverse();
    for (Eigen::Index j = 0; j < beta.size(); ++j) {
        fit.coefficients.push_back(beta(j));
        fit.standard_errors.push_back(std::sqrt(covariance(j, j)));
    }
    fit.theta_standard_error = fit.overdispersed
                                   ? std::sqrt(1 / theta_score(p, mu, fit.theta).information)
                                   : std::numeric_limits<double>::quiet_NaN();
    fit.log_likelihood = log_likelihood(p, mu, fit.theta);
    fit.means.assign(mu.data(), mu.data() + mu.size());
    return fit;
}

}  // namespace riskmap::stats
