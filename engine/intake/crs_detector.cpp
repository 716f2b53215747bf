#include "intake/crs_detector.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "geo/locate.hpp"
#include "geo/projector.hpp"

namespace riskmap::intake {
namespace {

constexpr std::array<const char*, 7> in_use{
    "EPSG:9212", "EPSG:5899", "EPSG:3405", "EPSG:5897", "EPSG:9210", "EPSG:4756", "EPSG:4326"};
constexpr std::size_t most_points = 2000;
constexpr double least_share = 0.8;
constexpr double least_lead = 10;
constexpr double least_deviations = 3.3;
constexpr double same_place_m = 1;

using Placed = std::vector<std::optional<geo::PointM>>;

struct Trial {
    CrsCandidate candidate;
    Placed at;
    std::vector<bool> agrees;
};

Placed placed(const std::vector<const PointClue*>& points,
              const CrsCandidate& candidate,
              const std::string& study_crs) {
    const geo::Projector projector(candidate.crs, study_crs);
    Placed result(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        geo::PointM point = points[i]->point;
        if (candidate.swapped) {
            std::swap(point.x, point.y);
        }
        try {
            projector.to_study(std::span(&point, 1));
            result[i] = point;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::input) {
                throw;
            }
        }
    }
    return result;
}

/// Whether the points that only one of two trials puts right speak clearly for the first.
bool clearly_better(const Trial& first, const Trial& second) {
    double only_first = 0;
    double only_second = 0;
    bool same = true;
    for (std::size_t i = 0; i < first.agrees.size(); ++i) {
        only_first += first.agrees[i] && !second.agrees[i] ? 1 : 0;
        only_second += second.agrees[i] && !first.agrees[i] ? 1 : 0;
        same = same && first.at[i] && second.at[i] &&
               std::hypot(first.at[i]->x - second.at[i]->x, first.at[i]->y - second.at[i]->y) <=
                   same_place_m;
    }
    const double lead = only_first - only_second;
    return same ||
           (lead >= least_lead && lead >= least_deviations * std::sqrt(only_first + only_second));
}

}  // namespace

CrsVerdict detect_crs(const std::vector<PointClue>& points,
                      const domain::AdminUnits& units,
                      const std::string& study_crs,
                      const std::string& also) {
    std::vector<const PointClue*> tried;
    const std::size_t step = points.size() / most_points + 1;
    for (std::size_t i = 0; i < points.size(); i += step) {
        tried.push_back(&points[i]);
    }
    std::vector<std::string> systems(in_use.begin(), in_use.end());
    if (!also.empty() && std::find(systems.begin(), systems.end(), also) == systems.end()) {
        systems.insert(systems.begin(), also);
    }
    const geo::UnitLocator locator(units.shape.values());
    std::vector<Trial> trials;
    for (const std::string& crs : systems) {
        for (const bool swapped : {false, true}) {
            Trial& trial = trials.emplace_back();
            trial.candidate = {crs, swapped};
            trial.at = placed(tried, trial.candidate, study_crs);
            for (std::size_t i = 0; i < tried.size(); ++i) {
                const auto holders =
                    trial.at[i] ? locator.locate_all(*trial.at[i]) : std::vector<std::uint32_t>();
                const bool agrees =
                    std::any_of(holders.begin(), holders.end(), [&](std::uint32_t holder) {
                        const auto& named = tried[i]->named;
                        return std::find(named.begin(), named.end(), UnitIndex(holder)) !=
                               named.end();
                    });
                trial.agrees.push_back(agrees);
                trial.candidate.inside += holders.empty() ? 0 : 1;
                trial.candidate.agreeing += agrees ? 1 : 0;
            }
        }
    }
    std::stable_sort(trials.begin(), trials.end(), [](const Trial& a, const Trial& b) {
        return a.candidate.agreeing > b.candidate.agreeing;
    });
    CrsVerdict verdict;
    verdict.points = tried.size();
    for (const Trial& trial : trials) {
        verdict.candidates.push_back(trial.candidate);
    }
    verdict.clear = static_cast<double>(trials.front().candidate.agreeing) >=
                        least_share * static_cast<double>(std::max<std::size_t>(tried.size(), 1)) &&
                    std::all_of(trials.begin() + 1, trials.end(), [&](const Trial& other) {
                        return clearly_better(trials.front(), other);
                    });
    return verdict;
}

std::string candidates_table(const CrsVerdict& verdict) {
    std::string text;
    for (const CrsCandidate& candidate : verdict.candidates) {
        if (candidate.inside > 0) {
            text += fmt::format("\n  {}, {} first: {} of {} in the unit named, {} in any",
                                candidate.crs,
                                candidate.swapped ? "north" : "east",
                                candidate.agreeing,
                                verdict.points,
                                candidate.inside);
        }
    }
    return text.empty() ? "\n  no candidate puts any point into a unit" : text;
}

}  // namespace riskmap::intake
