#include "stats/bym2_system.hpp"

#include <cmath>

#include "core/error.hpp"

namespace riskmap::stats {

Bym2Effect& Bym2Effect::operator+=(const Bym2Effect& change) {
    const auto add = [](std::vector<double>& to, const std::vector<double>& from) {
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i] += from[i];
        }
    };
    add(fixed, change.fixed);
    add(u, change.u);
    add(v, change.v);
    add(eta, change.eta);
    return *this;
}

Bym2System::Bym2System(const Bym2Problem& problem, const Icar& icar, const Bym2Prior& prior)
    : icar_(&icar),
      width_(prior.fixed_mean.size()),
      prior_mean_(prior.fixed_mean),
      field_(icar),
      weight_(problem.size()),
      deflation_(problem.size()),
      information_(problem.size()),
      responses_((width_ + 1) * problem.size()),
      root_(width_ * width_) {
    problem.check(icar, prior);
    x_.emplace_back(size(), 1.0);
    x_.insert(x_.end(), problem.covariates.begin(), problem.covariates.end());
    for (const double sd : prior.fixed_sd) {
        prior_precision_.push_back(1 / (sd * sd));
    }
}

void Bym2System::set(double sigma, double phi) {
    const double share = icar_->has_neighbours() ? phi : 0;
    a_ = sigma * std::sqrt(1 - share);
    c_ = sigma * std::sqrt(share);
}

void Bym2System::factor_border() {
    for (std::size_t p = 0; p < width_; ++p) {
        for (std::size_t q = 0; q <= p; ++q) {
            double sum = p == q ? prior_precision_[p] : 0;
            const double* response = responses_.data() + q * size();
            for (std::size_t row = 0; row < size(); ++row) {
                const double weighted = information_[row] * x_[p][row];
                sum += weighted * (x_[q][row] - c_ * response[row]);
            }
            for (std::size_t k = 0; k < q; ++k) {
                sum -= root_[p * width_ + k] * root_[q * width_ + k];
            }
            root_[p * width_ + q] = p == q ? std::sqrt(sum) : sum / root_[q * width_ + q];
        }
        expects(root_[p * width_ + p] > 0, "Bym2System: the border is positive definite");
    }
}

void Bym2System::half_solve(std::span<double> right) const {
    for (std::size_t p = 0; p < width_; ++p) {
        for (std::size_t k = 0; k < p; ++k) {
            right[p] -= root_[p * width_ + k] * right[k];
        }
        right[p] /= root_[p * width_ + p];
    }
}

void Bym2System::solve_transposed(std::span<double> right) const {
    for (std::size_t p = width_; p-- > 0;) {
        for (std::size_t k = p + 1; k < width_; ++k) {
            right[p] -= root_[k * width_ + p] * right[k];
        }
        right[p] /= root_[p * width_ + p];
    }
}

void Bym2System::solve(std::span<const double> weight,
                       std::span<const double> pull,
                       Bym2Effect& effect) {
    std::vector<double> shrunk(size());
    std::vector<double> deflated(size());
    for (std::size_t row = 0; row < size(); ++row) {
        weight_[row] = weight[row];
        deflation_[row] = 1 + a_ * a_ * weight[row];
        information_[row] = weight[row] / deflation_[row];
        shrunk[row] = c_ * c_ * information_[row];
        deflated[row] = pull[row] / deflation_[row];
    }
    for (std::size_t p = 0; p <= width_; ++p) {
        double* column = responses_.data() + p * size();
        for (std::size_t row = 0; row < size(); ++row) {
            column[row] = c_ * (p < width_ ? information_[row] * x_[p][row] : deflated[row]);
        }
    }
    field_.condition(shrunk, responses_);
    factor_border();
    for (std::size_t p = 0; p < width_; ++p) {
        effect.fixed[p] = prior_precision_[p] * prior_mean_[p];
    }
    finish(deflated, std::span(responses_).subspan(width_ * size()), effect);
}

void Bym2System::respond(std::span<const double> pull, Bym2Effect& effect) {
    std::vector<double> deflated(size());
    std::vector<double> field(size());
    for (std::size_t row = 0; row < size(); ++row) {
        deflated[row] = pull[row] / deflation_[row];
        field[row] = c_ * deflated[row];
    }
    field_.solve(field);
    std::fill(effect.fixed.begin(), effect.fixed.end(), 0.0);
    finish(deflated, field, effect);
}

/// From the field's own answer to the pull, with the prior's pull in `effect.fixed`, to all
/// effects.
void Bym2System::finish(std::span<const double> pull,
                        std::span<const double> field,
                        Bym2Effect& effect) {
    for (std::size_t p = 0; p < width_; ++p) {
        const double* response = responses_.data() + p * size();
        double sum = effect.fixed[p];
        for (std::size_t row = 0; row < size(); ++row) {
            sum += pull[row] * (x_[p][row] - c_ * response[row]);
        }
        effect.fixed[p] = sum;
    }
    half_solve(effect.fixed);
    solve_transposed(effect.fixed);
    for (std::size_t row = 0; row < size(); ++row) {
        double fixed_part = 0;
        double mine = field[row];
        for (std::size_t p = 0; p < width_; ++p) {
            fixed_part += x_[p][row] * effect.fixed[p];
            mine -= responses_[p * size() + row] * effect.fixed[p];
        }
        const double linear = fixed_part + c_ * mine;
        effect.u[row] = mine;
        effect.v[row] = a_ * (pull[row] - information_[row] * linear);
        effect.eta[row] = linear + a_ * effect.v[row];
    }
}

double Bym2System::log_determinant() const {
    double sum = field_.log_determinant();
    // A product of four stays far from overflow: d < 1e75.
    double product = 1;
    for (std::size_t row = 0; row < size(); ++row) {
        product *= deflation_[row];
        if (row % 4 == 3) {
            sum += std::log(product);
            product = 1;
        }
    }
    sum += std::log(product);
    for (std::size_t p = 0; p < width_; ++p) {
        sum += 2 * std::log(root_[p * width_ + p]);
    }
    return sum;
}

double Bym2System::penalty(const Bym2Effect& effect) const {
    double sum = 0;
    for (const double value : effect.v) {
        sum += value * value;
    }
    sum += icar_->energy(effect.u);
    for (std::size_t p = 0; p < width_; ++p) {
        const double off = effect.fixed[p] - prior_mean_[p];
        sum += prior_precision_[p] * off * off;
    }
    return sum;
}

void Bym2System::variances(std::span<double> out) {
    expects(out.size() == size(), "Bym2System::variances: one value per row");
    field_.variances(out);
    std::vector<double> lever(width_);
    for (std::size_t row = 0; row < size(); ++row) {
        double linear = c_ * c_ * out[row];
        for (std::size_t p = 0; p < width_; ++p) {
            lever[p] = x_[p][row] - c_ * responses_[p * size() + row];
        }
        half_solve(lever);
        for (const double value : lever) {
            linear += value * value;
        }
        const double d = deflation_[row];
        out[row] = a_ * a_ / d + linear / (d * d);
    }
}

std::vector<double> Bym2System::fixed_variances() const {
    std::vector<double> result(width_);
    for (std::size_t p = 0; p < width_; ++p) {
        std::vector<double> unit(width_, 0.0);
        unit[p] = 1;
        half_solve(unit);
        solve_transposed(unit);
        result[p] = unit[p];
    }
    return result;
}

void Bym2System::colour(std::span<double> fields, std::span<const double> more) const {
    field_.draw(fields, more);
}

double Bym2System::complete(Bym2Effect& effect) const {
    solve_transposed(effect.fixed);
    double quadratic = 0;
    for (std::size_t p = 0; p < width_; ++p) {
        quadratic += prior_precision_[p] * effect.fixed[p] * effect.fixed[p];
    }
    for (std::size_t row = 0; row < size(); ++row) {
        double fixed_part = 0;
        double& field = effect.u[row];
        for (std::size_t p = 0; p < width_; ++p) {
            fixed_part += x_[p][row] * effect.fixed[p];
            field -= responses_[p * size() + row] * effect.fixed[p];
        }
        const double linear = fixed_part + c_ * field;
        double& noise = effect.v[row];
        noise = noise / std::sqrt(deflation_[row]) - a_ * information_[row] * linear;
        effect.eta[row] = linear + a_ * noise;
        quadratic += weight_[row] * effect.eta[row] * effect.eta[row] + noise * noise;
    }
    return quadratic + icar_->energy(effect.u);
}

}  // namespace riskmap::stats
