#include "intake/crs_detector.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace riskmap::intake {
namespace {

using geo::Geometry;
using geo::PointM;

constexpr std::size_t most_places = 2000;
constexpr std::size_t longest_stretch = 64;
constexpr double tolerance_m = 20;  ///< borders are cut and rounded by other programs

std::size_t stretches_of(const Geometry& shape, std::size_t part) {
    const std::size_t vertices = shape.part(part).size();
    return (vertices + longest_stretch - 1) / longest_stretch;
}

/// The vertices of a stretch that reach farthest, and its middle: those that leave the units first.
void add_reach(std::span<const PointM> stretch, std::vector<PointM>& points) {
    const auto by_x = [](const PointM& a, const PointM& b) { return a.x < b.x; };
    const auto by_y = [](const PointM& a, const PointM& b) { return a.y < b.y; };
    const auto [west, east] = std::minmax_element(stretch.begin(), stretch.end(), by_x);
    const auto [south, north] = std::minmax_element(stretch.begin(), stretch.end(), by_y);
    std::array<std::size_t, 5> chosen{static_cast<std::size_t>(west - stretch.begin()),
                                      static_cast<std::size_t>(east - stretch.begin()),
                                      static_cast<std::size_t>(south - stretch.begin()),
                                      static_cast<std::size_t>(north - stretch.begin()),
                                      stretch.size() / 2};
    std::sort(chosen.begin(), chosen.end());
    const auto end = std::unique(chosen.begin(), chosen.end());
    for (auto at = chosen.begin(); at != end; ++at) {
        points.push_back(stretch[*at]);
    }
}

/// Stretches of a layer, each by a few points.
TriedPlaces stretches_of(const std::vector<Geometry>& shapes) {
    std::size_t all = 0;
    for (const Geometry& shape : shapes) {
        for (std::size_t part = 0; part < shape.part_count(); ++part) {
            all += stretches_of(shape, part);
        }
    }
    TriedPlaces places;
    const std::size_t step = all / most_places + 1;
    std::size_t seen = 0;
    for (const Geometry& shape : shapes) {
        for (std::size_t part = 0; part < shape.part_count(); ++part) {
            for (std::size_t i = 0; i < stretches_of(shape, part); ++i) {
                if (seen++ % step != 0) {
                    continue;
                }
                const auto vertices = shape.part(part).subspan(i * longest_stretch);
                add_reach(vertices.first(std::min(vertices.size(), longest_stretch)),
                          places.points);
                places.ends.push_back(places.points.size());
            }
        }
    }
    return places;
}

bool is_inside(const geo::UnitLocator& units, PointM point) {
    for (const auto& [east, north] : {std::pair{0.0, 0.0},
                                      std::pair{-tolerance_m, 0.0},
                                      std::pair{tolerance_m, 0.0},
                                      std::pair{0.0, -tolerance_m},
                                      std::pair{0.0, tolerance_m}}) {
        if (units.locate({point.x + east, point.y + north})) {
            return true;
        }
    }
    return false;
}

}  // namespace

CrsVerdict detect_crs(const std::vector<PointClue>& points,
                      const geo::UnitLocator& units,
                      TrialSystems& systems,
                      const std::string& stated) {
    std::vector<const PointClue*> tried;
    TriedPlaces places;
    const std::size_t step = points.size() / most_places + 1;
    for (std::size_t i = 0; i < points.size(); i += step) {
        tried.push_back(&points[i]);
        places.points.push_back(points[i].point);
        places.ends.push_back(places.points.size());
    }
    return try_systems(places, systems, stated, [&](std::size_t place, PointM at) {
        const std::vector<std::uint32_t> holders = units.locate_all(at);
        const auto& named = tried[place]->named;
        const bool agrees = std::any_of(holders.begin(), holders.end(), [&](std::uint32_t holder) {
            return std::find(named.begin(), named.end(), UnitIndex(holder)) != named.end();
        });
        return PointFound{!holders.empty(), agrees};
    });
}

CrsVerdict detect_layer_crs(const std::vector<Geometry>& shapes,
                            const geo::UnitLocator& units,
                            TrialSystems& systems,
                            const std::string& stated) {
    return try_systems(stretches_of(shapes), systems, stated, [&](std::size_t, PointM at) {
        const bool inside = is_inside(units, at);
        return PointFound{inside, inside};
    });
}

}  // namespace riskmap::intake
