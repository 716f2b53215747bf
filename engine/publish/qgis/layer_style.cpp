#include "publish/qgis/layer_style.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "publish/level_style.hpp"
#include "risk/level.hpp"

namespace riskmap::publish {
namespace {

using Kind = Condition::Kind;
using geo::Shape;
using risk::Level;

constexpr Rgb grey{189, 189, 189};
constexpr Rgb chosen_border{140, 29, 4};
constexpr Rgb outline{110, 110, 110};
constexpr Rgb water_blue{70, 130, 190};

/// "#8c2d04" as numbers.
Rgb rgb_of(const char* hex) {
    const auto part = [&](std::size_t at) {
        return static_cast<int>(std::strtol(std::string(hex + at, 2).c_str(), nullptr, 16));
    };
    return {part(1), part(3), part(5)};
}

constexpr std::array<Rgb, 5> rate_colors{
    {{255, 255, 212}, {254, 217, 142}, {254, 153, 41}, {217, 95, 14}, {140, 45, 4}}};

bool has_field(const PublishedLayer& layer, const std::string& name) {
    return std::any_of(layer.fields.begin(), layer.fields.end(), [&](const domain::Field& field) {
        return field.name == name;
    });
}

Symbol area(Rgb color) { return {.color = color, .outline = outline, .width = 0.15}; }

Condition equals(const std::string& field, const std::string& text) {
    return {.kind = Kind::equals, .field = field, .text = text, .lower_field = ""};
}

Condition number(Kind kind, const std::string& field, double number) {
    return {.kind = kind, .field = field, .text = "", .number = number, .lower_field = ""};
}

/// Names of all units from near; from farther only of those a hazard puts above the average, for
/// others would hide the map.
NameLabels unit_names(const std::vector<Condition>& from_far) {
    return {.field = "name",
            .size_pt = 6.5,
            .max_denominator = 250000,
            .color = {20, 20, 20},
            .from_far = from_far};
}

std::vector<Condition> above_average(const MapHazard& hazard) {
    std::vector<Condition> any;
    for (const Level level : {Level::confirmed, Level::probable, Level::watch}) {
        any.push_back(equals(hazard.prefix + "_level", risk::to_word(level)));
    }
    return any;
}

LayerStyle level_style(const PublishedLayer& layer, const MapHazard& hazard) {
    LayerStyle style{.name = hazard.prefix + "_level",
                     .title = {hazard.label.vi + ": mức ưu tiên", hazard.label.en + ": level"},
                     .shape = Shape::polygons,
                     .rules = {},
                     .labels = unit_names(above_average(hazard))};
    const std::string field = hazard.prefix + "_level";
    for (const LevelStyle& row : level_styles()) {
        style.rules.push_back({.label = risk::label(row.level),
                               .conditions = {equals(field, risk::to_word(row.level))},
                               .symbol = area(rgb_of(row.fill)),
                               .max_denominator = 0});
    }
    const double wide = std::floor(wide_rank_share * static_cast<double>(layer.rows));
    style.rules.push_back(
        {.label = {"Gạch chéo: chưa chắc chắn", "Hatched: unsure"},
         .conditions = {{.kind = Kind::wider_than,
                         .field = hazard.prefix + "_rank_upper",
                         .text = "",
                         .number = wide,
                         .lower_field = hazard.prefix + "_rank_lower"},
                        equals(field, risk::to_word(Level::undetermined))},
         .any = true,
         .symbol = {.color = {130, 130, 130}, .outline = outline, .width = 0.12, .hatched = true},
         .max_denominator = 0});
    return style;
}

Text class_label(double from, double below, bool first, bool last) {
    const auto words = [&](Language language, const char* less, const char* to, const char* more) {
        if (first) {
            return fmt::format(fmt::runtime(less), number_text(below, 0, language));
        }
        if (last) {
            return fmt::format(fmt::runtime(more), number_text(from, 0, language));
        }
        return fmt::format(
            fmt::runtime(to), number_text(from, 0, language), number_text(below, 0, language));
    };
    return {words(Language::vi, "dưới {}", "{} đến dưới {}", "từ {} trở lên"),
            words(Language::en, "below {}", "{} to below {}", "{} and more")};
}

LayerStyle rate_style(const MapHazard& hazard) {
    LayerStyle style{.name = hazard.prefix + "_rate",
                     .title = {hazard.label.vi + ": tỷ suất ước lượng trên 100.000 trẻ em mỗi năm",
                               hazard.label.en + ": modelled rate per 100,000 children a year"},
                     .shape = Shape::polygons,
                     .rules = {},
                     .labels = unit_names(above_average(hazard))};
    const std::string field = hazard.prefix + "_rate";
    const std::vector<double>& edges = rate_edges();
    for (std::size_t i = 0; i <= edges.size(); ++i) {
        const bool first = i == 0;
        const bool last = i == edges.size();
        StyleRule rule{
            .label = class_label(first ? 0 : edges[i - 1], last ? 0 : edges[i], first, last),
            .conditions = {},
            .symbol = area(rate_colors[i]),
            .max_denominator = 0};
        if (!first) {
            rule.conditions.push_back(number(Kind::at_least, field, edges[i - 1]));
        }
        if (!last) {
            rule.conditions.push_back(number(Kind::below, field, edges[i]));
        }
        style.rules.push_back(std::move(rule));
    }
    style.rules.push_back({.label = risk::label(Level::insufficient_data),
                           .conditions = {number(Kind::missing, field, 0)},
                           .symbol = area(grey),
                           .max_denominator = 0});
    return style;
}

LayerStyle outline_style() {
    Symbol chosen{.outline = chosen_border, .width = 0.9, .see_through = true};
    Symbol other{.outline = outline, .width = 0.25, .see_through = true};
    return {
        .name = "outline",
        .title = {"Ranh giới hành chính", "Administrative borders"},
        .shape = Shape::polygons,
        .rules = {{.label = {"Địa bàn của trang này", "Unit of the sheet"},
                   .conditions =
                       {{.kind = Kind::is_the_sheet, .field = "", .text = "", .lower_field = ""}},
                   .symbol = chosen,
                   .max_denominator = 0},
                  {.label = {"Ranh giới hành chính", "Administrative border"},
                   .conditions = {},
                   .otherwise = true,
                   .symbol = other,
                   .max_denominator = 0}},
        .labels = unit_names({})};
}

std::vector<LayerStyle> commune_styles(const PublishedLayer& layer,
                                       const std::vector<MapHazard>& hazards) {
    std::vector<LayerStyle> styles;
    for (const MapHazard& hazard : hazards) {
        if (has_field(layer, hazard.prefix + "_level")) {
            styles.push_back(level_style(layer, hazard));
        }
        if (has_field(layer, hazard.prefix + "_rate")) {
            styles.push_back(rate_style(hazard));
        }
    }
    styles.push_back(outline_style());
    return styles;
}

StyleRule everything(Text label, const Symbol& symbol) {
    return {.label = std::move(label), .conditions = {}, .symbol = symbol, .max_denominator = 0};
}

std::vector<LayerStyle> school_styles() {
    const Symbol dot{.color = {60, 60, 140}, .outline = {255, 255, 255}, .width = 0.2};
    return {{.name = "schools",
             .title = {"Trường học", "Schools"},
             .shape = Shape::points,
             .rules = {everything({"Trường học", "School"}, dot)},
             .labels = NameLabels{
                 .field = "name", .size_pt = 6, .max_denominator = 40000, .color = {40, 40, 110}}}};
}

std::vector<LayerStyle> water_styles() {
    const Symbol body{.color = {158, 202, 235}, .outline = water_blue, .width = 0.15};
    const Symbol wide{.color = water_blue, .width = 0.5};
    const Symbol narrow{.color = {120, 170, 215}, .width = 0.18};
    const NameLabels names{
        .field = "name", .size_pt = 6, .max_denominator = 60000, .color = water_blue};
    return {{.name = "water_areas",
             .title = {"Hồ, ao, mặt nước", "Lakes, ponds"},
             .shape = Shape::polygons,
             .rules = {everything({"Hồ, ao, mặt nước", "Lake, pond"}, body)},
             .labels = names},
            {.name = "water_lines",
             .title = {"Sông, suối, kênh", "Rivers, streams, canals"},
             .shape = Shape::lines,
             .rules = {{.label = {"Sông, kênh", "River, canal"},
                        .conditions = {equals("kind", "river"), equals("kind", "canal")},
                        .any = true,
                        .symbol = wide,
                        .max_denominator = 0},
                       {.label = {"Suối, dòng nước khác", "Stream, other"},
                        .conditions = {},
                        .otherwise = true,
                        .symbol = narrow,
                        .max_denominator = 0}},
             .labels = names}};
}

std::vector<LayerStyle> road_styles() {
    struct Row {
        const char* kind;
        Text label;
        Rgb color;
        double width;
        double max_denominator;
    };
    static const std::array<Row, 4> rows{{
        {"expressway", {"Cao tốc", "Expressway"}, {90, 30, 110}, 0.9, 0},
        {"national", {"Quốc lộ", "National road"}, {170, 40, 90}, 0.7, 0},
        {"provincial", {"Đường tỉnh", "Provincial road"}, {120, 90, 60}, 0.45, 0},
        {"district", {"Đường huyện", "District road"}, {120, 120, 120}, 0.3, 200000},
    }};
    LayerStyle style{
        .name = "roads",
        .title = {"Đường bộ", "Roads"},
        .shape = Shape::lines,
        .rules = {},
        .labels = NameLabels{
            .field = "name", .size_pt = 6, .max_denominator = 120000, .color = {110, 30, 60}}};
    for (const Row& row : rows) {
        style.rules.push_back({.label = row.label,
                               .conditions = {equals("kind", row.kind)},
                               .symbol = {.color = row.color, .width = row.width},
                               .max_denominator = row.max_denominator});
    }
    style.rules.push_back({.label = {"Đường khác (xem gần)", "Other road (from near)"},
                           .conditions = {},
                           .otherwise = true,
                           .symbol = {.color = {150, 150, 150}, .width = 0.18},
                           .max_denominator = 80000});
    return {style};
}

std::vector<LayerStyle> quality_styles() {
    return {{.name = "data_quality",
             .title = {"Chất lượng dữ liệu", "Data quality"},
             .shape = Shape::polygons,
             .rules = {{.label = {"Có số dân", "Population known"},
                        .conditions = {number(Kind::at_least, "has_population", 1)},
                        .symbol = area({200, 225, 200}),
                        .max_denominator = 0},
                       {.label = {"Thiếu số dân", "Population missing"},
                        .conditions = {},
                        .otherwise = true,
                        .symbol = area(grey),
                        .max_denominator = 0}},
             .labels = unit_names({})}};
}

}  // namespace

const std::vector<double>& rate_edges() {
    static const std::vector<double> edges{2, 5, 10, 20};
    return edges;
}

std::vector<LayerStyle> layer_styles(const PublishedLayer& layer,
                                     const std::vector<MapHazard>& hazards) {
    if (layer.name == "communes" && layer.has_shapes()) {
        return commune_styles(layer, hazards);
    }
    struct Row {
        const char* layer;
        std::vector<LayerStyle> (*styles)();
    };
    static constexpr std::array<Row, 4> rows{{{"schools", school_styles},
                                              {"water", water_styles},
                                              {"roads", road_styles},
                                              {"data_quality", quality_styles}}};
    for (const Row& row : rows) {
        if (layer.name == row.layer && layer.has_shapes()) {
            std::vector<LayerStyle> styles = row.styles();
            std::erase_if(styles, [&](const LayerStyle& style) {
                return std::none_of(layer.shapes.begin(),
                                    layer.shapes.end(),
                                    [&](const LonLatShape& s) { return s.shape == style.shape; });
            });
            return styles;
        }
    }
    return {};
}

std::string column_name(const PublishedLayer& layer, const std::string& field, Names names) {
    for (const domain::Field& column : layer.fields) {
        if (names == Names::brief && column.name == field) {
            return column.short_name;
        }
    }
    return field;
}

}  // namespace riskmap::publish
