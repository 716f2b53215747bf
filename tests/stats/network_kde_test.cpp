#include "stats/network_kde.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

using NetworkKdeReference = test::Reference;

double mass(const std::vector<double>& density, const std::vector<Lixel>& pieces) {
    double sum = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        sum += density[i] * (pieces[i].last_m - pieces[i].first_m);
    }
    return sum;
}

NetworkKdeOptions options(double half_width, JunctionRule junctions, EventMass event_mass) {
    NetworkKdeOptions result;
    result.half_width_m = half_width;
    result.junctions = junctions;
    result.mass = event_mass;
    result.smallest_share = 1e-9;
    return result;
}

TEST(NetworkKde, OnAStraightRoadItIsThePlainKernel) {
    const Network road{3, {{0, 1, 1000}, {1, 2, 1000}}};
    const std::vector<NetworkPoint> events{{0, 900}};
    const std::vector<Lixel> pieces = lixels(road, 1);
    for (const JunctionRule rule : {JunctionRule::discontinuous, JunctionRule::continuous}) {
        const auto density =
            network_kde(road, events, pieces, options(300, rule, EventMass::as_spread));
        EXPECT_NEAR(mass(density, pieces), 1, 1e-12);
        EXPECT_NEAR(density[900], 15.0 / 16 / 300, 1e-6);
        const double t = 200.5 / 300;  // across the node of degree 2
        EXPECT_NEAR(density[1100], 15.0 / 16 / 300 * (1 - t * t) * (1 - t * t), 1e-6);
    }
}

TEST(NetworkKde, DeadEndLosesMassOnlyWhereTheRuleSaysSo) {
    const Network road{2, {{0, 1, 1000}}};
    const std::vector<NetworkPoint> events{{0, 100}};
    const std::vector<Lixel> pieces = lixels(road, 10);
    const auto run = [&](JunctionRule rule, EventMass event_mass) {
        return mass(network_kde(road, events, pieces, options(300, rule, event_mass)), pieces);
    };
    EXPECT_LT(run(JunctionRule::discontinuous, EventMass::as_spread), 0.9);
    EXPECT_NEAR(run(JunctionRule::discontinuous, EventMass::one_per_event), 1, 1e-12);
    EXPECT_NEAR(run(JunctionRule::continuous, EventMass::as_spread), 1, 1e-12);
}

TEST(NetworkKde, ContinuousRuleIsContinuousAtAJunction) {
    const Network star{4, {{0, 1, 500}, {0, 2, 500}, {0, 3, 500}}};
    const std::vector<NetworkPoint> events{{0, 100}};
    const std::vector<Lixel> pieces = lixels(star, 1);
    const auto density = network_kde(
        star, events, pieces, options(300, JunctionRule::continuous, EventMass::as_spread));
    EXPECT_NEAR(density[0], density[500], 0.01 * density[0]);
    EXPECT_NEAR(density[500], density[1000], 1e-15);
    EXPECT_NEAR(mass(density, pieces), 1, 1e-9);
}

TEST(NetworkKde, RingIsWalkedBothWays) {
    const Network ring{1, {{0, 0, 400}}};
    const std::vector<NetworkPoint> events{{0, 100}};
    const std::vector<Lixel> pieces = lixels(ring, 1);
    for (const JunctionRule rule : {JunctionRule::discontinuous, JunctionRule::continuous}) {
        const auto density =
            network_kde(ring, events, pieces, options(300, rule, EventMass::as_spread));
        EXPECT_NEAR(mass(density, pieces), 1, 1e-9);
        EXPECT_NEAR(density[50], density[149], 1e-12);
    }
}

TEST(NetworkKde, PointWithoutAWayIsInfinitelyFar) {
    const Network two{4, {{0, 1, 5}, {2, 3, 5}}};
    const std::vector<NetworkPoint> there{{0, 4}, {1, 1}};
    const auto distances = network_distances(two, {0, 1}, there);
    EXPECT_DOUBLE_EQ(distances[0], 3);
    EXPECT_TRUE(std::isinf(distances[1]));
}

TEST(Lixels, AreEqualPiecesNoLongerThanAskedFor) {
    const Network road{4, {{0, 1, 10}, {1, 2, 3}, {2, 3, 7}}};
    const std::vector<Lixel> pieces = lixels(road, 3.5);
    ASSERT_EQ(pieces.size(), 6U);
    const double first[] = {0, 10.0 / 3, 20.0 / 3, 0, 0, 3.5};
    const double last[] = {10.0 / 3, 20.0 / 3, 10, 3, 3.5, 7};
    const std::uint32_t edge[] = {0, 0, 0, 1, 2, 2};
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(pieces[i].edge, edge[i]);
        EXPECT_DOUBLE_EQ(pieces[i].first_m, first[i]);
        EXPECT_DOUBLE_EQ(pieces[i].last_m, last[i]);
    }
    // Rounding does not make one piece more: 0.3 / 0.1 is more than 3 in doubles.
    EXPECT_EQ(lixels({2, {{0, 1, 0.1 * 3}}}, 0.1).size(), 3U);
    EXPECT_THROW(lixels(road, 0), Error);
}

TEST(NetworkDistances, TakeTheShortestWay) {
    // A square of sides 4, 4, 4 and 20, with a loop at its first corner.
    const Network square{4, {{0, 1, 4}, {1, 2, 4}, {2, 3, 4}, {3, 0, 20}, {0, 0, 6}}};
    const std::vector<NetworkPoint> there{
        {3, 1}, {3, 19}, {3, 11}, {4, 5}, {0, 0}, {0, 4}, {0, 3}, {2, 4}};
    const auto distances = network_distances(square, {0, 1}, there);
    EXPECT_EQ(distances, (std::vector<double>{12, 2, 10, 2, 1, 3, 2, 11}));
    // On the long side the other way round is shorter than along it.
    EXPECT_EQ(network_distances(square, {3, 0}, std::vector<NetworkPoint>{{3, 20}})[0], 12);
    EXPECT_EQ(network_distances(square, {4, 1}, std::vector<NetworkPoint>{{4, 5.5}})[0], 1.5);
    EXPECT_NO_THROW(network_distances(square, {0, 4}, there));
}

TEST(NetworkKde, PointsAndEdgesMustFit) {
    const Network road{3, {{0, 1, 4}}};
    const std::vector<NetworkPoint> none;
    EXPECT_THROW(network_distances(road, {1, 0}, none), Error);
    EXPECT_THROW(network_distances(road, {0, -0.1}, none), Error);
    EXPECT_THROW(network_distances(road, {0, 4.1}, none), Error);
    EXPECT_NO_THROW(network_distances(road, {0, 0}, none));
    EXPECT_NO_THROW(network_distances(road, {0, 4}, none));
    EXPECT_THROW(network_distances({2, {{0, 2, 4}}}, {0, 1}, none), Error);
    EXPECT_THROW(network_distances({2, {{2, 0, 4}}}, {0, 1}, none), Error);
    EXPECT_THROW(network_distances({2, {{0, 1, 0}}}, {0, 0}, none), Error);
    const std::vector<Lixel> pieces = lixels(road, 1);
    const std::vector<NetworkPoint> events{{0, 9}};
    NetworkKdeOptions wide;
    EXPECT_THROW(network_kde(road, events, pieces, wide), Error);
    wide.half_width_m = 0;
    EXPECT_THROW(network_kde(road, none, pieces, wide), Error);
    wide.half_width_m = 5;
    wide.smallest_share = 0;
    EXPECT_THROW(network_kde(road, none, pieces, wide), Error);
}

TEST(NetworkKde, AJunctionSharesWhatComesAsItsRuleSays) {
    // Four roads meet; an event 100 m before the junction on the first.
    const Network cross{5, {{0, 1, 1000}, {0, 2, 1000}, {3, 0, 1000}, {0, 4, 1000}}};
    const std::vector<NetworkPoint> events{{0, 100}};
    const std::vector<Lixel> pieces = lixels(cross, 1000);
    // Mass of a flat-topped kernel beyond 100 of 400 m: 1 / 2 - 3 / 4 (t - t^3 / 3) at t = 1 / 4.
    const double beyond = 0.5 - 0.75 * (0.25 - 0.25 * 0.25 * 0.25 / 3);
    NetworkKdeOptions o = options(400, JunctionRule::discontinuous, EventMass::as_spread);
    o.kernel = NetworkKernel::epanechnikov;
    const auto equal = network_kde(cross, events, pieces, o);
    EXPECT_NEAR(equal[0] * 1000, 1 - beyond, 1e-12);
    for (const std::size_t road : {1U, 2U, 3U}) {
        EXPECT_NEAR(equal[road] * 1000, beyond / 3, 1e-12);
    }
    o.junctions = JunctionRule::continuous;
    const auto continuous = network_kde(cross, events, pieces, o);
    // Two of four go on, half each; half of what came is taken off its own road.
    EXPECT_NEAR(continuous[0] * 1000, 1 - beyond - beyond / 2, 1e-12);
    for (const std::size_t road : {1U, 2U, 3U}) {
        EXPECT_NEAR(continuous[road] * 1000, beyond / 2, 1e-12);
    }
    // Branches that carry less than asked for are not followed.
    o.smallest_share = 0.51;
    EXPECT_NEAR(network_kde(cross, events, pieces, o)[1], 0, 1e-15);
    o.smallest_share = 0.5;
    EXPECT_NEAR(network_kde(cross, events, pieces, o)[1] * 1000, beyond / 2, 1e-12);
}

TEST(NetworkKde, ALoopIsEnteredAtBothOfItsEnds) {
    // A road of 1000 m ends at a loop of 2000 m; an event 100 m before it.
    const Network lasso{2, {{0, 1, 1000}, {1, 1, 2000}}};
    const std::vector<NetworkPoint> events{{0, 900}};
    const std::vector<Lixel> pieces = lixels(lasso, 1000);
    NetworkKdeOptions o = options(400, JunctionRule::discontinuous, EventMass::as_spread);
    o.kernel = NetworkKernel::epanechnikov;
    const double beyond = 0.5 - 0.75 * (0.25 - 0.25 * 0.25 * 0.25 / 3);
    const auto equal = network_kde(lasso, events, pieces, o);
    ASSERT_EQ(equal.size(), 3U);
    EXPECT_NEAR(equal[0] * 1000, 1 - beyond, 1e-12);
    EXPECT_NEAR(equal[1] * 1000, beyond / 2, 1e-12);
    EXPECT_NEAR(equal[2] * 1000, beyond / 2, 1e-12);
    // Three ends meet: two thirds go on into each of the two, a third is taken off.
    o.junctions = JunctionRule::continuous;
    const auto continuous = network_kde(lasso, events, pieces, o);
    EXPECT_NEAR(continuous[0] * 1000, 1 - beyond - beyond / 3, 1e-12);
    EXPECT_NEAR(continuous[1] * 1000, beyond * 2 / 3, 1e-12);
    EXPECT_NEAR(continuous[2] * 1000, beyond * 2 / 3, 1e-12);
    // From within the loop, 100 m before its last end: through the node to the road and the loop.
    const std::vector<NetworkPoint> inside{{1, 1900}};
    o.junctions = JunctionRule::discontinuous;
    const auto round = network_kde(lasso, inside, pieces, o);
    EXPECT_NEAR(round[0] * 1000, beyond / 2, 1e-12);
    EXPECT_NEAR(round[1] * 1000, beyond / 2, 1e-12);
    EXPECT_NEAR(round[2] * 1000, 1 - beyond, 1e-12);
}

TEST(NetworkKde, WhereNoPieceIsTouchedNothingIsLaid) {
    const Network road{2, {{0, 1, 1000}}};
    NetworkKdeOptions o;
    o.half_width_m = 50;
    const std::vector<NetworkPoint> events{{0, 100}};
    // A piece beyond the kernel's reach, and one at its very end.
    const std::vector<Lixel> far{{0, 900, 1000}, {0, 150, 160}};
    EXPECT_EQ(network_kde(road, events, far, o), (std::vector<double>{0, 0}));
    // Two events on one piece are two.
    const std::vector<NetworkPoint> two{{0, 100}, {0, 110}};
    const std::vector<Lixel> all{{0, 0, 1000}};
    EXPECT_NEAR(network_kde(road, two, all, o)[0] * 1000, 2, 1e-12);
}

struct Simplenet {
    Network network{10, {}};
    std::vector<NetworkPoint> events;
};

Simplenet simplenet(const std::filesystem::path& folder) {
    Simplenet result;
    const test::Table edges(folder / "network_kde/simplenet_edges.csv");
    for (std::size_t i = 0; i < edges.rows(); ++i) {
        result.network.edges.push_back({static_cast<std::uint32_t>(edges.numbers("from")[i]) - 1,
                                        static_cast<std::uint32_t>(edges.numbers("to")[i]) - 1,
                                        edges.numbers("length")[i]});
    }
    const test::Table events(folder / "network_kde/simplenet_events.csv");
    for (std::size_t i = 0; i < events.rows(); ++i) {
        const auto edge = static_cast<std::uint32_t>(events.numbers("seg")[i]) - 1;
        result.events.push_back(
            {edge, events.numbers("tp")[i] * result.network.edges[edge].length_m});
    }
    return result;
}

TEST_F(NetworkKdeReference, DistancesBetweenEvents) {
    const Simplenet s = simplenet(folder);
    const test::Table answers(folder / "network_kde/ref_simplenet_event_pairdist.csv");
    for (std::size_t i = 0; i < s.events.size(); ++i) {
        const auto ours = network_distances(s.network, s.events[i], s.events);
        for (std::size_t j = 0; j < s.events.size(); ++j) {
            std::string name = "V";
            name += std::to_string(j + 1);
            EXPECT_NEAR(ours[j], answers.numbers(name)[i], 1e-9);
        }
    }
}

TEST_F(NetworkKdeReference, EqualSplitDensities) {
    const Simplenet s = simplenet(folder);
    const test::Table answers(folder / "network_kde/ref_simplenet_nkde_sigma0.15_pixel1024.csv");
    const std::vector<Lixel> pieces = lixels(s.network, 0.0005);
    for (const NetworkKernel kernel : {NetworkKernel::epanechnikov, NetworkKernel::quartic}) {
        const bool flat = kernel == NetworkKernel::epanechnikov;
        NetworkKdeOptions o = options(
            0.15 * std::sqrt(flat ? 5.0 : 7.0), JunctionRule::discontinuous, EventMass::as_spread);
        o.kernel = kernel;
        const auto density = network_kde(s.network, s.events, pieces, o);
        EXPECT_NEAR(mass(density, pieces), flat ? 4.804 : 4.807, 0.01);
        const std::vector<double> theirs =
            answers.numbers(flat ? "ESD_epanechnikov" : "ESD_biweight");
        const double largest = *std::max_element(theirs.begin(), theirs.end());
        for (std::size_t i = 0; i < theirs.size(); ++i) {
            const auto edge = static_cast<std::uint32_t>(answers.numbers("seg")[i]) - 1;
            const double offset = answers.numbers("tp")[i] * s.network.edges[edge].length_m + 1e-7;
            const auto piece = std::find_if(pieces.begin(), pieces.end(), [&](const Lixel& l) {
                return l.edge == edge && offset >= l.first_m && offset <= l.last_m;
            });
            EXPECT_NEAR(density[static_cast<std::size_t>(piece - pieces.begin())],
                        theirs[i],
                        0.02 * largest)
                << i;
        }
    }
}

}  // namespace
}  // namespace riskmap::stats
