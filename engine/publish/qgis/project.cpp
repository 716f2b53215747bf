#include "publish/qgis/project.hpp"

#include <array>

#include <fmt/format.h>

#include "geo/projector.hpp"
#include "publish/file_bytes.hpp"
#include "publish/qgis/layout.hpp"
#include "publish/qgis/qml.hpp"
#include "publish/zip.hpp"

namespace riskmap::publish {
namespace {

using geo::Shape;

/// How QGIS names the geometry of a shape.
struct ShapeWords {
    Shape shape;
    const char* geometry;
    const char* wkb;
    const char* sublayer;
};
constexpr std::array<ShapeWords, 3> shape_words{
    {{Shape::points, "Point", "Point", "Point"},
     {Shape::lines, "Line", "MultiLineString", "LineString"},
     {Shape::polygons, "Polygon", "MultiPolygon", "Polygon"}}};

const ShapeWords& words_of(Shape shape) {
    for (const ShapeWords& row : shape_words) {
        if (row.shape == shape) {
            return row;
        }
    }
    return shape_words.back();
}

ProjectLayer project_layer(const PublishedLayer& table, LayerStyle style, bool shown) {
    std::string id = table.name + "_" + style.name;
    return {std::move(id), &table, std::move(style), shown};
}

std::string source_of(const ProjectLayer& layer) {
    std::string source = "./riskmap.gpkg|layername=" + layer.table->name;
    if (common_shape(*layer.table) == Shape::none) {
        source += fmt::format("|geometrytype={}", words_of(layer.style.shape).sublayer);
    }
    return source;
}

Xml coordinate_system(const std::string& crs) {
    const geo::CrsInfo info = geo::describe_crs(crs);
    Xml system("spatialrefsys");
    system.add("wkt", info.definition).add("authid", info.authority);
    system.add("description", info.name);
    return std::move(system.add("geographicflag", info.geographic ? "true" : "false"));
}

Xml under(const char* name, Xml child) { return std::move(Xml(name).add(std::move(child))); }

Xml map_layer(const ProjectLayer& layer) {
    const ShapeWords& words = words_of(layer.style.shape);
    Xml result("maplayer");
    result.set("type", "vector").set("geometry", words.geometry).set("wkbType", words.wkb);
    result.set("labelsEnabled", layer.style.labels ? "1" : "0").set("readOnly", "1");
    result.set("styleCategories", "AllStyleCategories").set("hasScaleBasedVisibilityFlag", "0");
    result.add("id", layer.id).add("datasource", source_of(layer));
    result.add("layername", layer.style.title.vi);
    result.add(under("srs", coordinate_system("EPSG:4326")));
    result.add(std::move(Xml("provider").set("encoding", "UTF-8").text("ogr")));
    result.add("previewExpression", layer.table->fields.size() > 1 ? "\"name\"" : "");
    add_style(result, *layer.table, layer.style, Names::full);
    return result;
}

Xml tree_layer(const ProjectLayer& layer, bool expanded) {
    Xml entry("layer-tree-layer");
    entry.set("id", layer.id).set("name", layer.style.title.vi).set("providerKey", "ogr");
    entry.set("source", source_of(layer)).set("expanded", expanded ? "1" : "0");
    return std::move(entry.set("checked", layer.shown ? "Qt::Checked" : "Qt::Unchecked"));
}

Xml layer_tree(const std::vector<ProjectGroup>& groups) {
    Xml root("layer-tree-group");
    for (const ProjectGroup& group : groups) {
        Xml entry("layer-tree-group");
        bool shown = false;
        for (const ProjectLayer& layer : group.layers) {
            shown = shown || layer.shown;
        }
        entry.set("name", group.name).set("expanded", shown ? "1" : "0");
        entry.set("checked", "Qt::Checked");
        for (const ProjectLayer& layer : group.layers) {
            entry.add(tree_layer(layer, layer.shown && group.of_hazard));
        }
        root.add(std::move(entry));
    }
    return root;
}

Xml theme(const std::vector<ProjectGroup>& groups, const std::string& name) {
    Xml preset("visibility-preset");
    preset.set("name", name);
    for (const ProjectLayer* layer : theme_layers(groups, name)) {
        preset.add(std::move(Xml("layer").set("id", layer->id).set("visible", "1")));
    }
    return preset;
}

Xml properties() {
    Xml absolute("Absolute");
    absolute.set("type", "bool").text("false");
    Xml enabled("ProjectionsEnabled");
    enabled.set("type", "int").text("1");
    Xml result("properties");
    result.add(under("Paths", std::move(absolute)));
    return std::move(result.add(under("SpatialRefSys", std::move(enabled))));
}

Xml canvas(const Publication& publication, const geo::Box& box) {
    Xml extent("extent");
    extent.add("xmin", fmt::format("{:.1f}", box.min_x))
        .add("ymin", fmt::format("{:.1f}", box.min_y));
    extent.add("xmax", fmt::format("{:.1f}", box.max_x))
        .add("ymax", fmt::format("{:.1f}", box.max_y));
    Xml result("mapcanvas");
    result.set("name", "theMapCanvas").set("annotationsVisible", "1");
    result.add("units", "meters").add(std::move(extent)).add("rotation", "0");
    return std::move(result.add(under("destinationsrs", coordinate_system(publication.study_crs))));
}

/// What "zoom to full extent" shows.
Xml full_view(const Publication& publication, const geo::Box& box) {
    Xml extent("DefaultViewExtent");
    extent.set("xmin", fmt::format("{:.1f}", box.min_x))
        .set("ymin", fmt::format("{:.1f}", box.min_y));
    extent.set("xmax", fmt::format("{:.1f}", box.max_x))
        .set("ymax", fmt::format("{:.1f}", box.max_y));
    extent.add(coordinate_system(publication.study_crs));
    return std::move(
        Xml("ProjectViewSettings").set("UseProjectScales", "0").add(std::move(extent)));
}

geo::Box extent_of(const Publication& publication) {
    geo::Box box;
    for (const geo::Geometry& shape : publication.layers.front().shapes) {
        box.add(shape.box());
    }
    return box;
}

}  // namespace

std::vector<ProjectGroup> project_groups(const std::vector<PublishedLayer>& layers,
                                         const std::vector<MapHazard>& hazards) {
    ProjectGroup places{"Địa điểm", {}, false};
    ProjectGroup borders{"Ranh giới hành chính", {}, false};
    ProjectGroup quality{"Chất lượng dữ liệu", {}, false};
    std::vector<ProjectGroup> of_hazards;
    for (const MapHazard& hazard : hazards) {
        of_hazards.push_back({hazard.label.vi, {}, true});
    }
    for (const PublishedLayer& layer : layers) {
        for (LayerStyle& style : layer_styles(layer, hazards)) {
            if (layer.name == "communes") {
                bool placed = false;
                for (std::size_t i = 0; i < hazards.size(); ++i) {
                    if (style.name == hazards[i].prefix + "_level" ||
                        style.name == hazards[i].prefix + "_rate") {
                        const bool shown = i == 0 && of_hazards[i].layers.empty();
                        of_hazards[i].layers.push_back(
                            project_layer(layer, std::move(style), shown));
                        placed = true;
                        break;
                    }
                }
                if (!placed) {
                    borders.layers.push_back(project_layer(layer, std::move(style), false));
                }
            } else if (layer.name == "data_quality") {
                quality.layers.push_back(project_layer(layer, std::move(style), false));
            } else if (style.shape == Shape::points) {
                places.layers.insert(places.layers.begin(),
                                     project_layer(layer, std::move(style), true));
            } else {
                places.layers.push_back(project_layer(layer, std::move(style), true));
            }
        }
    }
    std::vector<ProjectGroup> groups;
    const auto keep = [&](ProjectGroup& group) {
        if (!group.layers.empty()) {
            groups.push_back(std::move(group));
        }
    };
    keep(places);
    keep(borders);
    for (ProjectGroup& group : of_hazards) {
        keep(group);
    }
    keep(quality);
    return groups;
}

void write_project(const Publication& publication,
                   const std::vector<PublishedLayer>& layers,
                   const std::filesystem::path& file) {
    const std::vector<ProjectGroup> groups = project_groups(layers, publication.hazards);
    const geo::Box box = extent_of(publication);
    Xml root("qgis");
    root.set("version", "3.22.0").set("projectname", publication.title.vi);
    root.add("title", publication.title.vi);
    root.add(under("projectCrs", coordinate_system(publication.study_crs)));
    root.add(layer_tree(groups)).add(canvas(publication, box));
    Xml map_layers("projectlayers");
    Xml themes("visibility-presets");
    for (const ProjectGroup& group : groups) {
        for (const ProjectLayer& layer : group.layers) {
            map_layers.add(map_layer(layer));
        }
    }
    for (const std::string& name : theme_names(groups)) {
        themes.add(theme(groups, name));
    }
    root.add(full_view(publication, box));
    root.add(std::move(map_layers)).add(properties()).add(std::move(themes));
    root.add(layouts(publication, groups, box));
    std::filesystem::path plain = file;
    plain.replace_extension(".qgs");
    write_bytes(plain, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + root.str());
    write_zip({plain}, file);
    std::filesystem::remove(plain);
}

}  // namespace riskmap::publish
