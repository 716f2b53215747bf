#include <cmath>

#include <gtest/gtest.h>

#include "risk/risk_surface.hpp"
#include "support/reference_data.hpp"

namespace riskmap::risk {
namespace {

using CityReference = test::Reference;

// Pedestrians hurt in the 1,921 tracts of New York: many tracts without people, islands, a wide
// spread of counts. No answer is published; it has to run without a hitch and make sense.
TEST_F(CityReference, NewYorkTractsRunWithoutAHitch) {
    const test::Table counts(folder / "nyc_ped/input_counts.csv");
    const std::vector<double> events = counts.numbers("events_2001");
    const std::vector<double> people = counts.numbers("exposure");
    const std::size_t tracts = counts.rows();
    const Graph graph = test::reference_graph(folder / "nyc_ped/input_edges.csv", tracts);
    cases::CaseTable cases;
    cases.observed = PerUnit<std::int64_t>(tracts, 0);
    cases.reported = PerUnit<bool>(tracts, true);
    cases.person_years = PerUnit<double>(tracts, 0);
    cases.expected = PerUnit<double>(tracts, 0);
    cases.years = 1;
    double all_events = 0;
    double all_people = 0;
    for (std::size_t row = 0; row < tracts; ++row) {
        all_events += events[row];
        all_people += people[row];
    }
    for (std::size_t row = 0; row < tracts; ++row) {
        const UnitIndex unit(row);
        cases.observed[unit] = static_cast<std::int64_t>(events[row]);
        cases.person_years[unit] = people[row];
        cases.expected[unit] = all_events * people[row] / all_people;
    }
    hazard::HazardSpec hazard;
    hazard.id = "hit";
    RunContext context;
    context.threads = 2;
    const RiskSurface surface = estimate_risk(hazard, cases, {}, graph, context, {400, true, true});
    ASSERT_TRUE(surface.fit.usable) << surface.fit.verdict.en;
    std::size_t ranked = 0;
    double foretold = 0;
    for (std::size_t row = 0; row < tracts; ++row) {
        const UnitRisk& risk = surface.units[UnitIndex(row)];
        EXPECT_EQ(risk.relative_risk.has_value(), people[row] > 0) << row;
        if (risk.relative_risk) {
            EXPECT_TRUE(std::isfinite(*risk.relative_risk)) << row;
            EXPECT_LT(risk.relative_risk_interval->lower, risk.relative_risk_interval->upper);
            foretold += risk.events_per_year.value_or(0);
        }
        ranked += risk.rank ? 1 : 0;
    }
    EXPECT_GT(ranked, 1800u);
    // The level is known to 1 %; smoothing moves cases between tracts, not out of the city.
    EXPECT_NEAR(foretold / all_events, 1, 0.03);
    for (const auto& [name, value] : surface.fit.numbers) {
        if (name == "sigma_mean") {
            EXPECT_NEAR(value, 1.2, 0.2);
        }
    }
}

}  // namespace
}  // namespace riskmap::risk
