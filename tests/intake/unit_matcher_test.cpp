#include "intake/unit_matcher.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "intake/read.hpp"
#include "support/source_folder.hpp"

namespace riskmap::intake {
namespace {

domain::Crosswalk binh_phuoc() {
    CrosswalkSource source;
    source.source.file = (test::source_folder() / "data/admin/binh_phuoc.csv").string();
    source.source.written = "binh_phuoc.csv";
    std::vector<InputRecord> inputs;
    IssueLog log;
    return read_crosswalk(source, log, inputs);
}

const UnitMatcher& communes_of_2019() {
    static const UnitMatcher matcher(binh_phuoc().vintages().front().units);
    return matcher;
}

std::string code_of(const UnitClue& clue) {
    const UnitMatch match = communes_of_2019().match(clue);
    return match.fit == UnitFit::found ? communes_of_2019().units()[match.unit.row()].code : "";
}

UnitStep step_of(const UnitClue& clue) { return communes_of_2019().match(clue).step; }

std::string in_form(const std::string& text, const icu::Normalizer2* (*form)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    std::string result;
    form(status)->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(result);
    return result;
}

std::string without_marks(const std::string& text) {
    const icu::UnicodeString apart =
        icu::UnicodeString::fromUTF8(in_form(text, &icu::Normalizer2::getNFDInstance));
    std::string result;
    icu::UnicodeString kept;
    for (int32_t i = 0; i < apart.length(); ++i) {
        const char16_t c = apart[i];
        if (c < 0x0300 || c > 0x036f) {
            kept.append(c == 0x0111 ? u'd' : c == 0x0110 ? u'D' : c);
        }
    }
    return kept.toUTF8String(result);
}

std::string upper(const std::string& text) {
    std::string result;
    return icu::UnicodeString::fromUTF8(text).toUpper().toUTF8String(result);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// The other way to set the tone of open syllables.
std::string other_tone_style(std::string text) {
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"òa", "oà"}, {"óa", "oá"}, {"ủy", "uỷ"}, {"úy", "uý"}, {"ùy", "uỳ"}}) {
        text = replaced(text, from, to);
    }
    return text;
}

std::string abbreviated(std::string text, std::mt19937& random) {
    const bool point = random() % 2 == 0;
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"Thị trấn ", "TT. "},
                                                          {"Thị xã ", "TX. "},
                                                          {"Thành phố ", "TP. "},
                                                          {"Phường ", "P. "},
                                                          {"Xã ", "x. "},
                                                          {"Huyện ", "H. "}}) {
        if (text.starts_with(from)) {
            return replaced(text, from, point ? to : to.substr(0, to.size() - 1));
        }
    }
    return text;
}

std::string without_type(std::string text) {
    for (const char* type : {"Thị trấn ", "Thị xã ", "Thành phố ", "Phường ", "Xã ", "Huyện "}) {
        if (text.starts_with(type)) {
            return replaced(text, type, "");
        }
    }
    return text;
}

std::string spelt(std::string text, std::mt19937& random, bool may_lose_marks) {
    switch (random() % 4) {
        case 0:
            text = abbreviated(text, random);
            break;
        case 1:
            text = without_type(text);
            break;
        default:
            break;
    }
    if (random() % 3 == 0) {
        text = other_tone_style(text);
    }
    if (may_lose_marks && random() % 4 == 0) {
        text = without_marks(text);
    }
    if (random() % 4 == 0) {
        text = upper(text);
    }
    if (random() % 4 == 0) {
        text = "  " + replaced(text, " ", "   ") + " ";
    }
    return random() % 3 == 0 ? in_form(text, &icu::Normalizer2::getNFDInstance) : text;
}

TEST(UnitMatcher, AThousandSpellingsAreFoundAndNoneWrongly) {
    std::mt19937 random(20250701);
    const std::vector<domain::NamedUnit>& units = communes_of_2019().units();
    ASSERT_EQ(units.size(), 111U);
    int found = 0;
    for (int i = 0; i < 1000; ++i) {
        const domain::NamedUnit& unit = units[static_cast<std::size_t>(i) % units.size()];
        const UnitClue clue{"", spelt(unit.name, random, true), spelt(unit.parent, random, true)};
        const std::string code = code_of(clue);
        EXPECT_TRUE(code.empty() || code == unit.code)
            << clue.name << ", " << clue.parent << ": " << code << " for " << unit.name;
        found += code.empty() ? 0 : 1;
    }
    EXPECT_GE(found, 980);
}

TEST(UnitMatcher, SpellingsWithoutDistrictAreNeverFoundWrongly) {
    std::mt19937 random(7);
    for (int i = 0; i < 1000; ++i) {
        const domain::NamedUnit& unit =
            communes_of_2019().units()[static_cast<std::size_t>(i) % 111];
        const UnitClue clue{"", spelt(unit.name, random, true), ""};
        const std::string code = code_of(clue);
        EXPECT_TRUE(code.empty() || code == unit.code) << clue.name << ": " << code;
    }
}

TEST(UnitMatcher, LocThanhWithItsToneIsOneOfTwo) {
    EXPECT_EQ(code_of({"", "Lộc Thạnh", ""}), "25280");
    EXPECT_EQ(code_of({"", "xã LỘC THÀNH", "H. Lộc Ninh"}), "25294");
    const UnitMatch match = communes_of_2019().match({"", "Loc Thanh", "Lộc Ninh"});
    EXPECT_EQ(match.fit, UnitFit::ambiguous);
    EXPECT_EQ(match.candidates.size(), 2U);
    EXPECT_EQ(communes_of_2019().match({"", "Lộc Thanh", ""}).fit, UnitFit::ambiguous);
}

TEST(UnitMatcher, TanPhuWithoutDistrictIsAmbiguous) {
    const UnitMatch match = communes_of_2019().match({"", "Tân Phú", ""});
    EXPECT_EQ(match.fit, UnitFit::ambiguous);
    ASSERT_EQ(match.candidates.size(), 2U);
    EXPECT_TRUE(match.candidates[0].starts_with("25195 "));
    EXPECT_TRUE(match.candidates[1].starts_with("25363 "));
    EXPECT_EQ(code_of({"", "Tân Phú, huyện Đồng Phú", ""}), "25363");
    EXPECT_EQ(code_of({"", "P. Tân Phú", ""}), "25195");
}

TEST(UnitMatcher, DakIsOneSyllableHoweverItIsWritten) {
    for (const char* name : {"Đak Ơ", "Đăk Ơ", "xã Đắk Ơ", "ĐẮK  Ơ", "Dak O", "Đăk-Ơ"}) {
        EXPECT_EQ(code_of({"", name, ""}), "25225") << name;
    }
}

TEST(UnitMatcher, StepOfTheLadderIsTold) {
    EXPECT_EQ(step_of({"25280", "", ""}), UnitStep::code);
    EXPECT_EQ(step_of({"", "Xã Lộc Thạnh", "Huyện Lộc Ninh"}), UnitStep::exact);
    EXPECT_EQ(step_of({"", "x.lộc thạnh", "Lộc Ninh"}), UnitStep::folded);
    EXPECT_EQ(step_of({"", "Loc Hoa", "Loc Ninh"}), UnitStep::unaccented);
    EXPECT_EQ(step_of({"", "Lộc Thặng", "Lộc Ninh"}), UnitStep::none);
}

TEST(UnitMatcher, NearestSpellingIsOnlyACandidate) {
    const UnitMatch match = communes_of_2019().match({"", "Lộc Thiệnn", "Lộc Ninh"});
    EXPECT_EQ(match.fit, UnitFit::unknown_name);
    ASSERT_FALSE(match.candidates.empty());
    EXPECT_LE(match.candidates.size(), 3U);
    EXPECT_NE(match.candidates.front().find("Lộc Thiện"), std::string::npos);
}

TEST(UnitMatcher, CodeBesideTheNameOfAnotherUnitIsNoMisspelling) {
    const UnitMatch match = communes_of_2019().match({"25280", "Xã Lộc Thành", "Lộc Ninh"});
    EXPECT_EQ(match.fit, UnitFit::other_name);
    EXPECT_EQ(match.candidates.size(), 2U);
}

TEST(UnitMatcher, NameInAnotherDistrictIsNotFound) {
    EXPECT_EQ(code_of({"", "Lộc Thạnh", "Huyện Bù Đăng"}), "");
    EXPECT_EQ(code_of({"", "Lộc Thạnh, huyện Phú Lộc", ""}), "");
}

TEST(UnitMatcher, CodeThatLostItsZerosIsFound) {
    const UnitMatcher matcher(
        std::vector<domain::NamedUnit>{{"00101", "Phường Một", ""}, {"00104", "Phường 05", ""}});
    EXPECT_EQ(matcher.match({"101", "", ""}).fit, UnitFit::found);
    EXPECT_EQ(matcher.match({"", "P5", ""}).unit, UnitIndex(1));
}

}  // namespace
}  // namespace riskmap::intake
