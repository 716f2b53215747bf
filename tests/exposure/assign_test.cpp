#include "exposure/assign.hpp"

#include <gtest/gtest.h>

#include "exposure/support/drawn_sites.hpp"
#include "exposure/support/drawn_study.hpp"

namespace riskmap::exposure {
namespace {

using test::DrawnSites;
using test::line;
using test::point;

hazard::AssignRule rule() {
    hazard::AssignRule made;
    made.layers = {"a"};
    made.within_m = {200, "", false};
    made.rural_within_m = hazard::Sourced{500, "", false};
    made.margin_m = {15, "", false};
    return made;
}

Assignment one(const LocatedIncident& incident, const DrawnSites& sites) {
    return assign(rule(), std::vector<LocatedIncident>{incident}, sites.all()).front();
}

TEST(Assign, TakesTheNearestWithinTheDistanceOfItsKindOfUnit) {
    const DrawnSites sites({{point(0, 0), "pond"}, {point(1000, 0), "pond"}});
    const Assignment near = one({0, {200, 0}, false, ""}, sites);
    EXPECT_EQ(near.state, Assigned::assigned);
    EXPECT_EQ(near.sites, std::vector<std::uint32_t>{0});
    EXPECT_DOUBLE_EQ(near.distance_m, 200);
    EXPECT_EQ(one({0, {201, 0}, false, ""}, sites).state, Assigned::none_near);
    EXPECT_EQ(one({0, {400, 0}, true, ""}, sites).state, Assigned::assigned);
}

TEST(Assign, KeepsBothOfTwoThatAreAboutAsNearAndCountsForNeither) {
    const DrawnSites sites({{point(0, 0), "pond"}, {point(110, 0), "pond"}});
    const std::vector<LocatedIncident> incidents{{0, {50, 0}, false, ""}, {1, {10, 0}, false, ""}};
    const auto found = assign(rule(), incidents, sites.all());
    EXPECT_EQ(found[0].state, Assigned::ambiguous);
    EXPECT_EQ(found[0].sites, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(found[1].state, Assigned::assigned);
    const SiteCounts counts = count_by_site(found, sites.all().size());
    EXPECT_EQ(counts.assigned, (std::vector<std::int64_t>{1, 0}));
    EXPECT_EQ(counts.ambiguous, (std::vector<std::int64_t>{1, 1}));
}

TEST(Assign, PiecesOfOneNamedThingAreNoRivals) {
    const DrawnSites river(
        {{line({{0, 0}, {100, 0}}), "river", "R"}, {line({{100, 0}, {200, 0}}), "river", "R"}});
    EXPECT_EQ(one({0, {100, 30}, false, ""}, river).state, Assigned::assigned);
    const DrawnSites nameless(
        {{line({{0, 0}, {100, 0}}), "river"}, {line({{100, 0}, {200, 0}}), "river"}});
    EXPECT_EQ(one({0, {100, 30}, false, ""}, nameless).state, Assigned::ambiguous);
}

TEST(Assign, AMappedRiverIsNoAnswerForAPondOnNoMap) {
    const DrawnSites sites({{point(0, 0), "river"}, {point(150, 0), "Pond"}});
    EXPECT_EQ(one({0, {10, 0}, false, "pond"}, sites).sites, std::vector<std::uint32_t>{1});
    EXPECT_EQ(one({0, {10, 0}, false, "well"}, sites).state, Assigned::other_kind);
    EXPECT_EQ(one({0, {10, 0}, false, ""}, sites).sites, std::vector<std::uint32_t>{0});
}

TEST(Assign, PassesOverLayersTheRuleDoesNotName) {
    const DrawnSites passed({{point(0, 0), "pond"}}, "b");
    const DrawnSites named({{point(90, 0), "pond"}});
    const std::vector<Site> sites{passed.all().front(), named.all().front()};
    const std::vector<LocatedIncident> incidents{{0, {0, 0}, false, ""}};
    EXPECT_EQ(assign(rule(), incidents, sites).front().sites, std::vector<std::uint32_t>{1});
}

}  // namespace
}  // namespace riskmap::exposure
