#include "plan/proposal.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace riskmap::plan {
namespace {

double best_of(const hazard::Ranged& range) { return range.best.value; }

template <class Pick>
std::optional<double> averted(const HazardResult& hazard,
                              UnitIndex unit,
                              const hazard::Intervention& measure,
                              Pick pick) {
    const std::optional<double>& per_year = hazard.risk.units[unit].events_per_year;
    const hazard::Ranged* effect = measure.effect_on(hazard.spec.id);
    if (!per_year || effect == nullptr) {
        return std::nullopt;
    }
    const auto share = [&](const std::optional<hazard::Ranged>& range) {
        return range ? std::invoke(pick, *range) : 1.0;
    };
    return *per_year * std::invoke(pick, *effect) * share(measure.completion) *
           share(measure.share_of_cases);
}

}  // namespace

std::vector<ProposalLine> proposal_lines(const std::vector<HazardResult>& hazards,
                                         const PerUnit<Priority>& priorities) {
    std::vector<ProposalLine> lines;
    for (const HazardResult& hazard : hazards) {
        for (const Recommendation& advice : recommend(hazard)) {
            for (const hazard::Intervention& measure : hazard.spec.interventions) {
                if (measure.id == advice.intervention_id) {
                    lines.push_back({advice.unit,
                                     &hazard,
                                     &measure,
                                     averted(hazard, advice.unit, measure, best_of),
                                     averted(hazard, advice.unit, measure, &hazard::Ranged::least),
                                     averted(hazard, advice.unit, measure, &hazard::Ranged::most)});
                }
            }
        }
    }
    const auto rank = [&](const ProposalLine& line) {
        return priorities[line.unit].rank.value_or(std::numeric_limits<int>::max());
    };
    std::stable_sort(lines.begin(), lines.end(), [&](const ProposalLine& a, const ProposalLine& b) {
        return std::pair(rank(a), a.unit.row()) < std::pair(rank(b), b.unit.row());
    });
    return lines;
}

}  // namespace riskmap::plan
