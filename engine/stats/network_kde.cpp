#include "stats/network_kde.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

/// Edges at each node; an edge that begins and ends at a node is there twice.
std::vector<std::vector<std::uint32_t>> edges_at_nodes(const Network& network) {
    std::vector<std::vector<std::uint32_t>> result(network.nodes);
    for (std::uint32_t e = 0; e < network.edges.size(); ++e) {
        const NetworkEdge& edge = network.edges[e];
        expects(edge.from < network.nodes && edge.to < network.nodes && edge.length_m > 0,
                "network: edges join its nodes and have a length");
        result[edge.from].push_back(e);
        result[edge.to].push_back(e);
    }
    return result;
}

void expects_on_network(const Network& network, const NetworkPoint& point) {
    expects(point.edge < network.edges.size() && point.offset_m >= 0 &&
                point.offset_m <= network.edges[point.edge].length_m,
            "network: points lie on its edges");
}

/// Share of one side of the kernel within `distance` of its centre; both sides together hold 1.
double mass_within(NetworkKernel kernel, double distance, double half_width) {
    const double t = std::min(1.0, distance / half_width);
    return kernel == NetworkKernel::epanechnikov
               ? 0.75 * (t - t * t * t / 3)
               : 15.0 / 16 * (t - 2 * t * t * t / 3 + t * t * t * t * t / 5);
}

/// Mass that has come to the end of an edge.
struct Arrival {
    std::uint32_t edge = 0;
    bool enters_at_from = false;  ///< which end of `edge` it enters next
    double distance = 0;
    double factor = 1;
};

class Spreader {
  public:
    Spreader(const Network& network,
             std::span<const Lixel> pieces,
             const NetworkKdeOptions& options)
        : network_(network),
          pieces_(pieces),
          options_(options),
          at_node_(edges_at_nodes(network)),
          on_edge_(network.edges.size()),
          mass_(pieces.size(), 0) {
        for (std::uint32_t i = 0; i < pieces.size(); ++i) {
            on_edge_[pieces[i].edge].push_back(i);
        }
    }

    /// Mass of one event on each piece it touches.
    void spread(const NetworkPoint& event, std::vector<double>& total) {
        const double length = network_.edges[event.edge].length_m;
        run(event.edge, event.offset_m, length, event.offset_m, true, 0, 1);
        run(event.edge, 0, event.offset_m, event.offset_m, false, 0, 1);
        leave(event.edge, true, length - event.offset_m, 1);
        leave(event.edge, false, event.offset_m, 1);
        while (!waiting_.empty()) {
            const Arrival now = waiting_.back();
            waiting_.pop_back();
            const double reach = network_.edges[now.edge].length_m;
            run(now.edge,
                0,
                reach,
                now.enters_at_from ? 0 : reach,
                now.enters_at_from,
                now.distance,
                now.factor);
            leave(now.edge, now.enters_at_from, now.distance + reach, now.factor);
        }
        finish(total);
    }

  private:
    /// Lays mass on edge `edge` between two offsets, walking from `start` up or down.
    void run(std::uint32_t edge,
             double low,
             double high,
             double start,
             bool upwards,
             double distance,
             double factor) {
        for (const std::uint32_t piece : on_edge_[edge]) {
            const double first = std::clamp(pieces_[piece].first_m, low, high);
            const double last = std::clamp(pieces_[piece].last_m, low, high);
            if (!(last > first)) {
                continue;
            }
            const double near = distance + (upwards ? first - start : start - last);
            const double far = distance + (upwards ? last - start : start - first);
            if (near < options_.half_width_m) {
                touched_.push_back(piece);
                mass_[piece] +=
                    factor * (mass_within(options_.kernel, far, options_.half_width_m) -
                              mass_within(options_.kernel, near, options_.half_width_m));
            }
        }
    }

    /// Passes the node at the far end of `edge`, which was walked up or down.
    void leave(std::uint32_t edge, bool upwards, double distance, double factor) {
        if (distance >= options_.half_width_m) {
            return;
        }
        const std::uint32_t node = upwards ? network_.edges[edge].to : network_.edges[edge].from;
        const auto degree = static_cast<double>(at_node_[node].size());
        const bool continuous = options_.junctions == JunctionRule::continuous;
        const double forward = continuous ? 2 / degree : (degree > 1 ? 1 / (degree - 1) : 0);
        const double back = continuous ? (2 - degree) / degree : 0;
        std::uint32_t last_loop = std::numeric_limits<std::uint32_t>::max();
        for (const std::uint32_t next : at_node_[node]) {
            const NetworkEdge& out = network_.edges[next];
            const bool loop = out.from == out.to;
            // A loop has two ends here: its first listing leaves by `from`, its second by `to`.
            const bool by_from = loop ? last_loop != next : out.from == node;
            last_loop = loop ? next : last_loop;
            const bool same_end = next == edge && by_from != upwards;
            const double share = factor * (same_end ? back : forward);
            if (std::abs(share) >= options_.smallest_share) {
                waiting_.push_back({next, by_from, distance, share});
            }
        }
    }

    void finish(std::vector<double>& total) {
        std::sort(touched_.begin(), touched_.end());
        touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
        double sum = 0;
        for (const std::uint32_t piece : touched_) {
            sum += mass_[piece];
        }
        const double scale = options_.mass == EventMass::one_per_event && sum > 0 ? 1 / sum : 1;
        for (const std::uint32_t piece : touched_) {
            total[piece] += mass_[piece] * scale;
            mass_[piece] = 0;
        }
        touched_.clear();
    }

    const Network& network_;
    std::span<const Lixel> pieces_;
    const NetworkKdeOptions& options_;
    std::vector<std::vector<std::uint32_t>> at_node_;
    std::vector<std::vector<std::uint32_t>> on_edge_;
    std::vector<double> mass_;
    std::vector<std::uint32_t> touched_;
    std::vector<Arrival> waiting_;
};

}  // namespace

std::vector<Lixel> lixels(const Network& network, double length_m) {
    expects(length_m > 0, "lixels: the length is positive");
    std::vector<Lixel> result;
    for (std::uint32_t e = 0; e < network.edges.size(); ++e) {
        const double length = network.edges[e].length_m;
        const double parts = std::max(1.0, std::ceil(length / length_m * (1 - 1e-12)));
        for (double k = 0; k < parts; k += 1) {
            result.push_back(
                {e, length * k / parts, k + 1 == parts ? length : length * (k + 1) / parts});
        }
    }
    return result;
}

std::vector<double> network_distances(const Network& network,
                                      const NetworkPoint& from,
                                      std::span<const NetworkPoint> to) {
    expects_on_network(network, from);
    const auto at_node = edges_at_nodes(network);
    std::vector<double> node(network.nodes, std::numeric_limits<double>::infinity());
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const auto reach = [&](std::uint32_t n, double distance) {
        if (distance < node[n]) {
            node[n] = distance;
            queue.emplace(distance, n);
        }
    };
    const NetworkEdge& own = network.edges[from.edge];
    reach(own.from, from.offset_m);
    reach(own.to, own.length_m - from.offset_m);
    while (!queue.empty()) {
        const auto [distance, n] = queue.top();
        queue.pop();
        if (distance > node[n]) {
            continue;
        }
        for (const std::uint32_t e : at_node[n]) {
            const NetworkEdge& edge = network.edges[e];
            reach(edge.from == n ? edge.to : edge.from, distance + edge.length_m);
        }
    }
    std::vector<double> result;
    for (const NetworkPoint& point : to) {
        expects_on_network(network, point);
        const NetworkEdge& edge = network.edges[point.edge];
        double best = std::min(node[edge.from] + point.offset_m,
                               node[edge.to] + edge.length_m - point.offset_m);
        if (point.edge == from.edge) {
            best = std::min(best, std::abs(point.offset_m - from.offset_m));
        }
        result.push_back(best);
    }
    return result;
}

std::vector<double> network_kde(const Network& network,
                                std::span<const NetworkPoint> events,
                                std::span<const Lixel> pieces,
                                const NetworkKdeOptions& options) {
    expects(options.half_width_m > 0 && options.smallest_share > 0,
            "network_kde: width and smallest share are positive");
    std::vector<double> density(pieces.size(), 0);
    Spreader spreader(network, pieces, options);
    for (const NetworkPoint& event : events) {
        expects_on_network(network, event);
        spreader.spread(event, density);
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        density[i] /= pieces[i].last_m - pieces[i].first_m;
    }
    return density;
}

}  // namespace riskmap::stats
