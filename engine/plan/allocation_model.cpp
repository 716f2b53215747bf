#include "plan/allocation_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "plan/choice_frontier.hpp"

namespace riskmap::plan {
namespace {

std::vector<std::size_t> rows_for(const std::vector<Wish>& wishes, UnitIndex unit) {
    std::vector<std::size_t> rows;
    for (const Wish& wish : wishes) {
        if (wish.unit == unit) {
            rows.push_back(wish.intervention);
        }
    }
    return rows;
}

std::vector<Belief> expected_beliefs(const std::vector<hazard::Intervention>& interventions,
                                     const PlanBasis& basis) {
    std::vector<std::string> ids;
    for (const EventDraws& hazard : basis.hazards) {
        ids.push_back(hazard.hazard_id);
    }
    std::vector<Belief> beliefs;
    for (const hazard::Intervention& intervention : interventions) {
        beliefs.push_back(expected_belief(intervention, ids));
    }
    return beliefs;
}

/// Bundles of a unit that are worth their price, with their gains.
void fill_group(const std::vector<Bundle>& all,
                std::span<const Offer> offers,
                const std::vector<Belief>& beliefs,
                const std::vector<double>& events,
                ChoiceGroup& group,
                UnitBundles& kept) {
    std::vector<std::vector<double>> averted;
    ChoiceGroup whole;
    whole.required = group.required;
    for (const Bundle& bundle : all) {
        averted.push_back(averted_per_event(bundle, offers, beliefs, events.size()));
        double gain = 0;
        for (std::size_t h = 0; h < events.size(); ++h) {
            gain += averted.back()[h] * events[h];
        }
        whole.choices.push_back({gain, bundle.cost});
    }
    for (const FrontierPoint& point : frontier_of(whole).points) {
        if (point.index) {
            group.choices.push_back(whole.choices[*point.index]);
            kept.bundles.push_back(all[*point.index]);
            kept.averted.push_back(averted[*point.index]);
        }
    }
}

}  // namespace

double deaths_per_case(const EventDraws& hazard) {
    return hazard.cases > 0
               ? (static_cast<double>(hazard.deaths) + 0.5) / static_cast<double>(hazard.cases)
               : 0;
}

AllocationModel allocation_model(const PlanBasis& basis,
                                 const std::vector<hazard::Intervention>& interventions,
                                 const UnitOffers& offers,
                                 const AllocationRequest& request,
                                 const RunContext& context) {
    expects(offers.size() == basis.units(), "allocate: offers per unit");
    AllocationModel model;
    for (const EventDraws& hazard : basis.hazards) {
        model.weight.push_back(request.outcome == Outcome::deaths ? deaths_per_case(hazard) : 1);
    }
    const std::vector<Belief> beliefs = expected_beliefs(interventions, basis);
    model.problem.budget = request.budget;
    model.problem.reserved.clear();
    for (const double share : request.share) {
        model.problem.reserved.push_back(share * request.budget);
    }
    for (std::size_t row = 0; row < basis.units(); ++row) {
        const UnitIndex unit(row);
        if (!offers[unit].empty() || !rows_for(request.must, unit).empty()) {
            model.unit.push_back(unit);
        }
    }
    model.bundles.resize(model.unit.size());
    model.problem.groups.resize(model.unit.size());
    parallel_for(context, model.unit.size(), 16, [&](std::size_t first, std::size_t last) {
        for (std::size_t g = first; g < last; ++g) {
            const UnitIndex unit = model.unit[g];
            const auto must = rows_for(request.must, unit);
            const auto all =
                bundles_of(offers[unit], interventions, must, rows_for(request.forbid, unit));
            if (!all) {
                throw Error(ErrorKind::usage,
                            Text{fmt::format("việc bắt buộc phải chi ở {} không chọn được ở đó: "
                                             "giải pháp không phù hợp, không có giá hoặc bị cấm",
                                             basis.code[unit]),
                                 fmt::format("what must be funded in {} is not on offer there: the "
                                             "measure does not apply, has no price or is forbidden",
                                             basis.code[unit])});
            }
            std::vector<double> events;
            for (std::size_t h = 0; h < basis.hazards.size(); ++h) {
                events.push_back(basis.hazards[h].mean_events(unit) * model.weight[h]);
            }
            ChoiceGroup& group = model.problem.groups[g];
            group.required = !must.empty();
            group.purse = request.purse.empty() ? 0 : request.purse[unit];
            fill_group(*all, offers[unit], beliefs, events, group, model.bundles[g]);
        }
    });
    return model;
}

}  // namespace riskmap::plan
