#pragma once

#include <filesystem>
#include <vector>

#include "app/result_folder.hpp"
#include "plan/allocation.hpp"

namespace riskmap::app {

/// What every intervention could do in every unit: where its conditions hold on
/// the published communes, as many pieces as there are children, sites, or the
/// number in its column. A unit without a figure gets no offer. Throws an input
/// `Error` when the published columns or layers an intervention asks for are
/// not there.
plan::UnitOffers unit_offers(const domain::Layer& communes,
                             const std::filesystem::path& folder,
                             const plan::PlanBasis&,
                             const std::vector<hazard::Intervention>&);

}  // namespace riskmap::app
