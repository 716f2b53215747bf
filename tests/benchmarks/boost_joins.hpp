#pragma once

#include <span>
#include <utility>
#include <vector>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/segment.hpp>
#include <boost/geometry/index/rtree.hpp>

#include "geo/geometry.hpp"

namespace riskmap::benchmarks {

/// Boost's packed R-tree over segments; the distance of the nearest one to each point, added up. It
/// does not know the inside of polygons.
inline double boost_nearest(std::span<const geo::Geometry> features,
                            std::span<const geo::PointM> points) {
    namespace bg = boost::geometry;
    using Point = bg::model::d2::point_xy<double>;
    using Segment = bg::model::segment<Point>;
    std::vector<Segment> segments;
    for (const geo::Geometry& feature : features) {
        for (std::size_t part = 0; part < feature.part_count(); ++part) {
            const std::span<const geo::PointM> row = feature.part(part);
            for (std::size_t i = 0; i + 1 < row.size(); ++i) {
                segments.emplace_back(Point(row[i].x, row[i].y), Point(row[i + 1].x, row[i + 1].y));
            }
        }
    }
    const bg::index::rtree<Segment, bg::index::quadratic<16>> tree(segments);
    double sum = 0;
    for (const geo::PointM at : points) {
        const Point point(at.x, at.y);
        for (auto found = tree.qbegin(bg::index::nearest(point, 1)); found != tree.qend();
             ++found) {
            sum += bg::distance(point, *found);
        }
    }
    return sum;
}

}  // namespace riskmap::benchmarks
