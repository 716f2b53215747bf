#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "app/cache/archive.hpp"
#include "core/graph.hpp"
#include "core/issue.hpp"
#include "core/period.hpp"
#include "core/text.hpp"
#include "geo/geometry.hpp"
#include "geo/raster.hpp"
#include "geo/repair.hpp"

// Members of the nouns of `core` and `geo`, for archives.

namespace riskmap::app {

template <>
struct Members<Text> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& text) {
        archive(text.vi, text.en);
    }
};

template <>
struct Members<Place> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& place) {
        archive(place.file, place.sheet, place.row, place.column, place.value);
    }
};

template <>
struct Members<Issue> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& issue) {
        archive(issue.slug, issue.severity, issue.source, issue.place, issue.message, issue.repair);
    }
};

template <>
struct Members<SourceTally> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& tally) {
        archive(tally.source,
                tally.file,
                tally.rows_in,
                tally.rows_used,
                tally.rows_rejected,
                tally.rows_not_selected,
                tally.rows_not_data);
    }
};

template <>
struct Members<IssueLog> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& log) {
        if constexpr (Archive::loads) {
            std::vector<Issue> issues;
            std::vector<SourceTally> tallies;
            archive(issues, tallies);
            for (Issue& issue : issues) {
                log.add(std::move(issue));
            }
            for (SourceTally& tally : tallies) {
                log.close(std::move(tally));
            }
        } else {
            archive(log.issues(), log.tallies());
        }
    }
};

template <>
struct Members<Graph> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& graph) {
        auto size = std::uint64_t{graph.size()};
        std::vector<Graph::Edge> edges;
        if constexpr (Archive::loads) {
            archive(size, edges);
            graph = size > 0 ? Graph(static_cast<std::size_t>(size), edges) : Graph();
        } else {
            for (std::uint32_t row = 0; row < graph.size(); ++row) {
                for (const std::uint32_t other : graph.neighbours(row)) {
                    if (row < other) {
                        edges.emplace_back(row, other);
                    }
                }
            }
            archive(size, edges);
        }
    }
};

template <>
struct Members<Period> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& period) {
        archive(period.first, period.last);
    }
};

template <>
struct Members<std::chrono::year_month_day> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& date) {
        auto year = static_cast<std::int32_t>(static_cast<int>(date.year()));
        auto month = static_cast<std::uint32_t>(static_cast<unsigned>(date.month()));
        auto day = static_cast<std::uint32_t>(static_cast<unsigned>(date.day()));
        archive(year, month, day);
        if constexpr (Archive::loads) {
            date = Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day));
        }
    }
};

template <>
struct Members<geo::PointM> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& point) {
        archive(point.x, point.y);
    }
};

template <>
struct Members<geo::Box> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& box) {
        archive(box.min_x, box.min_y, box.max_x, box.max_y);
    }
};

template <>
struct Members<geo::Overlap> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& overlap) {
        archive(overlap.first, overlap.second, overlap.area_m2);
    }
};

template <>
struct Members<geo::Hole> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& hole) {
        archive(hole.inside, hole.area_m2);
    }
};

template <>
struct Members<geo::CoverageReport> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& report) {
        archive(report.overlaps, report.holes);
    }
};

template <>
struct Members<geo::Raster> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& raster) {
        archive(raster.crs,
                raster.left,
                raster.top,
                raster.cell_width,
                raster.cell_height,
                raster.columns,
                raster.rows,
                raster.values);
    }
};

/// Coordinates as one row of numbers, then where rings and polygons end.
template <>
struct Members<geo::Geometry> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& geometry) {
        geo::Shape shape = geometry.shape();
        std::vector<double> numbers;
        std::vector<std::uint32_t> part_ends;
        std::vector<std::uint32_t> polygon_ends;
        if constexpr (!Archive::loads) {
            for (const geo::PointM vertex : geometry.vertices()) {
                numbers.push_back(vertex.x);
                numbers.push_back(vertex.y);
            }
            std::uint32_t end = 0;
            for (std::size_t part = 0; shape != geo::Shape::points && part < geometry.part_count();
                 ++part) {
                end += static_cast<std::uint32_t>(geometry.part(part).size());
                part_ends.push_back(end);
            }
            for (std::size_t i = 0; i < geometry.polygon_count(); ++i) {
                polygon_ends.push_back(static_cast<std::uint32_t>(geometry.last_ring(i)));
            }
        }
        archive(shape, numbers, part_ends, polygon_ends);
        if constexpr (Archive::loads) {
            std::vector<geo::PointM> vertices(numbers.size() / 2);
            for (std::size_t i = 0; i < vertices.size(); ++i) {
                vertices[i] = {numbers[2 * i], numbers[2 * i + 1]};
            }
            geometry = shape == geo::Shape::points  ? geo::Geometry::of_points(vertices)
                       : shape == geo::Shape::lines ? geo::Geometry::of_lines(vertices, part_ends)
                       : shape == geo::Shape::polygons
                           ? geo::Geometry::of_polygons(vertices, part_ends, polygon_ends)
                           : geo::Geometry();
        }
    }
};

}  // namespace riskmap::app
