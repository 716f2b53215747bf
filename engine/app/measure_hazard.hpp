#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/run.hpp"
#include "exposure/exposure_table.hpp"

namespace riskmap::app {

/// Gives the exposure of a hazard whose terms know which layers the study runs without.
using Measuring = std::function<exposure::ExposureTable(const hazard::HazardSpec&)>;

/// Measures from the data, for as long as they live.
Measuring measuring(const intake::StudySpec&, const StudyData&, const RunContext&);

/// Sums over places by unit, of each hazard by its id.
using SumsOfHazards = std::map<std::string, std::vector<PerUnit<double>>>;
/// Measures with sums that were made apart.
Measuring measuring(const intake::StudySpec&,
                    const StudyData&,
                    SumsOfHazards place_sums,
                    const RunContext&);
/// The sums of the units of a block; those of others have no meaning. For `read_within_m` and what
/// it throws see `exposure::Inputs`.
std::vector<PerUnit<double>> sum_block(const hazard::HazardSpec&,
                                       const intake::StudySpec&,
                                       const StudyData&,
                                       const PerUnit<bool>& block,
                                       double read_within_m,
                                       const RunContext&);

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
