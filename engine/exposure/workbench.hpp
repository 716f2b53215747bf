#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "exposure/exposure_table.hpp"
#include "exposure/place_sums.hpp"
#include "exposure/places.hpp"
#include "exposure/selection.hpp"
#include "geo/locate.hpp"
#include "geo/measure.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {

/// What of a feature lies in a unit.
enum class Extent { length, area, shoreline };

/// What the terms of one hazard share: selections, spatial indices and distances, each made once,
/// when first asked for. References stay good as long as the workbench. One thread; the loops
/// inside use `context`.
class Workbench {
  public:
    Workbench(const hazard::IncidentRule& rule,
              const Inputs& inputs,
              const RunContext& context,
              PlaceSums place_sums = PlaceSums::made(false));
    ~Workbench();

    const Inputs& inputs() const { return *inputs_; }
    const RunContext& context() const { return *context_; }
    const domain::AdminUnits& units() const { return *inputs_->units; }
    std::size_t unit_count() const { return inputs_->units->size(); }
    std::span<const geo::Geometry> unit_shapes() const { return units().shape.values(); }
    const geo::UnitLocator& locator();
    /// What every feature of the layer has in every unit, by (unit, feature); `feature` is the row
    /// of the layer. Lines have length, polygons area and shoreline; points have none of these.
    const std::vector<geo::Share>& shares(const domain::Layer& layer, Extent extent);
    /// Area of each of some polygons in every unit, by (unit, number of the polygon).
    std::vector<geo::Share> area_shares(const std::vector<geo::Geometry>& polygons);

    /// Null when the study has no such layer.
    const domain::Layer* find_layer(const std::string& id) const;
    const Selection& selection(const domain::Layer& layer, const domain::Predicate& where);
    const geo::NearestIndex& nearest(const Selection& selection);
    /// Over some of its features (numbers in the selection, ascending); hits count along
    /// `features`.
    const geo::NearestIndex& nearest(const Selection& selection,
                                     const std::vector<std::uint32_t>& features);

    const Places& places(hazard::Origin origin);
    const Children& children_of(const domain::AgeBand& ages);
    /// What each place of an origin weighs: children of `ages` at homes, 1 elsewhere.
    const std::vector<double>& weights(hazard::Origin origin, const domain::AgeBand& ages);
    /// From each place to the nearest feature, m; infinite when there is none.
    const std::vector<double>& distances(const Selection& selection, hazard::Origin origin);
    /// The same to the nearest of some features (numbers in the selection, ascending): exact up to
    /// `limit_m` at least; infinite or exact beyond.
    const std::vector<double>& distances(const Selection& selection,
                                         const std::vector<std::uint32_t>& features,
                                         hazard::Origin origin,
                                         double limit_m);
    /// 1 for each place within the distance (inclusive) of a feature, else 0: from distances where
    /// they are known already.
    std::vector<double> within(const Selection& selection, hazard::Origin origin, double limit_m);
    /// Throws `BeyondReach` when layers were not read as far.
    void require_reach(double limit_m) const {
        if (limit_m > inputs_->read_within_m) {
            throw BeyondReach();
        }
    }
    /// Whether a place is looked at in this run: of homes, only those of the units of the block.
    bool looks_at(hazard::Origin origin, UnitIndex unit) const {
        return inputs_->block == nullptr || origin != hazard::Origin::people ||
               (*inputs_->block)[unit];
    }
    /// The next sums over places, made by `make` unless they are known.
    PerUnit<double> place_sums(const std::function<PerUnit<double>()>& make) {
        return place_sums_.next(make);
    }
    std::vector<PerUnit<double>> kept_sums() { return place_sums_.kept(); }
    /// Number of the school nearest to each home. There must be at least one.
    const std::vector<std::uint32_t>& nearest_school();

  private:
    using SubsetKey = std::pair<const Selection*, std::vector<std::uint32_t>>;
    /// Distances that are known up to a limit.
    struct Known {
        double limit_m = -1;
        std::vector<double> metres;
    };

    /// Throws `BeyondReach` when a distance from the block is more than layers were read within.
    void check_reach(const Places& from, const std::vector<double>& metres) const;
    void extend(const geo::NearestIndex& index,
                hazard::Origin origin,
                double limit_m,
                Known& known);

    const hazard::IncidentRule* rule_;
    const Inputs* inputs_;
    const RunContext* context_;
    PlaceSums place_sums_;
    std::optional<geo::UnitLocator> locator_;
    std::map<std::pair<const domain::Layer*, Extent>, std::vector<geo::Share>> shares_;
    std::vector<std::unique_ptr<Selection>> selections_;
    std::map<const Selection*, geo::NearestIndex> nearest_;
    std::map<SubsetKey, geo::NearestIndex> nearest_of_some_;
    std::map<hazard::Origin, Places> places_;
    std::map<std::pair<int, int>, Children> children_;
    std::map<std::pair<const Selection*, hazard::Origin>, Known> distances_;
    std::map<std::pair<SubsetKey, hazard::Origin>, Known> distances_to_some_;
    std::vector<std::uint32_t> nearest_school_;
};

}  // namespace riskmap::exposure
