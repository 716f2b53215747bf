#include "plan/prepare_for.hpp"

#include <gtest/gtest.h>

namespace riskmap::plan {
namespace {

using disclosure::Audience;
using disclosure::Shown;

/// Two units, the second with a hidden count, and a bit of everything.
HazardResult result() {
    HazardResult made;
    made.cases.observed = PerUnit<std::int64_t>(std::vector<std::int64_t>{4, 2});
    made.cases.means = PerUnit<double>(std::vector<double>{4, 1.5});
    made.cases.expected = PerUnit<double>(2, 2.7182818);
    made.cases.reported = PerUnit<bool>(2, true);
    made.cases.by_month.assign(12, 1);
    made.shown.total = {6, Shown::exact};
    made.shown.by_unit =
        PerUnit<ShownCount>(std::vector<ShownCount>{{4, Shown::exact}, {0, Shown::fewer}});
    made.shown.first_year = 2020;
    made.shown.by_year = {{3, Shown::exact}, {3, Shown::exact}};
    made.shown.known_month = {6, Shown::exact};
    made.shown.known_hour = {6, Shown::exact};
    made.shown.by_month.assign(month_rows, {});
    made.shown.by_hours.assign(hour_bins, {});
    made.risk.units = PerUnit<risk::UnitRisk>(2);
    for (risk::UnitRisk& unit : made.risk.units) {
        unit.status = domain::ValueState::value;
        unit.crude_rate = 12.345678;
        unit.crude_rate_interval = risk::Interval{1, 20};
        unit.relative_risk = 1.2345678;
        unit.empirical_bayes = 1.1;
        unit.information_share = 0.4;
    }
    made.risk.fit.numbers = {{"events", 6}, {"beta", 0.123456}};
    made.risk.fit.verdict = {"được", "usable"};
    made.back_test.emplace();
    made.back_test->years = {2021};
    made.back_test->events = 3;
    made.back_test->methods = {{"model", {}, 0.4321, {0.111, 0.777}, 0.567},
                               {"raw_rate", {}, 0.31, {0.1, 0.5}, 0.5},
                               {"poisson_gamma", {}, 0.33, {0.1, 0.5}, 0.5}};
    return made;
}

TEST(PrepareFor, LeavesAnInternalResultWhole) {
    HazardResult made = result();
    prepare_for(Audience::internal, made);
    EXPECT_EQ(made.cases.observed.size(), 2u);
    EXPECT_TRUE(made.risk.units[UnitIndex(1)].crude_rate);
    EXPECT_TRUE(made.risk.units[UnitIndex(0)].empirical_bayes);
    EXPECT_DOUBLE_EQ(made.back_test->methods[0].captured, 0.4321);
}

TEST(PrepareFor, WhatStoodForCountsLeavesAndWhatWasModelledStays) {
    HazardResult made = result();
    prepare_for(Audience::everyone, made);
    EXPECT_TRUE(made.cases.observed.empty());
    EXPECT_TRUE(made.cases.means.empty());
    EXPECT_TRUE(made.cases.by_month.empty());
    EXPECT_DOUBLE_EQ(made.cases.expected[UnitIndex(0)], 2.7182818);
    const risk::UnitRisk& shown = made.risk.units[UnitIndex(0)];
    const risk::UnitRisk& hidden = made.risk.units[UnitIndex(1)];
    EXPECT_DOUBLE_EQ(*shown.crude_rate, 12.345678);
    EXPECT_EQ(shown.status, domain::ValueState::value);
    EXPECT_FALSE(hidden.crude_rate);
    EXPECT_FALSE(hidden.crude_rate_interval);
    EXPECT_EQ(hidden.status, domain::ValueState::suppressed);
    EXPECT_DOUBLE_EQ(*hidden.relative_risk, 1.2345678);
    EXPECT_FALSE(shown.empirical_bayes);
    EXPECT_FALSE(shown.information_share);
}

TEST(PrepareFor, ABackTestKeepsSharesToFivePercent) {
    HazardResult made = result();
    prepare_for(Audience::everyone, made);
    ASSERT_TRUE(made.back_test);
    EXPECT_FALSE(made.back_test_hidden);
    EXPECT_EQ(made.back_test->events, 3);
    EXPECT_NEAR(made.back_test->methods[0].captured, 0.45, 1e-12);
    EXPECT_NEAR(made.back_test->methods[0].captured_interval.lower, 0.1, 1e-12);
    EXPECT_NEAR(made.back_test->methods[0].captured_interval.upper, 0.8, 1e-12);
    EXPECT_NEAR(made.back_test->methods[0].concordance, 0.55, 1e-12);
    EXPECT_NE(made.back_test->sentence.en.find("45 %"), std::string::npos)
        << made.back_test->sentence.en;
}

TEST(PrepareFor, ABackTestOfAHiddenYearLeaves) {
    HazardResult made = result();
    made.shown.by_year[1] = {0, Shown::fewer};
    prepare_for(Audience::everyone, made);
    EXPECT_FALSE(made.back_test);
    EXPECT_TRUE(made.back_test_hidden);
}

TEST(PrepareFor, AHiddenTotalIsToldByNoModel) {
    HazardResult made = result();
    made.shown.total = {0, Shown::fewer};
    prepare_for(Audience::everyone, made);
    ASSERT_EQ(made.risk.fit.numbers.size(), 1u);
    EXPECT_EQ(made.risk.fit.numbers[0].first, "beta");
    EXPECT_NE(made.risk.fit.verdict.en.find("Too few"), std::string::npos);
}

TEST(PrepareFor, HiddenMonthsHaveNoRatioAndNoSentenceWithNumbers) {
    HazardResult made = result();
    made.time.emplace();
    made.time->months.assign(12, {2, 1.0 / 12, 1.7, {1, 2}, Shown::exact});
    made.time->month_sentence = {"6 vụ", "6 cases"};
    made.time->month_words = {"mùa", "a season"};
    made.shown.by_month[4] = {0, Shown::fewer};
    prepare_for(Audience::everyone, made);
    EXPECT_EQ(made.time->months[4].ratio, 0);
    EXPECT_EQ(made.time->months[4].shown, Shown::fewer);
    EXPECT_DOUBLE_EQ(made.time->months[5].ratio, 1.7);
    EXPECT_EQ(made.time->month_sentence.en, "a season");
}

TEST(PrepareFor, WhatIsOfSingleUnitsInASecondOpinionLeaves) {
    HazardResult made = result();
    made.second_opinion.emplace();
    risk::SecondOpinion& opinion = *made.second_opinion;
    opinion.units = PerUnit<risk::UnitOpinion>(2);
    risk::UnitOpinion& unit = opinion.units[UnitIndex(0)];
    unit.gi_star = risk::HotspotLabel::hot;
    unit.circle = 1;
    unit.burst = 1;
    unit.burst_months = "2021-05/2021-08";
    unit.bayes_local_state = stats::BayesState::pooled;
    for (auto* number : {&unit.moran_q, &unit.gi_star_z, &unit.circle_p, &unit.bayes_local}) {
        *number = 0.5;
    }
    opinion.circles = opinion.small_circles = opinion.chains = {risk::Hotspot{}};
    opinion.space_time.cases = 6;
    opinion.verdict = {"6 vụ", "6 cases"};
    opinion.words = {"một cụm", "one cluster"};
    HazardResult hidden = made;
    prepare_for(Audience::everyone, made);
    EXPECT_EQ(unit.gi_star, risk::HotspotLabel::hot);
    EXPECT_EQ(unit.circle, 1);
    EXPECT_FALSE(unit.burst);
    EXPECT_TRUE(unit.burst_months.empty());
    EXPECT_FALSE(unit.bayes_local_state);
    for (const auto& number : {unit.moran_q, unit.gi_star_z, unit.circle_p, unit.bayes_local}) {
        EXPECT_FALSE(number);
    }
    EXPECT_TRUE(opinion.circles.empty());
    EXPECT_TRUE(opinion.small_circles.empty());
    EXPECT_TRUE(opinion.chains.empty());
    EXPECT_EQ(opinion.space_time.cases, 0);
    EXPECT_EQ(opinion.verdict.en, "one cluster");
    hidden.shown.total = {0, Shown::fewer};
    prepare_for(Audience::everyone, hidden);
    EXPECT_NE(hidden.second_opinion->verdict.en.find("Too few"), std::string::npos);
}

/// A result with one profile of each kind and sentences that tell numbers.
HazardResult with_times() {
    HazardResult made = result();
    made.time.emplace();
    made.time->months.assign(12, {2, 1.0 / 12, 1.7, {1, 2}, Shown::exact});
    made.time->hours.assign(8, {2, 1.0 / 8, 1.3, {1, 2}, Shown::exact});
    made.time->years = {{2020, 3, 1, true, 3.1, {1, 5}, Shown::exact},
                        {2021, 3, 0.5, false, 6, {1, 9}, Shown::exact}};
    made.time->change.emplace();
    made.risk.years = {{2020, 1, 1.1, {0.5, 2}}};
    made.time->month_sentence = made.time->hour_sentence = made.time->trend_sentence = {"6", "6"};
    made.time->month_words = made.time->hour_words = made.time->trend_words = {"ít", "some"};
    return made;
}

TEST(PrepareFor, TimesThatAreAllShownStay) {
    HazardResult made = with_times();
    prepare_for(Audience::everyone, made);
    EXPECT_EQ(made.time->months.size(), 12u);
    EXPECT_EQ(made.time->hours.size(), 8u);
    EXPECT_EQ(made.time->years[0].cases, 3);
    EXPECT_TRUE(made.time->change);
    EXPECT_EQ(made.risk.years.size(), 1u);
    for (const Text& text :
         {made.time->month_sentence, made.time->hour_sentence, made.time->trend_sentence}) {
        EXPECT_EQ(text.en, "6");
    }
}

TEST(PrepareFor, HiddenHoursAndYearsLoseTheirNumbers) {
    HazardResult made = with_times();
    made.shown.by_hours[0] = {0, Shown::fewer};
    made.shown.by_hours[3] = {0, Shown::withheld};
    made.shown.by_year[1] = {0, Shown::fewer};
    prepare_for(Audience::everyone, made);
    EXPECT_EQ(made.time->hours[0].cases, 0);
    EXPECT_EQ(made.time->hours[3].cases, 0);
    EXPECT_EQ(made.time->hours[3].ratio, 0);
    EXPECT_EQ(made.time->hours[3].even_share, 1.0 / 8);
    EXPECT_EQ(made.time->hours[3].shown, Shown::withheld);
    EXPECT_EQ(made.time->hours[4].cases, 2);
    EXPECT_EQ(made.time->hour_sentence.en, "some");
    EXPECT_EQ(made.time->month_sentence.en, "6");
    const risk::YearRate& year = made.time->years[1];
    EXPECT_EQ(year.year, 2021);
    EXPECT_EQ(year.years, 0.5);
    EXPECT_EQ(year.cases, 0);
    EXPECT_EQ(year.per_year, 0);
    EXPECT_EQ(year.shown, Shown::fewer);
    EXPECT_EQ(made.time->years[0].cases, 3);
    EXPECT_FALSE(made.time->change);
    EXPECT_EQ(made.time->trend_sentence.en, "some");
    EXPECT_TRUE(made.risk.years.empty());
}

TEST(PrepareFor, HiddenSumsOfMonthsAndHoursLeaveNoProfile) {
    HazardResult made = with_times();
    made.shown.known_month = {0, Shown::fewer};
    made.shown.known_hour = {0, Shown::fewer};
    prepare_for(Audience::everyone, made);
    EXPECT_TRUE(made.time->months.empty());
    EXPECT_TRUE(made.time->hours.empty());
    EXPECT_EQ(made.time->month_sentence.en, "some");
    EXPECT_EQ(made.time->hour_sentence.en, "some");
}

TEST(PrepareFor, AStateThatIsNoValueStaysWhatItIs) {
    HazardResult made = result();
    made.risk.units[UnitIndex(1)].status = domain::ValueState::not_reported;
    prepare_for(Audience::everyone, made);
    EXPECT_EQ(made.risk.units[UnitIndex(1)].status, domain::ValueState::not_reported);
}

TEST(PrepareFor, ABackTestOfAYearOutsideTheCountsLeaves) {
    HazardResult made = result();
    made.back_test->years = {2021, 2022};
    prepare_for(Audience::everyone, made);
    EXPECT_FALSE(made.back_test);
    EXPECT_TRUE(made.back_test_hidden);
}

TEST(StandIn, IsTheCountOrARoundGuess) {
    EXPECT_EQ(stand_in({12, Shown::exact}), 12);
    EXPECT_EQ(stand_in({0, Shown::fewer}), 1);
    EXPECT_EQ(stand_in({0, Shown::withheld}), 5);
}

}  // namespace
}  // namespace riskmap::plan
