#pragma once

#include <functional>

#include "app/run.hpp"
#include "exposure/exposure_table.hpp"

namespace riskmap::app {

/// Gives the exposure of a hazard whose terms know which layers the study runs without.
using Measuring = std::function<exposure::ExposureTable(const hazard::HazardSpec&)>;

/// Measures from the data, for as long as they live.
Measuring measuring(const intake::StudySpec&, const StudyData&, const RunContext&);

/// A hazard whose terms know which layers the study runs without.
hazard::HazardSpec fitted_to(const intake::StudySpec&, hazard::HazardSpec);

/// What is counted and measured of one hazard before any model: cases, expected counts, exposure.
/// `risk` stays empty. Throws what counting and measuring throw.
plan::HazardResult measure_hazard(const hazard::HazardSpec&,
                                  const intake::StudySpec&,
                                  const StudyData&,
                                  const Measuring&,
                                  const RunContext&,
                                  IssueLog&);

}  // namespace riskmap::app
