#include "publish/qgis/style_files.hpp"

#include "publish/file_bytes.hpp"
#include "publish/qgis/qml.hpp"
#include "publish/qgis/sld.hpp"

namespace riskmap::publish {

geo::Shape style_shape(const PublishedLayer& layer) {
    const geo::Shape shape = common_shape(layer);
    return shape == geo::Shape::none ? geo::Shape::polygons : shape;
}

std::vector<std::filesystem::path> write_styles(const PublishedLayer& layer,
                                                const std::vector<MapHazard>& hazards,
                                                Names names,
                                                const std::filesystem::path& base,
                                                geo::Shape shape) {
    std::vector<std::filesystem::path> written;
    for (const LayerStyle& style : layer_styles(layer, hazards)) {
        if (style.shape != shape) {
            continue;
        }
        const std::string stem = base.string() + (written.empty() ? "" : "." + style.name);
        write_bytes(stem + ".qml", qml(layer, style, names));
        write_bytes(stem + ".sld", sld(layer, style, names));
        written.emplace_back(stem + ".qml");
        written.emplace_back(stem + ".sld");
    }
    return written;
}

}  // namespace riskmap::publish
