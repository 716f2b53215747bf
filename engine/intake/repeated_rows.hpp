#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/incidents.hpp"
#include "domain/layer.hpp"

namespace riskmap::intake {

/// Finds rows of one source that tell the same event again: the same date, hour, places, age, sex,
/// cause, outcome and victims. Victims of one event may be of one age and sex, so rows with an
/// event id are the same only when they are alike in every cell, those left out of the layer
/// included.
class RepeatedRows {
  public:
    /// `whole_rows` tells rows with different cells apart; empty when the layer has all cells. Both
    /// must outlive this.
    RepeatedRows(const domain::Layer& layer, const std::vector<std::size_t>& whole_rows)
        : layer_(layer), whole_rows_(whole_rows) {}

    /// The row in the file of the first incident asked about that is like this one, or none; then
    /// this one is remembered. `row` is its place in the layer.
    std::optional<std::int64_t> first_like(std::size_t row, const domain::Incident& incident);

  private:
    std::string whole_row(std::size_t row) const;

    const domain::Layer& layer_;
    const std::vector<std::size_t>& whole_rows_;
    /// Two hashes of what makes a row alike: rows that differ do not meet in both.
    struct Likeness {
        std::uint64_t first = 0;
        std::uint64_t second = 0;
        bool operator==(const Likeness&) const = default;
    };
    struct Spread {
        std::size_t operator()(const Likeness& likeness) const { return likeness.first; }
    };
    static Likeness likeness_of(std::string_view text);
    std::unordered_map<Likeness, std::int64_t, Spread> seen_;
};

}  // namespace riskmap::intake
