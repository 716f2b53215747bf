#include <algorithm>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "publish/audience_columns.hpp"

namespace riskmap::publish {
namespace {

hazard::PlaceList list(const char* name, const char* stake) {
    hazard::PlaceList made;
    made.name = name;
    made.layer = "roads";
    made.stake = stake;
    return made;
}

domain::Layer roads(const std::vector<std::string>& columns) {
    domain::Layer layer;
    layer.name = "roads";
    layer.source_rows = {1};
    for (const std::string& name : columns) {
        domain::Field field;
        field.name = name;
        layer.fields.push_back(field);
        layer.columns.push_back({domain::Value(1.0)});
    }
    return layer;
}

std::vector<std::string> names(const domain::Layer& layer) {
    std::vector<std::string> found;
    for (const domain::Field& field : layer.fields) {
        found.push_back(field.name);
    }
    return found;
}

TEST(PlaceAudience, AnOrderMadeFromTheRecordIsForTheOfficesOnly) {
    std::vector<plan::HazardResult> hazards(1);
    hazards[0].spec.prefix = "fall";
    hazards[0].spec.places.lists = {list("record", "fall_expected"),
                                    list("speed", "fall_predicted")};
    const std::vector<std::string> all{"id",
                                       "fall_assigned",
                                       "fall_expected",
                                       "length_m",
                                       "fall_predicted",
                                       "fall_record_order",
                                       "fall_record_reason_vi",
                                       "fall_speed_order",
                                       "fall_black_spot"};
    const domain::Layer shown = for_audience(roads(all), hazards, disclosure::Audience::everyone);
    EXPECT_EQ(names(shown),
              (std::vector<std::string>{"id", "length_m", "fall_predicted", "fall_speed_order"}));
    const domain::Layer inside = for_audience(roads(all), hazards, disclosure::Audience::internal);
    EXPECT_EQ(names(inside), all);
}

TEST(PlaceAudience, HowRowsOfAUnitWereRecordedIsForTheOfficesOnly) {
    domain::Layer quality = roads({"code", "incidents_gps", "incidents_commune", "neighbours"});
    quality.name = "data_quality";
    EXPECT_EQ(names(for_audience(quality, {}, disclosure::Audience::everyone)),
              (std::vector<std::string>{"code", "neighbours"}));
    EXPECT_EQ(for_audience(quality, {}, disclosure::Audience::internal).fields.size(), 4u);
}

TEST(PlaceAudience, AColumnNobodyHasJudgedIsNotPublished) {
    EXPECT_THROW(for_audience(roads({"id", "secret"}), {}, disclosure::Audience::everyone), Error);
}

}  // namespace
}  // namespace riskmap::publish
