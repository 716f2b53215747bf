#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace riskmap::stats {

struct NetworkEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double length_m = 0;  ///< positive
};
struct Network {
    std::size_t nodes = 0;
    std::vector<NetworkEdge> edges;
};
/// A point on the network, `offset_m` from the beginning of its edge.
struct NetworkPoint {
    std::uint32_t edge = 0;
    double offset_m = 0;
};
/// A short piece of an edge.
struct Lixel {
    std::uint32_t edge = 0;
    double first_m = 0;
    double last_m = 0;
};
/// Every edge cut into equal pieces no longer than `length_m`, in the order of edges.
std::vector<Lixel> lixels(const Network&, double length_m);

/// Shortest distances along the network from one point to others; +inf where there is no way.
std::vector<double> network_distances(const Network&,
                                      const NetworkPoint& from,
                                      std::span<const NetworkPoint> to);

enum class NetworkKernel : std::uint8_t { epanechnikov, quartic };
enum class JunctionRule : std::uint8_t {
    discontinuous,  ///< mass shared by the other edges, 1 / (degree - 1) each; lost at dead ends
    continuous,     ///< 2 / degree forward, (2 - degree) / degree back; kept at dead ends
};
enum class EventMass : std::uint8_t { as_spread, one_per_event };

struct NetworkKdeOptions {
    double half_width_m = 500;  ///< where the kernel ends
    NetworkKernel kernel = NetworkKernel::quartic;
    JunctionRule junctions = JunctionRule::continuous;
    EventMass mass = EventMass::one_per_event;
    double smallest_share = 1e-4;  ///< branches with less of an event's mass are not followed
};

/// Events per metre of network, averaged over each lixel of `lixels(network, lixel_length_m)`
/// (equal-split kernels; Okabe and Sugihara 2012, ch. 9). The kernel is integrated exactly, so an
/// event's mass over the lixels is what it spread; `one_per_event` scales that back to 1 per event.
/// For pictures, not tests; with fewer than 50 events a picture shows single events.
std::vector<double> network_kde(const Network&,
                                std::span<const NetworkPoint> events,
                                std::span<const Lixel> pieces,
                                const NetworkKdeOptions&);

}  // namespace riskmap::stats
