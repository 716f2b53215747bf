#pragma once

#include <memory>
#include <span>
#include <vector>

#include "exposure/piece_grid.hpp"
#include "exposure/selection.hpp"
#include "exposure/workbench.hpp"

namespace riskmap::exposure {

/// How the features around a place add up.
enum class Summing {
    nearest_of_each_class,  ///< of each class the feature that weighs most there
    every_feature,          ///< all within the kernel's limit
    every_kilometre,        ///< all pieces of lines and outlines within the limit, x their length
};

/// Distance-decayed presence of weighted features. Safe to ask from several threads.
///
/// `nearest_of_each_class`: per class the largest weight x decay(d), summed over classes; a fenced
/// feature (a multiplier below 1) never hides an open one further away. `every_kilometre`: lines
/// are cut into pieces of at most 100 m, and of at most half the kernel's scale but 10 m at least,
/// each standing at its middle; the sum is in weighted kilometres.
class Access {
  public:
    /// The workbench keeps the indices and must live as long.
    Access(const Selection& selection,
           const hazard::Kernel& kernel,
           const Weighting& weighting,
           Summing summing,
           Workbench& bench);

    double at(geo::PointM place) const;
    /// At each place, in parallel; places that weigh nothing get 0.
    std::vector<double> at_all(std::span<const geo::PointM> places,
                               std::span<const double> weights,
                               const RunContext& context) const;

  private:
    /// Features of one class with the same weight.
    struct Group {
        std::uint32_t class_number = 0;
        double weight = 0;
        const geo::NearestIndex* index = nullptr;
    };
    void group_by_class(const Selection& selection, Workbench& bench);
    void cut_lines(const Selection& selection);
    double from_groups(geo::PointM place) const;
    double from_every_feature(geo::PointM place) const;

    hazard::Kernel kernel_;
    Summing summing_;
    Weighting weighting_;
    std::vector<Group> groups_;  ///< by class, heaviest first
    const geo::NearestIndex* all_ = nullptr;
    std::unique_ptr<PieceGrid> pieces_;
};

}  // namespace riskmap::exposure
