#include "publish/utf8.hpp"

#include <gtest/gtest.h>

namespace riskmap::publish {
namespace {

using namespace std::string_literals;

TEST(Utf8, VietnameseNamesAreCarriable) {
    EXPECT_TRUE(is_carriable("Xã Đường Hoa"));
    EXPECT_TRUE(is_carriable("\xF0\x9F\x8C\x8A"));
    EXPECT_TRUE(is_carriable(""));
}

TEST(Utf8, BrokenBytesAreNot) {
    EXPECT_FALSE(is_carriable("X\xE3"));              // a Latin-1 letter
    EXPECT_FALSE(is_carriable("\xC0\xAF"));           // overlong
    EXPECT_FALSE(is_carriable("\xED\xA0\x80"));       // a surrogate
    EXPECT_FALSE(is_carriable("\xF4\x90\x80\x80"));   // above U+10FFFF
    EXPECT_FALSE(is_carriable("\x80"));               // a continuation alone
    EXPECT_FALSE(is_carriable("\xE1\xBB"));           // the end is missing
    EXPECT_FALSE(is_carriable("half\0 of a name"s));  // C readers stop here
}

TEST(Utf8, RepairReplacesOnlyWhatIsBroken) {
    EXPECT_EQ(made_carriable("X\xE3 Đường"), "X\xEF\xBF\xBD Đường");
    EXPECT_EQ(made_carriable("a\0b"s),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_TRUE(is_carriable(made_carriable("\xFF\xFE\xE1\xBB")));
}

TEST(Utf8, CutEndsOnACharacter) {
    const std::string text = "Đường";  // 2, 2, 3, 1 and 1 bytes
    EXPECT_EQ(cut(text, 20), text);
    EXPECT_EQ(cut(text, 9), text);
    EXPECT_EQ(cut(text, 6), "Đư");
    EXPECT_EQ(cut(text, 4), "Đư");
    EXPECT_EQ(cut(text, 3), "Đ");
    EXPECT_EQ(cut(text, 1), "");
    for (std::size_t bytes = 0; bytes <= text.size(); ++bytes) {
        EXPECT_TRUE(is_carriable(cut(text, bytes)));
        EXPECT_LE(cut(text, bytes).size(), bytes);
    }
}

}  // namespace
}  // namespace riskmap::publish
