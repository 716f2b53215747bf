#include "gdal/vietnamese_bytes.hpp"

#include <gtest/gtest.h>

#include "gdal/encoding_guess.hpp"
#include "gdal/read.hpp"
#include "gdal/vietnamese_syllable.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/vietnamese_bytes.hpp"

namespace riskmap::gdal {
namespace {

using test::error_of;
using test::in_encoding;
using test::Scratch;
using test::write_bytes;

std::string decoded(const std::string& encoding, const std::string& bytes) {
    return text_decoder(encoding)(bytes);
}

const std::string names =
    "Xã Lộc Thạnh, Đăk Ơ, Thuỷ, ngày xảy ra, tử vong, quỹ, ốc, vịt, trẻ em, đường, nữ, ấp, kể";

TEST(VietnameseBytes, KnownBytesReadAsTheirLetters) {
    EXPECT_EQ(decoded("TCVN3", "X\xB7 L\xE9\x63 Th\xB9nh"), "Xã Lộc Thạnh");
    EXPECT_EQ(decoded("ABC", "\xA7u\xE8i n\xAD\xED\x63"), "Đuối nước");
    EXPECT_EQ(decoded("VNI", "\xD1\x75o\xE1i n\xF6\xF4\xF9\x63"), "Đuối nước");
    EXPECT_EQ(decoded("VNI", "X\x61\xF5 Lo\xE4\x63 Tha\xEFnh"), "Xã Lộc Thạnh");
    EXPECT_EQ(decoded("VISCII", "L\xB5\x63 Th\xD5nh"), "Lộc Thạnh");
    EXPECT_EQ(decoded("windows-1258", "L\xF4\xF2\x63 Tha\xF2nh"), "Lộc Thạnh");
}

TEST(VietnameseBytes, EveryEncodingGivesBackTheTextWrittenInIt) {
    for (const std::string encoding : {"TCVN3", "VNI", "VISCII", "windows-1258"}) {
        EXPECT_EQ(decoded(encoding, in_encoding(encoding, names)), names) << encoding;
    }
}

TEST(VietnameseBytes, CapitalsOfTcvn3FollowThePlainLettersAround) {
    EXPECT_EQ(decoded("TCVN3", "X\xB7 L\xE9\x43 TH\xB9NH"), "XÃ LỘC THẠNH");
    EXPECT_EQ(decoded("TCVN3", "X\xB7 L\xE9\x63 Th\xB9nh"), "Xã Lộc Thạnh");
    EXPECT_EQ(decoded("TCVN3", "H\xE5"), "Hồ");
    EXPECT_EQ(decoded("TCVN3", "C\xE9NG 12 ng\xAD\xEAi"), "CỘNG 12 người");
}

TEST(VietnameseBytes, AByteTheEncodingDoesNotUseIsToldAndNothingElseOfTheCell) {
    const std::string message =
        error_of(ErrorKind::input, [] { decoded("TCVN3", "Nguyen Van An \x85"); });
    EXPECT_NE(message.find("\\x85"), std::string::npos);
    EXPECT_EQ(message.find("Nguyen"), std::string::npos);
}

TEST(VietnameseSyllable, SpellingRulesAreKept) {
    for (const char* word : {"Thạnh",
                             "nước",
                             "ĐUỐI",
                             "quỹ",
                             "giếng",
                             "hoà",
                             "hòa",
                             "khuỷu",
                             "ao",
                             "nghiêng",
                             "yến",
                             "thuở",
                             "ngoằn",
                             "huỳnh",
                             "gì"}) {
        EXPECT_TRUE(is_vietnamese_syllable(word)) << word;
    }
    for (const char* word : {"nưởc", "strạ", "bịểu", "wạ", "đđ", "cảt", "", "ĐuèI", "ªn"}) {
        EXPECT_FALSE(is_vietnamese_syllable(word)) << word;
    }
}

TEST(EncodingGuess, EachEncodingIsKnownFromItsOwnBytes) {
    for (const std::string encoding : {"TCVN3", "VNI", "VISCII", "windows-1258"}) {
        const std::vector<std::string> texts{in_encoding(encoding, names)};
        const auto guess = guess_encoding(texts);
        ASSERT_TRUE(guess.has_value());
        EXPECT_EQ(guess->best().encoding, encoding) << candidates_text(*guess);
        EXPECT_TRUE(guess->sure) << candidates_text(*guess);
    }
}

TEST(EncodingGuess, Utf8NeedsNoGuessAndNoiseIsNeverSure) {
    const std::vector<std::string> utf8{names};
    EXPECT_FALSE(guess_encoding(utf8).has_value());
    const std::vector<std::string> noise{"\xFE\xDC\x81 \xC0x\xF1q \xBFz\xBF", "\x9D\x9E"};
    const auto guess = guess_encoding(noise);
    ASSERT_TRUE(guess.has_value());
    EXPECT_FALSE(guess->sure) << candidates_text(*guess);
}

TEST(EncodingGuess, RealFilesAreDecidedRight) {
    const auto folder = test::real_data();
    if (!folder) {
        GTEST_SKIP() << "no folder of real data";
    }
    const auto guessed = [&](const char* name) {
        return guess_file_encoding(*folder / "dirty" / name, "");
    };
    for (const char* name :
         {"SYNTHETIC_incidents_vi_tcvn3.csv", "bp_vn2000_tm3_10615_noprj_tcvn3.shp"}) {
        const auto guess = guessed(name);
        ASSERT_TRUE(guess && guess->sure) << name;
        EXPECT_EQ(guess->best().encoding, "TCVN3");
    }
    const auto guess = guessed("bp_wgs84_nocpg_cp1258.shp");
    ASSERT_TRUE(guess && guess->sure);
    EXPECT_EQ(guess->best().encoding, "windows-1258");
    EXPECT_FALSE(guessed("SYNTHETIC_incidents_vi_semicolon_utf8bom.csv").has_value());
    EXPECT_FALSE(guessed("SYNTHETIC_incidents_vi.xlsx").has_value());
}

}  // namespace
}  // namespace riskmap::gdal
