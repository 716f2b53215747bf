#include "plan/shown_cases.hpp"

#include <algorithm>

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

TEST(ShownCases, EveryCaseStandsInItsCells) {
    SmallProvince province;
    const auto add = [&](double age, const char* sex, int hour, unsigned month, int in_year) {
        province.add(9, in_year, month, age);
        domain::Incident& row = province.list.table().rows.back();
        row.sex = sex;
        row.hour = hour;
        row.severity = "injury";
        row.victims = 2;
    };
    add(4.9, "male", 0, 1, 2019);
    add(5, "female", 5, 1, 2019);
    add(9.9, "", 6, 2, 2020);
    add(10, "male", 23, 12, 2023);
    add(15, "female", 3, 12, 2023);
    province.add(9, 2023, 7, 0);
    province.list.table().rows.back().age.reset();
    province.list.table().rows.back().hour.reset();
    const ShownCases shown = shown_of(province, Audience::internal);
    const auto counts = [](const std::vector<ShownCount>& list) {
        std::vector<std::int64_t> numbers;
        for (const ShownCount& count : list) {
            numbers.push_back(count.count);
        }
        return numbers;
    };
    using Counts = std::vector<std::int64_t>;
    ASSERT_EQ(shown.by_age.size(), 1u);
    const AgeTable& ages = shown.by_age[0];
    EXPECT_EQ(counts(ages.of_age), (Counts{1, 2, 1, 1, 0, 1}));
    EXPECT_EQ(counts(ages.cells[0]), (Counts{1, 0, 0}));
    EXPECT_EQ(counts(ages.cells[1]), (Counts{0, 1, 1}));
    EXPECT_EQ(counts(ages.cells[3]), (Counts{0, 1, 0}));
    EXPECT_EQ(counts(shown.by_year), (Counts{2, 1, 0, 0, 3}));
    EXPECT_EQ(counts(shown.by_year_and_parent[4]), (Counts{0, 3, 0}));
    EXPECT_EQ(counts(shown.by_month), (Counts{2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0}));
    EXPECT_EQ(counts(shown.by_month_and_block[0]), (Counts{2, 0, 0, 0, 0}));
    EXPECT_EQ(counts(shown.by_month_and_block[1]), (Counts{0, 1, 0, 0, 0}));
    EXPECT_EQ(counts(shown.by_month_and_block[6]), (Counts{0, 0, 0, 0, 1}));
    EXPECT_EQ(counts(shown.by_month_and_block[11]), (Counts{1, 0, 0, 1, 0}));
    EXPECT_EQ(counts(shown.by_hours), (Counts{1, 2, 1, 0, 0, 0, 0, 1}));
    EXPECT_EQ(shown.known_hour.count, 5);
    EXPECT_EQ(shown.known_month.count, 6);
    EXPECT_EQ(shown.by_unit[UnitIndex(9)].count, 6);
    ASSERT_EQ(shown.people.size(), 5u);
    EXPECT_EQ(shown.people[0].year, 2019);
    EXPECT_EQ(shown.people[0].all.count, 4);
    EXPECT_EQ(shown.people[0].deaths.count, 0);
    EXPECT_EQ(shown.people[4].year, 2023);
    EXPECT_EQ(shown.people[4].all.count, 5);
    EXPECT_EQ(shown.people[4].deaths.count, 1);
    EXPECT_EQ(shown.deaths.count, 1);
}

TEST(ShownCases, YearsOfTwoDistrictsArePrinted) {
    SmallProvince province = test::random_province(2);
    std::vector<std::string> parents(24, "east");
    std::fill(parents.begin() + 12, parents.end(), "west");
    province.units.parent = PerUnit<std::string>(parents);
    const ShownCases shown = shown_of(province, Audience::internal);
    ASSERT_EQ(shown.parents.size(), 2u);
    for (std::size_t year = 0; year < shown.by_year.size(); ++year) {
        EXPECT_EQ(shown.by_year_and_parent[year][0].count + shown.by_year_and_parent[year][1].count,
                  shown.by_year[year].count);
    }
}

TEST(ShownCases, WhatLiesOutsideOfTheYearsAndTheDayIsNotKnown) {
    SmallProvince province;
    province.add(0, 2018);
    province.add(1, 2019);
    province.add(2, 2026);
    province.add(3, 2023);
    province.add(4, 2021);
    province.list.table().rows[4].date = Date{};
    province.list.table().rows[1].hour = 24;
    province.list.table().rows[3].hour = -1;
    cases::CaseTable table = province.counted();
    // As a table has them that counts all rows, whatever their dates.
    table.cases.clear();
    table.observed = PerUnit<std::int64_t>(24, 0);
    for (std::uint32_t row = 0; row < 5; ++row) {
        cases::Case one;
        one.row = row;
        one.unit = UnitIndex(row);
        one.cases = 1;
        table.cases.push_back(one);
        table.observed[UnitIndex(row)] = 1;
    }
    const ShownCases shown =
        shown_cases(table, province.list.table(), province.units, Audience::internal);
    EXPECT_EQ(shown.total.count, 5);
    EXPECT_EQ(shown.by_year[0].count, 1);
    EXPECT_EQ(shown.by_year[4].count, 1);
    EXPECT_EQ(shown.by_year[1].count + shown.by_year[2].count + shown.by_year[3].count, 0);
    EXPECT_EQ(shown.known_hour.count, 3);
    EXPECT_EQ(shown.known_month.count, 4);
    EXPECT_EQ(shown.by_month[month_rows - 1].count, 1);
}

TEST(ShownCases, UnitsThatDidNotReportAreNotPrinted) {
    SmallProvince province = test::random_province(1);
    cases::CaseTable table = province.counted();
    table.reported[UnitIndex(3)] = false;
    const std::int64_t all = table.total();
    table.observed[UnitIndex(3)] += 4;
    const ShownCases shown =
        shown_cases(table, province.list.table(), province.units, Audience::internal);
    EXPECT_EQ(shown.by_unit[UnitIndex(3)], ShownCount{});
    EXPECT_EQ(shown.total.count, all + 4);
}

}  // namespace
}  // namespace riskmap::plan
