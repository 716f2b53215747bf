#include "plan/allocation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"
#include "plan/allocation_model.hpp"
#include "stats/ranking.hpp"

namespace riskmap::plan {
namespace {

constexpr std::uint32_t severity_stream = 6999;
constexpr std::size_t most_informed_draws = 100;

std::vector<std::string> hazard_ids(const PlanBasis& basis) {
    std::vector<std::string> ids;
    for (const EventDraws& hazard : basis.hazards) {
        ids.push_back(hazard.hazard_id);
    }
    return ids;
}

std::size_t draws_of(const PlanBasis& basis) {
    std::size_t draws = basis.hazards.empty() ? 0 : basis.hazards.front().draws;
    for (const EventDraws& hazard : basis.hazards) {
        draws = std::min(draws, hazard.draws);
    }
    return draws;
}

/// Deaths per case in a draw, or 1.
double drawn_weight(const EventDraws& hazard,
                    std::size_t row,
                    std::size_t draw,
                    const AllocationRequest& request) {
    if (request.outcome == Outcome::cases) {
        return 1;
    }
    if (hazard.cases == 0) {
        return 0;
    }
    RandomStream random(request.seed, severity_stream, draw * 64 + row);
    return random.gamma(static_cast<double>(hazard.deaths) + 0.5) /
           static_cast<double>(hazard.cases);
}

/// What every planned unit averts in every draw: [place * draws + draw].
std::vector<double> averted_in_draws(const PlanBasis& basis,
                                     const std::vector<hazard::Intervention>& interventions,
                                     const UnitOffers& offers,
                                     const AllocationRequest& request,
                                     const std::vector<PlannedUnit>& units,
                                     const RunContext& context) {
    const std::size_t draws = draws_of(basis);
    const std::vector<std::string> ids = hazard_ids(basis);
    std::vector<double> averted(units.size() * draws, 0);
    parallel_for(context, draws, 16, [&](std::size_t first, std::size_t last) {
        for (std::size_t draw = first; draw < last; ++draw) {
            std::vector<Belief> beliefs;
            for (std::size_t row = 0; row < interventions.size(); ++row) {
                beliefs.push_back(drawn_belief(interventions[row], ids, request.seed, row, draw));
            }
            std::vector<double> weight;
            for (std::size_t h = 0; h < basis.hazards.size(); ++h) {
                weight.push_back(drawn_weight(basis.hazards[h], h, draw, request));
            }
            for (std::size_t place = 0; place < units.size(); ++place) {
                const PlannedUnit& planned = units[place];
                const auto per_event = averted_per_event(
                    planned.bundle, offers[planned.unit], beliefs, basis.hazards.size());
                double sum = 0;
                for (std::size_t h = 0; h < basis.hazards.size(); ++h) {
                    sum += basis.hazards[h].events(planned.unit, draw) * weight[h] * per_event[h];
                }
                averted[place * draws + draw] = sum;
            }
        }
    });
    return averted;
}

risk::Interval interval_of(std::vector<double> values, double mass) {
    if (values.empty()) {
        return {};
    }
    const auto [lower, upper] = stats::central_interval(values, mass);
    return {lower, upper};
}

std::vector<PlannedUnit> planned_units(const AllocationModel& model, const Picks& picks) {
    std::vector<PlannedUnit> units;
    for (std::size_t g = 0; g < picks.size(); ++g) {
        if (picks[g]) {
            PlannedUnit planned;
            planned.unit = model.unit[g];
            planned.bundle = model.bundles[g].bundles[*picks[g]];
            planned.averted = model.problem.groups[g].choices[*picks[g]].gain;
            units.push_back(std::move(planned));
        }
    }
    std::stable_sort(units.begin(), units.end(), [](const PlannedUnit& a, const PlannedUnit& b) {
        return a.averted * b.bundle.cost > b.averted * a.bundle.cost;
    });
    return units;
}

void add_uncertainty(Allocation& plan, const std::vector<double>& averted, double mass) {
    const std::size_t draws = plan.units.empty() ? 0 : averted.size() / plan.units.size();
    std::vector<double> total(draws, 0);
    for (std::size_t place = 0; place < plan.units.size(); ++place) {
        PlannedUnit& planned = plan.units[place];
        const auto first = averted.begin() + static_cast<std::ptrdiff_t>(place * draws);
        planned.averted_interval =
            interval_of({first, first + static_cast<std::ptrdiff_t>(draws)}, mass);
        std::size_t better = 0;
        for (std::size_t draw = 0; draw < draws; ++draw) {
            total[draw] += averted[place * draws + draw];
            if (place + 1 < plan.units.size()) {
                const PlannedUnit& next = plan.units[place + 1];
                better += averted[place * draws + draw] * next.bundle.cost >
                                  averted[(place + 1) * draws + draw] * planned.bundle.cost
                              ? 1
                              : 0;
            }
        }
        planned.better_than_next = place + 1 < plan.units.size() && draws > 0
                                       ? static_cast<double>(better) / static_cast<double>(draws)
                                       : std::nan("");
    }
    plan.averted_interval = interval_of(total, mass);
}

/// Chooses anew in draws of the risks, as if each were the truth.
void add_information(Allocation& plan,
                     const PlanBasis& basis,
                     const AllocationModel& model,
                     const Picks& picks,
                     const RunContext& context) {
    const std::size_t draws = draws_of(basis);
    const std::size_t looked_at = std::min(draws, most_informed_draws);
    if (looked_at == 0) {
        return;
    }
    struct Informed {
        double gain = 0;
        double of_plan = 0;
        std::vector<bool> funded;
    };
    std::vector<Informed> informed(looked_at);
    parallel_for(context, looked_at, 4, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const std::size_t draw = i * (draws / looked_at);
            ChoiceProblem problem = model.problem;
            for (std::size_t g = 0; g < problem.groups.size(); ++g) {
                for (std::size_t c = 0; c < problem.groups[g].choices.size(); ++c) {
                    double gain = 0;
                    for (std::size_t h = 0; h < basis.hazards.size(); ++h) {
                        gain += basis.hazards[h].events(model.unit[g], draw) * model.weight[h] *
                                model.bundles[g].averted[c][h];
                    }
                    problem.groups[g].choices[c].gain = gain;
                }
                if (picks[g]) {
                    informed[i].of_plan += problem.groups[g].choices[*picks[g]].gain;
                }
            }
            const auto solution = choose(problem, ChoiceEffort{500, 0}, &picks);
            informed[i].gain = solution->gain;
            for (const auto& pick : solution->picks) {
                informed[i].funded.push_back(pick.has_value());
            }
        }
    });
    for (const Informed& one : informed) {
        plan.perfect_information += (one.gain - one.of_plan) / static_cast<double>(looked_at);
    }
    for (PlannedUnit& planned : plan.units) {
        const auto group = std::lower_bound(model.unit.begin(), model.unit.end(), planned.unit);
        const auto g = static_cast<std::size_t>(group - model.unit.begin());
        std::size_t funded = 0;
        for (const Informed& one : informed) {
            funded += one.funded[g] ? 1 : 0;
        }
        planned.funded_in_draws = static_cast<double>(funded) / static_cast<double>(looked_at);
    }
}

ChoiceProblem with_budget(const ChoiceProblem& problem, double factor) {
    ChoiceProblem scaled = problem;
    scaled.budget *= factor;
    for (double& money : scaled.reserved) {
        money *= factor;
    }
    return scaled;
}

}  // namespace

Allocation allocate(const PlanBasis& basis,
                    const std::vector<hazard::Intervention>& interventions,
                    const UnitOffers& offers,
                    const AllocationRequest& request,
                    const RunContext& context) {
    for (const std::vector<Offer>& list : offers) {
        for (const Offer& offer : list) {
            expects(interventions[offer.intervention].unit_cost.has_value(),
                    "allocate: what is on offer has a price");
        }
    }
    const AllocationModel model = allocation_model(basis, interventions, offers, request, context);
    const auto less = choose(with_budget(model.problem, 0.9));
    const auto chosen = choose(model.problem, {}, less ? &less->picks : nullptr);
    if (!chosen) {
        throw Error(
            ErrorKind::usage,
            Text{fmt::format("những gì bắt buộc phải chi vượt ngân sách {:.0f} sau khi trừ phần "
                             "dành riêng: tăng ngân sách hoặc bỏ bớt một --must",
                             request.budget),
                 fmt::format("what must be funded costs more than the budget of {:.0f} less what "
                             "is reserved: raise the budget or drop a --must",
                             request.budget)});
    }
    const auto more = choose(with_budget(model.problem, 1.1), {}, &chosen->picks);
    Allocation plan;
    plan.units = planned_units(model, chosen->picks);
    plan.spent = chosen->cost;
    plan.averted = chosen->gain;
    plan.bound = chosen->bound;
    plan.proven = chosen->proven;
    plan.averted_with_less = less ? less->gain : 0;
    plan.averted_with_more = more->gain;
    add_uncertainty(plan,
                    averted_in_draws(basis, interventions, offers, request, plan.units, context),
                    request.mass);
    add_information(plan, basis, model, chosen->picks, context);
    return plan;
}

}  // namespace riskmap::plan
