#include <gtest/gtest.h>

#include "cases/case_table.hpp"
#include "support/days.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::cases {
namespace {

using test::day;

using domain::ReportState;

const Period two_years{day(2021, 1, 1), day(2022, 12, 31)};
const Period first_year{day(2021, 1, 1), day(2021, 12, 31)};

/// Three units of 1000 children; the first has two cases in 2021.
class Reports : public testing::Test {
  protected:
    Reports() : units_(test::named_units(3)) {
        spec_.id = "fall";
        spec_.label = {"Ngã", "Fall"};
        spec_.incidents.ages = {0, 16};
        people_.bands = {{0, 16}};
        people_.people.emplace_back(std::vector<double>{1000, 1000, 1000});
        incidents_.sources = {"list"};
        for (unsigned month : {3U, 4U}) {
            domain::Incident incident;
            incident.date = day(2021, month, 1);
            incident.unit = UnitIndex(0);
            incidents_.rows.push_back(incident);
            incidents_.attributes.source_rows.push_back(month);
        }
        reporting_.reports = PerUnit<std::vector<domain::UnitReport>>(3);
    }

    CaseTable count() {
        return count_cases(spec_, incidents_, people_, units_, two_years, log_, &reporting_);
    }
    void came(std::size_t unit, const Period& days, ReportState state = ReportState::reported) {
        reporting_.reports[UnitIndex(unit)].push_back({days, state});
    }

    hazard::HazardSpec spec_;
    domain::AdminUnits units_;
    domain::Population people_;
    domain::Incidents incidents_;
    domain::Reporting reporting_;
    IssueLog log_;
};

TEST_F(Reports, UnitWithoutReportsIsNoZero) {
    came(0, two_years);
    came(1, two_years, ReportState::zero_reported);
    const CaseTable table = count();
    EXPECT_TRUE(table.reported[UnitIndex(0)]);
    EXPECT_TRUE(table.reported[UnitIndex(1)]);
    EXPECT_FALSE(table.reported[UnitIndex(2)]);
}

TEST_F(Reports, RatesComeFromUnitsThatReported) {
    came(0, two_years);
    came(1, two_years);
    const CaseTable table = count();
    const double each = table.person_years[UnitIndex(0)];
    EXPECT_NEAR(table.reference_rate, 2 / (2 * each), 1e-12);
    EXPECT_NEAR(table.expected[UnitIndex(0)] + table.expected[UnitIndex(1)], 2, 1e-9);
}

TEST_F(Reports, PersonYearsAreThoseThatWereReported) {
    came(0, two_years);
    came(1, first_year);
    const CaseTable table = count();
    EXPECT_NEAR(table.person_years[UnitIndex(1)] / table.person_years[UnitIndex(0)], 0.5, 1e-12);
}

TEST_F(Reports, OverlappingReportsCountOnce) {
    came(0, two_years);
    came(1, first_year);
    came(1, first_year, ReportState::zero_reported);
    EXPECT_NEAR(reporting_.covered(UnitIndex(1), two_years), 0.5, 1e-12);
    EXPECT_EQ(reporting_.on(UnitIndex(1), day(2022, 1, 1)), ReportState::not_reported);
    EXPECT_EQ(reporting_.on(UnitIndex(1), day(2021, 5, 1)), ReportState::reported);
}

TEST_F(Reports, CasesOfASilentYearAreKeptAndTold) {
    came(0, {day(2022, 1, 1), day(2022, 12, 31)});
    came(1, two_years);
    const CaseTable table = count();
    EXPECT_EQ(table.observed[UnitIndex(0)], 2);
    EXPECT_TRUE(table.reported[UnitIndex(0)]);
    ASSERT_EQ(log_.issues().size(), 1U);
    EXPECT_EQ(log_.issues().front().slug, "reporting.cases-without-report");
    EXPECT_EQ(log_.issues().front().place.row, 0) << "the matter of no row";
    // The silent year counts as reported, so that nothing of the unit's time is taken away.
    EXPECT_DOUBLE_EQ(table.time_by_year[0][UnitIndex(0)], first_year.years());
    EXPECT_NEAR(table.person_years[UnitIndex(0)], 1000 * two_years.years(), 1e-9);
}

TEST_F(Reports, TimeOfEachYearIsThatOfItsReports) {
    came(0, two_years);
    came(1, {day(2021, 1, 1), day(2021, 6, 30)});  // 181 days
    came(1, {day(2022, 1, 1), day(2022, 3, 31)});  // 90 days
    const CaseTable table = count();
    EXPECT_NEAR(table.time_by_year[0][UnitIndex(1)], 181 / 365.25, 1e-12);
    EXPECT_NEAR(table.time_by_year[1][UnitIndex(1)], 90 / 365.25, 1e-12);
    EXPECT_NEAR(table.time_by_year[0][UnitIndex(0)], 365 / 365.25, 1e-12);
    EXPECT_NEAR(table.person_years[UnitIndex(1)], 1000 * 271 / 365.25, 1e-9);
    EXPECT_NEAR(table.person_years[UnitIndex(2)], 1000 * 730 / 365.25, 1e-9)
        << "a unit that never reported keeps its people";
    EXPECT_DOUBLE_EQ(table.time_by_year[0][UnitIndex(2)], first_year.years());
}

TEST_F(Reports, CasesOfAPartOfAYearNeedNoOtherReport) {
    came(0, {day(2021, 1, 1), day(2021, 6, 30)});
    const CaseTable table = count();
    EXPECT_TRUE(log_.issues().empty());
    EXPECT_NEAR(table.time_by_year[0][UnitIndex(0)], 181 / 365.25, 1e-12);
    EXPECT_NEAR(table.time_by_year[1][UnitIndex(0)], 0, 1e-12);
    EXPECT_NEAR(table.person_years[UnitIndex(0)], 1000 * 181 / 365.25, 1e-9);
}

}  // namespace
}  // namespace riskmap::cases
