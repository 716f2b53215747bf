#include "exposure/selection.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "domain/fold.hpp"

namespace riskmap::exposure {
namespace {

using domain::Comparison;
using domain::Condition;
using domain::Layer;

bool has_shape(const Layer& layer, std::size_t row) {
    return row < layer.shapes.size() && !layer.shapes[row].empty();
}

/// The first column the conditions ask for that the layer does not have.
std::optional<std::string> lacking(const domain::Predicate& conditions, const Layer& layer) {
    for (const Condition& condition : conditions) {
        if (!condition.any.empty()) {
            if (auto name = lacking(condition.any, layer)) {
                return name;
            }
        } else if (!layer.find(condition.field)) {
            return condition.field;
        }
    }
    return std::nullopt;
}

/// As `matches`, but a missing cell decides nothing.
bool surely_holds(const Condition& condition, const Layer& layer, std::size_t row) {
    if (!condition.any.empty()) {
        return std::any_of(condition.any.begin(), condition.any.end(), [&](const Condition& one) {
            return surely_holds(one, layer, row);
        });
    }
    const domain::Value& cell = layer.at(*layer.find(condition.field), row);
    if (domain::is_missing(cell) && condition.comparison != Comparison::absent) {
        return false;
    }
    return domain::matches(condition, cell);
}

Text no_column(const Layer& layer, const std::string& field, const char* vi, const char* en) {
    return {fmt::format("Lớp \"{}\" không có cột \"{}\": {}.", layer.name, field, vi),
            fmt::format("Layer \"{}\" has no column \"{}\": {}.", layer.name, field, en)};
}

/// Listed weights in folded spelling; the number of the class is the place in the list.
struct ClassTable {
    std::vector<std::string> word;
    std::vector<double> weight;
    double otherwise = 1;

    std::size_t find(const domain::Value& cell) const {
        const std::string folded = domain::fold(domain::as_text(cell));
        const auto at =
            domain::is_missing(cell) ? word.end() : std::find(word.begin(), word.end(), folded);
        return static_cast<std::size_t>(at - word.begin());
    }
    double weight_of(std::size_t number) const {
        return number < weight.size() ? weight[number] : otherwise;
    }
};

ClassTable class_table(const hazard::Weights& weights) {
    ClassTable table;
    for (const auto& [word, weight] : weights.by_value) {
        table.word.push_back(domain::fold(word));
        table.weight.push_back(weight.value);
    }
    table.otherwise = weights.otherwise.value;
    return table;
}

}  // namespace

Selection::Selection(const Layer& layer, const domain::Predicate& where)
    : layer_(&layer), where_(where) {
    if (layer.size() > 0) {
        const domain::BoundPredicate holds(where, layer);
        for (std::size_t row = 0; row < layer.size(); ++row) {
            if (!where.empty() && !holds(row)) {
                continue;
            }
            if (has_shape(layer, row)) {
                rows_.push_back(static_cast<std::uint32_t>(row));
            } else {
                ++without_shape_;
            }
        }
    }
    if (rows_.size() == layer.shapes.size()) {
        shapes_ = layer.shapes;
        return;
    }
    picked_.reserve(rows_.size());
    for (const std::uint32_t row : rows_) {
        picked_.push_back(layer.shapes[row]);
    }
    shapes_ = picked_;
}

Weighting weigh(const Selection& selection,
                const hazard::Weights& weights,
                const std::vector<hazard::Multiplier>& multipliers,
                Notes& notes) {
    const Layer& layer = selection.layer();
    const ClassTable classes = class_table(weights);
    std::optional<std::size_t> field;
    if (!weights.empty()) {
        field = layer.find(weights.field);
        if (!field && selection.size() > 0) {
            notes.add(no_column(layer,
                                weights.field,
                                "mọi đối tượng có cùng trọng số",
                                "all features have the same weight"));
        }
    }
    Weighting result;
    for (const std::uint32_t row : selection.rows()) {
        const std::size_t number =
            field ? classes.find(layer.at(*field, row)) : classes.word.size();
        result.class_of.push_back(static_cast<std::uint32_t>(number));
        result.weight.push_back(classes.weight_of(number));
    }
    for (const hazard::Multiplier& multiplier : multipliers) {
        if (const auto name = lacking(multiplier.where, layer)) {
            if (selection.size() > 0) {
                notes.add(no_column(layer,
                                    *name,
                                    "hệ số theo cột này không được áp dụng",
                                    "the factor that asks for it is not applied"));
            }
            continue;
        }
        for (std::size_t i = 0; i < selection.size(); ++i) {
            const std::size_t row = selection.rows()[i];
            const bool holds = std::all_of(
                multiplier.where.begin(), multiplier.where.end(), [&](const Condition& condition) {
                    return surely_holds(condition, layer, row);
                });
            result.weight[i] *= holds ? multiplier.factor.value : 1;
        }
    }
    return result;
}

OfShape of_shape(const Selection& selection, geo::Shape shape) {
    OfShape result;
    for (std::size_t i = 0; i < selection.size(); ++i) {
        if (selection.shapes()[i].shape() == shape) {
            result.feature.push_back(static_cast<std::uint32_t>(i));
            result.shapes.push_back(selection.shapes()[i]);
        }
    }
    return result;
}

}  // namespace riskmap::exposure
