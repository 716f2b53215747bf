#include <algorithm>
#include <cmath>

#include "core/run_context.hpp"
#include "fuzz/doors.hpp"
#include "geo/disjoint.hpp"
#include "geo/locate.hpp"
#include "geo/measure.hpp"
#include "geo/nearest.hpp"
#include "geo/repair.hpp"

namespace riskmap::fuzz {
namespace {

using geo::Geometry;
using geo::PointM;

/// Draws shapes from bytes: corners on a grid of 16 x 16 steps of 25 m (so that corners meet, edges
/// overlap and rings touch), now and then moved by less than a step.
class ShapeDrawer {
  public:
    explicit ShapeDrawer(std::string_view bytes) : bytes_(bytes) {}

    bool done() const { return at_ >= bytes_.size(); }
    unsigned next() { return at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_++]) : 0U; }
    PointM point() {
        const unsigned place = next();
        const unsigned moved = next();
        const double shift = moved < 192 ? 0 : static_cast<double>(moved - 192) / 7;
        return {static_cast<double>(place % 16) * 25 + shift,
                static_cast<double>(place / 16) * 25 - shift};
    }
    Geometry polygon() {
        std::vector<PointM> vertices;
        std::vector<std::uint32_t> rings;
        const unsigned count = 1 + next() % 3;
        for (unsigned ring = 0; ring < count; ++ring) {
            const std::size_t first = vertices.size();
            for (unsigned corner = 3 + next() % 8; corner > 0; --corner) {
                vertices.push_back(point());
            }
            vertices.push_back(vertices[first]);
            rings.push_back(static_cast<std::uint32_t>(vertices.size()));
        }
        return Geometry::of_polygons(vertices, rings, {static_cast<std::uint32_t>(count)});
    }
    Geometry line() {
        std::vector<PointM> vertices;
        for (unsigned corner = 2 + next() % 8; corner > 0; --corner) {
            vertices.push_back(point());
        }
        const auto end = static_cast<std::uint32_t>(vertices.size());
        return Geometry::of_lines(vertices, {end});
    }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
};

bool near(double a, double b) { return std::abs(a - b) <= 1e-6 * (1 + std::abs(a) + std::abs(b)); }

double sum(const std::vector<geo::Share>& shares) {
    double total = 0;
    for (const geo::Share& share : shares) {
        promised(share.amount > 0 && std::isfinite(share.amount), "a share is positive");
        total += share.amount;
    }
    return total;
}

std::vector<Geometry> valid_polygons(ShapeDrawer& drawer, unsigned most) {
    std::vector<Geometry> polygons;
    for (unsigned count = 1 + drawer.next() % most; count > 0; --count) {
        Geometry repaired = geo::make_valid(drawer.polygon()).geometry;
        if (!repaired.empty()) {
            polygons.push_back(std::move(repaired));
        }
    }
    return polygons;
}

}  // namespace

void geometry_repair(std::string_view bytes) {
    ShapeDrawer drawer(bytes.substr(0, 200));
    const geo::Repaired once = geo::make_valid(drawer.polygon());
    const geo::Repaired twice = geo::make_valid(once.geometry);
    promised(!twice.changed, "a repaired polygon is valid");
    promised(near(once.area_after_m2, geo::area_m2(once.geometry)), "the area told is the area");
    if (once.geometry.empty()) {
        return;
    }
    const PointM inside = geo::point_on_surface(once.geometry);
    promised(geo::contains(once.geometry, inside), "a point on the surface is in the polygon");
    const PointM middle = geo::centroid(once.geometry);
    promised(std::isfinite(middle.x) && std::isfinite(middle.y), "a centre is finite");
}

void geometry_joins(std::string_view bytes) {
    ShapeDrawer drawer(bytes.substr(0, 300));
    const RunContext context;
    const geo::Disjoint units = geo::without_shared_area(valid_polygons(drawer, 4), context);
    const std::vector<Geometry> features = valid_polygons(drawer, 3);
    const std::vector<Geometry> lines{drawer.line(), drawer.line()};
    double area = 0;
    for (const Geometry& feature : features) {
        area += geo::area_m2(feature);
    }
    const double shared = sum(geo::area_by_unit(features, units.polygons, context));
    promised(shared <= area * (1 + 1e-9) + 0.01, "disjoint units share no more than there is");
    double whole = 0;
    for (const Geometry& unit : units.polygons) {
        whole += geo::area_m2(unit);
    }
    const double own = sum(geo::area_by_unit(units.polygons, units.polygons, context));
    promised(std::abs(own - whole) <= 1e-6 * whole + 0.01,
             "units lie in themselves and nowhere else");
    const double length = geo::length_m(lines[0]) + geo::length_m(lines[1]);
    promised(sum(geo::length_by_unit(lines, units.polygons, context)) <= length * (1 + 1e-9) + 1e-3,
             "no line is longer inside than in all");
    const geo::UnitLocator locator(units.polygons);
    const geo::NearestIndex nearest(units.polygons);
    for (int i = 0; i < 8; ++i) {
        const PointM point = drawer.point();
        const auto unit = locator.locate(point);
        const auto one = geo::locate_points(std::span(&point, 1), units.polygons, context);
        promised(one.front() == unit, "both ways to locate a point agree");
        const auto all = locator.locate_all(point);
        promised(unit.has_value() ? !all.empty() && all.front() == *unit : all.empty(),
                 "the first of all units that hold a point");
        const auto found = nearest.nearest(point);
        promised(!unit || (found && found->distance_m == 0), "distance 0 inside");
    }
}

}  // namespace riskmap::fuzz
