#include "risk/time_profile.hpp"

#include <stop_token>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::risk {
namespace {

Date day(int year, unsigned month, unsigned date) {
    return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(date)};
}

cases::CaseTable table(int first_year, const std::vector<std::int64_t>& by_year) {
    cases::CaseTable result;
    result.observed = PerUnit<std::int64_t>(2);
    result.by_month.assign(12, 0);
    result.by_hour.assign(24, 0);
    result.first_year = first_year;
    for (const std::int64_t cases : by_year) {
        PerUnit<std::int64_t> units(2, 0);
        units[UnitIndex(0)] = cases;
        result.observed_by_year.push_back(units);
    }
    return result;
}

TEST(TimeProfile, MonthThatOccursTwiceIsExpectedTwice) {
    cases::CaseTable t = table(2021, {20, 4});
    t.by_month = {4, 4, 4, 2, 2, 2, 1, 1, 1, 1, 1, 1};
    const TimeProfile profile = time_profile(t, {day(2021, 1, 1), day(2022, 3, 31)}, RunContext{});
    EXPECT_NEAR(profile.months[0].even_share, 62.0 / 455, 1e-12);
    EXPECT_NEAR(profile.months[5].even_share, 30.0 / 455, 1e-12);
    EXPECT_NEAR(profile.months[0].ratio, 4.0 / 24 / (62.0 / 455), 1e-12);
    EXPECT_LT(profile.months[0].ratio_interval.lower, 1);
    EXPECT_GT(profile.months[0].ratio_interval.upper, 1);
    EXPECT_NE(profile.month_sentence.en.find("no part stands out"), std::string::npos)
        << profile.month_sentence.en;
}

TEST(TimeProfile, SeasonAcrossTheNewYearIsOneRun) {
    cases::CaseTable t = table(2020, {60});
    t.by_month = {15, 15, 2, 2, 2, 2, 2, 2, 2, 2, 2, 12};
    const TimeProfile profile = time_profile(t, {day(2020, 1, 1), day(2020, 12, 31)}, RunContext{});
    EXPECT_EQ(profile.month_sentence.vi.rfind("Tháng 12 đến tháng 2 nhiều vụ nhất: 42 trong 60", 0),
              0u)
        << profile.month_sentence.vi;
}

TEST(TimeProfile, FewCasesSayNothing) {
    cases::CaseTable t = table(2020, {9});
    t.by_hour[15] = 9;
    const TimeProfile profile = time_profile(t, {day(2020, 1, 1), day(2020, 12, 31)}, RunContext{});
    EXPECT_NE(profile.hour_sentence.en.find("too few cases to say"), std::string::npos);
    EXPECT_EQ(profile.month_sentence.en, "No case has a known month.");
    EXPECT_TRUE(profile.months.empty());
}

TEST(TimeProfile, HoursByThreeHaveAPeakOfSix) {
    cases::CaseTable t = table(2020, {60});
    t.by_hour = {1, 1, 1, 3, 22, 26, 4, 2};
    const TimeProfile profile = time_profile(t, {day(2020, 1, 1), day(2020, 12, 31)}, RunContext{});
    ASSERT_EQ(profile.hours.size(), 8u);
    EXPECT_NEAR(profile.hours[5].ratio, 26.0 / 60 * 8, 1e-12);
    EXPECT_EQ(
        profile.hour_sentence.en.rfind("The hours from 12:00 to 18:00 have most cases: 48", 0), 0u)
        << profile.hour_sentence.en;
}

TEST(TimeProfile, MeansByYearStandForCounts) {
    cases::CaseTable t = table(2020, {});
    t.means_by_year = {PerUnit<double>(2, 3.5), PerUnit<double>(2, 6)};
    const TimeProfile profile = time_profile(t, {day(2020, 1, 1), day(2021, 12, 31)}, RunContext{});
    ASSERT_EQ(profile.years.size(), 2u);
    EXPECT_EQ(profile.years[0].cases, 7);
    EXPECT_EQ(profile.years[1].cases, 12);
}

TEST(TimeProfile, FifteenMonthsHaveNoTrend) {
    const TimeProfile profile =
        time_profile(table(2021, {30, 2}), {day(2021, 1, 1), day(2022, 3, 31)}, RunContext{});
    ASSERT_EQ(profile.years.size(), 2u);
    EXPECT_TRUE(profile.years[0].complete);
    EXPECT_FALSE(profile.years[1].complete);
    EXPECT_FALSE(profile.change);
    EXPECT_NE(profile.trend_sentence.en.find("no trend can be given"), std::string::npos);
}

TEST(TimeProfile, ChangeComesWithItsInterval) {
    const TimeProfile clear = time_profile(
        table(2019, {100, 80, 40}), {day(2019, 1, 1), day(2021, 12, 31)}, RunContext{});
    ASSERT_TRUE(clear.change);
    EXPECT_NEAR(clear.change->ratio, 0.4, 0.01);
    EXPECT_LT(clear.change->interval.upper, 1);
    EXPECT_LT(clear.change->probability_higher, 0.001);
    EXPECT_NE(clear.trend_sentence.en.find("a decrease"), std::string::npos);
    const TimeProfile unclear =
        time_profile(table(2019, {14, 18}), {day(2019, 1, 1), day(2020, 12, 31)}, RunContext{});
    EXPECT_NE(unclear.trend_sentence.vi.find("chưa phân biệt được"), std::string::npos);
    EXPECT_GT(unclear.change->probability_higher, 0.5);
}

TEST(TimeProfile, EqualYearsHaveEvenOdds) {
    const TimeProfile profile =
        time_profile(table(2019, {25, 25}), {day(2019, 1, 1), day(2020, 12, 31)}, RunContext{});
    EXPECT_NEAR(profile.change->ratio, 1, 1e-9);
    EXPECT_NEAR(profile.change->probability_higher, 0.5, 1e-9);
    EXPECT_NEAR(profile.change->interval.lower * profile.change->interval.upper, 1, 1e-9);
}

TEST(TimeProfile, StopsWhenAskedTo) {
    cases::CaseTable t = table(2020, {60});
    t.by_month = {15, 15, 2, 2, 2, 2, 2, 2, 2, 2, 2, 12};
    std::stop_source source;
    RunContext context;
    context.stop = source.get_token();
    source.request_stop();
    EXPECT_THROW(time_profile(t, {day(2020, 1, 1), day(2020, 12, 31)}, context), Error);
}

}  // namespace
}  // namespace riskmap::risk
