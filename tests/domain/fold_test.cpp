#include "domain/fold.hpp"

#include <gtest/gtest.h>

namespace riskmap::domain {
namespace {

TEST(Fold, CaseBlanksAndFormsAreOne) {
    EXPECT_EQ(fold("Lộc  THẠNH "), "lộc thạnh");
    EXPECT_EQ(fold("L\u006f\u0323\u0302c Tha\u0323nh"), "lộc thạnh");
    EXPECT_EQ(fold(" \t Loc\r\n\v\fTHANH\t"), "loc thanh");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold(" \n"), "");
}

/// Plain letters take a shorter way, which must be the same: each is folded beside a letter that is
/// not plain, too.
TEST(Fold, PlainTextIsFoldedLikeAnyOther) {
    for (int c = 1; c < 0x80; ++c) {
        const std::string plain = std::string("a") + static_cast<char>(c) + "b";
        EXPECT_EQ(fold(plain) + "đ", fold(plain + "Đ")) << c;
    }
}

/// Text that is composed already takes a shorter way; what is not well-formed does not.
TEST(Fold, ComposedTextStaysAndOtherTextIsComposed) {
    EXPECT_EQ(to_nfc("Lộc Thạnh"), "Lộc Thạnh");
    EXPECT_EQ(to_nfc("Lo\u0323\u0302c"), "Lộc");
    EXPECT_EQ(to_nfc("Lo\u0302\u0323c"), "Lộc");
    EXPECT_EQ(to_nfc("Lộ\xE1\xBB"), "Lộ\uFFFD");
    EXPECT_EQ(to_nfc("\xFF"), "\uFFFD");
}

}  // namespace
}  // namespace riskmap::domain
