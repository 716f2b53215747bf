#include <cmath>
#include <ctime>
#include <limits>

#include <gtest/gtest.h>

#include "risk/risk_surface.hpp"
#include "support/graphs.hpp"
#include "support/reference_data.hpp"

namespace riskmap::risk {
namespace {

struct Study {
    hazard::HazardSpec hazard;
    cases::CaseTable cases;
    exposure::ExposureTable exposure;
    Graph graph;

    std::size_t size() const { return cases.observed.size(); }
    RiskSurface estimate(unsigned threads = 1) const {
        RunContext context;
        context.threads = threads;
        return estimate_risk(hazard, cases, exposure, graph, context);
    }
};

/// A lattice of 4 x 5 units, 10 000 person-years each over two years, few events, an index that
/// rises with the row.
Study lattice_study() {
    Study study;
    study.hazard.id = "fall";
    study.hazard.model.top = 3;
    study.graph = test::lattice(4, 5);
    const std::size_t units = 20;
    study.cases.observed = PerUnit<std::int64_t>(units, 0);
    study.cases.person_years = PerUnit<double>(units, 10000);
    study.cases.reported = PerUnit<bool>(units, true);
    study.cases.years = 2;
    std::int64_t total = 0;
    for (const auto& [row, count] :
         std::vector<std::pair<std::size_t, int>>{{19, 6}, {18, 3}, {14, 2}, {3, 1}, {0, 1}}) {
        study.cases.observed[UnitIndex(row)] = count;
        total += count;
    }
    study.cases.expected = PerUnit<double>(units, static_cast<double>(total) / 20);
    study.exposure.index = PerUnit<double>(units, 0);
    for (std::size_t row = 0; row < units; ++row) {
        study.exposure.index[UnitIndex(row)] = (static_cast<double>(row) - 9.5) / 8;
    }
    return study;
}

Study sparse_province(const std::filesystem::path& folder) {
    const test::Table counts(folder / "sparse111" / "input_counts.csv");
    const test::Table areas(folder / "sparse111" / "input_areas.csv");
    Study study;
    study.hazard.id = "fall";
    study.graph = test::reference_graph(folder / "sparse111" / "input_edges.csv", 111);
    std::vector<std::int64_t> observed;
    for (const double y : counts.numbers("y21")) {
        observed.push_back(static_cast<std::int64_t>(y));
    }
    std::vector<double> person_years = areas.numbers("child_pop");
    for (double& value : person_years) {
        value *= 1.25;
    }
    study.cases.observed = PerUnit<std::int64_t>(observed);
    study.cases.person_years = PerUnit<double>(person_years);
    study.cases.expected = PerUnit<double>(counts.numbers("E21"));
    study.cases.reported = PerUnit<bool>(111, true);
    study.cases.years = 1.25;
    study.exposure.index = PerUnit<double>(areas.numbers("log_exposure"));
    return study;
}

const UnitRisk& unit(const RiskSurface& surface, std::size_t row) {
    return surface.units[UnitIndex(row)];
}

TEST(EstimateRisk, UnitWithManyEventsAndStrongExposureLeads) {
    const Study study = lattice_study();
    const RiskSurface surface = study.estimate();
    EXPECT_TRUE(surface.fit.usable);
    EXPECT_TRUE(surface.incidents_only.usable);
    const UnitRisk& top = unit(surface, 19);
    EXPECT_EQ(top.rank, 1);
    EXPECT_EQ(top.level, Level::confirmed);
    EXPECT_GT(*top.relative_risk, 2);
    EXPECT_LT(top.relative_risk_interval->lower, *top.relative_risk);
    EXPECT_GT(*top.environment_factor, 1);
    EXPECT_GT(*top.record_factor, 1);
    EXPECT_GT(*top.probability_top, 0.9);
    EXPECT_GT(*top.information_share, 0);
    EXPECT_LT(*top.information_share, 1);
    EXPECT_EQ(top.status, domain::ValueState::value);
    EXPECT_EQ(unit(surface, 7).status, domain::ValueState::zero_reported);
    EXPECT_NEAR(*top.crude_rate, 60, 1e-9);
    EXPECT_NEAR(top.crude_rate_interval->lower, 2.2018937 * 10, 1e-4);
}

TEST(EstimateRisk, RelativeRisksAverageOneByExpectedCases) {
    const Study study = lattice_study();
    const RiskSurface surface = study.estimate();
    for (const std::size_t draw : {0u, 17u, 3999u}) {
        double mean = 0;
        for (std::size_t row = 0; row < 20; ++row) {
            mean += static_cast<double>(surface.draws[row * surface.draw_count + draw]) / 20;
        }
        EXPECT_NEAR(mean, 1, 1e-5);
    }
}

TEST(EstimateRisk, EventsPerYearAddUpToAboutTheRecord) {
    const RiskSurface surface = lattice_study().estimate();
    double sum = 0;
    for (const UnitRisk& risk : surface.units) {
        sum += *risk.events_per_year;
        EXPECT_GT(risk.rate_interval->upper, *risk.rate);
    }
    EXPECT_NEAR(sum, 13.0 / 2, 1);
}

TEST(EstimateRisk, DoubledPersonYearsChangeRatesOnly) {
    Study study = lattice_study();
    const RiskSurface once = study.estimate();
    for (double& value : study.cases.person_years) {
        value *= 2;
    }
    const RiskSurface twice = study.estimate();
    EXPECT_EQ(once.draws, twice.draws);
    EXPECT_EQ(unit(once, 4).score, unit(twice, 4).score);
    EXPECT_NEAR(*unit(twice, 4).rate * 2, *unit(once, 4).rate, 1e-9);
    EXPECT_NEAR(*unit(twice, 4).events_per_year, *unit(once, 4).events_per_year, 1e-9);
}

TEST(EstimateRisk, EveryNumberOfThreadsGivesTheSameBytes) {
    const Study study = lattice_study();
    const RiskSurface one = study.estimate(1);
    for (const unsigned threads : {2u, 8u}) {
        const RiskSurface many = study.estimate(threads);
        EXPECT_EQ(many.draws, one.draws);
        for (std::size_t row = 0; row < study.size(); ++row) {
            EXPECT_EQ(unit(many, row).score, unit(one, row).score);
            EXPECT_EQ(unit(many, row).rate, unit(one, row).rate);
            EXPECT_EQ(unit(many, row).exceedance_incidents_only,
                      unit(one, row).exceedance_incidents_only);
        }
        EXPECT_EQ(many.fit.numbers, one.fit.numbers);
    }
}

TEST(EstimateRisk, HazardsAreDrawnIndependently) {
    Study study = lattice_study();
    const RiskSurface fall = study.estimate();
    study.hazard.id = "fire";
    EXPECT_NE(study.estimate().draws, fall.draws);
}

TEST(EstimateRisk, UnitsWithoutPeopleFigureOrReportStayButAreNotJudged) {
    Study study = lattice_study();
    const double missing = std::numeric_limits<double>::quiet_NaN();
    study.cases.person_years[UnitIndex(5)] = 0;
    study.cases.expected[UnitIndex(5)] = 0;
    study.exposure.index[UnitIndex(5)] = missing;
    study.cases.person_years[UnitIndex(6)] = missing;
    study.cases.expected[UnitIndex(6)] = missing;
    study.cases.reported[UnitIndex(13)] = false;
    const RiskSurface surface = study.estimate();
    EXPECT_EQ(unit(surface, 5).status, domain::ValueState::not_applicable);
    EXPECT_EQ(unit(surface, 6).status, domain::ValueState::not_computed);
    EXPECT_EQ(unit(surface, 13).status, domain::ValueState::not_reported);
    for (const std::size_t row : {5u, 6u}) {
        EXPECT_FALSE(unit(surface, row).relative_risk);
        EXPECT_TRUE(std::isnan(surface.draws[row * surface.draw_count]));
    }
    // The model still says what it thinks of a unit that did not report.
    EXPECT_TRUE(unit(surface, 13).relative_risk);
    EXPECT_FALSE(unit(surface, 13).crude_rate);
    for (const std::size_t row : {5u, 6u, 13u}) {
        EXPECT_EQ(unit(surface, row).level, Level::insufficient_data);
        EXPECT_FALSE(unit(surface, row).rank);
    }
    int lowest = 0;
    for (const UnitRisk& risk : surface.units) {
        lowest = std::max(lowest, risk.rank.value_or(0));
    }
    EXPECT_EQ(lowest, 17);
}

TEST(EstimateRisk, WithoutIncidentsTheExposureSpeaksAloneAndConfirmsNothing) {
    Study study = lattice_study();
    study.cases.observed = PerUnit<std::int64_t>(20, 0);
    study.cases.expected = PerUnit<double>(20, 0);
    study.cases.reported = PerUnit<bool>(20, false);
    for (double& index : study.exposure.index) {
        index *= 4;
    }
    const RiskSurface surface = study.estimate();
    EXPECT_TRUE(surface.fit.usable);
    EXPECT_NE(surface.fit.verdict.en.find("unverified"), std::string::npos);
    EXPECT_EQ(unit(surface, 19).rank, 1);
    EXPECT_FALSE(unit(surface, 19).rate);
    EXPECT_FALSE(unit(surface, 19).events_per_year);
    EXPECT_FALSE(unit(surface, 19).record_factor);
    EXPECT_EQ(unit(surface, 19).information_share, 0);
    for (const UnitRisk& risk : surface.units) {
        EXPECT_NE(risk.level, Level::confirmed);
        EXPECT_NE(risk.level, Level::probable);
        EXPECT_NE(risk.level, Level::insufficient_data);
    }
}

TEST(EstimateRisk, NoEventsWhereManyWereExpectedLowersTheRate) {
    Study study = lattice_study();
    study.cases.observed = PerUnit<std::int64_t>(20, 0);
    study.cases.expected = PerUnit<double>(20, 1.4);
    const RiskSurface surface = study.estimate();
    // 1.4 expected per 10 000 person-years are 14 per 100 000.
    EXPECT_LT(*unit(surface, 10).rate, 5);
    for (const UnitRisk& risk : surface.units) {
        EXPECT_NE(risk.level, Level::confirmed);
    }
}

TEST(EstimateRisk, WithoutPeopleNothingIsFittedAndTheVerdictSaysSo) {
    Study study = lattice_study();
    study.cases.person_years = PerUnit<double>(20, std::numeric_limits<double>::quiet_NaN());
    const RiskSurface surface = study.estimate();
    EXPECT_FALSE(surface.fit.usable);
    EXPECT_NE(surface.fit.verdict.vi.find("mẫu số"), std::string::npos);
    EXPECT_TRUE(surface.draws.empty());
    EXPECT_EQ(unit(surface, 0).level, Level::insufficient_data);
}

TEST(EstimateRisk, WithoutIndexBothModelsAreOneAndNothingIsProbable) {
    Study study = lattice_study();
    study.exposure.index = {};
    const RiskSurface surface = study.estimate();
    EXPECT_FALSE(unit(surface, 19).environment_factor);
    EXPECT_EQ(unit(surface, 19).exceedance, unit(surface, 19).exceedance_incidents_only);
    for (const UnitRisk& risk : surface.units) {
        EXPECT_NE(risk.level, Level::probable);
    }
}

TEST(EstimateRisk, UnitsWithoutAnyNeighbourAreFittedWithoutSpace) {
    Study study = lattice_study();
    study.graph = Graph(20, {});
    const RiskSurface surface = study.estimate();
    EXPECT_TRUE(surface.fit.usable);
    for (const auto& [name, value] : surface.fit.numbers) {
        EXPECT_NE(name, "phi_mean");
        EXPECT_TRUE(std::isfinite(value)) << name;
    }
}

using EstimateRiskReference = test::Reference;

TEST_F(EstimateRiskReference, SparseProvinceIsFastAndHonest) {
    const Study study = sparse_province(folder);
    const std::clock_t begin = std::clock();
    const RiskSurface surface = study.estimate();
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    int confirmed = 0;
    int undetermined = 0;
    for (const UnitRisk& risk : surface.units) {
        confirmed += risk.level == Level::confirmed ? 1 : 0;
        undetermined += risk.level == Level::undetermined ? 1 : 0;
    }
    std::printf(
        "111 units, both models and draws: %.2f s of processor time, %d confirmed, %d not "
        "distinguishable. %s\n",
        seconds,
        confirmed,
        undetermined,
        surface.fit.verdict.en.c_str());
    EXPECT_LE(confirmed, 3);
    EXPECT_GE(undetermined, 20);
    EXPECT_LT(seconds, 6);  // 0.3 s in a release build; room for sanitizers
}

}  // namespace
}  // namespace riskmap::risk
