#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "domain/incidents.hpp"
#include "domain/layer.hpp"

namespace riskmap::intake {

/// Finds rows of one source that tell the same event again: the same date, hour, place, age, sex,
/// cause, outcome and victims. Victims of one event may be of one age and sex, so rows with an
/// event id are the same only when they are alike in every cell, those left out of the layer
/// included.
class RepeatedRows {
  public:
    /// `whole_rows` tells rows with different cells apart; empty when the layer has all cells. Both
    /// must outlive this.
    RepeatedRows(const domain::Layer& layer, const std::vector<std::size_t>& whole_rows)
        : layer_(layer), whole_rows_(whole_rows) {}

    /// The first row asked about that is like this one, or none; then this one is remembered.
    std::optional<std::size_t> first_like(std::size_t row, const domain::Incident& incident);

  private:
    std::string whole_row(std::size_t row) const;

    const domain::Layer& layer_;
    const std::vector<std::size_t>& whole_rows_;
    std::unordered_map<std::string, std::size_t> seen_;
};

}  // namespace riskmap::intake
