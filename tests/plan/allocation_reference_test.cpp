#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "plan/choice.hpp"
#include "plan/cover.hpp"
#include "plan/value_of_information.hpp"
#include "support/reference_data.hpp"
#include "support/scratch.hpp"

namespace riskmap::plan {
namespace {

class AllocationReference : public test::Reference {};

TEST_F(AllocationReference, KnapsackReachesEveryPublishedOptimum) {
    const test::Table input(folder / "allocation/knapsack_input.csv");
    const test::Table known(folder / "allocation/ref_knapsack.csv");
    const auto gains = input.numbers("benefit_expected_deaths_averted");
    const auto costs = input.numbers("cost");
    const auto weights = input.numbers("equity_weight");
    int compared = 0;
    for (std::size_t row = 0; row < known.rows(); ++row) {
        const std::string problem_name = known.text("problem")[row];
        if (problem_name.find("optimal") == std::string::npos) {
            continue;
        }
        const bool weighted = problem_name.find("equity") != std::string::npos;
        ChoiceProblem problem;
        problem.budget = known.numbers("budget")[row];
        for (std::size_t i = 0; i < gains.size(); ++i) {
            problem.groups.push_back(
                {{{gains[i] * (weighted ? weights[i] : 1), costs[i]}}, 0, false});
        }
        const auto solution = choose(problem);
        ASSERT_TRUE(solution.has_value());
        EXPECT_NEAR(solution->gain, known.numbers("value")[row], 1e-6) << problem_name;
        EXPECT_TRUE(solution->proven);
        ++compared;
    }
    EXPECT_GE(compared, 10);
}

TEST_F(AllocationReference, CoveringReachesEveryPublishedOptimum) {
    const test::Table places(folder / "allocation/mclp_candidates.csv");
    const test::Table homes(folder / "allocation/mclp_demand.csv");
    const test::Table known(folder / "allocation/ref_mclp.csv");
    const auto x = places.numbers("x");
    const auto y = places.numbers("y");
    const auto home_x = homes.numbers("x");
    const auto home_y = homes.numbers("y");
    for (std::size_t row = 0; row < known.rows(); ++row) {
        const double radius = known.numbers("radius")[row];
        std::vector<std::vector<std::size_t>> reaches(x.size());
        for (std::size_t site = 0; site < x.size(); ++site) {
            for (std::size_t home = 0; home < home_x.size(); ++home) {
                if (std::hypot(x[site] - home_x[home], y[site] - home_y[home]) <= radius) {
                    reaches[site].push_back(home);
                }
            }
        }
        const auto count = static_cast<std::size_t>(known.numbers("p")[row]);
        const Cover cover = cover_most(homes.numbers("children"), reaches, count);
        EXPECT_EQ(cover.covered, known.numbers("covered_optimal")[row])
            << "p " << count << ", radius " << radius;
        EXPECT_TRUE(cover.proven);
    }
}

TEST(ValueOfInformation, EqualsAPublishedCase) {
    // Five draws of three options, by option.
    const std::vector<double> gains{
        0.3, 0.1, 0.05, 0.35, 0.2, 0.2, 0.25, 0.3, 0.1, 0.2, 0.1, 0.15, 0.4, 0.2, 0.25};
    const ValueOfInformation value = value_of_information(gains, 3);
    EXPECT_NEAR(value.perfect, 0.09, 1e-12);
    EXPECT_NEAR(value.best_now, 0.22, 1e-12);
    EXPECT_NEAR(value.best[0], 0.4, 1e-12);
    EXPECT_NEAR(value.best[1], 0.2, 1e-12);
    EXPECT_NEAR(value.best[2], 0.4, 1e-12);
}

TEST(ValueOfInformation, IsNothingWhenOneOptionAlwaysWins) {
    const std::vector<double> gains{3, 2, 4, 1, 1, 1};
    EXPECT_EQ(value_of_information(gains, 2).perfect, 0);
}

/// The same problem for glpsol, in the LP format of CPLEX.
std::string as_lp(const ChoiceProblem& problem) {
    std::ostringstream lp;
    lp.precision(17);
    const auto name = [](std::size_t g, std::size_t i) {
        return "x" + std::to_string(g) + "_" + std::to_string(i);
    };
    lp << "Maximize\n gain:";
    const auto terms = [&](auto&& weight, auto&& wanted) {
        for (std::size_t g = 0; g < problem.groups.size(); ++g) {
            for (std::size_t i = 0; wanted(g) && i < problem.groups[g].choices.size(); ++i) {
                lp << "\n + " << weight(problem.groups[g].choices[i]) << " " << name(g, i);
            }
        }
    };
    const auto all = [](std::size_t) { return true; };
    terms([](const Choice& c) { return c.gain; }, all);
    lp << "\nSubject To\n budget:";
    for (std::size_t p = 0; p < problem.reserved.size(); ++p) {
        lp << " + m" << p;
    }
    lp << " <= " << problem.budget << "\n";
    for (std::size_t p = 0; p < problem.reserved.size(); ++p) {
        lp << " purse" << p << ":";
        terms([](const Choice& c) { return c.cost; },
              [&](std::size_t g) { return problem.groups[g].purse == p; });
        lp << " - m" << p << " <= 0\n";
    }
    for (std::size_t g = 0; g < problem.groups.size(); ++g) {
        lp << " one" << g << ":";
        for (std::size_t i = 0; i < problem.groups[g].choices.size(); ++i) {
            lp << " + " << name(g, i);
        }
        lp << " <= 1\n";
    }
    lp << "Bounds\n";
    for (std::size_t p = 0; p < problem.reserved.size(); ++p) {
        lp << " m" << p << " >= " << problem.reserved[p] << "\n";
    }
    lp << "Binary\n";
    for (std::size_t g = 0; g < problem.groups.size(); ++g) {
        for (std::size_t i = 0; i < problem.groups[g].choices.size(); ++i) {
            lp << " " << name(g, i) << "\n";
        }
    }
    lp << "End\n";
    return lp.str();
}

TEST(Choose, EqualsAnIndependentIntegerProgramme) {
    if (std::system("glpsol --version > /dev/null 2>&1") != 0) {
        std::cerr << "NO glpsol: install glpk-utils; allocation is not compared with an "
                     "independent solver in this run.\n";
        GTEST_SKIP() << "no glpsol";
    }
    const test::Scratch scratch;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        SCOPED_TRACE(seed);
        RandomStream random(seed, 7, 0);
        ChoiceProblem problem;
        problem.reserved = {0, 60};
        for (std::size_t g = 0; g < 25; ++g) {
            ChoiceGroup group;
            group.purse = g % 2;
            for (int i = 0; i < 4; ++i) {
                group.choices.push_back(
                    {random.uniform(), 5 + static_cast<double>(random.below(60))});
            }
            problem.groups.push_back(std::move(group));
        }
        problem.budget = 100 + 40 * static_cast<double>(seed);
        const auto lp = scratch.path() / "problem.lp";
        const auto out = scratch.path() / "answer.txt";
        std::ofstream(lp) << as_lp(problem);
        const std::string command = "glpsol --tmlim 20 --lp '" + lp.string() + "' -o '" +
                                    out.string() + "' > /dev/null 2>&1";
        ASSERT_EQ(std::system(command.c_str()), 0);
        std::ifstream answer(out);
        std::string line;
        double gain = -1;
        while (std::getline(answer, line)) {
            if (line.starts_with("Objective:")) {
                gain = std::strtod(line.c_str() + line.find('=') + 1, nullptr);
            }
        }
        const auto solution = choose(problem);
        ASSERT_TRUE(solution.has_value());
        EXPECT_NEAR(solution->gain, gain, 1e-6);
        EXPECT_GE(solution->bound, gain - 1e-6);
    }
}

}  // namespace
}  // namespace riskmap::plan
