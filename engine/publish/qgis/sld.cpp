#include "publish/qgis/sld.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "publish/qgis/xml.hpp"

namespace riskmap::publish {
namespace {

using Kind = Condition::Kind;

std::string hex(const Rgb& color) {
    return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
}

/// Millimetres as the pixels of 0.28 mm that OGC counts in.
std::string pixels(double mm) { return fmt::format("{:.2f}", mm / 0.28); }

Xml parameter(const char* name, const std::string& value) {
    return std::move(Xml("se:SvgParameter").set("name", name).text(value));
}

Xml fill(const Rgb& color) { return std::move(Xml("se:Fill").add(parameter("fill", hex(color)))); }

Xml stroke(const Rgb& color, double width) {
    return std::move(Xml("se:Stroke")
                         .add(parameter("stroke", hex(color)))
                         .add(parameter("stroke-width", pixels(width))));
}

Xml graphic(const char* mark, Xml inside, double size) {
    Xml shape("se:Mark");
    shape.add("se:WellKnownName", mark).add(std::move(inside));
    Xml result("se:Graphic");
    result.add(std::move(shape));
    return std::move(result.add("se:Size", pixels(size)));
}

Xml symbolizer(const Symbol& symbol, geo::Shape shape) {
    if (shape == geo::Shape::lines) {
        return std::move(Xml("se:LineSymbolizer").add(stroke(symbol.color, symbol.width)));
    }
    if (shape == geo::Shape::points) {
        return std::move(
            Xml("se:PointSymbolizer").add(graphic("circle", fill(symbol.color), symbol.size)));
    }
    Xml area("se:PolygonSymbolizer");
    if (symbol.hatched) {
        Xml pattern("se:GraphicFill");
        pattern.add(graphic("slash", stroke(symbol.color, symbol.width), 1.6));
        return std::move(area.add(std::move(Xml("se:Fill").add(std::move(pattern)))));
    }
    if (!symbol.see_through) {
        area.add(fill(symbol.color));
    }
    return std::move(area.add(stroke(symbol.outline, symbol.width)));
}

Xml comparison(const char* name, Xml left, const std::string& right) {
    return std::move(Xml(name).add(std::move(left)).add("ogc:Literal", right));
}

Xml property(const PublishedLayer& layer, const std::string& field, Names names) {
    return std::move(Xml("ogc:PropertyName").text(column_name(layer, field, names)));
}

Xml test(const PublishedLayer& layer, const Condition& condition, Names names) {
    Xml field = property(layer, condition.field, names);
    const std::string number = fmt::format("{:g}", condition.number);
    switch (condition.kind) {
        case Kind::equals:
            return comparison("ogc:PropertyIsEqualTo", std::move(field), condition.text);
        case Kind::at_least:
            return comparison("ogc:PropertyIsGreaterThanOrEqualTo", std::move(field), number);
        case Kind::below:
            return comparison("ogc:PropertyIsLessThan", std::move(field), number);
        case Kind::wider_than: {
            Xml difference("ogc:Sub");
            difference.add(std::move(field)).add(property(layer, condition.lower_field, names));
            return comparison("ogc:PropertyIsGreaterThan", std::move(difference), number);
        }
        case Kind::missing:
        case Kind::is_the_sheet:
            break;
    }
    return std::move(Xml("ogc:PropertyIsNull").add(std::move(field)));
}

Xml filter(const PublishedLayer& layer, const StyleRule& rule, Names names) {
    Xml result("ogc:Filter");
    if (rule.conditions.size() == 1) {
        return std::move(result.add(test(layer, rule.conditions.front(), names)));
    }
    Xml several(rule.any ? "ogc:Or" : "ogc:And");
    for (const Condition& condition : rule.conditions) {
        several.add(test(layer, condition, names));
    }
    return std::move(result.add(std::move(several)));
}

bool is_of_a_sheet(const StyleRule& rule) {
    return std::any_of(rule.conditions.begin(), rule.conditions.end(), [](const Condition& c) {
        return c.kind == Kind::is_the_sheet;
    });
}

Xml rule_of(const PublishedLayer& layer,
            const LayerStyle& style,
            const StyleRule& rule,
            Names names) {
    Xml result("se:Rule");
    result.add("se:Name", rule.label.vi);
    result.add(std::move(Xml("se:Description").add("se:Title", rule.label.vi)));
    if (rule.otherwise) {
        result.add(Xml("se:ElseFilter"));
    } else if (!rule.conditions.empty()) {
        result.add(filter(layer, rule, names));
    }
    if (rule.max_denominator > 0) {
        result.add("se:MaxScaleDenominator", fmt::format("{:.0f}", rule.max_denominator));
    }
    return std::move(result.add(symbolizer(rule.symbol, style.shape)));
}

}  // namespace

std::string sld(const PublishedLayer& layer, const LayerStyle& style, Names names) {
    Xml type("se:FeatureTypeStyle");
    for (const StyleRule& rule : style.rules) {
        if (!is_of_a_sheet(rule)) {
            type.add(rule_of(layer, style, rule, names));
        }
    }
    Xml user("UserStyle");
    user.add("se:Name", style.title.vi).add(std::move(type));
    Xml named("NamedLayer");
    named.add("se:Name", layer.name).add(std::move(user));
    Xml root("StyledLayerDescriptor");
    root.set("version", "1.1.0").set("xmlns", "http://www.opengis.net/sld");
    root.set("xmlns:se", "http://www.opengis.net/se")
        .set("xmlns:ogc", "http://www.opengis.net/ogc");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
           std::move(root.add(std::move(named))).str();
}

}  // namespace riskmap::publish
