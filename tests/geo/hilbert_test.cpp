#include "geo/detail/hilbert.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace riskmap::geo {
namespace {

using detail::hilbert_order;

/// A lattice of `side` x `side` points, row by row from the south.
std::vector<PointM> lattice(int side, double step, PointM origin = {}) {
    std::vector<PointM> points;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            points.push_back({origin.x + x * step, origin.y + y * step});
        }
    }
    return points;
}

TEST(HilbertOrder, FourByFourAsHilbertDrewIt) {
    const std::vector<std::uint32_t> drawn{0, 1, 5, 4, 8, 12, 13, 9, 10, 14, 15, 11, 7, 6, 2, 3};
    EXPECT_EQ(hilbert_order(lattice(4, 1)), drawn);
    EXPECT_EQ(hilbert_order(lattice(4, 250, {700'000, 2'300'000})), drawn);
}

TEST(HilbertOrder, GoesFromEachCellToOneBesideIt) {
    for (const int side : {2, 8, 64}) {
        const std::vector<PointM> points = lattice(side, 3);
        const std::vector<std::uint32_t> order = hilbert_order(points);
        std::vector<std::uint32_t> rows = order;
        std::sort(rows.begin(), rows.end());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ASSERT_EQ(rows[i], i);
        }
        for (std::size_t i = 1; i < order.size(); ++i) {
            const PointM a = points[order[i - 1]];
            const PointM b = points[order[i]];
            ASSERT_EQ(std::abs(a.x - b.x) + std::abs(a.y - b.y), 3) << side << " at " << i;
        }
    }
}

TEST(HilbertOrder, TheLongerSideSetsTheScale) {
    // Four cells in a row of a curve as wide as high: its southern half from west to east.
    EXPECT_EQ(hilbert_order(std::vector<PointM>{{3, 0}, {1, 0}, {0, 0}, {2, 0}}),
              (std::vector<std::uint32_t>{2, 1, 3, 0}));
    EXPECT_EQ(hilbert_order(std::vector<PointM>{{0, 3}, {0, 1}, {0, 0}, {0, 2}}),
              (std::vector<std::uint32_t>{2, 1, 3, 0}));
}

TEST(HilbertOrder, PointsOfOneCellStayInRowOrder) {
    std::vector<PointM> points(3000, {5, 5});
    std::vector<std::uint32_t> rows(points.size());
    std::iota(rows.begin(), rows.end(), 0U);
    EXPECT_EQ(hilbert_order(points), rows);
    points.push_back({0, 0});
    rows.insert(rows.begin(), 3000);
    EXPECT_EQ(hilbert_order(points), rows);
    EXPECT_TRUE(hilbert_order({}).empty());
}

TEST(HilbertOrder, TheCurveHas65536CellsASide) {
    // Steps of one cell along the southern edge of a box that is 65,535 cells wide.
    std::vector<PointM> points{{65535, 0}};
    for (int x = 4; x >= 0; --x) {
        points.push_back({x + 0.5, 0});
        points.push_back({x + 0.25, 0});
    }
    points.push_back({0, 0});
    EXPECT_EQ(hilbert_order(points),
              (std::vector<std::uint32_t>{9, 10, 11, 7, 8, 5, 6, 3, 4, 1, 2, 0}));
}

}  // namespace
}  // namespace riskmap::geo
