#include "plan/comparison.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"

namespace riskmap::plan {
namespace {

EventDraws drawn(std::uint64_t seed, const std::vector<double>& events) {
    EventDraws hazard;
    hazard.hazard_id = "harm";
    hazard.draws = 400;
    hazard.base = PerUnit<double>(events);
    for (std::size_t row = 0; row < events.size(); ++row) {
        RandomStream random(seed, 1, row);
        for (std::size_t draw = 0; draw < hazard.draws; ++draw) {
            hazard.rate_ratio.push_back(static_cast<float>(random.gamma(30) / 30));
        }
    }
    return hazard;
}

const std::vector<std::pair<UnitIndex, UnitIndex>> all{
    {UnitIndex(0), UnitIndex(0)}, {UnitIndex(1), UnitIndex(1)}, {UnitIndex(2), UnitIndex(2)}};

TEST(CompareEvents, TellsAMoveFromChance) {
    const auto changes = compare_events(drawn(1, {1, 1, 1}), drawn(2, {3, 1.05, 0.3}), all);
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[0].movement, Movement::more);
    EXPECT_EQ(changes[1].movement, Movement::cannot_tell);
    EXPECT_EQ(changes[2].movement, Movement::fewer);
    EXPECT_GT(changes[0].ratio_interval.lower, 1);
    EXPECT_NEAR(changes[0].ratio, 3, 0.4);
}

TEST(CompareEvents, AResultAgainstItselfDoesNotMove) {
    const EventDraws same = drawn(1, {1, 2, 3});
    for (const UnitChange& change : compare_events(same, same, all)) {
        EXPECT_EQ(change.movement, Movement::cannot_tell);
        EXPECT_EQ(change.ratio, 1);
        EXPECT_EQ(change.probability_more, 0.5);
    }
}

TEST(CompareEvents, PartsOfAnEventAYearAreCompared) {
    const auto changes = compare_events(drawn(1, {0.1, 0.2, 0}), drawn(2, {0.4, 0.2, 0.1}), all);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].movement, Movement::more);
    EXPECT_EQ(changes[1].movement, Movement::cannot_tell);
}

TEST(CompareEvents, UnknownUnitsAreLeftOut) {
    EXPECT_EQ(compare_events(drawn(1, {1, std::nan(""), 1}), drawn(2, {1, 1, 1}), all).size(), 2U);
}

/// One unit with these events in its draws.
EventDraws one_unit(const std::vector<float>& events) {
    EventDraws hazard;
    hazard.draws = events.size();
    hazard.base = PerUnit<double>(1, 1);
    hazard.rate_ratio = events;
    return hazard;
}

const std::vector<std::pair<UnitIndex, UnitIndex>> the_one{{UnitIndex(0), UnitIndex(0)}};

TEST(CompareEvents, ByHand) {
    const auto changes =
        compare_events(one_unit({1, 1, 2, 4, 2}), one_unit({2, 3, 2, 2, 1}), the_one);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].events_before, 2);
    EXPECT_EQ(changes[0].events_after, 2);
    // Ratios 2, 3, 1, 0.5, 0.5: two are higher, one is the same.
    EXPECT_DOUBLE_EQ(changes[0].probability_more, 0.5);
    EXPECT_DOUBLE_EQ(changes[0].ratio, 1);
    EXPECT_DOUBLE_EQ(changes[0].ratio_interval.lower, 0.5);
    EXPECT_DOUBLE_EQ(changes[0].ratio_interval.upper, 3);
}

TEST(CompareEvents, AMoveIsCalledWhenItIsAsSureAsAskedFor) {
    const EventDraws level = one_unit({2, 2, 2, 2});
    const EventDraws mostly_more = one_unit({3, 3, 3, 1});
    EXPECT_EQ(compare_events(level, mostly_more, the_one, 0.75)[0].movement, Movement::more);
    EXPECT_EQ(compare_events(level, mostly_more, the_one, 0.76)[0].movement, Movement::cannot_tell);
    EXPECT_EQ(compare_events(mostly_more, level, the_one, 0.75)[0].movement, Movement::fewer);
    EXPECT_EQ(compare_events(mostly_more, level, the_one, 0.76)[0].movement, Movement::cannot_tell);
}

TEST(CompareEvents, UnitsWithoutEventsOrDrawsAreLeftOut) {
    const EventDraws none = one_unit({0, 0});
    const EventDraws some = one_unit({1, 2});
    EXPECT_TRUE(compare_events(none, some, the_one).empty());
    EXPECT_TRUE(compare_events(some, none, the_one).empty());
    EXPECT_TRUE(compare_events(one_unit({}), some, the_one).empty());
    EXPECT_EQ(compare_events(some, one_unit({4, 2, 9}), the_one)[0].probability_more, 0.75);
}

TEST(Movement, HasItsWord) {
    EXPECT_STREQ(to_word(Movement::more), "more");
    EXPECT_STREQ(to_word(Movement::fewer), "fewer");
    EXPECT_STREQ(to_word(Movement::cannot_tell), "cannot_tell");
}

}  // namespace
}  // namespace riskmap::plan
