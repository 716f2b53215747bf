#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "risk/canonical_order.hpp"
#include "risk/fit_summary.hpp"
#include "risk/model_input.hpp"
#include "risk/risk_surface.hpp"
#include "risk/unit_summary.hpp"
#include "stats/poisson_gamma.hpp"
#include "stats/poisson_interval.hpp"

namespace riskmap::risk {
namespace {

constexpr double per_100k = 100000;
constexpr double crude_mass = 0.95;
constexpr std::size_t large_study = 2000;  ///< units
/// Units from which on sigma is known so well that halving boxes find it sooner than fine cells.
constexpr std::size_t sharp_study = 1000;

/// Sigma and phi of a large study are known so well that the search may be coarser.
stats::Bym2Options options_for(std::size_t units, const Effort& effort) {
    if (effort.coarse_grid) {
        return {.sigma_cells = 12, .phi_cells = 6, .search_sigma_cells = 10, .search_phi_cells = 5};
    }
    if (units <= sharp_study) {
        return {};
    }
    return {.sigma_cells = 24, .phi_cells = 12, .search_sigma_cells = 6, .search_phi_cells = 6};
}

/// A stream of random numbers of its own per hazard and model (FNV-1a), so that hazards are drawn
/// independently.
std::uint32_t stream_of(const std::string& hazard_id, const char* model) {
    std::uint32_t hash = 2166136261U;
    for (const char letter : hazard_id + "/" + model) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    }
    return hash;
}

domain::ValueState status_of(Standing standing, std::int64_t observed) {
    switch (standing) {
        case Standing::reported:
            return observed == 0 ? domain::ValueState::zero_reported : domain::ValueState::value;
        case Standing::not_reported:
            return domain::ValueState::not_reported;
        case Standing::no_people:
            return domain::ValueState::not_applicable;
        case Standing::no_denominator:
            break;
    }
    return domain::ValueState::not_computed;
}

/// One of the two models with its draws.
struct Fitted {
    stats::Bym2Problem problem;
    stats::Bym2Prior prior;
    stats::Bym2Fit fit;
    stats::Bym2Draws draws;
};

Fitted fit_model(const ModelInput& input,
                 const hazard::HazardSpec& hazard,
                 const stats::Icar& icar,
                 bool with_index,
                 const Effort& effort,
                 const RunContext& context) {
    Fitted fitted;
    fitted.problem = input.problem;
    if (!with_index) {
        fitted.problem.covariates.clear();
    }
    fitted.prior = prior_of(hazard.model, icar, with_index);
    fitted.fit = stats::fit_bym2(
        fitted.problem, icar, fitted.prior, options_for(input.share.size(), effort), context);
    stats::DrawOptions options;
    // Of the model without exposure only probabilities are asked: 2,000 draws know them to 0.011.
    const std::size_t large = with_index ? large_study : sharp_study;
    options.count = input.share.size() > large ? 2000 : 4000;
    if (effort.draws > 0) {
        options.count = effort.draws;
    }
    options.stream = stream_of(hazard.id, with_index ? "main" : "incidents only");
    fitted.draws =
        stats::draw_bym2(fitted.fit, fitted.problem, icar, fitted.prior, options, context);
    return fitted;
}

void crude_figures(const ModelInput& input,
                   const cases::CaseTable& cases,
                   PerUnit<UnitRisk>& units) {
    std::optional<stats::PoissonGamma> shrunk;
    if (input.fitted > 0) {
        shrunk.emplace(input.problem.observed, input.problem.expected);
    }
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        UnitRisk& risk = units[unit];
        risk.status = status_of(input.standing[unit], cases.observed[unit]);
        if (input.standing[unit] != Standing::reported) {
            continue;
        }
        const double scale = per_100k / cases.person_years[unit];
        const auto interval = stats::poisson_interval(cases.observed[unit], crude_mass);
        risk.crude_rate = static_cast<double>(cases.observed[unit]) * scale;
        risk.crude_rate_interval = Interval{interval.lower * scale, interval.upper * scale};
        if (shrunk && input.problem.counts(row)) {
            risk.empirical_bayes =
                shrunk->ratio(input.problem.observed[row], input.problem.expected[row]);
        }
    }
}

/// What environment and record contribute, and how much was learnt.
void contributions(const ModelInput& input,
                   const Fitted& main,
                   const RiskDraws& draws,
                   const std::vector<double>& prior_variance,
                   PerUnit<UnitRisk>& units) {
    const double alpha = main.fit.fixed[0].mean;
    const double beta = input.has_index() ? main.fit.fixed[1].mean : 0;
    const std::size_t size = units.size();
    // Per draw: weighted mean of log risk, against which units are compared.
    std::vector<double> middle(draws.count, 0);
    for (std::size_t draw = 0; draw < draws.count; ++draw) {
        for (std::size_t row = 0; row < size; ++row) {
            middle[draw] +=
                input.share[row] * static_cast<double>(main.draws.log_risk[draw * size + row]);
        }
    }
    std::vector<double> sum(size, 0);
    std::vector<double> squares(size, 0);
    for (std::size_t draw = 0; draw < draws.count; ++draw) {
        for (std::size_t row = 0; row < size; ++row) {
            const double off =
                static_cast<double>(main.draws.log_risk[draw * size + row]) - middle[draw];
            sum[row] += off;
            squares[row] += off * off;
        }
    }
    const auto count = static_cast<double>(draws.count);
    for (std::size_t row = 0; row < size; ++row) {
        const UnitIndex unit(row);
        if (!input.has_people(unit)) {
            continue;
        }
        UnitRisk& risk = units[unit];
        const double environment = input.has_index() ? beta * input.index[row] : 0;
        if (input.has_index()) {
            risk.environment_factor = std::exp(environment);
        }
        if (!input.exposure_only) {
            risk.record_factor = std::exp(main.fit.log_risk[row].mean - alpha - environment);
        }
        const double variance = squares[row] / count - (sum[row] / count) * (sum[row] / count);
        if (prior_variance[row] > 0) {
            risk.information_share =
                input.exposure_only ? 0 : std::clamp(1 - variance / prior_variance[row], 0.0, 1.0);
        }
    }
}

void decide_levels(const ModelInput& input,
                   const hazard::ModelSpec& model,
                   PerUnit<UnitRisk>& units) {
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        UnitRisk& risk = units[unit];
        const bool judged = input.standing[unit] == Standing::reported ||
                            (input.exposure_only && input.has_people(unit));
        if (!judged) {
            risk.level = Level::insufficient_data;
            continue;
        }
        LevelEvidence evidence;
        evidence.exceedance = risk.exceedance;
        evidence.exceedance_incidents_only = risk.exceedance_incidents_only;
        evidence.lower = risk.probability_lower;
        // Exposure that no incident has verified is no ground for "probable".
        evidence.has_environment = input.has_index() && !input.exposure_only;
        evidence.incidents_observed = input.events > 0;
        risk.level = level_of(evidence, model);
    }
}

RiskSurface estimate_in_order(const hazard::HazardSpec& hazard,
                              const CanonicalStudy& study,
                              const RunContext& context,
                              const Effort& effort) {
    const cases::CaseTable& cases = study.cases;
    const Graph& neighbours = study.neighbours;
    const ModelInput input = model_input(cases, study.exposure, hazard.model);
    RiskSurface surface;
    surface.hazard_id = hazard.id;
    surface.units = PerUnit<UnitRisk>(input.share.size());
    if (!input.any_people) {
        for (std::size_t row = 0; row < input.share.size(); ++row) {
            const UnitIndex unit(row);
            surface.units[unit].status = status_of(input.standing[unit], cases.observed[unit]);
        }
        surface.fit = nothing_to_fit();
        surface.incidents_only = nothing_to_fit();
        return surface;
    }
    crude_figures(input, cases, surface.units);

    const stats::Icar icar(neighbours);
    const Fitted main = fit_model(input, hazard, icar, input.has_index(), effort, context);
    surface.fit = summarise_fit(input, main.fit, main.draws, input.has_index());
    surface.years = input.years.years;
    if (!surface.fit.usable) {
        surface.incidents_only = surface.fit;
        return surface;
    }
    RiskDraws draws = relative_risks(main.draws, input, context);
    summarise_draws(draws, input, cases, hazard.model, context, surface.units);
    contributions(
        input, main, draws, prior_contrast_variances(input, hazard.model, icar), surface.units);
    std::vector<bool> ranked(surface.units.size());
    for (std::size_t row = 0; row < ranked.size(); ++row) {
        const Standing standing = input.standing[UnitIndex(row)];
        ranked[row] = standing == Standing::reported ||
                      (input.exposure_only && standing == Standing::not_reported);
    }
    rank_units(main.draws, ranked, hazard.model, context, surface.units);

    const auto above_in = [&](const RiskDraws& from) {
        for (std::size_t row = 0; row < ranked.size(); ++row) {
            const UnitIndex unit(row);
            if (input.has_people(unit)) {
                surface.units[unit].exceedance_incidents_only =
                    share_above(from.of(unit), hazard.model.exceedance_threshold);
            }
        }
    };
    if (input.has_index() && effort.incidents_only) {
        const Fitted record = fit_model(input, hazard, icar, false, effort, context);
        surface.incidents_only = summarise_fit(input, record.fit, record.draws, false);
        if (surface.incidents_only.usable) {
            above_in(relative_risks(record.draws, input, context));
        }
    } else if (!input.has_index()) {
        surface.incidents_only = surface.fit;
        above_in(draws);
    }
    decide_levels(input, hazard.model, surface.units);
    surface.draw_count = draws.count;
    surface.level_draws = draws.level;
    surface.draws = std::move(draws.relative_risk);
    return surface;
}

/// Gives every unit its row of the study back.
void put_back(const std::vector<std::uint32_t>& row_of, RiskSurface& surface) {
    PerUnit<UnitRisk> units(surface.units.size());
    std::vector<float> draws(surface.draws.size());
    for (std::size_t row = 0; row < row_of.size(); ++row) {
        units[UnitIndex(row_of[row])] = std::move(surface.units[UnitIndex(row)]);
        const auto count = static_cast<std::ptrdiff_t>(surface.draw_count);
        std::copy_n(surface.draws.begin() + static_cast<std::ptrdiff_t>(row) * count,
                    count,
                    draws.begin() + static_cast<std::ptrdiff_t>(row_of[row]) * count);
    }
    surface.units = std::move(units);
    surface.draws = std::move(draws);
}

}  // namespace

RiskSurface estimate_risk(const hazard::HazardSpec& hazard,
                          const cases::CaseTable& cases,
                          const exposure::ExposureTable& exposure,
                          const Graph& neighbours,
                          const RunContext& context,
                          const Effort& effort) {
    const std::size_t size = neighbours.size();
    expects(cases.observed.size() == size && cases.expected.size() == size &&
                cases.person_years.size() == size && cases.reported.size() == size &&
                (exposure.index.empty() || exposure.index.size() == size),
            "estimate_risk: tables and graph have one row per unit");
    const CanonicalStudy study = canonical_study(cases, exposure, neighbours);
    RiskSurface surface = estimate_in_order(hazard, study, context, effort);
    put_back(study.row_of, surface);
    return surface;
}

}  // namespace riskmap::risk
