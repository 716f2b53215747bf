#include "risk/year_effect.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "risk/model_input.hpp"
#include "support/graphs.hpp"

namespace riskmap::risk {
namespace {

/// Counts of some years per unit, person-years in proportion to the time reported.
struct Record {
    cases::CaseTable cases;
    hazard::ModelSpec model;

    Record(std::size_t units, std::size_t years) {
        cases.first_year = 2015;
        cases.observed = PerUnit<std::int64_t>(units, 0);
        cases.reported = PerUnit<bool>(units, true);
        cases.person_years = PerUnit<double>(units, 1000.0 * static_cast<double>(years));
        cases.expected = PerUnit<double>(units, static_cast<double>(years));
        cases.years = static_cast<double>(years);
        cases.observed_by_year.assign(years, PerUnit<std::int64_t>(units, 0));
        cases.time_by_year.assign(years, PerUnit<double>(units, 1));
    }
    void add(std::size_t year, std::size_t unit, std::int64_t count) {
        cases.observed_by_year[year][UnitIndex(unit)] += count;
        cases.observed[UnitIndex(unit)] += count;
    }
    void lose(std::size_t year, std::size_t unit) {
        cases.time_by_year[year][UnitIndex(unit)] = 0;
        cases.expected[UnitIndex(unit)] -= 1;
        cases.person_years[UnitIndex(unit)] -= 1000;
    }
    YearSums sums() const {
        return sum_years(cases, std::vector<bool>(cases.observed.size(), true), model);
    }
};

TEST(YearEffect, WholeReportsOfRecentYearsAreSummedAsTheyAre) {
    Record record(6, 4);
    for (std::size_t unit = 0; unit < 6; ++unit) {
        record.add(unit % 4, unit, 3);
        record.add(3, unit, 2);
    }
    const YearSums sums = record.sums();
    EXPECT_FALSE(sums.weighted);
    EXPECT_FALSE(sums.uneven);
    EXPECT_EQ(sums.level, 1);
    for (std::size_t unit = 0; unit < 6; ++unit) {
        EXPECT_EQ(sums.observed[unit], 5);
        EXPECT_EQ(sums.factor[unit], 1);
    }
    ASSERT_EQ(sums.years.size(), 4u);
    EXPECT_EQ(sums.years.front().year, 2015);
    EXPECT_GT(sums.years[3].ratio, 1.5);
    EXPECT_LT(sums.years[2].ratio, 0.8);
    EXPECT_LT(sums.years[3].interval.lower, sums.years[3].ratio);
    double mean = 0;
    for (const YearEffect& year : sums.years) {
        mean += year.ratio / 4;
    }
    EXPECT_NEAR(mean, 1, 1e-12);
}

TEST(YearEffect, EarlierYearsWeighLessInCountsAndExpectations) {
    Record record(2, 3);
    record.model.recent_years = 1;
    record.model.earlier_weight = 0.5;
    record.model.year_sd = 20;
    record.add(0, 0, 8);
    record.add(1, 1, 6);
    record.add(2, 0, 4);
    record.add(2, 1, 2);
    const YearSums sums = record.sums();
    EXPECT_TRUE(sums.weighted);
    EXPECT_DOUBLE_EQ(sums.observed[0], 8);
    EXPECT_DOUBLE_EQ(sums.observed[1], 5);
    // A free effect of each year: expectations of the years are in proportion to their cases.
    EXPECT_NEAR(sums.factor[0], (4 + 3 + 6) / 20.0, 1e-2);
    EXPECT_EQ(sums.factor[0], sums.factor[1]);
    // Rates of the weighted years: (4 + 3 + 6) / 2 years beside 20 / 3.
    EXPECT_NEAR(sums.level, (13.0 / 2) / (20.0 / 3), 1e-2);
}

TEST(YearEffect, CasesWithoutAYearWeighAsTheMeanOfAll) {
    Record record(2, 2);
    record.model.recent_years = 1;
    record.add(0, 0, 10);
    record.add(1, 1, 10);
    record.cases.observed[UnitIndex(0)] += 4;
    EXPECT_DOUBLE_EQ(record.sums().observed[0], 5 + 0.75 * 4);
}

TEST(YearEffect, AUnitThatMissedTheWorstYearIsNotTakenForASafeOne) {
    // Everywhere the same risk; the first year has five times the cases of the second; units 0-4
    // did not report it.
    Record record(20, 2);
    for (std::size_t unit = 0; unit < 20; ++unit) {
        if (unit < 5) {
            record.lose(0, unit);
        } else {
            record.add(0, unit, 20);
        }
        record.add(1, unit, 4);
    }
    record.model.year_sd = 3;
    const YearSums sums = record.sums();
    EXPECT_TRUE(sums.uneven);
    const auto ratio = [&](std::size_t unit) {
        return sums.observed[unit] / (record.cases.expected[UnitIndex(unit)] * sums.factor[unit]);
    };
    EXPECT_NEAR(ratio(0) / ratio(19), 1, 0.02);
    EXPECT_NEAR(sums.years[0].ratio / sums.years[1].ratio, 5, 0.2);
}

TEST(YearEffect, TheModelSeesTheYearThatWasMissed) {
    Record record(20, 2);
    for (std::size_t unit = 0; unit < 20; ++unit) {
        if (unit < 5) {
            record.lose(0, unit);
        } else {
            record.add(0, unit, 20);
        }
        record.add(1, unit, 4);
    }
    hazard::HazardSpec hazard;
    hazard.id = "fall";
    hazard.model.year_sd = 3;
    const auto estimate = [&] {
        return estimate_risk(
            hazard, record.cases, {}, test::lattice(4, 5), RunContext{}, {1000, true, false});
    };
    const RiskSurface with_years = estimate();
    EXPECT_NEAR(*with_years.units[UnitIndex(2)].relative_risk, 1, 0.1);
    EXPECT_NE(with_years.fit.verdict.en.find("Some units lack reports"), std::string::npos);
    ASSERT_EQ(with_years.years.size(), 2u);
    record.cases.time_by_year.clear();
    record.cases.observed_by_year.clear();
    EXPECT_LT(*estimate().units[UnitIndex(2)].relative_risk, 0.85);
}

TEST(YearEffect, HalvingTheOldestYearsSaysHowMuchIsLeft) {
    Record record(12, 3);
    RandomStream random(3, 5, 0);
    for (std::size_t unit = 0; unit < 12; ++unit) {
        for (std::size_t year = 0; year < 3; ++year) {
            record.add(year, unit, random.poisson(3));
        }
    }
    hazard::HazardSpec hazard;
    hazard.id = "fall";
    hazard.model.recent_years = 2;
    const RiskSurface surface = estimate_risk(
        hazard, record.cases, {}, test::lattice(3, 4), RunContext{}, {500, true, false});
    EXPECT_NE(surface.fit.verdict.en.find("before 2016 count 0.50 each"), std::string::npos)
        << surface.fit.verdict.en;
    double oldest = 0;
    for (std::size_t unit = 0; unit < 12; ++unit) {
        oldest += static_cast<double>(record.cases.observed_by_year[0][UnitIndex(unit)]);
    }
    const auto number = [&](const std::string& name) {
        for (const auto& [key, value] : surface.fit.numbers) {
            if (key == name) {
                return value;
            }
        }
        return std::nan("");
    };
    EXPECT_DOUBLE_EQ(number("weighted_events"), number("events") - oldest / 2);
}

}  // namespace
}  // namespace riskmap::risk
