#include <algorithm>

#include <gtest/gtest.h>

#include "intake/read.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/source_folder.hpp"
#include "support/study_nouns.hpp"

/// A child may live in one commune, drown in another and be found in a third: each place is kept.
namespace riskmap::intake {
namespace {

using domain::EventPlace;
using domain::Precision;
using test::contains;
using test::day;
using test::error_of;
using test::write_bytes;

constexpr double east = 570000;
constexpr double north = 1300000;

/// Four communes of 1 km side by side.
domain::AdminUnits communes() {
    domain::AdminUnits units = test::named_units(4);
    units.code = PerUnit<std::string>({"1", "2", "3", "4"});
    units.name = PerUnit<std::string>({"Xã An", "Xã Bình", "Xã Cam", "Xã Bình"});
    units.parent = PerUnit<std::string>({"Huyện Tây", "Huyện Tây", "Huyện Tây", "Huyện Đông"});
    for (std::size_t i = 0; i < 4; ++i) {
        const double west = east + 1000.0 * static_cast<double>(i);
        units.shape[UnitIndex(i)] = test::rectangle(west, north, west + 1000, north + 1000);
    }
    return units;
}

class ThreePlaces : public testing::Test {
  protected:
    ThreePlaces() {
        source.id = "list";
        source.source.written = "vụ.csv";
        source.source.crs = "EPSG:9212";
        source.x = "x";
        source.y = "y";
        source.unit_code = "drowned";
        source.date = "date";
        source.age = "age";
        source.constants = {{"cause", "fall"}};
        source.elsewhere[index_of(EventPlace::residence)].unit_code = "lived";
        source.elsewhere[index_of(EventPlace::residence)].precision = "home_precision";
        source.elsewhere[index_of(EventPlace::recovery)].x = "found_x";
        source.elsewhere[index_of(EventPlace::recovery)].y = "found_y";
    }

    const domain::Incidents& read(const std::string& rows) {
        return read_file("date,age,x,y,drowned,lived,home_precision,found_x,found_y\n" + rows);
    }

    const domain::Incidents& read_file(const std::string& csv,
                                       const domain::ReviewAnswers* review = nullptr) {
        source.source.file = write_bytes(scratch_ / "vụ.csv", csv);
        StudyFrame frame{"EPSG:9212", {day(2020, 1, 1), day(2021, 12, 31)}};
        frame.words = test::source_folder() / "data" / "words" / "headers.toml";
        frame.review = review;
        log = IssueLog();
        incidents = read_incidents({source}, communes(), frame, {}, log, inputs);
        return incidents;
    }

    /// What is told under a slug; fails unless it is told once.
    Issue issue(const std::string& slug) const {
        std::vector<Issue> found;
        for (const Issue& each : log.issues()) {
            if (each.slug == slug) {
                found.push_back(each);
            }
        }
        EXPECT_EQ(found.size(), 1U) << slug;
        return found.empty() ? Issue() : found.front();
    }

    IncidentSource source;
    IssueLog log;
    std::vector<InputRecord> inputs;
    domain::Incidents incidents;

  private:
    test::Scratch scratch_;
};

/// Drowned in "An", lived in "Bình", found in "Cam".
const std::string one_child = "2021-05-01,7,570200,1300300,1,2,hamlet,572400,1300500\n";

TEST_F(ThreePlaces, EachIsKeptWithItsPrecision) {
    const domain::Incidents& read_rows = read(one_child);
    ASSERT_EQ(read_rows.rows.size(), 1U);
    const domain::Incident& child = read_rows.rows[0];
    EXPECT_EQ(child.told, EventPlace::occurrence);
    const auto drowned = location_of(child, EventPlace::occurrence);
    const auto lived = location_of(child, EventPlace::residence);
    const auto found = location_of(child, EventPlace::recovery);
    ASSERT_TRUE(drowned && lived && found);
    EXPECT_EQ(drowned->unit, UnitIndex(0));
    EXPECT_EQ(drowned->precision, Precision::gps);
    EXPECT_EQ(drowned->matched, "point");
    EXPECT_EQ(lived->unit, UnitIndex(1));
    EXPECT_EQ(lived->precision, Precision::hamlet);
    EXPECT_FALSE(lived->at.has_value());
    EXPECT_EQ(lived->matched, "code");
    EXPECT_EQ(found->unit, UnitIndex(2));
    EXPECT_EQ(found->precision, Precision::gps);
    EXPECT_DOUBLE_EQ(found->at->x, 572400);
    EXPECT_DOUBLE_EQ(exact_occurrence(child)->at->x, 570200);
    const Issue told = issue("incident.places");
    EXPECT_EQ(told.severity, Severity::note);
    EXPECT_TRUE(contains(told.message.en, "residence: 1 to the hamlet; occurrence: 1 by GPS"))
        << told.message.en;
    EXPECT_TRUE(contains(told.message.vi, "nơi tìm thấy: 1 có toạ độ GPS")) << told.message.vi;
}

TEST_F(ThreePlaces, ARowCountsWhereTheHazardAsksIfItTellsThatPlace) {
    read(one_child + "2021-05-02,8,570200,1300300,1,1,,,\n");
    ASSERT_EQ(incidents.rows.size(), 2U);
    const auto counted = [&](EventPlace place) {
        std::vector<std::size_t> units;
        for (const domain::Incident& row : incidents.rows) {
            units.push_back(counted_location(row, place)->unit->row());
        }
        return units;
    };
    EXPECT_EQ(counted(EventPlace::occurrence), (std::vector<std::size_t>{0, 0}));
    EXPECT_EQ(counted(EventPlace::residence), (std::vector<std::size_t>{1, 0}));
    EXPECT_EQ(counted(EventPlace::recovery), (std::vector<std::size_t>{2, 0}))
        << "the second was found where it happened, as far as the list tells";
}

TEST_F(ThreePlaces, HomesAndPlacesFoundAreNoPlacesOfOccurrence) {
    source.told = EventPlace::residence;
    source.elsewhere[index_of(EventPlace::residence)] = {};
    read(one_child);
    ASSERT_EQ(incidents.rows.size(), 1U);
    EXPECT_TRUE(incidents.rows[0].at.has_value()) << "the home is known to the metre";
    EXPECT_FALSE(exact_occurrence(incidents.rows[0]).has_value());
}

TEST_F(ThreePlaces, APlaceThatIsNowhereInTheStudyKeepsTheRowForTheOthers) {
    read("2021-05-01,7,570200,1300300,1,99,,572400,1300500\n");
    ASSERT_EQ(incidents.rows.size(), 1U);
    EXPECT_EQ(log.rejected("incidents.list"), 0);
    const Issue told = issue("incident.unknown-unit");
    EXPECT_EQ(told.severity, Severity::warning);
    EXPECT_EQ(told.place.column, "lived");
    EXPECT_EQ(told.place.value, "99");
    EXPECT_TRUE(contains(told.message.en, "place of residence: ")) << told.message.en;
    EXPECT_TRUE(contains(told.message.vi, "nơi cư trú: ")) << told.message.vi;
    EXPECT_TRUE(location_of(incidents.rows[0], EventPlace::residence).has_value());
    EXPECT_FALSE(counted_location(incidents.rows[0], EventPlace::residence).has_value());
}

TEST_F(ThreePlaces, ARowWithoutTheMainPlaceIsKnownByAnother) {
    read("2021-05-01,7,,,,2,,,\n2021-05-02,7,,,,,,,\n");
    ASSERT_EQ(incidents.rows.size(), 1U);
    EXPECT_EQ(incidents.rows[0].told, EventPlace::residence);
    EXPECT_EQ(incidents.rows[0].unit, UnitIndex(1));
    EXPECT_TRUE(incidents.rows[0].elsewhere.empty());
    EXPECT_EQ(issue("incident.no-place").place.row, 3);
}

TEST_F(ThreePlaces, OpenPlacesAreReviewedEachForItself) {
    source.elsewhere[index_of(EventPlace::residence)] = {};
    source.elsewhere[index_of(EventPlace::residence)].unit_name = "lived";
    const std::string csv =
        "date,age,x,y,drowned,lived,found_x,found_y\n2021-05-01,7,570200,1300300,1,Xã Bình,,\n";
    read_file(csv);
    ASSERT_EQ(incidents.review.rows.size(), 1U);
    EXPECT_EQ(incidents.review.rows[0].place, "residence");
    EXPECT_EQ(incidents.review.rows[0].told, "Xã Bình");
    EXPECT_EQ(incidents.review.rows[0].candidates.size(), 2U);
    domain::ReviewAnswers answers;
    answers.units[{"list", 2, "residence"}] = {"Xã Bình", "4"};
    read_file(csv, &answers);
    EXPECT_TRUE(incidents.review.rows.empty());
    const auto lived = location_of(incidents.rows.at(0), EventPlace::residence);
    ASSERT_TRUE(lived && lived->unit);
    EXPECT_EQ(*lived->unit, UnitIndex(3));
    EXPECT_EQ(lived->matched, "reviewed");
}

TEST_F(ThreePlaces, ChildrenWhoLivedApartAreNotOneRowTwice) {
    read(
        "2021-05-01,7,570200,1300300,1,2,,,\n2021-05-01,7,570200,1300300,1,1,,,\n"
        "2021-05-01,7,570200,1300300,1,1,,,\n");
    EXPECT_EQ(incidents.rows.size(), 2U);
    EXPECT_EQ(issue("incident.duplicate").place.row, 4);
}

TEST_F(ThreePlaces, CoordinatesOfOtherPlacesNeedASystemToo) {
    source.source.crs.clear();
    source.x.clear();
    source.y.clear();
    const std::string message = error_of(ErrorKind::input, [&] { read(one_child); });
    EXPECT_TRUE(contains(message, "\"found_x\", \"found_y\"")) << message;
}

/// Office lists: places under merged headers, in headers of their own, and inside addresses.
class PlacesOfOfficeLists : public ThreePlaces {
  protected:
    PlacesOfOfficeLists() {
        source = IncidentSource();
        source.id = "list";
        source.recognise = true;
        source.source.written = "vụ.csv";
        source.source.crs = "EPSG:9212";
    }

    /// Units of residence, occurrence and recovery of the only row; 9 where it tells none.
    std::vector<std::size_t> places() const {
        std::vector<std::size_t> rows;
        EXPECT_EQ(incidents.rows.size(), 1U);
        for (const EventPlace place : domain::event_places) {
            const auto found =
                incidents.rows.empty() ? std::nullopt : location_of(incidents.rows[0], place);
            rows.push_back(found && found->unit ? found->unit->row() : 9);
        }
        return rows;
    }
};

TEST_F(PlacesOfOfficeLists, MergedHeadersSayThePlace) {
    read_file(
        "STT,Tuổi,Nơi cư trú,,Nơi xảy ra,,Nơi tìm thấy,Ngày xảy ra\n"
        ",,Xã,Huyện,Xã,Huyện,Xã,\n"
        "1,7,Xã Bình,Huyện Đông,Xã An,Huyện Tây,Xã Cam,05/03/2021\n");
    EXPECT_EQ(places(), (std::vector<std::size_t>{3, 0, 2}));
    EXPECT_EQ(incidents.rows[0].told, EventPlace::occurrence);
}

TEST_F(PlacesOfOfficeLists, HeadersOfTheirOwnAndAHamlet) {
    read_file(
        "STT,Tuổi,Xã cư trú,Thôn,Xã xảy ra,Ngày xảy ra\n"
        "1,7,Xã Cam,Thôn 3,Xã An,05/03/2021\n");
    EXPECT_EQ(places(), (std::vector<std::size_t>{2, 0, 9}));
    EXPECT_EQ(location_of(incidents.rows[0], EventPlace::residence)->precision, Precision::hamlet);
    EXPECT_EQ(incidents.rows[0].precision, Precision::commune);
}

TEST_F(PlacesOfOfficeLists, AddressesGiveTheirCommuneAndNothingElse) {
    const std::string csv =
        "STT,Tuổi,Xã,Địa chỉ,Nơi tìm thấy thi thể,Ngày xảy ra\n"
        "1,7,Xã An,\"Số 5 nhà ông Gieo, thôn 2, xã Bình, huyện Tây\",\"bến đò, xã "
        "Cam\",05/03/2021\n";
    read_file(csv);
    EXPECT_EQ(places(), (std::vector<std::size_t>{1, 0, 2}));
    for (const Issue& each : log.issues()) {
        EXPECT_FALSE(contains(each.message.vi + each.place.value, "Gieo"));
    }
    source.told = EventPlace::residence;
    read_file(csv);
    EXPECT_EQ(places(), (std::vector<std::size_t>{0, 9, 2}))
        << "the plain column is of the place the source is said to tell";
    EXPECT_EQ(incidents.rows[0].told, EventPlace::residence);
}

TEST_F(PlacesOfOfficeLists, AListOfAnotherPlaceThanTheSourceSaysIsKnownByIt) {
    read_file("STT,Tuổi,Xã cư trú,Ngày xảy ra\n1,7,Xã Cam,05/03/2021\n");
    EXPECT_EQ(places(), (std::vector<std::size_t>{2, 9, 9}));
    EXPECT_EQ(incidents.rows[0].told, EventPlace::residence);
}

TEST_F(PlacesOfOfficeLists, AStudyCanPinTheColumnsOfAPlace) {
    source.elsewhere[index_of(EventPlace::residence)].unit_code = "Quê";
    read_file("STT,Tuổi,Xã,Quê,Ngày xảy ra\n1,7,Xã An,3,05/03/2021\n");
    EXPECT_EQ(places(), (std::vector<std::size_t>{2, 0, 9}));
}

}  // namespace
}  // namespace riskmap::intake
