#include "exposure/line_graph.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/error.hpp"

namespace riskmap::exposure {
namespace {

using geo::PointM;

/// All different vertices of the lines in vertical strips as wide as the tolerance; vertices within
/// the tolerance of each other, directly or in a chain, carry the number of the first of them.
class Nodes {
  public:
    Nodes(std::span<const geo::Geometry> lines, double tolerance_m) : tolerance_(tolerance_m) {
        for (const geo::Geometry& line : lines) {
            if (line.shape() == geo::Shape::lines) {
                at_.insert(at_.end(), line.vertices().begin(), line.vertices().end());
            }
        }
        std::sort(at_.begin(), at_.end(), [&](PointM a, PointM b) { return key(a) < key(b); });
        at_.erase(std::unique(at_.begin(), at_.end()), at_.end());
        first_.resize(at_.size());
        std::iota(first_.begin(), first_.end(), 0U);
        for (std::uint32_t i = 0; i < at_.size(); ++i) {
            join_from(i, i + 1, strip(at_[i]));
            join_from(i, lower(strip(at_[i]) + 1, at_[i].y - tolerance_), strip(at_[i]) + 1);
        }
        for (std::uint32_t i = 0; i < at_.size(); ++i) {
            first_[i] = find(i);
        }
    }

    const std::vector<PointM>& places() const { return at_; }
    std::uint32_t of(PointM vertex) const {
        const auto found = std::lower_bound(
            at_.begin(), at_.end(), vertex, [&](PointM a, PointM b) { return key(a) < key(b); });
        return first_[static_cast<std::size_t>(found - at_.begin())];
    }

  private:
    double strip(PointM point) const { return std::floor(point.x / tolerance_); }
    std::tuple<double, double, double> key(PointM point) const {
        return {strip(point), point.y, point.x};
    }
    std::uint32_t lower(double in_strip, double y) const {
        const auto found = std::lower_bound(
            at_.begin(), at_.end(), std::pair(in_strip, y), [&](PointM a, const auto& wanted) {
                return std::pair(strip(a), a.y) < wanted;
            });
        return static_cast<std::uint32_t>(found - at_.begin());
    }
    void join_from(std::uint32_t node, std::uint32_t start, double in_strip) {
        for (std::uint32_t j = start;
             j < at_.size() && strip(at_[j]) == in_strip && at_[j].y - at_[node].y <= tolerance_;
             ++j) {
            if (std::hypot(at_[j].x - at_[node].x, at_[j].y - at_[node].y) <= tolerance_) {
                const std::uint32_t a = find(node);
                const std::uint32_t b = find(j);
                first_[std::max(a, b)] = std::min(a, b);
            }
        }
    }
    std::uint32_t find(std::uint32_t node) {
        while (first_[node] != node) {
            first_[node] = first_[first_[node]];
            node = first_[node];
        }
        return node;
    }

    double tolerance_;
    std::vector<PointM> at_;
    std::vector<std::uint32_t> first_;
};

/// A node that lies on a segment without being one of its ends.
struct Split {
    std::uint32_t line = 0;
    std::uint32_t part = 0;
    std::uint32_t segment = 0;
    double along = 0;  ///< 0 to 1
    std::uint32_t node = 0;
    auto operator<=>(const Split&) const = default;
};

void split_part(const geo::Geometry& line,
                Split split,
                PointM end,
                const Nodes& nodes,
                double tolerance_m,
                std::vector<Split>& splits) {
    const auto vertices = line.part(split.part);
    for (std::size_t i = 1; i < vertices.size(); ++i) {
        const PointM a = vertices[i - 1];
        const PointM b = vertices[i];
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        const double squared = dx * dx + dy * dy;
        if (!(squared > 0)) {
            continue;
        }
        split.along = ((end.x - a.x) * dx + (end.y - a.y) * dy) / squared;
        const double off =
            std::hypot(a.x + split.along * dx - end.x, a.y + split.along * dy - end.y);
        if (split.along > 0 && split.along < 1 && off <= tolerance_m && nodes.of(a) != split.node &&
            nodes.of(b) != split.node) {
            split.segment = static_cast<std::uint32_t>(i);
            splits.push_back(split);
        }
    }
}

/// Where ends of lines lie on segments of lines, sorted along the lines.
std::vector<Split> splits_by_ends(std::span<const geo::Geometry> lines,
                                  const geo::NearestIndex& index,
                                  const Nodes& nodes,
                                  double tolerance_m) {
    std::vector<Split> splits;
    const auto add_end = [&](PointM end) {
        for (const geo::Nearest& hit : index.within(end, tolerance_m)) {
            const geo::Geometry& other = lines[hit.feature];
            const std::size_t parts =
                other.shape() == geo::Shape::lines ? other.part_count() : std::size_t{0};
            for (std::uint32_t part = 0; part < parts; ++part) {
                split_part(other,
                           {hit.feature, part, 0, 0, nodes.of(end)},
                           end,
                           nodes,
                           tolerance_m,
                           splits);
            }
        }
    };
    for (const geo::Geometry& line : lines) {
        if (line.shape() != geo::Shape::lines) {
            continue;
        }
        for (std::size_t part = 0; part < line.part_count(); ++part) {
            add_end(line.part(part).front());
            add_end(line.part(part).back());
        }
    }
    std::sort(splits.begin(), splits.end());
    return splits;
}

void step_to(LinePath& path, std::uint32_t node, double along_m) {
    if (path.steps.empty() || path.steps.back().node != node) {
        path.steps.push_back({node, along_m});
    }
}

/// The nodes of one part; `next` passes the splits that lie on it.
LinePath path_of(const geo::Geometry& line,
                 std::uint32_t number,
                 std::uint32_t part,
                 const Nodes& nodes,
                 std::vector<Split>::const_iterator& next,
                 std::vector<Split>::const_iterator end) {
    LinePath path{number, part, {}};
    const auto vertices = line.part(part);
    double along_m = 0;
    step_to(path, nodes.of(vertices.front()), 0);
    for (std::uint32_t i = 1; i < vertices.size(); ++i) {
        const double length =
            std::hypot(vertices[i].x - vertices[i - 1].x, vertices[i].y - vertices[i - 1].y);
        for (; next != end &&
               std::tie(next->line, next->part, next->segment) == std::tie(number, part, i);
             ++next) {
            step_to(path, next->node, along_m + next->along * length);
        }
        along_m += length;
        step_to(path, nodes.of(vertices[i]), along_m);
    }
    return path;
}

}  // namespace

LineGraph line_graph(std::span<const geo::Geometry> lines,
                     const geo::NearestIndex& index,
                     double tolerance_m) {
    expects(tolerance_m > 0, "line_graph: the tolerance is positive");
    const Nodes nodes(lines, tolerance_m);
    const std::vector<Split> splits = splits_by_ends(lines, index, nodes, tolerance_m);
    LineGraph graph;
    graph.nodes = nodes.places();
    auto next = splits.begin();
    for (std::uint32_t number = 0; number < lines.size(); ++number) {
        const geo::Geometry& line = lines[number];
        const std::size_t parts =
            line.shape() == geo::Shape::lines ? line.part_count() : std::size_t{0};
        for (std::uint32_t part = 0; part < parts; ++part) {
            graph.paths.push_back(path_of(line, number, part, nodes, next, splits.end()));
        }
    }
    return graph;
}

}  // namespace riskmap::exposure
