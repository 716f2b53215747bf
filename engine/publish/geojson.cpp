#include <algorithm>
#include <set>
#include <string>

#include "publish/file_bytes.hpp"
#include "publish/geojson_check.hpp"
#include "publish/json_text.hpp"
#include "publish/plain_number.hpp"
#include "publish/write_prepared.hpp"

namespace riskmap::publish {
namespace {

using domain::Value;
using geo::LonLat;
using geo::Shape;

void append_value(std::string& out, const Value& value) {
    struct {
        std::string& out;
        void operator()(std::monostate) const { out += "null"; }
        void operator()(bool flag) const { out += flag ? "true" : "false"; }
        void operator()(std::int64_t whole) const { append_plain(out, whole); }
        void operator()(double real) const { append_plain(out, real); }
        void operator()(const std::string& text) const { append_json(out, text); }
    } visitor{out};
    std::visit(visitor, value);
}

void append_position(std::string& out, LonLat position) {
    out += '[';
    append_plain(out, position.lon);
    out += ',';
    append_plain(out, position.lat);
    out += ']';
}

void append_positions(std::string& out, std::span<const LonLat> positions) {
    out += '[';
    for (std::size_t i = 0; i < positions.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_position(out, positions[i]);
    }
    out += ']';
}

void append_polygon(std::string& out, const LonLatShape& shape, std::size_t polygon) {
    out += '[';
    const std::size_t first = shape.first_ring(polygon);
    for (std::size_t ring = first; ring < shape.polygon_ends[polygon]; ++ring) {
        out += ring == first ? "" : ",";
        append_positions(out, shape.part(ring));
    }
    out += ']';
}

void append_member(std::string& out, const LonLatShape& shape, std::size_t index) {
    if (shape.shape == Shape::points) {
        append_position(out, shape.vertices[index]);
    } else if (shape.shape == Shape::lines) {
        append_positions(out, shape.part(index));
    } else {
        append_polygon(out, shape, index);
    }
}

void append_shape(std::string& out, const LonLatShape& shape) {
    if (shape.empty()) {
        out += "null";
        return;
    }
    const bool multiple = shape.member_count() > 1;
    out += R"({"type":")";
    out += geojson_type(shape);
    out += R"(","coordinates":)";
    out += multiple ? "[" : "";
    for (std::size_t i = 0; i < shape.member_count(); ++i) {
        out += i == 0 ? "" : ",";
        append_member(out, shape, i);
    }
    out += multiple ? "]}" : "}";
}

/// West, south, east, north of all vertices; nothing when there are none.
void append_bbox(std::string& out, const std::vector<LonLatShape>& shapes) {
    geo::Box box;
    for (const LonLatShape& shape : shapes) {
        for (const LonLat vertex : shape.vertices) {
            box.add(geo::PointM{vertex.lon, vertex.lat});
        }
    }
    if (!box.empty()) {
        out += "\"bbox\":[";
        for (const double edge : {box.min_x, box.min_y, box.max_x, box.max_y}) {
            out += out.back() == '[' ? "" : ",";
            append_plain(out, edge);
        }
        out += "],\n";
    }
}

void append_feature(std::string& out,
                    const PublishedLayer& layer,
                    std::size_t row,
                    const LonLatShape& shape,
                    const Value& id) {
    out += R"({"type":"Feature","id":)";
    append_value(out, id);
    out += R"(,"properties":{)";
    for (std::size_t field = 0; field < layer.fields.size(); ++field) {
        out += field == 0 ? "" : ",";
        append_json(out, layer.fields[field].name);
        out += ':';
        append_value(out, layer.columns[field][row]);
    }
    out += R"(},"geometry":)";
    append_shape(out, shape);
    out += '}';
}

/// Whether a column names every feature once.
bool identifies(const std::vector<Value>& column) {
    std::set<Value> seen;
    return std::all_of(column.begin(), column.end(), [&](const Value& value) {
        const bool usable = std::holds_alternative<std::string>(value) ||
                            std::holds_alternative<std::int64_t>(value);
        return usable && seen.insert(value).second;
    });
}

std::vector<Value> feature_ids(const PublishedLayer& layer) {
    for (const char* name : {"code", "id"}) {
        for (std::size_t field = 0; field < layer.fields.size(); ++field) {
            if (layer.fields[field].name == name && identifies(layer.columns[field])) {
                return layer.columns[field];
            }
        }
    }
    std::vector<Value> numbers;
    for (std::size_t row = 0; row < layer.rows; ++row) {
        numbers.emplace_back(static_cast<std::int64_t>(row + 1));
    }
    return numbers;
}

}  // namespace

void write_geojson(const PublishedLayer& layer, const std::filesystem::path& file) {
    std::vector<LonLatShape> shapes;
    shapes.reserve(layer.shapes.size());
    for (const LonLatShape& shape : layer.shapes) {
        shapes.push_back(on_grid(shape));
    }
    const std::vector<Value> ids = feature_ids(layer);
    const LonLatShape no_shape;
    constexpr std::size_t enough_to_write = std::size_t{1} << 20U;
    BytesFile target(file);
    std::string out = "{\"type\":\"FeatureCollection\",\n\"name\":";
    append_json(out, layer.name);
    out += ",\n";
    append_bbox(out, shapes);
    out += "\"features\":[";
    for (std::size_t row = 0; row < layer.rows; ++row) {
        out += row == 0 ? "\n" : ",\n";
        append_feature(out, layer, row, shapes.empty() ? no_shape : shapes[row], ids[row]);
        if (out.size() >= enough_to_write) {
            target.write(out);
            out.clear();
        }
    }
    out += "\n]}\n";
    target.write(out);
    target.close();
    check_geojson(file, layer, shapes, ids);
}

}  // namespace riskmap::publish
