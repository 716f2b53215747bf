#include "geo/detail/hilbert.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"

namespace riskmap::geo::detail {
namespace {

constexpr std::uint32_t side = 1u << 16;

/// Distance along the curve; the turns of Hilbert 1891 as in Warren, Hacker's Delight, 16-1.
std::uint32_t along_curve(std::uint32_t x, std::uint32_t y) {
    std::uint32_t distance = 0;
    for (std::uint32_t half = side / 2; half > 0; half /= 2) {
        const std::uint32_t east = (x & half) != 0 ? 1 : 0;
        const std::uint32_t north = (y & half) != 0 ? 1 : 0;
        distance = (distance << 2) | ((3 * east) ^ north);
        if (north == 0) {
            if (east == 1) {
                x = side - 1 - x;
                y = side - 1 - y;
            }
            std::swap(x, y);
        }
    }
    return distance;
}

/// Stable sort by the upper 32 bits, 11 at a time.
void sort_by_key(std::vector<std::uint64_t>& rows) {
    std::vector<std::uint64_t> other(rows.size());
    for (int shift = 32; shift < 64; shift += 11) {
        std::array<std::size_t, 2049> starts{};
        for (const std::uint64_t row : rows) {
            ++starts[((row >> shift) & 2047) + 1];
        }
        for (std::size_t i = 1; i < starts.size(); ++i) {
            starts[i] += starts[i - 1];
        }
        for (const std::uint64_t row : rows) {
            other[starts[(row >> shift) & 2047]++] = row;
        }
        rows.swap(other);
    }
}

}  // namespace

std::vector<std::uint32_t> hilbert_order(std::span<const PointM> points) {
    expects(points.size() <= 0xffffffff, "hilbert_order: fewer than 2^32 points");
    Box box;
    for (const PointM point : points) {
        box.add(point);
    }
    const double extent = std::max(box.max_x - box.min_x, box.max_y - box.min_y);
    const double scale = extent > 0 ? (side - 1) / extent : 0;
    std::vector<std::uint64_t> rows(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto x = static_cast<std::uint32_t>((points[i].x - box.min_x) * scale);
        const auto y = static_cast<std::uint32_t>((points[i].y - box.min_y) * scale);
        rows[i] = (static_cast<std::uint64_t>(along_curve(x, y)) << 32) | i;
    }
    sort_by_key(rows);
    std::vector<std::uint32_t> order(points.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        order[i] = static_cast<std::uint32_t>(rows[i]);
    }
    return order;
}

}  // namespace riskmap::geo::detail
