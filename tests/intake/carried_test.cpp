#include <cmath>
#include <map>
#include <tuple>

#include <gtest/gtest.h>

#include "intake/support/dated_study.hpp"
#include "support/source_folder.hpp"

/// What is told of units of earlier dates comes to the units of the plan, and nothing is lost.
namespace riskmap::intake {
namespace {

using test::contains;
using test::day;
using test::refusal_of;
using test::split_in_2020;
using test::united_in_2022;

class Carried : public test::DatedStudy {};

TEST_F(Carried, CountsOfASplitUnitKeepTheirSumsByCauseAndYear) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(split_in_2020);
    const std::map<std::tuple<std::string, int>, int> planted{
        {{"fall", 2016}, 10}, {{"fall", 2017}, 5}, {{"burn", 2016}, 20}, {{"burn", 2018}, 1}};
    std::string csv = "date,code,cause\n";
    for (const auto& [cause_year, count] : planted) {
        for (int i = 0; i < count; ++i) {
            csv += std::to_string(std::get<int>(cause_year)) + "-03-0" + std::to_string(i % 9 + 1) +
                   ",1," + std::get<std::string>(cause_year) + "\n";
        }
    }
    IncidentSource source = list(csv + "2016-04-01,2,fall\n2022-04-01,1,burn\n");
    source.assume_no_duplicates = true;
    const domain::Incidents read = incidents(source, &crosswalk);
    std::map<std::tuple<std::string, int>, int> after;
    std::map<std::string, std::vector<int>> by_unit{{"fall", {0, 0}}, {"burn", {0, 0}}};
    for (const domain::Incident& incident : read.rows) {
        if (incident.share < 1) {
            ++after[{incident.cause, static_cast<int>(incident.date.year())}];
            ++by_unit[incident.cause][incident.unit.row()];
        }
    }
    EXPECT_EQ(after, planted);
    EXPECT_EQ(by_unit["fall"], (std::vector<int>{9, 6})) << "0.6 of 15";
    EXPECT_EQ(by_unit["burn"], (std::vector<int>{13, 8})) << "0.6 of 21, to within one";
    EXPECT_EQ(read.rows.size(), 38U);
    EXPECT_EQ(read.rows[36].unit, UnitIndex(1));
    EXPECT_DOUBLE_EQ(read.rows[37].share, 1);
    EXPECT_EQ(read.rows[37].matched, "code");
    EXPECT_TRUE(told("incident.split-unit"));
    EXPECT_TRUE(told("incident.carried"));
}

TEST_F(Carried, RepeatedRowsOfASplitUnitAreFoundAndTakeNoTurn) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(split_in_2020);
    IncidentSource source = list(
        "date,code,cause,age,sex\n2016-03-01,1,fall,7,nam\n2016-03-01,1,fall,7,nam\n"
        "2016-03-01,1,fall,7,nam\n2016-05-01,1,fall,8,nữ\n");
    source.age = "age";
    source.sex = "sex";
    const domain::Incidents read = incidents(source, &crosswalk);
    EXPECT_EQ(log_.rejected("incidents.list"), 2);
    ASSERT_EQ(read.rows.size(), 2U);
    EXPECT_EQ(read.rows[0].unit, UnitIndex(0));
    EXPECT_EQ(read.rows[1].unit, UnitIndex(1)) << "the second of two that count";
}

TEST_F(Carried, RowsOfOneEventStayTogether) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(split_in_2020);
    IncidentSource source = list(
        "date,code,cause,event,age\n2016-03-01,1,fall,v1,7\n2016-03-01,1,fall,v1,8\n"
        "2016-03-02,1,fall,v2,7\n2016-03-02,1,fall,v2,9\n");
    source.event = "event";
    source.age = "age";
    const domain::Incidents read = incidents(source, &crosswalk);
    ASSERT_EQ(read.rows.size(), 4U);
    EXPECT_EQ(read.rows[0].unit, read.rows[1].unit);
    EXPECT_EQ(read.rows[2].unit, read.rows[3].unit);
    EXPECT_NE(read.rows[0].unit, read.rows[2].unit);
}

TEST_F(Carried, OldRowsByCodeAreRefusedWithoutACrosswalk) {
    const IncidentSource source = list("date,code,cause\n2016-03-01,1,fall\n2022-03-01,1,fall\n");
    EXPECT_EQ(incidents(source, nullptr).rows.size(), 1U);
    ASSERT_EQ(log_.rejected("incidents.list"), 1);
    EXPECT_TRUE(told("incident.older-than-units"));
}

TEST_F(Carried, OldRowsThatNameNewUnitsSayOfWhichDateTheyAre) {
    IncidentSource source = list("date,code,cause\n2016-03-01,1,fall\n");
    source.vintage = "2022-01-01";
    EXPECT_EQ(incidents(source, nullptr).rows.size(), 1U);
}

TEST_F(Carried, PeopleOfASplitUnitKeepTheirSumsByAgeAndYear) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(split_in_2020);
    PopulationSource source = tall(
        "1,2016,0,5,100\n1,2016,5,16,1000\n2,2016,0,5,30\n2,2016,5,16,300\n"
        "1,2017,0,5,200\n1,2017,5,16,2000\n2,2017,0,5,50\n2,2017,5,16,500\n");
    source.vintage = "2016-01-01";
    const domain::Population read = people(source, &crosswalk);
    ASSERT_EQ(read.people.size(), 2U);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(0)], 0.6 * 150);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(1)], 0.4 * 150 + 40);
    EXPECT_DOUBLE_EQ(read.people[1][UnitIndex(0)], 0.6 * 1500);
    EXPECT_DOUBLE_EQ(read.people[1][UnitIndex(1)], 0.4 * 1500 + 400);
}

TEST_F(Carried, WideTableOfOlderUnitsIsNoticedByItsKeys) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(united_in_2022);
    const domain::Population read =
        people(wide("code,n\n1,10\n2,200\n3,3000\nCộng,3210\n"), &crosswalk);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(0)], 3200);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(1)], 10);
    EXPECT_TRUE(told("population.older-units"));
    PopulationSource by_name = wide("code,n\nXã An,10\nx. Yên,200\nHoà,3000\n");
    by_name.keyed_by_name = true;
    log_ = IssueLog();
    EXPECT_DOUBLE_EQ(people(by_name, &crosswalk).people[0][UnitIndex(0)], 3200);
}

TEST_F(Carried, WideTableOfTheUnitsOfThePlanIsNotCarried) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(united_in_2022);
    const domain::Population read = people(wide("code,n\n1,10\n2,200\n"), &crosswalk);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(0)], 10);
    EXPECT_FALSE(told("population.older-units"));
}

/// All 40 codes of the new units belonged to old communes elsewhere.
TEST_F(Carried, TableOfTheOldCommunesOfBinhPhuocIsNeverJoinedByCode) {
    CrosswalkSource source;
    source.source.file = test::source_folder() / "data" / "admin" / "binh_phuoc.csv";
    const domain::Crosswalk shipped = read_crosswalk(source, log_, inputs_);
    const std::vector<domain::NamedUnit>& now = shipped.vintages()[2].units;
    domain::AdminUnits units = test::named_units(now.size());
    units.vintage = "2025-07-01";
    for (std::size_t unit = 0; unit < now.size(); ++unit) {
        units.code[UnitIndex(unit)] = now[unit].code;
        units.name[UnitIndex(unit)] = now[unit].name;
    }
    const std::vector<domain::NamedUnit>& then = shipped.vintages()[0].units;
    std::string csv = "code,n\n";
    std::vector<double> wanted(now.size(), 0);
    for (std::size_t unit = 0; unit < then.size(); ++unit) {
        const double people = 100 + static_cast<double>(unit);
        csv += then[unit].code + "," + std::to_string(100 + unit) + "\n";
        wanted[shipped.carry(0, unit, 2).front().unit] += people;
    }
    const auto read = [&](const PopulationSource& table, const domain::Crosswalk* crosswalk) {
        return read_population(table, {}, units, {}, frame(crosswalk), {}, log_, inputs_);
    };
    EXPECT_EQ(read(wide(csv), &shipped).people[0].values(), wanted);
    EXPECT_TRUE(told("population.older-units"));
    log_ = IssueLog();
    const Text refused = refusal_of([&] { read(wide(csv), nullptr); });
    EXPECT_TRUE(contains(refused.en, "71 of 111 keys are no units of the study")) << refused.en;
    csv = "code,n\n";
    for (std::size_t unit = 0; unit < now.size(); ++unit) {
        csv += now[unit].code + "," + std::to_string(100 + unit) + "\n";
    }
    EXPECT_EQ(read(wide(csv), &shipped).people[0][UnitIndex(7)], 107);
    EXPECT_FALSE(told("population.older-units"));
}

/// Rows of each year name the communes of their own time, whose codes are used again.
TEST_F(Carried, RowsOfEachYearAreOfTheUnitsOfTheirYear) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(united_in_2022);
    const domain::Population read =
        people(tall("1,2019,0,5,10\n2,2019,0,5,200\n3,2019,0,5,3000\n"
                    "1,2019,5,16,1\n2,2019,5,16,2\n3,2019,5,16,4\n"
                    "1,2020,0,5,30\n2,2020,0,5,400\n3,2020,0,5,5000\n"
                    "1,2020,5,16,1\n2,2020,5,16,2\n3,2020,5,16,4\n"
                    "1,2023,0,5,6000\n2,2023,0,5,50\n1,2023,5,16,9\n2,2023,5,16,3\n"),
               &crosswalk);
    ASSERT_EQ(read.people.size(), 2U);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(0)], (3200 + 5400 + 6000) / 3.0);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(1)], (10 + 30 + 50) / 3.0);
    EXPECT_DOUBLE_EQ(read.people[1][UnitIndex(0)], (6 + 6 + 9) / 3.0);
    EXPECT_DOUBLE_EQ(read.people[1][UnitIndex(1)], (1 + 1 + 3) / 3.0);
    EXPECT_FALSE(told("population.older-units"));
    ASSERT_TRUE(told("population.units-by-year"));
    for (const Issue& issue : log_.issues()) {
        if (issue.slug == "population.units-by-year") {
            EXPECT_TRUE(contains(issue.message.en, "2019, 2020: from \"2010-01-01\"; 2023: from"))
                << issue.message.en;
            EXPECT_TRUE(contains(issue.message.vi, "2019, 2020: từ \"2010-01-01\""))
                << issue.message.vi;
        }
    }
    ASSERT_EQ(log_.tallies().size(), 2U) << "the crosswalk and the people";
    EXPECT_EQ(log_.tallies()[1].rows_used, 16);
    const Text sums = log_.issues().back().message;
    EXPECT_TRUE(contains(sums.en, "ages 5–15: 9 people read, 9 given to units")) << sums.en;
}

/// The 40 new codes are all among the 111 old ones: only the years tell them apart.
TEST_F(Carried, MixedTableOfBinhPhuocKeepsTheSumOfEveryYear) {
    CrosswalkSource source;
    source.source.file = test::source_folder() / "data" / "admin" / "binh_phuoc.csv";
    const domain::Crosswalk shipped = read_crosswalk(source, log_, inputs_);
    const std::vector<domain::NamedUnit>& then = shipped.vintages()[0].units;
    const std::vector<domain::NamedUnit>& now = shipped.vintages()[2].units;
    domain::AdminUnits units = test::named_units(now.size());
    units.vintage = "2025-07-01";
    std::map<std::string, double> wanted;
    std::string rows;
    double sum = 0;
    for (std::size_t unit = 0; unit < now.size(); ++unit) {
        units.code[UnitIndex(unit)] = now[unit].code;
        units.name[UnitIndex(unit)] = now[unit].name;
        const int people = 5000 + static_cast<int>(unit);
        rows += now[unit].code + ",2025,0,16," + std::to_string(people) + "\n";
        wanted[now[unit].code] += people / 2.0;
        sum += people / 2.0;
    }
    for (std::size_t unit = 0; unit < then.size(); ++unit) {
        const int people = 100 + static_cast<int>(unit);
        rows += then[unit].code + ",2019,0,16," + std::to_string(people) + "\n";
        wanted[now[shipped.carry(0, unit, 2).front().unit].code] += people / 2.0;
        sum += people / 2.0;
    }
    StudyFrame years = frame(&shipped);
    years.period = {day(2019, 1, 1), day(2025, 12, 31)};
    const domain::Population read =
        read_population(tall(rows), {}, units, {}, years, {}, log_, inputs_);
    double total = 0;
    for (std::size_t unit = 0; unit < now.size(); ++unit) {
        EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(unit)], wanted[now[unit].code]);
        total += read.people[0][UnitIndex(unit)];
    }
    EXPECT_NEAR(total, sum, 1e-6);
    EXPECT_TRUE(told("population.units-by-year"));
}

TEST_F(Carried, KeysThatFitTwoSetsAlikeAreAQuestion) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(split_in_2020);
    PopulationSource source = wide("code,n\n1,10\n2,200\n");
    const Text message = refusal_of([&] { people(source, &crosswalk); });
    EXPECT_TRUE(contains(message.en, "dân số.csv: column \"code\"")) << message.en;
    EXPECT_TRUE(contains(message.en, "state population.vintage")) << message.en;
    EXPECT_TRUE(contains(message.vi, "ghi population.vintage")) << message.vi;
    source.vintage = plan().vintage;
    EXPECT_DOUBLE_EQ(people(source, &crosswalk).people[0][UnitIndex(0)], 10);
}

TEST_F(Carried, ColumnsByYearTellTheSetOfUnits) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(split_in_2020);
    PopulationSource source = wide("code,n_2016,n_2017\n1,100,300\n2,30,50\n");
    source.bands = {{{0, 16}, "n_2016", 2016}, {{0, 16}, "n_2017", 2017}};
    EXPECT_TRUE(contains(refusal_of([&] { people(source, &crosswalk); }).en, "of the year 2016"));
    source.vintage = "2016-01-01";
    const domain::Population read = people(source, &crosswalk);
    ASSERT_EQ(read.people.size(), 1U);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(0)], 0.6 * 200);
    EXPECT_DOUBLE_EQ(read.people[0][UnitIndex(1)], 0.4 * 200 + 40);
    source = wide("code,n_2016\n1,100\n2,30\n3,7\n");
    source.bands = {{{0, 16}, "n_2016"}};
    EXPECT_TRUE(
        contains(refusal_of([&] { people(source, nullptr); }).en, "the year 2016 is before"));
    const domain::Crosswalk united = DatedStudy::crosswalk(united_in_2022);
    EXPECT_DOUBLE_EQ(people(source, &united).people[0][UnitIndex(0)], 37);
}

TEST_F(Carried, PeopleOfOlderUnitsAreRefusedWithoutACrosswalk) {
    PopulationSource source = tall("1,2015,0,16,1000\n2,2015,0,16,300\n1,2021,0,16,1100\n");
    const Text message = refusal_of([&] { people(source, nullptr); });
    EXPECT_TRUE(contains(message.en, "the year 2015 is before the units of the study"))
        << message.en;
    source.vintage = "2010-01-01";
    EXPECT_TRUE(contains(refusal_of([&] { people(source, nullptr); }).en, "[crosswalk]"));
    source.vintage = plan().vintage;
    EXPECT_EQ(people(source, nullptr).people.size(), 1U);
    const Text unknown = refusal_of([&] { people(wide("code,n\n1,1\n7,2\n8,3\n"), nullptr); });
    EXPECT_TRUE(contains(unknown.en, "2 of 3 keys are no units of the study (7, 8, …)"))
        << unknown.en;
}

class CarriedStatus : public Carried {
  protected:
    StatusTable table(const std::string& csv) {
        StatusTable source;
        source.source.file = test::write_bytes(scratch_ / "tình trạng.csv", csv);
        source.source.written = "tình trạng.csv";
        source.key = "code";
        source.status = "status";
        return source;
    }
};

TEST_F(CarriedStatus, UnitReportedWhenAllUnitsItHoldsDid) {
    using domain::ReportState;
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(united_in_2022);
    StatusTable source = table(
        "code,when,status\n1,2016,zero_reported\n2,2016,reported\n3,2016,reported\n"
        "2,2017,zero_reported\n3,2017-03,reported\n3,2017-04,zero_reported\n1,2022,reported\n");
    source.when = "when";
    const domain::Reporting read = read_reporting(source, plan(), frame(&crosswalk), log_, inputs_);
    EXPECT_EQ(read.on(UnitIndex(0), day(2016, 6, 1)), ReportState::reported);
    EXPECT_EQ(read.on(UnitIndex(1), day(2016, 6, 1)), ReportState::zero_reported);
    EXPECT_EQ(read.on(UnitIndex(0), day(2017, 2, 28)), ReportState::not_reported);
    EXPECT_EQ(read.on(UnitIndex(0), day(2017, 3, 31)), ReportState::reported);
    EXPECT_EQ(read.on(UnitIndex(0), day(2017, 4, 1)), ReportState::zero_reported);
    EXPECT_EQ(read.on(UnitIndex(0), day(2017, 5, 1)), ReportState::not_reported);
    EXPECT_EQ(read.on(UnitIndex(0), day(2022, 5, 1)), ReportState::reported);
    EXPECT_EQ(read.on(UnitIndex(1), day(2022, 5, 1)), ReportState::not_reported);
    source.vintage = plan().vintage;
    EXPECT_EQ(read_reporting(source, plan(), frame(&crosswalk), log_, inputs_)
                  .on(UnitIndex(0), day(2016, 6, 1)),
              ReportState::zero_reported);
}

TEST_F(CarriedStatus, ReportsOfOlderUnitsAreRefusedWithoutACrosswalk) {
    StatusTable source = table("code,when,status\n1,2016,reported\n");
    source.when = "when";
    const Text message =
        refusal_of([&] { read_reporting(source, plan(), frame(nullptr), log_, inputs_); });
    EXPECT_TRUE(contains(message.en, "state reporting.vintage")) << message.en;
}

TEST_F(CarriedStatus, UnitIsSurveyedWhenAllUnitsItHoldsAre) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(united_in_2022);
    LayerSource layer;
    layer.id = "ponds";
    layer.survey = table("code,status\n1,surveyed\n2,surveyed\n3,not_surveyed\n");
    const PerUnit<bool> unsurveyed = read_survey(layer, plan(), frame(&crosswalk), log_, inputs_);
    EXPECT_TRUE(unsurveyed[UnitIndex(0)]);
    EXPECT_FALSE(unsurveyed[UnitIndex(1)]);
}

}  // namespace
}  // namespace riskmap::intake
