#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "core/graph.hpp"
#include "core/index.hpp"
#include "core/run_context.hpp"
#include "core/text.hpp"
#include "domain/value.hpp"
#include "exposure/exposure_table.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/level.hpp"

namespace riskmap::risk {

struct Interval {
    double lower = 0;
    double upper = 0;
};

/// Did the fit converge, may it be used, and if not, why.
struct FitSummary {
    std::string method;  ///< "poisson-gamma empirical Bayes", "BYM2 nested Laplace"
    bool converged = false;
    bool usable = false;
    Text verdict;  ///< one sentence
    std::vector<std::pair<std::string, double>>
        numbers;  ///< parameters and diagnostics in a fixed order
};

/// What the data and the model say about one unit under one hazard. Empty where it was not or
/// cannot be computed.
struct UnitRisk {
    domain::ValueState status = domain::ValueState::not_computed;
    std::optional<double> crude_rate;             ///< per 100,000 person-years
    std::optional<Interval> crude_rate_interval;  ///< exact Poisson
    std::optional<double> rate;                   ///< smoothed, per 100,000 person-years
    std::optional<Interval> rate_interval;
    std::optional<double> relative_risk;
    std::optional<Interval> relative_risk_interval;
    std::optional<double> exceedance;  ///< P(relative risk > threshold)
    std::optional<double> exceedance_incidents_only;
    std::optional<double> probability_lower;  ///< P(relative risk < 1)
    std::optional<double> score;              ///< expected percentile rank, 0-100
    std::optional<int> rank;
    std::optional<std::pair<int, int>> rank_interval;
    std::optional<double> probability_top;  ///< P(rank <= top)
    Level level = Level::insufficient_data;
    std::optional<double> environment_factor;
    std::optional<double> record_factor;
    std::optional<double> information_share;
    std::optional<double> events_per_year;
    std::optional<double> empirical_bayes;  ///< comparison column
};

/// A calendar year beside the mean of the period.
struct YearEffect {
    int year = 0;
    double weight = 1;  ///< of its cases
    double ratio = 1;   ///< of rates, all units alike
    Interval interval;  ///< 95 % credible
};

struct RiskSurface {
    std::string hazard_id;
    PerUnit<UnitRisk> units;
    FitSummary fit;
    FitSummary incidents_only;
    std::vector<YearEffect> years;  ///< none when the cases are of one year
    /// draws[unit * draw_count + draw]: relative risk, for plans that carry uncertainty; empty when
    /// not drawn.
    std::vector<float> draws;
    std::size_t draw_count = 0;
    /// Per draw: what relative risks are multiplied by to be relative to the expected cases, so
    /// that the level of the whole study is uncertain too.
    std::vector<double> level_draws;
};

/// How finely a fit is computed. What is published uses the default; many fits that are only
/// compared with each other can do with less.
struct Effort {
    std::size_t draws = 0;  ///< 0: 4,000, and 2,000 on large studies
    bool coarse_grid = false;
    bool incidents_only = true;  ///< fit the second model as well; without it nothing is confirmed
};

/// The model of METHODS 4 for one hazard: the main fit with the exposure index, and a second
/// without it. The order of units is that of `CanonicalStudy`: neither it nor codes change a
/// figure.
RiskSurface estimate_risk(const hazard::HazardSpec&,
                          const cases::CaseTable&,
                          const exposure::ExposureTable&,
                          const Graph& neighbours,
                          const RunContext&,
                          const Effort& = {});

}  // namespace riskmap::risk
