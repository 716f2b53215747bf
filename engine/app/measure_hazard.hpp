#pragma once

#include "app/run.hpp"

namespace riskmap::app {

/// What is counted and measured of one hazard before any model: cases, expected counts, exposure.
/// `risk` stays empty. Throws what counting and measuring throw.
plan::HazardResult measure_hazard(const hazard::HazardSpec&,
                                  const intake::StudySpec&,
                                  const StudyData&,
                                  const RunContext&,
                                  IssueLog&);

}  // namespace riskmap::app
