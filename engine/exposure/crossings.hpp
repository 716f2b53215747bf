#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/run_context.hpp"
#include "exposure/sites.hpp"

namespace riskmap::exposure {

/// The road most children meet on their way to a place.
struct Crossing {
    std::string name;
    std::string kind;
    double children = 0;  ///< who live within reach on its other side
};

/// For each place: of the roads that cut the straight line from a home within `within_m` to the
/// place, the one most children have to cross. None where no home lies behind a road, or nobody
/// knows where homes are. Pieces of one road (same kind and name) count together; ties go to the
/// road that comes first.
std::vector<std::optional<Crossing>> roads_to_cross(std::span<const Site> places,
                                                    std::span<const Site> roads,
                                                    std::span<const geo::PointM> homes,
                                                    std::span<const double> children,
                                                    double within_m,
                                                    const RunContext& context);

}  // namespace riskmap::exposure
