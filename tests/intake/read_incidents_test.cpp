#include <algorithm>

#include <gtest/gtest.h>

#include "intake/read.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::intake {
namespace {

using domain::Precision;
using test::day;
using test::error_of;
using test::Scratch;
using test::write_bytes;

const std::string study_crs = "EPSG:9212";
constexpr double east = 570000;
constexpr double north = 1300000;

/// Four units of 1 km side by side; two have the same name in different districts.
domain::AdminUnits communes() {
    domain::AdminUnits units = test::named_units(4);
    units.code = PerUnit<std::string>({"25195", "25280", "25294", "25363"});
    units.name = PerUnit<std::string>({"Xã Tân Phú", "Xã Lộc Thạnh", "Xã Lộc Thành", "Xã Tân Phú"});
    units.parent = PerUnit<std::string>({"Đồng Phú", "Lộc Ninh", "Lộc Ninh", "Bù Đốp"});
    for (std::size_t i = 0; i < 4; ++i) {
        const double west = east + 1000.0 * static_cast<double>(i);
        units.shape[UnitIndex(i)] = test::rectangle(west, north, west + 1000, north + 1000);
    }
    return units;
}

/// Reads one CSV and keeps what came out.
class Reading {
  public:
    explicit Reading(const std::string& csv) : csv_(csv) {
        source.id = "police";
        source.source.written = "vụ.csv";
        source.source.crs = study_crs;
        source.x = "x";
        source.y = "y";
        source.unit_code = "code";
        source.unit_name = "name";
        source.parent_name = "district";
        source.date = "date";
        source.age = "age";
        source.sex = "sex";
        source.constants = {{"cause", "fall"}};
    }

    const domain::Incidents& read() {
        source.source.file = write_bytes(scratch_ / "vụ.csv", csv_);
        incidents_ = read_incidents({source},
                                    communes(),
                                    {study_crs, {day(2020, 1, 1), day(2021, 12, 31)}},
                                    {},
                                    log,
                                    inputs);
        return incidents_;
    }

    /// The only issue of the row.
    Issue issue_at(std::int64_t row) const {
        std::vector<Issue> found;
        for (const Issue& issue : log.issues()) {
            if (issue.place.row == row) {
                found.push_back(issue);
            }
        }
        EXPECT_EQ(found.size(), 1U) << "row " << row;
        return found.empty() ? Issue() : found.front();
    }

    IncidentSource source;
    IssueLog log;
    std::vector<InputRecord> inputs;

  private:
    Scratch scratch_;
    std::string csv_;
    domain::Incidents incidents_;
};

const std::string header = "x;y;code;name;district;date;age;sex\n";

void expect_rejected(const Reading& reading,
                     const std::string& slug,
                     const std::string& column,
                     const std::string& value) {
    const Issue issue = reading.issue_at(2);
    EXPECT_EQ(issue.slug, slug);
    EXPECT_EQ(issue.severity, Severity::rejected);
    EXPECT_EQ(issue.source, "incidents.police");
    EXPECT_EQ(issue.place, (Place{"vụ.csv", "", 2, column, value}));
    EXPECT_FALSE(issue.message.vi.empty());
    EXPECT_FALSE(issue.message.en.empty());
    EXPECT_FALSE(issue.repair.vi.empty());
    EXPECT_FALSE(issue.repair.en.empty());
    ASSERT_EQ(reading.log.tallies().size(), 1U);
    EXPECT_EQ(reading.log.tallies()[0].rows_rejected, 1);
    EXPECT_EQ(reading.log.tallies()[0].rows_used, 0);
}

struct Refused {
    std::string row;
    std::string slug;
    std::string column;
    std::string value;
};

TEST(ReadIncidents, EachFaultIsOneReasonWithItsPlace) {
    const std::vector<Refused> faults = {
        {";;25280;;;;5;Nam", "incident.no-date", "date", ""},
        {";;25280;;;31/02/2021;5;Nam", "incident.unreadable-date", "date", "31/02/2021"},
        {";;25280;;;01/01/2022;5;Nam", "incident.outside-period", "date", "01/01/2022"},
        {";;25280;;;01/06/2021;150;Nam", "incident.impossible-age", "age", "150"},
        {";;25280;;;01/06/2021;-1;Nam", "incident.impossible-age", "age", "-1"},
        {";;25280;;;01/06/2021;bé;Nam", "incident.unreadable-age", "age", "bé"},
        {";;;;;01/06/2021;5;Nam", "incident.no-place", "x, y", ""},
        {"580000;1300500;;;;01/06/2021;5;Nam",
         "incident.outside-study-area",
         "x, y",
         "580000, 1300500"},
        {"a;b;;;;01/06/2021;5;Nam", "incident.unreadable-coordinates", "x, y", "a, b"},
        {";;25281;;;01/06/2021;5;Nam", "incident.unknown-unit", "code", "25281"},
        {";;;Lộc Thanhh;;01/06/2021;5;Nam", "incident.unknown-unit", "name", "Lộc Thanhh"},
        {";;;Tân Phú;;01/06/2021;5;Nam", "incident.ambiguous-unit", "name", "Tân Phú"},
        {";;25280;Minh Hưng;;01/06/2021;5;Nam", "incident.code-of-another-name", "code", "25280"},
        {"1;1;25280;;;01/06/2021;5;Nam;extra", "row.too-many-cells", "", ""},
    };
    for (const Refused& fault : faults) {
        SCOPED_TRACE(fault.row);
        Reading reading(header + fault.row + "\n");
        reading.source.date_format = "dmy";
        EXPECT_TRUE(reading.read().rows.empty());
        expect_rejected(reading, fault.slug, fault.column, fault.value);
    }
}

TEST(ReadIncidents, AmbiguousNamesListTheCandidatesAndAParentDecides) {
    Reading ambiguous(header + ";;;xã tân phú;;2021-06-01;;\n");
    ambiguous.read();
    const Issue issue = ambiguous.issue_at(2);
    EXPECT_NE(issue.repair.en.find("25195 Xã Tân Phú (Đồng Phú); 25363 Xã Tân Phú (Bù Đốp)"),
              std::string::npos)
        << issue.repair.en;
    Reading decided(header + ";;;TÂN  PHÚ;huyện bù đốp;2021-06-01;;\n");
    ASSERT_EQ(decided.read().rows.size(), 1U);
    EXPECT_EQ(decided.read().rows[0].unit, UnitIndex(3));
}

TEST(ReadIncidents, OneToneMarkTellsTwoCommunesApart) {
    Reading reading(header + ";;;Lộc Thạnh;;2021-06-01;;\n;;;x. Lộc Thành;;2021-06-02;;\n");
    const auto& rows = reading.read().rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].unit, UnitIndex(1));
    EXPECT_EQ(rows[1].unit, UnitIndex(2));
    EXPECT_EQ(rows[0].precision, Precision::commune);
    EXPECT_FALSE(rows[0].at.has_value());
}

TEST(ReadIncidents, PointsWithDecimalCommaAreLocatedInTheirUnit) {
    Reading reading(header + "571500,5;1300500,25;;;;2021-06-01;7 tuổi;Nữ\n");
    const auto& rows = reading.read().rows;
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].unit, UnitIndex(1));
    ASSERT_TRUE(rows[0].at.has_value());
    EXPECT_NEAR(rows[0].at->x, 571500.5, 1e-6);
    EXPECT_EQ(rows[0].precision, Precision::gps);
    EXPECT_EQ(rows[0].age, 7);
    EXPECT_EQ(rows[0].sex, "female");
    EXPECT_EQ(rows[0].cause, "fall");
    ASSERT_EQ(reading.inputs.size(), 1U);
    EXPECT_EQ(reading.inputs[0].rows, 1);
    EXPECT_EQ(reading.inputs[0].crs, "EPSG:9212");
    EXPECT_NEAR(reading.inputs[0].extent.min_x, 571500.5, 1e-6);
}

TEST(ReadIncidents, SwappedAxesAreRepairedCountedAndListed) {
    Reading reading(header + "1300500;571500;;;;2021-06-01;7;Nam\n");
    const auto& rows = reading.read().rows;
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].unit, UnitIndex(1));
    EXPECT_NEAR(rows[0].at->x, 571500, 1e-6);
    const Issue issue = reading.issue_at(2);
    EXPECT_EQ(issue.slug, "incident.swapped-axes");
    EXPECT_EQ(issue.severity, Severity::warning);
    EXPECT_EQ(issue.place.value, "1300500, 571500");
    EXPECT_NE(issue.message.en.find("(571500, 1300500) was used, in 25280"), std::string::npos);
}

TEST(ReadIncidents, ExactPointWinsOverTheNamedUnitAndSaysSo) {
    Reading reading(header + "571500;1300500;25294;;;2021-06-01;7;Nam\n" +
                    "580000;1300500;25294;;;2021-06-02;7;Nam\n");
    const auto& rows = reading.read().rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].unit, UnitIndex(1));
    EXPECT_EQ(reading.issue_at(2).slug, "incident.point-in-another-unit");
    EXPECT_EQ(rows[1].unit, UnitIndex(2));
    EXPECT_FALSE(rows[1].at.has_value());
    EXPECT_EQ(reading.issue_at(3).slug, "incident.point-outside-units");
}

TEST(ReadIncidents, SameEventTwiceIsCountedOnceUnlessToldApart) {
    const std::string twice = ";;25280;;;2021-06-01;7;Nam\n;;25280;;;2021-06-01;7;Nam\n";
    Reading reading(header + twice);
    EXPECT_EQ(reading.read().rows.size(), 1U);
    const Issue issue = reading.issue_at(3);
    EXPECT_EQ(issue.slug, "incident.duplicate");
    EXPECT_NE(issue.message.en.find("repeats row 2"), std::string::npos);

    Reading assumed(header + twice);
    assumed.source.assume_no_duplicates = true;
    EXPECT_EQ(assumed.read().rows.size(), 2U);

    Reading with_ids("code;date;age;sex;id\n25280;2021-06-01;7;Nam;a\n25280;2021-06-01;7;Nam;b\n");
    with_ids.source.x = with_ids.source.y = with_ids.source.unit_name = "";
    with_ids.source.parent_name = "";
    with_ids.source.event = "id";
    EXPECT_EQ(with_ids.read().rows.size(), 2U);
}

TEST(ReadIncidents, RowsAlikeWithoutAgeAreOnlySuspected) {
    Reading reading(header + ";;25280;;;2021-06-01;;\n;;25280;;;2021-06-01;;\n");
    EXPECT_EQ(reading.read().rows.size(), 2U);
    EXPECT_EQ(reading.issue_at(3).slug, "incident.possible-duplicate");
    EXPECT_EQ(reading.issue_at(3).severity, Severity::warning);
}

TEST(ReadIncidents, YearAloneCountsWhenItIsWhollyInThePeriod) {
    Reading reading(header + ";;25280;;;2021;7;Nam\n;;25280;;;06/2020;7;Nam\n");
    const auto& incidents = reading.read();
    ASSERT_EQ(incidents.rows.size(), 2U);
    EXPECT_FALSE(incidents.rows[0].day_known);
    const auto month = *incidents.attributes.find("month");
    const auto year = *incidents.attributes.find("year");
    EXPECT_TRUE(domain::is_missing(incidents.attributes.at(month, 0)));
    EXPECT_EQ(incidents.attributes.at(year, 0), domain::Value(std::int64_t{2021}));
    EXPECT_EQ(incidents.attributes.at(month, 1), domain::Value(std::int64_t{6}));
}

TEST(ReadIncidents, AttributesHoldStandardWordsAndKeptColumnsButNoOthers) {
    Reading reading("code;date;victim_name;water\n25280;2021-06-01;PLANTED;ao\n");
    reading.source.x = reading.source.y = reading.source.unit_name = "";
    reading.source.parent_name = reading.source.age = reading.source.sex = "";
    reading.source.keep = {"water"};
    const domain::Layer& attributes = reading.read().attributes;
    ASSERT_EQ(attributes.size(), 1U);
    EXPECT_EQ(attributes.at(*attributes.find("water"), 0), domain::Value("ao"));
    EXPECT_EQ(attributes.at(*attributes.find("source"), 0), domain::Value("police"));
    EXPECT_FALSE(attributes.find("victim_name").has_value());
}

TEST(ReadIncidents, MissingColumnAndMissingSystemAreTwoMessages) {
    Reading column(header);
    column.source.unit_code = "cod";
    const std::string no_column = error_of(ErrorKind::input, [&] { column.read(); });
    EXPECT_NE(no_column.find("vụ.csv has no column \"cod\" for the code of the unit (did you mean "
                             "\"code\"?)"),
              std::string::npos)
        << no_column;
    Reading system(header);
    system.source.source.crs = "";
    const std::string no_system = error_of(ErrorKind::input, [&] { system.read(); });
    EXPECT_NE(no_system.find("state the coordinate system of the column(s) \"x\", \"y\""),
              std::string::npos)
        << no_system;
}

TEST(ReadIncidents, RowsNotSelectedAreNotRejected) {
    Reading reading(header + ";;25280;;;2021-06-01;7;Nam\n;;25280;;;2021-06-01;8;Nam\n");
    domain::Condition condition;
    condition.field = "age";
    condition.values = {domain::Value(std::int64_t{8})};
    reading.source.where = {condition};
    EXPECT_EQ(reading.read().rows.size(), 1U);
    EXPECT_EQ(reading.log.tallies()[0].rows_not_selected, 1);
    EXPECT_EQ(reading.log.tallies()[0].rows_in, 2);
}

TEST(ReadIncidents, WordsWithoutTranslationAreToldOnce) {
    Reading reading("code;date;kind\n25280;2021-06-01;ngã\n25280;2021-06-02;Bỏng\n");
    reading.source.x = reading.source.y = reading.source.unit_name = "";
    reading.source.parent_name = reading.source.age = reading.source.sex = "";
    reading.source.cause = "kind";
    reading.source.causes = {{"Ngã", "fall"}};
    const auto& rows = reading.read().rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].cause, "fall");
    EXPECT_EQ(rows[1].cause, "Bỏng");
    std::vector<Issue> told;
    std::copy_if(reading.log.issues().begin(),
                 reading.log.issues().end(),
                 std::back_inserter(told),
                 [](const Issue& issue) { return issue.slug == "incident.word-not-mapped"; });
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told.front().place.value, "Bỏng");
}

}  // namespace
}  // namespace riskmap::intake
