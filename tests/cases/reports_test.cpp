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
}

}  // namespace
}  // namespace riskmap::cases
