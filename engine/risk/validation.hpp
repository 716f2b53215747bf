#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "core/graph.hpp"
#include "core/run_context.hpp"
#include "exposure/exposure_table.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/risk_surface.hpp"
#include "risk/truth_report.hpp"

namespace riskmap::risk {

/// How the model is put to the test.
struct ValidationSpec {
    std::size_t replicates = 10;       ///< provinces per truth; nine times as many from the prior
    double coverage_mass = 0.90;       ///< of the intervals that are checked
    Effort effort{1000, false, true};  ///< of each fit
    std::uint32_t stream = 0x560000;   ///< first stream of random numbers, one per truth
    std::vector<std::string> truths;   ///< ids to try; empty: all
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
