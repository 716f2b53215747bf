#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/run_context.hpp"
#include "exposure/exposure_table.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/risk_surface.hpp"
#include "risk/truth.hpp"
#include "risk/yardsticks.hpp"

namespace riskmap::risk {

/// What one simulated province showed.
struct Trial {
    /// Units whose P(relative risk > threshold) fell into one tenth of [0, 1].
    struct Bin {
        std::size_t units = 0;
        double said = 0;  ///< sum of P
        std::size_t above = 0;
    };
    bool usable = false;
    std::size_t units = 0;  ///< that were judged
    std::size_t covered = 0;
    std::array<Bin, 10> bins;
    std::size_t confirmed = 0;
    std::size_t confirmed_right = 0;
    std::size_t probable = 0;
    std::size_t probable_right = 0;
    std::vector<Skill> skills;  ///< the model, then the yardsticks; empty when not usable
};

/// Where provinces are drawn and fitted; shared by threads.
struct TrialGround {
    hazard::HazardSpec hazard;  ///< with intervals of the mass that is checked
    const exposure::ExposureTable* exposure = nullptr;
    Ground ground;
    double events = 0;  ///< expected per province
    Effort effort;
};

/// Draws province `number` of a truth from the given stream of random numbers, fits it as a run
/// would and compares with what is true. One thread: provinces are the unit of work.
Trial try_province(const TrialGround&,
                   const TruthCase&,
                   std::uint32_t stream,
                   std::size_t number,
                   const RunContext&);

}  // namespace riskmap::risk
