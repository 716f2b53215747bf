#include "geo/contiguity.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/error.hpp"
#include "geo/detail/box_tree.hpp"

namespace riskmap::geo {
namespace {

/// A piece of a boundary; a lone point is a piece without length.
struct Piece {
    PointM a;
    PointM b;
    double min_x() const { return std::min(a.x, b.x); }
    double max_x() const { return std::max(a.x, b.x); }
    double min_y() const { return std::min(a.y, b.y); }
    double max_y() const { return std::max(a.y, b.y); }
};

Box common(const Box& a, const Box& b) {
    return {std::max(a.min_x, b.min_x),
            std::max(a.min_y, b.min_y),
            std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

/// The pieces whose boxes meet the window, by their western end.
void pieces_in(const Geometry& unit, const Box& window, std::vector<Piece>& pieces) {
    pieces.clear();
    for (std::size_t i = 0; i < unit.part_count(); ++i) {
        const auto part = unit.part(i);
        for (std::size_t k = part.size() == 1 ? 0 : 1; k < part.size(); ++k) {
            const Piece piece{part[k == 0 ? 0 : k - 1], part[k]};
            if (piece.min_x() <= window.max_x && window.min_x <= piece.max_x() &&
                piece.min_y() <= window.max_y && window.min_y <= piece.max_y()) {
                pieces.push_back(piece);
            }
        }
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& p, const Piece& q) {
        return p.min_x() < q.min_x();
    });
}

double distance_m(PointM point, const Piece& piece) {
    const double dx = piece.b.x - piece.a.x;
    const double dy = piece.b.y - piece.a.y;
    const double length2 = dx * dx + dy * dy;
    const double along =
        length2 == 0 ? 0 : ((point.x - piece.a.x) * dx + (point.y - piece.a.y) * dy) / length2;
    const double t = std::clamp(along, 0.0, 1.0);
    return std::hypot(point.x - (piece.a.x + t * dx), point.y - (piece.a.y + t * dy));
}

double turn(PointM a, PointM b, PointM c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool near(const Piece& p, const Piece& q, double tolerance_m) {
    const bool cross = turn(p.a, p.b, q.a) * turn(p.a, p.b, q.b) < 0 &&
                       turn(q.a, q.b, p.a) * turn(q.a, q.b, p.b) < 0;
    return cross || distance_m(p.a, q) <= tolerance_m || distance_m(p.b, q) <= tolerance_m ||
           distance_m(q.a, p) <= tolerance_m || distance_m(q.b, p) <= tolerance_m;
}

/// Sweeps both boundaries from west to east, keeping the pieces that may still be reached.
class Sweep {
  public:
    explicit Sweep(double tolerance_m) : tolerance_m_(tolerance_m) {}

    bool meet(const std::vector<Piece>& first, const std::vector<Piece>& second) {
        open_first_.clear();
        open_second_.clear();
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < first.size() || j < second.size()) {
            const bool take_first =
                j == second.size() || (i < first.size() && first[i].min_x() <= second[j].min_x());
            const Piece& piece = take_first ? first[i++] : second[j++];
            if (reaches(piece, take_first ? open_second_ : open_first_)) {
                return true;
            }
            (take_first ? open_first_ : open_second_).push_back(piece);
        }
        return false;
    }

  private:
    bool reaches(const Piece& piece, std::vector<Piece>& open) const {
        std::erase_if(open,
                      [&](const Piece& o) { return o.max_x() + tolerance_m_ < piece.min_x(); });
        return std::any_of(open.begin(), open.end(), [&](const Piece& o) {
            return o.min_y() - tolerance_m_ <= piece.max_y() &&
                   piece.min_y() <= o.max_y() + tolerance_m_ && near(piece, o, tolerance_m_);
        });
    }

    double tolerance_m_;
    std::vector<Piece> open_first_;
    std::vector<Piece> open_second_;
};

/// Even-odd rule over all rings; nothing lies within points or lines.
bool holds(const Geometry& unit, PointM point) {
    if (unit.shape() != Shape::polygons || !unit.box().contains(point)) {
        return false;
    }
    bool inside = false;
    for (std::size_t i = 0; i < unit.part_count(); ++i) {
        const auto ring = unit.part(i);
        for (std::size_t k = 1; k < ring.size(); ++k) {
            const PointM a = ring[k - 1];
            const PointM b = ring[k];
            if ((a.y > point.y) != (b.y > point.y) &&
                point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)) {
                inside = !inside;
            }
        }
    }
    return inside;
}

/// Whether a part of `inner` lies within `outer`, for boundaries that do not meet.
bool holds_a_part(const Geometry& outer, const Geometry& inner) {
    for (std::size_t i = 0; i < inner.part_count(); ++i) {
        if (holds(outer, inner.part(i).front())) {
            return true;
        }
    }
    return false;
}

}  // namespace

Graph contiguity(std::span<const Geometry> units, double tolerance_m) {
    expects(std::isfinite(tolerance_m) && tolerance_m >= 0,
            "contiguity: the tolerance is 0 or more metres");
    const detail::BoxTree tree(units);
    Sweep sweep(tolerance_m);
    std::vector<Piece> mine;
    std::vector<Piece> theirs;
    std::vector<Graph::Edge> edges;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        const Box reach = units[i].box().grown(tolerance_m);
        for (const std::uint32_t j : tree.meeting(reach)) {
            if (j <= i) {
                continue;
            }
            const Box window = common(reach, units[j].box().grown(tolerance_m));
            pieces_in(units[i], window, mine);
            pieces_in(units[j], window, theirs);
            if (sweep.meet(mine, theirs) || holds_a_part(units[i], units[j]) ||
                holds_a_part(units[j], units[i])) {
                edges.emplace_back(i, j);
            }
        }
    }
    return {units.size(), edges};
}

}  // namespace riskmap::geo
