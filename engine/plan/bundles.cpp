#include "plan/bundles.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/random.hpp"

namespace riskmap::plan {
namespace {

using hazard::Intervention;
using hazard::Ranged;

constexpr std::size_t most_bundles = 2048;

double mean(const Ranged& number) {
    return (number.least() + number.best.value + number.most()) / 3;
}

/// Inverse of the triangular distribution function.
double drawn(const Ranged& number, double uniform) {
    const double low = number.least();
    const double width = number.most() - low;
    if (width <= 0) {
        return number.best.value;
    }
    const double left = number.best.value - low;
    return uniform * width <= left ? low + std::sqrt(uniform * width * left)
                                   : number.most() - std::sqrt((1 - uniform) * width *
                                                               (number.most() - number.best.value));
}

template <class Number>
Belief belief_of(const Intervention& intervention,
                 const std::vector<std::string>& hazard_ids,
                 const Number& number) {
    Belief belief;
    const double shared = (intervention.completion ? number(*intervention.completion) : 1) *
                          (intervention.share_of_cases ? number(*intervention.share_of_cases) : 1);
    belief.years = intervention.years ? number(*intervention.years) : 1;
    for (const std::string& id : hazard_ids) {
        const Ranged* effect = intervention.effect_on(id);
        belief.prevented.push_back(effect == nullptr ? 0 : number(*effect) * shared);
    }
    return belief;
}

const Offer* offer_of(std::span<const Offer> offers, std::size_t intervention) {
    const auto offer = std::find_if(offers.begin(), offers.end(), [&](const Offer& candidate) {
        return candidate.intervention == intervention;
    });
    return offer == offers.end() ? nullptr : &*offer;
}

/// One offer with the numbers of pieces that may be bought of it.
struct Ladder {
    const Offer* offer = nullptr;
    bool needed = false;
    int steps = 1;
};

std::size_t bundles_in(const std::vector<Ladder>& ladders) {
    std::size_t product = 1;
    for (const Ladder& ladder : ladders) {
        product *= static_cast<std::size_t>(ladder.steps) + 1;
    }
    return product;
}

double pieces_at(const Ladder& ladder, int step, int batch) {
    const double wanted = ladder.offer->most * step / ladder.steps;
    return batch * std::ceil(wanted / batch - 1e-9);
}

}  // namespace

Belief expected_belief(const Intervention& intervention,
                       const std::vector<std::string>& hazard_ids) {
    return belief_of(intervention, hazard_ids, [](const Ranged& number) { return mean(number); });
}

Belief drawn_belief(const Intervention& intervention,
                    const std::vector<std::string>& hazard_ids,
                    std::uint64_t seed,
                    std::size_t row,
                    std::size_t draw) {
    constexpr std::uint32_t first_stream = 7000;
    RandomStream random(seed, first_stream + static_cast<std::uint32_t>(row), draw);
    return belief_of(intervention, hazard_ids, [&](const Ranged& number) {
        return drawn(number, random.uniform());
    });
}

std::vector<double> averted_per_event(const Bundle& bundle,
                                      std::span<const Offer> offers,
                                      const std::vector<Belief>& beliefs,
                                      std::size_t hazards) {
    std::vector<double> ends{0};
    for (const Purchase& purchase : bundle.purchases) {
        ends.push_back(beliefs[purchase.intervention].years);
    }
    std::sort(ends.begin(), ends.end());
    std::vector<double> averted(hazards, 0);
    for (std::size_t i = 1; i < ends.size(); ++i) {
        const double years = ends[i] - ends[i - 1];
        for (std::size_t h = 0; years > 0 && h < hazards; ++h) {
            double left = 1;
            for (const Purchase& purchase : bundle.purchases) {
                const Belief& belief = beliefs[purchase.intervention];
                const Offer* offer = offer_of(offers, purchase.intervention);
                if (offer == nullptr || belief.years < ends[i]) {
                    continue;
                }
                const double covered = std::min(1.0, purchase.pieces / offer->available);
                left *= 1 - covered * offer->reach[h] * belief.prevented[h];
            }
            averted[h] += years * (1 - left);
        }
    }
    return averted;
}

std::optional<std::vector<Bundle>> bundles_of(std::span<const Offer> offers,
                                              const std::vector<Intervention>& interventions,
                                              std::span<const std::size_t> must,
                                              std::span<const std::size_t> forbidden) {
    const auto among = [](std::span<const std::size_t> rows, std::size_t row) {
        return std::find(rows.begin(), rows.end(), row) != rows.end();
    };
    std::vector<Ladder> ladders;
    for (const Offer& offer : offers) {
        if (offer.most > 0 && !among(forbidden, offer.intervention)) {
            const int steps = interventions[offer.intervention].steps;
            ladders.push_back({&offer, among(must, offer.intervention), steps});
        }
    }
    for (const std::size_t row : must) {
        if (std::none_of(ladders.begin(), ladders.end(), [&](const Ladder& ladder) {
                return ladder.offer->intervention == row;
            })) {
            return std::nullopt;
        }
    }
    while (bundles_in(ladders) > most_bundles) {
        const auto finest =
            std::max_element(ladders.begin(), ladders.end(), [](const Ladder& a, const Ladder& b) {
                return a.steps < b.steps;
            });
        if (finest->steps == 1) {
            break;
        }
        --finest->steps;
    }
    std::vector<Bundle> bundles{{}};
    for (const Ladder& ladder : ladders) {
        const Intervention& intervention = interventions[ladder.offer->intervention];
        std::vector<Bundle> longer;
        for (const Bundle& bundle : bundles) {
            double before = 0;
            if (!ladder.needed) {
                longer.push_back(bundle);
            }
            for (int step = 1; step <= ladder.steps; ++step) {
                const double pieces = pieces_at(ladder, step, intervention.batch);
                if (pieces <= before) {
                    continue;
                }
                before = pieces;
                const double cost = pieces * intervention.unit_cost->best.value;
                Bundle more = bundle;
                more.purchases.push_back({ladder.offer->intervention, pieces, cost});
                more.cost += cost;
                longer.push_back(std::move(more));
            }
        }
        bundles = std::move(longer);
    }
    bundles.erase(std::remove_if(bundles.begin(),
                                 bundles.end(),
                                 [](const Bundle& bundle) { return bundle.purchases.empty(); }),
                  bundles.end());
    return bundles;
}

}  // namespace riskmap::plan
