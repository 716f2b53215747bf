#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "cases/case_table.hpp"
#include "core/period.hpp"
#include "core/run_context.hpp"
#include "geo/point.hpp"
#include "risk/hotspots.hpp"

namespace riskmap::risk {

/// Clusters in space and time by calendar months: circles of units with more cases in a run of
/// months than their people, the season and the years of the whole study give (Kulldorff et al.
/// 1998). A cylinder lasts at most `longest_burst` months, half of the period and a window of
/// `largest_window` of the expected cases.
///
/// Only units that reported all along and cases whose month is known enter. What a month is worth
/// is its days x its season x its year, the two as ratios to an even spread with half a case more
/// in each slot. Nothing without counts by month, with fewer than two months or fewer than two
/// cases.
SpaceTimeOpinion find_bursts(const cases::CaseTable&,
                             const Graph& neighbours,
                             const PerUnit<geo::PointM>& centres,
                             const Period& period,
                             double largest_window,
                             const HotspotSpec&,
                             const RunContext&);

}  // namespace riskmap::risk
