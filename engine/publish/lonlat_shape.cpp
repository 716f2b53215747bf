#include "publish/lonlat_shape.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::publish {
namespace {

using geo::LonLat;
using geo::Shape;

/// Twice the signed area in square degrees, from the first vertex for the sake of digits; positive
/// for counter-clockwise rings.
double doubled_area(std::span<const LonLat> ring) {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        sum += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
               (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    }
    return sum;
}

void wind(LonLatShape& shape) {
    std::size_t ring = 0;
    std::size_t begin = 0;
    for (std::size_t polygon = 0; polygon < shape.polygon_ends.size(); ++polygon) {
        for (; ring < shape.polygon_ends[polygon]; ++ring) {
            const bool outer = ring == shape.first_ring(polygon);
            const double area = doubled_area(shape.part(ring));
            if (outer ? area < 0 : area > 0) {
                std::reverse(shape.vertices.begin() + static_cast<std::ptrdiff_t>(begin),
                             shape.vertices.begin() + shape.part_ends[ring]);
            }
            begin = shape.part_ends[ring];
        }
    }
}

double on_grid(double degrees) {
    constexpr double steps_per_degree = 1e7;
    return static_cast<double>(std::llround(degrees * steps_per_degree)) / steps_per_degree;
}

std::vector<LonLat> without_repeats(std::span<const LonLat> part) {
    std::vector<LonLat> kept;
    kept.reserve(part.size());
    for (const LonLat vertex : part) {
        const LonLat place = {on_grid(vertex.lon), on_grid(vertex.lat)};
        if (kept.empty() || !(kept.back() == place)) {
            kept.push_back(place);
        }
    }
    return kept;
}

/// The part with its repeats, when nothing better can be published.
std::vector<LonLat> as_it_is(std::span<const LonLat> part) {
    std::vector<LonLat> kept;
    kept.reserve(part.size());
    for (const LonLat vertex : part) {
        kept.push_back({on_grid(vertex.lon), on_grid(vertex.lat)});
    }
    return kept;
}

void add_part(LonLatShape& shape, const std::vector<LonLat>& part) {
    shape.vertices.insert(shape.vertices.end(), part.begin(), part.end());
    shape.part_ends.push_back(static_cast<std::uint32_t>(shape.vertices.size()));
}

bool is_ring(const std::vector<LonLat>& part) {
    return part.size() >= 4 && doubled_area(part) != 0;
}

void add_lines(LonLatShape& result, const LonLatShape& shape) {
    for (std::size_t i = 0; i < shape.part_ends.size(); ++i) {
        const std::vector<LonLat> line = without_repeats(shape.part(i));
        if (line.size() >= 2) {
            add_part(result, line);
        }
    }
}

void add_polygons(LonLatShape& result, const LonLatShape& shape) {
    for (std::size_t polygon = 0; polygon < shape.polygon_ends.size(); ++polygon) {
        const std::size_t first = shape.first_ring(polygon);
        const std::vector<LonLat> outer = without_repeats(shape.part(first));
        if (!is_ring(outer)) {
            continue;
        }
        add_part(result, outer);
        for (std::size_t ring = first + 1; ring < shape.polygon_ends[polygon]; ++ring) {
            const std::vector<LonLat> hole = without_repeats(shape.part(ring));
            if (is_ring(hole)) {
                add_part(result, hole);
            }
        }
        result.polygon_ends.push_back(static_cast<std::uint32_t>(result.part_ends.size()));
    }
}

}  // namespace

std::span<const LonLat> LonLatShape::part(std::size_t index) const {
    if (shape == Shape::points) {
        return std::span(vertices).subspan(index, 1);
    }
    const std::size_t begin = index == 0 ? 0 : part_ends[index - 1];
    return std::span(vertices).subspan(begin, part_ends[index] - begin);
}

std::size_t LonLatShape::member_count() const {
    switch (shape) {
        case Shape::points:
            return vertices.size();
        case Shape::lines:
            return part_ends.size();
        case Shape::polygons:
            return polygon_ends.size();
        case Shape::none:
            break;
    }
    return 0;
}

LonLatShape to_lonlat(const geo::Geometry& geometry, const geo::Projector& wgs84) {
    LonLatShape result;
    if (geometry.empty()) {
        return result;
    }
    result.shape = geometry.shape();
    std::vector<geo::PointM> points(geometry.vertices().begin(), geometry.vertices().end());
    wgs84.from_study(points);
    result.vertices.reserve(points.size());
    for (const geo::PointM point : points) {
        result.vertices.push_back({point.x, point.y});
    }
    if (result.shape == Shape::points) {
        return result;
    }
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < geometry.part_count(); ++i) {
        end += static_cast<std::uint32_t>(geometry.part(i).size());
        result.part_ends.push_back(end);
    }
    for (std::size_t i = 0; i < geometry.polygon_count(); ++i) {
        result.polygon_ends.push_back(static_cast<std::uint32_t>(geometry.last_ring(i)));
    }
    wind(result);
    return result;
}

LonLatShape on_grid(const LonLatShape& shape) {
    LonLatShape result;
    result.shape = shape.shape;
    if (shape.shape == Shape::points) {
        result.vertices = as_it_is(shape.vertices);
        return result;
    }
    if (shape.shape == Shape::lines) {
        add_lines(result, shape);
    } else if (shape.shape == Shape::polygons) {
        add_polygons(result, shape);
    }
    if (result.empty() && !shape.empty()) {
        add_part(result, as_it_is(shape.part(0)));
        if (shape.shape == Shape::polygons) {
            result.polygon_ends.push_back(1);
        }
    }
    wind(result);
    return result;
}

}  // namespace riskmap::publish
