#include "app/layer_sketch.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"

namespace riskmap::app {
namespace {

constexpr std::size_t most_kinds = 1000;

template <class Term>
void add_columns(const Term& term, const std::string& id, std::set<std::string>& columns) {
    if (term.layer != id) {
        return;
    }
    domain::add_fields(term.where, columns);
    if (!term.weights.empty()) {
        columns.insert(term.weights.field);
    }
    for (const hazard::Multiplier& multiplier : term.multipliers) {
        domain::add_fields(multiplier.where, columns);
    }
}

/// Moves the ends of a kind out to a vertex.
void reach_out(std::array<geo::PointM, 4>& ends, geo::PointM vertex) {
    const auto take = [&](std::size_t end, bool farther) {
        if (farther) {
            ends[end] = vertex;
        }
    };
    take(0, vertex.x < ends[0].x);
    take(1, vertex.y < ends[1].y);
    take(2, vertex.x > ends[2].x);
    take(3, vertex.y > ends[3].y);
}

}  // namespace

std::set<std::string> columns_asked(const std::vector<hazard::HazardSpec>& hazards,
                                    const std::string& id) {
    std::set<std::string> columns;
    for (const hazard::HazardSpec& hazard : hazards) {
        for (const hazard::ExposureTerm& term : hazard.exposure) {
            add_columns(term, id, columns);
        }
        for (const hazard::IndexTerm& part : hazard.index) {
            add_columns(part, id, columns);
        }
    }
    return columns;
}

std::optional<LayerSketch> sketched(const domain::Layer& layer,
                                    const std::set<std::string>& columns) {
    LayerSketch sketch;
    std::vector<std::size_t> fields;
    for (const std::string& column : columns) {
        if (const auto field = layer.find(column)) {
            sketch.columns.push_back(column);
            fields.push_back(*field);
        }
    }
    std::map<std::vector<domain::Value>, std::size_t> number;
    for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
        const auto vertices = layer.shapes[row].vertices();
        if (vertices.empty()) {
            continue;
        }
        std::vector<domain::Value> values;
        for (const std::size_t field : fields) {
            values.push_back(layer.at(field, row));
        }
        const auto [at, first] = number.emplace(values, sketch.kinds.size());
        if (first) {
            if (sketch.kinds.size() == most_kinds) {
                return std::nullopt;
            }
            sketch.kinds.push_back({std::move(values), {}});
            sketch.kinds.back().ends.fill(vertices.front());
        }
        for (const geo::PointM vertex : vertices) {
            reach_out(sketch.kinds[at->second].ends, vertex);
        }
    }
    return sketch;
}

void add_far_kinds(const LayerSketch& sketch, const geo::Box& read, domain::Layer& layer) {
    const geo::PointM middle{0.5 * (read.min_x + read.max_x), 0.5 * (read.min_y + read.max_y)};
    std::vector<std::size_t> fields;
    for (const std::string& column : sketch.columns) {
        const auto field = layer.find(column);
        expects(field.has_value(), "add_far_kinds: the layer has the columns of its sketch");
        fields.push_back(*field);
    }
    for (const LayerSketch::Kind& kind : sketch.kinds) {
        const geo::PointM* nearest = nullptr;
        for (const geo::PointM& end : kind.ends) {
            if (!read.contains(end) &&
                (nearest == nullptr ||
                 geo::square_between(end, middle) < geo::square_between(*nearest, middle))) {
                nearest = &end;
            }
        }
        if (nearest == nullptr) {
            continue;
        }
        for (domain::Cells& column : layer.columns) {
            column.push_back(domain::Value());
        }
        const std::size_t row = layer.size();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            layer.columns[fields[i]].set(row, kind.values[i]);
        }
        layer.shapes.push_back(geo::Geometry::of_points({*nearest}));
        layer.source_rows.push_back(0);
    }
}

}  // namespace riskmap::app
