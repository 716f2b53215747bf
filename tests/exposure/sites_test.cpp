#include "exposure/sites.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "exposure/support/drawn_sites.hpp"
#include "exposure/support/drawn_study.hpp"

namespace riskmap::exposure {
namespace {

using test::DrawnSites;
using test::line;
using test::point;

geo::Geometry square(double x, double y, double side) {
    return geo::Geometry::of_polygons(
        {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {5}, {1});
}

TEST(GatherSites, TakesTheChosenFeaturesThatHaveAShapeWithTheUnitThatHoldsThem) {
    test::DrawnStudy study(2);
    domain::Layer layer =
        test::layer_of({point(500, 500), geo::Geometry(), point(1500, 500), point(9000, 0)});
    domain::Field field;
    field.name = "kind";
    layer.fields.push_back(field);
    layer.columns.push_back({domain::Value(std::string("pond")),
                             domain::Value(std::string("pond")),
                             domain::Value(std::string("lake")),
                             domain::Value(std::string("pond"))});
    domain::Condition condition;
    condition.field = "kind";
    condition.values = {std::string("pond")};

    const std::vector<SiteLayer> all{{"ponds", &layer, "", "kind", {}}};
    const std::vector<Site> every = gather_sites(all, geo::UnitLocator(study.units.shape.values()));
    ASSERT_EQ(every.size(), 3U);
    EXPECT_EQ(every[0].unit, UnitIndex(0));
    EXPECT_EQ(every[1].unit, UnitIndex(1));
    EXPECT_EQ(every[1].kind(), "lake");
    EXPECT_EQ(every[2].unit, std::nullopt);

    const std::vector<SiteLayer> ponds{{"ponds", &layer, "", "kind", {condition}}};
    const std::vector<Site> chosen =
        gather_sites(ponds, geo::UnitLocator(study.units.shape.values()));
    ASSERT_EQ(chosen.size(), 2U);
    EXPECT_EQ(chosen[0].kind(), "pond");
    EXPECT_EQ(chosen[1].kind(), "pond");
}

TEST(LookAround, MeasuresBetweenShapesAndCountsAtTheEdgeOfEachReach) {
    const DrawnSites schools({{square(0, 0, 100), "", "A"}});
    const DrawnSites water(
        {{line({{300, -50}, {300, 500}}), "river", "far"}, {square(150, 0, 20), "pond", "near"}});
    const DrawnSites roads({{line({{-500, 50}, {500, 50}}), "primary", "QL1"}});
    const std::vector<geo::PointM> homes{{50, 50}, {300, 50}, {301, 50}, {600, 50}, {601, 50}};
    const std::vector<double> children{1, 2, 4, 8, 16};
    Neighbourhood around;
    around.water = water.all();
    around.major_roads = roads.all();
    around.schools = schools.all();
    around.homes = homes;
    around.children = children;
    around.incidents = {{{350, 0}, {351, 0}, {600, 0}}, {}};

    const auto told = look_around(schools.all(), around, RunContext());
    const auto& found = told.places;
    ASSERT_EQ(found.size(), 1U);
    ASSERT_TRUE(found[0].water.has_value());
    EXPECT_DOUBLE_EQ(found[0].water->distance_m, 50);
    EXPECT_EQ(found[0].water->place->name(), "near");
    EXPECT_EQ(found[0].water->place->kind(), "pond");
    ASSERT_TRUE(found[0].major_road.has_value());
    EXPECT_DOUBLE_EQ(found[0].major_road->distance_m, 0) << "the road crosses the yard";
    EXPECT_FALSE(found[0].school.has_value()) << "a school is not its own neighbour";
    EXPECT_EQ(found[0].schools_within, 0);
    EXPECT_DOUBLE_EQ(found[0].children_near, 3) << "200 m from the yard itself is within 200 m";
    EXPECT_DOUBLE_EQ(found[0].children_far, 15);
    EXPECT_EQ(told.incidents_near, (std::vector<std::vector<std::int64_t>>{{1}, {0}}));
    EXPECT_EQ(told.incidents_far, (std::vector<std::vector<std::int64_t>>{{3}, {0}}));
}

TEST(LookAround, AnswersUnknownRatherThanZeroWhereNothingWasGiven) {
    const DrawnSites ponds({{square(0, 0, 10)}});
    const auto found = look_around(ponds.all(), Neighbourhood(), RunContext()).places;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_FALSE(found[0].water.has_value());
    EXPECT_FALSE(found[0].major_road.has_value());
    EXPECT_EQ(found[0].schools_within, std::nullopt);
    EXPECT_TRUE(std::isnan(found[0].children_near));
    EXPECT_TRUE(std::isnan(found[0].children_far));
}

TEST(LookAround, CountsTheSchoolsNearWaterWithinAKilometre) {
    const DrawnSites ponds({{square(0, 0, 10)}});
    const DrawnSites schools({{point(1010, 5), "", "at the edge"},
                              {point(1011, 5), "", "beyond"},
                              {point(5, 5), "", "in it"}});
    Neighbourhood around;
    around.schools = schools.all();
    const auto found = look_around(ponds.all(), around, RunContext()).places;
    EXPECT_EQ(found[0].schools_within, 2);
    ASSERT_TRUE(found[0].school.has_value());
    EXPECT_EQ(found[0].school->place->name(), "in it");
    EXPECT_DOUBLE_EQ(found[0].school->distance_m, 0);
}

}  // namespace
}  // namespace riskmap::exposure
