#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/layer.hpp"
#include "domain/predicate.hpp"
#include "exposure/notes.hpp"
#include "geo/geometry.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::exposure {

/// The features of a layer for which all conditions hold and that have a shape. Feature numbers
/// below count along `rows`. Neither copied nor moved: its spans look into itself.
class Selection {
  public:
    /// Throws an input `Error` when a condition asks for a column the layer does not have. A layer
    /// without any feature is an empty selection, whatever the conditions ask for.
    Selection(const domain::Layer& layer, const domain::Predicate& where);
    Selection(const Selection&) = delete;
    Selection& operator=(const Selection&) = delete;

    const domain::Layer& layer() const { return *layer_; }
    const domain::Predicate& where() const { return where_; }
    /// Rows of the layer, ascending.
    const std::vector<std::uint32_t>& rows() const { return rows_; }
    std::span<const geo::Geometry> shapes() const { return shapes_; }
    std::size_t size() const { return rows_.size(); }
    /// Features that meet the conditions but cannot be measured.
    std::size_t without_shape() const { return without_shape_; }
    /// There are features, and none has a shape: nothing can be said about where they are.
    bool shapeless() const { return rows_.empty() && without_shape_ > 0; }

  private:
    const domain::Layer* layer_;
    domain::Predicate where_;
    std::vector<std::uint32_t> rows_;
    std::size_t without_shape_ = 0;
    std::vector<geo::Geometry> picked_;
    std::span<const geo::Geometry> shapes_;
};

/// What the features of a selection weigh and which class they belong to.
struct Weighting {
    std::vector<double> weight;           ///< per feature: of its class x multipliers that hold
    std::vector<std::uint32_t> class_of;  ///< per feature; all unlisted values are one class
};

/// Class weights by the value of one column (case and spelling form folded), times the multipliers.
/// A column that the layer does not have leaves every feature with `otherwise`, or without the
/// multiplier; the notes say so. A multiplier holds only where the cells it tests are filled
/// ("absent" excepted).
Weighting weigh(const Selection& selection,
                const hazard::Weights& weights,
                const std::vector<hazard::Multiplier>& multipliers,
                Notes& notes);

/// The features of one kind of shape, as a row of their own.
struct OfShape {
    std::vector<std::uint32_t> feature;  ///< numbers in the selection
    std::vector<geo::Geometry> shapes;
};
OfShape of_shape(const Selection& selection, geo::Shape shape);

}  // namespace riskmap::exposure
