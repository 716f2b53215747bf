#include "plan/evaluation.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "support/scratch.hpp"

namespace riskmap::plan {
namespace {

/// Places with gamma rates, the worst of the years before "treated" by
/// something that multiplies their rate.
std::vector<BeforeAfter> chosen_for_bad_years(std::uint64_t seed, double effect) {
    RandomStream random(seed, 1, 0);
    std::vector<BeforeAfter> places;
    std::vector<double> rates;
    for (int i = 0; i < 400; ++i) {
        rates.push_back(random.gamma(2) * 1.5);
        places.push_back({"s" + std::to_string(i),
                          false,
                          static_cast<double>(random.poisson(rates.back())),
                          0,
                          1});
    }
    std::vector<std::size_t> order(places.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return places[a].before > places[b].before;
    });
    for (std::size_t i = 0; i < 40; ++i) {
        places[order[i]].treated = true;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i].after =
            static_cast<double>(random.poisson(rates[i] * (places[i].treated ? effect : 1)));
    }
    return places;
}

TEST(Evaluate, DoesNotCreditATreatmentWithLuck) {
    double naive = 0;
    double fair = 0;
    int claims = 0;
    constexpr int worlds = 60;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        const Evaluation found = evaluate(chosen_for_bad_years(seed, 1), 1, 1);
        naive += found.naive_ratio / worlds;
        fair += found.ratio / worlds;
        claims += found.ratio_upper < 1 || found.ratio_lower > 1 ? 1 : 0;
    }
    EXPECT_LT(naive, 0.75);         // a naive comparison sees a success
    EXPECT_NEAR(fair, 1, 0.07);     // there was none
    EXPECT_LE(claims, worlds / 6);  // and it is seldom claimed
}

TEST(Evaluate, FindsATreatmentThatHalves) {
    double fair = 0;
    constexpr int worlds = 40;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        fair += evaluate(chosen_for_bad_years(seed, 0.5), 1, 1).ratio / worlds;
    }
    EXPECT_NEAR(fair, 0.5, 0.05);
    const Evaluation one = evaluate(chosen_for_bad_years(3, 0.5), 1, 1);
    EXPECT_LT(one.ratio_upper, 1);
    EXPECT_TRUE(test::contains(one.verdict.en, "fewer"));
}

TEST(Evaluate, TheTrendOfTheUntreatedIsNoEffect) {
    // Everything halves everywhere, treated or not.
    std::vector<BeforeAfter> places;
    for (int i = 0; i < 20; ++i) {
        places.push_back({"s", i < 5, 10, 5, 1});
    }
    const Evaluation found = evaluate(places, 1, 1);
    EXPECT_NEAR(found.naive_ratio, 0.5, 1e-12);
    EXPECT_NEAR(found.ratio, 1, 0.03);
    EXPECT_EQ(found.overdispersion, 0);
}

TEST(Evaluate, NeedsTreatedAndUntreatedPlaces) {
    test::error_of(ErrorKind::input, [] { evaluate({{"a", true, 1, 1, 1}}, 1, 1); });
    test::error_of(ErrorKind::input, [] {
        evaluate({{"a", false, 1, 1, 1}, {"b", false, 1, 1, 1}}, 1, 1);
    });
}

TEST(Evaluate, ByHand) {
    // 2 cases per exposure before; k = 50/56; the treated had 8.6875 coming before, the untreated
    // 53/39 + 159/89, of which 6 became.
    const Evaluation found =
        evaluate({{"a", true, 10, 3, 2}, {"b", false, 1, 2, 1}, {"c", false, 1, 4, 3}}, 3, 2);
    EXPECT_EQ(found.treated, 1u);
    EXPECT_EQ(found.untreated, 2u);
    EXPECT_EQ(found.observed_before, 10);
    EXPECT_EQ(found.observed_after, 3);
    EXPECT_NEAR(found.overdispersion, 50.0 / 56, 1e-12);
    EXPECT_NEAR(found.expected_before, 8.6875, 1e-12);
    EXPECT_NEAR(found.expected_without, 8.6875 * 6 / (53.0 / 39 + 159.0 / 89), 1e-12);
    EXPECT_NEAR(found.naive_ratio, (3.0 / 2) / (10.0 / 3), 1e-12);
    EXPECT_NEAR(found.ratio, 0.14406829982779892, 1e-12);
    EXPECT_EQ(found.ratio_lower, 0);
    EXPECT_NEAR(found.ratio_upper, 0.3166603613118729, 1e-12);
}

TEST(Evaluate, ASureEffectIsSaidWithItsInterval) {
    const std::vector<BeforeAfter> places{{"a", true, 100, 5, 10},
                                          {"b", true, 120, 30, 10},
                                          {"c", false, 100, 100, 10},
                                          {"d", false, 80, 100, 10}};
    const Evaluation found = evaluate(places, 1, 1);
    EXPECT_NEAR(found.overdispersion, 0.01, 1e-12);
    EXPECT_NEAR(found.ratio, 0.15717324509572203, 1e-12);
    EXPECT_NEAR(found.ratio_lower, 0.09919076273983013, 1e-12);
    EXPECT_NEAR(found.ratio_upper, 0.21515572745161393, 1e-12);
    EXPECT_TRUE(test::contains(found.verdict.en, "84 % fewer")) << found.verdict.en;
    EXPECT_TRUE(test::contains(found.verdict.en, "78 to 90 %")) << found.verdict.en;
    EXPECT_TRUE(test::contains(found.verdict.vi, "78–90 %")) << found.verdict.vi;
}

TEST(Evaluate, ARiseIsSaidToo) {
    const Evaluation found = evaluate(
        {{"a", true, 10, 200, 2}, {"b", false, 100, 100, 10}, {"c", false, 100, 100, 10}}, 1, 1);
    EXPECT_NEAR(found.ratio, 9.950248756218906, 1e-9);
    EXPECT_TRUE(test::contains(found.verdict.en, "895 % more")) << found.verdict.en;
}

TEST(Evaluate, NoCaseAfterHasTheVarianceOfOne) {
    const std::vector<BeforeAfter> places{
        {"a", true, 10, 0, 2}, {"b", false, 1, 2, 1}, {"c", false, 1, 4, 3}};
    const Evaluation found = evaluate(places, 3, 2);
    EXPECT_EQ(found.ratio, 0);
    EXPECT_EQ(found.ratio_lower, 0);
    EXPECT_NEAR(found.ratio_upper, 0.08396487607209151, 1e-12);
}

TEST(Evaluate, NoCaseBeforeLeavesNothingToDivideBy) {
    const std::vector<BeforeAfter> places{
        {"a", true, 0, 3, 2}, {"b", false, 1, 2, 1}, {"c", false, 1, 4, 3}};
    const Evaluation found = evaluate(places, 3, 2);
    EXPECT_TRUE(std::isnan(found.naive_ratio));
    EXPECT_NEAR(found.ratio, 6.0 / 7, 1e-12);
    EXPECT_TRUE(test::contains(found.verdict.en, "Cannot be told from luck"));
}

TEST(Evaluate, NeedsTwoUntreatedPlacesWithCasesBeforeAndAfter) {
    for (const std::vector<BeforeAfter>& places :
         {std::vector<BeforeAfter>{{"a", true, 1, 1, 1}, {"b", false, 1, 1, 1}},
          std::vector<BeforeAfter>{
              {"a", true, 0, 1, 1}, {"b", false, 0, 1, 1}, {"c", false, 0, 1, 1}},
          std::vector<BeforeAfter>{
              {"a", true, 1, 1, 1}, {"b", false, 1, 0, 1}, {"c", false, 1, 0, 1}}}) {
        test::error_of(ErrorKind::input, [&] { evaluate(places, 1, 1); });
    }
}

TEST(Evaluate, OneCaseBeforeAndOneAfterAreEnoughToBegin) {
    const Evaluation found =
        evaluate({{"a", true, 0, 2, 1}, {"b", false, 1, 1, 1}, {"c", false, 0, 0, 1}}, 1, 1);
    EXPECT_TRUE(test::contains(found.verdict.en, "Cannot be told from luck"));
    EXPECT_EQ(found.observed_after, 2);
}

TEST(Evaluate, OneCaseBeforeIsSomethingToDivideBy) {
    const Evaluation found =
        evaluate({{"a", true, 1, 3, 2}, {"b", false, 1, 2, 1}, {"c", false, 1, 4, 3}}, 1, 1);
    EXPECT_EQ(found.naive_ratio, 3);
}

TEST(Evaluate, FewCasesAreOverdispersedToo) {
    // Of 19 of exposure one has the only case: means 1 / 19 and 9 / 19 twice.
    const Evaluation found =
        evaluate({{"a", true, 1, 1, 1}, {"b", false, 0, 1, 9}, {"c", false, 0, 1, 9}}, 1, 1);
    const double excess = (18.0 * 18 + 9 * 9 + 9 * 9) / (19 * 19) - 1;
    EXPECT_NEAR(found.overdispersion, excess / ((1.0 + 81 + 81) / (19 * 19)), 1e-12);
}

TEST(Evaluate, AModestRiseIsSaidWhenItIsSure) {
    const Evaluation found = evaluate({{"a", true, 1000, 1500, 100},
                                       {"b", false, 1000, 1000, 100},
                                       {"c", false, 1000, 1000, 100}},
                                      1,
                                      1);
    ASSERT_GT(found.ratio_lower, 1);
    ASSERT_LT(found.ratio_lower, 2);
    EXPECT_TRUE(test::contains(found.verdict.en, "more")) << found.verdict.en;
}

}  // namespace
}  // namespace riskmap::plan
