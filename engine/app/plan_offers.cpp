#include "app/plan_offers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::app {
namespace {

using hazard::CountedBy;
using hazard::Intervention;

/// Rows of a layer per unit code.
std::map<std::string, double> sites_per_unit(const std::filesystem::path& folder,
                                             const Intervention& intervention) {
    const auto layer = read_result_table(folder, intervention.per.layer);
    const auto code = layer ? layer->find("commune_code") : std::nullopt;
    if (!code) {
        const std::string name = intervention.per.layer;
        throw Error(ErrorKind::input,
                    Text{fmt::format("{}: biện pháp {} cần lớp {} nhưng kết quả không có",
                                     folder.string(),
                                     intervention.id,
                                     name),
                         fmt::format("{}: the intervention {} asks for the layer {}, which the "
                                     "result does not have",
                                     folder.string(),
                                     intervention.id,
                                     name)});
    }
    const domain::BoundPredicate wanted(intervention.per.where, *layer);
    std::map<std::string, double> count;
    for (std::size_t row = 0; row < layer->size(); ++row) {
        if (wanted(row)) {
            count[domain::as_text(layer->at(*code, row))] += 1;
        }
    }
    return count;
}

/// Pieces there are in each unit; 0 where unknown.
std::vector<double> pieces(const domain::Layer& communes,
                           const std::filesystem::path& folder,
                           const plan::PlanBasis& basis,
                           const Intervention& intervention) {
    std::vector<double> available(basis.units(), 0);
    switch (intervention.per.by) {
        case CountedBy::unit:
            available.assign(basis.units(), 1);
            break;
        case CountedBy::children:
            for (std::size_t row = 0; row < available.size(); ++row) {
                available[row] = basis.children_of(UnitIndex(row), intervention.per.ages);
            }
            break;
        case CountedBy::column: {
            const auto column = communes.find(intervention.per.column);
            for (std::size_t row = 0; column && row < available.size(); ++row) {
                const double number = domain::as_number(communes.at(*column, row));
                available[row] = std::isfinite(number) ? number : 0;
            }
            break;
        }
        case CountedBy::sites: {
            const auto count = sites_per_unit(folder, intervention);
            for (std::size_t row = 0; row < available.size(); ++row) {
                const auto sites = count.find(basis.code[UnitIndex(row)]);
                available[row] = sites == count.end() ? 0 : sites->second;
            }
            break;
        }
    }
    return available;
}

/// The share of a hazard's children whom an intervention for certain ages is
/// for: its cases are taken to fall on the ages in proportion to the children.
double share_of_ages(const plan::PlanBasis& basis,
                     UnitIndex unit,
                     const plan::EventDraws& hazard,
                     const Intervention& intervention) {
    if (intervention.per.by != CountedBy::children) {
        return 1;
    }
    const domain::AgeBand both{std::max(hazard.ages.from, intervention.per.ages.from),
                               std::min(hazard.ages.below, intervention.per.ages.below)};
    const double all = basis.children_of(unit, hazard.ages);
    return all > 0 && both.from < both.below ? basis.children_of(unit, both) / all : 0;
}

}  // namespace

plan::UnitOffers unit_offers(const domain::Layer& communes,
                             const std::filesystem::path& folder,
                             const plan::PlanBasis& basis,
                             const std::vector<Intervention>& interventions) {
    plan::UnitOffers offers(basis.units());
    for (std::size_t i = 0; i < interventions.size(); ++i) {
        const Intervention& intervention = interventions[i];
        const domain::BoundPredicate applies(intervention.applies_when, communes);
        const std::vector<double> available = pieces(communes, folder, basis, intervention);
        for (std::size_t row = 0; row < basis.units(); ++row) {
            const UnitIndex unit(row);
            if (!applies(row) || !(available[row] > 0)) {
                continue;
            }
            plan::Offer offer;
            offer.intervention = i;
            offer.available = available[row];
            offer.most = intervention.most_per_unit
                             ? std::min(available[row], intervention.most_per_unit->value)
                             : available[row];
            for (const plan::EventDraws& hazard : basis.hazards) {
                offer.reach.push_back(share_of_ages(basis, unit, hazard, intervention));
            }
            offers[unit].push_back(std::move(offer));
        }
    }
    return offers;
}

}  // namespace riskmap::app
