#include "risk/truth.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "stats/distributions.hpp"

namespace riskmap::risk {
namespace {

constexpr double unreported_share = 0.1;
constexpr double half_silent_share = 0.25;
constexpr double told_when_half_silent = 0.3;
constexpr int point_sources = 3;
constexpr double at_source = 5;
constexpr double beside_source = 2;

std::vector<double> normals(std::size_t size, RandomStream& random) {
    std::vector<double> values(size);
    for (double& value : values) {
        value = random.normal();
    }
    return values;
}

/// sigma (sqrt(1 - phi) v + sqrt(phi) u) on the graph of the study.
std::vector<double> residual(const Ground& ground, double sigma, double phi, RandomStream& random) {
    const std::size_t size = ground.icar->size();
    std::vector<double> field = normals(size, random);
    const std::vector<double> more = normals(ground.icar->component_count(), random);
    stats::IcarPosterior prior(*ground.icar);
    prior.condition(std::vector<double>(size, 0.0));
    prior.draw(field, more);
    const double tied = ground.icar->has_neighbours() ? phi : 0;
    for (double& value : field) {
        value = sigma * (std::sqrt(1 - tied) * random.normal() + std::sqrt(tied) * value);
    }
    return field;
}

double student_t3(RandomStream& random) {
    const double a = random.normal();
    const double b = random.normal();
    const double c = random.normal();
    return random.normal() / std::sqrt((a * a + b * b + c * c) / 3);
}

/// The index dealt out anew among the units with people: the same spread, another place.
std::vector<double> shuffled_index(const ModelInput& input, RandomStream& random) {
    std::vector<double> index = input.index;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < index.size(); ++row) {
        if (input.has_people(UnitIndex(row))) {
            rows.push_back(row);
        }
    }
    for (std::size_t left = rows.size(); left > 1; --left) {
        std::swap(index[rows[left - 1]],
                  index[rows[random.below(static_cast<std::uint32_t>(left))]]);
    }
    return index;
}

void add_index(std::vector<double>& log_risk, const std::vector<double>& index, double beta) {
    for (std::size_t row = 0; row < index.size(); ++row) {
        log_risk[row] += beta * index[row];
    }
}

std::vector<double> with_point_sources(const Ground& ground, RandomStream& random) {
    const std::size_t size = ground.icar->size();
    std::vector<double> log_risk(size, 0);
    for (int source = 0; source < point_sources; ++source) {
        const std::size_t centre = random.below(static_cast<std::uint32_t>(size));
        for (const std::uint32_t row : ground.neighbours->neighbours(centre)) {
            log_risk[row] = std::max(log_risk[row], std::log(beside_source));
        }
        log_risk[centre] = std::log(at_source);
    }
    return log_risk;
}

std::vector<double> log_risks(const Ground& ground, const TruthCase& truth, RandomStream& random) {
    using Kind = TruthCase::Kind;
    const ModelInput& input = *ground.input;
    std::vector<double> log_risk(ground.icar->size(), 0);
    switch (truth.kind) {
        case Kind::prior: {
            const stats::Bym2Prior prior = prior_of(*ground.model, *ground.icar, true);
            const double beta = prior.fixed_mean[1] + prior.fixed_sd[1] * random.normal();
            const double sigma = prior.sigma.quantile(random.uniform());
            const double phi = stats::inverse_logit(prior.phi.quantile(random.uniform()));
            log_risk = residual(ground, sigma, phi, random);
            add_index(log_risk, input.index, beta);
            break;
        }
        case Kind::model:
        case Kind::reporting_gaps:
            log_risk = residual(ground, truth.sigma, 0.5, random);
            add_index(log_risk, input.index, truth.beta);
            break;
        case Kind::equal_risk:
            break;
        case Kind::point_sources:
            log_risk = with_point_sources(ground, random);
            break;
        case Kind::heavy_tails:
            for (double& value : log_risk) {
                value = truth.sigma * student_t3(random);
            }
            add_index(log_risk, input.index, truth.beta);
            break;
        case Kind::useless_exposure:
            log_risk = residual(ground, truth.sigma, 0.5, random);
            add_index(log_risk, shuffled_index(input, random), truth.beta);
            break;
    }
    return log_risk;
}

void standardise(cases::CaseTable& cases, const ModelInput& input) {
    double seen = 0;
    double share = 0;
    for (std::size_t row = 0; row < input.share.size(); ++row) {
        const UnitIndex unit(row);
        if (cases.reported[unit]) {
            seen += static_cast<double>(cases.observed[unit]);
            share += input.share[row];
        }
    }
    for (std::size_t row = 0; row < input.share.size(); ++row) {
        if (input.has_people(UnitIndex(row))) {
            cases.expected[UnitIndex(row)] = share > 0 ? seen * input.share[row] / share : 0;
        }
    }
}

}  // namespace

std::vector<TruthCase> truth_cases() {
    using Kind = TruthCase::Kind;
    std::vector<TruthCase> cases;
    const auto add = [&](Kind kind, double beta, double sigma, std::string id, Text label) {
        const auto number = static_cast<std::uint32_t>(cases.size());
        cases.push_back({kind, beta, sigma, std::move(id), std::move(label), number});
    };
    add(Kind::prior, 0, 0, "prior", {"Rút từ tiên nghiệm", "Drawn from the prior"});
    for (const double beta : {0.0, 0.5, 1.0}) {
        for (const double sigma : {0.3, 0.6, 0.9}) {
            add(Kind::model,
                beta,
                sigma,
                fmt::format("beta_{:.1f}_sigma_{:.1f}", beta, sigma),
                {fmt::format("Mô hình: β {}, σ {}",
                             number_text(beta, 1, Language::vi),
                             number_text(sigma, 1, Language::vi)),
                 fmt::format("Model: beta {:.1f}, sigma {:.1f}", beta, sigma)});
        }
    }
    add(Kind::equal_risk, 0, 0, "equal_risk", {"Mọi nơi như nhau", "Equal risk everywhere"});
    add(Kind::point_sources, 0, 0, "point_sources", {"Ba điểm rời rạc", "Three point sources"});
    add(Kind::heavy_tails, 0.5, 0.5, "heavy_tails", {"Đuôi nặng", "Heavy tails"});
    add(Kind::useless_exposure,
        1,
        0.3,
        "useless_exposure",
        {"Chỉ số môi trường sai", "Misleading exposure"});
    add(Kind::reporting_gaps, 0.5, 0.6, "reporting_gaps", {"Báo cáo thiếu", "Gaps in reporting"});
    return cases;
}

SimulatedProvince simulate(const Ground& ground,
                           const TruthCase& truth,
                           double events,
                           RandomStream& random) {
    const ModelInput& input = *ground.input;
    const std::size_t size = input.share.size();
    SimulatedProvince province;
    province.cases = *ground.cases;
    province.cases.observed_by_year.clear();  // the study's own cases are not looked at
    province.cases.observed_by_month.clear();
    province.cases.time_by_year.clear();
    province.relative_risk.assign(size, 0);
    const std::vector<double> log_risk = log_risks(ground, truth, random);
    double level = 0;
    for (std::size_t row = 0; row < size; ++row) {
        level += input.share[row] * std::exp(log_risk[row]);
    }
    for (std::size_t row = 0; row < size; ++row) {
        const UnitIndex unit(row);
        province.cases.observed[unit] = 0;
        if (!input.has_people(unit)) {
            continue;
        }
        province.relative_risk[row] = std::exp(log_risk[row]) / level;
        double told = 1;
        if (truth.kind == TruthCase::Kind::reporting_gaps) {
            const double fate = random.uniform();
            if (fate < unreported_share) {
                province.cases.reported[unit] = false;
            } else if (fate < unreported_share + half_silent_share) {
                told = told_when_half_silent;
            }
        }
        if (province.cases.reported[unit]) {
            province.cases.observed[unit] =
                random.poisson(events * told * input.share[row] * province.relative_risk[row]);
        }
    }
    standardise(province.cases, input);
    return province;
}

}  // namespace riskmap::risk
