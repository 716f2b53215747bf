#include "plan/plan_basis.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "plan/prepare_for.hpp"

namespace riskmap::plan {
namespace {

/// Of how many draws one is planned with.
std::size_t one_in(std::size_t drawn) {
    return std::max<std::size_t>(1, (drawn + most_plan_draws - 1) / most_plan_draws);
}

}  // namespace

double EventDraws::events(UnitIndex unit, std::size_t draw) const {
    const double at_one = base[unit];
    const auto ratio = static_cast<double>(rate_ratio[unit.row() * draws + draw]);
    return std::isfinite(at_one) && std::isfinite(ratio) ? at_one * ratio : 0;
}

double EventDraws::mean_events(UnitIndex unit) const {
    double sum = 0;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        sum += events(unit, draw);
    }
    return draws == 0 ? 0 : sum / static_cast<double>(draws);
}

double PlanBasis::children_of(UnitIndex unit, domain::AgeBand ages) const {
    double sum = 0;
    for (std::size_t band = 0; band < bands.size(); ++band) {
        const double people = children[band][unit];
        const int from = std::max(ages.from, bands[band].from);
        const int below = std::min(ages.below, bands[band].below);
        if (from < below && std::isfinite(people)) {
            sum += people * (below - from) / (bands[band].below - bands[band].from);
        }
    }
    return sum;
}

void keep_plan_draws(risk::RiskSurface& risk) {
    const std::size_t drawn = risk.draw_count;
    const std::size_t every = one_in(drawn);
    const std::size_t kept = drawn / every;
    const auto thinned = [&](const auto& values) {
        std::remove_cvref_t<decltype(values)> some;
        const std::size_t rows = drawn > 0 ? values.size() / drawn : 0;
        some.reserve(rows * kept);
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t draw = 0; draw < kept; ++draw) {
                some.push_back(values[row * drawn + draw * every]);
            }
        }
        return some;
    };
    risk.draws = thinned(risk.draws);
    risk.level_draws = thinned(risk.level_draws);
    risk.draw_count = kept;
}

PlanBasis plan_basis(const std::vector<HazardResult>& results,
                     const domain::AdminUnits& units,
                     const domain::Population* population) {
    PlanBasis basis;
    basis.vintage = units.vintage;
    basis.code = units.code;
    if (population != nullptr) {
        basis.bands = population->bands;
        basis.children = population->people;
    }
    for (std::size_t h = 0; h < results.size(); ++h) {
        const HazardResult& result = results[h];
        EventDraws events;
        events.hazard_id = result.spec.id;
        events.ages = result.spec.incidents.ages;
        events.cases = stand_in(result.shown.total);
        events.deaths = stand_in(result.shown.deaths);
        events.years = result.cases.years;
        events.base = PerUnit<double>(units.size(), std::nan(""));
        const std::size_t drawn = result.risk.draw_count;
        const std::size_t every = one_in(drawn);
        events.draws = drawn / every;
        events.rate_ratio.assign(units.size() * events.draws, 0);
        for (std::size_t row = 0; row < units.size(); ++row) {
            const UnitIndex unit(row);
            if (result.cases.years > 0) {
                events.base[unit] = result.cases.expected[unit] / result.cases.years;
            }
            for (std::size_t draw = 0; draw < events.draws; ++draw) {
                const std::size_t from = draw * every;
                const double level =
                    result.risk.level_draws.empty() ? 1 : result.risk.level_draws[from];
                events.rate_ratio[row * events.draws + draw] = static_cast<float>(
                    static_cast<double>(result.risk.draws[row * drawn + from]) * level);
            }
        }
        basis.hazards.push_back(std::move(events));
    }
    return basis;
}

}  // namespace riskmap::plan
