#include "stats/bym2_laplace.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::stats {
namespace {

constexpr int most_steps = 60;
constexpr int whole_steps = 20;  ///< then half steps, should Newton's method circle
constexpr double longest_step = 3;

}  // namespace

Bym2Laplace::Bym2Laplace(const Bym2Problem& problem, const Icar& icar, const Bym2Prior& prior)
    : problem_(&problem),
      system_(problem, icar, prior),
      log_expected_(problem.size(), 0),
      weight_(problem.size(), 0),
      pull_(problem.size(), 0),
      mode_(problem.size(), system_.width()),
      centre_(mode_),
      shift_(mode_) {
    for (std::size_t row = 0; row < problem.size(); ++row) {
        if (problem.counts(row)) {
            log_expected_[row] = std::log(problem.expected[row]);
        }
    }
}

void Bym2Laplace::step(std::span<const double> log_risk) {
    for (std::size_t row = 0; row < weight_.size(); ++row) {
        if (problem_->counts(row)) {
            const double w = problem_->expected[row] * std::exp(log_risk[row]);
            weight_[row] = w;
            pull_[row] = w * log_risk[row] + problem_->observed[row] - w;
        }
    }
    system_.solve(weight_, pull_, mode_);
}

bool Bym2Laplace::find(double sigma, double phi, std::vector<double>& log_risk, double tolerance) {
    system_.set(sigma, phi);
    bool found = false;
    for (int i = 0; i < most_steps && !found; ++i) {
        step(log_risk);
        double largest = 0;
        for (std::size_t row = 0; row < log_risk.size(); ++row) {
            largest = std::max(largest, std::abs(mode_.eta[row] - log_risk[row]));
        }
        found = largest < tolerance;
        if (!found && i + 1 < most_steps) {
            const double share = std::min(i < whole_steps ? 1.0 : 0.5, longest_step / largest);
            for (std::size_t row = 0; row < log_risk.size(); ++row) {
                log_risk[row] += share * (mode_.eta[row] - log_risk[row]);
            }
        }
    }
    settle();
    return found;
}

void Bym2Laplace::restore(double sigma, double phi, std::span<const double> log_risk) {
    system_.set(sigma, phi);
    step(log_risk);
    settle();
}

void Bym2Laplace::settle() {
    mode_log_joint_ = log_joint(mode_);
    log_likelihood_ = mode_log_joint_ - system_.log_determinant() / 2;
    centre_ = mode_;
}

double Bym2Laplace::log_joint(const Bym2Effect& effect) const {
    double sum = 0;
    for (std::size_t row = 0; row < weight_.size(); ++row) {
        if (problem_->counts(row)) {
            sum += problem_->observed[row] * (effect.eta[row] + log_expected_[row]) -
                   problem_->expected[row] * std::exp(effect.eta[row]);
        }
    }
    return sum - system_.penalty(effect) / 2;
}

void Bym2Laplace::correct_mean(std::span<const double> variance) {
    for (std::size_t row = 0; row < pull_.size(); ++row) {
        pull_[row] = -0.5 * weight_[row] * variance[row];
    }
    system_.respond(pull_, shift_);
    centre_ = mode_;
    centre_ += shift_;
}

double Bym2Laplace::draw(Bym2Effect& effect) const {
    const double quadratic = system_.complete(effect);
    effect += centre_;
    return log_joint(effect) - mode_log_joint_ + quadratic / 2;
}

}  // namespace riskmap::stats
