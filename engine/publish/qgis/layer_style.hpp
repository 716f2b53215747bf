#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "geo/geometry.hpp"
#include "publish/published_layer.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {

struct Rgb {
    int red = 0;
    int green = 0;
    int blue = 0;
    bool operator==(const Rgb&) const = default;
};

/// How a feature is drawn; sizes in millimetres.
struct Symbol {
    Rgb color{};               ///< of the area, the line or the point
    Rgb outline{};             ///< of areas and points
    double width = 0.2;        ///< of the line or the outline
    double size = 2.4;         ///< of points seen from near
    double far_size = 0.9;     ///< of points seen from far
    bool hatched = false;      ///< areas: lines of `color` on what is drawn below
    bool see_through = false;  ///< areas: only the outline
};

/// A test of one feature.
struct Condition {
    enum class Kind {
        equals,       ///< field = text
        at_least,     ///< field >= number
        below,        ///< field < number
        missing,      ///< field has no data
        wider_than,   ///< field - lower_field > number
        is_the_sheet  ///< the feature of the atlas sheet being drawn
    };
    Kind kind = Kind::equals;
    std::string field;
    std::string text;
    double number = 0;
    std::string lower_field;
};

/// Features for which the conditions hold (all, or any) bear the symbol; every rule that holds is
/// drawn, in order. `otherwise`: those for which no other rule holds.
struct StyleRule {
    Text label;
    std::vector<Condition> conditions;
    bool any = false;
    bool otherwise = false;
    Symbol symbol;
    double max_denominator = 0;  ///< not drawn on smaller scales; 0: on all
};

/// Names written beside features on scales larger than 1 : `max_denominator`, and on all for those
/// of which any test of `from_far` holds.
struct NameLabels {
    std::string field;
    double size_pt = 7;
    double max_denominator = 0;
    Rgb color{};
    std::vector<Condition> from_far = {};
};

/// One way to show a layer.
struct LayerStyle {
    std::string name;  ///< "level", of files and tables
    Text title;
    geo::Shape shape = geo::Shape::polygons;
    std::vector<StyleRule> rules;
    std::optional<NameLabels> labels;
};

/// The fixed upper edges of the classes of rates, per 100,000 person-years: the same for every
/// hazard and year, so that two maps compare.
const std::vector<double>& rate_edges();

/// A rank is called uncertain when its interval spans more than this share of the units.
inline constexpr double wide_rank_share = 0.75;

/// The styles of a published layer, the default first; a layer of areas and lines has one of each.
/// For communes: per hazard the levels, then the rates; then outlines. None for unknown layers.
std::vector<LayerStyle> layer_styles(const PublishedLayer& layer,
                                     const std::vector<MapHazard>& hazards);

/// Which names the columns bear where the style is used.
enum class Names { full, brief };
std::string column_name(const PublishedLayer& layer, const std::string& field, Names names);

}  // namespace riskmap::publish
