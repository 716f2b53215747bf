#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "domain/layer.hpp"

namespace riskmap::publish::sample {

inline const std::string study_crs = "EPSG:9212";

using domain::Field;
using domain::FieldType;
using domain::Layer;
using domain::Value;
using geo::PointM;

inline Field field(std::string name, std::string short_name, FieldType type, int decimals = 0) {
    return {std::move(name), std::move(short_name), type, "", {"Nhãn", "Label"}, {}, "", decimals};
}

/// A table of one column.
inline Layer table(Field only, const std::vector<Value>& values) {
    Layer layer;
    layer.name = "things";
    layer.label = {"Vật", "Things"};
    layer.fields = {std::move(only)};
    for (std::size_t row = 0; row < values.size(); ++row) {
        layer.source_rows.push_back(static_cast<std::int64_t>(row + 1));
    }
    layer.columns.emplace_back(values);
    return layer;
}

/// A closed square with its south-west corner at (x, y), clockwise: the order publishing must turn.
inline std::vector<PointM> square(double x, double y, double side) {
    return {{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}};
}

inline geo::Geometry polygon(const std::vector<std::vector<PointM>>& rings) {
    std::vector<PointM> vertices;
    std::vector<std::uint32_t> ends;
    for (const std::vector<PointM>& ring : rings) {
        vertices.insert(vertices.end(), ring.begin(), ring.end());
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    const auto count = static_cast<std::uint32_t>(ends.size());
    return geo::Geometry::of_polygons(vertices, ends, {count});
}

inline geo::Geometry point(double x, double y) { return geo::Geometry::of_points({{x, y}}); }

inline geo::Geometry line(std::vector<PointM> vertices) {
    const auto count = static_cast<std::uint32_t>(vertices.size());
    return geo::Geometry::of_lines(vertices, {count});
}

/// Somewhere in the middle of the province, in the metres of `study_crs`.
inline constexpr double east = 570000;
inline constexpr double north = 1300000;

/// One commune in each state a published number can be in: with a hole, with islands, and one
/// whose outline nobody has.
inline Layer communes() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    Layer layer;
    layer.name = "communes";
    layer.label = {"Xã, phường", "Communes"};
    layer.fields = {field("code", "ma_xa", FieldType::text),
                    field("name", "ten_xa", FieldType::text),
                    field("population", "dan_so", FieldType::integer),
                    field("harm_rate", "ts_100k", FieldType::real, 2),
                    field("harm_status", "tinhtrang", FieldType::text),
                    field("checked", "da_kiemtra", FieldType::boolean),
                    field("surveyed_on", "ngay_ks", FieldType::date)};
    layer.fields[2].unit = "người";
    layer.fields[3].meaning = {"Số vụ trên 100.000 trẻ.", "Events per 100,000 children."};
    layer.columns = {
        {"00001", "25280", "25294", "25300", "25301", "25302"},
        {"Xã Đường Hoa", "Lộc Thạnh", "Lộc Thành", "Đăk Ơ", "", Value()},
        {std::int64_t{1200}, std::int64_t{0}, Value(), std::int64_t{-5}, std::int64_t{9}, Value()},
        {12.345678, 0.0, nan, Value(), -0.001, 1e-3},
        {"value", "zero_reported", "not_reported", "not_computed", "suppressed", "not_applicable"},
        {true, false, Value(), true, false, Value()},
        {"2024-02-29", Value(), "1999-12-31", Value(), "2020-01-01", "2026-06-30"}};
    layer.shapes = {polygon({square(east, north, 4000), square(east + 1000, north + 1000, 500)}),
                    polygon({square(east + 4000, north, 3000)}),
                    geo::Geometry::of_polygons(
                        [] {
                            std::vector<PointM> vertices = square(east, north + 5000, 1000);
                            const std::vector<PointM> island =
                                square(east + 2000, north + 5000, 700);
                            vertices.insert(vertices.end(), island.begin(), island.end());
                            return vertices;
                        }(),
                        {5, 10},
                        {1, 2}),
                    polygon({square(east + 9000, north, 100)}),
                    geo::Geometry(),
                    polygon({square(east, north + 9000, 1234.5678)})};
    layer.source_rows = {1, 2, 3, 4, 5, 6};
    return layer;
}

/// Places with points and no other shape.
inline Layer schools() {
    Layer layer = table(field("name", "ten", FieldType::text),
                        {"Trường Tiểu học Lộc Thạnh", "Trường \"Mầm non\" số 1", Value()});
    layer.name = "schools";
    layer.label = {"Trường học", "Schools"};
    layer.shapes = {point(east, north), point(east + 10, north + 10), geo::Geometry()};
    return layer;
}

/// A layer as it comes from the field: ponds as points, streams as lines, lakes as polygons.
inline Layer water() {
    Layer layer = table(field("name", "ten", FieldType::text),
                        {"Ao ông Tư", "Sông Bé", "Hồ Thác Mơ", "chưa vẽ", "Suối Giai"});
    layer.name = "water";
    layer.label = {"Mặt nước", "Water"};
    layer.shapes = {point(east, north),
                    line({{east, north}, {east + 50, north + 80}, {east + 90, north}}),
                    polygon({square(east, north, 300)}),
                    geo::Geometry(),
                    line({{east, north}, {east + 5, north + 8}})};
    return layer;
}

/// A table without shapes.
inline Layer data_quality() {
    Layer layer = table(field("source", "nguon", FieldType::text), {"incidents.a", "incidents.b"});
    layer.name = "data_quality";
    layer.label = {"Chất lượng dữ liệu", "Data quality"};
    return layer;
}

inline std::vector<Layer> all_layers() { return {communes(), schools(), water(), data_quality()}; }

}  // namespace riskmap::publish::sample
