#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "risk/canonical_order.hpp"
#include "risk/hotspots.hpp"
#include "risk/risk_surface.hpp"
#include "support/graphs.hpp"

// What must not matter: the order of rows (which is the order of codes), edges given twice, the
// order of islands, the unit of people. Not a byte changes.

namespace riskmap::risk {
namespace {

using Edges = std::vector<Graph::Edge>;

struct Study {
    cases::CaseTable cases;
    exposure::ExposureTable exposure;
    Edges edges;

    std::size_t size() const { return cases.observed.size(); }
    RiskSurface estimate() const {
        hazard::HazardSpec hazard;
        hazard.id = "fall";
        return estimate_risk(hazard, cases, exposure, Graph(size(), edges), RunContext{});
    }
};

Edges lattice_edges(std::uint32_t rows, std::uint32_t columns, std::uint32_t first) {
    Edges edges;
    const Graph graph = test::lattice(rows, columns);
    for (std::uint32_t row = 0; row < graph.size(); ++row) {
        for (const std::uint32_t other : graph.neighbours(row)) {
            if (other > row) {
                edges.emplace_back(first + row, first + other);
            }
        }
    }
    return edges;
}

Study study_on(Edges edges, std::size_t units) {
    Study study;
    study.edges = std::move(edges);
    study.cases.observed = PerUnit<std::int64_t>(units, 0);
    study.cases.reported = PerUnit<bool>(units, true);
    study.cases.person_years = PerUnit<double>(units, 0);
    study.cases.expected = PerUnit<double>(units, 0);
    study.cases.years = 1;
    study.exposure.index = PerUnit<double>(units, 0);
    RandomStream random(19, 1, 0);
    double people = 0;
    for (std::size_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        study.exposure.index[unit] = 0.6 * random.normal();
        study.cases.person_years[unit] = 10000 * std::exp(0.4 * random.normal());
        study.cases.observed[unit] = random.poisson(std::exp(study.exposure.index[unit]));
        people += study.cases.person_years[unit];
    }
    const auto total = static_cast<double>(study.cases.total());
    for (std::size_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        study.cases.expected[unit] = total * study.cases.person_years[unit] / people;
    }
    return study;
}

/// Row `row` of the study becomes row `place[row]`.
Study moved(const Study& study, const std::vector<std::uint32_t>& place) {
    Study result = study;
    for (std::size_t row = 0; row < study.size(); ++row) {
        const UnitIndex from(row);
        const UnitIndex to(place[row]);
        result.cases.observed[to] = study.cases.observed[from];
        result.cases.person_years[to] = study.cases.person_years[from];
        result.cases.expected[to] = study.cases.expected[from];
        result.exposure.index[to] = study.exposure.index[from];
        result.cases.reported[to] = static_cast<bool>(study.cases.reported[from]);
    }
    for (Graph::Edge& edge : result.edges) {
        edge = {place[edge.first], place[edge.second]};
    }
    return result;
}

void expect_the_same_unit(const UnitRisk& a, const UnitRisk& b) {
    EXPECT_EQ(a.status, b.status);
    EXPECT_EQ(a.rate, b.rate);
    EXPECT_EQ(a.relative_risk, b.relative_risk);
    ASSERT_EQ(a.relative_risk_interval.has_value(), b.relative_risk_interval.has_value());
    if (a.relative_risk_interval) {
        EXPECT_EQ(a.relative_risk_interval->lower, b.relative_risk_interval->lower);
        EXPECT_EQ(a.relative_risk_interval->upper, b.relative_risk_interval->upper);
    }
    EXPECT_EQ(a.exceedance, b.exceedance);
    EXPECT_EQ(a.exceedance_incidents_only, b.exceedance_incidents_only);
    EXPECT_EQ(a.probability_lower, b.probability_lower);
    EXPECT_EQ(a.score, b.score);
    EXPECT_EQ(a.rank, b.rank);
    EXPECT_EQ(a.rank_interval, b.rank_interval);
    EXPECT_EQ(a.probability_top, b.probability_top);
    EXPECT_EQ(a.level, b.level);
    EXPECT_EQ(a.environment_factor, b.environment_factor);
    EXPECT_EQ(a.record_factor, b.record_factor);
    EXPECT_EQ(a.information_share, b.information_share);
    EXPECT_EQ(a.empirical_bayes, b.empirical_bayes);
}

void expect_the_same(const RiskSurface& once,
                     const RiskSurface& again,
                     const std::vector<std::uint32_t>& place) {
    EXPECT_EQ(once.fit.numbers, again.fit.numbers);
    EXPECT_EQ(once.incidents_only.numbers, again.incidents_only.numbers);
    EXPECT_EQ(once.level_draws, again.level_draws);
    const auto draws_of = [](const RiskSurface& surface, std::size_t row) {
        const auto count = static_cast<std::ptrdiff_t>(surface.draw_count);
        const auto begin = surface.draws.begin() + static_cast<std::ptrdiff_t>(row) * count;
        return std::vector<float>(begin, begin + count);
    };
    for (std::size_t row = 0; row < place.size(); ++row) {
        expect_the_same_unit(once.units[UnitIndex(row)], again.units[UnitIndex(place[row])]);
        if (once.units[UnitIndex(row)].relative_risk) {
            EXPECT_EQ(draws_of(once, row), draws_of(again, place[row]));
        }
    }
}

std::vector<std::uint32_t> shuffled(std::uint32_t size, std::uint64_t item) {
    std::vector<std::uint32_t> place(size);
    std::iota(place.begin(), place.end(), 0U);
    RandomStream random(5, 1, item);
    for (std::uint32_t left = size; left > 1; --left) {
        std::swap(place[left - 1], place[random.below(left)]);
    }
    return place;
}

TEST(Invariance, OrderOfRowsAndCodesDoesNotMatter) {
    const Study study = study_on(lattice_edges(5, 6, 0), 30);
    const RiskSurface once = study.estimate();
    for (std::uint64_t item = 0; item < 3; ++item) {
        const std::vector<std::uint32_t> place = shuffled(30, item);
        expect_the_same(once, moved(study, place).estimate(), place);
    }
}

TEST(Invariance, LastBitsOfExpectedCasesDecideNoOrder) {
    const Study study = study_on(lattice_edges(5, 6, 0), 30);
    Study nudged = study;
    for (std::size_t row = 0; row < 30; row += 2) {
        double& expected = nudged.cases.expected[UnitIndex(row)];
        expected = std::nextafter(expected, 2 * expected);
    }
    EXPECT_EQ(canonical_order(study.cases, study.exposure.index, Graph(30, study.edges)),
              canonical_order(nudged.cases, nudged.exposure.index, Graph(30, study.edges)));
}

TEST(Invariance, UnitsThatNothingTellsApartMayOnlyTradeWithEachOther) {
    // Two rings of six alike units each: any of a ring may stand for any other of it.
    Study study = study_on({}, 13);
    for (std::size_t row = 0; row < 12; ++row) {
        const UnitIndex unit(row);
        study.cases.observed[unit] = row < 6 ? 2 : 1;
        study.cases.expected[unit] = 1;
        study.exposure.index[unit] = 0.2;
        study.edges.emplace_back(row, row % 6 == 5 ? row - 5 : row + 1);
    }
    std::vector<std::uint32_t> place(13);
    for (std::uint32_t row = 0; row < 13; ++row) {
        place[row] = 12 - row;
    }
    const RiskSurface once = study.estimate();
    const RiskSurface again = moved(study, place).estimate();
    const auto of_ring = [](const RiskSurface& surface, std::size_t first) {
        std::vector<double> risks;
        for (std::size_t row = first; row < first + 6; ++row) {
            risks.push_back(*surface.units[UnitIndex(row)].relative_risk);
        }
        std::sort(risks.begin(), risks.end());
        return risks;
    };
    EXPECT_EQ(of_ring(once, 0), of_ring(again, 7));
    EXPECT_EQ(of_ring(once, 6), of_ring(again, 1));
    expect_the_same_unit(once.units[UnitIndex(12)], again.units[UnitIndex(0)]);
}

TEST(Invariance, UnreportedAndEmptyUnitsMoveWithTheOthers) {
    Study study = study_on(lattice_edges(4, 6, 0), 24);
    study.cases.reported[UnitIndex(3)] = false;
    study.cases.person_years[UnitIndex(8)] = 0;
    study.cases.expected[UnitIndex(8)] = 0;
    study.cases.person_years[UnitIndex(9)] = std::nan("");
    study.cases.expected[UnitIndex(9)] = std::nan("");
    const std::vector<std::uint32_t> place = shuffled(24, 9);
    expect_the_same(study.estimate(), moved(study, place).estimate(), place);
}

TEST(Invariance, SecondOpinionsDoNotDependOnTheOrderOfUnits) {
    const Study study = study_on(lattice_edges(5, 6, 0), 30);
    const std::vector<std::uint32_t> place = shuffled(30, 4);
    const Study other = moved(study, place);
    PerUnit<geo::PointM> centres(30);
    PerUnit<geo::PointM> other_centres(30);
    for (std::uint32_t row = 0; row < 30; ++row) {
        centres[UnitIndex(row)] = {1000.0 * (row % 6), 900.0 * (row / 6)};
        other_centres[UnitIndex(place[row])] = centres[UnitIndex(row)];
    }
    HotspotSpec spec;
    spec.replicates = 99;
    const auto look = [&](const Study& at, const PerUnit<geo::PointM>& where) {
        return find_hotspots(at.cases, Graph(30, at.edges), where, {}, spec, RunContext{});
    };
    const SecondOpinion once = look(study, centres);
    const SecondOpinion again = look(other, other_centres);
    EXPECT_EQ(once.verdict, again.verdict);
    EXPECT_EQ(once.moran_p, again.moran_p);
    ASSERT_EQ(once.circles.size(), again.circles.size());
    for (std::size_t k = 0; k < once.circles.size(); ++k) {
        EXPECT_EQ(once.circles[k].p, again.circles[k].p);
        EXPECT_EQ(once.circles[k].units.size(), again.circles[k].units.size());
    }
    for (std::uint32_t row = 0; row < 30; ++row) {
        const UnitOpinion& a = once.units[UnitIndex(row)];
        const UnitOpinion& b = again.units[UnitIndex(place[row])];
        EXPECT_EQ(a.gi_star_q, b.gi_star_q);
        EXPECT_EQ(a.moran_q, b.moran_q);
        EXPECT_EQ(a.circle, b.circle);
        EXPECT_EQ(a.bayes_local, b.bayes_local);
    }
}

TEST(Invariance, OrderOfIslandsDoesNotMatter) {
    Edges edges = lattice_edges(3, 5, 0);
    const Edges island = lattice_edges(2, 5, 15);
    edges.insert(edges.end(), island.begin(), island.end());
    // 26 units: an island of 15, one of 10, one alone.
    const Study study = study_on(edges, 26);
    std::vector<std::uint32_t> place(26);
    for (std::uint32_t row = 0; row < 26; ++row) {
        place[row] = (row + 11) % 26;
    }
    expect_the_same(study.estimate(), moved(study, place).estimate(), place);
}

TEST(Invariance, EdgesGivenTwiceChangeNoByte) {
    Study study = study_on(lattice_edges(4, 5, 0), 20);
    const RiskSurface once = study.estimate();
    const Edges edges = study.edges;
    for (const Graph::Edge& edge : edges) {
        study.edges.emplace_back(edge.second, edge.first);
        study.edges.insert(study.edges.begin(), edge);
    }
    const RiskSurface again = study.estimate();
    EXPECT_EQ(again.draws, once.draws);
    EXPECT_EQ(again.fit.numbers, once.fit.numbers);
}

TEST(Invariance, CountingPeopleInAnotherUnitChangesRatesOnly) {
    Study study = study_on(lattice_edges(4, 5, 0), 20);
    const RiskSurface once = study.estimate();
    for (double& value : study.cases.person_years) {
        value *= 2;
    }
    const RiskSurface again = study.estimate();
    EXPECT_EQ(again.draws, once.draws);
    for (std::size_t row = 0; row < 20; ++row) {
        const UnitRisk& a = once.units[UnitIndex(row)];
        const UnitRisk& b = again.units[UnitIndex(row)];
        EXPECT_EQ(a.rank, b.rank);
        EXPECT_EQ(a.level, b.level);
        EXPECT_NEAR(*a.rate, 2 * *b.rate, 1e-9 * *a.rate);
    }
}

}  // namespace
}  // namespace riskmap::risk
