#include "publish/published_layer.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "publish/support/sample.hpp"
#include "publish/support/scratch.hpp"

namespace riskmap::publish {
namespace {

using domain::FieldType;
using domain::Layer;
using domain::Value;
using sample::field;
using sample::table;

Value published(FieldType type, Value value, int decimals = 0) {
    return publish_layer(table(field("x", "x", type, decimals), {std::move(value)}), "")
        .columns[0][0];
}

TEST(PublishLayer, RealsAreRoundedToTheirField) {
    EXPECT_EQ(published(FieldType::real, 12.345678, 3), Value(12.346));
    EXPECT_EQ(published(FieldType::real, std::int64_t{7}, 3), Value(7.0));
}

TEST(PublishLayer, WhatIsNotFiniteIsNoData) {
    EXPECT_EQ(published(FieldType::real, std::numeric_limits<double>::quiet_NaN(), 3), Value());
    EXPECT_EQ(published(FieldType::real, std::numeric_limits<double>::infinity(), 3), Value());
    EXPECT_EQ(published(FieldType::integer, Value()), Value());
}

TEST(PublishLayer, ZeroEmptyTextAndNoDataStayApart) {
    EXPECT_EQ(published(FieldType::real, 0.0, 1), Value(0.0));
    EXPECT_EQ(published(FieldType::text, std::string()), Value(std::string()));
    EXPECT_EQ(published(FieldType::text, Value()), Value());
}

TEST(PublishLayer, AValueOfAnotherKindIsABugThatIsNamed) {
    const auto wrong = [](FieldType type, Value value) {
        return error_of(ErrorKind::internal, [&] { published(type, value); });
    };
    const std::string message = wrong(FieldType::integer, std::string("7"));
    EXPECT_TRUE(contains(message, "layer things, field x, row 1")) << message;
    wrong(FieldType::integer, 7.5);
    wrong(FieldType::integer, true);
    wrong(FieldType::real, std::string("7"));
    wrong(FieldType::text, std::int64_t{7});
    wrong(FieldType::text, std::string("X\xE3"));
    wrong(FieldType::boolean, std::int64_t{1});
    for (const char* date : {"2023-02-29", "2023-2-09", "29/02/2024", "2024-13-01", "20240229xx"}) {
        wrong(FieldType::date, std::string(date));
    }
}

TEST(PublishLayer, LayerNamesBecomeFilesSoTheyArePlain) {
    for (const char* name : {"", "Xã", "a b", "../communes", "2025", "Communes"}) {
        Layer layer = table(field("x", "x", FieldType::text), {});
        layer.name = name;
        EXPECT_THROW(publish_layer(layer, ""), Error) << name;
    }
}

TEST(PublishLayer, FieldsThatDifferOnlyInCapitalsAreRefused) {
    Layer layer = table(field("name", "a", FieldType::text), {});
    layer.fields.push_back(field("Name", "b", FieldType::text));
    layer.columns.emplace_back();
    EXPECT_TRUE(contains(error_of(ErrorKind::internal, [&] { publish_layer(layer, ""); }), "Name"));
}

TEST(PartByShape, OneKindStaysWhole) {
    const std::vector<PublishedLayer> parts =
        part_by_shape(publish_layer(sample::communes(), sample::study_crs));
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(parts[0].name, "communes");
    EXPECT_EQ(parts[0].rows, 6U);
}

TEST(PartByShape, MixedShapesArePartedAndNoRowIsLost) {
    const std::vector<PublishedLayer> parts =
        part_by_shape(publish_layer(sample::water(), sample::study_crs));
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].name, "water_point");
    EXPECT_EQ(parts[1].name, "water_line");
    EXPECT_EQ(parts[2].name, "water_polygon");
    EXPECT_EQ(parts[0].columns[0], (domain::Cells{"Ao ông Tư", "chưa vẽ"}));
    EXPECT_EQ(parts[1].columns[0], (domain::Cells{"Sông Bé", "Suối Giai"}));
    EXPECT_EQ(parts[0].rows + parts[1].rows + parts[2].rows, 5U);
}

std::string complaint(std::vector<std::string> short_names) {
    Layer layer = table(field("f0", short_names[0], FieldType::text), {});
    for (std::size_t i = 1; i < short_names.size(); ++i) {
        layer.fields.push_back(field("f" + std::to_string(i), short_names[i], FieldType::text));
        layer.columns.emplace_back();
    }
    return error_of(ErrorKind::internal, [&] { check_short_names({layer}); });
}

TEST(ShortNames, TheSampleHasGoodOnes) { EXPECT_NO_THROW(check_short_names(sample::all_layers())); }

TEST(ShortNames, EveryFaultIsNamed) {
    EXPECT_TRUE(contains(complaint({""}), "things.f0: '' has no short name"));
    EXPECT_TRUE(contains(complaint({"diem_rui_ro"}), "longer than 10"));
    EXPECT_TRUE(contains(complaint({"đường"}), "A-Z"));
    EXPECT_TRUE(contains(complaint({"1st"}), "letter first"));
    EXPECT_TRUE(contains(complaint({"ObjectID"}), "GIS programs use"));
    const std::string all = complaint({"dn_diem", "DN_DIEM", ""});
    EXPECT_TRUE(contains(all, "things.f1: 'DN_DIEM' is also that of f0")) << all;
    EXPECT_TRUE(contains(all, "things.f2")) << all;
}

TEST(Alias, IsVietnameseWithTheUnit) {
    EXPECT_EQ(alias(sample::communes().fields[2]), "Nhãn (người)");
    domain::Field bare;
    bare.name = "code";
    EXPECT_EQ(alias(bare), "code");
}

}  // namespace
}  // namespace riskmap::publish
