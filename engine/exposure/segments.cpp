#include "exposure/segments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "exposure/line_graph.hpp"
#include "exposure/measures.hpp"
#include "geo/measure.hpp"

namespace riskmap::exposure {
namespace {

using geo::PointM;

double distance(PointM a, PointM b) { return std::hypot(b.x - a.x, b.y - a.y); }

PointM between(PointM a, PointM b, double share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

/// Length from the beginning to each vertex.
std::vector<double> along(std::span<const PointM> vertices) {
    std::vector<double> result{0};
    for (std::size_t i = 1; i < vertices.size(); ++i) {
        result.push_back(result.back() + distance(vertices[i - 1], vertices[i]));
    }
    return result;
}

PointM point_at(std::span<const PointM> vertices, const std::vector<double>& at, double metres) {
    const auto after = std::upper_bound(at.begin(), at.end(), metres);
    if (after == at.end()) {
        return vertices.back();
    }
    const auto i = static_cast<std::size_t>(after - at.begin());
    return between(vertices[i - 1], vertices[i], (metres - at[i - 1]) / (at[i] - at[i - 1]));
}

geo::Geometry cut(std::span<const PointM> vertices,
                  const std::vector<double>& at,
                  double first_m,
                  double last_m) {
    std::vector<PointM> piece{point_at(vertices, at, first_m)};
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        if (at[i] > first_m && at[i] < last_m) {
            piece.push_back(vertices[i]);
        }
    }
    piece.push_back(point_at(vertices, at, last_m));
    const auto end = static_cast<std::uint32_t>(piece.size());
    return geo::Geometry::of_lines(piece, {end});
}

void cut_part(const geo::Geometry& line,
              std::uint32_t number,
              std::uint32_t part,
              double length_m,
              std::vector<Segment>& segments) {
    const auto vertices = line.part(part);
    const std::vector<double> at = along(vertices);
    const double whole = at.back();
    if (!(whole > 0)) {
        return;
    }
    const auto pieces = static_cast<int>(std::max(1.0, std::round(whole / length_m)));
    for (int i = 0; i < pieces; ++i) {
        const double first = whole * i / pieces;
        const double last = i + 1 == pieces ? whole : whole * (i + 1) / pieces;
        geo::Geometry piece = cut(vertices, at, first, last);
        segments.push_back({number,
                            part,
                            first,
                            last,
                            piece == line ? line : std::move(piece),  // one shape, kept once
                            point_at(vertices, at, (first + last) / 2)});
    }
}

/// The place along a line string that is nearest to a point, and how far it is.
struct Place {
    double along_m = 0;
    double distance_m = std::numeric_limits<double>::infinity();
};
Place nearest_place(std::span<const PointM> vertices, PointM point) {
    Place best;
    double start = 0;
    for (std::size_t i = 1; i < vertices.size(); ++i) {
        const PointM a = vertices[i - 1];
        const double dx = vertices[i].x - a.x;
        const double dy = vertices[i].y - a.y;
        const double squared = dx * dx + dy * dy;
        const double length = std::sqrt(squared);
        const double share =
            squared > 0
                ? std::clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / squared, 0.0, 1.0)
                : 0;
        const double off = distance(between(a, vertices[i], share), point);
        if (off < best.distance_m) {
            best = {start + share * length, off};
        }
        start += length;
    }
    return best;
}

}  // namespace

std::vector<Segment> equal_segments(std::span<const geo::Geometry> lines, double length_m) {
    expects(length_m > 0, "equal_segments: pieces have a length");
    std::vector<Segment> segments;
    for (std::uint32_t number = 0; number < lines.size(); ++number) {
        const geo::Geometry& line = lines[number];
        if (line.empty()) {
            continue;
        }
        if (line.shape() != geo::Shape::lines) {
            segments.push_back({number, 0, 0, 0, line, geo::point_on_surface(line)});
            continue;
        }
        for (std::uint32_t part = 0; part < line.part_count(); ++part) {
            cut_part(line, number, part, length_m, segments);
        }
    }
    return segments;
}

std::vector<Site> segment_sites(std::span<const Site> lines,
                                std::span<const Segment> segments,
                                const geo::UnitLocator& units) {
    std::vector<Site> sites;
    sites.reserve(segments.size());
    std::uint32_t piece = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = segments[i];
        piece = i > 0 && segments[i - 1].line == segment.line ? piece + 1 : 1;
        const Site& line = lines[segment.line];
        Site& site = sites.emplace_back();
        site.source = line.source;
        site.feature = line.feature;
        site.piece = segment.last_m > 0 ? piece : 0;
        site.shape = segment.shape;
        if (const auto unit = units.locate(segment.middle)) {
            site.unit = UnitIndex(*unit);
        }
    }
    return sites;
}

std::optional<std::uint32_t> segment_at(std::span<const Segment> segments,
                                        std::uint32_t line,
                                        PointM point) {
    const auto first = std::lower_bound(
        segments.begin(), segments.end(), line, [](const Segment& a, std::uint32_t wanted) {
            return a.line < wanted;
        });
    std::optional<std::uint32_t> best;
    double best_m = std::numeric_limits<double>::infinity();
    for (auto it = first; it != segments.end() && it->line == line; ++it) {
        const double metres = it->last_m > 0 ? nearest_place(it->shape.vertices(), point).distance_m
                                             : distance(it->middle, point);
        if (metres < best_m) {
            best = static_cast<std::uint32_t>(it - segments.begin());
            best_m = metres;
        }
    }
    return best;
}

SegmentNetwork segment_network(std::span<const geo::Geometry> lines,
                               const geo::NearestIndex& index,
                               std::span<const Segment> segments) {
    const LineGraph graph = line_graph(lines, index, junction_tolerance_m);
    SegmentNetwork result;
    result.network.nodes = graph.nodes.size();
    auto segment = segments.begin();
    for (const LinePath& path : graph.paths) {
        while (segment != segments.end() &&
               std::pair(segment->line, segment->part) < std::pair(path.line, path.part)) {
            ++segment;
        }
        for (std::size_t i = 1; i < path.steps.size(); ++i) {
            const double from = path.steps[i - 1].along_m;
            const double to = path.steps[i].along_m;
            if (!(to > from)) {
                continue;
            }
            const auto edge = static_cast<std::uint32_t>(result.network.edges.size());
            result.network.edges.push_back({path.steps[i - 1].node, path.steps[i].node, to - from});
            for (auto here = segment; here != segments.end() && here->line == path.line &&
                                      here->part == path.part && here->first_m < to;
                 ++here) {
                const double first = std::max(here->first_m, from);
                const double last = std::min(here->last_m, to);
                if (last > first) {
                    result.pieces.push_back({edge, first - from, last - from});
                    result.segment_of.push_back(
                        static_cast<std::uint32_t>(here - segments.begin()));
                }
            }
        }
    }
    return result;
}

std::optional<stats::NetworkPoint> on_network(const SegmentNetwork& network,
                                              std::span<const Segment> segments,
                                              std::uint32_t segment,
                                              PointM point) {
    const Segment& piece = segments[segment];
    if (!(piece.last_m > 0)) {
        return std::nullopt;
    }
    // The segment's pieces of edges follow each other; walk along them as far as the point is.
    const auto begin =
        std::lower_bound(network.segment_of.begin(), network.segment_of.end(), segment);
    double left = nearest_place(piece.shape.vertices(), point).along_m;
    std::optional<stats::NetworkPoint> place;
    for (auto it = begin; it != network.segment_of.end() && *it == segment; ++it) {
        const stats::Lixel& lixel =
            network.pieces[static_cast<std::size_t>(it - network.segment_of.begin())];
        const double length = lixel.last_m - lixel.first_m;
        place = stats::NetworkPoint{lixel.edge, lixel.first_m + std::min(left, length)};
        if (left <= length) {
            break;
        }
        left -= length;
    }
    return place;
}

}  // namespace riskmap::exposure
