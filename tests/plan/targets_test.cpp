#include "plan/targets.hpp"

#include <cmath>

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

}  // namespace
}  // namespace riskmap::plan
