#include "geo/coordinate_text.hpp"

#include <gtest/gtest.h>

namespace riskmap::geo {
namespace {

double value_of(const std::string& text) {
    const auto read = read_coordinate(text);
    EXPECT_TRUE(read) << text;
    return read ? read->value : -999;
}

void expect_pair(const std::string& text, double east, double north) {
    const auto point = read_coordinate_pair(text);
    ASSERT_TRUE(point) << text;
    EXPECT_NEAR(point->x, east, 1e-6) << text;
    EXPECT_NEAR(point->y, north, 1e-6) << text;
}

TEST(CoordinateText, DecimalsMayHaveACommaOrAPoint) {
    EXPECT_DOUBLE_EQ(value_of("11.5321"), 11.5321);
    EXPECT_DOUBLE_EQ(value_of(" 11,5321 "), 11.5321);
    EXPECT_DOUBLE_EQ(value_of("1.276.543,21"), 1276543.21);
    EXPECT_DOUBLE_EQ(value_of("1,276,543.21"), 1276543.21);
    EXPECT_DOUBLE_EQ(value_of("1.276.543"), 1276543);
    EXPECT_EQ(value_of("-5"), -5);
    for (const char* text : {"-", "11.", "11,", "11:", "-."}) {
        EXPECT_FALSE(read_coordinate(text)) << text;
    }
}

TEST(CoordinateText, DegreesMinutesSecondsAreRead) {
    const double north = 11 + 32 / 60.0 + 15.4 / 3600;
    for (const char* text : {"11°32′15.4″N",
                             "11°32'15.4\"N",
                             "11 32 15,4 B",
                             "N 11° 32' 15,4''",
                             "11 độ 32 phút 15,4 giây Bắc",
                             "11º32’15.4”B"}) {
        EXPECT_NEAR(value_of(text), north, 1e-9) << text;
    }
    EXPECT_NEAR(value_of("106°43.2' Đ"), 106.72, 1e-9);
    EXPECT_EQ(read_coordinate("106°43'12\"Đ")->side, 'E');
    EXPECT_LT(value_of("70°30'W"), 0);
}

TEST(CoordinateText, SignsAndWordsAreReadWhereverTheyStand) {
    EXPECT_EQ(read_coordinate("Đông 106°43'12\"")->side, 'E');
    EXPECT_EQ(read_coordinate("bắc 11,5")->side, 'N');
    EXPECT_EQ(value_of("N11.5"), 11.5);
    EXPECT_EQ(value_of("11.5N"), 11.5);
    EXPECT_EQ(value_of("\xE2\x88\x92"
                       "11.5"),
              -11.5);  // a minus sign of its own
    EXPECT_EQ(value_of("\xC2\xA0"
                       "11.5\xC2\xA0"),
              11.5);  // between spaces that do not break
    EXPECT_EQ(value_of("11\xC2\xA0"
                       "30\xC2\xA0"
                       "36"),
              11.51);
}

TEST(CoordinateText, WhatIsNoCoordinateIsRefused) {
    for (const char* text : {"", "gần cầu", "11°75'N", "11.53.21", "1.27.543,2", "11,5,3", "12a"}) {
        EXPECT_FALSE(read_coordinate(text)) << text;
    }
}

TEST(CoordinateText, PairsAreEastAndNorth) {
    expect_pair("11.5321, 106.7142", 106.7142, 11.5321);
    expect_pair("11.5321,106.7142", 106.7142, 11.5321);
    expect_pair("106,7142; 11,5321", 106.7142, 11.5321);
    expect_pair("11,5321 106,7142", 106.7142, 11.5321);
    expect_pair("11°32'15\"N 106°43'12\"E", 106.72, 11 + 32 / 60.0 + 15 / 3600.0);
    expect_pair("11°32'15\"N106°43'12\"E", 106.72, 11 + 32 / 60.0 + 15 / 3600.0);
}

TEST(CoordinateText, XIsNorthAndYIsEast) {
    expect_pair("X: 1276543,2; Y: 546151,8", 546151.8, 1276543.2);
    expect_pair("X=1.276.543,2 Y=546.151,8", 546151.8, 1276543.2);
    expect_pair("Y: 546151,8; X: 1276543,2", 546151.8, 1276543.2);
    for (const char* text : {"X: 1276543,2; Y: 54.61.5", "X: 12.76.5; Y: 546151,8"}) {
        EXPECT_FALSE(read_coordinate_pair(text)) << text;
    }
}

TEST(CoordinateText, ASideBesideANumberSaysWhichOfTwoColumnsIsEast) {
    const auto north = *read_coordinate("11°32'15\"B");
    const auto east = *read_coordinate("106°43'12\"Đ");
    EXPECT_EQ(east_first(north, east), (PointM{east.value, north.value}));
    EXPECT_EQ(east_first(east, north), (PointM{east.value, north.value}));
    EXPECT_EQ(east_first({1, 0, false}, {2, 0, false}), (PointM{1, 2}));
}

TEST(CoordinateText, MapLinksHaveLatitudeFirst) {
    expect_pair("https://maps.example/?q=11.5321,106.7142", 106.7142, 11.5321);
    expect_pair("https://maps.example/maps/@11.5321,106.7142,17z", 106.7142, 11.5321);
    expect_pair("https://maps.example/maps/place/A/@11.5,106.7,17z/data=!3d11.5321!4d106.7142",
                106.7142,
                11.5321);
}

TEST(CoordinateText, PairOfOpenOrderIsRefused) {
    EXPECT_FALSE(read_coordinate_pair("11.5, 12.5"));
    EXPECT_FALSE(read_coordinate_pair("546151.8, 1276543.2"));
    EXPECT_FALSE(read_coordinate_pair("không rõ"));
}

TEST(CoordinateText, OneSideIsEnoughToOrderAPair) {
    for (const char* text : {"11.5N 106.7", "106.7 11.5N", "106.7E 11.5", "11.5 106.7E"}) {
        expect_pair(text, 106.7, 11.5);
    }
    expect_pair("11.5S 70.5W", -70.5, -11.5);
    expect_pair("70.5W 11.5S", -70.5, -11.5);
    expect_pair("12.5N 11.5E", 11.5, 12.5);
    for (const char* text : {"11.5N 12.5N", "106.5E 107.5E", "11.5S 12.5N", "70.5W 106.5E"}) {
        EXPECT_FALSE(read_coordinate_pair(text)) << text;
    }
}

TEST(CoordinateText, OfTwoDegreesTheOneBeyond90IsTheLongitude) {
    expect_pair("-33.9, 151.2", 151.2, -33.9);
    expect_pair("180, 10", 180, 10);
    expect_pair("90, 100", 100, 90);
    expect_pair("-100, 40", -100, 40);
    for (const char* text : {"180.5, 10", "10, 181", "95, 100", "89, 90"}) {
        EXPECT_FALSE(read_coordinate_pair(text)) << text;
    }
}

TEST(CoordinateText, AnglesKeepToTheirRange) {
    EXPECT_NEAR(value_of("-11°30'"), -11.5, 1e-12);
    EXPECT_NEAR(value_of("11°30'S"), -11.5, 1e-12);
    EXPECT_NEAR(value_of("-11°30'S"), -11.5, 1e-12);
    EXPECT_NEAR(value_of("180°0'"), 180, 1e-12);
    EXPECT_NEAR(value_of("0°0'59.9\""), 59.9 / 3600, 1e-12);
    for (const char* text :
         {"181°0'", "11°60'", "11°0'60\"", "11 60 0", "1.2.3°", "11°1.2.3'", "11°30'1.2.3\""}) {
        EXPECT_FALSE(read_coordinate(text)) << text;
    }
    EXPECT_TRUE(read_coordinate("11°")->angle);
    EXPECT_TRUE(read_coordinate("11 30")->angle);
    EXPECT_FALSE(read_coordinate("11.5N")->angle);
    EXPECT_EQ(read_coordinate("N11.5")->side, 'N');
    EXPECT_EQ(read_coordinate("11.5")->side, '\0');
}

}  // namespace
}  // namespace riskmap::geo
