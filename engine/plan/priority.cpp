#include "plan/priority.hpp"

#include <algorithm>
#include <utility>

#include "plan/hazard_columns.hpp"

namespace riskmap::plan {
namespace {

/// The largest relative reduction among the interventions that apply to a unit; 0 when none does.
std::vector<double> best_reduction(const HazardResult& result, const domain::Layer& facts) {
    std::vector<double> best(facts.size(), 0);
    for (const hazard::Intervention& intervention : result.spec.interventions) {
        const double reduction = intervention.reduction_of(result.spec.id);
        if (reduction == 0) {
            continue;
        }
        const domain::BoundPredicate applies(intervention.applies_when, facts);
        for (std::size_t unit = 0; unit < facts.size(); ++unit) {
            if (applies(unit)) {
                best[unit] = std::max(best[unit], reduction);
            }
        }
    }
    return best;
}

}  // namespace

PerUnit<Priority> rank_units(const std::vector<HazardResult>& results,
                             const domain::AdminUnits& units) {
    PerUnit<Priority> priorities(units.size());
    PerUnit<double> burden(units.size(), 0);
    for (const HazardResult& result : results) {
        const std::vector<double> reduction = best_reduction(result, hazard_columns(result));
        for (std::size_t row = 0; row < units.size(); ++row) {
            const UnitIndex unit(row);
            const auto& per_year = result.risk.units[unit].events_per_year;
            if (per_year) {
                auto& sum = priorities[unit].preventable_per_year;
                sum = sum.value_or(0) + *per_year * reduction[row];
                burden[unit] += *per_year;
            }
        }
    }
    std::vector<UnitIndex> order;
    for (std::size_t row = 0; row < units.size(); ++row) {
        if (priorities[UnitIndex(row)].preventable_per_year) {
            order.emplace_back(row);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](UnitIndex a, UnitIndex b) {
        return std::pair(*priorities[a].preventable_per_year, burden[a]) >
               std::pair(*priorities[b].preventable_per_year, burden[b]);
    });
    for (std::size_t place = 0; place < order.size(); ++place) {
        priorities[order[place]].rank = static_cast<int>(place) + 1;
    }
    return priorities;
}

std::vector<Recommendation> recommend(const HazardResult& result) {
    const domain::Layer facts = hazard_columns(result);
    std::vector<Recommendation> recommendations;
    std::vector<domain::BoundPredicate> applies;
    for (const hazard::Intervention& intervention : result.spec.interventions) {
        applies.emplace_back(intervention.applies_when, facts);
    }
    for (std::size_t row = 0; row < facts.size(); ++row) {
        for (std::size_t i = 0; i < applies.size(); ++i) {
            if (applies[i](row)) {
                const hazard::Intervention& intervention = result.spec.interventions[i];
                recommendations.push_back(
                    {UnitIndex(row), result.spec.id, intervention.id, intervention.label});
            }
        }
    }
    return recommendations;
}

}  // namespace riskmap::plan
