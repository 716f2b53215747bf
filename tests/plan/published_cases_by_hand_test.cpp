#include <gtest/gtest.h>

#include "disclosure/hidden_means.hpp"
#include "plan/published_cases.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::plan {
namespace {

using disclosure::Shown;

constexpr ShownCount few{0, Shown::fewer};
constexpr ShownCount some{0, Shown::withheld};

ShownCount exactly(std::int64_t count) { return {count, Shown::exact}; }

/// Communes A and B in one district, C and D in another, two years of cases, ages 0 to 15.
struct TwoDistricts {
    domain::AdminUnits units = test::named_units(4);
    domain::Population people =
        test::population({{0, 3}, {3, 16}}, {{10, 10, 30, 10}, {90, 290, 170, 190}});
    Period period{Date{std::chrono::year(2020), std::chrono::month(1), std::chrono::day(1)},
                  Date{std::chrono::year(2021), std::chrono::month(12), std::chrono::day(31)}};
    hazard::HazardSpec spec;
    PerUnit<bool> reported{4, true};
    ShownCases shown;

    TwoDistricts() {
        units.parent =
            PerUnit<std::string>(std::vector<std::string>{"east", "east", "west", "west"});
        spec.incidents.ages = {0, 16};
        shown.parents = {"east", "west"};
        shown.first_year = 2020;
        shown.total = exactly(20);
        shown.by_unit = PerUnit<ShownCount>(std::vector<ShownCount>{few, some, few, some});
        shown.by_year = {exactly(12), exactly(8)};
        shown.by_year_and_parent = {{exactly(9), exactly(3)}, {exactly(3), exactly(5)}};
        shown.known_month = exactly(20);
        shown.by_month.assign(month_rows, exactly(0));
        shown.known_hour = exactly(20);
        shown.by_hours.assign(hour_bins, exactly(0));
    }
    cases::CaseTable table(const domain::Reporting* reporting = nullptr) const {
        return published_cases(shown, {spec, units, people, reporting, period, reported});
    }
};

double at(const PerUnit<double>& numbers, std::size_t row) { return numbers[UnitIndex(row)]; }

TEST(PublishedByHand, ADistrictOfShownYearsSharesItsOwnCases) {
    const cases::CaseTable table = TwoDistricts().table();
    EXPECT_NEAR(at(table.means, 0) + at(table.means, 1), 12, 1e-9);
    EXPECT_NEAR(at(table.means, 2) + at(table.means, 3), 8, 1e-9);
    // A has a quarter of the children of its district, C half of those of its own.
    EXPECT_LT(at(table.means, 0), at(table.means, 2));
    EXPECT_EQ(table.observed[UnitIndex(0)] + table.observed[UnitIndex(1)], 12);
}

TEST(PublishedByHand, YearsOfAUnitAreThoseOfItsDistrict) {
    const cases::CaseTable table = TwoDistricts().table();
    ASSERT_EQ(table.means_by_year.size(), 2u);
    for (const std::size_t row : {0U, 1U}) {
        EXPECT_NEAR(at(table.means_by_year[0], row), at(table.means, row) * 9 / 12, 1e-9);
        EXPECT_NEAR(at(table.means_by_year[1], row), at(table.means, row) * 3 / 12, 1e-9);
    }
    for (const std::size_t row : {2U, 3U}) {
        EXPECT_NEAR(at(table.means_by_year[0], row), at(table.means, row) * 3 / 8, 1e-9);
        EXPECT_NEAR(at(table.means_by_year[1], row), at(table.means, row) * 5 / 8, 1e-9);
    }
}

TEST(PublishedByHand, ADistrictWithAHiddenYearSharesWhatIsLeftOfAll) {
    TwoDistricts study;
    study.shown.by_unit =
        PerUnit<ShownCount>(std::vector<ShownCount>{few, exactly(4), exactly(12), few});
    study.shown.by_year_and_parent = {{some, some}, {exactly(3), exactly(5)}};
    const cases::CaseTable table = study.table();
    EXPECT_EQ(at(table.means, 1), 4);
    EXPECT_EQ(at(table.means, 2), 12);
    // Four are left for two counts of one or two: both are two.
    EXPECT_NEAR(at(table.means, 0), 2, 1e-9);
    EXPECT_NEAR(at(table.means, 3), 2, 1e-9);
    double first = 0;
    for (std::size_t row = 0; row < 4; ++row) {
        first += at(table.means_by_year[0], row);
    }
    EXPECT_NEAR(first, 12, 1e-9);
}

TEST(PublishedByHand, OneDistrictIsKnownAndTheOtherHasTheRest) {
    TwoDistricts study;
    study.shown.by_unit = PerUnit<ShownCount>(std::vector<ShownCount>{some, some, few, exactly(6)});
    study.shown.by_year_and_parent = {{exactly(9), some}, {exactly(3), exactly(5)}};
    const cases::CaseTable table = study.table();
    EXPECT_NEAR(at(table.means, 0) + at(table.means, 1), 12, 1e-9);
    EXPECT_NEAR(at(table.means, 2), 2, 1e-9);
    EXPECT_EQ(at(table.means, 3), 6);
}

TEST(PublishedByHand, CasesWithoutAYearAreInNone) {
    TwoDistricts study;
    study.shown.total = exactly(25);
    study.shown.by_unit = PerUnit<ShownCount>(
        std::vector<ShownCount>{exactly(5), exactly(10), exactly(4), exactly(6)});
    const cases::CaseTable table = study.table();
    EXPECT_EQ(at(table.means, 1), 10);
    EXPECT_EQ(table.total(), 25);
    // 15 cases of 25 are in the first district, 12 of 20 dated ones: each unit's years add up to
    // 20 / 25 of its cases.
    for (std::size_t row = 0; row < 4; ++row) {
        const double dated = at(table.means_by_year[0], row) + at(table.means_by_year[1], row);
        EXPECT_NEAR(dated, at(table.means, row) * 0.8, 1e-9);
    }
}

TEST(PublishedByHand, AYearWithoutCasesHasNone) {
    TwoDistricts study;
    study.shown.by_year = {exactly(20), exactly(0)};
    study.shown.by_year_and_parent = {{exactly(12), exactly(8)}, {exactly(0), exactly(0)}};
    const cases::CaseTable table = study.table();
    for (std::size_t row = 0; row < 4; ++row) {
        EXPECT_NEAR(at(table.means_by_year[0], row), at(table.means, row), 1e-9);
        EXPECT_EQ(at(table.means_by_year[1], row), 0);
    }
}

TEST(PublishedByHand, MonthsAndHoursStandAsShown) {
    TwoDistricts study;
    study.shown.by_month[0] = exactly(9);
    study.shown.by_month[4] = few;
    study.shown.by_month[11] = exactly(7);
    study.shown.by_month[12] = exactly(3);  // not known
    study.shown.known_month = exactly(17);
    study.shown.by_hours[7] = exactly(18);
    study.shown.by_hours[0] = few;
    study.shown.known_hour = few;
    const cases::CaseTable table = study.table();
    EXPECT_EQ(table.by_month, (std::vector<std::int64_t>{9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7}));
    EXPECT_EQ(table.by_hour, (std::vector<std::int64_t>{2, 0, 0, 0, 0, 0, 0, 18}));
}

TEST(PublishedByHand, AgesThatSeveralBandsShareAreSplitByYears) {
    TwoDistricts study;
    // Ten cases of ages 0-4: six below 3 and four from 3 on; ten of 5-9.
    AgeTable ages;
    ages.of_age = {exactly(10), exactly(10), exactly(0), exactly(0), exactly(0), exactly(0)};
    study.shown.by_age = {ages};
    const cases::CaseTable table = study.table();
    ASSERT_TRUE(table.age_standardised);
    EXPECT_NEAR(at(table.expected, 0), 6 * 10.0 / 60 + 14 * 90.0 / 740, 1e-9);
    EXPECT_NEAR(at(table.expected, 2), 6 * 30.0 / 60 + 14 * 170.0 / 740, 1e-9);
    EXPECT_NEAR(table.reference_rate, 20 / (study.period.years() * 800), 1e-12);
}

TEST(PublishedByHand, AgesOfEveryPlaceCountAndUnknownOnesFollow) {
    TwoDistricts study;
    AgeTable at_home;
    at_home.of_age = {exactly(5), exactly(0), exactly(0), exactly(4), exactly(0), exactly(1)};
    AgeTable elsewhere;
    elsewhere.of_age = {exactly(5), exactly(4), exactly(0), exactly(0), exactly(0), exactly(1)};
    study.shown.by_age = {at_home, elsewhere};
    const cases::CaseTable table = study.table();
    // 6 of 18 known ages are below 3; the two others follow them.
    EXPECT_NEAR(at(table.expected, 0), (6 * 10.0 / 60 + 12 * 90.0 / 740) * 20 / 18, 1e-9);
}

TEST(PublishedByHand, AgesFromSixteenGoOnToTheHazardsOwnLimit) {
    TwoDistricts study;
    study.spec.incidents.ages = {0, 20};
    study.people = test::population({{0, 16}, {16, 18}, {18, 20}},
                                    {{100, 100, 100, 100}, {10, 10, 30, 10}, {40, 5, 5, 10}});
    AgeTable ages;
    ages.of_age = {exactly(8), exactly(0), exactly(0), exactly(0), exactly(12), exactly(0)};
    study.shown.by_age = {ages};
    const cases::CaseTable table = study.table();
    ASSERT_TRUE(table.age_standardised);
    // Four years of age from 16 on, two in each band.
    EXPECT_NEAR(at(table.expected, 0), 8 * 0.25 + 6 * 10.0 / 60 + 6 * 40.0 / 60, 1e-9);
    EXPECT_NEAR(at(table.expected, 2), 8 * 0.25 + 6 * 30.0 / 60 + 6 * 5.0 / 60, 1e-9);
}

TEST(PublishedByHand, HiddenYearsOfDistrictsFollowTheirPeople) {
    TwoDistricts study;
    study.people = test::population({{0, 16}}, {{400, 500, 200, 100}});
    study.shown.by_unit = PerUnit<ShownCount>(
        std::vector<ShownCount>{exactly(6), exactly(6), exactly(4), exactly(4)});
    study.shown.by_year_and_parent = {{some, some}, {exactly(3), exactly(5)}};
    const std::vector<disclosure::HiddenCount> hidden{{Shown::withheld, 900},
                                                      {Shown::withheld, 300}};
    const std::vector<double> means = disclosure::hidden_means(hidden, 12);
    const cases::CaseTable table = study.table();
    const double east = at(table.means_by_year[0], 0) + at(table.means_by_year[0], 1);
    const double west = at(table.means_by_year[0], 2) + at(table.means_by_year[0], 3);
    EXPECT_NEAR(east + west, 12, 1e-9);
    EXPECT_NEAR(
        east / west, (12 * means[0] / (means[0] + 3)) / (8 * means[1] / (means[1] + 5)), 1e-9);
}

TEST(PublishedByHand, WithoutCasesNothingIsStandardised) {
    TwoDistricts study;
    study.shown.total = exactly(0);
    study.shown.by_unit = PerUnit<ShownCount>(4, exactly(0));
    study.shown.by_year = {exactly(0), exactly(0)};
    study.shown.by_year_and_parent = {{exactly(0), exactly(0)}, {exactly(0), exactly(0)}};
    const cases::CaseTable table = study.table();
    EXPECT_FALSE(table.age_standardised);
    EXPECT_EQ(at(table.expected, 1), 0);
}

TEST(PublishedByHand, CasesOfUnitsWithoutPeopleAreNotExpectedElsewhere) {
    TwoDistricts study;
    study.people = test::population({{0, 16}}, {{100, 300, 200, 0}});
    study.shown.by_unit = PerUnit<ShownCount>(
        std::vector<ShownCount>{exactly(2 + 1), exactly(9), exactly(4), exactly(4)});
    const cases::CaseTable table = study.table();
    EXPECT_EQ(at(table.means, 3), 4);
    EXPECT_NEAR(at(table.expected, 0), 16 * 100.0 / 600, 1e-9);
    EXPECT_NEAR(at(table.expected, 0) + at(table.expected, 1) + at(table.expected, 2), 16, 1e-9);
    EXPECT_NEAR(table.reference_rate, 16 / (study.period.years() * 600), 1e-12);
}

TEST(PublishedByHand, ADistrictOfOneCaseHasIt) {
    TwoDistricts study;
    study.shown.total = exactly(10);
    study.shown.by_unit =
        PerUnit<ShownCount>(std::vector<ShownCount>{few, exactly(0), exactly(9), exactly(0)});
    study.shown.by_year = {exactly(9), few};
    study.shown.by_year_and_parent = {{exactly(0), exactly(9)}, {few, exactly(0)}};
    const cases::CaseTable table = study.table();
    EXPECT_NEAR(at(table.means, 0), 1, 1e-9);
    EXPECT_NEAR(at(table.means_by_year[1], 0), 1, 1e-9);
    EXPECT_NEAR(at(table.means_by_year[0], 2), 9, 1e-9);
}

TEST(PublishedByHand, UnitsOfUnknownPeopleStandAtTheirLowerBound) {
    TwoDistricts study;
    study.people = test::population({{0, 16}}, {{100, 300, 0, 200}});
    study.shown.by_unit = PerUnit<ShownCount>(std::vector<ShownCount>{few, some, some, some});
    const cases::CaseTable table = study.table();
    EXPECT_NEAR(at(table.means, 2), 3, 1e-9);
    EXPECT_NEAR(at(table.means, 3), 5, 1e-9);
}

TEST(PublishedByHand, ATotalThatIsHiddenLeavesTheMiddleOfEachRange) {
    TwoDistricts study;
    study.shown.total = some;
    study.shown.by_unit = PerUnit<ShownCount>(std::vector<ShownCount>{few, some, few, few});
    study.shown.by_year = {some, few};
    study.shown.by_year_and_parent = {{some, few}, {few, few}};
    const cases::CaseTable table = study.table();
    EXPECT_EQ(at(table.means, 0), 1.5);
    EXPECT_EQ(at(table.means, 1), 3.5);
    // 5 of 8 cases are in years.
    const double dated = at(table.means_by_year[0], 1) + at(table.means_by_year[1], 1);
    EXPECT_GT(dated, 0);
    EXPECT_LT(dated, 3.5);
}

}  // namespace
}  // namespace riskmap::plan
