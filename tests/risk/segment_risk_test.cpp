#include "risk/segment_risk.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace riskmap::risk {
namespace {

SegmentRecord two_kinds() {
    SegmentRecord record;
    record.years = 5;
    for (int i = 0; i < 60; ++i) {
        record.kind.push_back(i < 20 ? "big" : "small");
        record.length_m.push_back(500);
        record.cases.push_back(i < 20 ? (i % 4 == 0 ? 3 : 0) : (i % 8 == 0 ? 1 : 0));
    }
    return record;
}

TEST(EstimateSegments, KeepsTheTotalsOfKindsAndShrinksEachRecordTowardsThem) {
    const SegmentRecord record = two_kinds();
    const SegmentRisk result = estimate_segments(record);
    ASSERT_TRUE(result.usable);
    EXPECT_GT(result.overdispersion, 0);
    EXPECT_NEAR(result.predicted[0] * 5 * 20, 15, 0.01);
    EXPECT_NEAR(result.predicted[59] * 5 * 40, 5, 0.01);
    EXPECT_GT(result.expected[0], result.predicted[0]);
    EXPECT_LT(result.expected[0], 3.0 / 5);
    EXPECT_LT(result.expected[1], result.predicted[1]);
    EXPECT_GT(result.expected[1], 0);
}

TEST(EstimateSegments, KindsWithFewCasesBorrowALevelInsteadOfZero) {
    SegmentRecord record = two_kinds();
    for (int i = 0; i < 10; ++i) {
        record.kind.push_back("quiet");
        record.length_m.push_back(500);
        record.cases.push_back(0);
    }
    const SegmentRisk result = estimate_segments(record);
    ASSERT_TRUE(result.usable);
    EXPECT_GT(result.predicted.back(), 0);
    EXPECT_NEAR(result.predicted.back(), result.predicted[59], 1e-12);
}

TEST(EstimateSegments, SaysSoWhenThereAreTooFewCases) {
    SegmentRecord record = two_kinds();
    record.cases.assign(record.cases.size(), 0);
    record.cases[3] = 9;
    const SegmentRisk result = estimate_segments(record);
    EXPECT_FALSE(result.usable);
    EXPECT_TRUE(std::isnan(result.expected[3]));
    EXPECT_NE(result.note.en.find("9"), std::string::npos);
}

UnitRecord two_kinds_by_unit() {
    UnitRecord record{two_kinds(), {}, PerUnit<double>(12, 0)};
    // Units of five pieces each: the first four of big ones, the others of small ones.
    for (std::size_t i = 0; i < record.segments.cases.size(); ++i) {
        record.unit.emplace_back(UnitIndex(i / 5));
        record.cases[UnitIndex(i / 5)] += static_cast<double>(record.segments.cases[i]);
    }
    record.segments.cases.clear();
    return record;
}

TEST(PredictSegments, TellsKindsApartByTheUnitsTheyLieIn) {
    const SegmentRisk result = predict_segments(two_kinds_by_unit());
    ASSERT_TRUE(result.usable);
    double all = 0;
    for (const double predicted : result.predicted) {
        all += predicted * 5;
    }
    EXPECT_NEAR(all, 20, 0.5);
    EXPECT_GT(result.predicted[0], 3 * result.predicted[59]);
    EXPECT_LT(result.predicted[0], 6 * result.predicted[59]);
    EXPECT_TRUE(std::isnan(result.expected[0]));
}

TEST(PredictSegments, CasesMovedWithinAUnitChangeNothing) {
    UnitRecord record = two_kinds_by_unit();
    const SegmentRisk before = predict_segments(record);
    record.segments.cases.assign(60, 1);
    EXPECT_EQ(predict_segments(record).predicted, before.predicted);
}

TEST(PredictSegments, WhatLiesNowhereOrWasNotReportedIsNoZero) {
    UnitRecord record = two_kinds_by_unit();
    const std::vector<double> before = predict_segments(record).predicted;
    record.unit[7].reset();
    const std::vector<double> nowhere = predict_segments(record).predicted;
    EXPECT_NEAR(nowhere[7], nowhere[8], 1e-12);
    EXPECT_GT(nowhere[8], before[8]) << "as many cases on fewer pieces";
    record = two_kinds_by_unit();
    record.cases[UnitIndex(11)] = std::nan("");
    EXPECT_GT(predict_segments(record).predicted[59], 0);
}

TEST(PredictSegments, NeedsTenCases) {
    UnitRecord record = two_kinds_by_unit();
    record.cases = PerUnit<double>(12, 0.5);
    const SegmentRisk few = predict_segments(record);
    EXPECT_FALSE(few.usable);
    EXPECT_TRUE(std::isnan(few.predicted[0]));
    EXPECT_FALSE(few.note.vi.empty());
}

TEST(BlackSpots, NeedAsManyEventsAsNearAndAsClosePastEachOtherAsTheRuleSays) {
    using namespace std::chrono_literals;
    const hazard::BlackSpotRule rule{3, 250, 3, "", false};
    const auto day = [](int year) { return Date(std::chrono::year(year) / 6 / 1); };
    const std::vector<SegmentEvent> near{
        {{0, 0}, day(2019), 0}, {{200, 0}, day(2020), 1}, {{-250, 0}, day(2021), 2}};
    EXPECT_EQ(black_spots(rule, near, 4), (std::vector<bool>{true, true, true, false}));
    std::vector<SegmentEvent> late = near;
    late[2].date = day(2022);
    EXPECT_EQ(black_spots(rule, late, 4), std::vector<bool>(4, false));
    std::vector<SegmentEvent> far = near;
    far[2].at = {-251, 0};
    EXPECT_EQ(black_spots(rule, far, 4), std::vector<bool>(4, false));
    EXPECT_NE(black_spot_text(rule).en.find("at least 3 cases within 250 m"), std::string::npos);
}

}  // namespace
}  // namespace riskmap::risk
