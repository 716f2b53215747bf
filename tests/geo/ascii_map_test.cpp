#include "support/ascii_map.hpp"

#include <gtest/gtest.h>

namespace riskmap::test {
namespace {

using geo::Geometry;

TEST(AsciiMap, LettersBecomeUnitsInAlphabeticalOrder) {
    const std::vector<Geometry> units = ascii_map("AAB\nACB", 10, {100, 200});
    ASSERT_EQ(units.size(), 3u);
    EXPECT_EQ(units[2],
              Geometry::of_polygons(
                  {{110, 200}, {120, 200}, {120, 210}, {110, 210}, {110, 200}}, {5}, {1}));
    EXPECT_EQ(units[0].vertices().size(), 9u);
    EXPECT_EQ(units[1].box().min_x, 120);
    EXPECT_EQ(units[1].box().max_y, 220);
}

TEST(AsciiMap, EnclosedLandIsAHole) {
    const std::vector<Geometry> units = ascii_map("AAA\nABA\nAAA");
    EXPECT_EQ(units[0].polygon_count(), 1u);
    EXPECT_EQ(units[0].part_count(), 2u);
    EXPECT_EQ(units[1].part_count(), 1u);
}

TEST(AsciiMap, CellsThatMeetInACornerAreTwoPolygons) {
    EXPECT_EQ(ascii_map("A.\n.A")[0].polygon_count(), 2u);
    EXPECT_EQ(ascii_map(".A\nA.")[0].polygon_count(), 2u);
}

TEST(AsciiMap, LakeOfAnIslandInALakeGoesToTheIsland) {
    const Geometry unit = ascii_map(
        "AAAAAAA\n"
        "A.....A\n"
        "A.AAA.A\n"
        "A.A.A.A\n"
        "A.AAA.A\n"
        "A.....A\n"
        "AAAAAAA")[0];
    ASSERT_EQ(unit.polygon_count(), 2u);
    EXPECT_EQ(unit.last_ring(0) - unit.first_ring(0), 2u);
    EXPECT_EQ(unit.last_ring(1) - unit.first_ring(1), 2u);
    EXPECT_EQ(unit.part(0).size(), 13u);
    EXPECT_EQ(unit.part(1).size(), 5u);
}

}  // namespace
}  // namespace riskmap::test
