#include <gtest/gtest.h>

#include "intake/read.hpp"
#include "intake/status_words.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::intake {
namespace {

using domain::ReportState;
using test::day;
using test::Scratch;
using test::write_bytes;

const StudyFrame frame{"EPSG:9212", {day(2020, 1, 1), day(2021, 12, 31)}};

domain::AdminUnits communes() {
    domain::AdminUnits units = test::named_units(3);
    units.code = PerUnit<std::string>({"1", "2", "3"});
    units.name = PerUnit<std::string>({"Xã An", "Xã Bình", "Xã Yên"});
    units.parent = PerUnit<std::string>({"Huyện Tây", "Huyện Tây", "Huyện Đông"});
    units.parent_code = PerUnit<std::string>({"10", "10", "20"});
    return units;
}

class StatusFile : public testing::Test {
  protected:
    StatusTable table(const std::string& csv) {
        StatusTable table;
        table.source.file = write_bytes(scratch_ / "tình trạng.csv", csv);
        table.source.written = "tình trạng.csv";
        table.key = "key";
        table.status = "status";
        return table;
    }
    Scratch scratch_;
    IssueLog log_;
    std::vector<InputRecord> inputs_;
};

TEST_F(StatusFile, ReportsAreByUnitAndTime) {
    StatusTable source = table(
        "key,when,status\n1,2020,reported\n1,2021,chưa báo cáo\n2,2020,Không có vụ\n"
        "2,2021-03,reported\n");
    source.when = "when";
    const domain::Reporting reporting = read_reporting(source, communes(), frame, log_, inputs_);
    EXPECT_EQ(reporting.on(UnitIndex(0), day(2020, 6, 1)), ReportState::reported);
    EXPECT_EQ(reporting.on(UnitIndex(0), day(2021, 6, 1)), ReportState::not_reported);
    EXPECT_EQ(reporting.on(UnitIndex(1), day(2020, 6, 1)), ReportState::zero_reported);
    EXPECT_EQ(reporting.on(UnitIndex(1), day(2021, 3, 31)), ReportState::reported);
    EXPECT_EQ(reporting.on(UnitIndex(2), day(2020, 6, 1)), ReportState::not_reported);
    EXPECT_EQ(log_.issues().back().slug, "reporting.not-reported");
}

TEST_F(StatusFile, UnknownWordsAndUnitsAreRejected) {
    read_reporting(table("key,status\n1,maybe\n9,reported\n"), communes(), frame, log_, inputs_);
    EXPECT_EQ(log_.rejected("reporting"), 2);
}

TEST_F(StatusFile, SurveyOfADistrictIsThatOfItsUnits) {
    LayerSource layer;
    layer.id = "ponds";
    layer.survey = table("key,status\nHuyện Tây,surveyed\nH. Đông,chưa khảo sát\n");
    layer.survey->key_holds = "parent_name";
    const PerUnit<bool> unsurveyed = read_survey(layer, communes(), frame, log_, inputs_);
    EXPECT_FALSE(unsurveyed[UnitIndex(0)]);
    EXPECT_FALSE(unsurveyed[UnitIndex(1)]);
    EXPECT_TRUE(unsurveyed[UnitIndex(2)]);
}

TEST_F(StatusFile, UnitsThatAreNotListedWereNotSurveyed) {
    LayerSource layer;
    layer.id = "ponds";
    layer.survey = table("key,status\n1,surveyed\n");
    const PerUnit<bool> unsurveyed = read_survey(layer, communes(), frame, log_, inputs_);
    EXPECT_FALSE(unsurveyed[UnitIndex(0)]);
    EXPECT_TRUE(unsurveyed[UnitIndex(1)]);
}

TEST(StatusWords, AreReadInBothLanguages) {
    EXPECT_EQ(report_state("Zero_Reported"), ReportState::zero_reported);
    EXPECT_EQ(report_state("Đã báo cáo"), ReportState::reported);
    EXPECT_FALSE(report_state("?"));
    EXPECT_EQ(survey_state("Một phần"), true);
    EXPECT_FALSE(survey_state("xong"));
}

}  // namespace
}  // namespace riskmap::intake
