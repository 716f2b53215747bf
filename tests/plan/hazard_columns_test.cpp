#include "plan/hazard_columns.hpp"

#include <limits>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace riskmap::plan {
namespace {

using domain::Value;

HazardResult two_units() {
    HazardResult result;
    result.spec.id = "falls";
    result.spec.prefix = "fall";
    result.spec.short_prefix = "fa";
    result.spec.label = {"Ngã", "Falls"};
    result.risk.units = PerUnit<risk::UnitRisk>(2);
    result.shown.by_unit = PerUnit<ShownCount>(2, ShownCount{12});
    result.cases.expected = PerUnit<double>(2, 1.5);
    result.cases.reported = PerUnit<bool>(2, true);
    return result;
}

/// "name type decimals" of every column.
std::vector<std::string> shapes_of(const domain::Layer& table) {
    std::vector<std::string> shapes;
    for (const domain::Field& field : table.fields) {
        const char* type = field.type == domain::FieldType::integer ? "integer"
                           : field.type == domain::FieldType::real  ? "real"
                                                                    : "text";
        shapes.push_back(fmt::format("{} {} {}", field.name, type, field.decimals));
    }
    return shapes;
}

TEST(HazardColumns, ArePublishedWithTheseTypesAndDecimals) {
    HazardResult result = two_units();
    result.second_opinion.emplace();
    result.second_opinion->units = PerUnit<risk::UnitOpinion>(2);
    const std::vector<std::string> wanted{
        "fall_observed integer 0",   "fall_observed_shown text 0",
        "fall_expected real 4",      "fall_crude real 2",
        "fall_crude_lower real 2",   "fall_crude_upper real 2",
        "fall_rate real 2",          "fall_rate_lower real 2",
        "fall_rate_upper real 2",    "fall_rr real 3",
        "fall_rr_lower real 3",      "fall_rr_upper real 3",
        "fall_p_exceed real 3",      "fall_p_exceed_record real 3",
        "fall_rank integer 0",       "fall_rank_lower integer 0",
        "fall_rank_upper integer 0", "fall_p_top real 3",
        "fall_score real 1",         "fall_level text 0",
        "fall_status text 0",        "fall_environment real 3",
        "fall_record real 3",        "fall_info_share real 3",
        "fall_per_year real 3",      "fall_eb_rr real 3",
        "fall_moran text 0",         "fall_moran_q real 4",
        "fall_gi_star text 0",       "fall_gi_star_z real 3",
        "fall_gi_star_q real 4",     "fall_cluster integer 0",
        "fall_cluster_p real 4",     "fall_chain integer 0",
        "fall_chain_p real 4",       "fall_burst integer 0",
        "fall_burst_p real 4",       "fall_burst_months text 0",
        "fall_eb_global_rr real 3",  "fall_eb_local_rr real 3",
        "fall_eb_local_state text 0"};
    const domain::Layer table = hazard_columns(result);
    EXPECT_EQ(shapes_of(table), wanted);
    EXPECT_EQ(table.source_rows, (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(table.name, "falls");
}

TEST(HazardColumns, HoldWhatIsKnownOfAUnit) {
    HazardResult result = two_units();
    risk::UnitRisk& unit = result.risk.units[UnitIndex(0)];
    unit.crude_rate = 13.5;
    unit.crude_rate_interval = risk::Interval{5, 30};
    unit.rank = 2;
    unit.rank_interval = {1, 7};
    unit.relative_risk = std::numeric_limits<double>::infinity();
    const domain::Layer table = hazard_columns(result);
    const auto at = [&](const char* name, std::size_t row) {
        return table.at(*table.find(name), row);
    };
    EXPECT_EQ(at("fall_observed", 0), Value(std::int64_t{12}));
    EXPECT_EQ(at("fall_observed_shown", 0), Value(std::string("12")));
    EXPECT_EQ(at("fall_expected", 0), Value(1.5));
    EXPECT_EQ(at("fall_crude", 0), Value(13.5));
    EXPECT_EQ(at("fall_crude_lower", 0), Value(5.0));
    EXPECT_EQ(at("fall_crude_upper", 0), Value(30.0));
    EXPECT_EQ(at("fall_rank", 0), Value(std::int64_t{2}));
    EXPECT_EQ(at("fall_rank_lower", 0), Value(std::int64_t{1}));
    EXPECT_EQ(at("fall_rank_upper", 0), Value(std::int64_t{7}));
    EXPECT_EQ(at("fall_rr", 0), Value());
    for (const char* name : {"fall_crude", "fall_crude_lower", "fall_rank", "fall_rank_upper"}) {
        EXPECT_EQ(at(name, 1), Value()) << name;
    }
}

TEST(HazardColumns, CountsThatAreHiddenOrDidNotComeAreNoNumbers) {
    HazardResult result = two_units();
    result.shown.by_unit[UnitIndex(0)] = {0, disclosure::Shown::fewer};
    result.cases.reported[UnitIndex(1)] = false;
    const domain::Layer table = hazard_columns(result);
    const std::size_t count = *table.find("fall_observed");
    const std::size_t shown = *table.find("fall_observed_shown");
    EXPECT_EQ(table.at(count, 0), Value());
    EXPECT_EQ(table.at(shown, 0), Value(std::string("<3")));
    EXPECT_EQ(table.at(count, 1), Value());
    EXPECT_EQ(table.at(shown, 1), Value());
}

TEST(HazardColumns, TheirLabelsSayTheThresholdAndTheTop) {
    HazardResult result = two_units();
    result.spec.model.exceedance_threshold = 1.25;
    result.spec.model.top = 7;
    const domain::Layer table = hazard_columns(result);
    const domain::Field& exceed = table.fields[*table.find("fall_p_exceed")];
    EXPECT_EQ(exceed.label.en, "Falls: probability that risk exceeds 1.25 times the average");
    EXPECT_EQ(exceed.label.vi, "Ngã: xác suất nguy cơ vượt 1,25 lần mức chung");
    EXPECT_EQ(table.fields[*table.find("fall_p_top")].label.en,
              "Falls: probability of being among the top 7");
}

TEST(HazardColumns, ExposureFollowsWithThePrefix) {
    HazardResult result = two_units();
    exposure::ExposureColumn trees;
    trees.field.name = "trees";
    trees.values = PerUnit<std::optional<double>>(2);
    trees.values[UnitIndex(1)] = 0.25;
    result.exposure.columns = {trees};
    const domain::Layer table = hazard_columns(result);
    ASSERT_EQ(table.fields.back().name, "fall_trees");
    EXPECT_EQ(table.at(table.fields.size() - 1, 0), Value());
    EXPECT_EQ(table.at(table.fields.size() - 1, 1), Value(0.25));
}

}  // namespace
}  // namespace riskmap::plan
