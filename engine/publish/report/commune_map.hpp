#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "domain/layer.hpp"
#include "geo/geometry.hpp"
#include "risk/level.hpp"

namespace riskmap::publish {

/// A number drawn on a unit.
struct MapMark {
    std::size_t row = 0;
    std::string text;
};

/// The units of a study as drawings. The page holds each outline once, under the id "u" + row;
/// every map uses it. Coordinates are whole steps of a grid that grows with the number of units.
class CommuneMap {
  public:
    explicit CommuneMap(std::vector<geo::Geometry> shapes);

    /// A hidden drawing with the outlines ("u0", "u1", ...) and the hatching ("hatch").
    std::string definitions() const;
    /// A drawn map: units by level, marks, scale bar and north arrow. `id` is unique on the page.
    std::string choropleth(const Text& title,
                           std::span<const risk::Level> levels,
                           std::span<const MapMark> marks) const;
    /// A layer as one outline, at most `most_vertices` long: the largest features first.
    std::string layer_path(const domain::Layer& layer, std::size_t most_vertices) const;

    double width() const { return width_; }
    double height() const { return height_; }
    /// Of one step of the grid.
    double metres_per_step() const { return grid_m_; }

  private:
    std::string path(const geo::Geometry& shape) const;
    /// Scale bar and north arrow.
    std::string furniture() const;
    geo::PointM placed(geo::PointM point) const;

    std::vector<geo::Geometry> drawn_;
    std::vector<geo::Geometry> shapes_;
    double grid_m_ = 1;
    geo::PointM corner_;  ///< north-west, on the grid
    double width_ = 1;
    double height_ = 1;
};

}  // namespace riskmap::publish
