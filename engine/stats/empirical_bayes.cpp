#include "stats/empirical_bayes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double shrunk(double rate, double at_risk, double mean, double variance) {
    return mean + variance * (rate - mean) / (variance + mean / at_risk);
}

/// Sums over one row and its neighbours that have people at risk.
struct Neighbourhood {
    double cases = 0;
    double at_risk = 0;
    double rows = 0;
};

template <class Visit>
void visit_closed(const Graph& neighbours, std::size_t row, const Visit& visit) {
    visit(row);
    for (const std::uint32_t neighbour : neighbours.neighbours(row)) {
        visit(std::size_t{neighbour});
    }
}

std::vector<Neighbourhood> neighbourhoods(std::span<const double> cases,
                                          std::span<const double> at_risk,
                                          const Graph& graph) {
    std::vector<Neighbourhood> sums(cases.size());
    for (std::size_t row = 0; row < cases.size(); ++row) {
        visit_closed(graph, row, [&](std::size_t j) {
            if (at_risk[j] > 0) {
                sums[row].cases += cases[j];
                sums[row].at_risk += at_risk[j];
                sums[row].rows += 1;
            }
        });
    }
    return sums;
}

}  // namespace

RateMoments rate_moments(std::span<const double> cases, std::span<const double> at_risk) {
    expects(cases.size() == at_risk.size(), "rate_moments: one number at risk per row");
    double events = 0;
    double people = 0;
    double rows = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (at_risk[i] > 0) {
            events += cases[i];
            people += at_risk[i];
            rows += 1;
        }
    }
    if (rows == 0) {
        return {nan, nan};
    }
    const double mean = events / people;
    double squares = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (at_risk[i] > 0) {
            const double away = cases[i] / at_risk[i] - mean;
            squares += at_risk[i] * away * away;
        }
    }
    return {mean, squares / people - mean / (people / rows)};
}

EmpiricalBayes marshall_global(std::span<const double> cases, std::span<const double> at_risk) {
    EmpiricalBayes result;
    result.moments = rate_moments(cases, at_risk);
    const double variance = std::max(0.0, result.moments.variance);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!(at_risk[i] > 0)) {
            result.rate.push_back(nan);
            result.state.push_back(BayesState::nobody_at_risk);
        } else if (!(variance > 0)) {
            result.rate.push_back(result.moments.mean);
            result.state.push_back(BayesState::pooled);
        } else {
            result.rate.push_back(
                shrunk(cases[i] / at_risk[i], at_risk[i], result.moments.mean, variance));
            result.state.push_back(BayesState::estimated);
        }
    }
    return result;
}

EmpiricalBayes marshall_local(std::span<const double> cases,
                              std::span<const double> at_risk,
                              const Graph& neighbours,
                              LocalVariance variance_rule) {
    expects(neighbours.size() == cases.size(), "marshall_local: one row of the graph per row");
    EmpiricalBayes result = marshall_global(cases, at_risk);
    const std::vector<Neighbourhood> around = neighbourhoods(cases, at_risk, neighbours);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!(at_risk[i] > 0)) {
            continue;
        }
        if (around[i].rows < 2) {
            result.state[i] = BayesState::isolated;
            continue;
        }
        if (around[i].cases == 0) {
            result.state[i] = BayesState::no_cases_around;
            continue;
        }
        const double mean = around[i].cases / around[i].at_risk;
        double squares = 0;
        visit_closed(neighbours, i, [&](std::size_t j) {
            if (at_risk[j] > 0) {
                const double centre = variance_rule == LocalVariance::one_mean
                                          ? mean
                                          : around[j].cases / around[j].at_risk;
                const double away = cases[j] / at_risk[j] - centre;
                squares += at_risk[j] * away * away;
            }
        });
        const double variance =
            squares / around[i].at_risk - mean / (around[i].at_risk / around[i].rows);
        const bool pooled = !(variance > 0);
        result.rate[i] = pooled ? mean : shrunk(cases[i] / at_risk[i], at_risk[i], mean, variance);
        result.state[i] = pooled ? BayesState::pooled : BayesState::estimated;
    }
    return result;
}

std::vector<double> empirical_bayes_index(std::span<const double> cases,
                                          std::span<const double> at_risk) {
    std::vector<double> index(cases.size());
    empirical_bayes_index(cases, at_risk, index);
    return index;
}

void empirical_bayes_index(std::span<const double> cases,
                           std::span<const double> at_risk,
                           std::span<double> index) {
    expects(index.size() == cases.size(), "empirical_bayes_index: one index per row");
    const RateMoments moments = rate_moments(cases, at_risk);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!(at_risk[i] > 0) || !(moments.mean > 0)) {
            index[i] = nan;
            continue;
        }
        const double chance = moments.mean / at_risk[i];
        const double variance = moments.variance + chance;
        index[i] =
            (cases[i] / at_risk[i] - moments.mean) / std::sqrt(variance > 0 ? variance : chance);
    }
}

}  // namespace riskmap::stats
