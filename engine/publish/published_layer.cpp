#include "publish/published_layer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"
#include "publish/plain_number.hpp"
#include "publish/utf8.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;
using geo::Shape;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lowered(std::string text) {
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

bool is_date(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    const auto number = [&](std::size_t from, std::size_t digits) {
        int value = -1;
        const char* end = text.data() + from + digits;
        return std::from_chars(text.data() + from, end, value).ptr == end ? value : -1;
    };
    const int month = number(5, 2);
    const int day = number(8, 2);
    return number(0, 4) >= 0 && month > 0 && day > 0 &&
           (std::chrono::year(number(0, 4)) / std::chrono::month(static_cast<unsigned>(month)) /
            std::chrono::day(static_cast<unsigned>(day)))
               .ok();
}

bool is_whole(double number) { return std::trunc(number) == number && std::abs(number) < 9e15; }

/// The value as its field publishes it; nothing when the field cannot hold it.
std::optional<Value> as_field(const Field& field, const Value& value) {
    if (domain::is_missing(value)) {
        return value;
    }
    const auto* text = std::get_if<std::string>(&value);
    const auto* whole = std::get_if<std::int64_t>(&value);
    const auto* real = std::get_if<double>(&value);
    if (real != nullptr && !std::isfinite(*real)) {
        return Value();
    }
    switch (field.type) {
        case FieldType::text:
            return text != nullptr && is_carriable(*text) ? std::optional(value) : std::nullopt;
        case FieldType::date:
            return text != nullptr && is_date(*text) ? std::optional(value) : std::nullopt;
        case FieldType::boolean:
            return std::holds_alternative<bool>(value) ? std::optional(value) : std::nullopt;
        case FieldType::integer:
            if (real != nullptr && is_whole(*real)) {
                return Value(static_cast<std::int64_t>(*real));
            }
            return whole != nullptr ? std::optional(value) : std::nullopt;
        case FieldType::real:
            if (whole != nullptr) {
                return Value(static_cast<double>(*whole));
            }
            return real != nullptr ? std::optional(Value(rounded(*real, field.decimals)))
                                   : std::nullopt;
    }
    return std::nullopt;
}

void check_name(const std::string& name) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; };
    if (name.empty() || is_digit(name[0]) || !std::all_of(name.begin(), name.end(), allowed)) {
        throw Error(
            ErrorKind::internal,
            fmt::format("the name of the published layer '{}' is not lower snake case", name));
    }
}

void check_form(const domain::Layer& layer) {
    check_name(layer.name);
    expects(layer.columns.size() == layer.fields.size(), "publish_layer: one column per field");
    expects(layer.shapes.empty() || layer.shapes.size() == layer.size(),
            "publish_layer: one shape per row, or none");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        expects(layer.columns[i].size() == layer.size(), "publish_layer: one value per row");
        const std::string& name = layer.fields[i].name;
        if (name.empty() || !is_carriable(name) || !seen.insert(lowered(name)).second) {
            throw Error(
                ErrorKind::internal,
                fmt::format("layer {}: the field name '{}' is empty or there twice (capitals do "
                            "not tell fields apart)",
                            layer.name,
                            made_carriable(name)));
        }
    }
}

PublishedLayer without_rows(const PublishedLayer& layer, const std::string& name) {
    PublishedLayer part;
    part.name = name;
    part.label = layer.label;
    part.fields = layer.fields;
    part.columns.resize(layer.columns.size());
    return part;
}

const char* ending(Shape shape) {
    switch (shape) {
        case Shape::points:
            return "_point";
        case Shape::lines:
            return "_line";
        case Shape::polygons:
            return "_polygon";
        case Shape::none:
            break;
    }
    return "";
}

void copy_row(const PublishedLayer& from, std::size_t row, PublishedLayer& to) {
    for (std::size_t field = 0; field < from.columns.size(); ++field) {
        to.columns[field].push_back(from.columns[field][row]);
    }
    to.shapes.push_back(from.shapes[row]);
    ++to.rows;
}

std::string complaint(const std::string& name) {
    static constexpr std::array<std::string_view, 5> reserved = {
        "fid", "oid", "objectid", "shape", "geom"};
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    if (name.empty()) {
        return "has no short name";
    }
    if (name.size() > 10) {
        return "is longer than 10";
    }
    if (!is_letter(name[0]) || !std::all_of(name.begin(), name.end(), allowed)) {
        return "must be of A-Z a-z 0-9 _ with a letter first";
    }
    if (std::find(reserved.begin(), reserved.end(), lowered(name)) != reserved.end()) {
        return "is a name GIS programs use themselves";
    }
    return "";
}

}  // namespace

const LonLatShape& PublishedLayer::shape(std::size_t row) const {
    static const LonLatShape none;
    return has_shapes() ? shapes[row] : none;
}

PublishedLayer publish_layer(const domain::Layer& layer, const std::string& study_crs) {
    check_form(layer);
    PublishedLayer result;
    result.name = layer.name;
    result.label = layer.label;
    result.fields = layer.fields;
    result.rows = layer.size();
    result.columns.reserve(layer.fields.size());
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        const Field& field = layer.fields[i];
        domain::Cells& column = result.columns.emplace_back();
        column.reserve(layer.size());
        for (std::size_t row = 0; row < layer.size(); ++row) {
            std::optional<Value> value = as_field(field, layer.at(i, row));
            if (!value) {
                throw Error(ErrorKind::internal,
                            fmt::format("layer {}, field {}, row {}: the field cannot hold '{}'",
                                        layer.name,
                                        field.name,
                                        row + 1,
                                        made_carriable(domain::as_text(layer.at(i, row)))));
            }
            column.push_back(*value);
        }
    }
    if (!layer.shapes.empty()) {
        const geo::Projector wgs84("EPSG:4326", study_crs);
        result.shapes.reserve(layer.shapes.size());
        for (const geo::Geometry& shape : layer.shapes) {
            result.shapes.push_back(to_lonlat(shape, wgs84));
        }
    }
    return result;
}

PublishedLayer outline(const PublishedLayer& layer) {
    PublishedLayer result = without_rows(layer, layer.name);
    result.rows = layer.rows;
    for (const LonLatShape& shape : layer.shapes) {
        const bool seen =
            std::any_of(result.shapes.begin(), result.shapes.end(), [&](const LonLatShape& other) {
                return other.shape == shape.shape;
            });
        if (!seen) {
            result.shapes.push_back(shape);
        }
    }
    return result;
}

Shape common_shape(const PublishedLayer& layer) {
    Shape common = Shape::none;
    for (const LonLatShape& shape : layer.shapes) {
        if (shape.empty()) {
            continue;
        }
        if (common != Shape::none && common != shape.shape) {
            return Shape::none;
        }
        common = shape.shape;
    }
    return common;
}

bool has_multiple_members(const PublishedLayer& layer) {
    return std::any_of(layer.shapes.begin(), layer.shapes.end(), [](const LonLatShape& shape) {
        return shape.member_count() > 1;
    });
}

std::vector<PublishedLayer> part_by_shape(const PublishedLayer& layer) {
    std::map<Shape, PublishedLayer> parts;
    for (const LonLatShape& shape : layer.shapes) {
        if (!shape.empty() && !parts.contains(shape.shape)) {
            parts.emplace(shape.shape, without_rows(layer, layer.name + ending(shape.shape)));
        }
    }
    if (parts.size() < 2) {
        return {layer};
    }
    for (std::size_t row = 0; row < layer.rows; ++row) {
        const LonLatShape& shape = layer.shape(row);
        copy_row(layer, row, shape.empty() ? parts.begin()->second : parts.at(shape.shape));
    }
    std::vector<PublishedLayer> result;
    for (auto& [shape, part] : parts) {
        result.push_back(std::move(part));
    }
    return result;
}

std::string alias(const Field& field) {
    const std::string& label = field.label.vi.empty() ? field.name : field.label.vi;
    return field.unit.empty() ? label : fmt::format("{} ({})", label, field.unit);
}

void check_short_names(const std::vector<domain::Layer>& layers) {
    std::string complaints;
    for (const domain::Layer& layer : layers) {
        std::map<std::string, std::string> owner;
        for (const Field& field : layer.fields) {
            std::string wrong = complaint(field.short_name);
            const auto [twin, fresh] = owner.emplace(lowered(field.short_name), field.name);
            if (wrong.empty() && !fresh) {
                wrong = "is also that of " + twin->second;
            }
            if (!wrong.empty()) {
                complaints += fmt::format("\n  {}.{}: '{}' {}",
                                          layer.name,
                                          field.name,
                                          made_carriable(field.short_name),
                                          wrong);
            }
        }
    }
    if (!complaints.empty()) {
        throw Error(ErrorKind::internal, "short names a shapefile cannot carry:" + complaints);
    }
}

}  // namespace riskmap::publish
