#include "cases/expected.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/days.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::cases {
namespace {

using test::day;

/// 1,461 days: four Julian years exactly.
const Period four_years{day(2019, 1, 1), day(2022, 12, 31)};
const UnitIndex a(0);
const UnitIndex b(1);

class ExpectedCases : public testing::Test {
  protected:
    Denominators people(const std::vector<domain::AgeBand>& bands,
                        const std::vector<std::vector<double>>& counts,
                        const domain::AgeBand& ages = {0, 16}) {
        return denominators(
            test::population(bands, counts), ages, counts.front().size(), four_years, log_);
    }
    const Issue& issue(std::size_t at) const { return log_.issues().at(at); }

    IssueLog log_;
    PerUnit<bool> all_{2, true};
};

std::vector<Case> cases_of_ages(const std::vector<std::optional<double>>& ages) {
    std::vector<Case> cases;
    for (const auto& age : ages) {
        cases.push_back({a, 0, age, 1, 1});
    }
    return cases;
}

TEST_F(ExpectedCases, BandsBesideTheAgesAreLeftOutInSilence) {
    const Denominators found =
        people({{0, 5}, {5, 16}, {16, 20}}, {{10, 20}, {30, 40}, {1000, 1000}});
    EXPECT_EQ(found.bands.size(), 2U);
    EXPECT_DOUBLE_EQ(found.total[b], 4 * 60);
    EXPECT_TRUE(log_.issues().empty());
}

TEST_F(ExpectedCases, AgesThatDoNotBeginAtBirthAreCoveredByTheirOwnBands) {
    const Denominators found = people({{0, 5}, {5, 16}}, {{10, 20}, {30, 40}}, {5, 16});
    EXPECT_DOUBLE_EQ(found.total[a], 4 * 30);
    EXPECT_TRUE(log_.issues().empty());
}

TEST_F(ExpectedCases, AYearOfAgeThatLacksIsToldWithTheAges) {
    people({{0, 5}, {5, 15}}, {{10, 20}, {30, 40}});
    ASSERT_EQ(log_.issues().size(), 1U);
    EXPECT_EQ(issue(0).slug, "cases.ages-not-covered");
    EXPECT_NE(issue(0).message.vi.find("thiếu 1 năm tuổi trong độ tuổi 0–15;"), std::string::npos);
    EXPECT_NE(issue(0).message.en.find("lacks 1 years of age between 0 and 15;"),
              std::string::npos);
    people({{5, 14}}, {{10, 20}}, {5, 16});
    EXPECT_NE(issue(1).message.en.find("lacks 2 years of age between 5 and 15;"),
              std::string::npos);
}

TEST_F(ExpectedCases, ABandThatReachesBeyondIsToldWithBothAges) {
    const Denominators found = people({{0, 5}, {5, 27}}, {{0, 0}, {22, 44}});
    EXPECT_DOUBLE_EQ(found.total[b], 4 * 22);
    ASSERT_EQ(log_.issues().size(), 1U);
    EXPECT_NE(issue(0).message.vi.find("Nhóm tuổi 5–26"), std::string::npos);
    EXPECT_NE(issue(0).message.vi.find("độ tuổi 0–15;"), std::string::npos);
    EXPECT_NE(issue(0).message.en.find("band 5-26 lies only partly in the ages 0-15;"),
              std::string::npos);
}

TEST_F(ExpectedCases, AnAgeOnTheBorderBelongsToTheBandThatBeginsThere) {
    const Denominators found = people({{0, 5}, {5, 16}}, {{10, 0}, {0, 40}});
    // All children of 5 and more live in b, so that is where the case of age 5 is expected.
    const Expected expected = expected_cases(cases_of_ages({5}), found, all_);
    EXPECT_TRUE(expected.age_standardised) << "one case of known age is enough";
    EXPECT_DOUBLE_EQ(expected.cases[a], 0);
    EXPECT_DOUBLE_EQ(expected.cases[b], 1);
}

TEST_F(ExpectedCases, AnAgeInNoBandIsAnUnknownAge) {
    const Denominators found = people({{0, 5}, {5, 16}}, {{10, 10}, {40, 40}});
    const Expected expected = expected_cases(cases_of_ages({30, 4}), found, all_);
    EXPECT_FALSE(expected.age_standardised);
    EXPECT_DOUBLE_EQ(expected.cases[a], 1);
}

TEST_F(ExpectedCases, ABandWithoutCasesAddsNothingEvenWithoutPeople) {
    const Denominators some = people({{0, 5}, {5, 16}}, {{10, 30}, {40, 40}});
    const Expected expected = expected_cases(cases_of_ages({1, 2}), some, all_);
    EXPECT_TRUE(expected.age_standardised);
    EXPECT_DOUBLE_EQ(expected.cases[a], 0.5);
    EXPECT_DOUBLE_EQ(expected.cases[b], 1.5);
    const Denominators nobody = people({{0, 5}, {5, 16}}, {{10, 30}, {0, 0}});
    const Expected without = expected_cases(cases_of_ages({1, 2}), nobody, all_);
    EXPECT_TRUE(without.age_standardised);
    EXPECT_DOUBLE_EQ(without.cases[b], 1.5);
}

TEST_F(ExpectedCases, WithoutCasesThereIsNothingToStandardise) {
    const Denominators found = people({{0, 5}, {5, 16}}, {{10, 30}, {40, 40}});
    const Expected expected = expected_cases(std::vector<Case>{}, found, all_);
    EXPECT_FALSE(expected.age_standardised);
    EXPECT_DOUBLE_EQ(expected.reference_rate, 0);
    EXPECT_DOUBLE_EQ(expected.cases[b], 0);
}

TEST_F(ExpectedCases, LessThanOnePersonYearIsStillADenominator) {
    const Denominators found = people({{0, 16}}, {{0.05, 0.15}});
    const Expected expected = expected_cases(cases_of_ages({{}}), found, all_);
    EXPECT_DOUBLE_EQ(expected.reference_rate, 1 / 0.8);
    EXPECT_DOUBLE_EQ(expected.cases[a], 0.25);
}

TEST_F(ExpectedCases, CasesOfUnitsThatDidNotReportMakeNoRate) {
    const Denominators found = people({{0, 16}}, {{100, 100}});
    PerUnit<bool> reported(2, true);
    reported[b] = false;
    std::vector<Case> cases = cases_of_ages({{}});
    cases.push_back({b, 1, {}, 1, 1});
    const Expected expected = expected_cases(cases, found, reported);
    EXPECT_DOUBLE_EQ(expected.reference_rate, 1 / 400.0);
}

}  // namespace
}  // namespace riskmap::cases
