#include "stats/bym2_laplace.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

constexpr int most_steps = 60;
constexpr double longest_step = 3;

double dot(std::span<const double> left, std::span<const double> right) {
    double sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        sum += left[i] * right[i];
    }
    return sum;
}

}  // namespace

void Bym2Problem::check(const Icar& icar, const Bym2Prior& prior) const {
    expects(expected.size() == size() && icar.size() == size(),
            "Bym2Problem: one row per unit of the graph");
    expects(prior.fixed_mean.size() == covariates.size() + 1 &&
                prior.fixed_sd.size() == covariates.size() + 1,
            "Bym2Problem: a prior for the intercept and each covariate");
    for (const auto& column : covariates) {
        expects(column.size() == size(), "Bym2Problem: covariates have one value per row");
        for (const double value : column) {
            expects(std::isfinite(value), "Bym2Problem: covariates are finite");
        }
    }
    for (std::size_t row = 0; row < size(); ++row) {
        expects(!(expected[row] < 0) && !std::isinf(expected[row]),
                "Bym2Problem: expected counts are not negative");
        expects(!counts(row) || (std::isfinite(observed[row]) && observed[row] >= 0),
                "Bym2Problem: observed counts are finite and not negative");
    }
}

Bym2Laplace::Bym2Laplace(const Bym2Problem& problem, const Icar& icar, const Bym2Prior& prior)
    : problem_(&problem),
      icar_(&icar),
      size_(problem.size()),
      width_(prior.fixed_mean.size()),
      prior_mean_(prior.fixed_mean),
      log_expected_(size_, 0),
      field_(icar),
      weight_(size_),
      deflation_(size_),
      information_(size_),
      responses_((width_ + 1) * size_),
      root_(width_ * width_),
      fixed_(width_),
      u_(size_),
      v_(size_),
      eta_(size_),
      centre_fixed_(width_),
      centre_u_(size_),
      centre_v_(size_),
      centre_eta_(size_) {
    problem.check(icar, prior);
    x_.emplace_back(size_, 1.0);
    x_.insert(x_.end(), problem.covariates.begin(), problem.covariates.end());
    for (const double sd : prior.fixed_sd) {
        prior_precision_.push_back(1 / (sd * sd));
    }
    for (std::size_t row = 0; row < size_; ++row) {
        if (problem.counts(row)) {
            log_expected_[row] = std::log(problem.expected[row]);
        }
    }
}

void Bym2Laplace::set(double sigma, double phi) {
    const double share = icar_->has_neighbours() ? phi : 0;
    a_ = sigma * std::sqrt(1 - share);
    c_ = sigma * std::sqrt(share);
}

void Bym2Laplace::factor_border() {
    for (std::size_t p = 0; p < width_; ++p) {
        for (std::size_t q = 0; q <= p; ++q) {
            double sum = p == q ? prior_precision_[p] : 0;
            const double* response = responses_.data() + q * size_;
            for (std::size_t row = 0; row < size_; ++row) {
                const double weighted = information_[row] * x_[p][row];
                sum += weighted * (x_[q][row] - c_ * response[row]);
            }
            for (std::size_t k = 0; k < q; ++k) {
                sum -= root_[p * width_ + k] * root_[q * width_ + k];
            }
            root_[p * width_ + q] = p == q ? std::sqrt(sum) : sum / root_[q * width_ + q];
        }
        expects(root_[p * width_ + p] > 0, "Bym2Laplace: the border is positive definite");
    }
}

void Bym2Laplace::solve_border(std::span<double> right) const {
    for (std::size_t p = 0; p < width_; ++p) {
        for (std::size_t k = 0; k < p; ++k) {
            right[p] -= root_[p * width_ + k] * right[k];
        }
        right[p] /= root_[p * width_ + p];
    }
    for (std::size_t p = width_; p-- > 0;) {
        for (std::size_t k = p + 1; k < width_; ++k) {
            right[p] -= root_[k * width_ + p] * right[k];
        }
        right[p] /= root_[p * width_ + p];
    }
}

void Bym2Laplace::step(std::span<const double> log_risk) {
    std::vector<double> pull(size_);  // working response times information
    for (std::size_t row = 0; row < size_; ++row) {
        const bool counts = problem_->counts(row);
        const double w = counts ? problem_->expected[row] * std::exp(log_risk[row]) : 0;
        const double d = 1 + a_ * a_ * w;
        weight_[row] = w;
        deflation_[row] = d;
        information_[row] = w / d;
        pull[row] = counts ? (w * log_risk[row] + problem_->observed[row] - w) / d : 0;
    }
    std::vector<double> shrunk(size_);
    for (std::size_t row = 0; row < size_; ++row) {
        shrunk[row] = c_ * c_ * information_[row];
    }
    field_.condition(shrunk);
    for (std::size_t p = 0; p <= width_; ++p) {
        double* column = responses_.data() + p * size_;
        for (std::size_t row = 0; row < size_; ++row) {
            column[row] = c_ * (p < width_ ? information_[row] * x_[p][row] : pull[row]);
        }
    }
    field_.solve(responses_);
    factor_border();
    for (std::size_t p = 0; p < width_; ++p) {
        const double* response = responses_.data() + p * size_;
        double sum = prior_precision_[p] * prior_mean_[p];
        for (std::size_t row = 0; row < size_; ++row) {
            sum += pull[row] * (x_[p][row] - c_ * response[row]);
        }
        fixed_[p] = sum;
    }
    solve_border(fixed_);
    for (std::size_t row = 0; row < size_; ++row) {
        double fixed_part = 0;
        double field = responses_[width_ * size_ + row];
        for (std::size_t p = 0; p < width_; ++p) {
            fixed_part += x_[p][row] * fixed_[p];
            field -= responses_[p * size_ + row] * fixed_[p];
        }
        u_[row] = field;
        const double linear = fixed_part + c_ * field;
        v_[row] = a_ * (pull[row] - information_[row] * linear);
        eta_[row] = linear + a_ * v_[row];
    }
}

bool Bym2Laplace::find(double sigma, double phi, std::vector<double>& log_risk, double tolerance) {
    set(sigma, phi);
    bool found = false;
    for (int i = 0; i < most_steps && !found; ++i) {
        step(log_risk);
        double largest = 0;
        for (std::size_t row = 0; row < size_; ++row) {
            largest = std::max(largest, std::abs(eta_[row] - log_risk[row]));
        }
        found = largest < tolerance;
        if (!found && i + 1 < most_steps) {
            const double share = std::min(i < 20 ? 1.0 : 0.5, longest_step / largest);
            for (std::size_t row = 0; row < size_; ++row) {
                log_risk[row] += share * (eta_[row] - log_risk[row]);
            }
        }
    }
    restore(sigma, phi, {});
    return found;
}

void Bym2Laplace::restore(double sigma, double phi, std::span<const double> log_risk) {
    if (!log_risk.empty()) {
        set(sigma, phi);
        step(log_risk);
    }
    mode_log_joint_ = log_joint(fixed_, u_, v_, eta_);
    double log_determinant = field_.log_determinant();
    for (const double d : deflation_) {
        log_determinant += std::log(d);
    }
    for (std::size_t p = 0; p < width_; ++p) {
        log_determinant += 2 * std::log(root_[p * width_ + p]);
    }
    log_likelihood_ = mode_log_joint_ - log_determinant / 2;
    centre_fixed_ = fixed_;
    centre_u_ = u_;
    centre_v_ = v_;
    centre_eta_ = eta_;
}

double Bym2Laplace::likelihood(std::span<const double> log_risk) const {
    double sum = 0;
    for (std::size_t row = 0; row < size_; ++row) {
        if (problem_->counts(row)) {
            sum += problem_->observed[row] * (log_risk[row] + log_expected_[row]) -
                   problem_->expected[row] * std::exp(log_risk[row]);
        }
    }
    return sum;
}

double Bym2Laplace::log_joint(std::span<const double> fixed,
                              std::span<const double> u,
                              std::span<const double> v,
                              std::span<const double> log_risk) const {
    double penalty = dot(v, v) + icar_->energy(u);
    for (std::size_t p = 0; p < width_; ++p) {
        const double off = fixed[p] - prior_mean_[p];
        penalty += prior_precision_[p] * off * off;
    }
    return likelihood(log_risk) - penalty / 2;
}

void Bym2Laplace::variances(std::span<double> out) {
    expects(out.size() == size_, "Bym2Laplace::variances: one value per row");
    field_.variances(out);
    std::vector<double> lever(width_);
    for (std::size_t row = 0; row < size_; ++row) {
        double linear = c_ * c_ * out[row];
        for (std::size_t p = 0; p < width_; ++p) {
            lever[p] = x_[p][row] - c_ * responses_[p * size_ + row];
            for (std::size_t k = 0; k < p; ++k) {
                lever[p] -= root_[p * width_ + k] * lever[k];
            }
            lever[p] /= root_[p * width_ + p];
            linear += lever[p] * lever[p];
        }
        const double d = deflation_[row];
        out[row] = a_ * a_ / d + linear / (d * d);
    }
}

void Bym2Laplace::correct_mean(std::span<const double> variance) {
    std::vector<double> pull(size_);
    std::vector<double> shift(size_);
    for (std::size_t row = 0; row < size_; ++row) {
        pull[row] = -0.5 * weight_[row] * variance[row] / deflation_[row];
        shift[row] = c_ * pull[row];
    }
    field_.solve(shift);
    std::vector<double> fixed(width_);
    for (std::size_t p = 0; p < width_; ++p) {
        const double* response = responses_.data() + p * size_;
        for (std::size_t row = 0; row < size_; ++row) {
            fixed[p] += pull[row] * (x_[p][row] - c_ * response[row]);
        }
    }
    solve_border(fixed);
    for (std::size_t p = 0; p < width_; ++p) {
        centre_fixed_[p] = fixed_[p] + fixed[p];
    }
    for (std::size_t row = 0; row < size_; ++row) {
        double fixed_part = 0;
        double field = shift[row];
        for (std::size_t p = 0; p < width_; ++p) {
            fixed_part += x_[p][row] * fixed[p];
            field -= responses_[p * size_ + row] * fixed[p];
        }
        const double linear = fixed_part + c_ * field;
        const double noise = a_ * (pull[row] - information_[row] * linear);
        centre_u_[row] = u_[row] + field;
        centre_v_[row] = v_[row] + noise;
        centre_eta_[row] = eta_[row] + linear + a_ * noise;
    }
}

std::vector<double> Bym2Laplace::fixed_variances() const {
    std::vector<double> result(width_);
    for (std::size_t p = 0; p < width_; ++p) {
        std::vector<double> unit(width_, 0.0);
        unit[p] = 1;
        solve_border(unit);
        result[p] = unit[p];
    }
    return result;
}

double Bym2Laplace::draw(Bym2Normals& normals,
                         std::span<double> log_risk,
                         std::span<double> fixed) {
    field_.draw(normals.field, normals.more);
    std::vector<double>& step = normals.fixed;
    for (std::size_t p = width_; p-- > 0;) {
        for (std::size_t k = p + 1; k < width_; ++k) {
            step[p] -= root_[k * width_ + p] * step[k];
        }
        step[p] /= root_[p * width_ + p];
    }
    double quadratic = 0;
    for (std::size_t p = 0; p < width_; ++p) {
        quadratic += prior_precision_[p] * step[p] * step[p];
        fixed[p] = centre_fixed_[p] + step[p];
    }
    for (std::size_t row = 0; row < size_; ++row) {
        double fixed_part = 0;
        double& field = normals.field[row];
        for (std::size_t p = 0; p < width_; ++p) {
            fixed_part += x_[p][row] * step[p];
            field -= responses_[p * size_ + row] * step[p];
        }
        const double linear = fixed_part + c_ * field;
        double& noise = normals.noise[row];
        noise = noise / std::sqrt(deflation_[row]) - a_ * information_[row] * linear;
        const double off = linear + a_ * noise;
        quadratic += weight_[row] * off * off + noise * noise;
        log_risk[row] = centre_eta_[row] + off;
        noise += centre_v_[row];
    }
    quadratic += icar_->energy(normals.field);
    for (std::size_t row = 0; row < size_; ++row) {
        normals.field[row] += centre_u_[row];
    }
    return log_joint(fixed, normals.field, normals.noise, log_risk) - mode_log_joint_ +
           quadratic / 2;
}

}  // namespace riskmap::stats
