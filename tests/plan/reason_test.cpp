#include "plan/reason.hpp"

#include <gtest/gtest.h>

#include "support/study_nouns.hpp"

namespace riskmap::plan {
namespace {

/// One unit "A" under one hazard.
HazardResult result_of(double ratio, risk::Level level) {
    HazardResult result;
    result.spec.events = {"vụ ngã trẻ em", "child falls"};
    result.shown.by_unit = PerUnit<ShownCount>(1, ShownCount{0, disclosure::Shown::fewer});
    result.cases.reported = PerUnit<bool>(1, true);
    result.cases.person_years = PerUnit<double>(1, 10000);
    result.risk.units = PerUnit<risk::UnitRisk>(1);
    risk::UnitRisk& unit = result.risk.units[UnitIndex(0)];
    unit.relative_risk = ratio;
    unit.relative_risk_interval = risk::Interval{0.5 * ratio, 2 * ratio};
    unit.rate = 13.6;
    unit.rank_interval = {3, 17};
    unit.level = level;
    return result;
}

Text reason_of(const HazardResult& result) {
    return reason(result, test::named_units(1), UnitIndex(0));
}

TEST(Reason, SaysTheRatioTheWayPeopleDo) {
    const Text high = reason_of(result_of(2.3, risk::Level::probable));
    EXPECT_NE(high.vi.find("cao gấp 2,3 lần mức chung (khoảng hợp lý 1,1 đến 4,6 lần)"),
              std::string::npos)
        << high.vi;
    EXPECT_NE(high.en.find("about 14 child falls per 100,000 children a year, 2.3 times the "
                           "average (plausible range 1.1 to 4.6 times)"),
              std::string::npos)
        << high.en;
    const Text low = reason_of(result_of(0.38, risk::Level::lower));
    EXPECT_NE(low.vi.find("chỉ bằng 0,38 mức chung"), std::string::npos) << low.vi;
    EXPECT_EQ(low.vi.find("gấp"), std::string::npos) << low.vi;
    const Text even = reason_of(result_of(1.04, risk::Level::undetermined));
    EXPECT_NE(even.en.find("about the average"), std::string::npos) << even.en;
}

TEST(Reason, NeverCallsAProbableUnitProven) {
    const Text text = reason_of(result_of(3, risk::Level::probable));
    EXPECT_NE(text.en.find("do not announce a proven hotspot"), std::string::npos);
    EXPECT_EQ(reason_of(result_of(3, risk::Level::confirmed)).en.find("do not announce"),
              std::string::npos);
}

TEST(Reason, TellsTheMassOfTheRankInterval) {
    HazardResult result = result_of(1.5, risk::Level::watch);
    EXPECT_NE(
        reason_of(result).en.find("Nine in ten plausible worlds put it between rank 3 and 17"),
        std::string::npos);
    result.spec.model.rank_mass = 0.8;
    EXPECT_NE(reason_of(result).en.find("80 % of plausible worlds"), std::string::npos);
    EXPECT_NE(reason_of(result).vi.find("80% khả năng"), std::string::npos);
}

TEST(Reason, NoReportIsNotTheSameAsNone) {
    HazardResult result = result_of(1, risk::Level::insufficient_data);
    result.cases.reported[UnitIndex(0)] = false;
    EXPECT_NE(reason_of(result).en.find("not the same as none"), std::string::npos);
}

TEST(Reason, WithoutChildrenThereIsNoRate) {
    HazardResult result = result_of(1, risk::Level::insufficient_data);
    result.cases.person_years[UnitIndex(0)] = 0;
    EXPECT_NE(reason_of(result).en.find("without the number of children"), std::string::npos);
    EXPECT_NE(reason_of(result).en.find("fewer than 3"), std::string::npos);
    EXPECT_NE(reason_of(result).vi.find("ít hơn 3"), std::string::npos);
}

TEST(Reason, AllOfItByWords) {
    HazardResult result = result_of(2.3, risk::Level::probable);
    result.spec.index = {{}};
    risk::UnitRisk& unit = result.risk.units[UnitIndex(0)];
    unit.environment_factor = 2.14;
    unit.record_factor = 1.05;
    EXPECT_EQ(reason_of(result).en,
              "A: about 14 child falls per 100,000 children a year, 2.3 times the average "
              "(plausible range 1.1 to 4.6 times). Nine in ten plausible worlds put it between "
              "rank 3 and 17 of 1. Of this, the environment multiplies risk by about 2.1; its own "
              "and its neighbours' record changes little. Mainly because of the environment: act "
              "on it and survey, but do not announce a proven hotspot.");
    unit.rate.reset();
    unit.rank_interval.reset();
    unit.environment_factor = 1 / 1.09;
    unit.record_factor = 1 / 1.12;
    EXPECT_EQ(reason_of(result).en,
              "A: the risk of child falls is 2.3 times the average (plausible range 1.1 to 4.6 "
              "times). Of this, the environment changes little; its own and its neighbours' "
              "record multiplies risk by about 0.89. Mainly because of the environment: act on it "
              "and survey, but do not announce a proven hotspot.");
}

TEST(Reason, SaysWhenTheEnvironmentCouldNotBeMeasured) {
    HazardResult result = result_of(2.3, risk::Level::watch);
    result.risk.units[UnitIndex(0)].record_factor = 2;
    const auto says = [&](const std::string& part) {
        return reason_of(result).en.find(part) != std::string::npos;
    };
    // A hazard without an index has no environment to measure.
    EXPECT_FALSE(says("environment"));
    EXPECT_FALSE(says("Of this"));
    result.spec.index = {{}};
    EXPECT_TRUE(says("The environment could not be measured"));
    result.risk.units[UnitIndex(0)].environment_factor = 2;
    result.risk.units[UnitIndex(0)].record_factor.reset();
    EXPECT_FALSE(says("could not be measured"));
    EXPECT_FALSE(says("Of this"));
}

TEST(Reason, ATenthMoreOrLessIsAboutTheAverage) {
    for (const auto& [ratio, said] :
         std::vector<std::pair<double, std::string>>{{0.89, "only 0.89 of the average"},
                                                     {0.91, "about the average"},
                                                     {1.09, "about the average"},
                                                     {1.11, "1.1 times the average"}}) {
        const Text text = reason_of(result_of(ratio, risk::Level::undetermined));
        EXPECT_NE(text.en.find(said), std::string::npos) << text.en;
    }
}

TEST(Reason, ASureRankIsOneNumber) {
    HazardResult result = result_of(1.5, risk::Level::watch);
    result.risk.units[UnitIndex(0)].rank_interval = {2, 2};
    EXPECT_NE(reason_of(result).en.find("put it at rank 2 of"), std::string::npos);
    EXPECT_NE(reason_of(result).vi.find("xếp đúng hạng 2 trên"), std::string::npos);
}

TEST(Reason, RatesOfAllAgesAreOfPeople) {
    HazardResult result = result_of(1.5, risk::Level::watch);
    result.spec.incidents.ages = {0, 18};
    EXPECT_NE(reason_of(result).en.find("per 100,000 children"), std::string::npos);
    result.spec.incidents.ages = {0, 19};
    EXPECT_NE(reason_of(result).en.find("per 100,000 people"), std::string::npos);
}

TEST(Reason, WithoutAnEstimateItGivesTheCountAlone) {
    HazardResult result = result_of(2, risk::Level::insufficient_data);
    const std::string enough = "not enough data to estimate the risk";
    EXPECT_EQ(reason_of(result).en, "A: fewer than 3 child falls recorded; " + enough + ".");
    result.risk.units[UnitIndex(0)].level = risk::Level::watch;
    result.risk.units[UnitIndex(0)].relative_risk_interval.reset();
    EXPECT_NE(reason_of(result).en.find(enough), std::string::npos);
    result = result_of(2, risk::Level::watch);
    result.risk.units[UnitIndex(0)].relative_risk.reset();
    EXPECT_NE(reason_of(result).en.find(enough), std::string::npos);
}

}  // namespace
}  // namespace riskmap::plan
