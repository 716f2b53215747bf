#include "risk/hotspots.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "risk/canonical_order.hpp"
#include "risk/hotspot_verdict.hpp"
#include "risk/space_time.hpp"
#include "stats/false_discovery.hpp"
#include "stats/rate_permutation.hpp"
#include "stats/scan.hpp"

namespace riskmap::risk {
namespace {

/// Worlds are worth what they cost: steps of the inner loops per study.
constexpr double step_budget = 2e9;
constexpr std::size_t least_replicates = 99;
constexpr std::size_t stop_after = 500;

/// The units that can be compared, as rows of their own.
struct Compared {
    std::vector<UnitIndex> units;
    std::vector<std::int64_t> cases;
    std::vector<double> counts;
    std::vector<double> expected;
    std::vector<double> x;
    std::vector<double> y;
    Graph neighbours;
    std::int64_t total = 0;
};

Compared comparable(const cases::CaseTable& table,
                    const Graph& graph,
                    const PerUnit<geo::PointM>& centres) {
    Compared result;
    constexpr std::uint32_t none = 0xffffffff;
    std::vector<std::uint32_t> row_of(table.observed.size(), none);
    for (const std::uint32_t row : canonical_order(table, {}, graph)) {
        const UnitIndex unit(row);
        if (!table.reported[unit] || !(table.expected[unit] > 0)) {
            continue;
        }
        row_of[row] = static_cast<std::uint32_t>(result.units.size());
        result.units.push_back(unit);
        result.cases.push_back(table.observed[unit]);
        result.counts.push_back(static_cast<double>(table.observed[unit]));
        result.expected.push_back(table.expected[unit]);
        result.x.push_back(centres[unit].x);
        result.y.push_back(centres[unit].y);
        result.total += table.observed[unit];
    }
    std::vector<Graph::Edge> edges;
    for (std::size_t row = 0; row < row_of.size(); ++row) {
        for (const std::uint32_t other : graph.neighbours(row)) {
            if (row < other && row_of[row] != none && row_of[other] != none) {
                edges.emplace_back(row_of[row], row_of[other]);
            }
        }
    }
    result.neighbours = Graph(result.units.size(), edges);
    return result;
}

std::size_t affordable(std::size_t wanted, double steps) {
    const double worlds = std::floor(step_budget / std::max(1.0, steps));
    if (worlds >= static_cast<double>(wanted)) {
        return wanted;
    }
    return std::min(wanted, std::max(least_replicates, static_cast<std::size_t>(worlds)));
}

HotspotLabel moran_label(stats::Quadrant quadrant) {
    switch (quadrant) {
        case stats::Quadrant::high_high:
            return HotspotLabel::high_high;
        case stats::Quadrant::low_low:
            return HotspotLabel::low_low;
        case stats::Quadrant::high_low:
            return HotspotLabel::high_low;
        case stats::Quadrant::low_high:
            return HotspotLabel::low_high;
    }
    return HotspotLabel::undefined;
}

/// The label of one test; `significant` is what it says when it may speak.
HotspotLabel label_of(const stats::LocalTest& test,
                      double q,
                      HotspotLabel significant,
                      bool enough_cases,
                      bool enough_around,
                      const HotspotSpec& spec) {
    if (test.statistic.state == stats::LocalState::isolated) {
        return HotspotLabel::isolated;
    }
    if (test.statistic.state == stats::LocalState::undefined) {
        return HotspotLabel::undefined;
    }
    if (!enough_cases) {
        return HotspotLabel::too_few;
    }
    if (q <= spec.false_discovery) {
        return significant;
    }
    return enough_around ? HotspotLabel::not_significant : HotspotLabel::too_few;
}

std::vector<double> corrected(const std::vector<stats::LocalTest>& tests) {
    std::vector<double> p;
    for (const stats::LocalTest& test : tests) {
        p.push_back(test.p);
    }
    return stats::benjamini_hochberg(p);
}

std::optional<double> present(double number) {
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

void fill_local(const Compared& data,
                const HotspotSpec& spec,
                const RunContext& context,
                SecondOpinion& opinion) {
    const auto units = static_cast<double>(data.units.size());
    const std::size_t worlds =
        affordable(spec.replicates, 20 * units + static_cast<double>(data.total));
    const stats::RatePermutationTest test = stats::test_rates(
        data.cases, data.expected, data.neighbours, {worlds, spec.stream}, context);
    opinion.moran = test.moran;
    opinion.moran_p = test.moran_p;
    opinion.replicates = test.replicates;
    const std::vector<double> moran_q = corrected(test.local_moran);
    const std::vector<double> star_q = corrected(test.getis_ord);
    for (std::size_t i = 0; i < data.units.size(); ++i) {
        double around = data.expected[i];
        for (const std::uint32_t j : data.neighbours.neighbours(i)) {
            around += data.expected[j];
        }
        const bool enough_around = around >= spec.least_expected_around;
        const stats::LocalTest& moran = test.local_moran[i];
        const stats::LocalTest& star = test.getis_ord[i];
        UnitOpinion& unit = opinion.units[data.units[i]];
        unit.moran = label_of(moran,
                              moran_q[i],
                              moran_label(moran.statistic.quadrant),
                              opinion.enough_cases,
                              enough_around,
                              spec);
        unit.gi_star = label_of(star,
                                star_q[i],
                                star.statistic.z > 0 ? HotspotLabel::hot : HotspotLabel::cold,
                                opinion.enough_cases,
                                enough_around,
                                spec);
        unit.moran_q = present(moran_q[i]);
        unit.gi_star_q = present(star_q[i]);
        if (star.statistic.state == stats::LocalState::defined) {
            unit.gi_star_z = star.statistic.z;
        }
    }
}

void fill_bayes(const Compared& data, SecondOpinion& opinion) {
    const stats::EmpiricalBayes global = stats::marshall_global(data.counts, data.expected);
    const stats::EmpiricalBayes local =
        stats::marshall_local(data.counts, data.expected, data.neighbours);
    for (std::size_t i = 0; i < data.units.size(); ++i) {
        UnitOpinion& unit = opinion.units[data.units[i]];
        unit.bayes_global = present(global.rate[i]);
        unit.bayes_local = present(local.rate[i]);
        unit.bayes_local_state = local.state[i];
    }
}

std::vector<Hotspot> hotspots(const stats::ScanResult& scan, const Compared& data) {
    std::vector<Hotspot> result;
    for (const stats::ScanCluster& cluster : scan.clusters) {
        Hotspot hotspot{{},
                        cluster.observed,
                        cluster.expected,
                        cluster.log_likelihood_ratio,
                        cluster.p,
                        cluster.p_gumbel,
                        {}};
        for (const std::uint32_t row : cluster.units) {
            hotspot.units.push_back(data.units[row]);
        }
        std::sort(hotspot.units.begin(), hotspot.units.end());
        result.push_back(std::move(hotspot));
    }
    return result;
}

void fill_scans(const Compared& data,
                const HotspotSpec& spec,
                const RunContext& context,
                SecondOpinion& opinion) {
    const stats::ScanData sites{data.cases, data.expected, data.x, data.y};
    const auto units = static_cast<double>(data.units.size());
    opinion.largest_window =
        units > 2000 ? std::min(spec.largest_window, 1000 / units) : spec.largest_window;
    stats::ScanOptions options;
    options.stop_after = stop_after;
    const auto circles = [&](double share, std::uint32_t stream) {
        options.max_share = share;
        options.stream = spec.stream + stream;
        options.replicates =
            affordable(spec.replicates, units * units * share + static_cast<double>(data.total));
        return hotspots(stats::scan_circular(sites, options, context), data);
    };
    opinion.circles = circles(opinion.largest_window, 1);
    opinion.small_circles = circles(std::min(spec.small_window, opinion.largest_window), 2);
    options.max_share = opinion.largest_window;
    options.stream = spec.stream + 3;
    options.replicates = affordable(spec.replicates, 100 * units + static_cast<double>(data.total));
    opinion.chains =
        hotspots(stats::scan_flexible(
                     sites, data.neighbours, {spec.flexible_nearest, 0.2}, options, context),
                 data);
}

/// Calls `give` with the number and each unit of every cluster that is hardly chance.
template <class Give>
void give_each(const std::vector<Hotspot>& found, const HotspotSpec& spec, const Give& give) {
    for (std::size_t k = 0; k < found.size(); ++k) {
        for (const UnitIndex unit : found[k].units) {
            if (found[k].p <= spec.false_discovery) {
                give(static_cast<int>(k + 1), unit, found[k]);
            }
        }
    }
}

void give_clusters(SecondOpinion& opinion, const HotspotSpec& spec) {
    give_each(opinion.circles, spec, [&](int number, UnitIndex unit, const Hotspot& hotspot) {
        opinion.units[unit].circle = number;
        opinion.units[unit].circle_p = hotspot.p;
    });
    give_each(opinion.chains, spec, [&](int number, UnitIndex unit, const Hotspot& hotspot) {
        opinion.units[unit].chain = number;
        opinion.units[unit].chain_p = hotspot.p;
    });
    give_each(
        opinion.space_time.bursts, spec, [&](int number, UnitIndex unit, const Hotspot& hotspot) {
            opinion.units[unit].burst = number;
            opinion.units[unit].burst_p = hotspot.p;
            opinion.units[unit].burst_months = hotspot.months;
        });
}

}  // namespace

SecondOpinion find_hotspots(const cases::CaseTable& table,
                            const Graph& neighbours,
                            const PerUnit<geo::PointM>& centres,
                            const Period& period,
                            const HotspotSpec& spec,
                            const RunContext& context) {
    expects(table.observed.size() == neighbours.size() && centres.size() == neighbours.size(),
            "find_hotspots: one row of the graph and one centre per unit");
    const Compared data = comparable(table, neighbours, centres);
    SecondOpinion opinion;
    opinion.units = PerUnit<UnitOpinion>(table.observed.size());
    opinion.enough_cases = data.total >= spec.least_cases;
    if (!data.units.empty()) {
        fill_local(data, spec, context, opinion);
        fill_bayes(data, opinion);
        fill_scans(data, spec, context, opinion);
        opinion.space_time =
            find_bursts(table, neighbours, centres, period, opinion.largest_window, spec, context);
        give_clusters(opinion, spec);
    }
    give_verdict(opinion, data.total, spec);
    return opinion;
}

}  // namespace riskmap::risk
