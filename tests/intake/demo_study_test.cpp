#include <filesystem>

#include <gtest/gtest.h>

#include "intake/study.hpp"
#include "support/source_folder.hpp"

/// The study of the invented province, as shipped.
namespace riskmap::intake {
namespace {

StudySpec demo() { return read_study(test::source_folder() / "data/demo/study.toml", {}).spec; }

TEST(DemoStudy, ReadsWithoutAProblemAndSaysThatItIsInvented) {
    const StudySpec study = demo();
    EXPECT_EQ(study.id, "tinh_mau");
    EXPECT_NE(study.notice.vi.find("HƯ CẤU"), std::string::npos);
    EXPECT_NE(study.notice.en.find("INVENTED"), std::string::npos);
    EXPECT_EQ(to_iso(study.period.first), "2019-01-01");
    EXPECT_EQ(to_iso(study.period.last), "2023-12-31");
}

TEST(DemoStudy, HasEveryLayerThatItsHazardsAskFor) {
    const StudySpec study = demo();
    EXPECT_TRUE(study.without_layers.empty());
    ASSERT_EQ(study.layers.size(), 4U);
    EXPECT_EQ(study.layers[1].id, "ponds");
    EXPECT_EQ(study.layers[1].survey_status, "partly");
    EXPECT_EQ(study.hazards.size(), 2U);
}

TEST(DemoStudy, TurnsTheWordsOfThePoliceIntoItsOwn) {
    const StudySpec study = demo();
    ASSERT_EQ(study.incidents.size(), 2U);
    EXPECT_EQ(study.incidents[1].date_format, "dmy");
    EXPECT_EQ(study.incidents[1].sexes.at("nữ"), "female");
    EXPECT_EQ(study.incidents[1].severities.at("tử vong"), "death");
}

}  // namespace
}  // namespace riskmap::intake
