#include "stats/scan.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "stats/multinomial.hpp"
#include "stats/support/scan_sites.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

using ScanReference = test::Reference;
using test::random_sites;
using test::Sites;

/// The largest ratio over all circles, the slow and plain way.
double full_enumeration(const Sites& s, const ScanOptions& options) {
    double sum = 0;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < s.cases.size(); ++i) {
        sum += s.expected[i];
        total += s.cases[i];
    }
    double best = 0;
    for (std::size_t centre = 0; centre < s.x.size(); ++centre) {
        for (std::size_t edge = 0; edge < s.x.size(); ++edge) {
            const double radius = std::hypot(s.x[edge] - s.x[centre], s.y[edge] - s.y[centre]);
            double expected = 0;
            std::int64_t cases = 0;
            for (std::size_t i = 0; i < s.x.size(); ++i) {
                if (std::hypot(s.x[i] - s.x[centre], s.y[i] - s.y[centre]) <= radius + 1e-9) {
                    expected += s.expected[i];
                    cases += s.cases[i];
                }
            }
            if (expected <= options.max_share * sum && cases >= options.min_cases) {
                best =
                    std::max(best,
                             scan_log_likelihood_ratio(static_cast<double>(cases),
                                                       expected / sum * static_cast<double>(total),
                                                       static_cast<double>(total)));
            }
        }
    }
    return best;
}

TEST(Scan, RatioByHandAndZeroWithoutExcess) {
    EXPECT_NEAR(scan_log_likelihood_ratio(10, 3.97, 21),
                10 * std::log(10 / 3.97) + 11 * std::log(11 / 17.03),
                1e-15);
    EXPECT_EQ(scan_log_likelihood_ratio(3, 3, 21), 0);
    EXPECT_NEAR(scan_log_likelihood_ratio(5, 1, 5), 5 * std::log(5), 1e-15);
}

TEST(Scan, CaseWalkEqualsFullEnumeration) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Sites sites = random_sites(seed, 25, static_cast<std::int64_t>(3 + seed));
        ScanOptions options;
        options.replicates = 0;
        options.max_share = seed % 2 == 0 ? 0.5 : 0.2;
        const ScanResult result = scan_circular(sites.data(), options, {});
        const double found =
            result.clusters.empty() ? 0 : result.clusters.front().log_likelihood_ratio;
        EXPECT_NEAR(found, full_enumeration(sites, options), 1e-10) << "seed " << seed;
    }
}

TEST(Scan, FewCasesAmongManyUnitsWalkTheSameMaximum) {
    // 400 units and 3 cases: worlds are searched by the places of their cases.
    Sites sites;
    for (int i = 0; i < 400; ++i) {
        sites.x.push_back(i % 20);
        sites.y.push_back(i / 20);
        sites.expected.push_back(1 + i % 3);
        sites.cases.push_back(0);
    }
    sites.cases[21] = 1;
    sites.cases[22] = 1;
    sites.cases[390] = 1;
    ScanOptions options;
    options.replicates = 199;
    const ScanResult result = scan_circular(sites.data(), options, {});
    EXPECT_NEAR(
        result.clusters.front().log_likelihood_ratio, full_enumeration(sites, options), 1e-10);
    EXPECT_EQ(result.clusters.front().observed, 2);
    // The largest of three cases is bounded by the pair in the smallest unit of all.
    EXPECT_GT(result.clusters.front().p, 0);
    EXPECT_LE(result.clusters.front().p, 1);
    EXPECT_GT(result.gumbel_scale, 0);
}

TEST(Scan, ClustersShareNoUnitAndFallInOrder) {
    const Sites sites = random_sites(5, 25, 60);
    ScanOptions options;
    options.replicates = 99;
    const ScanResult result = scan_circular(sites.data(), options, {});
    ASSERT_GE(result.clusters.size(), 2u);
    std::set<std::uint32_t> seen;
    double last = 1e9;
    for (const ScanCluster& cluster : result.clusters) {
        EXPECT_LE(cluster.log_likelihood_ratio, last);
        EXPECT_GE(cluster.observed, 2);
        last = cluster.log_likelihood_ratio;
        for (const std::uint32_t unit : cluster.units) {
            EXPECT_TRUE(seen.insert(unit).second);
        }
    }
}

TEST(Scan, NothingToFind) {
    Sites sites = random_sites(1, 9, 0);
    EXPECT_TRUE(scan_circular(sites.data(), {}, {}).clusters.empty());
    sites.cases[3] = 1;  // one case is no cluster
    EXPECT_TRUE(scan_circular(sites.data(), {}, {}).clusters.empty());
}

TEST(Scan, CasesWhereNoneCanBeExpectedStopTheScan) {
    Sites sites = random_sites(1, 9, 20);
    sites.expected[4] = 0;
    sites.cases[4] = 1;
    EXPECT_ANY_THROW(scan_circular(sites.data(), {}, {}));
    sites.cases[4] = 0;
    EXPECT_NO_THROW(scan_circular(sites.data(), {}, {}));
}

TEST(Scan, SameBytesForAnyNumberOfThreadsAndStopsTheSameWorld) {
    const Sites sites = random_sites(8, 25, 21);
    ScanOptions options;
    options.replicates = 3000;
    options.stop_after = 40;
    RunContext one;
    RunContext four;
    four.threads = 4;
    const ScanResult a = scan_circular(sites.data(), options, one);
    const ScanResult b = scan_circular(sites.data(), options, four);
    EXPECT_TRUE(a.stopped_early);
    EXPECT_LT(a.replicates, 3000u);
    EXPECT_EQ(a.replicates, b.replicates);
    EXPECT_EQ(a.clusters.front().p, b.clusters.front().p);
    EXPECT_EQ(a.gumbel_location, b.gumbel_location);
    EXPECT_DOUBLE_EQ(a.clusters.front().p, 40.0 / static_cast<double>(a.replicates));
}

/// All connected sets around all centres, by subsets of the K nearest.
double all_connected_sets(const Sites& s, const Graph& graph, std::size_t nearest) {
    double sum = 0;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < s.cases.size(); ++i) {
        sum += s.expected[i];
        total += s.cases[i];
    }
    double best = 0;
    for (std::size_t centre = 0; centre < s.x.size(); ++centre) {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < s.x.size(); ++i) {
            order.push_back(i);
        }
        const auto key = [&](std::size_t i) {
            const double d = std::hypot(s.x[i] - s.x[centre], s.y[i] - s.y[centre]);
            return std::pair(i == centre ? -1 : d * d, i);
        };
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
        order.resize(nearest);
        for (unsigned set = 1; set < (1u << nearest); set += 2) {
            unsigned reached = 1;
            for (std::size_t round = 0; round < nearest; ++round) {
                for (std::size_t a = 0; a < nearest; ++a) {
                    for (std::size_t b = 0; b < nearest; ++b) {
                        const auto near = graph.neighbours(order[a]);
                        if ((reached >> a & 1u) != 0 && (set >> b & 1u) != 0 &&
                            std::binary_search(near.begin(), near.end(), order[b])) {
                            reached |= 1u << b;
                        }
                    }
                }
            }
            double expected = 0;
            std::int64_t cases = 0;
            for (std::size_t a = 0; a < nearest; ++a) {
                if ((set >> a & 1u) != 0) {
                    expected += s.expected[order[a]];
                    cases += s.cases[order[a]];
                }
            }
            if (reached == set && cases >= 2 && expected <= 0.5 * sum) {
                best =
                    std::max(best,
                             scan_log_likelihood_ratio(static_cast<double>(cases),
                                                       expected / sum * static_cast<double>(total),
                                                       static_cast<double>(total)));
            }
        }
    }
    return best;
}

Graph within(const Sites& s, double distance) {
    std::vector<Graph::Edge> edges;
    for (std::uint32_t i = 0; i < s.x.size(); ++i) {
        for (std::uint32_t j = 0; j < i; ++j) {
            if (std::hypot(s.x[i] - s.x[j], s.y[i] - s.y[j]) <= distance) {
                edges.emplace_back(i, j);
            }
        }
    }
    return Graph(s.x.size(), edges);
}

TEST(FlexibleScan, UnrestrictedEqualsAllConnectedSets) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Sites sites = random_sites(seed, 14, 20);
        const Graph graph = within(sites, 1.5);
        ScanOptions options;
        options.replicates = 0;
        const ScanResult result = scan_flexible(sites.data(), graph, {6, 2.0}, options, {});
        const double found =
            result.clusters.empty() ? 0 : result.clusters.front().log_likelihood_ratio;
        EXPECT_NEAR(found, all_connected_sets(sites, graph, 6), 1e-10) << "seed " << seed;
    }
}

TEST(FlexibleScan, FollowsABentRiverACircleCannot) {
    // Cases along an L; the circle takes in the empty corner.
    Sites sites;
    for (int i = 0; i < 49; ++i) {
        sites.x.push_back(i % 7);
        sites.y.push_back(i / 7);
        sites.expected.push_back(1);
        sites.cases.push_back(i % 7 == 1 || i / 7 == 1 ? 7 : 1);
    }
    ScanOptions options;
    options.replicates = 199;
    const ScanResult bent = scan_flexible(sites.data(), within(sites, 1), {12, 0.2}, options, {});
    const ScanResult round = scan_circular(sites.data(), options, {});
    ASSERT_FALSE(bent.clusters.empty());
    EXPECT_GT(bent.clusters.front().log_likelihood_ratio,
              round.clusters.front().log_likelihood_ratio);
    EXPECT_LE(bent.clusters.front().p, 0.01);
    for (const std::uint32_t unit : bent.clusters.front().units) {
        EXPECT_EQ(sites.cases[unit], 7);
    }
}

/// Eight units far apart in a row; the first and the last have many cases, the third some.
Sites eight_in_a_row() {
    Sites sites;
    for (int unit = 0; unit < 8; ++unit) {
        sites.x.push_back(unit * unit);
        sites.y.push_back(0);
        sites.expected.push_back(unit == 7 ? 4 : 2);
    }
    sites.cases = {12, 1, 6, 0, 1, 0, 1, 15};
    return sites;
}

TEST(Scan, ClustersAreWhatTheySay) {
    const Sites sites = eight_in_a_row();
    const double total = 36;
    for (const bool flexible : {false, true}) {
        ScanOptions options;
        options.replicates = 0;
        options.max_share = 0.25;
        const auto scanned = [&] {
            return flexible ? scan_flexible(sites.data(), Graph(8, {}), {4, 1}, options, {})
                            : scan_circular(sites.data(), options, {});
        };
        const ScanResult result = scanned();
        ASSERT_EQ(result.clusters.size(), 3U);
        const std::size_t where[] = {0, 7, 2};
        const std::int64_t observed[] = {12, 15, 6};
        for (std::size_t i = 0; i < 3; ++i) {
            const ScanCluster& cluster = result.clusters[i];
            EXPECT_EQ(cluster.centre, where[i]);
            EXPECT_EQ(cluster.units,
                      (std::vector<std::uint32_t>{static_cast<std::uint32_t>(where[i])}));
            EXPECT_EQ(cluster.observed, observed[i]);
            const double expected = total * sites.expected[where[i]] / 18;
            EXPECT_DOUBLE_EQ(cluster.expected, expected);
            EXPECT_NEAR(
                cluster.log_likelihood_ratio,
                scan_log_likelihood_ratio(static_cast<double>(observed[i]), expected, total),
                1e-12);
        }
        options.max_clusters = 2;
        EXPECT_EQ(scanned().clusters.size(), 2U);
        options.max_clusters = 0;
        EXPECT_TRUE(scanned().clusters.empty());
        options.max_clusters = 10;
        options.min_cases = 6;
        EXPECT_EQ(scanned().clusters.size(), 3U);
        options.min_cases = 7;
        EXPECT_EQ(scanned().clusters.size(), 2U);
    }
}

/// The largest ratio over all circles of at most half of all, with the distances taken once.
class EveryCircle {
  public:
    explicit EveryCircle(const Sites& sites) : expected_(sites.expected) {
        const std::size_t n = sites.x.size();
        for (std::size_t centre = 0; centre < n; ++centre) {
            std::vector<std::pair<double, std::uint32_t>> order;
            for (std::uint32_t i = 0; i < n; ++i) {
                const double dx = sites.x[i] - sites.x[centre];
                const double dy = sites.y[i] - sites.y[centre];
                order.emplace_back(dx * dx + dy * dy, i);
            }
            std::sort(order.begin(), order.end());
            orders_.push_back(std::move(order));
        }
    }
    double best(std::span<const std::int32_t> cases) const {
        const double sum = std::accumulate(expected_.begin(), expected_.end(), 0.0);
        const auto total =
            static_cast<double>(std::accumulate(cases.begin(), cases.end(), std::int64_t{0}));
        double best = 0;
        for (const auto& order : orders_) {
            double expected = 0;
            double inside = 0;
            for (std::size_t k = 0; k < order.size(); ++k) {
                expected += expected_[order[k].second];
                inside += cases[order[k].second];
                const bool ends = k + 1 == order.size() || order[k + 1].first > order[k].first;
                if (ends && expected <= 0.5 * sum * (1 + 1e-12) && inside >= 2) {
                    best = std::max(
                        best, scan_log_likelihood_ratio(inside, expected / sum * total, total));
                }
            }
        }
        return best;
    }

  private:
    std::vector<double> expected_;
    std::vector<std::vector<std::pair<double, std::uint32_t>>> orders_;
};

TEST(Scan, WorldsAreSearchedAsTheStudyIs) {
    // Of few cases by where they are, of many side by side.
    for (const std::int64_t cases : {2, 3, 40, 600}) {
        Sites sites;
        RandomStream random(6, 1, static_cast<std::uint64_t>(cases));
        for (int i = 0; i < 144; ++i) {
            sites.x.push_back(i % 12);
            sites.y.push_back(i / 12);
            sites.expected.push_back(1 + i % 3);
            sites.cases.push_back(0);
        }
        for (std::int64_t i = 0; i < cases; ++i) {
            ++sites.cases[random.below(144)];
        }
        const EveryCircle circles(sites);
        ScanOptions options;
        options.replicates = 61;
        options.stream = 9;
        const ScanResult result = scan_circular(sites.data(), options, {});
        ASSERT_FALSE(result.clusters.empty());
        const double observed =
            circles.best(std::vector<std::int32_t>(sites.cases.begin(), sites.cases.end()));
        EXPECT_NEAR(result.clusters[0].log_likelihood_ratio, observed, 1e-9);
        std::vector<double> weights;
        for (const double expected : sites.expected) {
            weights.push_back(expected / 288 * static_cast<double>(cases));
        }
        const MultinomialSampler sampler(weights);
        std::vector<std::int32_t> world(144);
        for (const ScanCluster& cluster : result.clusters) {
            int reached = 1;
            for (std::uint64_t replicate = 0; replicate < 61; ++replicate) {
                RandomStream drawn(RunContext().seed, 9, replicate);
                sampler.draw(cases, drawn, world);
                reached += circles.best(world) >= cluster.log_likelihood_ratio - 1e-8 ? 1 : 0;
            }
            EXPECT_DOUBLE_EQ(cluster.p, reached / 62.0) << cases;
        }
    }
}

TEST(Scan, EqualClustersComeInTheOrderOfTheirCentres) {
    Sites sites;
    for (int unit = 0; unit < 6; ++unit) {
        sites.x.push_back(unit * unit * 10);
        sites.y.push_back(0);
        sites.expected.push_back(1);
    }
    sites.cases = {0, 4, 0, 4, 0, 4};
    ScanOptions options;
    options.replicates = 0;
    options.max_share = 0.17;
    const auto centres = [](const ScanResult& result) {
        std::vector<std::uint32_t> found;
        for (const ScanCluster& cluster : result.clusters) {
            found.push_back(cluster.centre);
        }
        return found;
    };
    const std::vector<std::uint32_t> wanted{1, 3, 5};
    EXPECT_EQ(centres(scan_circular(sites.data(), options, {})), wanted);
    EXPECT_EQ(centres(scan_flexible(sites.data(), Graph(6, {}), {2, 1}, options, {})), wanted);
    EXPECT_EQ(centres(scan_space_time(sites.data(), std::vector<double>{1}, options, {})), wanted);
}

TEST(Scan, WorldsAreThoseOfTheMultinomialLaw) {
    // Three units far apart of equal expectation, six cases, windows of one unit: the largest count
    // of a world decides. P(some unit has at least 4 of 6) = 3 (15 x 4 + 6 x 2 + 1) / 729.
    Sites sites;
    sites.x = {0, 10, 30};
    sites.y = {0, 0, 0};
    sites.expected = {1, 1, 1};
    sites.cases = {4, 1, 1};
    const double chance = 3 * 73.0 / 729;
    for (const bool flexible : {false, true}) {
        ScanOptions options;
        options.replicates = 1999;
        options.max_share = 0.34;
        const ScanResult result =
            flexible ? scan_flexible(sites.data(), Graph(3, {}), {3, 1}, options, {})
                     : scan_circular(sites.data(), options, {});
        ASSERT_EQ(result.clusters.size(), 1U);
        EXPECT_NEAR(result.clusters[0].p, chance, 4 * std::sqrt(chance * (1 - chance) / 1999));
    }
}

TEST(FlexibleScan, LetsInUnitsThatAreUnusualByThemselves) {
    // P(Y > 2) + P(Y = 2) / 2 of a mean of 1.
    const double mid_p = 1 - 2.5 * std::exp(-1.0) + 0.25 * std::exp(-1.0);
    Sites sites;
    for (int unit = 0; unit < 8; ++unit) {
        sites.x.push_back(unit);
        sites.y.push_back(0);
        sites.expected.push_back(1);
    }
    sites.cases = {0, 2, 4, 2, 0, 0, 0, 0};  // as many as are expected
    ScanOptions options;
    options.replicates = 0;
    const auto units = [&](double limit) {
        auto found = scan_flexible(sites.data(), within(sites, 1), {5, limit}, options, {})
                         .clusters.front()
                         .units;
        std::sort(found.begin(), found.end());
        return found;
    };
    EXPECT_EQ(units(mid_p * 1.0001), (std::vector<std::uint32_t>{1, 2, 3}));
    EXPECT_EQ(units(mid_p * 0.9999), (std::vector<std::uint32_t>{2}));
    EXPECT_THROW(scan_flexible(sites.data(), within(sites, 1), {0, 1}, options, {}), Error);
    EXPECT_THROW(scan_flexible(sites.data(), within(sites, 1), {21, 1}, options, {}), Error);
    EXPECT_THROW(scan_flexible(sites.data(), within(sites, 1), {5, 0}, options, {}), Error);
    EXPECT_THROW(scan_flexible(sites.data(), Graph(7, {}), {5, 1}, options, {}), Error);
    EXPECT_NO_THROW(scan_flexible(sites.data(), within(sites, 1), {20, 1}, options, {}));
    EXPECT_NO_THROW(scan_flexible(sites.data(), within(sites, 1), {1, 1}, options, {}));
}

TEST(Scan, SharesOfTheLargestWindowLieBetweenNothingAndAll) {
    const Sites sites = eight_in_a_row();
    for (const double share : {0.0, 1.0, -0.5}) {
        ScanOptions options;
        options.max_share = share;
        EXPECT_THROW(scan_circular(sites.data(), options, {}), Error);
    }
    Sites negative = sites;
    negative.cases[3] = -1;
    EXPECT_THROW(scan_circular(negative.data(), {}, {}), Error);
    negative = sites;
    negative.cases.pop_back();
    EXPECT_THROW(scan_circular(negative.data(), {}, {}), Error);
}

std::vector<std::int64_t> whole(const std::vector<double>& numbers) {
    std::vector<std::int64_t> result;
    for (const double number : numbers) {
        result.push_back(static_cast<std::int64_t>(number));
    }
    return result;
}

std::string sorted_ids(std::vector<std::uint32_t> units) {
    std::sort(units.begin(), units.end());
    std::string text;
    for (const std::uint32_t unit : units) {
        if (!text.empty()) {
            text += ' ';
        }
        text += std::to_string(unit + 1);
    }
    return text;
}

TEST_F(ScanReference, PennsylvaniaClusters) {
    const test::Table input(folder / "penn_lung/input.csv");
    const Sites sites{whole(input.numbers("cases")),
                      input.numbers("expected"),
                      input.numbers("grid_x"),
                      input.numbers("grid_y")};
    ScanOptions options;
    options.replicates = 999;
    const ScanResult result = scan_circular(sites.data(), options, {});
    const test::Table answers(folder / "ref_scan_R.csv");
    ASSERT_GE(result.clusters.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) {
        const ScanCluster& ours = result.clusters[i];
        EXPECT_NEAR(ours.log_likelihood_ratio, answers.numbers("LLR")[i], 1e-8);
        EXPECT_EQ(sorted_ids(ours.units), answers.text("area_ids")[i]);
        EXPECT_NEAR(ours.expected, answers.numbers("expected")[i], 1e-7);
        const double p = answers.numbers("p_value")[i];
        EXPECT_NEAR(ours.p, p, 4 * std::sqrt(p * (1 - p) * (1.0 / 999 + 1.0 / 9999)) + 0.001);
    }
    EXPECT_NEAR(result.gumbel_location, 3.26359523951, 0.2);
    EXPECT_NEAR(result.gumbel_scale, 1.09079215107, 0.15);
}

TEST_F(ScanReference, NorthCarolinaAndTheSparseProvince) {
    const test::Table answers(folder / "ref_scan_satscan.csv");
    const auto expect_first = [&](const Sites& sites, std::size_t row) {
        ScanOptions options;
        options.replicates = 999;
        const ScanResult result = scan_circular(sites.data(), options, {});
        ASSERT_FALSE(result.clusters.empty());
        const ScanCluster& ours = result.clusters.front();
        EXPECT_NEAR(ours.log_likelihood_ratio, answers.numbers("LLR")[row], 1e-6);
        EXPECT_EQ(ours.units.size(), static_cast<std::size_t>(answers.numbers("n_areas")[row]));
        EXPECT_EQ(static_cast<double>(ours.observed), answers.numbers("observed")[row]);
        EXPECT_NEAR(ours.expected, answers.numbers("expected")[row], 0.005);
        const double p = answers.numbers("p_value_MC")[row];
        EXPECT_NEAR(ours.p, p, 4 * std::sqrt(p * (1 - p) / 999) + 0.001);
    };
    const test::Table nc(folder / "nc_sids/input_counts.csv");
    expect_first(
        {whole(nc.numbers("sid74")), nc.numbers("bir74"), nc.numbers("x"), nc.numbers("y")}, 0);
    const test::Table sparse(folder / "sparse111/input_areas.csv");
    const test::Table counts(folder / "sparse111/input_counts.csv");
    expect_first({whole(counts.numbers("y21")),
                  sparse.numbers("child_pop"),
                  sparse.numbers("x"),
                  sparse.numbers("y")},
                 3);
}

TEST_F(ScanReference, NewYorkLeukaemiaIsScannedInTime) {
    const test::Table input(folder / "ny_leukemia/input.csv");
    const Sites sites{whole(input.numbers("cases_floor")),
                      input.numbers("population"),
                      input.numbers("x"),
                      input.numbers("y")};
    const std::clock_t start = std::clock();
    const ScanResult result = scan_circular(sites.data(), {}, {});
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    ASSERT_FALSE(result.clusters.empty());
    EXPECT_EQ(result.replicates, 9999u);
    EXPECT_LE(result.clusters.front().p, 0.05);
    std::cerr << "scan of 281 units, 9999 worlds, one thread: " << seconds
              << " s of processor time\n";
}

}  // namespace
}  // namespace riskmap::stats
