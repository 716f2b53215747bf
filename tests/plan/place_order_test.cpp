#include "plan/place_order.hpp"

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

/// The order of each row.
std::vector<std::optional<int>> orders(const PlaceOrder& found) {
    std::vector<std::optional<int>> result;
    for (std::size_t row = 0; row < 4; ++row) {
        const OrderedPlace* place = found.find(row);
        result.push_back(place == nullptr ? std::nullopt : std::optional(place->order));
    }
    return result;
}

TEST(OrderPlaces, WeighsWhoIsAtStakeByTheRateOfTheUnit) {
    const Drawn drawn;
    const PlaceOrder found = drawn.order();
    EXPECT_EQ(orders(found), (std::vector<std::optional<int>>{2, 3, 1, std::nullopt}));
    EXPECT_DOUBLE_EQ(found.find(2)->score, 100);
    EXPECT_DOUBLE_EQ(found.find(0)->score, 100.0 * 1000 / 1200);
    EXPECT_FALSE(found.find(0)->interval);
    EXPECT_NE(found.find(0)->reason.en.find("Children: 100"), std::string::npos);
    EXPECT_TRUE(found.note.en.empty());
}

TEST(OrderPlaces, LeavesOutWhatIsDoneAndWhatIsPastTheEndOfTheList) {
    Drawn drawn;
    domain::Condition done;
    done.field = "fence";
    done.values = {std::string("yes")};
    drawn.list.done_when = {done};
    EXPECT_EQ(orders(drawn.order()),
              (std::vector<std::optional<int>>{2, std::nullopt, 1, std::nullopt}));
    drawn.list.most = 1;
    const PlaceOrder first = drawn.order();
    EXPECT_EQ(orders(first),
              (std::vector<std::optional<int>>{std::nullopt, std::nullopt, 1, std::nullopt}));
    EXPECT_FALSE(first.find(2)->reason.vi.empty());
}

TEST(OrderPlaces, FallsWithDistanceAndByKind) {
    Drawn drawn;
    drawn.layer.columns[1] = {0.0, 0.0, 2000.0, 0.0};
    drawn.list.distance = "far_m";
    drawn.list.kernel = hazard::Kernel{.plateau_m = 100, .scale_m = 100, .limit_m = 500};
    EXPECT_EQ(orders(drawn.order()),
              (std::vector<std::optional<int>>{1, 2, std::nullopt, std::nullopt}));
    drawn.list.weights.field = "fence";
    drawn.list.weights.by_value["YES"] = {10, "", false};
    EXPECT_EQ(orders(drawn.order()),
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
    ASSERT_TRUE(found.find(2)->interval);
    EXPECT_LT(found.find(0)->order, found.find(1)->order);
    for (const std::size_t row : {0U, 1U, 2U}) {
        EXPECT_LE(found.find(row)->interval->lower, found.find(row)->order);
        EXPECT_GE(found.find(row)->interval->upper, found.find(row)->order);
    }
    EXPECT_EQ(drawn.order().find(2)->interval->upper, found.find(2)->interval->upper);
}

TEST(OrderPlaces, NamesTheColumnThatIsNotThere) {
    Drawn drawn;
    drawn.list.stake = "pupils";
    const PlaceOrder found = drawn.order();
    EXPECT_EQ(orders(found), std::vector<std::optional<int>>(4));
    EXPECT_NE(found.note.en.find("pupils"), std::string::npos);
}

TEST(OrderPlaces, SpreadsTheDrawsItUsesOverAllThereAre) {
    Drawn drawn;
    drawn.hazard.risk.draw_count = 1000;
    for (int unit = 0; unit < 2; ++unit) {
        for (int d = 0; d < 1000; ++d) {
            // Only in the last tenth is unit 1 below unit 0.
            drawn.hazard.risk.draws.push_back(unit == 0 ? 1.0F : (d < 900 ? 4.0F : 0.5F));
        }
    }
    const PlaceOrder found = drawn.order();
    EXPECT_EQ(orders(found), (std::vector<std::optional<int>>{2, 3, 1, std::nullopt}));
    EXPECT_EQ(found.find(2)->interval->lower, 1);
    EXPECT_EQ(found.find(2)->interval->upper, 3);
    EXPECT_EQ(found.find(0)->interval->lower, 1);
    EXPECT_EQ(found.find(0)->interval->upper, 2);
    EXPECT_EQ(found.find(3), nullptr);
}

TEST(OrderPlaces, AStakeThatIsSureHasNoDrawsOfItsOwn) {
    Drawn drawn;
    drawn.list.times_rate = false;
    drawn.unit_of[0] = std::nullopt;
    // 100, 50, 40 and 900 children, of which only the second number is an estimate.
    const PlaceOrder found = drawn.order({0, 1, 0, 0});
    EXPECT_EQ(orders(found), (std::vector<std::optional<int>>{2, 4, 3, 1}));
    EXPECT_EQ(found.find(3)->interval->lower, 1);
    EXPECT_EQ(found.find(3)->interval->upper, 1);
    EXPECT_EQ(found.find(1)->interval->lower, 2);
    EXPECT_EQ(found.find(1)->interval->upper, 4);
    EXPECT_DOUBLE_EQ(found.find(0)->score, 100.0 * 100 / 900);
    EXPECT_EQ(drawn.order({0, 1, 0, 0}).find(0)->interval->upper, found.find(0)->interval->upper);
}

TEST(OrderPlaces, AGammaStakeHasItsShareOfCertainty) {
    Drawn drawn;
    drawn.list.times_rate = false;
    drawn.layer.columns[0] = {100.0, 70.0, 40.0, 900.0};
    // Of shape 10,000 the stakes lie within some 3 per cent: nothing changes places.
    const PlaceOrder found = drawn.order({10'000, 10'000, 10'000, 10'000});
    for (std::size_t row = 0; row < 4; ++row) {
        EXPECT_EQ(found.find(row)->interval->lower, found.find(row)->order);
        EXPECT_EQ(found.find(row)->interval->upper, found.find(row)->order);
    }
}

TEST(OrderPlaces, KeepsToTheListAndNamesEachColumnItAsksFor) {
    Drawn drawn;
    domain::Condition fenced;
    fenced.field = "fence";
    fenced.values = {std::string("yes")};
    domain::Condition open = fenced;
    open.values = {std::string("no")};
    domain::Condition either;
    either.any = {fenced, open};
    drawn.list.where = {either};
    EXPECT_EQ(orders(drawn.order()),
              (std::vector<std::optional<int>>{1, 2, std::nullopt, std::nullopt}));
    domain::Condition wall = fenced;
    wall.field = "wall";
    drawn.list.where[0].any.push_back(wall);
    EXPECT_NE(drawn.order().note.en.find("no column wall"), std::string::npos);
    drawn.list.where.clear();
    drawn.list.done_when = {wall};
    EXPECT_NE(drawn.order().note.en.find("no column wall"), std::string::npos);
    drawn.list.done_when.clear();
    drawn.list.weights.field = "kind";
    EXPECT_NE(drawn.order().note.en.find("no column kind"), std::string::npos);
    drawn.list.distance = "near_m";
    EXPECT_NE(drawn.order().note.en.find("no column near_m"), std::string::npos);
    EXPECT_NE(drawn.order().note.vi.find("không có cột near_m"), std::string::npos);
}

TEST(OrderPlaces, SaysWhenNoPlaceHasTheFigures) {
    Drawn drawn;
    drawn.layer.columns[0] = {0.0, Value(), 0.0, 900.0};
    const PlaceOrder found = drawn.order();
    EXPECT_EQ(orders(found), std::vector<std::optional<int>>(4));
    EXPECT_NE(found.note.en.find("no place has the figures"), std::string::npos);
}

TEST(OrderPlaces, APlaceOfUnknownDistanceHasNoOrder) {
    Drawn drawn;
    drawn.layer.columns[1] = {Value(), 0.0, 0.0, 0.0};
    drawn.list.distance = "far_m";
    drawn.list.kernel = hazard::Kernel{.plateau_m = 100, .scale_m = 100, .limit_m = 500};
    EXPECT_EQ(orders(drawn.order()),
              (std::vector<std::optional<int>>{std::nullopt, 2, 1, std::nullopt}));
}

TEST(OrderPlaces, EqualPlacesKeepTheirOrder) {
    Drawn drawn;
    drawn.layer.columns[0] = {50.0, 50.0, 10.0, 900.0};
    EXPECT_EQ(orders(drawn.order()), (std::vector<std::optional<int>>{1, 2, 3, std::nullopt}));
    EXPECT_DOUBLE_EQ(drawn.order().find(2)->score, 60);
}

TEST(OrderPlaces, AUnitWithoutARateHasNoPlaceWhereRatesCount) {
    Drawn drawn;
    drawn.hazard.risk.units[UnitIndex(1)].rate.reset();
    EXPECT_EQ(orders(drawn.order()),
              (std::vector<std::optional<int>>{1, 2, std::nullopt, std::nullopt}));
    drawn.list.times_rate = false;
    EXPECT_EQ(orders(drawn.order()), (std::vector<std::optional<int>>{2, 3, 4, 1}));
}

TEST(OrderPlaces, OneDrawIsTheOrder) {
    Drawn drawn;
    drawn.hazard.risk.draw_count = 1;
    drawn.hazard.risk.draws = {1.0F, 4.0F};
    EXPECT_EQ(orders(drawn.order()), (std::vector<std::optional<int>>{2, 3, 1, std::nullopt}));
    EXPECT_EQ(drawn.order().find(2)->interval->upper, 1);
}

TEST(OrderPlaces, ManyPlacesAreDrawnAFewAtATime) {
    // 200 draws of so many places are more than are ranked at once.
    constexpr std::size_t size = 25'000;
    Drawn drawn;
    drawn.layer = {};
    drawn.unit_of.assign(size, UnitIndex(0));
    domain::Cells children;
    for (std::size_t row = 0; row < size; ++row) {
        drawn.layer.source_rows.push_back(static_cast<std::int64_t>(row + 1));
        children.push_back(static_cast<double>(size - row));
    }
    add_column(drawn.layer, "children", std::move(children));
    drawn.hazard.risk.draw_count = 200;
    for (int draw = 0; draw < 400; ++draw) {
        drawn.hazard.risk.draws.push_back(1 + static_cast<float>(draw % 7));
    }
    drawn.list.most = 3;
    const PlaceOrder found = drawn.order();
    for (std::size_t row = 0; row < 3; ++row) {
        ASSERT_NE(found.find(row), nullptr);
        EXPECT_EQ(found.find(row)->order, static_cast<int>(row + 1));
        EXPECT_EQ(found.find(row)->interval->lower, static_cast<double>(row + 1));
        EXPECT_EQ(found.find(row)->interval->upper, static_cast<double>(row + 1));
    }
    EXPECT_EQ(found.find(3), nullptr);
}

TEST(OrderPlaces, AStakeKeepsItsSizeHoweverSureItIs) {
    const Drawn drawn;
    // Shapes of a billion: each stake is its number, and the third unit's rate is not drawn.
    const PlaceOrder found = drawn.order({1e9, 1e11, 1e10, 1});
    EXPECT_LT(found.find(0)->order, found.find(1)->order);
    EXPECT_EQ(found.find(0)->interval->upper, found.find(0)->order);
}

TEST(OrderPlaces, LessThanOneAtStakeIsSomething) {
    Drawn drawn;
    drawn.layer.columns[0] = {0.5, 0.25, 0.0, 0.75};
    drawn.list.times_rate = false;
    EXPECT_EQ(orders(drawn.order()), (std::vector<std::optional<int>>{2, 3, std::nullopt, 1}));
}

}  // namespace
}  // namespace riskmap::plan
