#include "risk/yardsticks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "stats/autocorrelation.hpp"
#include "stats/empirical_bayes.hpp"
#include "stats/poisson_gamma.hpp"
#include "stats/rank_agreement.hpp"

namespace riskmap::risk {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Counts over expected counts where there is a likelihood term.
std::vector<double> ratios(const ModelInput& input) {
    std::vector<double> result(input.share.size(), none);
    for (std::size_t row = 0; row < result.size(); ++row) {
        if (input.problem.counts(row)) {
            result[row] = input.problem.observed[row] / input.problem.expected[row];
        }
    }
    return result;
}

/// A rate and the events it means, by share of expected cases.
Verdict by_share(std::vector<double> rate, const ModelInput& input) {
    Verdict verdict{std::move(rate), {}};
    for (std::size_t row = 0; row < input.share.size(); ++row) {
        verdict.events.push_back(verdict.rate[row] * input.share[row]);
    }
    return verdict;
}

Verdict raw_rate(const cases::CaseTable&, const ModelInput& input, const Graph&) {
    return by_share(ratios(input), input);
}

Verdict poisson_gamma(const cases::CaseTable&, const ModelInput& input, const Graph&) {
    std::vector<double> rate(input.share.size(), none);
    if (input.events > 0) {
        const auto fit =
            stats::fit_poisson_gamma_ml(input.problem.observed, input.problem.expected);
        for (std::size_t row = 0; row < rate.size(); ++row) {
            if (input.problem.counts(row)) {
                rate[row] = fit.ratio(input.problem.observed[row], input.problem.expected[row]);
            }
        }
    }
    return by_share(std::move(rate), input);
}

Verdict marshall_global(const cases::CaseTable&, const ModelInput& input, const Graph&) {
    return by_share(stats::marshall_global(input.problem.observed, input.problem.expected).rate,
                    input);
}

Verdict marshall_local(const cases::CaseTable&, const ModelInput& input, const Graph& neighbours) {
    return by_share(
        stats::marshall_local(input.problem.observed, input.problem.expected, neighbours).rate,
        input);
}

/// From 0 at the lowest to 1 at the highest value.
std::vector<double> min_max(const std::vector<double>& values) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        low = std::isnan(value) ? low : std::min(low, value);
        high = std::isnan(value) ? high : std::max(high, value);
    }
    std::vector<double> scaled;
    for (const double value : values) {
        scaled.push_back(high > low ? (value - low) / (high - low) : value * 0);
    }
    return scaled;
}

std::vector<double> relative_exposure(const ModelInput& input) {
    std::vector<double> exposure(input.share.size(), 1);
    for (std::size_t row = 0; row < input.index.size(); ++row) {
        exposure[row] = std::exp(input.index[row]);
    }
    return exposure;
}

Verdict min_max_index(const cases::CaseTable&, const ModelInput& input, const Graph&) {
    std::vector<double> index = min_max(ratios(input));
    const std::vector<double> exposure = min_max(relative_exposure(input));
    for (std::size_t row = 0; row < index.size(); ++row) {
        index[row] = (index[row] + exposure[row]) / 2;
    }
    return by_share(std::move(index), input);
}

Verdict gi_star(const cases::CaseTable&, const ModelInput& input, const Graph& neighbours) {
    std::vector<double> values = ratios(input);
    for (double& value : values) {
        value = std::isnan(value) ? 1 : value;
    }
    std::vector<double> z;
    for (const stats::LocalStatistic& local : stats::getis_ord(values, neighbours)) {
        z.push_back(local.state == stats::LocalState::defined ? local.z : none);
    }
    return {z, z};
}

Verdict exposure_only(const cases::CaseTable&, const ModelInput& input, const Graph&) {
    return by_share(relative_exposure(input), input);
}

std::vector<double> of_counted(std::span<const double> values, const std::vector<bool>& counted) {
    std::vector<double> result;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (counted[row]) {
            result.push_back(values[row]);
        }
    }
    return result;
}

double sum_product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t row = 0; row < a.size(); ++row) {
        sum += a[row] * b[row];
    }
    return sum;
}

}  // namespace

std::span<const Yardstick> yardsticks() {
    static const std::array rows{
        Yardstick{"raw_rate", {"Tỷ suất thô", "Raw rate"}, raw_rate},
        Yardstick{"poisson_gamma", {"EB Poisson–gamma", "EB Poisson-gamma"}, poisson_gamma},
        Yardstick{"marshall_global", {"EB Marshall chung", "EB Marshall global"}, marshall_global},
        Yardstick{"marshall_local", {"EB Marshall lân cận", "EB Marshall local"}, marshall_local},
        Yardstick{"min_max_index", {"Chỉ số min-max", "Min-max index"}, min_max_index},
        Yardstick{"gi_star", {"Gi*", "Gi*"}, gi_star},
        Yardstick{"exposure_only", {"Chỉ môi trường", "Exposure only"}, exposure_only}};
    return rows;
}

Verdict verdict_of(const RiskSurface& surface) {
    Verdict verdict;
    for (const UnitRisk& risk : surface.units) {
        verdict.rate.push_back(risk.score.value_or(none));
        verdict.events.push_back(risk.events_per_year.value_or(none));
    }
    return verdict;
}

Skill skill_of(const Verdict& verdict,
               std::span<const double> true_rate,
               std::span<const double> true_events,
               const std::vector<bool>& counted,
               std::size_t top) {
    const std::vector<double> rate = of_counted(verdict.rate, counted);
    const std::vector<double> truth = of_counted(true_rate, counted);
    const std::vector<double> events = of_counted(true_events, counted);
    const std::size_t listed = std::min(top, rate.size());
    Skill skill;
    if (listed == 0) {
        return skill;
    }
    skill.hit = sum_product(stats::top_shares(rate, listed), stats::top_shares(truth, listed)) /
                static_cast<double>(listed);
    const double most = sum_product(stats::top_shares(events, listed), events);
    const double found =
        sum_product(stats::top_shares(of_counted(verdict.events, counted), listed), events);
    skill.burden = most > 0 ? found / most : 1;
    const double correlation = stats::rank_correlation(rate, truth);
    skill.correlation = std::isnan(correlation) ? 0 : correlation;
    return skill;
}

}  // namespace riskmap::risk
