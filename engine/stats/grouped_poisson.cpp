#include "stats/grouped_poisson.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

constexpr int most_steps = 100;
constexpr int most_halvings = 30;
constexpr double settled = 1e-9;

/// Means of members and groups at some coefficients, and the log posterior.
struct State {
    std::vector<double> means;
    Eigen::VectorXd groups;
    double log_posterior = 0;
};

State state_at(const GroupedCounts& data,
               std::span<const NormalPrior> priors,
               const Eigen::VectorXd& coefficients) {
    State state;
    state.means.resize(data.groups.size());
    state.groups = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(data.counts.size()));
    for (std::size_t i = 0; i < data.groups.size(); ++i) {
        double eta = data.offset[i];
        for (std::size_t j = 0; j < data.columns.size(); ++j) {
            eta += coefficients[static_cast<Eigen::Index>(j)] * data.columns[j][i];
        }
        state.means[i] = std::exp(eta);
        state.groups[data.groups[i]] += state.means[i];
    }
    for (std::size_t g = 0; g < data.counts.size(); ++g) {
        const double mean = state.groups[static_cast<Eigen::Index>(g)];
        if (mean > 0 && !std::isnan(data.counts[g])) {
            state.log_posterior += data.counts[g] * std::log(mean) - mean;
        }
    }
    for (std::size_t j = 0; j < priors.size(); ++j) {
        const double off =
            (coefficients[static_cast<Eigen::Index>(j)] - priors[j].mean) / priors[j].sd;
        state.log_posterior -= off * off / 2;
    }
    return state;
}

}  // namespace

GroupedFit fit_grouped_poisson(const GroupedCounts& data, std::span<const NormalPrior> priors) {
    const std::size_t members = data.groups.size();
    expects(priors.size() == data.columns.size() && data.offset.size() == members &&
                std::all_of(data.columns.begin(),
                            data.columns.end(),
                            [&](const auto& column) { return column.size() == members; }) &&
                std::all_of(data.groups.begin(),
                            data.groups.end(),
                            [&](std::uint32_t group) { return group < data.counts.size(); }),
            "fit_grouped_poisson: sizes agree");
    const auto columns = static_cast<Eigen::Index>(data.columns.size());
    const auto groups = static_cast<Eigen::Index>(data.counts.size());
    Eigen::VectorXd at(columns);
    for (Eigen::Index j = 0; j < columns; ++j) {
        at[j] = priors[static_cast<std::size_t>(j)].mean;
    }
    State state = state_at(data, priors, at);
    GroupedFit fit;
    for (int step = 0; step < most_steps && !fit.converged; ++step) {
        Eigen::MatrixXd slopes = Eigen::MatrixXd::Zero(groups, columns);
        for (std::size_t i = 0; i < members; ++i) {
            for (Eigen::Index j = 0; j < columns; ++j) {
                slopes(data.groups[i], j) +=
                    state.means[i] * data.columns[static_cast<std::size_t>(j)][i];
            }
        }
        Eigen::VectorXd gradient(columns);
        Eigen::MatrixXd information = Eigen::MatrixXd::Zero(columns, columns);
        for (Eigen::Index j = 0; j < columns; ++j) {
            const NormalPrior& prior = priors[static_cast<std::size_t>(j)];
            gradient[j] = (prior.mean - at[j]) / (prior.sd * prior.sd);
            information(j, j) = 1 / (prior.sd * prior.sd);
        }
        for (Eigen::Index g = 0; g < groups; ++g) {
            const double count = data.counts[static_cast<std::size_t>(g)];
            if (state.groups[g] > 0 && !std::isnan(count)) {
                gradient += (count / state.groups[g] - 1) * slopes.row(g).transpose();
                information += slopes.row(g).transpose() * slopes.row(g) / state.groups[g];
            }
        }
        Eigen::VectorXd move = information.llt().solve(gradient);
        State next = state_at(data, priors, at + move);
        for (int half = 0; half < most_halvings && !(next.log_posterior >= state.log_posterior);
             ++half) {
            move /= 2;
            next = state_at(data, priors, at + move);
        }
        fit.converged = move.cwiseAbs().maxCoeff() < settled;
        at += move;
        state = std::move(next);
    }
    fit.coefficients.assign(at.begin(), at.end());
    fit.means = std::move(state.means);
    return fit;
}

}  // namespace riskmap::stats
