#pragma once

#include <cmath>
#include <string>
#include <utility>

#include "domain/layer.hpp"

namespace riskmap::publish {

/// No data for what is no number.
inline domain::Value real_or_none(double number) {
    return std::isfinite(number) ? domain::Value(number) : domain::Value();
}
/// No data for text with nothing to say.
inline domain::Value text_or_none(const std::string& text) {
    return text.empty() ? domain::Value() : domain::Value(text);
}

/// A field that this program works out itself.
inline domain::Field own_field(const char* name,
                               const char* short_name,
                               domain::FieldType type,
                               std::string unit,
                               Text label,
                               Text meaning,
                               int decimals = 0) {
    return {name,
            short_name,
            type,
            std::move(unit),
            std::move(label),
            std::move(meaning),
            "riskmap",
            decimals};
}

/// Adds columns side by side to a layer whose number of rows is known.
class TableBuilder {
  public:
    /// The layer must outlive the builder.
    explicit TableBuilder(domain::Layer& layer) : layer_(&layer) {}

    /// `value_of(row)` gives the cell of a row.
    template <class ValueOf>
    void add(domain::Field field, const ValueOf& value_of) {
        layer_->fields.push_back(std::move(field));
        auto& column = layer_->columns.emplace_back();
        column.reserve(layer_->size());
        for (std::size_t row = 0; row < layer_->size(); ++row) {
            column.push_back(value_of(row));
        }
    }

    static void set_rows(domain::Layer& layer, std::size_t rows) {
        layer.source_rows.clear();
        for (std::size_t row = 0; row < rows; ++row) {
            layer.source_rows.push_back(static_cast<std::int64_t>(row + 1));
        }
    }

  private:
    domain::Layer* layer_;
};

}  // namespace riskmap::publish
