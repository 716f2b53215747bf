#pragma once

#include <string>
#include <vector>

#include "domain/admin_units.hpp"
#include "geo/geometry.hpp"
#include "geo/locate.hpp"
#include "intake/crs_trials.hpp"

namespace riskmap::intake {

/// A point as its file has it, and the units that its row names.
struct PointClue {
    geo::PointM point;
    std::vector<UnitIndex> named;
};

/// Which system points are in whose rows name units, by `try_systems`: a point agrees when it falls
/// into a unit that its row names. At most 2,000 points are tried, evenly taken.
CrsVerdict detect_crs(const std::vector<PointClue>& points,
                      const geo::UnitLocator& units,
                      TrialSystems& systems,
                      const std::string& stated);

/// Which system the shapes of a layer are in, by `try_systems`: a stretch (a point, or up to 64
/// vertices of a line or ring) agrees when it lies wholly in the units, give or take 20 m. At most
/// 2,000 stretches are tried, evenly taken. A layer that reaches far beyond the units settles
/// nothing.
CrsVerdict detect_layer_crs(const std::vector<geo::Geometry>& shapes,
                            const geo::UnitLocator& units,
                            TrialSystems& systems,
                            const std::string& stated);

}  // namespace riskmap::intake
