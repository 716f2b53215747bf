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

}  // namespace
}  // namespace riskmap::plan
