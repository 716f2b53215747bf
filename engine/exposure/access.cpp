#include "exposure/access.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "exposure/kernel.hpp"

namespace riskmap::exposure {
namespace {

constexpr double longest_piece_m = 200;
constexpr double shortest_piece_m = 10;
constexpr std::size_t places_per_block = 512;

/// No point of one box is further from any point of the other.
double farthest_m(const geo::Box& a, const geo::Box& b) {
    return std::hypot(std::max(a.max_x - b.min_x, b.max_x - a.min_x),
                      std::max(a.max_y - b.min_y, b.max_y - a.min_y));
}

}  // namespace

Summing summing_of(const hazard::Kernel& kernel, bool by_length) {
    return by_length              ? Summing::every_kilometre
           : kernel.every_feature ? Summing::every_feature
                                  : Summing::nearest_of_each_class;
}

double reach_m(const hazard::Kernel& kernel, Summing summing) {
    return summing == Summing::nearest_of_each_class
               ? std::min(kernel.limit_m, floor_begins_m(kernel))
               : kernel.limit_m;
}

Access::Access(const Selection& selection,
               const hazard::Kernel& kernel,
               const Weighting& weighting,
               Summing summing,
               Workbench& bench)
    : selection_(&selection),
      bench_(&bench),
      kernel_(kernel),
      summing_(summing),
      weighting_(weighting) {
    expects(weighting.weight.size() == selection.size(), "Access: one weight per feature");
    if (selection.size() == 0) {
        return;
    }
    switch (summing) {
        case Summing::nearest_of_each_class:
            group_by_class();
            break;
        case Summing::every_feature:
            all_ = &bench.nearest(selection);
            break;
        case Summing::every_kilometre:
            cut_lines();
            break;
    }
}

void Access::group_by_class() {
    // Keyed by class, then heaviest first.
    std::map<std::pair<std::uint32_t, double>, std::vector<std::uint32_t>> members;
    for (std::size_t i = 0; i < selection_->size(); ++i) {
        if (weighting_.weight[i] > 0) {
            members[{weighting_.class_of[i], -weighting_.weight[i]}].push_back(
                static_cast<std::uint32_t>(i));
        }
    }
    for (auto& [key, features] : members) {
        Group group{key.first, -key.second, std::move(features), {}};
        for (const std::uint32_t feature : group.features) {
            group.box.add(selection_->shapes()[feature].box());
        }
        groups_.push_back(std::move(group));
    }
}

void Access::cut_lines() {
    const double detail = std::max(kernel_.scale_m, kernel_.plateau_m / 4);
    const double longest = std::clamp(detail / 2, shortest_piece_m, longest_piece_m);
    std::vector<Piece> pieces;
    std::vector<double> amounts;
    for (std::size_t i = 0; i < selection_->size(); ++i) {
        for (const Piece& piece : cut_into_pieces(selection_->shapes()[i], longest)) {
            pieces.push_back(piece);
            amounts.push_back(weighting_.weight[i] * piece.length_m / 1000);
        }
    }
    pieces_ = std::make_unique<PieceRows>(
        pieces, amounts, std::max(longest_piece_m, kernel_.limit_m / 4));
}

void Access::add_groups(hazard::Origin origin, std::vector<double>& found) const {
    geo::Box places;
    const Places& all = bench_->places(origin);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (bench_->looks_at(origin, all.unit[i])) {
            places.add(all.at[i]);
        }
    }
    std::vector<double> most(found.size(), 0);
    const auto close_class = [&] {
        for (std::size_t i = 0; i < found.size(); ++i) {
            found[i] += most[i];
            most[i] = 0;
        }
    };
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const Group& group = groups_[g];
        if (g > 0 && group.class_number != groups_[g - 1].class_number) {
            close_class();
        }
        // Where everything is within the limit, who is not near is at the floor.
        const bool floored = kernel_.floor > 0 && farthest_m(places, group.box) <= kernel_.limit_m;
        const double ask_m =
            floored ? std::min(kernel_.limit_m, floor_begins_m(kernel_)) : kernel_.limit_m;
        const double far = floored ? kernel_.floor : 0;
        const std::vector<double>& metres =
            bench_->distances(*selection_, group.features, origin, ask_m);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const double share = std::isfinite(metres[i]) ? decay(kernel_, metres[i]) : far;
            most[i] = std::max(most[i], group.weight * share);
        }
    }
    close_class();
}

double Access::sum_at(geo::PointM place) const {
    if (pieces_) {
        return pieces_->sum(place, kernel_);
    }
    double sum = 0;
    for (const geo::Nearest& hit : all_->within(place, kernel_.limit_m)) {
        sum += weighting_.weight[hit.feature] * decay(kernel_, hit.distance_m);
    }
    return sum;
}

std::vector<double> Access::at_places(hazard::Origin origin,
                                      std::span<const double> weights) const {
    const Places& places = bench_->places(origin);
    expects(places.size() == weights.size(), "Access: one weight per place");
    std::vector<double> found(places.size(), 0);
    if (summing_ == Summing::nearest_of_each_class) {
        add_groups(origin, found);
    } else if (selection_->size() > 0) {
        parallel_for(bench_->context(),
                     places.size(),
                     places_per_block,
                     [&](std::size_t first, std::size_t last) {
                         for (std::size_t i = first; i < last; ++i) {
                             const bool counts =
                                 weights[i] > 0 && bench_->looks_at(origin, places.unit[i]);
                             found[i] = counts ? sum_at(places.at[i]) : 0;
                         }
                     });
    }
    return found;
}

}  // namespace riskmap::exposure
