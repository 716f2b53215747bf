#include "exposure/crossings.hpp"

#include <cmath>
#include <set>
#include <tuple>

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

/// Roads in the order they are met first, pieces of one together.
class Tally {
  public:
    void add(const Site& road, double children) {
        for (Crossing& one : found_) {
            if (one.kind == road.kind && one.name == road.name) {
                one.children += children;
                return;
            }
        }
        found_.push_back({road.name, road.kind, children});
    }
    std::optional<Crossing> most() const {
        std::optional<Crossing> best;
        for (const Crossing& one : found_) {
            if (one.children > (best ? best->children : 0)) {
                best = one;
            }
        }
        return best;
    }

  private:
    std::vector<Crossing> found_;
};

std::vector<geo::Geometry> shapes_of(std::span<const Site> sites) {
    std::vector<geo::Geometry> shapes;
    for (const Site& site : sites) {
        shapes.push_back(site.shape.shape() == geo::Shape::points ? geo::Geometry() : site.shape);
    }
    return shapes;
}

/// Homes within reach of each place.
std::vector<std::vector<std::uint32_t>> homes_near(std::span<const Site> places,
                                                   std::span<const PointM> homes,
                                                   double within_m) {
    std::vector<geo::Geometry> shapes;
    for (const Site& place : places) {
        shapes.push_back(place.shape);
    }
    const geo::NearestIndex index(shapes);
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
    const std::vector<geo::Geometry> shapes = shapes_of(roads);
    const geo::NearestIndex index(shapes);
    constexpr std::size_t block = 16;
    parallel_for(context, places.size(), block, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const PointM place = geo::point_on_surface(places[i].shape);
            const std::vector<geo::Nearest> around = index.within(place, within_m);
            Tally tally;
            for (const std::uint32_t home : near[i]) {
                // A road in several pieces is crossed once.
                std::set<std::tuple<std::string, std::string>> crossed;
                for (const geo::Nearest& hit : around) {
                    const Site& road = roads[hit.feature];
                    if (cuts(road.shape, homes[home], place) &&
                        crossed.emplace(road.kind, road.name).second) {
                        tally.add(road, children[home]);
                    }
                }
            }
            result[i] = tally.most();
        }
    });
    return result;
}

}  // namespace riskmap::exposure
