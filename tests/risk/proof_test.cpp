#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "risk/back_test.hpp"
#include "risk/sensitivity.hpp"
#include "support/graphs.hpp"

namespace riskmap::risk {
namespace {

constexpr std::size_t units = 30;

/// A lattice of 5 x 6 units with three years of cases drawn from a risk that rises with the index.
struct Study {
    hazard::HazardSpec hazard;
    cases::CaseTable cases;
    exposure::ExposureTable exposure;
    Graph graph = test::lattice(5, 6);
    RunContext context;

    explicit Study(std::size_t years = 3) {
        hazard.id = "fall";
        hazard.model.top = 3;
        context.threads = 2;
        RandomStream random(11, 3, 0);
        cases.observed = PerUnit<std::int64_t>(units, 0);
        cases.reported = PerUnit<bool>(units, true);
        cases.person_years = PerUnit<double>(units, 10000);
        cases.years = static_cast<double>(years);
        cases.first_year = 2019;
        exposure.index = PerUnit<double>(units, 0);
        for (std::size_t row = 0; row < units; ++row) {
            exposure.index[UnitIndex(row)] = random.normal();
        }
        for (std::size_t year = 0; year < years; ++year) {
            cases.observed_by_year.emplace_back(units, 0);
            for (std::size_t row = 0; row < units; ++row) {
                const UnitIndex unit(row);
                const auto count = random.poisson(std::exp(exposure.index[unit]));
                cases.observed_by_year.back()[unit] = count;
                cases.observed[unit] += count;
            }
        }
        cases.expected = PerUnit<double>(units, static_cast<double>(cases.total()) / units);
    }

    std::optional<BackTest> back() const {
        return back_test(hazard, cases, exposure, graph, context);
    }
    std::optional<Sensitivity> sensitive() const {
        return sensitivity(hazard, cases, exposure, graph, context);
    }
};

TEST(BackTest, LaterYearsAreForetoldFromEarlierOnes) {
    const auto test = Study().back();
    ASSERT_TRUE(test);
    EXPECT_EQ(test->years, (std::vector<int>{2020, 2021}));
    EXPECT_EQ(test->listed, 3u);
    EXPECT_NEAR(test->people_share, 0.1, 1e-12);
    ASSERT_EQ(test->methods.size(), 3u);
    const Foresight& model = test->methods.front();
    EXPECT_GT(model.captured, 2 * test->people_share);
    EXPECT_GT(model.concordance, 0.6);
    EXPECT_LT(model.captured_interval.lower, model.captured);
    EXPECT_GT(model.captured_interval.upper, model.captured);
    EXPECT_GE(test->gain, test->gain_interval.lower);
    EXPECT_LE(test->gain, test->gain_interval.upper);
    EXPECT_NE(test->sentence.en.find("2020-2021"), std::string::npos);
}

TEST(BackTest, TheYearForetoldIsNotSeen) {
    Study study(2);
    const auto before = study.back();
    // Other cases in the last year change what is found, not what was foretold.
    auto& last = study.cases.observed_by_year.back();
    std::int64_t moved = 0;
    for (std::size_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        moved += last[unit];
        study.cases.observed[unit] -= last[unit];
        last[unit] = 0;
    }
    const auto highest = std::max_element(study.exposure.index.begin(), study.exposure.index.end());
    const UnitIndex peak(static_cast<std::size_t>(highest - study.exposure.index.begin()));
    last[peak] = moved;
    study.cases.observed[peak] += moved;
    const auto after = study.back();
    ASSERT_TRUE(before && after);
    EXPECT_EQ(after->people_share, before->people_share);
    EXPECT_EQ(after->methods.front().captured, 1);
}

TEST(BackTest, OneYearHasNothingToForetell) { EXPECT_FALSE(Study(1).back()); }

TEST(BackTest, YearsWithoutCasesAreNoTest) {
    Study study(2);
    study.cases.observed_by_year.front() = PerUnit<std::int64_t>(units, 0);
    EXPECT_FALSE(study.back());
}

TEST(BackTest, EveryNumberOfThreadsGivesTheSame) {
    Study study;
    study.context.threads = 1;
    const auto one = study.back();
    study.context.threads = 8;
    const auto many = study.back();
    EXPECT_EQ(many->methods.front().captured, one->methods.front().captured);
    EXPECT_EQ(many->sentence, one->sentence);
}

TEST(Sensitivity, TheSameIndexUnderAnotherNameKeepsTheWholeRanking) {
    Study study;
    study.exposure.alternatives.push_back({"same", {"", ""}, study.exposure.index});
    const auto result = study.sensitive();
    ASSERT_TRUE(result);
    ASSERT_EQ(result->variations.size(), 6u);
    EXPECT_EQ(result->variations.front().id, "same");
    EXPECT_EQ(result->variations.front().top_kept, 1);
    EXPECT_NEAR(result->variations.front().rank_correlation, 1, 1e-12);
}

TEST(Sensitivity, TheOppositeIndexMovesTheRanking) {
    Study study;
    for (std::int64_t& count : study.cases.observed) {
        count = 1;
    }
    PerUnit<double> opposite = study.exposure.index;
    for (double& value : opposite) {
        value = -value;
    }
    study.exposure.alternatives.push_back({"opposite", {"", ""}, opposite});
    const auto result = study.sensitive();
    ASSERT_TRUE(result);
    EXPECT_LT(result->variations.front().rank_correlation, 0);
    EXPECT_EQ(result->variations.front().top_kept, 0);
    EXPECT_EQ(result->always_on_top, 0u);
    EXPECT_NE(result->sentence.en.find("0 of the first 3"), std::string::npos);
}

TEST(Sensitivity, NobodyToRankIsNoResult) {
    Study study;
    study.cases.person_years = PerUnit<double>(units, 0);
    EXPECT_FALSE(study.sensitive());
}

TEST(Sensitivity, RangesHoldTheRankAsSet) {
    const auto result = Study().sensitive();
    ASSERT_TRUE(result);
    int first = 0;
    for (const auto& range : result->rank_range) {
        ASSERT_TRUE(range);
        EXPECT_LE(range->first, range->second);
        first += range->first == 1 ? 1 : 0;
    }
    EXPECT_GE(first, 1);
}

}  // namespace
}  // namespace riskmap::risk
