#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "geo/geometry.hpp"

namespace riskmap::test {

/// Units drawn in letters, north at the top: ascii_map("AAB\nACB") has A as an L, B as a bar, C as
/// a square. Each letter is a cell of `cell_m` metres, the lower left corner of the map lies at
/// `origin`; a space or a dot is nobody's land. Result: one geometry per letter in alphabetical
/// order. Vertices stand at every cell corner of a border, so borders of neighbours have the same
/// vertices. Cells of one letter that do not share an edge become several polygons; land of others
/// inside a letter becomes a hole.
std::vector<geo::Geometry> ascii_map(const std::string& drawing,
                                     double cell_m = 1,
                                     geo::PointM origin = {});

namespace ascii {

using Corner = std::pair<int, int>;

/// The rings round the cells of one letter, the letter on the left: outer rings turn left, holes
/// turn right.
inline std::vector<std::vector<Corner>> rings_round(const std::vector<std::string>& rows,
                                                    char letter) {
    const int height = static_cast<int>(rows.size());
    const auto is_letter = [&](int x, int y) {
        if (y < 0 || y >= height || x < 0) {
            return false;
        }
        const std::string& row = rows[static_cast<std::size_t>(height - 1 - y)];
        return x < static_cast<int>(row.size()) && row[static_cast<std::size_t>(x)] == letter;
    };
    std::multimap<Corner, Corner> edges;
    for (int y = 0; y < height; ++y) {
        const int width = static_cast<int>(rows[static_cast<std::size_t>(height - 1 - y)].size());
        for (int x = 0; x < width; ++x) {
            if (!is_letter(x, y)) {
                continue;
            }
            const Corner corners[] = {{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}};
            const Corner outside[] = {{x, y - 1}, {x + 1, y}, {x, y + 1}, {x - 1, y}};
            for (int side = 0; side < 4; ++side) {
                if (!is_letter(outside[side].first, outside[side].second)) {
                    edges.emplace(corners[side], corners[(side + 1) % 4]);
                }
            }
        }
    }
    std::vector<std::vector<Corner>> rings;
    while (!edges.empty()) {
        std::vector<Corner> ring{edges.begin()->first, edges.begin()->second};
        edges.erase(edges.begin());
        while (ring.front() != ring.back()) {
            const Corner here = ring.back();
            const Corner before = ring[ring.size() - 2];
            // Where two cells meet only in a corner the left turn stays with the same cell.
            const Corner left{here.first - (here.second - before.second),
                              here.second + (here.first - before.first)};
            auto [next, last] = edges.equal_range(here);
            for (auto edge = next; edge != last; ++edge) {
                if (edge->second == left) {
                    next = edge;
                }
            }
            ring.push_back(next->second);
            edges.erase(next);
        }
        rings.push_back(std::move(ring));
    }
    return rings;
}

/// Twice the area, positive for an outer ring.
inline int turned_area(const std::vector<Corner>& ring) {
    int area = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        area += ring[i - 1].first * ring[i].second - ring[i].first * ring[i - 1].second;
    }
    return area;
}

/// Whether the middle of the cell to the right of a hole's first edge lies within `outer`; a hole
/// belongs to the smallest outer ring of which this is true.
inline bool lies_within(const std::vector<Corner>& hole, const std::vector<Corner>& outer) {
    const double x = 0.5 * (hole[0].first + hole[1].first);
    const double y = 0.5 * (hole[0].second + hole[1].second);
    const double px = x + 0.25 * (hole[1].second - hole[0].second);
    const double py = y - 0.25 * (hole[1].first - hole[0].first);
    bool inside = false;
    for (std::size_t i = 1; i < outer.size(); ++i) {
        const bool rises = outer[i - 1].second <= py && outer[i].second > py;
        const bool falls = outer[i].second <= py && outer[i - 1].second > py;
        if ((rises || falls) && outer[i].first > px) {
            inside = !inside;
        }
    }
    return inside;
}

}  // namespace ascii

inline std::vector<geo::Geometry> ascii_map(const std::string& drawing,
                                            double cell_m,
                                            geo::PointM origin) {
    std::vector<std::string> rows(1);
    std::string letters;
    for (const char sign : drawing) {
        if (sign == '\n') {
            rows.emplace_back();
            continue;
        }
        rows.back().push_back(sign);
        if (sign != ' ' && sign != '.' && letters.find(sign) == std::string::npos) {
            letters.push_back(sign);
        }
    }
    std::sort(letters.begin(), letters.end());

    std::vector<geo::Geometry> units;
    for (const char letter : letters) {
        std::vector<std::vector<ascii::Corner>> outers;
        std::vector<std::vector<ascii::Corner>> holes;
        for (auto& ring : ascii::rings_round(rows, letter)) {
            (ascii::turned_area(ring) > 0 ? outers : holes).push_back(std::move(ring));
        }
        std::sort(outers.begin(), outers.end(), [](const auto& a, const auto& b) {
            return std::pair(ascii::turned_area(a), a) < std::pair(ascii::turned_area(b), b);
        });
        std::vector<std::vector<std::vector<ascii::Corner>>> polygons;
        for (auto& outer : outers) {
            polygons.push_back({std::move(outer)});
        }
        for (auto& hole : holes) {
            for (auto& polygon : polygons) {
                if (ascii::lies_within(hole, polygon.front())) {
                    polygon.push_back(std::move(hole));
                    break;
                }
            }
        }
        std::vector<geo::PointM> vertices;
        std::vector<std::uint32_t> ring_ends;
        std::vector<std::uint32_t> polygon_ends;
        for (const auto& polygon : polygons) {
            for (const auto& ring : polygon) {
                for (const auto& [x, y] : ring) {
                    vertices.push_back({origin.x + x * cell_m, origin.y + y * cell_m});
                }
                ring_ends.push_back(static_cast<std::uint32_t>(vertices.size()));
            }
            polygon_ends.push_back(static_cast<std::uint32_t>(ring_ends.size()));
        }
        units.push_back(geo::Geometry::of_polygons(vertices, ring_ends, polygon_ends));
    }
    return units;
}

}  // namespace riskmap::test
