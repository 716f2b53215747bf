#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

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
void append_bbox(std::string& out, const PublishedLayer& layer) {
    geo::Box box;
    for (const LonLatShape& shape : layer.shapes) {
        for (const LonLat vertex : on_grid(shape).vertices) {
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
bool identifies(const domain::Cells& column) {
    std::vector<std::string_view> texts;
    std::vector<std::int64_t> numbers;
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (column.is_text(row)) {
            texts.push_back(column.text(row));
        } else if (const auto value = column[row]; std::holds_alternative<std::int64_t>(value)) {
            numbers.push_back(std::get<std::int64_t>(value));
        } else {
            return false;
        }
    }
    const auto all_differ = [](auto& names) {
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) == names.end();
    };
    return all_differ(texts) && all_differ(numbers);
}

domain::Cells feature_ids(const PublishedLayer& layer) {
    for (const char* name : {"code", "id"}) {
        for (std::size_t field = 0; field < layer.fields.size(); ++field) {
            if (layer.fields[field].name == name && identifies(layer.columns[field])) {
                return layer.columns[field];
            }
        }
    }
    domain::Cells numbers;
    for (std::size_t row = 0; row < layer.rows; ++row) {
        numbers.push_back(static_cast<std::int64_t>(row + 1));
    }
    return numbers;
}

}  // namespace

void write_geojson(const PublishedLayer& layer, const std::filesystem::path& file) {
    const domain::Cells ids = feature_ids(layer);
    constexpr std::size_t enough_to_write = std::size_t{1} << 20U;
    BytesFile target(file);
    std::string out = "{\"type\":\"FeatureCollection\",\n\"name\":";
    append_json(out, layer.name);
    out += ",\n";
    append_bbox(out, layer);
    out += "\"features\":[";
    for (std::size_t row = 0; row < layer.rows; ++row) {
        out += row == 0 ? "\n" : ",\n";
        append_feature(out, layer, row, on_grid(layer.shape(row)), ids[row]);
        if (out.size() >= enough_to_write) {
            target.write(out);
            out.clear();
        }
    }
    out += "\n]}\n";
    target.write(out);
    target.close();
    check_geojson(file, layer, ids);
}

}  // namespace riskmap::publish
