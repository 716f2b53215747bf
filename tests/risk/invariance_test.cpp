#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "risk/risk_surface.hpp"
#include "support/graphs.hpp"

// What must not matter: the order of rows (which is the order of codes), edges given twice, the
// order of islands, the unit of people. Draws are addressed by row, so figures taken from draws
// agree up to their own noise; what the fit gives directly agrees to rounding.

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
    }
    for (Graph::Edge& edge : result.edges) {
        edge = {place[edge.first], place[edge.second]};
    }
    return result;
}

void expect_the_same(const RiskSurface& once,
                     const RiskSurface& again,
                     const std::vector<std::uint32_t>& place) {
    for (std::size_t row = 0; row < place.size(); ++row) {
        const UnitRisk& a = once.units[UnitIndex(row)];
        const UnitRisk& b = again.units[UnitIndex(place[row])];
        EXPECT_NEAR(*a.environment_factor, *b.environment_factor, 1e-6);
        EXPECT_NEAR(*a.record_factor, *b.record_factor, 1e-6);
        EXPECT_NEAR(*a.empirical_bayes, *b.empirical_bayes, 1e-9);
        EXPECT_NEAR(*a.relative_risk / *b.relative_risk, 1, 0.08);
        EXPECT_NEAR(*a.exceedance, *b.exceedance, 0.05);
        EXPECT_NEAR(*a.score, *b.score, 3);
    }
}

TEST(Invariance, OrderOfRowsAndCodesDoesNotMatter) {
    const Study study = study_on(lattice_edges(5, 6, 0), 30);
    std::vector<std::uint32_t> place(30);
    std::iota(place.begin(), place.end(), 0U);
    RandomStream random(5, 1, 0);
    for (std::uint32_t left = 30; left > 1; --left) {
        std::swap(place[left - 1], place[random.below(left)]);
    }
    expect_the_same(study.estimate(), moved(study, place).estimate(), place);
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
