#include "plan/evaluation.hpp"

#include <algorithm>

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

}  // namespace
}  // namespace riskmap::plan
