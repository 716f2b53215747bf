#include "exposure/access.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "exposure/kernel.hpp"

namespace riskmap::exposure {
namespace {

constexpr double longest_piece_m = 100;
constexpr double shortest_piece_m = 10;

}  // namespace

Access::Access(const Selection& selection,
               const hazard::Kernel& kernel,
               const Weighting& weighting,
               Summing summing,
               Workbench& bench)
    : kernel_(kernel), summing_(summing), weighting_(weighting) {
    expects(weighting.weight.size() == selection.size(), "Access: one weight per feature");
    if (selection.size() == 0) {
        return;
    }
    switch (summing) {
        case Summing::nearest_of_each_class:
            group_by_class(selection, bench);
            break;
        case Summing::every_feature:
            all_ = &bench.nearest(selection);
            break;
        case Summing::every_kilometre:
            cut_lines(selection);
            break;
    }
}

void Access::group_by_class(const Selection& selection, Workbench& bench) {
    // Keyed by class, then heaviest first, so that lighter groups can be passed over.
    std::map<std::pair<std::uint32_t, double>, std::vector<std::uint32_t>> members;
    for (std::size_t i = 0; i < selection.size(); ++i) {
        if (weighting_.weight[i] > 0) {
            members[{weighting_.class_of[i], -weighting_.weight[i]}].push_back(
                static_cast<std::uint32_t>(i));
        }
    }
    for (const auto& [key, features] : members) {
        groups_.push_back({key.first, -key.second, &bench.nearest(selection, features)});
    }
}

void Access::cut_lines(const Selection& selection) {
    const double longest =
        std::min(longest_piece_m, std::max(shortest_piece_m, kernel_.scale_m / 2));
    std::vector<Piece> pieces;
    std::vector<double> amounts;
    for (std::size_t i = 0; i < selection.size(); ++i) {
        for (const Piece& piece : cut_into_pieces(selection.shapes()[i], longest)) {
            pieces.push_back(piece);
            amounts.push_back(weighting_.weight[i] * piece.length_m / 1000);
        }
    }
    pieces_ = std::make_unique<PieceGrid>(
        pieces, amounts, std::max(longest_piece_m, kernel_.limit_m / 4));
}

double Access::from_groups(geo::PointM place) const {
    double sum = 0;
    double most = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
        const Group& group = groups_[i];
        if (i > 0 && group.class_number != groups_[i - 1].class_number) {
            sum += most;
            most = 0;
        }
        if (group.weight <= most) {
            continue;
        }
        if (const auto hit = group.index->nearest(place, kernel_.limit_m)) {
            most = std::max(most, group.weight * decay(kernel_, hit->distance_m));
        }
    }
    return sum + most;
}

double Access::from_every_feature(geo::PointM place) const {
    double sum = 0;
    if (all_ != nullptr) {
        for (const geo::Nearest& hit : all_->within(place, kernel_.limit_m)) {
            sum += weighting_.weight[hit.feature] * decay(kernel_, hit.distance_m);
        }
    }
    return sum;
}

double Access::at(geo::PointM place) const {
    switch (summing_) {
        case Summing::nearest_of_each_class:
            return from_groups(place);
        case Summing::every_feature:
            return from_every_feature(place);
        case Summing::every_kilometre:
            return pieces_ ? pieces_->sum(place, kernel_) : 0;
    }
    return 0;
}

std::vector<double> Access::at_all(std::span<const geo::PointM> places,
                                   std::span<const double> weights,
                                   const RunContext& context) const {
    expects(places.size() == weights.size(), "Access: one weight per place");
    std::vector<double> found(places.size(), 0);
    constexpr std::size_t block = 512;
    parallel_for(context, places.size(), block, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            found[i] = weights[i] > 0 ? at(places[i]) : 0;
        }
    });
    return found;
}

}  // namespace riskmap::exposure
