#include "cases/case_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::cases {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

/// 1,461 days: four Julian years exactly.
const Period four_years{Date{year(2019), month(1), day(1)}, Date{year(2022), month(12), day(31)}};

hazard::HazardSpec any_child() {
    hazard::HazardSpec spec;
    spec.label = {"Mọi tai nạn", "Any injury"};
    spec.incidents.ages = {0, 16};
    return spec;
}

struct Counted {
    CaseTable table;
    IssueLog log;
    bool says(const std::string& slug) const {
        return std::any_of(log.issues().begin(), log.issues().end(), [&](const Issue& issue) {
            return issue.slug == slug;
        });
    }
};

Counted count(const hazard::HazardSpec& spec,
              const domain::Incidents& incidents,
              const domain::Population& people,
              std::size_t units) {
    Counted result;
    result.table =
        count_cases(spec, incidents, people, test::named_units(units), four_years, result.log);
    return result;
}

double sum(const PerUnit<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(CaseTable, OneRateForAllWhenAgesAreUnknown) {
    test::IncidentList list;
    list.add(0);
    list.add(0);
    list.add(2);
    const auto people = test::population({{0, 16}}, {{100, 300, 200}});
    const auto [table, log] = count(any_child(), list.table(), people, 3);
    EXPECT_EQ(table.observed.values(), (std::vector<std::int64_t>{2, 0, 1}));
    EXPECT_EQ(table.total(), 3);
    EXPECT_EQ(table.victims.values(), (std::vector<std::int64_t>{2, 0, 1}));
    EXPECT_DOUBLE_EQ(table.years, 4);
    EXPECT_DOUBLE_EQ(table.person_years[UnitIndex(1)], 1200);
    EXPECT_DOUBLE_EQ(table.reference_rate, 3.0 / 2400);
    EXPECT_DOUBLE_EQ(table.expected[UnitIndex(1)], 1.5);
    EXPECT_FALSE(table.age_standardised);
    EXPECT_TRUE(log.issues().empty());
}

TEST(CaseTable, StandardisesByAgeWhenAgesAreKnown) {
    test::IncidentList list;
    list.add(0).age = 2;
    list.add(1).age = 4;
    list.add(1).age = 12;
    list.add(0).age = 0;
    // r(0-4) = 3 / (4 x 200), r(5-15) = 1 / (4 x 600)
    const auto people = test::population({{0, 5}, {5, 16}}, {{150, 50}, {100, 500}});
    const auto table = count(any_child(), list.table(), people, 2).table;
    EXPECT_TRUE(table.age_standardised);
    EXPECT_DOUBLE_EQ(table.expected[UnitIndex(0)], 150 * 3.0 / 200 + 100 * 1.0 / 600);
    EXPECT_DOUBLE_EQ(table.expected[UnitIndex(1)], 50 * 3.0 / 200 + 500 * 1.0 / 600);
    EXPECT_NEAR(sum(table.expected), 4, 1e-12);
}

TEST(CaseTable, OneUnknownAgeInTenStillStandardisesAndKeepsTheSum) {
    test::IncidentList list;
    for (int i = 0; i < 9; ++i) {
        list.add(0).age = i;
    }
    list.add(1);
    const auto people = test::population({{0, 5}, {5, 16}}, {{150, 50}, {100, 500}});
    const auto tenth = count(any_child(), list.table(), people, 2).table;
    EXPECT_TRUE(tenth.age_standardised);
    EXPECT_NEAR(sum(tenth.expected), 10, 1e-12);

    list.add(1);
    const auto more = count(any_child(), list.table(), people, 2).table;
    EXPECT_FALSE(more.age_standardised);
    EXPECT_NEAR(sum(more.expected), 11, 1e-12);
}

TEST(CaseTable, CasesWithoutChildrenAreKeptAndReported) {
    test::IncidentList list;
    list.add(0);
    list.add(1);
    list.add(2);
    const auto people = test::population({{0, 16}}, {{100, 0, std::nan("")}});
    const auto counted = count(any_child(), list.table(), people, 3);
    const CaseTable& table = counted.table;
    EXPECT_EQ(table.total(), 3);
    EXPECT_DOUBLE_EQ(table.expected[UnitIndex(0)], 1);
    EXPECT_DOUBLE_EQ(table.expected[UnitIndex(1)], 0);
    EXPECT_TRUE(std::isnan(table.expected[UnitIndex(2)]));
    EXPECT_TRUE(std::isnan(table.person_years[UnitIndex(2)]));
    ASSERT_EQ(counted.log.issues().size(), 2);
    EXPECT_EQ(counted.log.issues()[0].slug, "cases.no-denominator");
    EXPECT_EQ(counted.log.issues()[0].place.value, "B");
    EXPECT_EQ(counted.log.issues()[1].place.value, "C");
    EXPECT_EQ(counted.log.issues()[0].place.row, 0) << "the matter of no row";
    const auto first =
        count(any_child(), list.table(), test::population({{0, 16}}, {{0, 9, 9}}), 3);
    EXPECT_EQ(first.log.issues()[0].place.value, "A");
    EXPECT_EQ(counted.log.issues()[0].message.en.rfind("Any injury: ", 0), 0);
}

TEST(CaseTable, WithoutAnyPopulationNothingIsExpectedAndNothingInvented) {
    test::IncidentList list;
    list.add(1);
    const auto table = count(any_child(), list.table(), {}, 2).table;
    EXPECT_EQ(table.observed[UnitIndex(1)], 1);
    for (std::size_t row = 0; row < 2; ++row) {
        EXPECT_TRUE(std::isnan(table.person_years[UnitIndex(row)]));
        EXPECT_TRUE(std::isnan(table.expected[UnitIndex(row)]));
    }
    EXPECT_TRUE(std::isnan(table.reference_rate));
}

TEST(CaseTable, WithoutAnySourceNobodyReportedAndAZeroIsNoObservation) {
    const auto people = test::population({{0, 16}}, {{150, 50}});
    const auto silent = count(any_child(), {}, people, 2).table;
    EXPECT_FALSE(silent.reported[UnitIndex(0)]);
    EXPECT_FALSE(silent.reported[UnitIndex(1)]);
    domain::Incidents quiet;
    quiet.sources = {"police"};
    EXPECT_TRUE(count(any_child(), quiet, people, 2).table.reported[UnitIndex(1)]);
}

TEST(CaseTable, PartialBandsAreProratedAndSaid) {
    const auto people = test::population({{0, 15}, {15, 20}}, {{150}, {50}});
    const auto counted = count(any_child(), {}, people, 1);
    EXPECT_DOUBLE_EQ(counted.table.person_years[UnitIndex(0)], 4 * (150 + 50 / 5.0));
    EXPECT_TRUE(counted.says("cases.band-prorated"));
    EXPECT_FALSE(counted.says("cases.ages-not-covered"));
}

TEST(CaseTable, AgesWithoutBandAreSaid) {
    const auto people = test::population({{5, 16}}, {{150}});
    EXPECT_TRUE(count(any_child(), {}, people, 1).says("cases.ages-not-covered"));
}

TEST(CaseTable, BandWithCasesButWithoutPeopleFallsBackOnOneRate) {
    test::IncidentList list;
    list.add(0).age = 2;
    list.add(1).age = 9;
    const auto people = test::population({{0, 5}, {5, 16}}, {{0, 0}, {100, 300}});
    const auto table = count(any_child(), list.table(), people, 2).table;
    EXPECT_FALSE(table.age_standardised);
    EXPECT_DOUBLE_EQ(table.expected[UnitIndex(1)], 1.5);
}

TEST(CaseTable, OtherPlaceThanTheHazardCountsByIsNotedOncePerSource) {
    test::IncidentList list;
    list.add(0).told = domain::EventPlace::residence;
    list.add(1).told = domain::EventPlace::residence;
    list.add(1);
    const auto people = test::population({{0, 16}}, {{100, 100}});
    const auto counted = count(any_child(), list.table(), people, 2);
    EXPECT_EQ(counted.table.total(), 3);
    ASSERT_EQ(counted.log.issues().size(), 1);
    EXPECT_EQ(counted.log.issues()[0].slug, "cases.other-place");
    EXPECT_EQ(counted.log.issues()[0].source, "incidents.police");
    EXPECT_NE(counted.log.issues()[0].message.en.find("2 rows"), std::string::npos);
}

/// Drowned in A, lived in B, found in C.
TEST(CaseTable, TheHazardSaysAtWhichPlaceOfAnEventItCounts) {
    using domain::EventPlace;
    test::IncidentList list;
    domain::Incident& row = list.add(0);
    row.elsewhere.push_back({.place = EventPlace::residence, .unit = UnitIndex(1)});
    row.elsewhere.push_back({.place = EventPlace::recovery, .unit = UnitIndex(2)});
    list.add(0);
    for (const auto& [place, observed] :
         std::map<EventPlace, std::vector<std::int64_t>>{{EventPlace::occurrence, {2, 0, 0}},
                                                         {EventPlace::residence, {1, 1, 0}},
                                                         {EventPlace::recovery, {1, 0, 1}}}) {
        hazard::HazardSpec spec = any_child();
        spec.incidents.place = place;
        const auto [table, log] = count(spec, list.table(), {}, 3);
        EXPECT_EQ(table.observed.values(), observed) << to_word(place);
        EXPECT_EQ(table.cases.at(0).place, place);
        EXPECT_EQ(table.cases.at(1).place, EventPlace::occurrence);
        const std::int64_t elsewhere = place == EventPlace::occurrence ? 0 : 1;
        EXPECT_EQ(
            std::count_if(log.issues().begin(),
                          log.issues().end(),
                          [](const Issue& issue) { return issue.slug == "cases.other-place"; }),
            elsewhere);
    }
}

TEST(CaseTable, WhoLivedOutsideTheStudyIsNotCountedByResidence) {
    test::IncidentList list;
    list.add(0).elsewhere.push_back({.place = domain::EventPlace::residence});
    list.add(1);
    hazard::HazardSpec spec = any_child();
    EXPECT_EQ(count(spec, list.table(), {}, 2).table.total(), 2);
    spec.incidents.place = domain::EventPlace::residence;
    const Counted counted = count(spec, list.table(), {}, 2);
    EXPECT_EQ(counted.table.observed.values(), (std::vector<std::int64_t>{0, 1}));
    EXPECT_EQ(counted.table.incident_rows, (std::vector<std::uint32_t>{1}));
    ASSERT_TRUE(counted.says("cases.place-outside"));
    EXPECT_TRUE(counted.says("cases.other-place"));
    for (const Issue& issue : counted.log.issues()) {
        EXPECT_EQ(issue.message.en.find("which in 1 row") != std::string::npos,
                  issue.slug == "cases.place-outside")
            << issue.message.en;
    }
}

TEST(CaseTable, TimesAreCountedWhereTheyAreKnown) {
    test::IncidentList list;
    list.add(0).hour = 14;
    auto& month_only = list.add(1);
    month_only.date = Date{year(2022), month(1), day(1)};
    month_only.day_known = false;
    auto& undated = list.add(1);
    undated.date = Date{};
    undated.day_known = false;
    list.set_month(1, 9);
    const auto table = count(any_child(), list.table(), {}, 2).table;
    EXPECT_EQ(table.first_year, 2019);
    ASSERT_EQ(table.observed_by_year.size(), 4);
    EXPECT_EQ(table.observed_by_year[2][UnitIndex(0)], 1);
    EXPECT_EQ(table.observed_by_year[3][UnitIndex(1)], 1);
    EXPECT_EQ(table.by_month[5], 1);
    EXPECT_EQ(table.by_month[8], 1);
    EXPECT_EQ(std::accumulate(table.by_month.begin(), table.by_month.end(), std::int64_t{0}), 2);
    EXPECT_EQ(table.by_hour[14], 1);
    EXPECT_EQ(table.total(), 3);
}

TEST(CaseTable, SumOfExpectedIsSumOfObservedAndDoubledPeopleChangeOnlyTheRate) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        RandomStream random(seed, 1, 0);
        constexpr std::size_t units = 12;
        std::vector<std::vector<double>> counts(3, std::vector<double>(units));
        for (auto& column : counts) {
            for (double& people : column) {
                people = random.below(1000) + 1;
            }
        }
        counts[1][3] = std::nan("");
        test::IncidentList list;
        for (int i = 0; i < 60; ++i) {
            list.add(random.below(units)).age = random.below(16);
        }
        const std::vector<domain::AgeBand> bands{{0, 5}, {5, 10}, {10, 16}};
        const auto once =
            count(any_child(), list.table(), test::population(bands, counts), units).table;
        double observed = 0;
        double expected = 0;
        for (std::size_t row = 0; row < units; ++row) {
            if (row != 3) {
                observed += static_cast<double>(once.observed[UnitIndex(row)]);
                expected += once.expected[UnitIndex(row)];
            }
        }
        EXPECT_NEAR(expected, observed, 1e-9) << "seed " << seed;

        for (auto& column : counts) {
            for (double& people : column) {
                people *= 2;
            }
        }
        const auto twice =
            count(any_child(), list.table(), test::population(bands, counts), units).table;
        EXPECT_NEAR(twice.reference_rate, once.reference_rate / 2, 1e-15) << "seed " << seed;
        for (std::size_t row = 0; row < units; ++row) {
            if (row != 3) {
                EXPECT_NEAR(twice.expected[UnitIndex(row)], once.expected[UnitIndex(row)], 1e-12);
            }
        }
    }
}

}  // namespace
}  // namespace riskmap::cases
