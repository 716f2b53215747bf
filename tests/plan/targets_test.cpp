#include "plan/targets.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace riskmap::plan {
namespace {

Target rate_target(double value, int year) {
    Target target;
    target.id = "deaths";
    target.hazard = "harm";
    target.severity = "death";
    target.value = value;
    target.year = year;
    return target;
}

YearCount year(int when, std::int64_t cases, double people = 100000) {
    return {"harm", "death", when, cases, people, true};
}

TEST(TargetStatus, ARateIsMetWhenItsWholeIntervalIsBelow) {
    const std::vector<Target> targets{rate_target(16, 2025)};
    const auto status = target_status(targets, {year(2021, 5), year(2022, 14), year(2023, 40)});
    ASSERT_EQ(status.size(), 3U);
    EXPECT_EQ(status[0].state, TargetState::met);  // exact interval 1.6-11.7
    EXPECT_NEAR(status[0].interval.lower, 1.623, 0.001);
    EXPECT_NEAR(status[0].interval.upper, 11.668, 0.001);
    EXPECT_EQ(status[1].state, TargetState::too_few_to_say);
    EXPECT_EQ(status[2].state, TargetState::not_met);  // 28.6-54.5
}

TEST(TargetStatus, AChangeIsHeldAgainstItsYearOfReference) {
    Target target = rate_target(-0.10, 2025);
    target.kind = TargetKind::change_from_year;
    target.from_year = 2020;
    const std::vector<Target> targets{target};
    const auto status =
        target_status(targets, {year(2020, 100), year(2021, 90), year(2022, 40), year(2023, 200)});
    ASSERT_EQ(status.size(), 3U);
    EXPECT_NEAR(*status[0].observed, -0.1, 1e-12);
    EXPECT_EQ(status[0].state, TargetState::too_few_to_say);
    EXPECT_EQ(status[1].state, TargetState::met);
    EXPECT_EQ(status[2].state, TargetState::not_met);
}

TEST(TargetStatus, FewerEachYearComparesNeighbours) {
    Target target = rate_target(-0.05, 2030);
    target.kind = TargetKind::change_each_year;
    const std::vector<Target> targets{target};
    const auto status = target_status(targets, {year(2020, 10), year(2021, 9), year(2022, 0)});
    ASSERT_EQ(status.size(), 2U);
    EXPECT_EQ(status[0].state, TargetState::too_few_to_say);
    EXPECT_EQ(*status[1].observed, -1);
}

TEST(TargetStatus, NothingToCompareIsNotMeasured) {
    Target other = rate_target(16, 2025);
    other.hazard = "elsewhere";
    const std::vector<Target> targets{other, rate_target(16, 2025)};
    YearCount part = year(2021, 3);
    part.whole_year = false;
    const auto status = target_status(targets, {part, year(2022, 3, std::nan(""))});
    ASSERT_EQ(status.size(), 2U);
    EXPECT_EQ(status[0].state, TargetState::not_measured);
    EXPECT_EQ(status[1].state, TargetState::not_measured);
    EXPECT_EQ(status[1].year, 2022);
}

TEST(TargetStatus, NoCasesInEitherYearSaysNothing) {
    Target target = rate_target(-0.1, 2025);
    target.kind = TargetKind::change_from_year;
    target.from_year = 2020;
    const std::vector<Target> targets{target};
    const auto status = target_status(targets, {year(2020, 0), year(2021, 0)});
    ASSERT_EQ(status.size(), 1U);
    EXPECT_EQ(status[0].state, TargetState::not_measured);
}

Target change_since_2020(double value) {
    Target target = rate_target(value, 2025);
    target.kind = TargetKind::change_from_year;
    target.from_year = 2020;
    return target;
}

TEST(TargetStatus, ARateIsPer100000OfThePeopleThereAre) {
    const std::vector<Target> targets{rate_target(16, 2025)};
    const auto status = target_status(targets, {year(2021, 5, 20000)});
    ASSERT_EQ(status.size(), 1U);
    EXPECT_NEAR(*status[0].observed, 25, 1e-12);
    EXPECT_NEAR(status[0].interval.lower, 5 * 1.62349, 1e-4);
    EXPECT_NEAR(status[0].interval.upper, 5 * 11.66833, 1e-4);
    EXPECT_EQ(target_status(targets, {year(2021, 5, 0)})[0].state, TargetState::not_measured);
}

TEST(TargetStatus, ABoundOfTheIntervalOnTheTargetMeetsIt) {
    std::vector<Target> targets{rate_target(0, 2025)};
    const risk::Interval interval = target_status(targets, {year(2021, 5)})[0].interval;
    targets[0].value = interval.upper;
    EXPECT_EQ(target_status(targets, {year(2021, 5)})[0].state, TargetState::met);
    targets[0].value = interval.lower;
    EXPECT_EQ(target_status(targets, {year(2021, 5)})[0].state, TargetState::too_few_to_say);
}

TEST(TargetStatus, AChangeHasTheExactIntervalOfItsRatio) {
    // Clopper and Pearson: 6 of 10 lie in 0.26238 to 0.87845.
    const std::vector<Target> targets{change_since_2020(-0.1)};
    const auto status = target_status(targets, {year(2020, 4), year(2021, 6)});
    ASSERT_EQ(status.size(), 1U);
    EXPECT_NEAR(*status[0].observed, 0.5, 1e-12);
    EXPECT_NEAR(status[0].interval.lower, 0.26238 / (1 - 0.26238) - 1, 1e-4);
    EXPECT_NEAR(status[0].interval.upper, 0.87845 / (1 - 0.87845) - 1, 1e-3);
}

TEST(TargetStatus, AsManyAsBeforeIsAChangeOfNothing) {
    const std::vector<Target> targets{change_since_2020(-0.5)};
    const auto status =
        target_status(targets, {year(2020, 1), year(2021, 1), year(2022, 2), year(2023, 0)});
    ASSERT_EQ(status.size(), 3U);
    EXPECT_EQ(*status[0].observed, 0);
    EXPECT_EQ(status[0].state, TargetState::too_few_to_say);
    EXPECT_EQ(*status[1].observed, 1);
    EXPECT_EQ(*status[2].observed, -1);
}

TEST(TargetStatus, ATargetOfAnotherKindIsNotMeasured) {
    Target target = change_since_2020(-0.5);
    target.kind = TargetKind::other;
    const std::vector<Target> targets{target};
    const auto status = target_status(targets, {year(2020, 10), year(2021, 9), year(2022, 8)});
    ASSERT_EQ(status.size(), 1U);
    EXPECT_EQ(status[0].state, TargetState::not_measured);
    EXPECT_EQ(status[0].year, 2025);
}

TEST(TargetStatus, NoneBeforeOrAfterHasOneSidedIntervals) {
    const std::vector<Target> targets{change_since_2020(-0.1)};
    const auto from_none = target_status(targets, {year(2020, 0), year(2021, 3)});
    EXPECT_FALSE(from_none[0].observed);
    EXPECT_EQ(from_none[0].interval.upper, std::numeric_limits<double>::infinity());
    // The chance of 3 of 3 is 0.025 at a share of its cube root.
    const double share = std::cbrt(0.025);
    EXPECT_NEAR(from_none[0].interval.lower, share / (1 - share) - 1, 1e-9);
    const auto to_none = target_status(targets, {year(2020, 3), year(2021, 0)});
    EXPECT_EQ(*to_none[0].observed, -1);
    EXPECT_EQ(to_none[0].interval.lower, -1);
    EXPECT_NEAR(to_none[0].interval.upper, (1 - share) / share - 1, 1e-9);
}

TEST(TargetStatus, WhatMayNotBeShownSaysNothingOfItsNumber) {
    YearCount hidden = year(2021, 40);
    hidden.told = false;
    const std::vector<Target> rate{rate_target(16, 2025)};
    const std::vector<Target> change{change_since_2020(-0.1)};
    YearCount hidden_before = year(2020, 40);
    hidden_before.told = false;
    for (const auto& status : {target_status(rate, {hidden}),
                               target_status(change, {year(2020, 10), hidden}),
                               target_status(change, {hidden_before, year(2021, 10)})}) {
        ASSERT_EQ(status.size(), 1U);
        EXPECT_EQ(status[0].state, TargetState::too_few_to_say);
        EXPECT_FALSE(status[0].observed);
        EXPECT_TRUE(std::isnan(status[0].interval.lower));
        EXPECT_TRUE(std::isnan(status[0].interval.upper));
    }
}

TEST(TargetStatus, IsHeldAgainstItsOwnSeriesUpToItsOwnYear) {
    YearCount other_hazard = year(2021, 1);
    other_hazard.hazard = "other";
    YearCount injuries = year(2022, 1);
    injuries.severity = "injury";
    const std::vector<Target> targets{rate_target(16, 2024)};
    const auto status = target_status(
        targets, {other_hazard, injuries, year(2023, 5), year(2024, 6), year(2025, 7)});
    ASSERT_EQ(status.size(), 2U);
    EXPECT_EQ(status[0].year, 2023);
    EXPECT_EQ(status[1].year, 2024);
    EXPECT_EQ(status[1].target, targets.data());
    Target vague = rate_target(16, 2025);
    vague.kind = TargetKind::other;
    const std::vector<Target> other{vague};
    const auto none = target_status(other, {year(2023, 5)});
    ASSERT_EQ(none.size(), 1U);
    EXPECT_EQ(none[0].state, TargetState::not_measured);
    EXPECT_EQ(none[0].year, 2025);
}

TEST(TargetStatus, TheYearOfReferenceIsNotHeldAgainstItself) {
    Target target = change_since_2020(-0.1);
    target.from_year = 2021;
    const std::vector<Target> targets{target};
    const auto status = target_status(targets, {year(2020, 50), year(2021, 40), year(2022, 10)});
    ASSERT_EQ(status.size(), 1U);
    EXPECT_EQ(status[0].year, 2022);
    EXPECT_NEAR(*status[0].observed, -0.75, 1e-12);
}

TEST(TargetState, EveryWordIsReadBack) {
    for (const TargetState state : {TargetState::met,
                                    TargetState::not_met,
                                    TargetState::too_few_to_say,
                                    TargetState::not_measured}) {
        EXPECT_EQ(target_state_of(to_word(state)), state);
        EXPECT_FALSE(state_words(state).vi.empty());
    }
    EXPECT_STREQ(to_word(TargetState::not_met), "not_met");
    EXPECT_EQ(state_words(TargetState::met).en, "met");
}

}  // namespace
}  // namespace riskmap::plan
