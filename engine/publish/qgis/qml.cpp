#include "publish/qgis/qml.hpp"

#include <fmt/format.h>

namespace riskmap::publish {
namespace {

using Kind = Condition::Kind;
using Properties = std::vector<std::pair<std::string, std::string>>;

std::string text_literal(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        result += c == '\'' ? "''" : std::string(1, c);
    }
    return result + "'";
}

std::string expression(const PublishedLayer& layer, const Condition& test, Names names) {
    const std::string field = "\"" + column_name(layer, test.field, names) + "\"";
    switch (test.kind) {
        case Kind::equals:
            return fmt::format("{} = {}", field, text_literal(test.text));
        case Kind::at_least:
            return fmt::format("{} >= {:g}", field, test.number);
        case Kind::below:
            return fmt::format("{} < {:g}", field, test.number);
        case Kind::missing:
            return field + " IS NULL";
        case Kind::wider_than:
            return fmt::format("{} - \"{}\" > {:g}",
                               field,
                               column_name(layer, test.lower_field, names),
                               test.number);
        case Kind::is_the_sheet:
            return "$id = @atlas_featureid";
    }
    return "";
}

Xml option(const char* type, const std::string& name, const std::string& value) {
    return std::move(Xml("Option").set("type", type).set("name", name).set("value", value));
}

std::string millimetres(double size) { return fmt::format("{:g}", size); }

/// A property that each feature works out for itself, as QGIS keeps it under `tag`.
Xml by_expression(const char* tag, const char* property, const std::string& formula) {
    Xml setting("Option");
    setting.set("type", "Map").set("name", property);
    setting.add(option("bool", "active", "true"));
    setting.add(option("QString", "expression", formula));
    setting.add(option("int", "type", "3"));
    Xml list("Option");
    list.set("type", "Map").set("name", "properties").add(std::move(setting));
    Xml all("Option");
    all.set("type", "Map").add(option("QString", "name", "")).add(std::move(list));
    all.add(option("QString", "type", "collection"));
    return std::move(Xml(tag).add(std::move(all)));
}

/// Points grow when the map is seen from near.
Xml size_by_scale(const Symbol& symbol) {
    return by_expression(
        "data_defined_properties",
        "size",
        fmt::format("if(@map_scale > 150000, {:g}, {:g})", symbol.far_size, symbol.size));
}

Xml line_layer(const Rgb& color, double width) {
    return symbol_layer("SimpleLine",
                        {{"line_color", rgba(color)},
                         {"line_width", millimetres(width)},
                         {"line_width_unit", "MM"},
                         {"line_style", "solid"},
                         {"capstyle", "round"},
                         {"joinstyle", "round"}});
}

Xml hatching(const Symbol& symbol) {
    Xml layer = symbol_layer("LinePatternFill",
                             {{"angle", "45"},
                              {"color", rgba(symbol.color)},
                              {"distance", "1.6"},
                              {"distance_unit", "MM"},
                              {"line_width", millimetres(symbol.width)},
                              {"line_width_unit", "MM"}});
    return std::move(
        layer.add(qgis_symbol("line", "@hatch@0", line_layer(symbol.color, symbol.width))));
}

Xml drawn(const Symbol& symbol, geo::Shape shape, const std::string& name) {
    if (shape == geo::Shape::lines) {
        return qgis_symbol("line", name, line_layer(symbol.color, symbol.width));
    }
    if (shape == geo::Shape::points) {
        Xml layer = symbol_layer("SimpleMarker",
                                 {{"name", "circle"},
                                  {"color", rgba(symbol.color)},
                                  {"outline_color", rgba(symbol.outline)},
                                  {"outline_width", millimetres(symbol.width)},
                                  {"outline_width_unit", "MM"},
                                  {"size", millimetres(symbol.size)},
                                  {"size_unit", "MM"}});
        return qgis_symbol("marker", name, std::move(layer.add(size_by_scale(symbol))));
    }
    if (symbol.hatched) {
        return qgis_symbol("fill", name, hatching(symbol));
    }
    return qgis_symbol("fill",
                       name,
                       symbol_layer("SimpleFill",
                                    {{"color", rgba(symbol.color)},
                                     {"outline_color", rgba(symbol.outline)},
                                     {"outline_width", millimetres(symbol.width)},
                                     {"outline_width_unit", "MM"},
                                     {"outline_style", "solid"},
                                     {"joinstyle", "round"},
                                     {"style", symbol.see_through ? "no" : "solid"}}));
}

Xml renderer(const PublishedLayer& layer, const LayerStyle& style, Names names) {
    Xml rules("rules");
    rules.set("key", "rules");
    Xml symbols("symbols");
    for (std::size_t i = 0; i < style.rules.size(); ++i) {
        const StyleRule& rule = style.rules[i];
        Xml entry("rule");
        entry.set("key", fmt::format("rule_{}", i)).set("symbol", std::to_string(i));
        entry.set("label", rule.label.vi);
        const std::string filter = expression(layer, rule, names);
        if (!filter.empty()) {
            entry.set("filter", filter);
        }
        if (rule.max_denominator > 0) {
            entry.set("scalemaxdenom", fmt::format("{:.0f}", rule.max_denominator));
        }
        rules.add(std::move(entry));
        symbols.add(drawn(rule.symbol, style.shape, std::to_string(i)));
    }
    Xml result("renderer-v2");
    result.set("type", "RuleRenderer").set("symbollevels", "0").set("forceraster", "0");
    return std::move(result.add(std::move(rules)).add(std::move(symbols)));
}

/// Whether a name is drawn at the scale of the map.
std::string name_shown(const PublishedLayer& layer, const NameLabels& labels, Names names) {
    std::string formula = fmt::format("@map_scale < {:.0f}", labels.max_denominator);
    for (const Condition& test : labels.from_far) {
        formula += " OR " + expression(layer, test, names);
    }
    return formula;
}

Xml labeling(const PublishedLayer& layer, const LayerStyle& style, Names names) {
    const NameLabels& labels = *style.labels;
    Xml text("text-style");
    text.set("fieldName", column_name(layer, labels.field, names)).set("isExpression", "0");
    text.set("fontFamily", "Arial").set("fontSize", fmt::format("{:g}", labels.size_pt));
    text.set("fontSizeUnit", "Point").set("textColor", rgba(labels.color)).set("textOpacity", "1");
    Xml buffer("text-buffer");
    buffer.set("bufferDraw", "1").set("bufferSize", "0.7").set("bufferSizeUnits", "MM");
    buffer.set("bufferColor", "255,255,255,255").set("bufferOpacity", "1");
    buffer.set("bufferNoFill", "1").set("bufferJoinStyle", "128");
    text.add(std::move(buffer));
    Xml placement("placement");
    const bool along = style.shape == geo::Shape::lines;
    const bool beside = style.shape == geo::Shape::points;
    placement.set("placement", along ? "3" : beside ? "6" : "4");
    placement.set("placementFlags", "10").set("dist", beside ? "0.8" : "0").set("distUnits", "MM");
    placement.set("priority", style.shape == geo::Shape::polygons ? "8" : "4");
    placement.set("centroidInside", "1").set("repeatDistance", along ? "60" : "0");
    placement.set("repeatDistanceUnits", "MM").set("polygonPlacementFlags", "2");
    placement.set("predefinedPositionOrder", "TR,TL,BR,BL,R,L,TSR,BSR");
    Xml rendering("rendering");
    const bool by_scale = labels.from_far.empty();
    rendering.set("scaleVisibility", by_scale ? "1" : "0").set("scaleMin", "0");
    rendering.set("scaleMax", fmt::format("{:.0f}", labels.max_denominator));
    rendering.set("obstacle", style.shape == geo::Shape::polygons ? "0" : "1");
    rendering.set("drawLabels", "1").set("mergeLines", along ? "1" : "0");
    rendering.set("fontMinPixelSize", "3").set("fontMaxPixelSize", "10000");
    Xml settings("settings");
    settings.set("calloutType", "simple");
    settings.add(std::move(text));
    settings.add(std::move(placement));
    settings.add(std::move(rendering));
    if (!by_scale) {
        settings.add(by_expression("dd_properties", "Show", name_shown(layer, labels, names)));
    }
    return std::move(Xml("labeling").set("type", "simple").add(std::move(settings)));
}

Xml aliases(const PublishedLayer& layer, Names names) {
    Xml list("aliases");
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        const domain::Field& field = layer.fields[i];
        list.add(std::move(Xml("alias")
                               .set("field", column_name(layer, field.name, names))
                               .set("index", std::to_string(i))
                               .set("name", alias(field))));
    }
    return list;
}

}  // namespace

std::string rgba(const Rgb& color, int alpha) {
    return fmt::format("{},{},{},{}", color.red, color.green, color.blue, alpha);
}

Xml symbol_layer(const std::string& type, const Properties& properties) {
    Xml map("Option");
    map.set("type", "Map");
    for (const auto& [name, value] : properties) {
        map.add(option("QString", name, value));
    }
    Xml layer("layer");
    layer.set("class", type).set("enabled", "1").set("pass", "0").set("locked", "0");
    return std::move(layer.add(std::move(map)));
}

Xml qgis_symbol(const std::string& type, const std::string& name, Xml layer) {
    Xml symbol("symbol");
    symbol.set("type", type).set("name", name).set("alpha", "1").set("clip_to_extent", "1");
    return std::move(symbol.add(std::move(layer)));
}

std::string expression(const PublishedLayer& layer, const StyleRule& rule, Names names) {
    if (rule.otherwise) {
        return "ELSE";
    }
    std::string result;
    for (const Condition& test : rule.conditions) {
        result += result.empty() ? "" : rule.any ? " OR " : " AND ";
        result += expression(layer, test, names);
    }
    return result;
}

void add_style(Xml& target, const PublishedLayer& layer, const LayerStyle& style, Names names) {
    target.add(renderer(layer, style, names));
    if (style.labels) {
        target.add(labeling(layer, style, names));
    }
    target.add("blendMode", "0").add("featureBlendMode", "0").add("layerOpacity", "1");
    target.add(aliases(layer, names));
}

std::string qml(const PublishedLayer& layer, const LayerStyle& style, Names names) {
    Xml root("qgis");
    root.set("version", "3.22.0").set("styleCategories", "Symbology|Labeling|Fields");
    root.set("labelsEnabled", style.labels ? "1" : "0");
    add_style(root, layer, style, names);
    constexpr int first_type = 1;  // QGIS counts points, lines, polygons from 0; Shape from 1
    root.add("layerGeometryType", std::to_string(static_cast<int>(style.shape) - first_type));
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + root.str();
}

}  // namespace riskmap::publish
