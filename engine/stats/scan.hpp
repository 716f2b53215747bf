#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/graph.hpp"
#include "core/run_context.hpp"

namespace riskmap::stats {

/// What is scanned: one row per unit. `expected` needs no scale, only shares count; a row with
/// cases has a positive one. Distances are Euclidean in the unit of x and y.
struct ScanData {
    std::span<const std::int64_t> cases;
    std::span<const double> expected;
    std::span<const double> x;
    std::span<const double> y;
};

struct ScanOptions {
    double max_share = 0.5;  ///< largest window, of all expected cases; below 1
    std::int64_t min_cases = 2;
    std::size_t replicates = 9999;
    /// Stop once this many worlds reached the observed maximum (Besag and Clifford 1991); 0 never.
    std::size_t stop_after = 0;
    std::size_t max_clusters = 10;
    std::size_t longest = 0;   ///< run of periods in space-time; 0: half of all, one at least
    std::uint32_t stream = 0;  ///< of random numbers
};

/// Adjoining units with more cases than equal risk would give.
struct ScanCluster {
    std::uint32_t centre = 0;
    std::vector<std::uint32_t> units;  ///< by distance from the centre
    std::int64_t observed = 0;
    double expected = 0;  ///< scaled so that all expected cases sum to all cases
    double log_likelihood_ratio = 0;
    double p = 1;         ///< rank among the worlds' maxima
    double p_gumbel = 1;  ///< from the Gumbel tail fitted to them; NaN with fewer than 99 worlds
    /// First and last period of a space-time cluster.
    std::optional<std::pair<std::size_t, std::size_t>> periods;
};

struct ScanResult {
    /// The most likely first; the others share no unit (in space-time: no unit) with those before
    /// them, and their p is conservative.
    std::vector<ScanCluster> clusters;
    std::size_t replicates = 0;  ///< worlds simulated
    bool stopped_early = false;
    double gumbel_location = 0;  ///< mu = mean - 0.5772 beta (Abrams, Kulldorff, Kleinman 2010)
    double gumbel_scale = 0;     ///< beta = sd sqrt(6) / pi
    double null_q95 = 0;
};

/// Kulldorff's log likelihood ratio (1997) of a window with c of C cases and e of C expected: c
/// log(c / e) + (C - c) log((C - c) / (C - e)) when c > e, else 0.
double scan_log_likelihood_ratio(double inside, double expected, double total);

/// Circles around each unit. Units at the same distance enter together. Only circles that have just
/// taken in a unit with cases are weighed: between those the expected count alone grows, which
/// never raises the ratio, so the maximum is exact. p by multinomial worlds (p = (1 + #) / (R + 1);
/// # / R when stopped early). Nothing with fewer than `min_cases` is a cluster; without cases there
/// is none.
ScanResult scan_circular(const ScanData&, const ScanOptions&, const RunContext&);

struct FlexibleOptions {
    std::size_t nearest = 12;  ///< K: units around a centre, itself included; at most 20
    double mid_p = 0.2;        ///< of units let in, each by itself; 1 or more lets all in
};

/// Connected sets of the K nearest units around each unit that contain it, made of units each with
/// mid-p < `mid_p` (Tango and Takahashi 2005, 2012).
ScanResult scan_flexible(const ScanData&,
                         const Graph& neighbours,
                         const FlexibleOptions&,
                         const ScanOptions&,
                         const RunContext&);

/// Cylinders: circles x runs of at most `longest` periods. `cases` holds
/// unit * periods + period; `period_shares` is the expected distribution over time, the same
/// everywhere, so only more than a common season makes a cluster.
ScanResult scan_space_time(const ScanData&,
                           std::span<const double> period_shares,
                           const ScanOptions&,
                           const RunContext&);

}  // namespace riskmap::stats
