#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/admin_units.hpp"
#include "geo/point.hpp"

namespace riskmap::intake {

/// A point as its file has it, and the units that its row names.
struct PointClue {
    geo::PointM point;
    std::vector<UnitIndex> named;
};

/// A coordinate system in one order of axes, and what the points make of it.
struct CrsCandidate {
    std::string crs;
    bool swapped = false;      ///< the file has north first
    std::size_t inside = 0;    ///< points in any unit
    std::size_t agreeing = 0;  ///< points in a unit that their row names
};

struct CrsVerdict {
    std::size_t points = 0;
    std::vector<CrsCandidate> candidates;  ///< most agreeing first
    bool clear = false;                    ///< the first is right beyond doubt
};

/// Tries the systems in use in Vietnam, `also` (the stated one; may be "") and both orders of axes
/// on points whose rows name units. The first is clear when at least 80 in 100 points fall into a
/// unit they name, and against each other candidate the points that only one of the two puts right
/// speak for it by at least ten and by 3.3 standard deviations (McNemar 1947). Candidates that put
/// every point within a metre of the first are the first. At most 2,000 points are tried, evenly
/// taken.
CrsVerdict detect_crs(const std::vector<PointClue>& points,
                      const domain::AdminUnits& units,
                      const std::string& study_crs,
                      const std::string& also);

/// "EPSG:9212, east first: 480 of 500 in the unit named, 498 in any", one candidate a line.
std::string candidates_table(const CrsVerdict& verdict);

}  // namespace riskmap::intake
