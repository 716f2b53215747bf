#include <cmath>
#include <ctime>
#include <fstream>

#include <gtest/gtest.h>

#include "risk/space_time.hpp"
#include "support/reference_data.hpp"

namespace riskmap::risk {
namespace {

using HotspotReference = test::Reference;

/// A board of units of 1 km with counts by a rule, one expected case each times `expected`.
struct Board {
    cases::CaseTable table;
    Graph neighbours;
    PerUnit<geo::PointM> centres;
};

template <class Rule>
Board board(std::uint32_t side, double expected, const Rule& cases_at) {
    Board result;
    const std::size_t units = side * side;
    result.table.observed = PerUnit<std::int64_t>(units, 0);
    result.table.expected = PerUnit<double>(units, expected);
    result.table.reported = PerUnit<bool>(units, true);
    result.centres = PerUnit<geo::PointM>(units);
    std::vector<Graph::Edge> edges;
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x) {
            const std::uint32_t here = y * side + x;
            result.table.observed[UnitIndex(here)] = cases_at(x, y);
            result.centres[UnitIndex(here)] = {1000.0 * x, 1000.0 * y};
            if (x + 1 < side) {
                edges.emplace_back(here, here + 1);
            }
            if (y + 1 < side) {
                edges.emplace_back(here, here + side);
            }
        }
    }
    result.neighbours = Graph(units, edges);
    return result;
}

const Period year{Date{std::chrono::year(2021), std::chrono::January, std::chrono::day(1)},
                  Date{std::chrono::year(2021), std::chrono::December, std::chrono::day(31)}};

HotspotSpec quick(std::size_t replicates = 999) {
    HotspotSpec spec;
    spec.replicates = replicates;
    return spec;
}

TEST(Hotspots, BurningCornerIsHotHighAndAClusterTheOppositeIsNot) {
    const Board b =
        board(7, 2, [](std::uint32_t x, std::uint32_t y) { return x < 2 && y < 2 ? 14 : 1; });
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(), {});
    const UnitOpinion& corner = opinion.units[UnitIndex(0)];
    EXPECT_EQ(corner.gi_star, HotspotLabel::hot);
    EXPECT_EQ(corner.moran, HotspotLabel::high_high);
    EXPECT_EQ(corner.circle, 1);
    EXPECT_LE(*corner.circle_p, 0.01);
    EXPECT_EQ(corner.chain, 1);
    const UnitOpinion& far = opinion.units[UnitIndex(48)];
    EXPECT_NE(far.gi_star, HotspotLabel::hot);
    EXPECT_FALSE(far.circle);
    EXPECT_TRUE(opinion.enough_cases);
    EXPECT_NE(opinion.verdict.en.find("hardly by chance"), std::string::npos) << opinion.verdict.en;
}

TEST(Hotspots, TwentyOneCasesAreTooFewToSay) {
    const Board b = board(
        7, 21.0 / 49, [](std::uint32_t x, std::uint32_t y) { return (x + y) % 7 < 3 ? 1 : 0; });
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(), {});
    EXPECT_FALSE(opinion.enough_cases);
    for (const UnitOpinion& unit : opinion.units) {
        EXPECT_EQ(unit.gi_star, HotspotLabel::too_few);
        EXPECT_EQ(unit.moran, HotspotLabel::too_few);
        EXPECT_TRUE(unit.gi_star_q);
    }
    EXPECT_NE(opinion.verdict.vi.find("quá ít để kết luận"), std::string::npos);
    EXPECT_NE(opinion.verdict.en.find("too few cases to say"), std::string::npos);
}

TEST(Hotspots, QuietUnitWithFewExpectedAroundIsNotCalledOrdinary) {
    // 0.5 expected per unit, at most 2.5 around: enough cases in all, too few in every place.
    const Board b = board(
        9, 0.5, [](std::uint32_t x, std::uint32_t y) { return (x + 2 * y) % 2 == 0 ? 1 : 0; });
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(), {});
    EXPECT_TRUE(opinion.enough_cases);
    for (const UnitOpinion& unit : opinion.units) {
        EXPECT_NE(unit.gi_star, HotspotLabel::not_significant);
    }
}

TEST(Hotspots, IsolatedAndUnreportedUnitsAreNamedAsSuch) {
    Board b = board(6, 2, [](std::uint32_t x, std::uint32_t) { return x == 0 ? 5 : 1; });
    b.table.reported[UnitIndex(1)] = false;
    b.table.reported[UnitIndex(6)] = false;  // unit 0 loses both neighbours
    b.table.expected[UnitIndex(35)] = std::nan("");
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(99), {});
    EXPECT_EQ(opinion.units[UnitIndex(0)].gi_star, HotspotLabel::isolated);
    EXPECT_EQ(opinion.units[UnitIndex(0)].bayes_local_state, stats::BayesState::isolated);
    EXPECT_FALSE(opinion.units[UnitIndex(0)].moran_q);
    EXPECT_EQ(opinion.units[UnitIndex(1)].moran, HotspotLabel::no_data);
    EXPECT_EQ(opinion.units[UnitIndex(35)].gi_star, HotspotLabel::no_data);
    EXPECT_FALSE(opinion.units[UnitIndex(35)].bayes_global);
}

TEST(Hotspots, WithoutCasesEverythingIsUndefinedAndSaysItIsNotSafety) {
    const Board b = board(4, 2, [](std::uint32_t, std::uint32_t) { return 0; });
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(99), {});
    EXPECT_EQ(opinion.units[UnitIndex(5)].gi_star, HotspotLabel::undefined);
    EXPECT_FALSE(opinion.moran);
    EXPECT_TRUE(opinion.circles.empty());
    EXPECT_NE(opinion.verdict.en.find("does not mean it is safe"), std::string::npos);
}

TEST(Hotspots, StudyWithoutDenominatorsHasNoOpinion) {
    Board b = board(3, 1, [](std::uint32_t, std::uint32_t) { return 1; });
    b.table.expected = PerUnit<double>(9, std::nan(""));
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(99), {});
    EXPECT_EQ(opinion.units[UnitIndex(0)].moran, HotspotLabel::no_data);
}

TEST(Hotspots, SameForAnyNumberOfThreads) {
    const Board b =
        board(6, 2, [](std::uint32_t x, std::uint32_t y) { return (x * 5 + y * 3) % 4; });
    RunContext four;
    four.threads = 4;
    const SecondOpinion one = find_hotspots(b.table, b.neighbours, b.centres, year, quick(400), {});
    const SecondOpinion many =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(400), four);
    EXPECT_EQ(one.verdict, many.verdict);
    for (std::size_t i = 0; i < 36; ++i) {
        EXPECT_EQ(one.units[UnitIndex(i)].gi_star_q, many.units[UnitIndex(i)].gi_star_q);
        EXPECT_EQ(one.units[UnitIndex(i)].moran_q, many.units[UnitIndex(i)].moran_q);
    }
    ASSERT_EQ(one.chains.size(), many.chains.size());
    EXPECT_EQ(one.chains.front().p, many.chains.front().p);
}

/// A board that reported every month of `years` from 2019 on; `cases_at(x, y, month)`.
template <class Rule>
Board by_month(std::uint32_t side, std::size_t years, const Rule& cases_at) {
    Board result = board(side, 1, [](std::uint32_t, std::uint32_t) { return 0; });
    const std::size_t units = result.table.observed.size();
    result.table.first_year = 2019;
    result.table.time_by_year.assign(years, PerUnit<double>(units, 1));
    result.table.observed_by_month.assign(years * 12, PerUnit<std::int64_t>(units, 0));
    for (std::size_t unit = 0; unit < units; ++unit) {
        for (std::size_t month = 0; month < years * 12; ++month) {
            const std::int64_t cases = cases_at(unit % side, unit / side, month);
            result.table.observed_by_month[month][UnitIndex(unit)] = cases;
            result.table.observed[UnitIndex(unit)] += cases;
        }
    }
    return result;
}

const Period three_years{
    Date{std::chrono::year(2019), std::chrono::January, std::chrono::day(1)},
    Date{std::chrono::year(2021), std::chrono::December, std::chrono::day(31)}};

TEST(SpaceTime, BurstIsFoundWhereAndWhenItHappened) {
    const Board b = by_month(5, 3, [](std::size_t x, std::size_t y, std::size_t month) {
        const bool burst = x < 2 && y < 2 && month >= 16 && month <= 18;  // May to July 2020
        return burst ? 4 : (x * 7 + y * 3 + month * 5) % 23 == 0 ? 1 : 0;
    });
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, three_years, quick(199), {});
    ASSERT_FALSE(opinion.space_time.bursts.empty());
    const Hotspot& burst = opinion.space_time.bursts.front();
    EXPECT_EQ(burst.months, "2020-05/2020-07");
    EXPECT_EQ(burst.units,
              (std::vector<UnitIndex>{UnitIndex(0), UnitIndex(1), UnitIndex(5), UnitIndex(6)}));
    EXPECT_EQ(burst.observed, 48);
    EXPECT_LE(burst.p, 0.01);
    EXPECT_EQ(opinion.units[UnitIndex(6)].burst, 1);
    EXPECT_EQ(opinion.units[UnitIndex(6)].burst_months, "2020-05/2020-07");
    EXPECT_FALSE(opinion.units[UnitIndex(24)].burst);
    EXPECT_NE(opinion.verdict.en.find("4 units from 05/2020 to 07/2020, 48 cases"),
              std::string::npos)
        << opinion.verdict.en;
    EXPECT_EQ(opinion.words.en.find("05/2020"), std::string::npos);
}

TEST(SpaceTime, ACommonSeasonAndABadYearAreNoBurst) {
    const Board b = by_month(5, 3, [](std::size_t x, std::size_t y, std::size_t month) {
        const bool summer = month % 12 == 5 || month % 12 == 6;
        const bool bad_year = month / 12 == 1;
        return (summer ? 2 : 0) + (bad_year && (x + y + month) % 3 == 0 ? 1 : 0);
    });
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, three_years, quick(199), {});
    ASSERT_FALSE(opinion.space_time.bursts.empty());
    EXPECT_GT(opinion.space_time.bursts.front().p, 0.05);
    EXPECT_FALSE(opinion.units[UnitIndex(12)].burst);
    EXPECT_NE(opinion.verdict.en.find("no proof that there is none"), std::string::npos);
}

TEST(SpaceTime, FewCasesSaySoAndUnitsThatMissedMonthsStayOut) {
    Board b = by_month(4, 3, [](std::size_t x, std::size_t y, std::size_t month) {
        return x == 0 && y == 0 && month < 12 ? 1 : 0;
    });
    b.table.observed_by_month[3][UnitIndex(9)] = 1;
    b.table.observed_by_month[20][UnitIndex(9)] = 2;
    // The unit of all the cases reported nothing after the first year: no burst of that year.
    for (const std::size_t missed : {std::size_t{1}, std::size_t{2}}) {
        b.table.time_by_year[missed][UnitIndex(0)] = 0;
    }
    const SpaceTimeOpinion opinion =
        find_bursts(b.table, b.neighbours, b.centres, three_years, 0.5, quick(99), {});
    EXPECT_EQ(opinion.units, 15u);
    EXPECT_EQ(opinion.cases, 3);
    const SecondOpinion all =
        find_hotspots(b.table, b.neighbours, b.centres, three_years, quick(99), {});
    EXPECT_NE(all.verdict.en.find("By months 3 cases can be used: too few cases to say"),
              std::string::npos)
        << all.verdict.en;
}

TEST(SpaceTime, TablesWithoutMonthsAreNotScanned) {
    const Board b = board(3, 1, [](std::uint32_t, std::uint32_t) { return 2; });
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(99), {});
    EXPECT_EQ(opinion.space_time.months, 0u);
    EXPECT_EQ(opinion.verdict.en.find("time"), std::string::npos);
}

TEST(HotspotLabel, WordsAndLabels) {
    EXPECT_STREQ(to_word(HotspotLabel::too_few), "too_few");
    EXPECT_EQ(label(HotspotLabel::too_few).vi, "Quá ít vụ để kết luận");
    EXPECT_STREQ(to_word(HotspotLabel::no_data), "no_data");
}

Board reference_board(const std::vector<double>& cases,
                      const std::vector<double>& people,
                      const std::vector<double>& x,
                      const std::vector<double>& y,
                      Graph graph) {
    Board b;
    double total = 0;
    double all = 0;
    std::vector<std::int64_t> counts;
    b.centres = PerUnit<geo::PointM>(cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        counts.push_back(static_cast<std::int64_t>(cases[i]));
        total += cases[i];
        all += people[i];
        b.centres[UnitIndex(i)] = {1000 * x[i], 1000 * y[i]};
    }
    b.table.observed = PerUnit<std::int64_t>(counts);
    b.table.expected = PerUnit<double>(cases.size());
    b.table.reported = PerUnit<bool>(cases.size(), true);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        b.table.expected[UnitIndex(i)] = people[i] * total / all;
    }
    b.neighbours = std::move(graph);
    return b;
}

TEST_F(HotspotReference, NewYorkLeukaemiaRunsWithoutAHitch) {
    const test::Table input(folder / "ny_leukemia/input.csv");
    const Board b = reference_board(
        input.numbers("cases_floor"),
        input.numbers("population"),
        input.numbers("x"),
        input.numbers("y"),
        test::reference_graph(folder / "ny_leukemia/input_edges_nyw_directed.csv", input.rows()));
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(499), {});
    EXPECT_TRUE(opinion.enough_cases);
    ASSERT_FALSE(opinion.circles.empty());
    EXPECT_LE(opinion.circles.front().p, 0.05);
    std::cerr << opinion.verdict.vi << "\n" << opinion.verdict.en << "\n";
}

TEST_F(HotspotReference, NewMexicoCountiesRunWithoutAHitch) {
    // Cases and people are columns of words: name count year ..., name year people ...
    std::vector<std::string> names;
    std::vector<double> x;
    std::vector<double> y;
    std::ifstream places(folder / "new_mexico/nm.geo");
    std::string name;
    double lat = 0;
    double lon = 0;
    while (places >> name >> lat >> lon) {
        names.push_back(name);
        x.push_back(lon * 92);
        y.push_back(lat * 111);
    }
    ASSERT_EQ(names.size(), 32u);
    const auto row = [&](const std::string& county) {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), county) -
                                        names.begin());
    };
    std::vector<double> cases(32, 0);
    std::vector<double> people(32, 0);
    std::ifstream events(folder / "new_mexico/nm.cas");
    double count = 0;
    double other = 0;
    double age = 0;
    double sex = 0;
    while (events >> name >> count >> other >> age >> sex) {
        cases.at(row(name)) += count;
    }
    std::ifstream population(folder / "new_mexico/nm.pop");
    while (population >> name >> other >> count >> age >> sex) {
        people.at(row(name)) += count;
    }
    // Neighbours stand in: counties whose centres lie within 130 km.
    std::vector<Graph::Edge> edges;
    for (std::uint32_t i = 0; i < 32; ++i) {
        for (std::uint32_t j = 0; j < i; ++j) {
            if (std::hypot(x[i] - x[j], y[i] - y[j]) < 130) {
                edges.emplace_back(i, j);
            }
        }
    }
    const Board b = reference_board(cases, people, x, y, Graph(32, edges));
    const SecondOpinion opinion =
        find_hotspots(b.table, b.neighbours, b.centres, year, quick(499), {});
    EXPECT_GT(b.table.total(), 1000);
    EXPECT_FALSE(opinion.circles.empty());
    std::cerr << opinion.verdict.vi << "\n" << opinion.verdict.en << "\n";
}

}  // namespace
}  // namespace riskmap::risk
