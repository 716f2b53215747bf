#include "plan/shown_cases.hpp"

#include <gtest/gtest.h>

#include "support/small_province.hpp"

namespace riskmap::plan {
namespace {

using disclosure::Audience;
using disclosure::Shown;
using test::SmallProvince;

ShownCases shown_of(SmallProvince& province, Audience audience) {
    return shown_cases(province.counted(), province.list.table(), province.units, audience);
}

/// Every count of every table.
std::vector<ShownCount> all_counts(const ShownCases& shown) {
    std::vector<ShownCount> all{shown.total, shown.known_month, shown.known_hour, shown.deaths};
    const auto add = [&](const auto& counts) {
        all.insert(all.end(), counts.begin(), counts.end());
    };
    add(shown.by_unit);
    add(shown.by_year);
    add(shown.by_month);
    add(shown.by_hours);
    for (const auto& row : shown.by_year_and_parent) {
        add(row);
    }
    for (const auto& row : shown.by_month_and_block) {
        add(row);
    }
    for (const AgeTable& table : shown.by_age) {
        add(table.of_age);
        for (const auto& row : table.cells) {
            add(row);
        }
    }
    for (const YearPeople& year : shown.people) {
        all.push_back(year.all);
        all.push_back(year.deaths);
    }
    return all;
}

TEST(ShownCases, ForTheOfficesEveryCountIsExact) {
    SmallProvince province = test::random_province(1);
    const ShownCases shown = shown_of(province, Audience::internal);
    for (const ShownCount& count : all_counts(shown)) {
        EXPECT_TRUE(count.exact());
    }
    EXPECT_EQ(shown.total.count, province.counted().total());
}

TEST(ShownCases, ForEveryoneNoOneOrTwoStandsAnywhere) {
    int hidden = 0;
    for (unsigned seed = 0; seed < 20; ++seed) {
        SmallProvince province = test::random_province(seed);
        for (const ShownCount& count : all_counts(shown_of(province, Audience::everyone))) {
            EXPECT_FALSE(count.exact() && disclosure::is_small(count.count));
            EXPECT_TRUE(count.exact() || count.count == 0) << "a hidden count keeps no number";
            hidden += count.exact() ? 0 : 1;
        }
    }
    EXPECT_GT(hidden, 200);
}

TEST(ShownCases, ZerosAreShownAndOnesAndTwosSaySo) {
    SmallProvince province = test::random_province(3);
    const cases::CaseTable table = province.counted();
    const ShownCases shown = shown_of(province, Audience::everyone);
    for (std::size_t row = 0; row < table.observed.size(); ++row) {
        const UnitIndex unit(row);
        const std::int64_t count = table.observed[unit];
        if (count == 0) {
            EXPECT_EQ(shown.by_unit[unit], ShownCount{});
        } else if (disclosure::is_small(count)) {
            EXPECT_EQ(shown.by_unit[unit].shown, Shown::fewer);
        } else {
            EXPECT_NE(shown.by_unit[unit].shown, Shown::fewer);
        }
    }
}

TEST(ShownCases, TotalsOfDifferentTablesAgree) {
    SmallProvince province = test::random_province(5);
    const ShownCases shown = shown_of(province, Audience::internal);
    const auto sum = [](const auto& counts) {
        std::int64_t all = 0;
        for (const ShownCount& count : counts) {
            all += count.count;
        }
        return all;
    };
    EXPECT_EQ(sum(shown.by_unit), shown.total.count);
    EXPECT_EQ(sum(shown.by_year), shown.total.count);
    EXPECT_EQ(sum(shown.by_month), shown.total.count);
    EXPECT_EQ(sum(shown.by_hours), shown.known_hour.count);
    EXPECT_EQ(sum(shown.by_age.front().of_age), shown.total.count);
    EXPECT_EQ(shown.deaths.count, shown.total.count);
}

TEST(ShownCases, TheYearsOfAnOnlyDistrictAreTheYearsOfTheStudy) {
    SmallProvince province = test::random_province(2);
    province.units.parent = PerUnit<std::string>(24, "all");
    const ShownCases shown = shown_of(province, Audience::everyone);
    ASSERT_EQ(shown.parents.size(), 1u);
    for (std::size_t year = 0; year < shown.by_year.size(); ++year) {
        EXPECT_EQ(shown.by_year_and_parent[year][0], shown.by_year[year]);
    }
}

TEST(ShownCount, IsPrintedAndSaid) {
    EXPECT_EQ(printed({12, Shown::exact}), "12");
    EXPECT_EQ(printed({0, Shown::fewer}), "<3");
    EXPECT_EQ(printed({0, Shown::withheld}), "…");
    EXPECT_EQ(in_words({0, Shown::fewer}).en, "fewer than 3");
    EXPECT_EQ(in_words({0, Shown::withheld}).vi, "một số");
}

}  // namespace
}  // namespace riskmap::plan
