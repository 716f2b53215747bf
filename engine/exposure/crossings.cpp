#include "exposure/crossings.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/parallel.hpp"
#include "geo/measure.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {
namespace {

using geo::PointM;

/// Twice the signed area of the triangle a, b, c.
double turn(PointM a, PointM b, PointM c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Whether two segments cross properly; a touch is no crossing.
bool cross(PointM a, PointM b, PointM c, PointM d) {
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

bool cuts(const geo::Geometry& road, PointM home, PointM place) {
    for (std::size_t part = 0; part < road.part_count(); ++part) {
        const auto vertices = road.part(part);
        for (std::size_t i = 1; i < vertices.size(); ++i) {
            if (cross(home, place, vertices[i - 1], vertices[i])) {
                return true;
            }
        }
    }
    return false;
}

/// A road and the children who have to cross it.
struct Crossed {
    std::uint32_t road = 0;
    double children = 0;
};

/// Roads in the order they are met first.
class Tally {
  public:
    void add(std::uint32_t road, double children) {
        const auto known = std::find_if(
            found_.begin(), found_.end(), [&](const Crossed& one) { return one.road == road; });
        if (known != found_.end()) {
            known->children += children;
        } else {
            found_.push_back({road, children});
        }
    }
    Crossed most() const {
        Crossed best;
        for (const Crossed& one : found_) {
            if (one.children > best.children) {
                best = one;
            }
        }
        return best;
    }

  private:
    std::vector<Crossed> found_;
};

/// For each piece of road the first of the same kind and name, which stands for all of them.
std::vector<std::uint32_t> first_of_road(std::span<const Site> roads) {
    std::map<std::pair<std::string, std::string>, std::uint32_t> first;
    std::vector<std::uint32_t> road_of;
    road_of.reserve(roads.size());
    for (std::uint32_t i = 0; i < roads.size(); ++i) {
        road_of.push_back(
            first.emplace(std::pair(roads[i].kind(), roads[i].name()), i).first->second);
    }
    return road_of;
}

/// Of the roads; points cannot be crossed.
std::vector<geo::Geometry> lines_of(std::span<const Site> roads) {
    std::vector<geo::Geometry> lines = shapes_of(roads);
    for (geo::Geometry& line : lines) {
        if (line.shape() == geo::Shape::points) {
            line = geo::Geometry();
        }
    }
    return lines;
}

/// Homes within reach of each place.
std::vector<std::vector<std::uint32_t>> homes_near(std::span<const Site> places,
                                                   std::span<const PointM> homes,
                                                   double within_m) {
    const geo::NearestIndex index(shapes_of(places));
    std::vector<std::vector<std::uint32_t>> near(places.size());
    for (std::uint32_t home = 0; home < homes.size(); ++home) {
        for (const geo::Nearest& hit : index.within(homes[home], within_m)) {
            near[hit.feature].push_back(home);
        }
    }
    return near;
}

}  // namespace

std::vector<std::optional<Crossing>> roads_to_cross(std::span<const Site> places,
                                                    std::span<const Site> roads,
                                                    std::span<const PointM> homes,
                                                    std::span<const double> children,
                                                    double within_m,
                                                    const RunContext& context) {
    std::vector<std::optional<Crossing>> result(places.size());
    const auto near = homes_near(places, homes, within_m);
    const std::vector<std::uint32_t> road_of = first_of_road(roads);
    const geo::NearestIndex index(lines_of(roads));
    constexpr std::size_t block = 16;
    parallel_for(context, places.size(), block, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const PointM place = geo::point_on_surface(places[i].shape);
            const std::vector<geo::Nearest> around = index.within(place, within_m);
            Tally tally;
            for (const std::uint32_t home : near[i]) {
                // A road in several pieces is crossed once.
                std::set<std::uint32_t> crossed;
                for (const geo::Nearest& hit : around) {
                    const std::uint32_t road = road_of[hit.feature];
                    if (cuts(roads[hit.feature].shape, homes[home], place) &&
                        crossed.insert(road).second) {
                        tally.add(road, children[home]);
                    }
                }
            }
            if (const Crossed most = tally.most(); most.children > 0) {
                result[i] =
                    Crossing{roads[most.road].name(), roads[most.road].kind(), most.children};
            }
        }
    });
    return result;
}

}  // namespace riskmap::exposure
