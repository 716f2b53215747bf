#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "core/graph.hpp"
#include "core/index.hpp"
#include "core/random.hpp"
#include "core/text.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/model_input.hpp"
#include "stats/icar.hpp"

namespace riskmap::risk {

/// A way the world could be, from which provinces with known risks are drawn. The first two lie
/// inside the model, the others break one of its assumptions each.
struct TruthCase {
    enum class Kind {
        prior,          ///< slope, sigma and phi drawn from the hazard's priors
        model,          ///< the model at fixed slope and sigma, phi 0.5
        equal_risk,     ///< every child runs the same risk
        point_sources,  ///< three units at 5 times the risk, their neighbours at 2, the rest equal
        heavy_tails,    ///< slope 0.5 and a residual of 0.5 Student t with 3 degrees of freedom
        useless_exposure,  ///< risk follows another index of the same spread, sigma 0.3
        reporting_gaps,    ///< slope 0.5, sigma 0.6; a quarter of the units report 3 cases in 10
                           ///< and nobody knows, a tenth say that they did not report
    };
    Kind kind = Kind::prior;
    double beta = 0;
    double sigma = 0;
    std::string id;  ///< "prior", "beta_0.5_sigma_0.6", "point_sources"
    Text label;
    std::uint32_t number = 0;  ///< its place in the list of all, which addresses random numbers

    bool inside_model() const { return kind == Kind::prior || kind == Kind::model; }
};

/// The prior, the nine cells slope {0, 0.5, 1} x sigma {0.3, 0.6, 0.9}, equal risk, and the truths
/// outside the model.
std::vector<TruthCase> truth_cases();

/// A simulated province: what is true, and what the office would see of it.
struct SimulatedProvince {
    /// Relative risk, mean 1 by share of expected cases; 0 without people.
    std::vector<double> relative_risk;
    cases::CaseTable cases;
};

/// What provinces are drawn on: people, expected shares, exposure index and neighbours of a study.
/// References live as long as the simulation; threads share it.
struct Ground {
    const cases::CaseTable* cases = nullptr;
    const ModelInput* input = nullptr;
    const Graph* neighbours = nullptr;
    const stats::Icar* icar = nullptr;  ///< of `neighbours`
    const hazard::ModelSpec* model = nullptr;
};

/// One province with `events` expected cases in all. Expected counts are standardised on what was
/// reported, as in a run. Without an exposure index slopes have nothing to act on.
SimulatedProvince simulate(const Ground&, const TruthCase&, double events, RandomStream&);

}  // namespace riskmap::risk
