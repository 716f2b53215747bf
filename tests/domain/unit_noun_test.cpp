#include "domain/unit_noun.hpp"

#include <gtest/gtest.h>

namespace riskmap::domain {
namespace {

const UnitNoun blocks{{"khu dân cư", "block group"}, {"khu dân cư", "block groups"}};

TEST(SpeakingOf, SaysTheStudysWordForWholeWordsOnly) {
    EXPECT_EQ(speaking_of("The first 12 communes; each commune. Communes!", blocks),
              "The first 12 block groups; each block group. Block groups!");
    EXPECT_EQ(speaking_of("12 xã đầu; nguy cơ của xã, (xã)", blocks),
              "12 khu dân cư đầu; nguy cơ của khu dân cư, (khu dân cư)");
    EXPECT_EQ(speaking_of("<th>Xã</th>", blocks), "<th>Khu dân cư</th>");
}

TEST(SpeakingOf, LeavesNamesAndFilesAlone) {
    for (const char* text : {"Xã Tân Phú",
                             "thị xã Bình Long",
                             "communes.csv",
                             "commune_code",
                             "/communes",
                             "#commune"}) {
        EXPECT_EQ(speaking_of(std::string(text), blocks), text);
    }
}

TEST(SpeakingOf, ChangesNothingForTheUsualNoun) {
    EXPECT_EQ(speaking_of(std::string("xã, commune"), {}), "xã, commune");
}

}  // namespace
}  // namespace riskmap::domain
