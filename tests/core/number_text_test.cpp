#include "core/number_text.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace riskmap {
namespace {

TEST(NumberText, GroupsAndPointsFollowTheLanguage) {
    const Text text = number_text(1234567.25, 1);
    EXPECT_EQ(text.vi, "1.234.567,2");
    EXPECT_EQ(text.en, "1,234,567.2");
    EXPECT_EQ(number_text(999, 0, Language::en), "999");
    EXPECT_EQ(number_text(-1000, 0, Language::vi), "-1.000");
}

TEST(NumberText, WhatRoundsToZeroHasNoSign) {
    EXPECT_EQ(number_text(-0.04, 1, Language::en), "0.0");
    EXPECT_EQ(number_text(-0.06, 1, Language::en), "-0.1");
}

TEST(NumberText, WhatIsNoNumberIsADash) {
    EXPECT_EQ(number_text(std::numeric_limits<double>::quiet_NaN(), 2, Language::vi), "–");
    EXPECT_EQ(number_text(std::numeric_limits<double>::infinity(), 0, Language::en), "–");
}

TEST(NumberText, OneOfAThingIsSaidInTheSingular) {
    EXPECT_EQ(how_many(1, "case"), "1 case");
    EXPECT_EQ(how_many(0, "case"), "0 cases");
    EXPECT_EQ(how_many(1426, "case"), "1,426 cases");
    EXPECT_EQ(how_many(1, "body of water", "bodies of water"), "1 body of water");
    EXPECT_EQ(how_many(2, "body of water", "bodies of water"), "2 bodies of water");
}

TEST(NumberText, DecimalsShowTwoSignificantDigits) {
    EXPECT_EQ(telling_decimals(0.034), 3);
    EXPECT_EQ(telling_decimals(0.34), 2);
    EXPECT_EQ(telling_decimals(0.996), 1);  // 1.0, not 1.00
    EXPECT_EQ(telling_decimals(2.3), 1);
    EXPECT_EQ(telling_decimals(9.96), 0);  // 10, not 10.0
    EXPECT_EQ(telling_decimals(31), 0);
}

}  // namespace
}  // namespace riskmap
