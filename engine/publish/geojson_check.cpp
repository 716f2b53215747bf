#include "publish/geojson_check.hpp"

#include <fstream>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"
#include "publish/read_back.hpp"

namespace riskmap::publish {
namespace {

using domain::Value;
using geo::Shape;
using nlohmann::json;

bool same(const json& found, const Value& meant) {
    struct {
        const json& found;
        bool operator()(std::monostate) const { return found.is_null(); }
        bool operator()(bool flag) const { return found.is_boolean() && found.get<bool>() == flag; }
        bool operator()(std::int64_t whole) const {
            return found.is_number_integer() && found.get<std::int64_t>() == whole;
        }
        bool operator()(double real) const {
            return found.is_number() && found.get<double>() == real;
        }
        bool operator()(const std::string& text) const {
            return found.is_string() && found.get_ref<const std::string&>() == text;
        }
    } visitor{found};
    return std::visit(visitor, meant);
}

bool same_position(const json& found, geo::LonLat meant) {
    return found.is_array() && found.size() == 2 && same(found[0], meant.lon) &&
           same(found[1], meant.lat);
}

bool same_positions(const json& found, std::span<const geo::LonLat> meant) {
    if (!found.is_array() || found.size() != meant.size()) {
        return false;
    }
    for (std::size_t i = 0; i < meant.size(); ++i) {
        if (!same_position(found[i], meant[i])) {
            return false;
        }
    }
    return true;
}

bool same_member(const json& found, const LonLatShape& meant, std::size_t index) {
    if (meant.shape == Shape::points) {
        return same_position(found, meant.vertices[index]);
    }
    if (meant.shape == Shape::lines) {
        return same_positions(found, meant.part(index));
    }
    const std::size_t first = meant.first_ring(index);
    const std::size_t count = meant.polygon_ends[index] - first;
    if (!found.is_array() || found.size() != count) {
        return false;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!same_positions(found[i], meant.part(first + i))) {
            return false;
        }
    }
    return true;
}

bool same_shape(const json& found, const LonLatShape& meant) {
    if (meant.empty()) {
        return found.is_null();
    }
    if (!found.is_object() || found.value("type", "") != geojson_type(meant) ||
        !found.contains("coordinates")) {
        return false;
    }
    const json& coordinates = found["coordinates"];
    const std::size_t count = meant.member_count();
    if (count == 1) {
        return same_member(coordinates, meant, 0);
    }
    if (!coordinates.is_array() || coordinates.size() != count) {
        return false;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!same_member(coordinates[i], meant, i)) {
            return false;
        }
    }
    return true;
}

const json& member(const json& object, const std::string& key) {
    static const json nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

}  // namespace

const char* geojson_type(const LonLatShape& shape) {
    const bool multiple = shape.member_count() > 1;
    switch (shape.shape) {
        case Shape::points:
            return multiple ? "MultiPoint" : "Point";
        case Shape::lines:
            return multiple ? "MultiLineString" : "LineString";
        case Shape::polygons:
            return multiple ? "MultiPolygon" : "Polygon";
        case Shape::none:
            break;
    }
    throw Error(ErrorKind::internal, "geojson_type: an empty shape has no type");
}

void check_geojson(const std::filesystem::path& file,
                   const PublishedLayer& meant,
                   const domain::Cells& ids) {
    const auto report = [&](const std::string& place, const json& found) {
        report_mismatch(file,
                        fmt::format("layer {}, {}", meant.name, place),
                        "something else",
                        found.dump(-1, ' ', false, json::error_handler_t::replace));
    };
    const auto check_row = [&](const json& feature, std::size_t row) {
        if (!same(member(feature, "id"), ids[row])) {
            report(fmt::format("row {}, id", row + 1), member(feature, "id"));
        }
        const json& properties = member(feature, "properties");
        if (properties.size() != meant.fields.size()) {
            report(fmt::format("row {}, number of fields", row + 1), properties.size());
        }
        for (std::size_t field = 0; field < meant.fields.size(); ++field) {
            const json& value = member(properties, meant.fields[field].name);
            if (!same(value, meant.columns[field][row])) {
                report(fmt::format("row {}, field {}", row + 1, meant.fields[field].name), value);
            }
        }
        if (!same_shape(member(feature, "geometry"), on_grid(meant.shape(row)))) {
            report(fmt::format("row {}, shape", row + 1), "another shape");
        }
    };
    // A feature is compared and let go as soon as it is read, so that no file is too large.
    constexpr int feature_depth = 2;
    std::size_t rows = 0;
    const auto take = [&](int depth, json::parse_event_t event, const json& parsed) {
        if (depth != feature_depth || event != json::parse_event_t::object_end) {
            return true;
        }
        if (rows < meant.rows) {
            check_row(parsed, rows);
        }
        ++rows;
        return false;
    };
    std::ifstream stream(file, std::ios::binary);
    json parsed;
    try {
        parsed = json::parse(stream, take, false);
    } catch (const std::ios_base::failure& error) {
        fail_to_write(file, error.what());
    }
    if (!member(parsed, "features").is_array() || rows != meant.rows) {
        report("number of rows", rows);
    }
}

}  // namespace riskmap::publish
