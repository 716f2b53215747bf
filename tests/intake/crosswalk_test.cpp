#include <numeric>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "intake/dated_units.hpp"
#include "intake/read.hpp"
#include "intake/split_units.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/source_folder.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::intake {
namespace {

using test::error_of;
using test::Scratch;
using test::write_bytes;

Date day(int year, unsigned month, unsigned of_month) {
    return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

const std::string header =
    "from_valid,from_code,from_name,from_parent,to_valid,to_code,to_name,to_parent,share\n";
/// Unit 1 is split between 1 and 2, unit 2 goes whole into 2; then nothing changes but a name.
const std::string invented = header +
                             "2010-01-01,1,Xã An,Huyện Tây,2020-01-01,1,Xã An,,0.6\n"
                             "2010-01-01,1,Xã An,Huyện Tây,2020-01-01,2,Xã Bình,,0.4\n"
                             "2010-01-01,2,Xã Yên,Huyện Tây,2020-01-01,2,Xã Bình,,1\n"
                             "2020-01-01,1,Xã An,,2022-01-01,1,Phường An,,1\n"
                             "2020-01-01,2,Xã Bình,,2022-01-01,2,Phường Bình,,1\n";

CrosswalkSource shipped() {
    CrosswalkSource source;
    source.source.file = (test::source_folder() / "data/admin/binh_phuoc.csv").string();
    source.source.written = "binh_phuoc.csv";
    return source;
}

class CrosswalkFile : public testing::Test {
  protected:
    domain::Crosswalk read(const std::string& csv) {
        CrosswalkSource source;
        source.source.file = write_bytes(scratch_ / "chuyển đổi.csv", csv);
        source.source.written = "chuyển đổi.csv";
        return read_crosswalk(source, inputs_);
    }
    std::string refusal(const std::string& csv) {
        return error_of(ErrorKind::input, [&] { read(csv); });
    }

    /// Two units of 1 km side by side, of 2022.
    static domain::AdminUnits plan() {
        domain::AdminUnits units = test::named_units(2);
        units.vintage = "2022-01-01";
        units.code = PerUnit<std::string>({"1", "2"});
        units.name = PerUnit<std::string>({"Phường An", "Phường Bình"});
        units.parent = PerUnit<std::string>({"", ""});
        units.shape = PerUnit<geo::Geometry>();
        std::vector<geo::Geometry> shapes;
        shapes.push_back(test::rectangle(570000, 1300000, 571000, 1301000));
        shapes.push_back(test::rectangle(571000, 1300000, 572000, 1301000));
        units.shape = PerUnit<geo::Geometry>(std::move(shapes));
        return units;
    }

    domain::Incidents incidents(const std::string& csv,
                                const domain::Crosswalk* crosswalk,
                                const std::string& vintage = "") {
        IncidentSource source;
        source.id = "list";
        source.source.file = write_bytes(scratch_ / "vụ.csv", csv);
        source.source.written = "vụ.csv";
        source.unit_code = "code";
        source.date = "date";
        source.cause = "cause";
        source.vintage = vintage;
        source.assume_no_duplicates = true;
        StudyFrame frame{"EPSG:9212", {day(2015, 1, 1), day(2023, 12, 31)}};
        frame.crosswalk = crosswalk;
        return read_incidents({source}, plan(), frame, {}, log_, inputs_);
    }

    Scratch scratch_;
    std::vector<InputRecord> inputs_;
    IssueLog log_;
};

TEST_F(CrosswalkFile, ShippedTableCarriesEachOldCommuneWholeIntoOneOfForty) {
    const domain::Crosswalk crosswalk = read_crosswalk(shipped(), inputs_);
    ASSERT_EQ(crosswalk.vintages().size(), 4U);
    EXPECT_EQ(crosswalk.vintages()[0].units.size(), 111U);
    EXPECT_EQ(crosswalk.vintages()[1].units.size(), 111U);
    EXPECT_EQ(crosswalk.vintages()[2].units.size(), 40U);
    EXPECT_EQ(crosswalk.vintages()[3].units.size(), 40U);
    std::vector<int> received(40, 0);
    for (std::size_t unit = 0; unit < 111; ++unit) {
        const auto parts = crosswalk.carry(0, unit, 3);
        ASSERT_EQ(parts.size(), 1U);
        EXPECT_DOUBLE_EQ(parts.front().share, 1);
        ++received[parts.front().unit];
    }
    EXPECT_EQ(std::accumulate(received.begin(), received.end(), 0), 111);
    EXPECT_EQ(*std::min_element(received.begin(), received.end()), 1);
}

TEST_F(CrosswalkFile, OldAnLocLiesInBinhLongAndNotInTheNewAnLoc) {
    const domain::Crosswalk crosswalk = read_crosswalk(shipped(), inputs_);
    const UnitMatcher old(crosswalk.vintages()[0].units);
    const UnitMatcher fresh(crosswalk.vintages()[2].units);
    const UnitMatch named = old.match({"", "Phường An Lộc", ""});
    ASSERT_EQ(named.fit, UnitFit::found);
    const auto parts = crosswalk.carry(0, named.unit.row(), 2);
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(fresh.units()[parts.front().unit].name, "Phường Bình Long");
    const UnitMatch now = fresh.match({"", "Phường An Lộc", ""});
    ASSERT_EQ(now.fit, UnitFit::found);
    EXPECT_NE(now.unit.row(), parts.front().unit);
}

TEST_F(CrosswalkFile, DatePicksTheVintage) {
    const domain::Crosswalk crosswalk = read_crosswalk(shipped(), inputs_);
    EXPECT_EQ(crosswalk.vintage_at(day(2018, 5, 1)), 0U);
    EXPECT_EQ(crosswalk.vintage_at(day(2022, 9, 30)), 0U);
    EXPECT_EQ(crosswalk.vintage_at(day(2022, 10, 1)), 1U);
    EXPECT_EQ(crosswalk.vintage_at(day(2025, 6, 30)), 1U);
    EXPECT_EQ(crosswalk.vintage_at(day(2025, 7, 1)), 2U);
    EXPECT_EQ(crosswalk.vintage_at(day(2026, 4, 30)), 3U);
}

TEST_F(CrosswalkFile, SharesMultiplyAlongTheWayAndSumToOne) {
    const domain::Crosswalk crosswalk = read(invented);
    const auto parts = crosswalk.carry(0, 0, 2);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_DOUBLE_EQ(parts[0].share, 0.6);
    EXPECT_DOUBLE_EQ(parts[1].share, 0.4);
    EXPECT_EQ(crosswalk.carry(2, 0, 1).size(), 1U) << "renamed only: the way back is certain";
    EXPECT_TRUE(crosswalk.carry(2, 1, 0).empty()) << "united from two: no certain way back";
}

TEST_F(CrosswalkFile, RowsOfASplitUnitGoToItsPartsByTheirShares) {
    const domain::Crosswalk crosswalk = read(invented);
    std::string csv = "date,code,cause\n";
    for (int i = 0; i < 10; ++i) {
        csv += "2016-03-0" + std::to_string(i % 9 + 1) + ",1,fall\n";
    }
    csv += "2016-04-01,2,fall\n2022-04-01,1,burn\n";
    const domain::Incidents read_rows = incidents(csv, &crosswalk);
    ASSERT_EQ(read_rows.rows.size(), 12U);
    std::vector<int> falls(2, 0);
    for (const domain::Incident& incident : read_rows.rows) {
        falls[incident.unit.row()] += incident.cause == "fall" ? 1 : 0;
    }
    EXPECT_EQ(falls, (std::vector<int>{6, 5}));
    EXPECT_LT(read_rows.rows.front().share, 1);
    EXPECT_DOUBLE_EQ(read_rows.rows.back().share, 1);
    EXPECT_EQ(read_rows.rows.back().matched, "code");
}

TEST_F(CrosswalkFile, OldRowsByCodeAreRefusedWithoutACrosswalk) {
    const std::string csv = "date,code,cause\n2016-03-01,1,fall\n2022-03-01,1,fall\n";
    EXPECT_EQ(incidents(csv, nullptr).rows.size(), 1U);
    ASSERT_EQ(log_.rejected("incidents.list"), 1);
    EXPECT_EQ(log_.issues().front().slug, "incident.older-than-units");
}

TEST_F(CrosswalkFile, OldRowsThatNameNewUnitsSayOfWhichDateTheyAre) {
    const std::string csv = "date,code,cause\n2016-03-01,1,fall\n";
    EXPECT_EQ(incidents(csv, nullptr, "2022-01-01").rows.size(), 1U);
}

TEST_F(CrosswalkFile, PeopleAreCarriedWithTheirShares) {
    const domain::Crosswalk crosswalk = read(invented);
    PopulationSource source;
    source.form = PopulationForm::wide_table;
    source.source.file = write_bytes(scratch_ / "dân số.csv", "code,n\n1,1000\n2,300\n");
    source.source.written = "dân số.csv";
    source.key = "code";
    source.vintage = "2019-04-01";
    source.bands = {{{0, 16}, "n"}};
    StudyFrame frame{"EPSG:9212", {day(2015, 1, 1), day(2023, 12, 31)}};
    frame.crosswalk = &crosswalk;
    const domain::Population people =
        read_population(source, {}, plan(), {}, frame, {}, log_, inputs_);
    EXPECT_DOUBLE_EQ(people.people[0][UnitIndex(0)], 600);
    EXPECT_DOUBLE_EQ(people.people[0][UnitIndex(1)], 700);
}

TEST_F(CrosswalkFile, PeopleOfYearsBeforeTheUnitsAreRefusedUntilTheirUnitsAreStated) {
    PopulationSource source;
    source.form = PopulationForm::long_table;
    source.source.file = write_bytes(scratch_ / "dân số.csv",
                                     "code,year,from,below,n\n1,2015,0,16,1000\n2,2015,0,16,300\n"
                                     "1,2021,0,16,1100\n2,2021,0,16,310\n");
    source.source.written = "dân số.csv";
    source.key = "code";
    source.year = "year";
    source.age_from = "from";
    source.age_below = "below";
    source.count = "n";
    const StudyFrame frame{"EPSG:9212", {day(2015, 1, 1), day(2023, 12, 31)}};
    const auto read_people = [&] {
        return read_population(source, {}, plan(), {}, frame, {}, log_, inputs_);
    };
    const std::string message = error_of(ErrorKind::input, read_people);
    EXPECT_NE(message.find("row 2, column \"year\": the year 2015"), std::string::npos) << message;
    source.vintage = "2010-01-01";
    EXPECT_NE(error_of(ErrorKind::input, read_people).find("[crosswalk]"), std::string::npos);
    source.vintage = plan().vintage;
    EXPECT_EQ(read_people().people.size(), 1U);
}

TEST_F(CrosswalkFile, SharesThatDoNotSumToOneAreRefused) {
    const std::string message = refusal(header + "2010-01-01,1,Xã An,,2020-01-01,1,Xã An,,0.6\n");
    EXPECT_NE(message.find("sum to 0.6"), std::string::npos) << message;
}

TEST_F(CrosswalkFile, UnreadableShareNamesItsRow) {
    const std::string message = refusal(header + "2010-01-01,1,Xã An,,2020-01-01,1,Xã An,,một\n");
    EXPECT_NE(message.find("row 2"), std::string::npos) << message;
}

TEST_F(CrosswalkFile, PlanUnitsOutsideTheTableAreRefused) {
    const domain::Crosswalk crosswalk = read(invented);
    domain::AdminUnits units = plan();
    units.code = PerUnit<std::string>({"1", "9"});
    EXPECT_NE(error_of(ErrorKind::input,
                       [&] { return DatedUnits(units, &crosswalk).plan().units().size(); })
                  .find("9"),
              std::string::npos);
}

TEST(SplitUnits, PartsTakeTurnsToWithinOneRow) {
    SplitUnits splits;
    const std::vector<PlanShare> parts{
        {UnitIndex(0), 0.5}, {UnitIndex(1), 0.3}, {UnitIndex(2), 0.2}};
    std::vector<double> given(3, 0);
    for (int row = 1; row <= 200; ++row) {
        given[splits.take(parts, "fall").unit.row()] += 1;
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_LE(std::abs(given[i] - row * parts[i].share), 1.0);
        }
    }
}

}  // namespace
}  // namespace riskmap::intake
