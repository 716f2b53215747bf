#include "risk/model_input.hpp"

#include <cmath>
#include <numeric>

#include "core/error.hpp"

namespace riskmap::risk {
namespace {

Standing standing_of(const cases::CaseTable& cases, UnitIndex unit) {
    const double person_years = cases.person_years[unit];
    if (!std::isfinite(person_years)) {
        return Standing::no_denominator;
    }
    if (!(person_years > 0)) {
        return Standing::no_people;
    }
    return cases.reported[unit] ? Standing::reported : Standing::not_reported;
}

}  // namespace

ModelInput model_input(const cases::CaseTable& cases,
                       const exposure::ExposureTable& exposure,
                       const hazard::ModelSpec& model) {
    const std::size_t units = cases.observed.size();
    expects(cases.expected.size() == units && cases.person_years.size() == units &&
                cases.reported.size() == units &&
                (exposure.index.empty() || exposure.index.size() == units),
            "model_input: tables have one row per unit");
    ModelInput input;
    input.standing = PerUnit<Standing>(units, Standing::no_people);
    input.problem.observed.assign(units, 0);
    input.problem.expected.assign(units, 0);
    input.share.assign(units, 0);
    double expected = 0;
    std::vector<bool> fitted(units, false);
    for (std::size_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        input.standing[unit] = standing_of(cases, unit);
        const double mine = cases.expected[unit];
        if (!input.has_people(unit)) {
            continue;
        }
        input.any_people = true;
        expected += mine > 0 ? mine : 0;
        if (input.standing[unit] == Standing::reported && mine > 0) {
            fitted[row] = true;
            input.events += cases.count(unit);
            ++input.fitted;
        }
    }
    input.years = sum_years(cases, fitted, model);
    for (std::size_t row = 0; row < units; ++row) {
        if (fitted[row]) {
            input.problem.observed[row] = input.years.observed[row];
            input.problem.expected[row] = cases.expected[UnitIndex(row)] * input.years.factor[row];
        }
    }
    input.exposure_only = input.fitted == 0;
    for (std::size_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        if (input.has_people(unit)) {
            const double weight = expected > 0 ? cases.expected[unit] : cases.person_years[unit];
            input.share[row] = weight > 0 ? weight : 0;
        }
    }
    const double total = std::accumulate(input.share.begin(), input.share.end(), 0.0);
    for (double& share : input.share) {
        share = total > 0 ? share / total : 0;
    }
    if (!exposure.index.empty()) {
        for (const double index : exposure.index) {
            input.index.push_back(std::isfinite(index) ? index : 0);
        }
        input.problem.covariates = {input.index};
    }
    return input;
}

stats::Bym2Prior prior_of(const hazard::ModelSpec& model,
                          const stats::Icar& icar,
                          bool with_index) {
    stats::Bym2Prior prior;
    prior.fixed_mean = {0};
    prior.fixed_sd = {model.alpha_sd};
    if (with_index) {
        prior.fixed_mean.push_back(model.beta_mean);
        prior.fixed_sd.push_back(model.beta_sd);
    }
    if (model.sigma_prior == "pc") {
        prior.sigma = {stats::SigmaPrior::Kind::exponential,
                       -model.sigma_limit / std::log(model.sigma_tail)};
    } else {
        prior.sigma = {stats::SigmaPrior::Kind::half_normal, model.sigma_scale};
    }
    if (model.phi_prior == "beta") {
        prior.phi = stats::PhiPrior::beta(model.phi_a, model.phi_b);
    } else if (model.phi_prior == "pc" && icar.has_neighbours()) {
        prior.phi = stats::PhiPrior::penalised(icar, model.phi_limit, model.phi_below);
    }
    return prior;
}

std::vector<double> prior_contrast_variances(const ModelInput& input,
                                             const hazard::ModelSpec& model,
                                             const stats::Icar& icar) {
    const stats::Bym2Prior prior = prior_of(model, icar, input.has_index());
    const double spatial = icar.has_neighbours() ? prior.phi.mean() : 0;
    const double residual = prior.sigma.second_moment();
    // Covariances of the spatial field with its own weighted mean.
    std::vector<double> with_mean = input.share;
    stats::IcarPosterior field(icar);
    field.condition(std::vector<double>(icar.size(), 0.0));
    field.solve(with_mean);

    double index_mean = 0;
    double squares = 0;
    double mean_variance = 0;
    for (std::size_t row = 0; row < input.share.size(); ++row) {
        index_mean += input.has_index() ? input.share[row] * input.index[row] : 0;
        squares += input.share[row] * input.share[row];
        mean_variance += input.share[row] * with_mean[row];
    }
    std::vector<double> result(input.share.size());
    for (std::size_t row = 0; row < result.size(); ++row) {
        const double free = 1 - 2 * input.share[row] + squares;
        const double tied = icar.variances()[row] - 2 * with_mean[row] + mean_variance;
        const double off = input.has_index() ? input.index[row] - index_mean : 0;
        result[row] = model.beta_sd * model.beta_sd * off * off +
                      residual * ((1 - spatial) * free + spatial * tied);
    }
    return result;
}

}  // namespace riskmap::risk
