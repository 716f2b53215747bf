#include "geo/raster.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "geo/detail/geos.hpp"
#include "support/ascii_map.hpp"

namespace riskmap::geo {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Raster grid(std::size_t columns, std::size_t rows, double value) {
    Raster raster;
    raster.columns = columns;
    raster.rows = rows;
    raster.top = static_cast<double>(rows);
    raster.values.assign(columns * rows, value);
    return raster;
}

Geometry rectangle(double west, double south, double east, double north) {
    return Geometry::of_polygons(
        {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {5}, {1});
}

ZonalSum zonal_sum(const Raster& raster, const Geometry& unit) {
    return zonal_sums(raster, {&unit, 1}, RunContext()).front();
}

TEST(ZonalSums, CellsWeighByTheirShare) {
    Raster raster = grid(3, 2, 0);
    raster.values = {1, 2, 3, 4, 5, 6};
    const ZonalSum sum = zonal_sum(raster, rectangle(0.5, 0.75, 2, 2));
    EXPECT_DOUBLE_EQ(sum.sum, 0.5 * 1 + 2 + 0.25 * (0.5 * 4 + 5));
    EXPECT_DOUBLE_EQ(sum.covered_cells, 1.875);
    EXPECT_EQ(sum.missing_cells, 0);
    EXPECT_DOUBLE_EQ(sum.mean(), sum.sum / 1.875);
}

TEST(ZonalSums, CellsBesideTheBorderWeighNothing) {
    Raster raster = grid(5, 5, 1e300);
    raster.values[2 * 5 + 2] = 7;
    EXPECT_DOUBLE_EQ(zonal_sum(raster, rectangle(2, 2, 3, 3)).sum, 7);
}

TEST(ZonalSums, MissingCellsAreKeptApart) {
    Raster raster = grid(4, 1, 10);
    raster.values[1] = missing;
    raster.values[3] = missing;
    const ZonalSum sum = zonal_sum(raster, rectangle(0, 0, 3.5, 1));
    EXPECT_DOUBLE_EQ(sum.sum, 20);
    EXPECT_DOUBLE_EQ(sum.covered_cells, 2);
    EXPECT_DOUBLE_EQ(sum.missing_cells, 1.5);
    const ZonalSum nothing = zonal_sum(raster, rectangle(1, 0, 2, 1));
    EXPECT_EQ(nothing.covered_cells, 0);
    EXPECT_DOUBLE_EQ(nothing.missing_cells, 1);
    EXPECT_TRUE(std::isnan(nothing.mean()));
}

TEST(ZonalSums, EveryCellOfALongRowCountsOnceWhereverOneIsMissing) {
    for (std::size_t gone = 0; gone < 11; ++gone) {
        Raster raster = grid(11, 1, missing);
        double all = 0;
        for (std::size_t column = 0; column < 11; ++column) {
            if (column != gone) {
                raster.values[column] = std::exp2(column);
                all += std::exp2(column);
            }
        }
        const ZonalSum found = zonal_sum(raster, rectangle(0, 0, 11, 1));
        EXPECT_EQ(found.sum, all);
        EXPECT_EQ(found.covered_cells, 10);
        EXPECT_EQ(found.missing_cells, 1);
    }
}

TEST(ZonalSums, PartsOutsideTheRasterCountNowhere) {
    const Raster raster = grid(4, 3, 2);
    EXPECT_DOUBLE_EQ(zonal_sum(raster, rectangle(0, 0, 4, 3)).sum, 24);
    EXPECT_DOUBLE_EQ(zonal_sum(raster, rectangle(-5, -5, 50, 50)).sum, 24);
    EXPECT_DOUBLE_EQ(zonal_sum(raster, rectangle(3.5, -5, 50, 50)).sum, 3);
    EXPECT_DOUBLE_EQ(zonal_sum(raster, rectangle(-9, 1.5, 0.25, 2)).sum, 0.25);
    for (const Geometry& outside : {rectangle(-3, 0, 0, 3),
                                    rectangle(4, 0, 9, 3),
                                    rectangle(0, 3, 4, 9),
                                    rectangle(0, -3, 4, 0)}) {
        EXPECT_EQ(zonal_sum(raster, outside).covered_cells, 0);
    }
}

TEST(ZonalSums, HolesAndRingDirectionsAreUnderstood) {
    const Raster raster = grid(6, 6, 1);
    const Geometry ring = test::ascii_map("......\n.AAAA.\n.A..A.\n.AAAA.\n......\n......")[0];
    ASSERT_EQ(ring.part_count(), 2u);
    EXPECT_DOUBLE_EQ(zonal_sum(raster, ring).sum, 10);
    std::vector<PointM> turned(ring.vertices().rbegin(), ring.vertices().rend());
    const auto hole = static_cast<std::uint32_t>(ring.part(1).size());
    const auto all = static_cast<std::uint32_t>(turned.size());
    std::rotate(turned.begin(), turned.begin() + hole, turned.end());
    EXPECT_DOUBLE_EQ(zonal_sum(raster, Geometry::of_polygons(turned, {all - hole, all}, {2})).sum,
                     10);
}

TEST(ZonalSums, EmptyAndCollapsedShapesCoverNothing) {
    const Raster raster = grid(3, 3, 1);
    const Geometry line = Geometry::of_polygons({{0, 0}, {3, 3}, {1, 1}, {0, 0}}, {4}, {1});
    for (const Geometry& unit : {Geometry(),
                                 line,
                                 Geometry::of_lines({{0, 0}, {3, 3}}, {2}),
                                 Geometry::of_points({{1, 1}})}) {
        EXPECT_EQ(zonal_sum(raster, unit).covered_cells, 0);
    }
    EXPECT_EQ(zonal_sum(grid(0, 0, 0), rectangle(0, 0, 1, 1)).covered_cells, 0);
}

TEST(ZonalSums, UnitsThatFillTheRasterShareItOut) {
    Raster raster = grid(7, 7, 0);
    for (std::size_t i = 0; i < raster.values.size(); ++i) {
        raster.values[i] = static_cast<double>(i * i % 17);
    }
    double expected = 0;
    for (const double value : raster.values) {
        expected += value;
    }
    const std::vector<Geometry> units = test::ascii_map("AAB\nACB\nDCB", 7.0 / 3);
    double sum = 0;
    double cells = 0;
    for (const ZonalSum& zone : zonal_sums(raster, units, RunContext())) {
        sum += zone.sum;
        cells += zone.covered_cells;
    }
    EXPECT_NEAR(sum, expected, 1e-12 * expected);
    EXPECT_NEAR(cells, 49, 1e-12);
}

/// A ring of corners at uneven distances; some corners lie on lines of the grid.
std::vector<PointM> star(std::mt19937& random, PointM centre, double radius, int corners) {
    std::uniform_real_distribution<double> share(0.5, 1.0);
    std::vector<PointM> vertices;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double r = radius * share(random);
        vertices.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return vertices;
}

/// A star with a star-shaped lake, partly on grid lines and partly off the grid.
Geometry nasty(std::mt19937& random, int round) {
    std::uniform_real_distribution<double> place(-1, 10);
    const PointM centre{place(random), place(random)};
    std::vector<PointM> vertices = star(random, centre, 6, 4 + round % 23);
    const auto snap = [&](std::vector<PointM>& ring, double step) {
        for (PointM& vertex : ring) {
            if (random() % 3 == 0) {
                vertex = {std::round(vertex.x / step) * step, std::round(vertex.y / step) * step};
            }
        }
        ring.push_back(ring.front());
    };
    snap(vertices, round % 2 == 0 ? 0.5 : 1e-3);
    std::vector<PointM> lake = star(random, centre, 1.2, 5);
    lake.push_back(lake.front());
    const auto outer = static_cast<std::uint32_t>(vertices.size());
    vertices.insert(vertices.end(), lake.rbegin(), lake.rend());
    const auto all = static_cast<std::uint32_t>(vertices.size());
    return Geometry::of_polygons(vertices, {outer, all}, {2});
}

double share_by_geos(const Geometry& polygon, const Raster& raster, std::size_t r, std::size_t c) {
    const PointM centre = raster.centre(r, c);
    const double dx = 0.5 * raster.cell_width;
    const double dy = 0.5 * raster.cell_height;
    const detail::GeosGeometry both = detail::owned(
        GEOSIntersection_r(
            detail::geos(),
            detail::to_geos(polygon).get(),
            detail::to_geos(rectangle(centre.x - dx, centre.y - dy, centre.x + dx, centre.y + dy))
                .get()),
        "GEOSIntersection");
    double area = 0;
    detail::succeeded(GEOSArea_r(detail::geos(), both.get(), &area), "GEOSArea");
    return area / (raster.cell_width * raster.cell_height);
}

TEST(ZonalSums, SharesAgreeWithIntersectionCellByCell) {
    constexpr unsigned seed = 7;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    int compared = 0;
    double worst = 0;
    for (int round = 0; round < 60; ++round) {
        const Geometry polygon = nasty(random, round);
        if (GEOSisValid_r(detail::geos(), detail::to_geos(polygon).get()) != 1) {
            continue;  // the promise is for valid polygons
        }
        Raster raster = grid(9, 8, 0);
        raster.cell_width = round % 3 == 0 ? 0.75 : 1;
        raster.left = 0.5 * (round % 2);
        for (std::size_t cell = 0; cell < raster.values.size(); ++cell) {
            raster.values[cell] = 1;
            const double share = zonal_sum(raster, polygon).sum;
            raster.values[cell] = 0;
            worst = std::max(
                worst,
                std::abs(
                    share -
                    share_by_geos(polygon, raster, cell / raster.columns, cell % raster.columns)));
            ++compared;
        }
    }
    EXPECT_GT(compared, 40 * 72);
    EXPECT_LT(worst, 1e-12);
}

TEST(ZonalSums, ThreadsChangeNothing) {
    std::mt19937 random(11);
    std::vector<Geometry> units;
    for (int round = 0; round < 100; ++round) {
        units.push_back(nasty(random, round));
    }
    Raster raster = grid(9, 8, 0);
    for (double& value : raster.values) {
        value = std::uniform_real_distribution<double>(0, 1000)(random);
    }
    RunContext several;
    several.threads = 4;
    const std::vector<ZonalSum> one = zonal_sums(raster, units, RunContext());
    const std::vector<ZonalSum> four = zonal_sums(raster, units, several);
    for (std::size_t i = 0; i < units.size(); ++i) {
        EXPECT_EQ(one[i].sum, four[i].sum);
        EXPECT_EQ(one[i].covered_cells, four[i].covered_cells);
    }
}

TEST(ZonalSums, RasterThatLacksValuesIsRefused) {
    Raster raster = grid(3, 3, 1);
    raster.values.pop_back();
    EXPECT_THROW(zonal_sum(raster, rectangle(0, 0, 1, 1)), Error);
    Raster flat = grid(3, 3, 1);
    flat.cell_height = 0;
    EXPECT_THROW(zonal_sum(flat, rectangle(0, 0, 1, 1)), Error);
}

}  // namespace
}  // namespace riskmap::geo
