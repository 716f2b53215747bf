#include "plan/published_cases.hpp"

#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "support/small_province.hpp"

namespace riskmap::plan {
namespace {

using disclosure::Shown;
using test::SmallProvince;

ShownCases shown_of(SmallProvince& province, const cases::CaseTable& table) {
    return shown_cases(
        table, province.list.table(), province.units, disclosure::Audience::everyone);
}

cases::CaseTable published(const SmallProvince& province,
                           const cases::CaseTable& table,
                           const ShownCases& shown) {
    return published_cases(
        shown,
        {province.spec, province.units, province.people, nullptr, province.period, table.reported});
}

double sum_of(const PerUnit<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

TEST(PublishedCases, ShownCountsAreThemselvesAndHiddenOnesStayInTheirRange) {
    int hidden = 0;
    for (unsigned seed = 0; seed < 40; ++seed) {
        SmallProvince province = test::random_province(seed);
        const cases::CaseTable exact = province.counted();
        const ShownCases shown = shown_of(province, exact);
        const cases::CaseTable table = published(province, exact, shown);
        for (std::size_t row = 0; row < 24; ++row) {
            const UnitIndex unit(row);
            const ShownCount& count = shown.by_unit[unit];
            if (count.exact()) {
                EXPECT_EQ(table.means[unit], static_cast<double>(exact.observed[unit]));
                EXPECT_EQ(table.observed[unit], exact.observed[unit]);
                continue;
            }
            ++hidden;
            const bool fewer = count.shown == Shown::fewer;
            EXPECT_GE(table.means[unit], fewer ? 1 : 3);
            EXPECT_LE(table.means[unit], fewer ? 2 : 1000);
            EXPECT_GE(table.observed[unit], fewer ? 1 : 3);
            EXPECT_LE(table.observed[unit], fewer ? 2 : 1000);
        }
        EXPECT_TRUE(table.cases.empty());
        EXPECT_TRUE(table.incident_rows.empty());
        EXPECT_TRUE(table.observed_by_year.empty());
        EXPECT_TRUE(table.observed_by_month.empty());
        EXPECT_TRUE(table.victims.empty());
    }
    EXPECT_GT(hidden, 200);
}

TEST(PublishedCases, SumsAreThePrintedTotals) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        SmallProvince province = test::random_province(seed);
        const cases::CaseTable exact = province.counted();
        const ShownCases shown = shown_of(province, exact);
        const cases::CaseTable table = published(province, exact, shown);
        ASSERT_TRUE(shown.total.exact());
        EXPECT_NEAR(sum_of(table.means), static_cast<double>(exact.total()), 1e-6) << seed;
        EXPECT_EQ(table.total(), exact.total()) << seed;
        for (std::size_t i = 0; i < shown.by_year.size(); ++i) {
            if (shown.by_year[i].exact()) {
                EXPECT_NEAR(sum_of(table.means_by_year[i]),
                            static_cast<double>(shown.by_year[i].count),
                            1e-6)
                    << seed;
            }
        }
        EXPECT_NEAR(sum_of(table.expected), static_cast<double>(exact.total()), 1e-6) << seed;
        EXPECT_EQ(std::accumulate(table.by_month.begin(), table.by_month.end(), std::int64_t{0}),
                  shown.known_month.count)
            << seed;
        EXPECT_EQ(std::accumulate(table.by_hour.begin(), table.by_hour.end(), std::int64_t{0}),
                  shown.known_hour.count)
            << seed;
    }
}

TEST(PublishedCases, ADistrictWhoseYearsAreShownKeepsItsOwnCases) {
    SmallProvince province;
    for (const int in_year : {2019, 2020, 2021, 2022, 2023}) {
        for (int i = 0; i < 4; ++i) {
            province.add(0, in_year);
            province.add(8, in_year);
            province.add(16, in_year);
        }
    }
    // Four cases more in the first district, in communes of one and two.
    province.add(1, 2019);
    province.add(2, 2019);
    province.add(3, 2020);
    province.add(3, 2021);
    const cases::CaseTable exact = province.counted();
    const ShownCases shown = shown_of(province, exact);
    ASSERT_TRUE(shown.by_unit[UnitIndex(0)].exact());
    ASSERT_EQ(shown.by_unit[UnitIndex(3)].shown, Shown::fewer);
    const cases::CaseTable table = published(province, exact, shown);
    double first = 0;
    for (std::size_t row = 0; row < 8; ++row) {
        first += table.means[UnitIndex(row)];
    }
    EXPECT_NEAR(first, 24, 1e-6);
    const double hidden =
        table.means[UnitIndex(1)] + table.means[UnitIndex(2)] + table.means[UnitIndex(3)];
    EXPECT_NEAR(hidden, 4, 1e-6);
}

TEST(PublishedCases, ACaseThatMovesUnseenChangesNothing) {
    std::set<unsigned> tried;
    for (unsigned seed = 0; seed < 40; ++seed) {
        SmallProvince province = test::random_province(seed);
        const cases::CaseTable before = province.counted();
        const ShownCases told = shown_of(province, before);
        const cases::CaseTable table = published(province, before, told);
        for (domain::Incident& row : province.list.table().rows) {
            for (std::size_t to = 0; to < 24; ++to) {
                const UnitIndex from = row.unit;
                const bool pair = before.observed[from] == 2 &&
                                  before.observed[UnitIndex(to)] == 1 && from.row() / 8 == to / 8;
                if (!pair) {
                    continue;
                }
                row.unit = UnitIndex(to);
                const cases::CaseTable after = province.counted();
                const ShownCases now = shown_of(province, after);
                if (now.by_unit == told.by_unit &&
                    now.by_year_and_parent == told.by_year_and_parent) {
                    tried.insert(seed);
                    const cases::CaseTable same = published(province, after, now);
                    EXPECT_EQ(same.means, table.means);
                    EXPECT_EQ(same.observed, table.observed);
                    EXPECT_EQ(same.means_by_year, table.means_by_year);
                    EXPECT_EQ(same.expected, table.expected);
                    EXPECT_EQ(same.by_month, table.by_month);
                }
                row.unit = from;
            }
        }
    }
    EXPECT_GT(tried.size(), 10u);
}

TEST(PublishedCases, ExpectedCasesFollowThePrintedAges) {
    SmallProvince province;
    for (int i = 0; i < 12; ++i) {
        province.add(0, 2020, 6, i < 9 ? 2 : 7);
    }
    const cases::CaseTable exact = province.counted();
    const cases::CaseTable table = published(province, exact, shown_of(province, exact));
    EXPECT_TRUE(table.age_standardised);
    for (std::size_t row = 0; row < 24; ++row) {
        EXPECT_NEAR(table.expected[UnitIndex(row)], exact.expected[UnitIndex(row)], 1e-9);
    }
}

TEST(PublishedCases, OfNothingNothing) {
    SmallProvince province;
    const cases::CaseTable exact = province.counted();
    const cases::CaseTable table = published(province, exact, shown_of(province, exact));
    EXPECT_EQ(sum_of(table.means), 0);
    EXPECT_EQ(table.total(), 0);
    EXPECT_EQ(table.reference_rate, 0);
}

}  // namespace
}  // namespace riskmap::plan
