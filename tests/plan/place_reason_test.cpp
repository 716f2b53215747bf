#include "plan/place_reason.hpp"

#include <gtest/gtest.h>

#include "plan/kind_words.hpp"
#include "plan/site_states.hpp"

namespace riskmap::plan {
namespace {

using domain::Value;

void add_column(domain::Layer& layer, const std::string& name, const Value& cell) {
    domain::Field field;
    field.name = name;
    field.label = {"Ngã: trẻ gần nước", "Falls: children near water"};
    layer.fields.push_back(field);
    layer.columns.emplace_back();
    layer.columns.back().push_back(cell);
}

struct OnePlace {
    HazardResult hazard;
    domain::Layer layer;
    hazard::PlaceList list;

    OnePlace() {
        hazard.spec.label = {"Ngã", "Falls"};
        hazard.risk.units = PerUnit<risk::UnitRisk>(1);
        layer.source_rows = {1};
        list.stake = "children";
    }
    void add(const std::string& name, const Value& cell) { add_column(layer, name, cell); }
    Text reason(std::optional<UnitIndex> unit = {}) const {
        return place_reason(list, hazard, layer, 0, unit);
    }
};

TEST(PlaceReason, BeginsWithWhatIsAtStakeWithoutTheNameOfTheHazard) {
    OnePlace place;
    place.add("children", 1426.0);
    EXPECT_EQ(place.reason().en, "Children near water: 1,426.");
    EXPECT_EQ(place.reason().vi, "Trẻ gần nước: 1.426.");
}

TEST(PlaceReason, SmallStakesKeepTheDigitsThatTell) {
    for (const auto& [stake, said] : std::vector<std::pair<double, std::string>>{
             {0.034, "0.034"}, {2.34, "2.3"}, {10, "10"}, {10.4, "10"}}) {
        OnePlace place;
        place.add("children", stake);
        EXPECT_EQ(place.reason().en, "Children near water: " + said + ".");
    }
}

TEST(PlaceReason, LabelsThatBeginOtherwiseStayAsTheyAre) {
    for (const auto& [label, said] : std::vector<std::pair<std::string, std::string>>{
             {"{x} children", "{x} children"}, {"`x", "`x"}, {"a", "A"}, {"z", "Z"}, {"", ""}}) {
        OnePlace place;
        place.add("children", 20.0);
        place.layer.fields[0].label = {label, label};
        EXPECT_EQ(place.reason().en, said + ": 20.");
    }
}

TEST(PlaceReason, NamesTheNearestThing) {
    OnePlace place;
    place.add("children", Value());
    place.add("nearest_water_m", 35.4);
    place.list.distance = "nearest_water_m";
    EXPECT_EQ(place.reason().en, "35 m from a kind not known.");
    place.add("nearest_water_kind", std::string("canal"));
    EXPECT_EQ(place.reason().en, "35 m from a canal.");
    place.add("nearest_water", std::string("Kênh Tây"));
    EXPECT_EQ(place.reason().en, "35 m from a canal Kênh Tây.");
    EXPECT_EQ(place.reason().vi, "cách kênh Kênh Tây 35 m.");
    place.list.distance = "_m";
    place.add("_m", 5.0);
    EXPECT_EQ(place.reason().en, "");
}

TEST(PlaceReason, SaysHowManyHaveToCross) {
    OnePlace place;
    place.add("children", 50.0);
    place.add("nearest_major_road_m", 12.0);
    place.add("nearest_major_road_kind", std::string("national"));
    place.add("children_crossing", 1.0);
    place.add("road_to_cross_kind", std::string("provincial"));
    place.add("road_to_cross", std::string("ĐT.741"));
    place.list.distance = "nearest_major_road_m";
    EXPECT_EQ(place.reason().en,
              "Children near water: 50; 12 m from a national road; about 1 children have to cross "
              "a provincial road ĐT.741.");
    place.layer.columns[3].set(0, 0.6);
    EXPECT_EQ(place.reason().en, "Children near water: 50; 12 m from a national road.");
}

TEST(PlaceReason, AddsTheRiskOfTheUnit) {
    OnePlace place;
    place.add("children", 50.0);
    EXPECT_EQ(place.reason(UnitIndex(0)).en, "Children near water: 50.");
    place.hazard.risk.units[UnitIndex(0)].relative_risk = 2.345;
    place.hazard.risk.units[UnitIndex(0)].level = risk::Level::watch;
    EXPECT_EQ(place.reason(UnitIndex(0)).en,
              "Children near water: 50; risk there is 2.3 times the average (" +
                  risk::label(risk::Level::watch).en + ").");
    EXPECT_EQ(place.reason().en, "Children near water: 50.");
}

TEST(PlaceReason, NamesWhatIsNotDone) {
    OnePlace place;
    place.add("children", 50.0);
    place.add("fence", std::string("no"));
    place.add("lamp", std::string("yes"));
    place.add("sign", std::string("not_surveyed"));
    for (const char* name : {"fence", "lamp", "sign", "bridge"}) {
        hazard::StateColumn state;
        state.name = name;
        state.label = {name, name};
        place.hazard.spec.places.states.push_back(state);
    }
    EXPECT_EQ(place.reason().en, "Children near water: 50; fence: none; sign: not surveyed.");
    EXPECT_EQ(place.reason().vi, "Trẻ gần nước: 50; fence: chưa có; sign: chưa khảo sát.");
}

TEST(PlaceReason, WithNothingToSayIsEmpty) { EXPECT_TRUE(OnePlace().reason().en.empty()); }

TEST(SiteState, OfACell) {
    for (const Value& yes : {Value(true), Value(std::int64_t{1}), Value(std::string("true"))}) {
        EXPECT_EQ(state_of(yes), SiteState::yes);
    }
    for (const Value& no : {Value(false), Value(0.0), Value(std::string("false"))}) {
        EXPECT_EQ(state_of(no), SiteState::no);
    }
    for (const Value& unknown : {Value(), Value(2.0), Value(std::string("maybe"))}) {
        EXPECT_EQ(state_of(unknown), SiteState::not_surveyed);
    }
    EXPECT_STREQ(to_word(SiteState::not_surveyed), "not_surveyed");
}

TEST(StateWords, AWordThatIsNoStateStaysItself) {
    EXPECT_EQ(state_words("yes").vi, "có");
    EXPECT_EQ(state_words("no").en, "none");
    EXPECT_EQ(state_words("not_surveyed").en, "not surveyed");
    EXPECT_EQ(state_words("broken").en, "broken");
}

TEST(KindWords, AreTheStandardOnesOrTheWordItself) {
    EXPECT_EQ(kind_words("pond").vi, "ao");
    EXPECT_EQ(kind_words("").en, "kind not known");
    EXPECT_EQ(kind_words("lagoon").en, "lagoon");
}

}  // namespace
}  // namespace riskmap::plan
