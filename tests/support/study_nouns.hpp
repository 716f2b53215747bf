#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "domain/layer.hpp"
#include "domain/population.hpp"

namespace riskmap::test {

/// Units "A", "B", ... without shapes, for rooms that only count.
inline domain::AdminUnits named_units(std::size_t count) {
    domain::AdminUnits units;
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < count; ++i) {
        codes.push_back(std::string(1, static_cast<char>('A' + i)));
    }
    units.code = PerUnit<std::string>(codes);
    units.name = PerUnit<std::string>(codes);
    units.parent = PerUnit<std::string>(count);
    units.parent_code = PerUnit<std::string>(count);
    units.shape = PerUnit<geo::Geometry>(count);
    units.area_m2 = PerUnit<double>(count, 0);
    return units;
}

/// Axis-parallel rectangle.
inline geo::Geometry rectangle(double west, double south, double east, double north) {
    return geo::Geometry::of_polygons(
        {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {5}, {1});
}

/// A row of rectangular units "A", "B", ... from the origin eastwards, each `width` x `height` m.
inline domain::AdminUnits units_in_a_row(std::size_t count, double width, double height) {
    domain::AdminUnits units = named_units(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double west = static_cast<double>(i) * width;
        units.shape[UnitIndex(i)] = rectangle(west, 0, west + width, height);
        units.area_m2[UnitIndex(i)] = width * height;
    }
    return units;
}

inline domain::Population population(std::vector<domain::AgeBand> bands,
                                     const std::vector<std::vector<double>>& people) {
    domain::Population result;
    result.bands = std::move(bands);
    for (const std::vector<double>& column : people) {
        result.people.emplace_back(column);
    }
    return result;
}

/// A layer of shapes with one text column "class".
inline domain::Layer layer_of(std::vector<geo::Geometry> shapes,
                              const std::vector<std::string>& classes = {}) {
    domain::Layer layer;
    layer.name = "drawn";
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        layer.source_rows.push_back(static_cast<std::int64_t>(i + 1));
    }
    layer.shapes = std::move(shapes);
    if (!classes.empty()) {
        domain::Field field;
        field.name = "class";
        layer.fields.push_back(field);
        layer.columns.emplace_back();
        for (const std::string& word : classes) {
            layer.columns.back().push_back(word.empty() ? domain::Value() : domain::Value(word));
        }
    }
    return layer;
}

/// Incidents of one source "police" with the standard columns cause and month; rows are added by
/// `add`.
class IncidentList {
  public:
    IncidentList() {
        incidents_.sources = {"police"};
        incidents_.attributes.file = "incidents.csv";
        for (const char* name : {"cause", "month"}) {
            domain::Field field;
            field.name = name;
            incidents_.attributes.fields.push_back(field);
            incidents_.attributes.columns.emplace_back();
        }
    }

    domain::Incident& add(std::size_t unit, const std::string& cause = "fall") {
        domain::Incident incident;
        incident.row = static_cast<std::int64_t>(incidents_.rows.size() + 2);
        incident.date = Date{std::chrono::year(2021), std::chrono::month(6), std::chrono::day(1)};
        incident.cause = cause;
        incident.unit = UnitIndex(unit);
        incidents_.rows.push_back(incident);
        incidents_.attributes.columns[0].push_back(cause);
        incidents_.attributes.columns[1].push_back({});
        incidents_.attributes.source_rows.push_back(incident.row);
        return incidents_.rows.back();
    }
    void set_month(std::size_t row, std::int64_t month) {
        incidents_.attributes.columns[1].set(row, month);
    }
    domain::Incidents& table() { return incidents_; }

  private:
    domain::Incidents incidents_;
};

}  // namespace riskmap::test
