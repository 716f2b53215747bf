#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "exposure/exposure_table.hpp"
#include "exposure/workbench.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::test {

/// A study on square kilometres "A", "B", ... in a row, with what a test puts into it.
struct DrawnStudy {
    domain::AdminUnits units;
    std::map<std::string, domain::Layer> layers;
    std::map<std::string, geo::Raster> rasters;
    std::vector<domain::PeopleCell> people;
    domain::Population population;
    IncidentList incidents;
    hazard::IncidentRule rule;
    RunContext context;

    explicit DrawnStudy(std::size_t unit_count) : units(units_in_a_row(unit_count, 1000, 1000)) {}

    void add_home(geo::PointM at, double number) {
        domain::PeopleCell cell;
        cell.at = at;
        cell.people = number;
        if (at.x >= 0 && at.x < 1000 * static_cast<double>(units.size())) {
            cell.unit = UnitIndex(static_cast<std::size_t>(at.x / 1000));
        }
        people.push_back(cell);
    }
    void add_schools(std::vector<geo::PointM> points) {
        std::vector<geo::Geometry> shapes;
        for (const geo::PointM point : points) {
            shapes.push_back(geo::Geometry::of_points({point}));
        }
        layers["schools"] = layer_of(std::move(shapes));
    }
    exposure::Inputs inputs() {
        exposure::Inputs inputs;
        inputs.units = &units;
        inputs.layers = &layers;
        inputs.rasters = &rasters;
        inputs.people = &people;
        inputs.population = &population;
        inputs.incidents = &incidents.table();
        inputs.schools_layer = "schools";
        inputs.study_crs = "EPSG:9212";
        return inputs;
    }
};

inline geo::Geometry point(double x, double y) { return geo::Geometry::of_points({{x, y}}); }

inline geo::Geometry line(std::vector<geo::PointM> vertices) {
    const auto end = static_cast<std::uint32_t>(vertices.size());
    return geo::Geometry::of_lines(vertices, {end});
}

/// A boolean column with empty cells: 't', 'f' and '?'.
inline void add_flags(domain::Layer& layer, const std::string& name, const std::string& flags) {
    domain::Field field;
    field.name = name;
    layer.fields.push_back(field);
    layer.columns.emplace_back();
    for (const char flag : flags) {
        layer.columns.back().push_back(flag == '?' ? domain::Value() : domain::Value(flag == 't'));
    }
}

inline hazard::Multiplier if_true(const std::string& column, double factor) {
    domain::Condition condition;
    condition.field = column;
    condition.values = {true};
    return {{condition}, {factor, "", false}};
}

inline hazard::Weights by_class(std::map<std::string, double> values, double otherwise) {
    hazard::Weights weights;
    weights.field = "class";
    for (const auto& [word, value] : values) {
        weights.by_value[word] = {value, "", false};
    }
    weights.otherwise.value = otherwise;
    return weights;
}

}  // namespace riskmap::test
