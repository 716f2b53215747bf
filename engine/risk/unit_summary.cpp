#include "risk/unit_summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "stats/ranking.hpp"

namespace riskmap::risk {
namespace {

constexpr std::size_t units_per_block = 64;
constexpr std::size_t draws_per_block = 16;
constexpr double per_100k = 100000;

Interval interval_of(std::vector<double>& values, double mass) {
    const auto [lower, upper] = stats::central_interval(values, mass);
    return {lower, upper};
}

double mean_of(std::span<const double> values) {
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

}  // namespace

RiskDraws relative_risks(const stats::Bym2Draws& draws,
                         const ModelInput& input,
                         const RunContext& context) {
    const std::size_t units = input.share.size();
    RiskDraws result;
    result.count = draws.count;
    result.level.resize(draws.count);
    result.relative_risk.resize(units * draws.count);
    constexpr auto none = std::numeric_limits<float>::quiet_NaN();
    parallel_for(context, draws.count, draws_per_block, [&](std::size_t first, std::size_t last) {
        std::vector<double> ratios((last - first) * units);
        for (std::size_t draw = first; draw < last; ++draw) {
            const float* log_risk = draws.log_risk.data() + draw * units;
            double* mine = ratios.data() + (draw - first) * units;
            double level = 0;
            for (std::size_t row = 0; row < units; ++row) {
                mine[row] = std::exp(static_cast<double>(log_risk[row]));
                level += input.share[row] * mine[row];
            }
            result.level[draw] = level;
        }
        for (std::size_t row = 0; row < units; ++row) {
            const bool people = input.has_people(UnitIndex(row));
            for (std::size_t draw = first; draw < last; ++draw) {
                result.relative_risk[row * draws.count + draw] =
                    people ? static_cast<float>(ratios[(draw - first) * units + row] /
                                                result.level[draw])
                           : none;
            }
        }
    });
    for (double& level : result.level) {
        level *= input.years.level;
    }
    return result;
}

double share_above(std::span<const float> draws, double threshold) {
    const auto above = std::count_if(draws.begin(), draws.end(), [threshold](float value) {
        return static_cast<double>(value) > threshold;
    });
    return static_cast<double>(above) / static_cast<double>(draws.size());
}

void summarise_draws(const RiskDraws& draws,
                     const ModelInput& input,
                     const cases::CaseTable& cases,
                     const hazard::ModelSpec& model,
                     const RunContext& context,
                     PerUnit<UnitRisk>& units) {
    parallel_for(context, units.size(), units_per_block, [&](std::size_t first, std::size_t last) {
        std::vector<double> values(draws.count);
        for (std::size_t row = first; row < last; ++row) {
            const UnitIndex unit(row);
            if (!input.has_people(unit)) {
                continue;
            }
            UnitRisk& risk = units[unit];
            const std::span<const float> mine = draws.of(unit);
            std::copy(mine.begin(), mine.end(), values.begin());
            risk.relative_risk = mean_of(values);
            risk.relative_risk_interval = interval_of(values, model.credible_mass);
            risk.exceedance = share_above(mine, model.exceedance_threshold);
            risk.probability_lower =
                static_cast<double>(std::count_if(
                    mine.begin(), mine.end(), [](float value) { return value < 1; })) /
                static_cast<double>(draws.count);
            if (!(cases.expected[unit] > 0)) {
                continue;
            }
            const double reference = cases.expected[unit] / cases.person_years[unit] * per_100k;
            for (std::size_t draw = 0; draw < draws.count; ++draw) {
                values[draw] = reference * static_cast<double>(mine[draw]) * draws.level[draw];
            }
            risk.rate = mean_of(values);
            risk.rate_interval = interval_of(values, model.credible_mass);
            if (cases.years > 0) {
                risk.events_per_year =
                    *risk.rate / per_100k * cases.person_years[unit] / cases.years;
            }
        }
    });
}

void rank_units(const stats::Bym2Draws& draws,
                const std::vector<bool>& ranked,
                const hazard::ModelSpec& model,
                const RunContext& context,
                PerUnit<UnitRisk>& units) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < ranked.size(); ++row) {
        if (ranked[row]) {
            rows.push_back(row);
        }
    }
    if (rows.empty()) {
        return;
    }
    std::vector<float> chosen;
    std::span<const float> values = draws.log_risk;
    if (rows.size() < units.size()) {
        chosen.reserve(rows.size() * draws.count);
        for (std::size_t draw = 0; draw < draws.count; ++draw) {
            for (const std::size_t row : rows) {
                chosen.push_back(draws.log_risk[draw * units.size() + row]);
            }
        }
        values = chosen;
    }
    const auto ranks = stats::rank_draws(
        values, rows.size(), {.mass = model.rank_mass, .top = model.top}, context);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        UnitRisk& risk = units[UnitIndex(rows[i])];
        risk.score = ranks[i].score;
        risk.rank = ranks[i].rank;
        risk.rank_interval = {static_cast<int>(std::floor(ranks[i].lower)),
                              static_cast<int>(std::ceil(ranks[i].upper))};
        risk.probability_top = ranks[i].probability_top;
    }
}

}  // namespace riskmap::risk
