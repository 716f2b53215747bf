#pragma once

#include <memory>
#include <span>
#include <vector>

#include "exposure/piece_rows.hpp"
#include "exposure/selection.hpp"
#include "exposure/workbench.hpp"

namespace riskmap::exposure {

/// How the features around a place add up.
enum class Summing {
    nearest_of_each_class,  ///< of each class the feature that weighs most there
    every_feature,          ///< all within the kernel's limit
    every_kilometre,        ///< all pieces of lines and outlines within the limit, x their length
};

Summing summing_of(const hazard::Kernel& kernel, bool by_length);
/// How far from a place features are told apart: up to the limit, or to where the floor begins when
/// only the nearest counts.
double reach_m(const hazard::Kernel& kernel, Summing summing);

/// Distance-decayed presence of weighted features at places of one workbench.
///
/// `nearest_of_each_class`: per class the largest weight x decay(d), summed over classes; a fenced
/// feature (a multiplier below 1) never hides an open one further away. `every_kilometre`: lines
/// are cut into pieces, each standing at its middle, of half the kernel's scale (or an eighth of a
/// wider plateau), but 10 m at least and 200 m at most; the sum is in weighted kilometres.
class Access {
  public:
    /// The selection and the workbench must live as long.
    Access(const Selection& selection,
           const hazard::Kernel& kernel,
           const Weighting& weighting,
           Summing summing,
           Workbench& bench);

    /// At each place of an origin; places that weigh nothing may get 0 instead.
    std::vector<double> at_places(hazard::Origin origin, std::span<const double> weights) const;

  private:
    /// Features of one class with the same weight.
    struct Group {
        std::uint32_t class_number = 0;
        double weight = 0;
        std::vector<std::uint32_t> features;
        geo::Box box;
    };
    void group_by_class();
    void cut_lines();
    double sum_at(geo::PointM place) const;
    void add_groups(hazard::Origin origin, std::vector<double>& found) const;

    const Selection* selection_;
    Workbench* bench_;
    hazard::Kernel kernel_;
    Summing summing_;
    Weighting weighting_;
    std::vector<Group> groups_;  ///< by class, heaviest first
    const geo::NearestIndex* all_ = nullptr;
    std::unique_ptr<PieceRows> pieces_;
};

}  // namespace riskmap::exposure
