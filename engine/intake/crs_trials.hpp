#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "geo/point.hpp"

namespace riskmap::intake {

/// A coordinate system in one order of axes, and what it makes of the places tried: points whose
/// rows name units, or stretches of the shapes of a layer.
struct CrsCandidate {
    std::string crs;
    bool swapped = false;       ///< the file has north first
    std::size_t inside = 0;     ///< places in any unit, if only in part
    std::size_t agreeing = 0;   ///< points in a unit that their row names; stretches wholly inside
    std::optional<double> off;  ///< metres from where the first candidate puts them; none: nowhere

    /// Puts every place within a metre of where the first candidate puts it.
    bool same_as_first() const { return off && *off <= 1; }
};

struct CrsVerdict {
    std::size_t places = 0;
    std::vector<CrsCandidate> candidates;  ///< most agreeing first
    bool clear = false;                    ///< the first is right beyond doubt

    const CrsCandidate& best() const { return candidates.front(); }
    /// The stated system with east first, which must have been tried.
    const CrsCandidate& stated(const std::string& crs) const;
};

/// Places of one or more points each, as their file has them.
struct TriedPlaces {
    std::vector<geo::PointM> points;
    std::vector<std::size_t> ends;  ///< of each place, in the points

    std::size_t size() const { return ends.size(); }
    std::size_t first(std::size_t place) const { return place == 0 ? 0 : ends[place - 1]; }
};

/// What is said of a point of a place that lies there.
struct PointFound {
    bool touches = false;  ///< any unit
    bool agrees = false;
};
/// Of a point in study metres. A place agrees when all of its points do.
using JudgePoint = std::function<PointFound(std::size_t place, geo::PointM at)>;

/// The systems to try for one study, each made when it is first wanted: making one takes as long as
/// placing a thousand points. One thread at a time.
class TrialSystems {
  public:
    explicit TrialSystems(std::string study_crs);
    ~TrialSystems();
    TrialSystems(TrialSystems&&) noexcept;
    TrialSystems& operator=(TrialSystems&&) noexcept;

    struct System;
    const System& system(const std::string& crs);
    const std::string& study_crs() const { return study_crs_; }

  private:
    std::string study_crs_;
    std::map<std::string, std::unique_ptr<System>> made_;
};

/// Tries the systems in use in Vietnam, the study's, `stated` (may be "") and both orders of axes.
/// The first is clear when at least 80 in 100 places agree with it, and against each other
/// candidate the places that only one of the two puts right speak for it by at least ten and by 3.3
/// standard deviations (McNemar 1947). Candidates that put every point within a metre of the first
/// are the first. Where no other is clearly better than the stated one, it alone is in the verdict.
CrsVerdict try_systems(const TriedPlaces& places,
                       TrialSystems& systems,
                       const std::string& stated,
                       const JudgePoint& judge);

/// "EPSG:9212, east first: 106.72 E, 11.53 N": where each system in use puts a point of a file
/// without a system, one a line; only those that put it into Vietnam. For people who know the
/// place.
Text whereabouts(geo::PointM point, const std::string& study_crs);

/// "EPSG:9212", or its name where it has no code.
std::string system_name(const std::string& crs);

/// "EPSG:9212, east first: 480 of 500 `agreeing`, 498 `inside`", one candidate a line.
Text candidates_table(const CrsVerdict& verdict, const Text& agreeing, const Text& inside);

}  // namespace riskmap::intake
