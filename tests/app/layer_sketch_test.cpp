#include "app/layer_sketch.hpp"

#include <gtest/gtest.h>

#include "support/seeded_shapes.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::app {
namespace {

using domain::Value;
using geo::Geometry;

geo::Geometry point(double x, double y) { return Geometry::of_points({{x, y}}); }

domain::Layer water() {
    return test::layer_of(
        {point(0, 0), test::line({{5, 5}, {100, 7}}), point(3, -40), point(-20, 1), point(1, 90)},
        {"pond", "canal", "pond", "pond", ""});
}

TEST(LayerSketch, KeepsTheEndsOfEachKind) {
    const auto sketch = sketched(water(), {"class", "depth"});
    ASSERT_TRUE(sketch.has_value());
    EXPECT_EQ(sketch->columns, std::vector<std::string>{"class"});
    ASSERT_EQ(sketch->kinds.size(), 3U);
    EXPECT_EQ(sketch->kinds[0].values, std::vector<Value>{"pond"});
    const std::array<geo::PointM, 4> ponds{{{-20, 1}, {3, -40}, {3, -40}, {-20, 1}}};
    EXPECT_EQ(sketch->kinds[0].ends, ponds);
    EXPECT_EQ(sketch->kinds[1].ends[2], (geo::PointM{100, 7}));
    EXPECT_EQ(sketch->kinds[2].values, std::vector<Value>{Value()});
    EXPECT_EQ(sketched(water(), {})->kinds.size(), 1U);
}

TEST(LayerSketch, AddsOnePointOfEachKindThatGoesBeyond) {
    const LayerSketch sketch = *sketched(water(), {"class"});
    domain::Layer near = test::layer_of({point(0, 0)}, {"pond"});
    add_far_kinds(sketch, {-30, -10, 30, 95}, near);
    ASSERT_EQ(near.size(), 3U);
    EXPECT_EQ(near.at(0, 1), Value("pond"));
    EXPECT_EQ(near.shapes[1], point(3, -40));
    EXPECT_EQ(near.at(0, 2), Value("canal"));
    EXPECT_EQ(near.shapes[2], point(100, 7));
    add_far_kinds(sketch, {-300, -300, 300, 300}, near);
    EXPECT_EQ(near.size(), 3U);
}

TEST(LayerSketch, LayersOfTooManyKindsHaveNone) {
    std::vector<Geometry> shapes;
    std::vector<std::string> names;
    for (int i = 0; i < 1001; ++i) {
        shapes.push_back(point(i, i));
        names.push_back(std::to_string(i));
    }
    EXPECT_FALSE(sketched(test::layer_of(shapes, names), {"class"}).has_value());
    EXPECT_TRUE(sketched(test::layer_of(shapes, names), {"name"}).has_value());
}

TEST(LayerSketch, AsksForTheColumnsOfConditionsWeightsAndMultipliers) {
    domain::Condition deep;
    deep.field = "depth";
    domain::Condition either;
    either.any = {deep};
    hazard::HazardSpec hazard;
    hazard.exposure.resize(2);
    hazard.exposure[0].layer = "water";
    hazard.exposure[0].where = {either};
    hazard.exposure[1].layer = "roads";
    hazard.exposure[1].weights.field = "lanes";
    hazard.index.resize(1);
    hazard.index[0].layer = "water";
    hazard.index[0].weights.field = "class";
    domain::Condition fenced;
    fenced.field = "fenced";
    hazard.index[0].multipliers = {{{fenced}, {0.1, "", false}}};
    EXPECT_EQ(columns_asked({hazard}, "water"),
              (std::set<std::string>{"class", "depth", "fenced"}));
    EXPECT_EQ(columns_asked({hazard}, "roads"), std::set<std::string>{"lanes"});
}

}  // namespace
}  // namespace riskmap::app
