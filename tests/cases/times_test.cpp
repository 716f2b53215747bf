#include "cases/times.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "support/days.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::cases {
namespace {

using test::day;

/// March 2020 to February 2022: 24 months, of which the first and the last year have a part.
const Period two_years{day(2020, 3, 15), day(2022, 2, 10)};

class Times : public testing::Test {
  protected:
    domain::Incident& add(std::size_t unit, const Date& date, std::int64_t cases = 1) {
        domain::Incident& incident = list_.add(unit);
        incident.date = date;
        const auto row = static_cast<std::uint32_t>(list_.table().rows.size() - 1);
        table_.cases.push_back({UnitIndex(unit), row, {}, cases, cases});
        return incident;
    }
    void count() {
        table_.observed = PerUnit<std::int64_t>(2, 0);
        count_times(list_.table(), two_years, table_);
    }
    std::int64_t month(std::size_t month, std::size_t unit) const {
        return table_.observed_by_month[month][UnitIndex(unit)];
    }
    std::int64_t of_months() const {
        std::int64_t sum = 0;
        for (const PerUnit<std::int64_t>& units : table_.observed_by_month) {
            sum = std::accumulate(units.begin(), units.end(), sum);
        }
        return sum;
    }

    test::IncidentList list_;
    CaseTable table_;
};

TEST_F(Times, AYearIsCutToThePeriod) {
    EXPECT_EQ(year_within(two_years, 2020).first, day(2020, 3, 15));
    EXPECT_EQ(year_within(two_years, 2020).last, day(2020, 12, 31));
    EXPECT_EQ(year_within(two_years, 2021).first, day(2021, 1, 1));
    EXPECT_EQ(year_within(two_years, 2021).last, day(2021, 12, 31));
    EXPECT_EQ(year_within(two_years, 2022).last, day(2022, 2, 10));
}

TEST_F(Times, EveryMonthOfThePeriodHasItsOwnCounts) {
    add(0, day(2020, 3, 20), 2);
    add(1, day(2020, 12, 31), 3);
    add(1, day(2021, 1, 1));
    add(0, day(2022, 2, 5), 4);
    count();
    EXPECT_EQ(table_.first_year, 2020);
    ASSERT_EQ(table_.observed_by_month.size(), 24U);
    EXPECT_EQ(month(0, 0), 2);
    EXPECT_EQ(month(9, 1), 3);
    EXPECT_EQ(month(10, 1), 1);
    EXPECT_EQ(month(23, 0), 4);
    EXPECT_EQ(of_months(), 10);
    ASSERT_EQ(table_.observed_by_year.size(), 3U);
    EXPECT_EQ(table_.observed_by_year[0].values(), (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(table_.observed_by_year[1].values(), (std::vector<std::int64_t>{0, 1}));
    EXPECT_EQ(table_.observed_by_year[2].values(), (std::vector<std::int64_t>{4, 0}));
    EXPECT_EQ(table_.by_month, (std::vector<std::int64_t>{1, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3}));
    ASSERT_EQ(table_.time_by_year.size(), 3U);
    EXPECT_DOUBLE_EQ(table_.time_by_year[0][UnitIndex(1)], 292 / 365.25);
    EXPECT_DOUBLE_EQ(table_.time_by_year[1][UnitIndex(0)], 365 / 365.25);
    EXPECT_DOUBLE_EQ(table_.time_by_year[2][UnitIndex(0)], 41 / 365.25);
}

TEST_F(Times, WhatLiesBeyondThePeriodIsInNoYearAndNoMonthOfIt) {
    add(0, day(2019, 12, 31));
    add(0, day(2023, 1, 1));
    add(1, day(2020, 2, 29));  // of its first year, before its first month
    add(1, day(2022, 3, 1));
    count();
    EXPECT_EQ(of_months(), 0);
    EXPECT_EQ(table_.observed_by_year[0].values(), (std::vector<std::int64_t>{0, 1}));
    EXPECT_EQ(table_.observed_by_year[1].values(), (std::vector<std::int64_t>{0, 0}));
    EXPECT_EQ(table_.observed_by_year[2].values(), (std::vector<std::int64_t>{0, 1}));
    EXPECT_EQ(std::accumulate(table_.by_month.begin(), table_.by_month.end(), std::int64_t{0}), 4);
}

TEST_F(Times, AMonthIsToldByTheDayOrElseByItsColumn) {
    const std::vector<std::int64_t> said{1, 12, 0, 13, 7};
    for (std::size_t row = 0; row < said.size(); ++row) {
        add(0, day(2021, 6, 1)).day_known = false;
        list_.set_month(row, said[row]);
    }
    list_.table().rows[4].day_known = true;
    list_.table().rows[4].date = day(2021, 2, 30);  // a day that never was
    EXPECT_EQ(month_of(list_.table(), 0), 1);
    EXPECT_EQ(month_of(list_.table(), 1), 12);
    EXPECT_FALSE(month_of(list_.table(), 2));
    EXPECT_FALSE(month_of(list_.table(), 3));
    EXPECT_EQ(month_of(list_.table(), 4), 7);
    count();
    EXPECT_EQ(month(10, 0), 1);
    EXPECT_EQ(month(21, 0), 1);
    EXPECT_EQ(of_months(), 2) << "a date that never was lies in no month of the period";
}

TEST_F(Times, HoursOfTheDayAreCounted) {
    for (const int hour : {0, 23, -1, 24}) {
        add(0, day(2021, 6, 1), 2).hour = hour;
    }
    add(0, day(2021, 6, 1));
    count();
    ASSERT_EQ(table_.by_hour.size(), 24U);
    EXPECT_EQ(table_.by_hour[0], 2);
    EXPECT_EQ(table_.by_hour[23], 2);
    EXPECT_EQ(std::accumulate(table_.by_hour.begin(), table_.by_hour.end(), std::int64_t{0}), 4);
}

}  // namespace
}  // namespace riskmap::cases
