#include "risk/validation.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "risk/yardsticks.hpp"
#include "support/graphs.hpp"

// RISKMAP_VALIDATION_REPLICATES makes the simulations as long as wanted; 100 is nightly size.

namespace riskmap::risk {
namespace {

constexpr std::uint32_t columns = 7;

std::size_t replicates(std::size_t otherwise) {
    const char* text = std::getenv("RISKMAP_VALIDATION_REPLICATES");
    return text != nullptr ? static_cast<std::size_t>(std::strtoul(text, nullptr, 10)) : otherwise;
}

/// A lattice with uneven populations and an index of SD about 0.6.
struct Study {
    hazard::HazardSpec hazard;
    cases::CaseTable cases;
    exposure::ExposureTable exposure;
    Graph graph;
    std::size_t units;

    explicit Study(std::uint32_t rows = 8, int top = 5)
        : graph(test::lattice(rows, columns)), units(graph.size()) {
        hazard.id = "fall";
        hazard.model.top = top;
        RandomStream random(3, 77, 0);
        cases.observed = PerUnit<std::int64_t>(units, 1);
        cases.reported = PerUnit<bool>(units, true);
        cases.person_years = PerUnit<double>(units, 0);
        cases.expected = PerUnit<double>(units, 0);
        cases.years = 1;
        exposure.index = PerUnit<double>(units, 0);
        for (std::size_t row = 0; row < units; ++row) {
            const UnitIndex unit(row);
            cases.person_years[unit] = 10000 * std::exp(0.5 * random.normal());
            cases.expected[unit] = cases.person_years[unit] / 10000;
            exposure.index[unit] = 0.6 * random.normal();
        }
    }

    ValidationReport validate(const ValidationSpec& spec,
                              double events,
                              unsigned threads = 2) const {
        RunContext context;
        context.threads = threads;
        context.seed = 20240601;
        return risk::validate(hazard, cases, exposure, graph, events, spec, context);
    }
};

ValidationSpec quick(std::size_t count, std::vector<std::string> truths) {
    ValidationSpec spec;
    spec.replicates = replicates(count);
    spec.effort = {500, true, true};
    spec.truths = std::move(truths);
    return spec;
}

const MethodSkill& method(const TruthReport& truth, const std::string& id) {
    for (const MethodSkill& skill : truth.methods) {
        if (skill.id == id) {
            return skill;
        }
    }
    throw Error(ErrorKind::internal, "no method " + id);
}

TEST(Validation, IntervalsHoldTheTruthAndProbabilitiesComeTrueUnderThePrior) {
    const ValidationReport report = Study().validate(quick(3, {"prior"}), 60);
    const TruthReport& prior = report.truths.front();
    std::printf("prior: %zu provinces, coverage %.3f +- %.3f\n",
                prior.provinces,
                prior.coverage.mean,
                prior.coverage.error);
    EXPECT_EQ(prior.unusable, 0u);
    EXPECT_NEAR(prior.coverage.mean, 0.90, 0.02 + 3 * prior.coverage.error);
    for (const CalibrationBin& bin : prior.calibration) {
        if (bin.units > 0) {
            // Units of one province go together: count one in eight of them.
            const double error =
                std::sqrt(bin.said * (1 - bin.said) * 8 / static_cast<double>(bin.units));
            EXPECT_NEAR(bin.said, bin.found, 0.03 + 3 * error);
        }
    }
    EXPECT_GT(report.index_sd, 0.4);
}

TEST(Validation, EqualRiskConfirmsAtMostOneUnitInAHundred) {
    const ValidationReport report = Study().validate(quick(8, {"equal_risk"}), 21);
    const TruthReport& equal = report.truths.front();
    EXPECT_LE(equal.falsely_confirmed.mean, 0.01);
    EXPECT_EQ(equal.confirmed_right > 0, false);
    EXPECT_GE(equal.coverage.mean, 0.9);
}

TEST(Validation, FewEventsWithTellingExposureBeatRawRates) {
    const ValidationReport report = Study().validate(quick(10, {"beta_1.0_sigma_0.3"}), 21);
    const TruthReport& truth = report.truths.front();
    EXPECT_GT(method(truth, "model").hit.mean, method(truth, "raw_rate").hit.mean);
    EXPECT_GT(method(truth, "model").burden.mean, method(truth, "raw_rate").burden.mean);
    EXPECT_GT(method(truth, "model").correlation.mean,
              method(truth, "poisson_gamma").correlation.mean);
}

TEST(Validation, ManyEventsAreReadAsWellAsByEmpiricalBayes) {
    const ValidationReport report = Study().validate(quick(8, {"beta_0.5_sigma_0.6"}), 1050);
    const TruthReport& truth = report.truths.front();
    for (const char* other : {"raw_rate", "poisson_gamma"}) {
        EXPECT_GT(method(truth, "model").hit.mean, method(truth, other).hit.mean - 0.05) << other;
        EXPECT_GT(method(truth, "model").burden.mean, method(truth, other).burden.mean - 0.02)
            << other;
    }
}

TEST(Validation, TheDesignOfTheEvidenceIsMetInSmall) {
    // 112 units, the ten highest, an index of SD 0.6; slope 0, 0.5, 1 x residual SD 0.3, 0.6, 0.9.
    std::vector<std::string> cells;
    for (const TruthCase& truth : truth_cases()) {
        if (truth.kind == TruthCase::Kind::model) {
            cells.push_back(truth.id);
        }
    }
    const Study study(16, 10);
    const auto told = [&](double events, std::size_t count) {
        const TruthReport nine = study.validate(quick(count, cells), events).truths.front();
        EXPECT_EQ(nine.id, "model");
        for (const char* id : {"model", "raw_rate", "poisson_gamma"}) {
            const MethodSkill& skill = method(nine, id);
            std::printf("%4.0f events, %zu provinces, %s: hit %.3f +- %.3f, burden %.3f +- %.3f\n",
                        events,
                        nine.provinces,
                        id,
                        skill.hit.mean,
                        skill.hit.error,
                        skill.burden.mean,
                        skill.burden.error);
        }
        return nine;
    };
    const TruthReport few = told(21, 5);
    EXPECT_GE(method(few, "model").hit.mean, 0.37 - method(few, "model").hit.error);
    EXPECT_GE(method(few, "model").burden.mean, 0.75 - method(few, "model").burden.error);
    EXPECT_LE(few.falsely_confirmed.mean, 0.01);
    const TruthReport many = told(1050, 2);
    for (const char* other : {"raw_rate", "poisson_gamma"}) {
        EXPECT_GE(method(many, "model").hit.mean, method(many, other).hit.mean - 0.02) << other;
        EXPECT_GE(method(many, "model").burden.mean, method(many, other).burden.mean - 0.02)
            << other;
    }
    EXPECT_LE(many.falsely_confirmed.mean, 0.02);
}

TEST(Validation, EveryTruthIsTriedAndTheNineCellsAreSummedUp) {
    const ValidationReport report = Study().validate(quick(1, {}), 30);
    ASSERT_EQ(report.truths.size(), truth_cases().size() + 1);
    EXPECT_EQ(report.truths.front().id, "model");
    for (const TruthReport& truth : report.truths) {
        EXPECT_GT(truth.provinces, truth.unusable) << truth.id;
        EXPECT_EQ(truth.methods.size(), yardsticks().size() + 1);
    }
}

TEST(Validation, ChoosingTruthsAndThreadsChangesNoFigure) {
    const Study study;
    const ValidationReport one = study.validate(quick(2, {"heavy_tails"}), 40, 1);
    const ValidationReport many =
        study.validate(quick(2, {"equal_risk", "heavy_tails", "reporting_gaps"}), 40, 8);
    ASSERT_EQ(many.truths.size(), 3u);
    EXPECT_EQ(many.truths[1].id, "heavy_tails");
    EXPECT_EQ(many.truths[1].coverage.mean, one.truths[0].coverage.mean);
    EXPECT_EQ(method(many.truths[1], "model").burden.mean,
              method(one.truths[0], "model").burden.mean);
}

TEST(Validation, UnknownTruthsAreNamedWithTheKnown) {
    try {
        Study().validate(quick(1, {"tails"}), 40);
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_NE(std::string(error.what()).find("heavy_tails"), std::string::npos);
    }
}

TEST(Simulation, RisksAverageOneAndExpectedCasesAddUpToTheReported) {
    const Study study;
    const ModelInput input = model_input(study.cases, study.exposure, study.hazard.model);
    const stats::Icar icar(study.graph);
    const Ground ground{&study.cases, &input, &study.graph, &icar, &study.hazard.model};
    for (const TruthCase& truth : truth_cases()) {
        RandomStream random(1, 5, truth.number);
        const SimulatedProvince province = simulate(ground, truth, 400, random);
        double mean = 0;
        double expected = 0;
        double observed = 0;
        for (std::size_t row = 0; row < study.units; ++row) {
            const UnitIndex unit(row);
            mean += input.share[row] * province.relative_risk[row];
            if (province.cases.reported[unit]) {
                expected += province.cases.expected[unit];
                observed += static_cast<double>(province.cases.observed[unit]);
            }
        }
        EXPECT_NEAR(mean, 1, 1e-12) << truth.id;
        EXPECT_NEAR(expected, observed, 1e-9) << truth.id;
        EXPECT_GT(observed, 200) << truth.id;
    }
}

TEST(Skill, TiesAtTheEdgeShareTheLastPlaces) {
    const Verdict verdict{{3, 1, 1, 1}, {1, 1, 1, 1}};
    const std::vector<double> truth{4, 3, 2, 1};
    const Skill skill = skill_of(verdict, truth, truth, {true, true, true, true}, 2);
    EXPECT_DOUBLE_EQ(skill.hit, (1 + 1.0 / 3) / 2);
    EXPECT_DOUBLE_EQ(skill.burden, 5.0 / 7);  // half of all ten events, of seven
}

}  // namespace
}  // namespace riskmap::risk
