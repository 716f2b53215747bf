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

TEST(CompareEvents, UnknownUnitsAreLeftOut) {
    EXPECT_EQ(compare_events(drawn(1, {1, std::nan(""), 1}), drawn(2, {1, 1, 1}), all).size(), 2U);
}

}  // namespace
}  // namespace riskmap::plan
