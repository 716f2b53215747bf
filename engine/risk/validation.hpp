#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "core/graph.hpp"
#include "core/run_context.hpp"
#include "core/text.hpp"
#include "exposure/exposure_table.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/risk_surface.hpp"
#include "risk/truth.hpp"

namespace riskmap::risk {

/// How the model is put to the test.
struct ValidationSpec {
    std::size_t replicates = 10;       ///< provinces per truth; nine times as many from the prior
    double coverage_mass = 0.90;       ///< of the intervals that are checked
    Effort effort{1000, false, true};  ///< of each fit
    std::uint32_t stream = 0x560000;   ///< first stream of random numbers, one per truth
    std::vector<std::string> truths;   ///< ids to try; empty: all
};

/// A mean over simulated provinces and its standard error (0 for fewer than two).
struct Average {
    double mean = 0;
    double error = 0;
};

/// How well one method found the truth, over provinces.
struct MethodSkill {
    std::string id;  ///< "model", or of a yardstick
    Text label;
    Average hit;
    Average burden;
    Average correlation;
};

/// Units whose P(relative risk > threshold) fell into one tenth of [0, 1].
struct CalibrationBin {
    std::size_t units = 0;
    double said = 0;   ///< mean of P
    double found = 0;  ///< share truly above
};

/// One truth at one number of events.
struct TruthReport {
    std::string id;  ///< of the truth; "model" for the nine cells together
    Text label;
    std::size_t provinces = 0;
    std::size_t unusable = 0;  ///< fits that said of themselves not to be used; not counted below
    Average coverage;          ///< of intervals of relative risk
    std::array<CalibrationBin, 10> calibration;
    Average confirmed;           ///< units called confirmed, per province
    Average falsely_confirmed;   ///< of all units: confirmed, but truly not above the threshold
    double confirmed_right = 0;  ///< of confirmed units: truly above; NaN when there are none
    Average probable;            ///< units called probable
    double probable_right = 0;
    std::vector<MethodSkill> methods;  ///< the model first
};

struct ValidationReport {
    double events = 0;
    int top = 10;
    double index_sd = 0;  ///< of the study's exposure index, by unit; 0 without one
    std::size_t units = 0;
    std::vector<TruthReport> truths;
};

/// Simulates provinces with about `events` cases on the study's own people, neighbours and exposure
/// index, fits each as a run would, and compares with what is true. The same for any number of
/// threads. An unknown truth or fewer than one replicate or event is a usage `Error`; a study in
/// which nobody lives is an input `Error`.
ValidationReport validate(const hazard::HazardSpec&,
                          const cases::CaseTable&,
                          const exposure::ExposureTable&,
                          const Graph& neighbours,
                          double events,
                          const ValidationSpec&,
                          const RunContext&);

}  // namespace riskmap::risk
