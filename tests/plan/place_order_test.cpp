#include "plan/place_order.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace riskmap::plan {
namespace {

using domain::Value;

void add_column(domain::Layer& layer, const std::string& name, domain::Cells cells) {
    domain::Field field;
    field.name = name;
    field.label = {name, name};
    layer.fields.push_back(field);
    layer.columns.push_back(std::move(cells));
}

/// Four places in two units; the second unit's rate is three times the first's.
struct Drawn {
    HazardResult hazard;
    domain::Layer layer;
    std::vector<std::optional<UnitIndex>> unit_of{
        UnitIndex(0), UnitIndex(0), UnitIndex(1), std::nullopt};
    hazard::PlaceList list;

    Drawn() {
        hazard.risk.units = PerUnit<risk::UnitRisk>(2);
        hazard.risk.units[UnitIndex(0)].rate = 10;
        hazard.risk.units[UnitIndex(1)].rate = 30;
        layer.source_rows = {1, 2, 3, 4};
        add_column(layer, "children", {100.0, 50.0, 40.0, 900.0});
        add_column(layer, "far_m", {0.0, 0.0, 0.0, 0.0});
        add_column(layer,
                   "fence",
                   {std::string("no"), std::string("yes"), std::string("not_surveyed"), Value()});
        list.stake = "children";
    }
    PlaceOrder order(std::vector<double> shape = {}) const {
        return order_places(list, hazard, layer, unit_of, shape, {});
    }
};

TEST(OrderPlaces, WeighsWhoIsAtStakeByTheRateOfTheUnit) {
    const Drawn drawn;
    const PlaceOrder found = drawn.order();
    EXPECT_EQ(found.order, (std::vector<std::optional<int>>{2, 3, 1, std::nullopt}));
    EXPECT_DOUBLE_EQ(found.score[2], 100);
    EXPECT_DOUBLE_EQ(found.score[0], 100.0 * 1000 / 1200);
    EXPECT_FALSE(found.interval[0]);
    EXPECT_NE(found.reason[0].en.find("Children: 100"), std::string::npos);
    EXPECT_TRUE(found.note.en.empty());
}

TEST(OrderPlaces, LeavesOutWhatIsDoneAndWhatIsPastTheEndOfTheList) {
    Drawn drawn;
    domain::Condition done;
    done.field = "fence";
    done.values = {std::string("yes")};
    drawn.list.done_when = {done};
    EXPECT_EQ(drawn.order().order,
              (std::vector<std::optional<int>>{2, std::nullopt, 1, std::nullopt}));
    drawn.list.most = 1;
    const PlaceOrder first = drawn.order();
    EXPECT_EQ(first.order,
              (std::vector<std::optional<int>>{std::nullopt, std::nullopt, 1, std::nullopt}));
    EXPECT_TRUE(first.reason[0].vi.empty());
    EXPECT_TRUE(std::isnan(first.score[0]));
}

TEST(OrderPlaces, FallsWithDistanceAndByKind) {
    Drawn drawn;
    drawn.layer.columns[1] = {0.0, 0.0, 2000.0, 0.0};
    drawn.list.distance = "far_m";
    drawn.list.kernel = hazard::Kernel{.plateau_m = 100, .scale_m = 100, .limit_m = 500};
    EXPECT_EQ(drawn.order().order,
              (std::vector<std::optional<int>>{1, 2, std::nullopt, std::nullopt}));
    drawn.list.weights.field = "fence";
    drawn.list.weights.by_value["YES"] = {10, "", false};
    EXPECT_EQ(drawn.order().order,
              (std::vector<std::optional<int>>{2, 1, std::nullopt, std::nullopt}));
}

TEST(OrderPlaces, CarriesTheUncertaintyOfUnitsAndKeepsPlacesOfOneUnitInOrder) {
    Drawn drawn;
    drawn.hazard.risk.draw_count = 400;
    for (int unit = 0; unit < 2; ++unit) {
        for (int d = 0; d < 400; ++d) {
            // Unit 1 is now above, now below unit 0.
            drawn.hazard.risk.draws.push_back(unit == 0 ? 1.0F : (d % 2 == 0 ? 4.0F : 0.5F));
        }
    }
    const PlaceOrder found = drawn.order();
    ASSERT_TRUE(found.interval[2]);
    EXPECT_LT(*found.order[0], *found.order[1]);
    for (const std::size_t row : {0U, 1U, 2U}) {
        EXPECT_LE(found.interval[row]->lower, *found.order[row]);
        EXPECT_GE(found.interval[row]->upper, *found.order[row]);
    }
    EXPECT_EQ(drawn.order().interval[2]->upper, found.interval[2]->upper);
}

TEST(OrderPlaces, NamesTheColumnThatIsNotThere) {
    Drawn drawn;
    drawn.list.stake = "pupils";
    const PlaceOrder found = drawn.order();
    EXPECT_EQ(found.order, std::vector<std::optional<int>>(4));
    EXPECT_NE(found.note.en.find("pupils"), std::string::npos);
}

}  // namespace
}  // namespace riskmap::plan
