#include "plan/opinion_columns.hpp"

#include <set>

#include <gtest/gtest.h>

#include "plan/hazard_columns.hpp"

namespace riskmap::plan {
namespace {

HazardResult two_units() {
    HazardResult result;
    result.spec.prefix = "fall";
    result.spec.short_prefix = "fa";
    result.spec.label = {"Ngã", "Falls"};
    result.risk.units = PerUnit<risk::UnitRisk>(2);
    result.cases.observed = PerUnit<std::int64_t>(2, 1);
    result.shown.by_unit = PerUnit<ShownCount>(2, ShownCount{1});
    result.cases.expected = PerUnit<double>(2, 1);
    result.cases.reported = PerUnit<bool>(2, true);
    return result;
}

TEST(OpinionColumns, AreThereOnlyWithASecondOpinion) {
    HazardResult result = two_units();
    EXPECT_FALSE(hazard_columns(result).find("fall_gi_star"));
    result.second_opinion.emplace();
    result.second_opinion->units = PerUnit<risk::UnitOpinion>(2);
    risk::UnitOpinion& first = result.second_opinion->units[UnitIndex(0)];
    first.gi_star = risk::HotspotLabel::too_few;
    first.gi_star_q = 0.25;
    first.circle = 1;
    const domain::Layer table = hazard_columns(result);
    ASSERT_TRUE(table.find("fall_gi_star"));
    EXPECT_EQ(table.at(*table.find("fall_gi_star"), 0), domain::Value(std::string("too_few")));
    EXPECT_EQ(table.at(*table.find("fall_gi_star"), 1), domain::Value(std::string("no_data")));
    EXPECT_EQ(table.at(*table.find("fall_gi_star_q"), 0), domain::Value(0.25));
    EXPECT_EQ(table.at(*table.find("fall_cluster"), 0), domain::Value(std::int64_t{1}));
    EXPECT_TRUE(domain::is_missing(table.at(*table.find("fall_cluster"), 1)));
}

TEST(OpinionColumns, NamesAreShortAndUnique) {
    HazardResult result = two_units();
    result.second_opinion.emplace();
    result.second_opinion->units = PerUnit<risk::UnitOpinion>(2);
    std::set<std::string> names;
    for (const domain::Field& field : hazard_columns(result).fields) {
        EXPECT_LE(field.short_name.size(), 10u) << field.short_name;
        EXPECT_TRUE(names.insert(field.short_name).second) << field.short_name;
        EXPECT_FALSE(field.label.vi.empty());
        EXPECT_EQ(field.label.en.find("{0}"), std::string::npos);
    }
}

TEST(OpinionColumns, TellEveryStateOfALocalEstimate) {
    const std::vector<std::pair<stats::BayesState, std::string>> states{
        {stats::BayesState::estimated, "estimated"},
        {stats::BayesState::pooled, "pooled"},
        {stats::BayesState::no_cases_around, "no_cases_around"},
        {stats::BayesState::isolated, "isolated"},
        {stats::BayesState::nobody_at_risk, "nobody_at_risk"}};
    for (const auto& [state, word] : states) {
        HazardResult result = two_units();
        result.second_opinion.emplace();
        result.second_opinion->units = PerUnit<risk::UnitOpinion>(2);
        result.second_opinion->units[UnitIndex(1)].bayes_local_state = state;
        result.second_opinion->units[UnitIndex(1)].burst_months = "2021-05/2021-08";
        const domain::Layer table = hazard_columns(result);
        EXPECT_EQ(table.at(*table.find("fall_eb_local_state"), 1), domain::Value(word));
        EXPECT_TRUE(domain::is_missing(table.at(*table.find("fall_eb_local_state"), 0)));
        EXPECT_EQ(table.at(*table.find("fall_burst_months"), 1),
                  domain::Value(std::string("2021-05/2021-08")));
        EXPECT_TRUE(domain::is_missing(table.at(*table.find("fall_burst_months"), 0)));
    }
}

}  // namespace
}  // namespace riskmap::plan
