#include "publish/plain_number.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"

namespace riskmap::publish {
namespace {

std::string plain(double number) {
    std::string out;
    append_plain(out, number);
    return out;
}

TEST(PlainNumber, ReadsBackAsTheSameDoubleWithoutAnExponent) {
    EXPECT_EQ(plain(0.1), "0.1");
    EXPECT_EQ(plain(1e-7), "0.0000001");
    EXPECT_EQ(plain(1e21), "1000000000000000000000");
    EXPECT_EQ(plain(105.8412345), "105.8412345");
    EXPECT_EQ(plain(-3.0), "-3");
}

TEST(PlainNumber, LargestAndSmallestDoublesFit) {
    for (const double number : {std::numeric_limits<double>::max(),
                                std::numeric_limits<double>::denorm_min(),
                                -std::numeric_limits<double>::min()}) {
        const std::string text = plain(number);
        double back = 0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        EXPECT_EQ(back, number);
    }
}

TEST(PlainNumber, RoundingKeepsDecimalsAndNothingMore) {
    EXPECT_EQ(plain(rounded(12.345678, 2)), "12.35");
    EXPECT_EQ(plain(rounded(0.1 + 0.2, 7)), "0.3");
    EXPECT_EQ(plain(rounded(1.005, 2)), "1");  // the double lies below 1.005
    EXPECT_EQ(plain(rounded(2.5, 0)), "2");    // an exact tie goes to the even digit
}

TEST(PlainNumber, RoundingNeverLeavesMinusZero) {
    EXPECT_FALSE(std::signbit(rounded(-0.001, 2)));
    EXPECT_EQ(fixed_text(-0.001, 2), "0.00");
}

TEST(PlainNumber, NotFiniteStays) {
    EXPECT_TRUE(std::isnan(rounded(std::nan(""), 2)));
    EXPECT_TRUE(std::isinf(rounded(std::numeric_limits<double>::infinity(), 2)));
}

TEST(PlainNumber, DecimalsOutOfRangeAreABug) { EXPECT_THROW(rounded(1, 18), Error); }

TEST(PlainNumber, RoundingTwiceIsRoundingOnce) {
    RandomStream random(20240229, 1, 0);
    for (int i = 0; i < 5000; ++i) {
        const int decimals = i % 8;
        const double number = (random.uniform() - 0.5) * std::pow(10.0, i % 13);
        const double once = rounded(number, decimals);
        EXPECT_EQ(rounded(once, decimals), once);
        // Half a step, and what the spacing of large doubles adds to it.
        const double spacing = std::numeric_limits<double>::epsilon() * std::abs(number);
        EXPECT_LE(std::abs(once - number), 0.5000001 * std::pow(10.0, -decimals) + spacing);
        const std::string text = plain(once);
        const std::size_t point = text.find('.');
        if (point != std::string::npos) {
            EXPECT_LE(text.size() - point - 1, static_cast<std::size_t>(decimals)) << text;
        }
    }
}

}  // namespace
}  // namespace riskmap::publish
