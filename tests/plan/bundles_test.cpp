#include "plan/bundles.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace riskmap::plan {
namespace {

using hazard::Intervention;
using hazard::Ranged;

Ranged ranged(double low, double best, double high) { return {{best, "test", false}, low, high}; }

Intervention measure(int steps = 1, double cost = 10) {
    Intervention made;
    made.effects["harm"] = ranged(0.2, 0.3, 0.7);
    made.unit_cost = ranged(cost, cost, cost);
    made.steps = steps;
    return made;
}

std::vector<double> pieces_of(const std::vector<Bundle>& bundles) {
    std::vector<double> pieces;
    for (const Bundle& bundle : bundles) {
        pieces.push_back(bundle.purchases.at(0).pieces);
    }
    return pieces;
}

TEST(ExpectedBelief, MultipliesTheMeansOfItsParts) {
    Intervention made = measure();
    EXPECT_DOUBLE_EQ(expected_belief(made, {"harm"}).prevented[0], 0.4);
    EXPECT_EQ(expected_belief(made, {"harm"}).years, 1);
    made.completion = ranged(0.4, 0.5, 0.6);
    made.share_of_cases = ranged(0.1, 0.2, 0.6);
    made.years = ranged(2, 3, 10);
    const Belief belief = expected_belief(made, {"other", "harm"});
    EXPECT_EQ(belief.prevented[0], 0);
    EXPECT_DOUBLE_EQ(belief.prevented[1], 0.4 * 0.5 * 0.3);
    EXPECT_DOUBLE_EQ(belief.years, 5);
}

TEST(DrawnBelief, IsTriangular) {
    Intervention made = measure();
    made.years = ranged(2, 5, 11);
    made.completion = Ranged{{0.5, "", false}, {}, {}};
    std::vector<double> years;
    for (std::size_t draw = 0; draw < 4000; ++draw) {
        const Belief belief = drawn_belief(made, {"harm"}, 3, 0, draw);
        years.push_back(belief.years);
        EXPECT_GE(belief.prevented[0], 0.2 * 0.5);
        EXPECT_LE(belief.prevented[0], 0.7 * 0.5);
    }
    std::sort(years.begin(), years.end());
    // Distribution function (x - 2)^2 / 27 below 5 and 1 - (11 - x)^2 / 54 above.
    EXPECT_NEAR(years[400], 2 + std::sqrt(27 * 0.1), 0.1);
    EXPECT_NEAR(years[2000], 11 - std::sqrt(54 * 0.5), 0.15);
    EXPECT_NEAR(years[3600], 11 - std::sqrt(54 * 0.1), 0.15);
}

TEST(DrawnBelief, IsAddressedBySeedInterventionAndDraw) {
    const auto drawn = [](std::uint64_t seed, std::size_t row, std::size_t draw) {
        return drawn_belief(measure(), {"harm"}, seed, row, draw).prevented[0];
    };
    EXPECT_EQ(drawn(1, 2, 3), drawn(1, 2, 3));
    EXPECT_NE(drawn(1, 2, 3), drawn(2, 2, 3));
    EXPECT_NE(drawn(1, 2, 3), drawn(1, 3, 3));
    EXPECT_NE(drawn(1, 2, 3), drawn(1, 2, 4));
}

TEST(AvertedPerEvent, EachHazardHasItsReachAndItsYears) {
    const std::vector<Offer> offers{{3, 10, 10, {0.5, 0}}, {1, 4, 4, {1, 0.25}}};
    std::vector<Belief> beliefs(4);
    beliefs[3] = {{0.4, 0.4}, 2};
    beliefs[1] = {{0.5, 0.8}, 5};
    const Bundle both{{{3, 10, 1}, {1, 2, 1}}, 2};
    const auto averted = averted_per_event(both, offers, beliefs, 2);
    // Two years together: 1 - 0.8 x 0.75; three years of the second alone: 0.25.
    EXPECT_DOUBLE_EQ(averted[0], 2 * (1 - 0.8 * 0.75) + 3 * 0.25);
    EXPECT_DOUBLE_EQ(averted[1], 5 * 0.5 * 0.25 * 0.8);
    EXPECT_EQ(averted_per_event({}, offers, beliefs, 2), (std::vector<double>{0, 0}));
    // What is not on offer averts nothing.
    EXPECT_EQ(averted_per_event({{{0, 1, 1}}, 1}, offers, beliefs, 1)[0], 0);
}

TEST(BundlesOf, EveryCombinationOnce) {
    const std::vector<Intervention> list{measure(2, 10), measure(1, 7), measure()};
    const std::vector<Offer> offers{{0, 8, 8, {1}}, {1, 3, 3, {1}}, {2, 5, 0, {1}}};
    const auto bundles = bundles_of(offers, list, {}, {});
    ASSERT_TRUE(bundles);
    std::vector<double> costs;
    for (const Bundle& bundle : *bundles) {
        costs.push_back(bundle.cost);
        double sum = 0;
        for (const Purchase& purchase : bundle.purchases) {
            EXPECT_NE(purchase.intervention, 2u);  // none may be bought of it
            sum += purchase.cost;
        }
        EXPECT_EQ(sum, bundle.cost);
    }
    EXPECT_EQ(costs, (std::vector<double>{21, 40, 61, 80, 101}));
}

TEST(BundlesOf, BatchesThatStepsShareAreOfferedOnce) {
    Intervention lessons = measure(4);
    lessons.batch = 25;
    EXPECT_EQ(pieces_of(*bundles_of({{Offer{0, 60, 60, {1}}}}, {lessons}, {}, {})),
              (std::vector<double>{25, 50, 75}));
    // A whole batch is not rounded up to the next.
    lessons.steps = 3;
    EXPECT_EQ(pieces_of(*bundles_of({{Offer{0, 75, 75, {1}}}}, {lessons}, {}, {})),
              (std::vector<double>{25, 50, 75}));
}

TEST(BundlesOf, WishesHold) {
    const std::vector<Intervention> list{measure(), measure()};
    const std::vector<Offer> offers{{0, 1, 1, {1}}, {1, 1, 1, {1}}};
    const std::vector<std::size_t> first{0};
    const std::vector<std::size_t> second{1};
    const auto with = bundles_of(offers, list, second, {});
    ASSERT_EQ(with->size(), 2u);
    for (const Bundle& bundle : *with) {
        EXPECT_EQ(bundle.purchases.back().intervention, 1u);
    }
    const auto without = bundles_of(offers, list, {}, second);
    ASSERT_EQ(without->size(), 1u);
    EXPECT_EQ(without->at(0).purchases.at(0).intervention, 0u);
    EXPECT_FALSE(bundles_of(offers, list, first, first));
}

TEST(BundlesOf, TheFinestStepsAreMadeCoarserUntilThereAreFewEnough) {
    const auto count = [](std::size_t measures, int steps) {
        std::vector<Offer> offers;
        for (std::size_t i = 0; i < measures; ++i) {
            offers.push_back({i, 1000, 1000, {1}});
        }
        const std::vector<Intervention> list(measures, measure(steps));
        return bundles_of(offers, list, {}, {})->size();
    };
    EXPECT_EQ(count(6, 10), 4 * 4 * 4 * 3 * 3 * 3 - 1u);
    EXPECT_EQ(count(11, 1), 2047u);
    EXPECT_EQ(count(12, 2), 4095u);  // one step is the coarsest there is
}

TEST(BundlesOf, AsManyAsThereMayBeAreNotMadeFewer) {
    // Five measures of 4 choices and one of 2 make 2,048 bundles, the empty one included.
    std::vector<Intervention> list(5, measure(3));
    list.push_back(measure(1));
    std::vector<Offer> offers;
    for (std::size_t i = 0; i < 6; ++i) {
        offers.push_back({i, 1000, 1000, {1}});
    }
    EXPECT_EQ(bundles_of(offers, list, {}, {})->size(), 2047U);
}

TEST(BundlesOf, WhatMustBeAndCannotBeBoughtLeavesNoBundles) {
    const std::vector<std::size_t> must{0};
    EXPECT_FALSE(bundles_of({{Offer{0, 5, 0, {1}}}}, {measure()}, must, {}));
    EXPECT_TRUE(bundles_of({{Offer{0, 5, 0.5, {1}}}}, {measure()}, must, {}));
}

TEST(DrawnBelief, OfDifferentInterventionsIsDrawnApartForAnySeed) {
    std::vector<double> drawn;
    for (std::size_t row = 0; row < 200; ++row) {
        drawn.push_back(drawn_belief(measure(), {"harm"}, 1, row, 0).prevented[0]);
    }
    std::sort(drawn.begin(), drawn.end());
    EXPECT_EQ(std::adjacent_find(drawn.begin(), drawn.end()), drawn.end());
}

}  // namespace
}  // namespace riskmap::plan
