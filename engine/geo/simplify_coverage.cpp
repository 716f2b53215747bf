#include "geo/simplify_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "core/error.hpp"

namespace riskmap::geo {
namespace {

struct Cell {
    std::int64_t x = 0;
    std::int64_t y = 0;
    auto operator<=>(const Cell&) const = default;
};

struct CellHash {
    std::size_t operator()(const Cell& cell) const {
        const auto mixed = static_cast<std::uint64_t>(cell.x) * 0x9E3779B97F4A7C15U ^
                           static_cast<std::uint64_t>(cell.y) * 0xC2B2AE3D27D4EB4FU;
        return static_cast<std::size_t>(mixed ^ (mixed >> 29U));
    }
};

using Ring = std::vector<Cell>;  ///< open: the first vertex is not repeated

/// The up to two neighbours of a vertex over all rings; a third makes it a node.
struct Links {
    Cell first;
    Cell second;
    int count = 0;

    void add(const Cell& other) {
        if ((count > 0 && first == other) || (count > 1 && second == other)) {
            return;
        }
        (count == 0 ? first : second) = other;
        count = std::min(count + 1, 3);
    }
};

using LinkTable = std::unordered_map<Cell, Links, CellHash>;

Ring on_grid(std::span<const PointM> ring, double grid_m) {
    Ring cells;
    for (const PointM& vertex : ring.first(ring.size() - 1)) {
        const Cell cell{std::llround(vertex.x / grid_m), std::llround(vertex.y / grid_m)};
        if (cells.empty() || cells.back() != cell) {
            cells.push_back(cell);
        }
    }
    while (cells.size() > 1 && cells.front() == cells.back()) {
        cells.pop_back();
    }
    return cells;
}

/// Twice the area, with sign.
std::int64_t doubled_area(const Ring& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Cell& a = ring[i];
        const Cell& b = ring[(i + 1) % ring.size()];
        sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return sum;
}

double distance(const Cell& p, const Cell& a, const Cell& b) {
    const auto dx = static_cast<double>(b.x - a.x);
    const auto dy = static_cast<double>(b.y - a.y);
    const auto px = static_cast<double>(p.x - a.x);
    const auto py = static_cast<double>(p.y - a.y);
    const double length = dx * dx + dy * dy;
    const double along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
    return std::hypot(px - along * dx, py - along * dy);
}

/// Keeps the ends and what lies further than the tolerance from the line between kept vertices.
Ring thinned(const Ring& line, double tolerance) {
    std::vector<bool> kept(line.size(), false);
    kept.front() = true;
    kept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        double furthest = tolerance;
        std::size_t where = from;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double away = distance(line[i], line[from], line[to]);
            if (away > furthest) {
                furthest = away;
                where = i;
            }
        }
        if (where != from) {
            kept[where] = true;
            open.emplace_back(from, where);
            open.emplace_back(where, to);
        }
    }
    Ring result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (kept[i]) {
            result.push_back(line[i]);
        }
    }
    return result;
}

/// The same vertices for both neighbours, whichever way their rings run.
Ring thinned_from_one_end(Ring line, double tolerance) {
    const bool turned =
        std::lexicographical_compare(line.rbegin(), line.rend(), line.begin(), line.end());
    if (turned) {
        std::reverse(line.begin(), line.end());
    }
    Ring result = thinned(line, tolerance);
    if (turned) {
        std::reverse(result.begin(), result.end());
    }
    return result;
}

/// Positions where a ring is cut: its nodes; without any, its lowest vertex and the one furthest
/// from it.
std::vector<std::size_t> cuts(const Ring& ring, const LinkTable& links) {
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (links.at(ring[i]).count != 2) {
            positions.push_back(i);
        }
    }
    if (!positions.empty()) {
        return positions;
    }
    const auto lowest =
        static_cast<std::size_t>(std::min_element(ring.begin(), ring.end()) - ring.begin());
    std::size_t furthest = lowest;
    std::pair<double, Cell> best{-1, {}};
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const std::pair<double, Cell> away{distance(ring[i], ring[lowest], ring[lowest]), ring[i]};
        if (away > best) {
            best = away;
            furthest = i;
        }
    }
    positions = {std::min(lowest, furthest), std::max(lowest, furthest)};
    return positions;
}

Ring simplified(const Ring& ring, const LinkTable& links, double tolerance) {
    const std::vector<std::size_t> at = cuts(ring, links);
    Ring result;
    for (std::size_t i = 0; i < at.size(); ++i) {
        const std::size_t from = at[i];
        const std::size_t to = i + 1 < at.size() ? at[i + 1] : at[0] + ring.size();
        Ring piece;
        for (std::size_t j = from; j <= to; ++j) {
            piece.push_back(ring[j % ring.size()]);
        }
        piece = thinned_from_one_end(std::move(piece), tolerance);
        result.insert(result.end(), piece.begin(), piece.end() - 1);
    }
    return result.size() < 3 || doubled_area(result) == 0 ? ring : result;
}

class Builder {
  public:
    explicit Builder(double grid_m) : grid_m_(grid_m) {}

    void add_ring(const Ring& ring) {
        for (std::size_t i = 0; i <= ring.size(); ++i) {
            const Cell& cell = ring[i % ring.size()];
            vertices_.push_back(
                {static_cast<double>(cell.x) * grid_m_, static_cast<double>(cell.y) * grid_m_});
        }
        ring_ends_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    }
    void end_polygon() {
        const auto rings = static_cast<std::uint32_t>(ring_ends_.size());
        if (rings > (polygon_ends_.empty() ? 0 : polygon_ends_.back())) {
            polygon_ends_.push_back(rings);
        }
    }
    Geometry build() {
        return polygon_ends_.empty() ? Geometry()
                                     : Geometry::of_polygons(vertices_, ring_ends_, polygon_ends_);
    }

  private:
    double grid_m_;
    std::vector<PointM> vertices_;
    std::vector<std::uint32_t> ring_ends_;
    std::vector<std::uint32_t> polygon_ends_;
};

}  // namespace

std::vector<Geometry> simplify_coverage(std::span<const Geometry> units, const Detail& detail) {
    expects(detail.grid_m > 0 && detail.tolerance_m >= 0,
            "simplify_coverage: the grid is positive and the tolerance not negative");
    std::vector<std::vector<Ring>> rings(units.size());
    LinkTable links;
    for (std::size_t u = 0; u < units.size(); ++u) {
        const std::size_t parts = units[u].shape() == Shape::polygons ? units[u].part_count() : 0;
        for (std::size_t part = 0; part < parts; ++part) {
            const Ring& ring = rings[u].emplace_back(on_grid(units[u].part(part), detail.grid_m));
            for (std::size_t i = 0; ring.size() > 2 && i < ring.size(); ++i) {
                links[ring[i]].add(ring[(i + 1) % ring.size()]);
                links[ring[i]].add(ring[(i + ring.size() - 1) % ring.size()]);
            }
        }
    }
    const double tolerance = detail.tolerance_m / detail.grid_m;
    std::vector<Geometry> result;
    for (std::size_t u = 0; u < units.size(); ++u) {
        Builder builder(detail.grid_m);
        for (std::size_t polygon = 0; polygon < (rings[u].empty() ? 0 : units[u].polygon_count());
             ++polygon) {
            const std::size_t outer = units[u].first_ring(polygon);
            for (std::size_t i = outer; i < units[u].last_ring(polygon); ++i) {
                const Ring& ring = rings[u][i];
                const bool has_area = ring.size() > 2 && doubled_area(ring) != 0;
                if (!has_area && i == outer) {
                    break;  // and its holes with it
                }
                if (has_area) {
                    builder.add_ring(simplified(ring, links, tolerance));
                }
            }
            builder.end_polygon();
        }
        result.push_back(builder.build());
    }
    return result;
}

}  // namespace riskmap::geo
