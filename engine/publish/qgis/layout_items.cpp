#include "publish/qgis/layout_items.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "publish/qgis/qml.hpp"

namespace riskmap::publish {
namespace {

constexpr const char* page_item = "65638";
constexpr const char* map_item = "65639";
constexpr const char* label_item = "65641";
constexpr const char* legend_item = "65642";
constexpr const char* scale_bar_item = "65646";

std::string mm(double x, double y) { return fmt::format("{:g},{:g},mm", x, y); }

std::string font(double size_pt, bool bold) {
    return fmt::format("Arial,{:g},-1,5,{},0,0,0,0,0", size_pt, bold ? 75 : 50);
}

Xml color_of(const char* name, const Rgb& color) {
    return std::move(Xml(name)
                         .set("red", std::to_string(color.red))
                         .set("green", std::to_string(color.green))
                         .set("blue", std::to_string(color.blue))
                         .set("alpha", "255"));
}

Xml white_paper() {
    return qgis_symbol(
        "fill",
        "",
        symbol_layer("SimpleFill",
                     {{"color", "255,255,255,255"}, {"outline_style", "no"}, {"style", "solid"}}));
}

/// Kilometres of a segment: 1, 2 or 5 times a power of ten.
double round_number(double about) {
    const double power = std::pow(10, std::floor(std::log10(about)));
    const double factor = about / power;
    return power * (factor < 2 ? 1 : factor < 5 ? 2 : 5);
}

/// An identity that is the same in every run; names keep layouts apart.
std::string identity_of(const std::string& name, int number) {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return fmt::format("{{{:08x}-0000-4000-8000-{:012d}}}", hash, number);
}

Xml legend_font(const char* name, double size_pt, bool bold, const char* side, double margin) {
    Xml style("style");
    style.set("name", name).set("alignment", "1").set("indent", "0");
    style.set(side, fmt::format("{:g}", margin));
    return std::move(style.add(
        std::move(Xml("styleFont").set("description", font(size_pt, bold)).set("style", ""))));
}

Xml legend_layer(const ProjectLayer& layer) {
    Xml entry("layer-tree-layer");
    entry.set("id", layer.id).set("name", layer.style.title.vi).set("providerKey", "ogr");
    entry.set("checked", "Qt::Checked").set("expanded", "1");
    if (layer.style.rules.size() == 1) {
        // The one rule says it all.
        Xml hidden("Option");
        hidden.set("type", "QString").set("name", "legend/title-style").set("value", "hidden");
        Xml map("Option");
        map.set("type", "Map").add(std::move(hidden));
        entry.add(std::move(Xml("customproperties").add(std::move(map))));
    }
    return entry;
}

}  // namespace

geo::Box fitted(const geo::Box& box, const Frame& frame) {
    if (box.empty()) {
        return {0, 0, frame.width, frame.height};
    }
    constexpr double margin = 1.04;
    const double scale = margin * std::max({(box.max_x - box.min_x) / frame.width,
                                            (box.max_y - box.min_y) / frame.height,
                                            1.0});
    const double x = (box.min_x + box.max_x) / 2;
    const double y = (box.min_y + box.max_y) / 2;
    const double half_width = frame.width * scale / 2;
    const double half_height = frame.height * scale / 2;
    return {x - half_width, y - half_height, x + half_width, y + half_height};
}

LayoutSheet::LayoutSheet(const std::string& name, double width_mm, double height_mm)
    : layout_("Layout"), name_(name) {
    layout_.set("name", name).set("units", "mm").set("printResolution", "300");
    std::string identity;
    Xml page = item(page_item, {0, 0, width_mm, height_mm}, identity);
    page.add(white_paper());
    Xml pages("PageCollection");
    layout_.add(std::move(pages.add(white_paper()).add(std::move(page))));
    atlas_.set("enabled", "0");
}

Xml LayoutSheet::item(const char* type, const Frame& frame, std::string& identity) {
    identity = identity_of(name_, items_);
    Xml result("LayoutItem");
    result.set("type", type).set("uuid", identity).set("templateUuid", identity);
    result.set("position", mm(frame.x, frame.y)).set("positionOnPage", mm(frame.x, frame.y));
    result.set("size", mm(frame.width, frame.height)).set("referencePoint", "0");
    result.set("zValue", std::to_string(items_)).set("visibility", "1").set("opacity", "1");
    ++items_;
    return result;
}

void LayoutSheet::label(const std::string& text, const Frame& frame, const Lettering& lettering) {
    std::string identity;
    Xml result = item(label_item, frame, identity);
    result.set("labelText", text).set("htmlState", "0").set("background", "false");
    result.set("halign", lettering.centred ? "4" : "1").set("valign", "32");
    result.set("marginX", "0").set("marginY", "0");
    result.add(std::move(Xml("LabelFont")
                             .set("description", font(lettering.size_pt, lettering.bold))
                             .set("style", "")));
    layout_.add(std::move(result.add(color_of("FontColor", lettering.color))));
}

std::string LayoutSheet::map(const std::string& theme,
                             const geo::Box& box,
                             const Frame& frame,
                             bool atlas) {
    std::string identity;
    Xml result = item(map_item, frame, identity);
    result.set("followPreset", "true").set("followPresetName", theme).set("mapRotation", "0");
    result.set("frame", "true").set("outlineWidthM", "0.2,mm").set("background", "true");
    result.set("labelMargin", "0,mm").set("keepLayerSet", "false").set("drawCanvasItems", "false");
    const geo::Box extent = fitted(box, frame);
    result.add(std::move(Xml("Extent")
                             .set("xmin", fmt::format("{:.1f}", extent.min_x))
                             .set("ymin", fmt::format("{:.1f}", extent.min_y))
                             .set("xmax", fmt::format("{:.1f}", extent.max_x))
                             .set("ymax", fmt::format("{:.1f}", extent.max_y))));
    result.add(std::move(Xml("AtlasMap")
                             .set("atlasDriven", atlas ? "1" : "0")
                             .set("margin", "0.15")
                             .set("scalingMode", "2")));
    layout_.add(std::move(result));
    return identity;
}

void LayoutSheet::legend(const std::vector<const ProjectLayer*>& layers,
                         const std::string& map,
                         const Frame& frame) {
    std::string identity;
    Xml result = item(legend_item, frame, identity);
    result.set("title", "Chú giải").set("titleAlignment", "1").set("resizeToContents", "1");
    result.set("map_uuid", map).set("legendFilterByAtlas", "0").set("wrapChar", "|");
    result.set("symbolWidth", "6").set("symbolHeight", "3.5").set("boxSpace", "0");
    result.set("columnCount", "1").set("splitLayer", "0").set("lineSpacing", "1");
    result.set("fontColor", "#000000").set("background", "false");
    Xml styles("styles");
    styles.add(legend_font("title", 11, true, "marginBottom", 1.5));
    styles.add(legend_font("group", 9, true, "marginTop", 2));
    styles.add(legend_font("subgroup", 9, true, "marginTop", 2.5));
    styles.add(legend_font("symbol", 8, false, "marginTop", 1.2));
    styles.add(legend_font("symbolLabel", 8, false, "marginLeft", 2));
    Xml tree("layer-tree-group");
    for (const ProjectLayer* layer : layers) {
        tree.add(legend_layer(*layer));
    }
    layout_.add(std::move(result.add(std::move(styles)).add(std::move(tree))));
}

void LayoutSheet::scale_bar(const std::string& map,
                            double metres_per_mm,
                            const Frame& frame,
                            bool atlas) {
    constexpr double segment_mm = 30;
    const double kilometres = round_number(segment_mm * metres_per_mm / 1000);
    std::string identity;
    Xml result = item(scale_bar_item, frame, identity);
    result.set("style", "Single Box").set("mapUuid", map).set("unitType", "km");
    result.set("unitLabel", "km").set("numSegments", "2").set("numSegmentsLeft", "0");
    result.set("numMapUnitsPerScaleBarUnit", "1").set("height", "1.6").set("labelBarSpace", "1");
    result.set("numUnitsPerSegment", fmt::format("{:g}", kilometres));
    result.set("segmentSizeMode", atlas ? "1" : "0").set("minBarWidth", "30");
    result.set("maxBarWidth", "60").set("boxContentSpace", "0").set("outlineWidth", "0.2");
    result.set("segmentMillimeters", fmt::format("{:g}", kilometres * 1000 / metres_per_mm));
    result.set("alignment", "0").set("background", "false");
    Xml text("text-style");
    text.set("fontFamily", "Arial").set("fontSize", "7").set("fontSizeUnit", "Point");
    text.set("textColor", "0,0,0,255").set("textOpacity", "1");
    result.add(std::move(text));
    result.add(color_of("fillColor", {60, 60, 60}));
    layout_.add(std::move(result.add(color_of("fillColor2", {255, 255, 255}))));
}

void LayoutSheet::atlas(const ProjectLayer& coverage, const std::string& field) {
    atlas_ = Xml("Atlas");
    atlas_.set("enabled", "1").set("coverageLayer", coverage.id);
    atlas_.set("coverageLayerName", coverage.style.title.vi).set("coverageLayerProvider", "ogr");
    atlas_.set("pageNameExpression", "\"name\"").set("hideCoverage", "0");
    atlas_.set("sortFeatures", "1").set("sortKey", "\"" + field + "\"").set("sortAscending", "1");
    atlas_.set("filenamePattern", "\"code\"").set("filterFeatures", "0");
}

Xml LayoutSheet::finish() && {
    layout_.add(std::move(atlas_));
    return std::move(layout_);
}

}  // namespace riskmap::publish
