#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "core/graph.hpp"
#include "core/index.hpp"
#include "core/period.hpp"
#include "core/run_context.hpp"
#include "core/text.hpp"
#include "geo/point.hpp"
#include "risk/hotspot_label.hpp"
#include "stats/empirical_bayes.hpp"

namespace riskmap::risk {

/// How hot spots are looked for. The numbers are set before looking.
struct HotspotSpec {
    double false_discovery = 0.05;  ///< of local labels and of clusters
    /// No local label of high or low is given below this many cases in the study.
    std::int64_t least_cases = 30;
    /// Nor is "not different from chance" said of a unit that with its neighbours expects fewer: at
    /// 3 expected cases even none at all would be no surprise (P = 0.05).
    double least_expected_around = 3;
    double largest_window = 0.5;  ///< of expected cases; made smaller beyond 2,000 units
    double small_window = 0.2;    ///< the scan is repeated with it
    std::size_t flexible_nearest = 12;
    std::size_t longest_burst = 12;   ///< months of a cluster in space and time
    std::size_t replicates = 9999;    ///< worlds of equal risk; fewer on very large studies
    std::uint32_t stream = 0x480000;  ///< first of six streams of random numbers
};

/// What the second opinions say about one unit; numbers are empty where they do not exist.
struct UnitOpinion {
    HotspotLabel moran = HotspotLabel::no_data;  ///< local Moran of empirical Bayes deviates
    std::optional<double> moran_q;               ///< p after false discovery correction
    HotspotLabel gi_star = HotspotLabel::no_data;
    std::optional<double> gi_star_z;
    std::optional<double> gi_star_q;
    std::optional<int> circle;  ///< number of the circular cluster it belongs to
    std::optional<double> circle_p;
    std::optional<int> chain;  ///< number of the flexible cluster it belongs to
    std::optional<double> chain_p;
    std::optional<int> burst;  ///< number of the cluster in space and time it belongs to
    std::optional<double> burst_p;
    std::string burst_months;            ///< "2021-05/2021-08": first and last; empty: no burst
    std::optional<double> bayes_global;  ///< relative risk, Marshall
    std::optional<double> bayes_local;
    std::optional<stats::BayesState> bayes_local_state;
};

/// Adjoining units found by a scan, most likely first.
struct Hotspot {
    std::vector<UnitIndex> units;  ///< ascending
    std::int64_t observed = 0;
    double expected = 0;
    double log_likelihood_ratio = 0;
    double p = 1;
    double p_gumbel = 1;
    std::string months;  ///< "2021-05/2021-08": of a cluster in space and time, else empty
};

/// Clusters in space and time, and what was looked at.
struct SpaceTimeOpinion {
    std::vector<Hotspot> bursts;
    std::size_t months = 0;  ///< 0: not looked for
    std::size_t units = 0;   ///< that reported all along
    std::int64_t cases = 0;  ///< in those, with a known month
};

/// Second opinions on one hazard: they see counts and neighbours only, neither exposure nor the
/// model, and never change a level or a rank.
struct SecondOpinion {
    PerUnit<UnitOpinion> units;
    std::optional<double> moran;  ///< of empirical Bayes deviates (Assuncao and Reis 1999)
    std::optional<double> moran_p;
    std::vector<Hotspot> circles;        ///< windows up to `largest_window`
    std::vector<Hotspot> small_circles;  ///< windows up to `small_window`
    std::vector<Hotspot> chains;         ///< flexible sets
    SpaceTimeOpinion space_time;         ///< circles x runs of months
    double largest_window = 0;           ///< as used
    std::size_t replicates = 0;          ///< worlds behind the local labels
    bool enough_cases = false;           ///< at least `least_cases`
    Text verdict;                        ///< a few sentences
    Text words;                          ///< the same without the cases of clusters
};

/// Local Moran and Gi* of empirical Bayes deviates tested against worlds in which the same number
/// of cases falls by expected count, corrected over units; circular and flexible scans, and the
/// circular one by months. `centres` are the units' centres in study metres. Units that did not
/// report or have no positive expected count stay out of every statistic. A label needs
/// `least_cases`; a cluster is given to its units when its p is at most `false_discovery`, and
/// stays listed when not. The same for any number of threads.
SecondOpinion find_hotspots(const cases::CaseTable&,
                            const Graph& neighbours,
                            const PerUnit<geo::PointM>& centres,
                            const Period& period,
                            const HotspotSpec&,
                            const RunContext&);

}  // namespace riskmap::risk
